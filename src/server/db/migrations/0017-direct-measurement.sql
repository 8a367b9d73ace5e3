-- Hourly readings of continuous emission monitoring (clause A.8). Readings are appended batch by batch; of an hour the one of the latest batch counts.
create table app.measured_stack (
  organization_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  code text not null,
  name text not null,
  name_en text not null,
  concentration_basis text not null check (concentration_basis in ('dry', 'wet')),
  flow_basis text not null check (flow_basis in ('dry', 'wet')),
  location text not null default '',
  first_hour text,                             -- of all readings: local YYYY-MM-DDTHH
  last_hour text,
  batch_number int not null default 0,
  changed_at timestamptz not null,
  primary key (organization_id, id),
  unique (organization_id, unit_id, code),
  foreign key (organization_id, unit_id) references app.unit deferrable
);
call app.tenant_table('measured_stack', 'maintain');

create table app.measured_batch (
  organization_id uuid not null,
  id uuid not null,
  stack_id uuid not null,
  number int not null check (number >= 1),
  way text not null check (way in ('csv', 'push')),
  rows int not null,
  from_hour text not null,
  to_hour text not null,
  replaced int not null,                       -- hours that had a reading before
  content_sha256 text not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  primary key (organization_id, id),
  unique (organization_id, stack_id, number),
  foreign key (organization_id, stack_id) references app.measured_stack deferrable
);
call app.tenant_table('measured_batch', 'append');

create table app.measured_hour (
  organization_id uuid not null,
  stack_id uuid not null,
  hour text not null check (hour ~ '^\d{4}-\d{2}-\d{2}T\d{2}$'), -- its beginning, local time
  batch_number int not null,
  status text not null check (status in ('valid', 'maintenance', 'calibration', 'fault', 'stopped')),
  co2_percent numeric,
  co2_gram_per_nm3 numeric,
  concentration_basis text not null,
  flow_nm3_h numeric,
  flow_basis text not null,
  moisture_percent numeric,
  o2_percent numeric,
  temperature_c numeric,
  velocity_m_s numeric,
  load_percent numeric,
  primary key (organization_id, stack_id, hour, batch_number),
  foreign key (organization_id, stack_id) references app.measured_stack deferrable
);
call app.tenant_table('measured_hour', 'append');

create table app.measurement_explanation (
  organization_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  month text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  measured numeric not null,                   -- the two values that were explained, tCO2
  calculated numeric not null,
  reason text not null check (reason <> ''),
  at timestamptz not null,
  by uuid not null,
  by_name text not null,
  primary key (organization_id, id),
  foreign key (organization_id, unit_id) references app.unit deferrable
);
create index measurement_explanation_month on app.measurement_explanation (organization_id, unit_id, month);
call app.tenant_table('measurement_explanation', 'append');
