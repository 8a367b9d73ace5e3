-- Verified figures of a year, corrections of locked months, statements on the change of a year (A.9, A.10).
create table app.verification_record (
  organization_id uuid not null,
  id uuid not null,
  entity_id uuid not null,
  year int not null check (year between 2010 and 2100),
  version int not null check (version >= 1),
  reported_t numeric not null,                 -- the product's figure on the day it was recorded
  verified_t numeric not null check (verified_t >= 0),
  units jsonb not null,                        -- [{unitId, reportedT, verifiedT}]
  opinion text not null check (opinion in ('unqualified', 'qualified', 'adverse', 'disclaimer')),
  statement text not null default '',
  verifier text not null,
  verifier_en text not null default '',
  verified_on date not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  supersedes uuid,
  primary key (organization_id, id),
  unique (organization_id, entity_id, year, version),
  unique (organization_id, id, recorded_by),
  foreign key (organization_id, entity_id) references app.entity deferrable,
  foreign key (organization_id, supersedes) references app.verification_record deferrable
);
call app.tenant_table('verification_record', 'append');

create table app.verification_confirmation (
  organization_id uuid not null,
  record_id uuid not null,
  recorded_by uuid not null,                   -- who entered it: the key makes it true, the check keeps the two apart
  confirmed_at timestamptz not null,
  confirmed_by uuid not null,
  confirmed_by_name text not null,
  primary key (organization_id, record_id),
  foreign key (organization_id, record_id, recorded_by) references app.verification_record (organization_id, id, recorded_by) deferrable,
  check (confirmed_by <> recorded_by)
);
call app.tenant_table('verification_confirmation', 'append');

create table app.month_correction (
  organization_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  month text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  number int not null check (number >= 1),
  state text not null check (state in ('requested', 'reviewed', 'approved', 'rejected')),
  reason text not null check (reason <> ''),
  changes jsonb not null,                      -- [{parameter, fuelStreamId, value, unit, acquisition, comment}]; none: only computed again
  calculation_id uuid not null,                -- the frozen calculation that it supersedes
  difference jsonb not null,                   -- {unit, frozen, restated, corrected}: before, before by present rules, after
  new_calculation_id uuid,
  requested_at timestamptz not null,
  requested_by uuid not null,
  requested_by_name text not null,
  reviewed_at timestamptz,
  reviewed_by uuid,
  reviewed_by_name text,
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name text,
  decision_reason text not null default '',
  version int not null default 1,
  changed_at timestamptz not null,
  primary key (organization_id, id),
  unique (organization_id, unit_id, month, number),
  foreign key (organization_id, unit_id) references app.unit deferrable,
  foreign key (organization_id, calculation_id) references app.calculation deferrable,
  foreign key (organization_id, new_calculation_id) references app.calculation deferrable,
  -- Separation of duties, also where code would forget it.
  check (reviewed_by is null or reviewed_by <> requested_by),
  check (state <> 'approved' or (reviewed_by is not null and decided_by is not null and decided_by <> requested_by and decided_by <> reviewed_by)),
  check ((state = 'approved') = (new_calculation_id is not null)),
  check ((state in ('approved', 'rejected')) = (decided_by is not null))
);
create unique index month_correction_open on app.month_correction (organization_id, unit_id, month) where state in ('requested', 'reviewed');
call app.tenant_table('month_correction', 'maintain');

-- What the document module tells the SQL of others: which objects of a kind have evidence. Row security applies to the caller.
create function app.evidenced_objects(of_type text) returns table (object_id uuid) language sql stable as $$
  select distinct u.object_id from app.evidence_use u where u.organization_id = app.current_organization() and u.object_type = of_type
$$;

create table app.year_statement (
  organization_id uuid not null,
  id uuid not null,
  entity_id uuid not null,
  year int not null check (year between 2010 and 2100),
  version int not null check (version >= 1),
  statement text not null,
  change_t numeric,                            -- the change it explains, as it was then
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  supersedes uuid,
  primary key (organization_id, id),
  unique (organization_id, entity_id, year, version),
  foreign key (organization_id, entity_id) references app.entity deferrable,
  foreign key (organization_id, supersedes) references app.year_statement deferrable
);
call app.tenant_table('year_statement', 'append');
