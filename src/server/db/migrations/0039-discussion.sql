-- What people say about a record: threads of remarks, questions, mentions. A correction is a further version, a withdrawal a last one without words; nothing
-- is changed or taken away. Who may see the object may read and write here (src/server/modules/discussion/README.md).

create table app.remark_thread (
  organization_id uuid not null,
  id uuid not null,
  -- As the journal names it.
  object_type text not null check (object_type <> ''),
  object_id uuid not null,
  -- Where the object belongs and how it was called when the thread was opened; null: the whole organization.
  entity_id uuid,
  label_zh text not null,
  label_en text not null,
  path text not null check (path like '/%'),
  opened_at timestamptz not null,
  opened_by uuid not null,
  opened_by_name text not null,
  primary key (organization_id, id),
  foreign key (organization_id, entity_id) references app.entity deferrable,
  foreign key (organization_id, opened_by) references app.person deferrable
);
call app.tenant_table('remark_thread', 'append');
create index remark_thread_object on app.remark_thread (organization_id, object_type, object_id);

create table app.remark (
  organization_id uuid not null,
  id uuid not null,
  version int not null check (version >= 1),
  thread_id uuid not null,
  -- Its place in the thread, from 1; the same for every version.
  no int not null check (no >= 1),
  body text not null check (length(body) <= 4000),
  -- People called upon; who may not see the object cannot be among them.
  mentions uuid[] not null default '{}',
  withdrawn boolean not null default false,
  -- Why it was corrected or withdrawn.
  reason text not null default '',
  written_at timestamptz not null,
  written_by uuid not null,
  written_by_name text not null,
  primary key (organization_id, id, version),
  unique (organization_id, thread_id, no, version),
  foreign key (organization_id, thread_id) references app.remark_thread deferrable,
  foreign key (organization_id, written_by) references app.person deferrable,
  check ((version = 1) = (reason = '')),
  check (withdrawn = (body = '')),
  check (not withdrawn or (version > 1 and mentions = '{}'))
);
call app.tenant_table('remark', 'append');
create index remark_mentions on app.remark using gin (mentions);

-- A question asked of somebody, its end, its being opened again; the last turn says how the thread stands, none that it is open.
create table app.remark_turn (
  organization_id uuid not null,
  thread_id uuid not null,
  no int not null check (no >= 1),
  -- How many remarks stood in the thread by then.
  after_no int not null check (after_no >= 1),
  turn text not null check (turn in ('asked', 'resolved', 'reopened')),
  asked_of uuid,
  due_on text,
  reason text not null default '',
  taken_at timestamptz not null,
  taken_by uuid not null,
  taken_by_name text not null,
  primary key (organization_id, thread_id, no),
  foreign key (organization_id, thread_id) references app.remark_thread deferrable,
  foreign key (organization_id, asked_of) references app.person deferrable,
  foreign key (organization_id, taken_by) references app.person deferrable,
  check ((turn = 'asked') = (asked_of is not null)),
  check (due_on is null or turn = 'asked'),
  check (turn <> 'reopened' or reason <> '')
);
call app.tenant_table('remark_turn', 'append');
create index remark_turn_asked on app.remark_turn (organization_id, asked_of) where asked_of is not null;

-- When somebody who was called upon saw the remark.
create table app.remark_seen (
  organization_id uuid not null,
  remark_id uuid not null,
  person_id uuid not null,
  seen_at timestamptz not null,
  primary key (organization_id, remark_id, person_id),
  foreign key (organization_id, person_id) references app.person deferrable
);
call app.tenant_table('remark_seen', 'append');

-- A further version is its author's, follows the one before in the same thread, and nothing follows a withdrawal.
create function app.remark_follows() returns trigger language plpgsql set search_path = app, pg_catalog as $$
begin
  if new.version > 1 and not exists (
    select from remark r where r.organization_id = new.organization_id and r.id = new.id and r.version = new.version - 1
       and r.thread_id = new.thread_id and r.no = new.no and r.written_by = new.written_by and not r.withdrawn) then
    raise exception 'a version of somebody else''s remark, or of one that is withdrawn' using errcode = 'restrict_violation', constraint = 'remark_follows';
  end if;
  return new;
end $$;
create trigger follows before insert on app.remark for each row execute function app.remark_follows();

do $$
declare name text;
begin
  foreach name in array array['remark_thread', 'remark', 'remark_turn', 'remark_seen'] loop
    execute format('create trigger append_only before update or delete on app.%I for each row execute function app.refuse_change()', name);
    execute format('create trigger no_truncate before truncate on app.%I for each statement execute function app.refuse_change()', name);
  end loop;
end $$;
