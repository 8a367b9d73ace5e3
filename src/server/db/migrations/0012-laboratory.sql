-- Coal samples, tests and their weights (clause A.8).
create table app.laboratory (
  organization_id uuid not null references app.organization deferrable,
  id uuid not null,
  name text not null,
  name_en text not null,
  kind text not null check (kind in ('own', 'external')),
  accreditations jsonb not null default '[]',  -- [{scheme CMA|CNAS, number, validFrom, validTo, scope[]}], both days included
  version int not null default 1,
  changed_at timestamptz not null,
  primary key (organization_id, id),
  unique (organization_id, name)
);
call app.tenant_table('laboratory', 'maintain');

-- A version of a sample; the one with the highest number counts.
create table app.coal_sample (
  organization_id uuid not null,
  id uuid not null,
  sample_id uuid not null,
  version int not null check (version >= 1),
  unit_id uuid not null,
  fuel_stream_id uuid not null,
  month text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  kind text not null check (kind in ('daily', 'batch', 'monthly_composite')),
  number text not null,                        -- the laboratory's or the plant's own name of the sample
  sampled_on date not null,
  state text not null check (state in ('as_fired', 'as_received')),
  amount_t numeric check (amount_t > 0),       -- what a batch stands for
  received_on date,
  tested_on date,
  reported_on date,
  laboratory_id uuid,
  report_number text not null default '',
  standard text not null default '',
  basis text not null check (basis in ('ar', 'ad', 'd', 'daf')),
  m_ad numeric,                                -- %, from the report
  m_ar numeric,                                -- %, the enterprise's own
  carbon numeric,                              -- %, on `basis`
  ncv_ar numeric,                              -- GJ/t as received, as the laboratory converted it
  ash numeric,                                 -- %, on `basis`; air-dried where the basis is daf
  volatile numeric,                            -- %, on `basis`
  hydrogen numeric,                            -- %, on `basis`
  sulfur numeric,                              -- %, on `basis`
  transmittance numeric,                       -- %
  gross_cv numeric,                            -- MJ/kg, moist ash-free
  note text not null default '',
  withdrawn boolean not null default false,
  reason text not null default '',             -- why what stood before was changed or withdrawn
  supersedes uuid,
  fingerprint text,                            -- the figures to all digits, to find reports that serve twice
  files text[] not null default '{}',          -- SHA-256 of the report's files when this version was written
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  primary key (organization_id, id),
  unique (organization_id, sample_id, version),
  foreign key (organization_id, unit_id) references app.unit deferrable,
  foreign key (organization_id, fuel_stream_id) references app.fuel_stream deferrable,
  foreign key (organization_id, laboratory_id) references app.laboratory deferrable,
  foreign key (organization_id, supersedes) references app.coal_sample deferrable,
  check ((version = 1) = (supersedes is null)),
  check (not withdrawn or reason <> ''),
  check (kind <> 'batch' or amount_t is not null)
);
create index coal_sample_month on app.coal_sample (organization_id, unit_id, month);
create index coal_sample_fingerprint on app.coal_sample (organization_id, fingerprint) where fingerprint is not null;
create index coal_sample_files on app.coal_sample using gin (files);
create index coal_sample_report on app.coal_sample (organization_id, report_number) where report_number <> '';
call app.tenant_table('coal_sample', 'append');

-- Coal burned on a day and its own moisture, in versions; the highest counts.
create table app.daily_fuel (
  organization_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  fuel_stream_id uuid not null,
  day date not null,
  version int not null check (version >= 1),
  fuel_t numeric check (fuel_t >= 0),          -- null: withdrawn
  m_ar numeric check (m_ar >= 0 and m_ar < 100),
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  primary key (organization_id, id),
  unique (organization_id, unit_id, fuel_stream_id, day, version),
  foreign key (organization_id, unit_id) references app.unit deferrable,
  foreign key (organization_id, fuel_stream_id) references app.fuel_stream deferrable
);
call app.tenant_table('daily_fuel', 'append');

-- Values of a month taken over from the laboratory: what they were made of, by which method, and how.
create table app.laboratory_adoption (
  organization_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  fuel_stream_id uuid not null,
  month text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  method_id text not null,
  method_version int not null,
  method_sha256 text not null,
  input jsonb not null,
  result jsonb not null,
  derivation jsonb not null,
  content_sha256 text not null,
  data jsonb not null,                         -- [{parameter, datumId, value}]
  sample_versions uuid[] not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  primary key (organization_id, id),
  foreign key (organization_id, unit_id) references app.unit deferrable,
  foreign key (organization_id, fuel_stream_id) references app.fuel_stream deferrable
);
create index laboratory_adoption_month on app.laboratory_adoption (organization_id, unit_id, month, recorded_at desc);
call app.tenant_table('laboratory_adoption', 'append');

-- ── Evidence: which papers a value asks for, and files found changed (clause 7.4, A.8) ───────────────────────────────────────
alter table app.evidence drop constraint evidence_kind_check;
alter table app.evidence add constraint evidence_kind_check check (kind in ('consumption_ledger', 'lab_report', 'sampling_record',
  'calibration_certificate', 'meter_reading', 'settlement', 'invoice', 'production_report', 'contract', 'other',
  'scale_record', 'stock_record', 'energy_statistics', 'conversion_working', 'moisture_record', 'sample_dispatch', 'operation_log'));
-- What a piece of evidence serves as where it is attached; none: what it is itself.
alter table app.evidence_use add column kinds text[] not null default '{}';

alter table app.stored_file
  add column damage text check (damage in ('missing', 'changed')),  -- as the last check of all files found it
  add column damage_seen_at timestamptz,
  add column pdf jsonb;                        -- {createdAt, modifiedAt, revisions}, what a PDF says of itself; null for other files
