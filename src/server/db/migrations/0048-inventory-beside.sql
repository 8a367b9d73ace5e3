-- What stands beside inventories of greenhouse gases (ISO 14064-1 clauses 6.4, 8.3, 9.3): words and issues of reports, base years, analyses of uncertainty.

create table app.inventory_report_facts (
  organization_id uuid not null,
  id uuid not null,
  inventory_id uuid not null,
  version int not null check (version >= 1),
  facts jsonb not null,                       -- item → text
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  primary key (organization_id, id),
  unique (organization_id, inventory_id, version),
  foreign key (organization_id, inventory_id) references app.ghg_inventory deferrable
);
call app.tenant_table('inventory_report_facts', 'append');

-- An issued report. Its snapshot holds everything it shows, as canonical JSON to the byte.
create table app.inventory_report (
  organization_id uuid not null,
  id uuid not null,
  entity_id uuid not null,
  inventory_id uuid not null,
  inventory_version int not null check (inventory_version >= 1),
  year int not null,
  sequence int not null check (sequence >= 1),
  number text not null,
  language text not null check (language in ('zh', 'en')),
  total_t text not null,
  snapshot text not null,
  snapshot_sha256 text not null,
  -- Of what is reported, without number, language and issuer: the same content has the same.
  content_sha256 text not null,
  supersedes uuid,
  issued_at timestamptz not null,
  issued_by uuid not null,
  issued_by_name text not null,
  primary key (organization_id, id),
  unique (organization_id, year, sequence),
  foreign key (organization_id, inventory_id) references app.ghg_inventory deferrable,
  foreign key (organization_id, entity_id) references app.entity deferrable,
  foreign key (organization_id, supersedes) references app.inventory_report deferrable
);
create index inventory_report_of on app.inventory_report (organization_id, inventory_id, sequence desc);
call app.tenant_table('inventory_report', 'append');

create table app.inventory_report_file (
  organization_id uuid not null,
  report_id uuid not null,
  kind text not null check (kind in ('pdf', 'docx', 'xlsx')),
  file_name text not null,
  media_type text not null,
  size_bytes bigint not null,
  sha256 text not null,
  content bytea not null,
  made_at timestamptz not null,
  primary key (organization_id, report_id, kind),
  foreign key (organization_id, report_id) references app.inventory_report deferrable
);
call app.tenant_table('inventory_report_file', 'append');

-- A base year or its recalculation: proposed by one, decided once by another.
create table app.base_year_decision (
  organization_id uuid not null,
  id uuid not null,
  entity_id uuid not null,
  inventory_id uuid not null,
  number int not null check (number >= 1),
  input jsonb not null,
  result jsonb not null,
  content_sha256 text not null,
  proposed_at timestamptz not null,
  proposed_by uuid not null,
  proposed_by_name text not null,
  approved boolean,
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name text,
  comment text not null default '',
  primary key (organization_id, id),
  unique (organization_id, entity_id, number),
  foreign key (organization_id, entity_id) references app.entity deferrable,
  foreign key (organization_id, inventory_id) references app.ghg_inventory deferrable,
  check ((approved is null) = (decided_at is null) and (approved is null) = (decided_by is null)),
  check (decided_by is distinct from proposed_by or decided_by is null)
);
create unique index base_year_open on app.base_year_decision (organization_id, entity_id) where approved is null;
call app.tenant_table('base_year_decision', 'maintain');

-- What was proposed never changes, and what was decided stays decided.
create function app.base_year_decided_once() returns trigger language plpgsql as $$
begin
  if old.approved is not null
    or (to_jsonb(new) - array['approved', 'decided_at', 'decided_by', 'decided_by_name', 'comment'])
      is distinct from (to_jsonb(old) - array['approved', 'decided_at', 'decided_by', 'decided_by_name', 'comment'])
  then raise exception 'a base year is decided once';
  end if;
  return new;
end $$;
create trigger decided_once before update on app.base_year_decision for each row execute function app.base_year_decided_once();
create trigger no_truncate before truncate on app.base_year_decision for each statement execute function app.refuse_change();

create table app.inventory_analysis (
  organization_id uuid not null,
  id uuid not null,
  entity_id uuid not null,
  inventory_id uuid not null,
  inventory_sha256 text not null,             -- of the frozen inventory that was analysed
  number int not null check (number >= 1),
  approach text not null check (approach in ('approach_1', 'monte_carlo')),
  input jsonb not null,
  result jsonb not null,
  content_sha256 text not null,
  note text not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  primary key (organization_id, id),
  unique (organization_id, inventory_id, number),
  foreign key (organization_id, inventory_id) references app.ghg_inventory deferrable,
  foreign key (organization_id, entity_id) references app.entity deferrable
);
call app.tenant_table('inventory_analysis', 'append');

do $$
declare name text;
begin
  foreach name in array array['inventory_report_facts', 'inventory_report', 'inventory_report_file', 'inventory_analysis'] loop
    execute format('create trigger append_only before update or delete on app.%I for each row execute function app.refuse_change()', name);
    execute format('create trigger no_truncate before truncate on app.%I for each statement execute function app.refuse_change()', name);
  end loop;
end $$;
