-- Schemas, the journal, and the one way a tenant table is protected. Runs as the owner; the app's role owns nothing.
-- Roles (tanheng_app, tanheng_auth, tanheng_job, tanheng_backup) are made before the first migration: src/server/db/roles.ts.

create schema app;
create schema journal;
create schema library;
create schema auth authorization tanheng_auth;

grant usage on schema app, journal, library to tanheng_app, tanheng_job;
grant usage on schema app to tanheng_backup;
grant usage on schema auth to tanheng_app;

-- The organization of this transaction; null outside one, so that every policy shows zero rows instead of failing.
create function app.current_organization() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.organization', true), '')::uuid $$;

-- ── Journal (trust.md T-01…T-04) ─────────────────────────────────────────────────────────────────────────────────────────
-- A leaf is written in the transaction of the write itself. Its gap-free index is assigned after commit by one sequencer.
create table journal.leaf (
  id uuid primary key,
  xid xid8 not null default pg_current_xact_id(),
  recorded_order bigint generated always as identity,
  bytes text not null,              -- RFC 8785 JSON, the exact bytes that are hashed
  hash bytea not null check (hash = sha256('\x00'::bytea || convert_to(bytes, 'UTF8'))),  -- RFC 6962 §2.1
  recorded_at timestamptz not null
);
create index leaf_xid on journal.leaf (xid);

create table journal.queue (leaf_id uuid primary key references journal.leaf (id), recorded_order bigint not null);

create table journal.sequence (
  index bigint primary key check (index >= 0),
  leaf_id uuid not null unique references journal.leaf (id),
  hash bytea not null
);

create function journal.enqueue() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into journal.queue (leaf_id, recorded_order) values (new.id, new.recorded_order);
  return null;
end $$;
create trigger enqueue after insert on journal.leaf for each row execute function journal.enqueue();

create function journal.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'journal is append-only' using errcode = 'restrict_violation';
end $$;
create trigger leaf_append_only before update or delete on journal.leaf for each row execute function journal.refuse_change();
create trigger sequence_append_only before update or delete on journal.sequence for each row execute function journal.refuse_change();
create trigger leaf_no_truncate before truncate on journal.leaf for each statement execute function journal.refuse_change();
create trigger sequence_no_truncate before truncate on journal.sequence for each statement execute function journal.refuse_change();

-- One row for each transaction that wrote to a tenant table; checked once, at commit.
create table journal.touched (xid xid8 primary key);

create function journal.touch() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  -- A statement that changed no row owes no leaf.
  if exists (select from changed_rows) then
    insert into journal.touched (xid) values (pg_current_xact_id()) on conflict do nothing;
  end if;
  return null;
end $$;

create function journal.require_leaf() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if not exists (select 1 from journal.leaf where xid = new.xid) then
    raise exception 'a write without a journal entry' using errcode = 'integrity_constraint_violation';
  end if;
  delete from journal.touched where xid = new.xid;
  return null;
end $$;
create constraint trigger require_leaf after insert on journal.touched deferrable initially deferred
  for each row execute function journal.require_leaf();

-- Not the transaction's number: who could choose it could pay for a later write with an earlier leaf.
grant select, insert (id, bytes, hash, recorded_at) on journal.leaf to tanheng_app;
grant select on journal.sequence, journal.queue to tanheng_app;
grant select on journal.leaf to tanheng_job;
grant select, insert on journal.sequence to tanheng_job;
grant select, delete on journal.queue to tanheng_job;

