-- The registers of the management system (clauses 4–10, A–D). What a register is stands in data/frameworks/registers; its records all stand here. The head
-- says how a record is now; versions and moves are appended and never change. Docs: docs/spec/registers.md.

create table app.register_record (
  organization_id uuid not null,
  id uuid not null,
  register text not null check (register <> ''),
  no int not null check (no > 0),
  -- Where it holds: this node of the tree and everything below.
  entity_id uuid not null,
  state text not null,
  stands text not null check (stands in ('drafted', 'open', 'in_force', 'done', 'ended')),
  version int not null check (version >= 1),
  title text not null,
  -- As of the latest version, with the clauses it serves and the words it is found by.
  content jsonb not null,
  clauses text[] not null,
  owner_id uuid,
  due_on text,
  search text not null,
  -- The version that was approved last, while it counts; when a later one is drafted it goes on counting.
  in_force_version int,
  in_force_on text,
  review_on text,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (organization_id, id),
  unique (organization_id, register, no),
  foreign key (organization_id, entity_id) references app.entity deferrable,
  check (in_force_version between 1 and version),
  check ((in_force_version is null) = (in_force_on is null))
) with (fillfactor = 80);
call app.tenant_table('register_record', 'maintain');
create index register_record_state on app.register_record (organization_id, register, state);
create index register_record_due on app.register_record (organization_id, owner_id, due_on) where stands in ('drafted', 'open');

create table app.register_version (
  organization_id uuid not null,
  record_id uuid not null,
  version int not null check (version >= 1),
  content jsonb not null,
  -- Over the canonical text of the content (RFC 8785): what an approval signs.
  content_sha256 bytea not null check (length(content_sha256) = 32),
  -- What the version before had otherwise, in words of its author.
  reason text not null default '',
  written_at timestamptz not null,
  written_by uuid not null,
  written_by_name text not null,
  primary key (organization_id, record_id, version),
  foreign key (organization_id, record_id) references app.register_record deferrable
);
call app.tenant_table('register_version', 'append');

create table app.register_move (
  organization_id uuid not null,
  record_id uuid not null,
  no int not null check (no >= 1),
  move text not null,
  from_state text not null,
  to_state text not null,
  version int not null,
  content_sha256 bytea not null,
  -- This move puts its version in force.
  approves boolean not null,
  reason text not null default '',
  moved_at timestamptz not null,
  moved_by uuid not null,
  moved_by_name text not null,
  moved_as text not null,
  primary key (organization_id, record_id, no),
  foreign key (organization_id, record_id, version) references app.register_version (organization_id, record_id, version) deferrable
);
call app.tenant_table('register_move', 'append');

-- No record is approved by somebody who wrote on it since the approval before; and what is approved is what stands there.
create function app.register_four_eyes() returns trigger language plpgsql set search_path = app, pg_catalog as $$
begin
  if new.content_sha256 is distinct from (
    select content_sha256 from register_version where organization_id = new.organization_id and record_id = new.record_id and version = new.version) then
    raise exception 'another content than the one that was moved' using errcode = 'restrict_violation', constraint = 'register_content';
  end if;
  if new.approves and exists (
    select from register_version v
     where v.organization_id = new.organization_id and v.record_id = new.record_id and v.written_by = new.moved_by and v.version <= new.version
       and v.version > coalesce((select max(m.version) from register_move m
             where m.organization_id = new.organization_id and m.record_id = new.record_id and m.approves and m.version < new.version), 0)) then
    raise exception 'approved by its own author' using errcode = 'restrict_violation', constraint = 'register_four_eyes';
  end if;
  return null;
end $$;
create trigger four_eyes after insert on app.register_move for each row execute function app.register_four_eyes();

-- What a record names in its latest version, so that whoever is named can say by whom. Follows from the content; the history has it there.
create table app.register_reference (
  organization_id uuid not null,
  record_id uuid not null,
  field text not null,
  target_type text not null check (target_type in ('person', 'entity', 'record')),
  target_id uuid not null,
  primary key (organization_id, record_id, field, target_id),
  foreign key (organization_id, record_id) references app.register_record deferrable
);
call app.tenant_table('register_reference', 'replace', false);
create index register_reference_target on app.register_reference (organization_id, target_id);

create function app.refuse_change() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  -- A demonstration is removed whole; nobody's role but the owner's may delete at all.
  if tg_op = 'DELETE' then
    if exists (select from app.organization where organization_id = old.organization_id and is_demo) then return old; end if;
  end if;
  raise exception 'what stands here is not changed' using errcode = 'restrict_violation';
end $$;

do $$
declare name text;
begin
  foreach name in array array['register_version', 'register_move'] loop
    execute format('create trigger append_only before update or delete on app.%I for each row execute function app.refuse_change()', name);
    execute format('create trigger no_truncate before truncate on app.%I for each statement execute function app.refuse_change()', name);
  end loop;
end $$;
