-- Stored uncertainty analyses of an entity's or unit's year (A.9): appended only; the same input gives the same result, so the hash can be checked at any time.
create table app.uncertainty_analysis (
  organization_id uuid not null,
  id uuid not null,
  entity_id uuid not null,
  unit_id uuid,                                -- null: the whole entity
  year int not null,
  number int not null check (number >= 1),     -- counts the analyses of the entity's year
  approach text not null check (approach in ('approach_1', 'monte_carlo')),
  method_id text not null,
  method_version int not null,
  input jsonb not null,                        -- sources, correlations, draws and seed
  result jsonb not null,                       -- outputs, findings, conventions, derivation
  total numeric not null,
  percent numeric not null,                    -- half the 95 % interval, % of the total
  low numeric not null,
  high numeric not null,
  lower_percent numeric not null,
  upper_percent numeric not null,
  note text not null default '',
  content_sha256 text not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  primary key (organization_id, id),
  unique (organization_id, entity_id, year, number),
  foreign key (organization_id, entity_id) references app.entity deferrable,
  foreign key (organization_id, unit_id) references app.unit deferrable
);
call app.tenant_table('uncertainty_analysis', 'append');
