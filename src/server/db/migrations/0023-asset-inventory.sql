-- Managing carbon assets (clauses C.6, C.8, C.9, Annex G): prices to value with, identification and inventory, reduction projects, stored appraisals, budget.
-- Everything is appended: a change is a further version, a decision belongs to one version and is made by somebody else than who wrote it.

-- ── Prices to value with ─────────────────────────────────────────────────────────────────────────────────────────────────
create table app.asset_valuation_price (
  organization_id uuid not null,
  id uuid not null,
  programme text not null check (programme <> ''),
  vintage int check (vintage between 2000 and 2100),  -- null: of every vintage that has none of its own
  day text not null,
  version int not null check (version >= 1),
  price numeric not null check (price >= 0),          -- yuan per unit
  source text not null check (source <> ''),
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  primary key (organization_id, id),
  unique nulls not distinct (organization_id, programme, vintage, day, version)
);
call app.tenant_table('asset_valuation_price', 'append');

-- ── Identification and inventory (Annex G) ───────────────────────────────────────────────────────────────────────────────
create table app.asset_identification (
  organization_id uuid not null,
  id uuid not null,
  entity_id uuid not null,
  year int not null check (year between 2010 and 2100),
  version int not null check (version >= 1),
  as_of text not null,                                -- the day the inventory stands for
  note text not null default '',
  opened_at timestamptz not null,
  opened_by uuid not null,
  opened_by_name text not null,
  primary key (organization_id, id),
  unique (organization_id, entity_id, year, version),
  -- Makes the opener true in the decision below.
  unique (organization_id, id, opened_by),
  foreign key (organization_id, entity_id) references app.entity deferrable
);
call app.tenant_table('asset_identification', 'append');

create table app.asset_identification_step (
  organization_id uuid not null,
  identification_id uuid not null,
  step text not null check (step in ('scope', 'ledger', 'obligations', 'screening', 'quantification', 'rights')),
  note text not null default '',
  done_at timestamptz not null,
  done_by uuid not null,
  done_by_name text not null,
  primary key (organization_id, identification_id, step),
  foreign key (organization_id, identification_id) references app.asset_identification deferrable
);
call app.tenant_table('asset_identification_step', 'append');

-- A line of the inventory in versions. Existing assets name the ledger's class; potential ones what they rest on and how sure they are.
create table app.asset_inventory_entry (
  organization_id uuid not null,
  id uuid not null,
  identification_id uuid not null,
  line_id uuid not null,
  version int not null check (version >= 1),
  standing text not null check (standing in ('existing', 'potential')),
  kind text not null check (kind <> ''),
  name text not null check (name <> ''),
  class_no int,
  quantity numeric not null check (quantity >= 0),
  unit text not null check (unit in ('t', 'MWh')),
  low numeric check (low >= 0),
  high numeric check (high >= 0),
  probability numeric check (probability between 0 and 1),
  expected_year int check (expected_year between 2010 and 2100),
  basis text not null check (basis <> ''),
  holder text not null default '',                    -- who has the right to it
  responsible text not null default '',
  next_step text not null default '',
  due_on text,
  withdrawn boolean not null,
  reason text not null default '',
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  primary key (organization_id, id),
  unique (organization_id, line_id, version),
  unique (organization_id, id, recorded_by),
  foreign key (organization_id, identification_id) references app.asset_identification deferrable,
  foreign key (organization_id, class_no) references app.ledger_class deferrable,
  check ((standing = 'existing') = (class_no is not null)),
  check (standing = 'existing' or probability is not null),
  check (low is null or high is null or low <= high),
  check (version = 1 or reason <> '')
);
call app.tenant_table('asset_inventory_entry', 'append');

create table app.asset_inventory_review (
  organization_id uuid not null,
  entry_id uuid not null,
  recorded_by uuid not null,
  verdict text not null check (verdict in ('accepted', 'returned')),
  reason text not null default '',
  reviewed_at timestamptz not null,
  reviewed_by uuid not null,
  reviewed_by_name text not null,
  primary key (organization_id, entry_id),
  foreign key (organization_id, entry_id, recorded_by) references app.asset_inventory_entry (organization_id, id, recorded_by) deferrable,
  constraint inventory_review_four_eyes check (reviewed_by <> recorded_by),
  check (verdict = 'accepted' or reason <> '')
);
call app.tenant_table('asset_inventory_review', 'append');

create table app.asset_identification_decision (
  organization_id uuid not null,
  identification_id uuid not null,
  opened_by uuid not null,
  decision text not null check (decision in ('approved', 'rejected')),
  reason text not null default '',
  decided_at timestamptz not null,
  decided_by uuid not null,
  decided_by_name text not null,
  primary key (organization_id, identification_id),
  foreign key (organization_id, identification_id, opened_by) references app.asset_identification (organization_id, id, opened_by) deferrable,
  constraint inventory_four_eyes check (decided_by <> opened_by),
  check (decision = 'approved' or reason <> '')
);
call app.tenant_table('asset_identification_decision', 'append');

-- Nobody approves an inventory he wrote a line of, and nothing is added to one that is decided.
create function app.inventory_decided_apart() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if exists (select from app.asset_inventory_entry e
              where e.organization_id = new.organization_id and e.identification_id = new.identification_id and e.recorded_by = new.decided_by) then
    raise exception 'who wrote a line of an inventory does not decide it' using errcode = '23514', constraint = 'inventory_four_eyes';
  end if;
  return new;
end $$;
create trigger inventory_decided_apart before insert on app.asset_identification_decision
  for each row execute function app.inventory_decided_apart();

