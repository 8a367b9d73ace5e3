-- The compliance calendar (docs/spec/compliance-calendar.md): addresses of its feed, what people were told, and what each date was when it was last looked at.

create table app.calendar_feed (
  organization_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  name text not null check (name <> ''),
  language text not null check (language in ('zh', 'en')),
  -- The address holds the secret itself; here is only its hash, and how it begins and ends.
  token_sha256 text not null check (token_sha256 ~ '^[0-9a-f]{64}$'),
  start text not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  version int not null default 1,
  primary key (organization_id, id),
  unique (organization_id, token_sha256),
  foreign key (organization_id, person_id) references app.person deferrable
);
call app.tenant_table('calendar_feed', 'maintain');

-- Who reads by an address: the rights are looked up at each reading, and nobody who is no longer active has any.
create function app.calendar_feed_facts(the_organization uuid, the_token_sha256 text) returns jsonb language plpgsql volatile as $$
declare f record;
begin
  perform set_config('app.organization', the_organization::text, true);
  select id, person_id, language into f from app.calendar_feed
   where organization_id = the_organization and token_sha256 = the_token_sha256 and revoked_at is null;
  if not found then return null; end if;
  return app.person_facts(the_organization, f.person_id) || jsonb_build_object('feedId', f.id, 'language', f.language);
end $$;
grant execute on function app.calendar_feed_facts(uuid, text) to tanheng_app;

-- Reminders and escalations. Written by the daily sweep from what other tables say, never twice (the key), so they are no deeds and not journaled.
create table app.notice (
  organization_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  -- The date it is about, and that with the step it was written for.
  item_key text not null,
  key text not null,
  kind text not null check (kind in ('reminder', 'late', 'escalation')),
  -- To act, or to know of it.
  as_copy boolean not null,
  subsystem text not null,
  title jsonb not null,
  entity_id uuid,
  due_on text not null,
  path text not null,
  made_at timestamptz not null,
  seen_at timestamptz,
  -- Since when it is done, or no longer asked for.
  settled_at timestamptz,
  primary key (organization_id, id),
  unique (organization_id, person_id, key),
  foreign key (organization_id, person_id) references app.person deferrable
);
call app.tenant_table('notice', 'maintain', false);
create index notice_person on app.notice (organization_id, person_id, as_copy, made_at desc);
create index notice_open on app.notice (organization_id, item_key) where settled_at is null;

-- What a date said when the sweep saw it last: an event of the feed tells by it when it changed, and how often.
create table app.calendar_mark (
  organization_id uuid not null,
  item_key text not null,
  said text not null,
  sequence int not null,
  changed_at timestamptz not null,
  primary key (organization_id, item_key)
);
call app.tenant_table('calendar_mark', 'maintain', false);

-- The calendar reads by day over all registers, the inbox by owner and by who did what.
create index register_record_due_on on app.register_record (organization_id, due_on, id) where stands in ('drafted', 'open');
create index register_record_review_on on app.register_record (organization_id, review_on, id) where stands in ('in_force', 'done');
create index register_record_owner_review on app.register_record (organization_id, owner_id, review_on) where stands in ('in_force', 'done');
-- Single values are entered by the ten thousand; nobody looks for one of them by the person.
create index history_actor on app.history (organization_id, actor_id, at desc, leaf_id desc) where kind <> 'activity_data.recorded';
