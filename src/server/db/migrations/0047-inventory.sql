-- Inventories of an organization's greenhouse gases: sources, lines of activity, settings in versions; moved from hand to hand, frozen as a whole.
-- Docs: docs/spec/organization-inventory.md.

create table app.ghg_inventory (
  organization_id uuid not null,
  id uuid not null,
  no int not null check (no > 0),
  -- The organization, or the part of it, with everything below.
  entity_id uuid not null,
  name text not null check (name <> ''),
  period_from text not null check (period_from ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  period_to text not null check (period_to ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  opened_at timestamptz not null,
  opened_by uuid not null,
  opened_by_name text not null,
  primary key (organization_id, id),
  unique (organization_id, no),
  check (period_from <= period_to),
  foreign key (organization_id, entity_id) references app.entity deferrable
);
call app.tenant_table('ghg_inventory', 'append');

-- Approach, GWP set, criteria, exclusions, instruments, profile: one document, every change a version.
create table app.ghg_setting (
  organization_id uuid not null,
  inventory_id uuid not null,
  version int not null check (version >= 1),
  content jsonb not null check (jsonb_typeof(content) = 'object'),
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  primary key (organization_id, inventory_id, version),
  foreign key (organization_id, inventory_id) references app.ghg_inventory deferrable
);
call app.tenant_table('ghg_setting', 'append');

create table app.ghg_source (
  organization_id uuid not null,
  inventory_id uuid not null,
  source_id uuid not null,
  version int not null check (version >= 1),
  code text not null check (code <> ''),
  entity_id uuid not null,
  category text not null check (category ~ '^[1-6]\.\d$'),
  unit text not null check (unit <> ''),
  -- Name, kind, method, factor pinned with its source and version, residual factor, quality, reference, note.
  content jsonb not null check (jsonb_typeof(content) = 'object'),
  withdrawn boolean not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  primary key (organization_id, inventory_id, source_id, version),
  foreign key (organization_id, inventory_id) references app.ghg_inventory deferrable,
  foreign key (organization_id, entity_id) references app.entity deferrable
);
call app.tenant_table('ghg_source', 'append');

create table app.ghg_line (
  organization_id uuid not null,
  inventory_id uuid not null,
  line_id uuid not null,
  version int not null check (version >= 1),
  source_id uuid not null,
  -- Null: the whole period in one figure.
  month text check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  -- The figure of a month's cell is its first line; others of the month are told apart by their note.
  main boolean not null,
  amount numeric not null,
  unit text not null check (unit <> ''),
  estimated boolean not null,
  -- Factor in place of the source's, and the steps that led to the amount; null: neither.
  content jsonb,
  note text not null,
  withdrawn boolean not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  primary key (organization_id, inventory_id, line_id, version),
  foreign key (organization_id, inventory_id) references app.ghg_inventory deferrable
);
create index ghg_line_source on app.ghg_line (organization_id, inventory_id, source_id, month);
call app.tenant_table('ghg_line', 'append');

create table app.ghg_move (
  organization_id uuid not null,
  inventory_id uuid not null,
  no int not null check (no >= 1),
  deed text not null check (deed in ('submit', 'review', 'return', 'approve', 'reopen')),
  state text not null check (state in ('draft', 'in_review', 'reviewed', 'approved')),
  -- Of the inventory as it was seen when it was moved.
  content_sha256 bytea not null check (length(content_sha256) = 32),
  reason text not null,
  moved_at timestamptz not null,
  moved_by uuid not null,
  moved_by_name text not null,
  primary key (organization_id, inventory_id, no),
  foreign key (organization_id, inventory_id) references app.ghg_inventory deferrable,
  check (deed not in ('return', 'reopen') or reason <> '')
);
call app.tenant_table('ghg_move', 'append');

create table app.ghg_freeze (
  organization_id uuid not null,
  inventory_id uuid not null,
  version int not null check (version >= 1),
  -- The snapshot (kernel/inventory/inventory.ts) and the hash of its canonical text.
  content jsonb not null,
  content_sha256 bytea not null check (length(content_sha256) = 32),
  emission numeric not null,
  emission_market numeric not null,
  frozen_at timestamptz not null,
  frozen_by uuid not null,
  frozen_by_name text not null,
  primary key (organization_id, inventory_id, version),
  foreign key (organization_id, inventory_id) references app.ghg_inventory deferrable
);
call app.tenant_table('ghg_freeze', 'append');

-- One MWh, one claim, also among inventories: the same MWh may stand in several for one holder (a plant's and the group's), never for two.
create table app.ghg_energy_use (
  organization_id uuid not null,
  id uuid not null,
  inventory_id uuid not null,
  version int not null,
  holder_entity_id uuid not null,
  reference text not null,
  station text not null check (station <> ''),
  month text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  mwh int8range not null check (not isempty(mwh) and lower(mwh) >= 1 and not upper_inf(mwh)),
  primary key (organization_id, id),
  foreign key (organization_id, inventory_id, version) references app.ghg_freeze deferrable,
  constraint one_inventory_claim exclude using gist (organization_id with =, station with =, month with =, holder_entity_id with <>, mwh with &&)
);
call app.tenant_table('ghg_energy_use', 'append');

create function app.ghg_state(organization uuid, inventory uuid) returns text language plpgsql stable set search_path = app, pg_catalog as $$
begin
  return coalesce((select m.state from ghg_move m where m.organization_id = organization and m.inventory_id = inventory order by m.no desc limit 1), 'draft');
end $$;

-- Data change in a draft only.
create function app.ghg_is_draft() returns trigger language plpgsql set search_path = app, pg_catalog as $$
begin
  if exists (select from (select distinct organization_id, inventory_id from changed_rows) c where app.ghg_state(c.organization_id, c.inventory_id) <> 'draft') then
    raise exception 'the inventory is no draft' using errcode = 'restrict_violation', constraint = 'ghg_draft';
  end if;
  return null;
end $$;
create trigger is_draft after insert on app.ghg_setting referencing new table as changed_rows for each statement execute function app.ghg_is_draft();
create trigger is_draft after insert on app.ghg_source referencing new table as changed_rows for each statement execute function app.ghg_is_draft();
create trigger is_draft after insert on app.ghg_line referencing new table as changed_rows for each statement execute function app.ghg_is_draft();

-- States follow each other; who entered or submitted neither reviews nor approves, who reviewed does not approve.
create function app.ghg_moves() returns trigger language plpgsql set search_path = app, pg_catalog as $$
declare before text;
begin
  select m.state into before from ghg_move m
    where m.organization_id = new.organization_id and m.inventory_id = new.inventory_id and m.no < new.no order by m.no desc limit 1;
  before := coalesce(before, 'draft');
  if not (new.deed, before, new.state) in (('submit', 'draft', 'in_review'), ('review', 'in_review', 'reviewed'), ('approve', 'reviewed', 'approved'),
      ('return', 'in_review', 'draft'), ('return', 'reviewed', 'draft'), ('reopen', 'approved', 'draft')) then
    raise exception 'no such move' using errcode = 'restrict_violation', constraint = 'ghg_order';
  end if;
  if new.deed in ('review', 'approve') and (
      exists (select from ghg_line l where l.organization_id = new.organization_id and l.inventory_id = new.inventory_id and l.recorded_by = new.moved_by)
      or exists (select from ghg_source s where s.organization_id = new.organization_id and s.inventory_id = new.inventory_id and s.recorded_by = new.moved_by)
      or exists (select from ghg_setting g where g.organization_id = new.organization_id and g.inventory_id = new.inventory_id and g.recorded_by = new.moved_by)
      or exists (select from ghg_move m where m.organization_id = new.organization_id and m.inventory_id = new.inventory_id and m.deed = 'submit' and m.moved_by = new.moved_by)) then
    raise exception 'moved by who entered' using errcode = 'restrict_violation', constraint = 'ghg_four_eyes';
  end if;
  if new.deed = 'approve' and exists (select from ghg_move m where m.organization_id = new.organization_id and m.inventory_id = new.inventory_id
      and m.no = new.no - 1 and m.deed = 'review' and m.moved_by = new.moved_by) then
    raise exception 'approved by who reviewed' using errcode = 'restrict_violation', constraint = 'ghg_six_eyes';
  end if;
  return null;
end $$;
create trigger moves after insert on app.ghg_move for each row execute function app.ghg_moves();

do $$
declare name text;
begin
  foreach name in array array['ghg_inventory', 'ghg_setting', 'ghg_source', 'ghg_line', 'ghg_move', 'ghg_freeze', 'ghg_energy_use'] loop
    execute format('create trigger append_only before update or delete on app.%I for each row execute function app.refuse_change()', name);
    execute format('create trigger no_truncate before truncate on app.%I for each statement execute function app.refuse_change()', name);
  end loop;
end $$;
