-- Background life-cycle databases (8.2, A.8): read once, kept as they were read, approved by somebody else, retired but never changed.
-- Docs: docs/spec/lca-databases.md.

create table app.lca_database (
  organization_id uuid not null,
  id uuid not null,
  no int not null check (no > 0),
  name text not null check (name <> ''),
  edition text not null,
  publisher text not null,
  licence text not null check (licence <> ''),
  credit text not null check (credit <> ''),
  format text not null check (format in ('json_ld', 'ecospold_1', 'ecospold_2', 'ilcd', 'simapro_csv', 'matrix_csv')),
  -- 'shipped': reviewed with the product's own data, and therefore approved as it comes.
  origin text not null check (origin in ('import', 'shipped')),
  file_name text not null,
  file_sha256 text not null,
  evidence_id uuid,
  -- Of the data sets themselves, whatever the file's packing and order.
  content_sha256 text not null,
  counts jsonb not null,
  findings jsonb not null,
  state text not null check (state in ('proposed', 'approved', 'rejected', 'retired')),
  version int not null check (version >= 1),
  imported_at timestamptz not null,
  imported_by uuid not null,
  imported_by_name text not null,
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name text,
  decision_reason text not null default '',
  retired_at timestamptz,
  retired_by uuid,
  retired_by_name text,
  retirement_reason text not null default '',
  primary key (organization_id, id),
  unique (organization_id, no),
  foreign key (organization_id, evidence_id) references app.evidence deferrable,
  -- Somebody else than who brought it decides.
  constraint decided_by_another check (origin = 'shipped' or decided_by is null or decided_by <> imported_by)
);
call app.tenant_table('lca_database', 'maintain');

-- What is large and read as a whole. 'table': exchanges as typed arrays for building systems; 'rest': units, properties, parameters, methods, sources, places.
create table app.lca_package (
  organization_id uuid not null,
  database_id uuid not null,
  kind text not null check (kind in ('table', 'rest')),
  -- Deflated.
  content bytea not null,
  primary key (organization_id, database_id, kind),
  foreign key (organization_id, database_id) references app.lca_database deferrable
);
alter table app.lca_package alter column content set storage external;
call app.tenant_table('lca_package', 'append');

create table app.lca_process (
  organization_id uuid not null,
  database_id uuid not null,
  -- Its place in the database: rows of the table package, and addresses.
  number int not null check (number >= 0),
  process_id text not null,
  name text not null,
  name_zh text,
  category text not null,
  location text not null,
  kind text not null check (kind in ('unit', 'system')),
  product text not null,
  unit text not null,
  exchanges int not null,
  -- Name, product, category and place in lower case.
  words text not null,
  -- The data set, as deflated JSON.
  document bytea not null,
  primary key (organization_id, database_id, number),
  unique (organization_id, database_id, process_id),
  foreign key (organization_id, database_id) references app.lca_database deferrable
);
alter table app.lca_process alter column document set storage external;
call app.tenant_table('lca_process', 'append');

create table app.lca_flow (
  organization_id uuid not null,
  database_id uuid not null,
  number int not null check (number >= 0),
  flow_id text not null,
  name text not null,
  name_zh text,
  kind text not null check (kind in ('product', 'elementary', 'waste')),
  category text not null,
  location text not null,
  cas text not null,
  unit text not null,
  -- Numbers of the processes that make it (treat it, for a waste).
  producers int[] not null,
  words text not null,
  document bytea not null,
  primary key (organization_id, database_id, number),
  unique (organization_id, database_id, flow_id),
  foreign key (organization_id, database_id) references app.lca_database deferrable
);
call app.tenant_table('lca_flow', 'append');

do $$
declare name text;
begin
  foreach name in array array['lca_package', 'lca_process', 'lca_flow'] loop
    execute format('create trigger append_only before update or delete on app.%I for each row execute function app.refuse_change()', name);
    execute format('create trigger no_truncate before truncate on app.%I for each statement execute function app.refuse_change()', name);
  end loop;
end $$;

-- Only what is decided about a database moves; what it is does not.
create function app.keep_lca_database() returns trigger language plpgsql set search_path = pg_catalog as $$
declare
  moving text[] := array['state', 'version', 'decided_at', 'decided_by', 'decided_by_name', 'decision_reason',
                         'retired_at', 'retired_by', 'retired_by_name', 'retirement_reason'];
begin
  if (to_jsonb(old) - moving) is distinct from (to_jsonb(new) - moving) then
    raise exception 'a life-cycle database is kept as it was read' using errcode = 'restrict_violation';
  end if;
  if not ((old.state = 'proposed' and new.state in ('approved', 'rejected')) or (old.state = 'approved' and new.state = 'retired')) then
    raise exception 'a life-cycle database does not go from % to %', old.state, new.state using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger kept before update on app.lca_database for each row execute function app.keep_lca_database();
create trigger append_only before delete on app.lca_database for each row execute function app.refuse_change();
create trigger no_truncate before truncate on app.lca_database for each statement execute function app.refuse_change();
