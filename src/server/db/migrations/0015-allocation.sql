-- Allowance allocation (clause C.4): what the authority decided for a unit's year, and what the owner says instead of a computed input. Both in versions.
create table app.allocation_decision (
  organization_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  year int not null check (year between 2019 and 2100),
  kind text not null check (kind in ('pre_allocation', 'final_allocation', 'deduction')),
  version int not null check (version >= 1),
  tonnes numeric,                              -- null: this version withdraws the decision
  decided_on date not null,
  document_no text not null default '',
  note text not null default '',
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  supersedes uuid,
  primary key (organization_id, id),
  unique (organization_id, unit_id, year, kind, version),
  unique (organization_id, supersedes),
  foreign key (organization_id, unit_id) references app.unit deferrable,
  foreign key (organization_id, supersedes) references app.allocation_decision deferrable,
  check (tonnes is null or (tonnes >= 0 and tonnes = trunc(tonnes))),
  check (tonnes is not null or note <> '')
);
call app.tenant_table('allocation_decision', 'append');

create table app.allocation_input (
  organization_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  year int not null check (year between 2019 and 2100),
  symbol text not null,                        -- input of the method that this value takes the place of
  version int not null check (version >= 1),
  value text,                                  -- null: what is computed counts again
  unit text not null,
  reason text not null check (reason <> ''),
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  supersedes uuid,
  primary key (organization_id, id),
  unique (organization_id, unit_id, year, symbol, version),
  unique (organization_id, supersedes),
  foreign key (organization_id, unit_id) references app.unit deferrable,
  foreign key (organization_id, supersedes) references app.allocation_input deferrable
);
call app.tenant_table('allocation_input', 'append');
