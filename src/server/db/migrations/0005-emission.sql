-- Activity data by unit and month, their states, and the calculations frozen from them (A.8, A.9).
create table app.activity_cell (
  organization_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  fuel_stream_id uuid,
  month text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  parameter text not null,                     -- symbol of the method's input
  datum_id uuid not null,                      -- the datum that counts now
  datum_version int not null,
  primary key (organization_id, id),
  foreign key (organization_id, unit_id) references app.unit deferrable,
  foreign key (organization_id, fuel_stream_id) references app.fuel_stream deferrable
);
create unique index activity_cell_place on app.activity_cell
  (organization_id, unit_id, month, parameter, coalesce(fuel_stream_id, '00000000-0000-0000-0000-000000000000'));

create table app.activity_datum (
  organization_id uuid not null,
  id uuid not null,
  cell_id uuid not null,
  version int not null check (version >= 1),
  value numeric,                               -- in the parameter's own unit; null: the value was withdrawn
  unit text not null,
  given_value text,                            -- as entered
  given_unit text not null,
  acquisition text not null check (acquisition in ('measured', 'calculated', 'estimated', 'default')),
  comment text not null default '',
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  supersedes uuid,
  primary key (organization_id, id),
  unique (organization_id, cell_id, version),
  foreign key (organization_id, cell_id) references app.activity_cell deferrable initially deferred,
  foreign key (organization_id, supersedes) references app.activity_datum deferrable
);
alter table app.activity_cell add foreign key (organization_id, datum_id) references app.activity_datum deferrable initially deferred;
call app.tenant_table('activity_cell', 'maintain'); -- after the key: row security would hide the rows a new key has to check
call app.tenant_table('activity_datum', 'append');

create table app.calculation (
  organization_id uuid not null references app.organization deferrable,
  id uuid not null,
  subject_type text not null,                  -- unit_month
  subject_id uuid not null,
  period text not null,
  method_id text not null,
  method_version int not null,
  method_sha256 text not null,
  data_year int not null,
  input jsonb not null,
  result jsonb not null,
  derivation jsonb not null,
  content_sha256 text not null,
  supersedes uuid,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  primary key (organization_id, id)
);
create index calculation_subject on app.calculation (organization_id, subject_type, subject_id, period, recorded_at desc);
call app.tenant_table('calculation', 'append');

create table app.month_record (
  organization_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  month text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  state text not null check (state in ('draft', 'in_review', 'reviewed', 'approved', 'locked')),
  calculation_id uuid,                         -- frozen at submission
  snapshot_sha256 text,
  submitted_by uuid,
  reviewed_by uuid,
  approved_by uuid,
  locked_by uuid,
  version int not null default 1,
  changed_at timestamptz not null,
  primary key (organization_id, id),
  unique (organization_id, unit_id, month),
  foreign key (organization_id, unit_id) references app.unit deferrable,
  foreign key (organization_id, calculation_id) references app.calculation deferrable,
  -- Separation of duties, also where code would forget it.
  check (reviewed_by is null or reviewed_by <> submitted_by),
  check (approved_by is null or (approved_by <> submitted_by and approved_by <> reviewed_by))
);
call app.tenant_table('month_record', 'maintain');

create table app.month_transition (
  organization_id uuid not null,
  id uuid not null,
  month_record_id uuid not null,
  number int not null,
  from_state text not null,
  to_state text not null,
  at timestamptz not null,
  by uuid not null,
  by_name text not null,
  reason text not null default '',
  snapshot_sha256 text,
  primary key (organization_id, id),
  unique (organization_id, month_record_id, number),
  foreign key (organization_id, month_record_id) references app.month_record deferrable
);
call app.tenant_table('month_transition', 'append');

create table app.finding_reason (
  organization_id uuid not null,
  id uuid not null,
  month_record_id uuid not null,
  code text not null,
  place text not null,                         -- the finding's place, as text
  reason text not null,
  at timestamptz not null,
  by uuid not null,
  by_name text not null,
  primary key (organization_id, id),
  foreign key (organization_id, month_record_id) references app.month_record deferrable
);
call app.tenant_table('finding_reason', 'append');
