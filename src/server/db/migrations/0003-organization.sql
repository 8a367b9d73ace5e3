-- Boundaries, units, fuel streams, meters (clauses 4.3, 7.1; A.4).
create table app.entity (
  organization_id uuid not null references app.organization deferrable,
  id uuid not null,
  parent_id uuid,
  kind text not null check (kind in ('group', 'company', 'plant')),
  name text not null,
  name_en text not null,
  code text not null default '',              -- unified social credit code or the organization's own
  country text not null default 'CN',         -- ISO 3166-1
  region text,                                -- ISO 3166-2
  address text not null default '',
  longitude numeric,
  latitude numeric,
  altitude_m numeric,
  industry_code text not null default '',
  equity_share_pct numeric not null default 100 check (equity_share_pct between 0 and 100),  -- the parent's share
  financial_control text not null default 'yes' check (financial_control in ('yes', 'joint', 'no')),
  operational_control boolean not null default true,
  fixed_asset_investment boolean not null default false,  -- counts 0 under equity share
  valid_from date not null,
  valid_to date,
  version int not null default 1,
  changed_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, parent_id) references app.entity deferrable,
  check ((kind = 'group') = (parent_id is null))
);
create index entity_parent on app.entity (organization_id, parent_id);
create unique index entity_code on app.entity (organization_id, code) where code <> '';
call app.tenant_table('entity', 'maintain');

create table app.unit (
  organization_id uuid not null,
  id uuid not null,
  entity_id uuid not null,                    -- a plant
  name text not null,
  name_en text not null,
  code text not null,
  unit_class text not null,                   -- conventional_coal_above_300mw, conventional_coal_up_to_300mw, non_conventional_coal, gas
  product text not null check (product in ('condensing', 'chp')),
  capacity_mw numeric not null check (capacity_mw > 0),
  boiler_type text not null default '',       -- pulverized, cfb, gas_turbine, other
  cooling text not null default '',
  method_id text not null,                    -- the accounting method of this unit
  commissioned_on date not null,
  retired_on date,
  version int not null default 1,
  changed_at timestamptz not null,
  primary key (organization_id, id),
  unique (organization_id, entity_id, code),
  foreign key (organization_id, entity_id) references app.entity deferrable
);
call app.tenant_table('unit', 'maintain');

create table app.fuel_stream (
  organization_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  code text not null,                         -- the key of the method's fuel set
  name text not null,
  name_en text not null,
  fuel_kind text not null,                    -- coal, oil, gas
  fuel text not null,                         -- the key in the fuel tables, e.g. bituminous, diesel, natural_gas
  position int not null,
  version int not null default 1,
  changed_at timestamptz not null,
  primary key (organization_id, id),
  unique (organization_id, unit_id, code),
  foreign key (organization_id, unit_id) references app.unit deferrable
);
call app.tenant_table('fuel_stream', 'maintain');

create table app.scope_statement (
  organization_id uuid not null references app.organization deferrable,
  id uuid not null,
  number int not null,                        -- the statement's edition, 1…
  state text not null check (state in ('draft', 'approved', 'superseded')),
  consolidation_approach text not null check (consolidation_approach in ('equity_share', 'financial_control', 'operational_control')),
  statement text not null,
  statement_en text not null,
  annexes text[] not null,                    -- A, B, C, D
  exclusions jsonb not null,                  -- [{subject, reason}]
  effective_from date not null,
  drafted_by uuid not null,
  drafted_by_name text not null,
  drafted_at timestamptz not null,
  approved_by uuid,
  approved_by_name text,
  approved_at timestamptz,
  content_sha256 text not null,               -- of the statement's content; what an approval is bound to
  version int not null default 1,
  primary key (organization_id, id),
  unique (organization_id, number),
  check ((state = 'draft') <= (approved_by is null)),
  check (approved_by is null or approved_by <> drafted_by)
);
create unique index scope_statement_in_force on app.scope_statement (organization_id) where state = 'approved';
call app.tenant_table('scope_statement', 'maintain');

create table app.meter (
  organization_id uuid not null,
  id uuid not null,
  entity_id uuid not null,
  unit_id uuid,
  code text not null,
  name text not null,
  name_en text not null,
  kind text not null,                         -- belt_scale, feeder, electricity_meter, steam_flow, gas_meter, truck_scale, analyser
  model text not null default '',
  location text not null default '',
  parameter text not null,                    -- the symbol it measures, e.g. FC, generation_mwh
  accuracy_class text not null,               -- as marked on the meter: 0.5, 0.5s, 2.0
  accuracy_pct numeric not null check (accuracy_pct >= 0),
  calibration_interval_months int not null check (calibration_interval_months > 0),
  in_service_from date not null,
  in_service_to date,
  version int not null default 1,
  changed_at timestamptz not null,
  primary key (organization_id, id),
  unique (organization_id, code),
  foreign key (organization_id, entity_id) references app.entity deferrable,
  foreign key (organization_id, unit_id) references app.unit deferrable
);
call app.tenant_table('meter', 'maintain');

create table app.meter_calibration (
  organization_id uuid not null,
  id uuid not null,
  meter_id uuid not null,
  calibrated_on date not null,
  valid_until date not null,                  -- last day covered
  found_error_pct numeric,                    -- as found; null when not stated
  result text not null check (result in ('in_class', 'out_of_class')),
  body text not null,                         -- who calibrated
  certificate_no text not null default '',
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  primary key (organization_id, id),
  foreign key (organization_id, meter_id) references app.meter deferrable,
  check (valid_until >= calibrated_on)
);
create index meter_calibration_meter on app.meter_calibration (organization_id, meter_id, calibrated_on desc);
call app.tenant_table('meter_calibration', 'append');
