-- Allowance allocation (clause C.4): a decision counts once a second person has confirmed it; units reported together; the industries' own sheets.

-- A decision is proposed by who records it. The key makes the proposer true in the confirmation, the check keeps the two people apart.
alter table app.allocation_decision add constraint allocation_decision_proposer unique (organization_id, id, recorded_by);

create table app.allocation_confirmation (
  organization_id uuid not null,
  decision_id uuid not null,
  recorded_by uuid not null,
  confirmed_at timestamptz not null,
  confirmed_by uuid not null,
  confirmed_by_name text not null,
  primary key (organization_id, decision_id),
  foreign key (organization_id, decision_id, recorded_by) references app.allocation_decision (organization_id, id, recorded_by) deferrable,
  check (confirmed_by <> recorded_by)
);
call app.tenant_table('allocation_confirmation', 'append');

-- 合并填报: the units whose data one unit of the register reports together in a year, in versions; an empty list says that it reports on its own again.
create table app.allocation_together (
  organization_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  year int not null check (year between 2019 and 2100),
  version int not null check (version >= 1),
  parts jsonb not null check (jsonb_typeof(parts) = 'array'), -- [{name, unitClass, capacityMw}]
  reason text not null check (reason <> ''),
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  supersedes uuid,
  primary key (organization_id, id),
  unique (organization_id, unit_id, year, version),
  unique (organization_id, supersedes),
  foreign key (organization_id, unit_id) references app.unit deferrable,
  foreign key (organization_id, supersedes) references app.allocation_together deferrable
);
call app.tenant_table('allocation_together', 'append');

-- Steel, cement, aluminium: what the allocation of a sector's year is worked out from, in versions; nothing computed is stored.
create table app.industry_sheet (
  organization_id uuid not null,
  id uuid not null,
  entity_id uuid not null,                     -- whose sheet it is
  sector text not null check (sector in ('steel', 'cement', 'aluminium')),
  year int not null check (year between 2024 and 2100),
  version int not null check (version >= 1),
  balance text not null check (balance in ('solved', 'published')),
  balance_value numeric check (balance_value > 0),
  rows jsonb not null check (jsonb_typeof(rows) = 'array'), -- [{entityId, name, emission, intensity, lines: [{name, emission}]}]
  note text not null default '',
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  supersedes uuid,
  primary key (organization_id, id),
  unique (organization_id, entity_id, sector, year, version),
  unique (organization_id, supersedes),
  foreign key (organization_id, entity_id) references app.entity deferrable,
  foreign key (organization_id, supersedes) references app.industry_sheet deferrable,
  check (balance <> 'published' or balance_value is not null)
);
call app.tenant_table('industry_sheet', 'append');