-- ── How a tenant table is protected ──────────────────────────────────────────────────────────────────────────────────────
-- rights: 'append' (insert only), 'maintain' (insert and update), 'replace' (also delete). journaled: false only for operational rows.
create procedure app.tenant_table(name text, rights text, journaled boolean default true) language plpgsql as $$
begin
  if rights not in ('append', 'maintain', 'replace') then raise exception 'unknown rights %', rights; end if;
  execute format('alter table app.%I enable row level security', name);
  execute format('alter table app.%I force row level security', name);
  execute format(
    'create policy own_organization on app.%I using (organization_id = app.current_organization()) with check (organization_id = app.current_organization())', name);
  -- The export reads all organizations; nobody is a member of this role but the export itself, while it runs (src/server/db/roles.ts).
  execute format('create policy backup on app.%I for select to tanheng_backup using (true)', name);
  execute format('grant select on app.%I to tanheng_backup', name);
  execute format('grant select, insert on app.%I to tanheng_app', name);
  if rights in ('maintain', 'replace') then execute format('grant update on app.%I to tanheng_app', name); end if;
  if rights = 'replace' then execute format('grant delete on app.%I to tanheng_app', name); end if;
  if journaled then
    execute format('create trigger journaled after insert on app.%I referencing new table as changed_rows for each statement execute function journal.touch()', name);
    execute format('create trigger journaled_update after update on app.%I referencing new table as changed_rows for each statement execute function journal.touch()', name);
    execute format('create trigger journaled_delete after delete on app.%I referencing old table as changed_rows for each statement execute function journal.touch()', name);
  end if;
end $$;

-- ── Organization (tenant), people, roles ─────────────────────────────────────────────────────────────────────────────────
create table app.organization (
  organization_id uuid primary key,
  name text not null,
  name_en text not null,
  is_demo boolean not null default false,
  -- The demonstration opens at a fixed date with its own clock; null for a real organization.
  clock_at timestamptz,
  salt bytea not null check (length(salt) = 32),
  version int not null default 1,
  created_at timestamptz not null
);
call app.tenant_table('organization', 'maintain');

create table app.person (
  organization_id uuid not null references app.organization deferrable,
  id uuid not null,
  user_id text,                    -- the log-in; null for people who are only named
  name text not null,
  name_en text not null,
  email text,
  job_title text not null default '',
  job_title_en text not null default '',
  persona text,                    -- demo personas only
  active boolean not null default true,
  version int not null default 1,
  changed_at timestamptz not null,
  primary key (organization_id, id),
  unique (organization_id, user_id)
);
call app.tenant_table('person', 'maintain');

create table app.person_role (
  organization_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  role text not null,
  entity_id uuid,                  -- from this entity downwards; null: the whole organization
  granted_at timestamptz not null,
  granted_by uuid not null,
  ended_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, person_id) references app.person deferrable
);
create unique index person_role_current on app.person_role (organization_id, person_id, role, coalesce(entity_id, '00000000-0000-0000-0000-000000000000')) where ended_at is null;
call app.tenant_table('person_role', 'maintain');

-- Which log-in belongs to which person: known before the organization is, so not a tenant table. Written by identity only.
create table auth.membership (
  user_id text not null,
  organization_id uuid not null,
  person_id uuid not null,
  active boolean not null default true,
  primary key (user_id, organization_id)
);
alter table auth.membership owner to tanheng_auth;
grant select, insert, update, delete on auth.membership to tanheng_app;

-- ── History: what the journal's leaves commit to, readable by the organization ───────────────────────────────────────────
create table app.history (
  organization_id uuid not null references app.organization deferrable,
  leaf_id uuid not null,
  at timestamptz not null,
  actor_id uuid not null,
  actor_name text not null,
  actor_role text not null,
  kind text not null,
  object_type text not null,
  object_id text not null,
  object_version int not null,
  content jsonb not null,
  before jsonb,
  reason text,
  salt text not null,
  content_sha256 text not null,
  primary key (organization_id, leaf_id)
);
create index history_object on app.history (organization_id, object_type, object_id, object_version);
create index history_at on app.history (organization_id, at desc, leaf_id desc);
call app.tenant_table('history', 'append', false);

-- ── Background jobs: operational rows, not journaled (what a job does is) ────────────────────────────────────────────────
create table app.job (
  organization_id uuid not null references app.organization deferrable,
  id uuid not null,
  kind text not null,
  state text not null check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelled', 'interrupted')),
  progress_done bigint not null default 0,
  progress_total bigint,
  message_zh text not null default '',
  message_en text not null default '',
  input jsonb not null,
  checkpoint jsonb,
  result jsonb,
  cancel_requested boolean not null default false,
  created_by uuid not null,
  created_by_name text not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (organization_id, id)
);
create index job_recent on app.job (organization_id, created_at desc);
call app.tenant_table('job', 'maintain', false);
