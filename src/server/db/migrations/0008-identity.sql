-- Log-ins, sessions, invitations, API keys. The log-in library makes its own tables (auth.user, auth.session, auth.account) when the server starts; the
-- app's role reaches them only through the functions here, which belong to tanheng_auth and look at one organization at a time.

-- The functions below name tables that the library makes later.
set local check_function_bodies = off;

-- One-time codes, hashed. Known before any organization is, so not tenant tables.
create table auth.setup_code (
  code_sha256 text primary key,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
alter table auth.setup_code owner to tanheng_auth;
grant select, insert, update, delete on auth.setup_code to tanheng_app;

create table auth.invitation (
  code_sha256 text primary key,
  organization_id uuid not null,
  person_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index invitation_person on auth.invitation (organization_id, person_id);
alter table auth.invitation owner to tanheng_auth;
grant select, insert, update, delete on auth.invitation to tanheng_app;

create table app.api_key (
  organization_id uuid not null references app.organization deferrable,
  id uuid not null,
  person_id uuid not null,          -- whose rights it has, reading and calculating only
  name text not null,
  start text not null,              -- what is shown of it in lists
  key_sha256 text not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  version int not null default 1,
  primary key (organization_id, id),
  unique (organization_id, key_sha256),
  foreign key (organization_id, person_id) references app.person deferrable
);
call app.tenant_table('api_key', 'maintain');

-- ── Owned by tanheng_auth: the only ways from the app to log-in data ─────────────────────────────────────────────────────
grant usage on schema app to tanheng_auth;

create function auth.find_session(the_token text, idle interval)
  returns table (session_id text, user_id text) language plpgsql volatile security definer set search_path = pg_catalog as $$
declare s record;
begin
  select x.id, x."userId" as owner, x."expiresAt" as ends, x."updatedAt" as seen into s from auth.session x where x.token = the_token;
  if not found or s.ends <= clock_timestamp() or s.seen < clock_timestamp() - idle then return; end if;
  -- Last use is kept to the minute: one write a minute, not one a request.
  if s.seen < clock_timestamp() - interval '60 seconds' then
    update auth.session set "updatedAt" = clock_timestamp() where id = s.id;
  end if;
  session_id := s.id; user_id := s.owner;
  return next;
end $$;

-- Makes a log-in and ties it to a person of the present organization. No password hash: a persona, which signs in by its own door.
create function auth.create_login(the_user text, the_email text, the_name text, password_hash text, the_person uuid, at timestamptz)
  returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into auth."user" (id, name, email, "emailVerified", "createdAt", "updatedAt") values (the_user, the_name, the_email, true, at, at);
  if password_hash is not null then
    insert into auth.account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
      values (the_user || ':credential', the_user, 'credential', the_user, password_hash, at, at);
  end if;
  insert into auth.membership (user_id, organization_id, person_id) values (the_user, app.current_organization(), the_person);
end $$;

create function auth.password_hash_of(the_person uuid) returns text language sql stable security definer set search_path = pg_catalog as $$
  select a.password from auth.account a join auth.membership m on m.user_id = a."userId"
   where m.organization_id = app.current_organization() and m.person_id = the_person and a."providerId" = 'credential'
$$;

create function auth.set_password(the_person uuid, password_hash text) returns boolean language plpgsql security definer set search_path = pg_catalog as $$
begin
  update auth.account a set password = password_hash, "updatedAt" = clock_timestamp()
    from auth.membership m
   where m.user_id = a."userId" and m.organization_id = app.current_organization() and m.person_id = the_person and a."providerId" = 'credential';
  return found;
end $$;

create function auth.change_login(the_person uuid, the_name text, the_email text, is_active boolean) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
begin
  update auth."user" u set name = the_name, email = coalesce(the_email, u.email), "updatedAt" = clock_timestamp() from auth.membership m
   where m.user_id = u.id and m.organization_id = app.current_organization() and m.person_id = the_person;
  update auth.membership set active = is_active where organization_id = app.current_organization() and person_id = the_person;
end $$;

create function auth.list_sessions(the_person uuid)
  returns table (session_id text, person_id uuid, created_at timestamptz, last_used_at timestamptz, ends_at timestamptz, address text, agent text)
  language sql stable security definer set search_path = pg_catalog as $$
  select s.id, m.person_id, s."createdAt", s."updatedAt", s."expiresAt", s."ipAddress", s."userAgent"
    from auth.session s join auth.membership m on m.user_id = s."userId"
   where m.organization_id = app.current_organization() and (the_person is null or m.person_id = the_person) and s."expiresAt" > clock_timestamp()
   order by s."updatedAt" desc
$$;

-- Ends one session, or with null all of a person but `kept`. Returns how many.
create function auth.end_sessions(the_person uuid, the_session text, kept text) returns bigint
  language plpgsql security definer set search_path = pg_catalog as $$
declare n bigint;
begin
  delete from auth.session s using auth.membership m
   where m.user_id = s."userId" and m.organization_id = app.current_organization() and m.person_id = the_person
     and (the_session is null or s.id = the_session) and s.id is distinct from kept;
  get diagnostics n = row_count;
  return n;
end $$;

-- With the organization itself: its log-ins, sessions, invitations.
create function auth.remove_logins() returns void language plpgsql security definer set search_path = pg_catalog as $$
declare users text[];
begin
  select array_agg(user_id) into users from auth.membership where organization_id = app.current_organization();
  delete from auth.invitation where organization_id = app.current_organization();
  delete from auth.membership where organization_id = app.current_organization();
  delete from auth.session where "userId" = any(users) and not exists (select 1 from auth.membership m where m.user_id = "userId");
  delete from auth.account where "userId" = any(users) and not exists (select 1 from auth.membership m where m.user_id = "userId");
  delete from auth."user" where id = any(users) and not exists (select 1 from auth.membership m where m.user_id = auth."user".id);
end $$;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'auth' loop
    execute format('alter function %s owner to tanheng_auth', f);
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to tanheng_app', f);
  end loop;
end $$;

-- ── Who is asking: one call a request, under row security ────────────────────────────────────────────────────────────────
create function app.person_facts(the_organization uuid, the_person uuid) returns jsonb language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('organizationId', p.organization_id, 'personId', p.id, 'name', p.name, 'grants', coalesce((
        select jsonb_agg(jsonb_build_object('role', r.role, 'entityId', r.entity_id) order by r.granted_at, r.id) from app.person_role r
         where r.organization_id = the_organization and r.person_id = p.id and r.ended_at is null), '[]'::jsonb))
      from app.person p where p.organization_id = the_organization and p.id = the_person and p.active);
end $$;

create function app.session_facts(the_token text, idle interval) returns jsonb language plpgsql volatile as $$
declare s record; m record;
begin
  select * into s from auth.find_session(the_token, idle);
  if not found then return null; end if;
  select organization_id, person_id into m from auth.membership where user_id = s.user_id and active order by organization_id limit 1;
  if not found then return null; end if;
  perform set_config('app.organization', m.organization_id::text, true);
  return app.person_facts(m.organization_id, m.person_id) || jsonb_build_object('sessionId', s.session_id);
end $$;

create function app.api_key_facts(the_organization uuid, the_key_sha256 text) returns jsonb language plpgsql volatile as $$
declare k record;
begin
  perform set_config('app.organization', the_organization::text, true);
  select id, person_id, name into k from app.api_key
   where organization_id = the_organization and key_sha256 = the_key_sha256 and revoked_at is null
     and (expires_at is null or expires_at > clock_timestamp());
  if not found then return null; end if;
  return app.person_facts(the_organization, k.person_id) || jsonb_build_object('keyId', k.id, 'keyName', k.name);
end $$;

-- ── Jobs: what a crashed worker left is found across organizations, by the job's role only ───────────────────────────────
alter table app.job add column worker text, add column heartbeat_at timestamptz, add column attempt int not null default 0,
  add column problem jsonb;
create policy worker on app.job to tanheng_job using (true) with check (true);
grant select, update on app.job to tanheng_job;