create function app.inventory_is_open() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if exists (select from app.asset_identification_decision d
              where d.organization_id = new.organization_id and d.identification_id = new.identification_id) then
    raise exception 'the inventory is decided' using errcode = '23514', constraint = 'inventory_decided';
  end if;
  return new;
end $$;
create trigger inventory_is_open before insert on app.asset_inventory_entry for each row execute function app.inventory_is_open();
create trigger inventory_is_open before insert on app.asset_identification_step for each row execute function app.inventory_is_open();

-- ── Reduction projects ───────────────────────────────────────────────────────────────────────────────────────────────────
create table app.asset_project (
  organization_id uuid not null,
  id uuid not null,
  entity_id uuid not null,
  -- As the units' class of the ledger names it.
  code text not null check (code <> ''),
  created_at timestamptz not null,
  primary key (organization_id, id),
  unique (organization_id, code),
  foreign key (organization_id, entity_id) references app.entity deferrable
);
call app.tenant_table('asset_project', 'append');

create table app.asset_project_facts (
  organization_id uuid not null,
  project_id uuid not null,
  version int not null check (version >= 1),
  name text not null check (name <> ''),
  methodology text not null check (methodology <> ''),
  construction_on text,
  crediting_from text,
  crediting_to text,
  obliged boolean not null,
  inside_market boolean not null,
  note text not null default '',
  reason text not null default '',
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  primary key (organization_id, project_id, version),
  foreign key (organization_id, project_id) references app.asset_project deferrable,
  check (crediting_from is null or crediting_to is null or crediting_from <= crediting_to),
  check (version = 1 or reason <> '')
);
call app.tenant_table('asset_project_facts', 'append');

-- A step of the cycle that was taken; round 0 leads to registration, every further round to an issue.
create table app.asset_project_step (
  organization_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  round int not null check (round >= 0),
  step text not null check (step <> ''),
  version int not null check (version >= 1),
  happened_on text not null,
  -- Of a validation or verification: who did it; of a monitoring report: the stretch it is about; of figures: tonnes.
  body text not null default '',
  period_from text,
  period_to text,
  quantity bigint check (quantity >= 0),
  document_no text not null default '',
  note text not null default '',
  withdrawn boolean not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  primary key (organization_id, id),
  unique (organization_id, project_id, round, step, version),
  foreign key (organization_id, project_id) references app.asset_project deferrable,
  check (period_from is null or period_to is null or period_from <= period_to),
  check (version = 1 or note <> '')
);
call app.tenant_table('asset_project_step', 'append');

-- ── Appraisals: inputs of a named calculation, kept so that it can be worked out again ───────────────────────────────────
create table app.asset_appraisal (
  organization_id uuid not null,
  id uuid not null,
  appraisal_id uuid not null,
  version int not null check (version >= 1),
  entity_id uuid not null,
  project_id uuid,                                    -- of expected credits
  kind text not null check (kind in ('investment', 'valuation', 'performance', 'credits')),
  name text not null check (name <> ''),
  year int not null check (year between 2010 and 2100),
  calculation text not null check (calculation <> ''),
  method_version int not null,
  input jsonb not null,
  -- Figures of the result as they were told, by symbol; and the hash of the whole result.
  headline jsonb not null,
  result_sha256 text not null check (length(result_sha256) = 64),
  note text not null default '',
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  primary key (organization_id, id),
  unique (organization_id, appraisal_id, version),
  foreign key (organization_id, entity_id) references app.entity deferrable,
  foreign key (organization_id, project_id) references app.asset_project deferrable,
  check ((kind = 'credits') = (project_id is not null)),
  check (version = 1 or note <> '')
);
call app.tenant_table('asset_appraisal', 'append');

-- ── Budget ───────────────────────────────────────────────────────────────────────────────────────────────────────────────
create table app.asset_budget (
  organization_id uuid not null,
  id uuid not null,
  entity_id uuid not null,
  year int not null check (year between 2010 and 2100),
  version int not null check (version >= 1),
  lines jsonb not null check (jsonb_typeof(lines) = 'array'),
  note text not null default '',
  drafted_at timestamptz not null,
  drafted_by uuid not null,
  drafted_by_name text not null,
  primary key (organization_id, id),
  unique (organization_id, entity_id, year, version),
  unique (organization_id, id, drafted_by),
  foreign key (organization_id, entity_id) references app.entity deferrable
);
call app.tenant_table('asset_budget', 'append');

create table app.asset_budget_decision (
  organization_id uuid not null,
  budget_id uuid not null,
  drafted_by uuid not null,
  decision text not null check (decision in ('approved', 'rejected')),
  reason text not null default '',
  decided_at timestamptz not null,
  decided_by uuid not null,
  decided_by_name text not null,
  primary key (organization_id, budget_id),
  foreign key (organization_id, budget_id, drafted_by) references app.asset_budget (organization_id, id, drafted_by) deferrable,
  constraint budget_four_eyes check (decided_by <> drafted_by),
  check (decision = 'approved' or reason <> '')
);
call app.tenant_table('asset_budget_decision', 'append');

do $$
declare name text;
begin
  foreach name in array array['asset_valuation_price', 'asset_identification', 'asset_identification_step', 'asset_inventory_entry', 'asset_inventory_review',
    'asset_identification_decision', 'asset_project', 'asset_project_facts', 'asset_project_step', 'asset_appraisal', 'asset_budget',
    'asset_budget_decision'] loop
    execute format('create or replace trigger append_only before update or delete on app.%I for each row execute function app.ledger_refuse_change()', name);
    execute format('create or replace trigger no_truncate before truncate on app.%I for each statement execute function app.ledger_refuse_change()', name);
  end loop;
end $$;
