-- Seals of rows (trust.md A1, T-03): what a transaction leaves in the tables is hashed row by row by the database itself, and a leaf of the journal, made at
-- the commit, commits to these hashes. A row that is changed, added or taken away behind the product's back no longer agrees with its seal, a changed seal
-- not with its leaf, a changed leaf not with the signed head of the log.

-- One row for each statement that changed rows of a tenant table. `hashes`: 32 bytes for each key, in the order of the keys; of deleted rows what they were last.
-- op: i(nsert), u(pdate), d(elete), and a(ll): from here on these are all rows of the table (a migration changed its shape).
create table journal.seal (
  id bigint generated always as identity primary key,
  leaf_id uuid not null,            -- the leaf of kind rows.sealed of its transaction; it comes last, at the commit
  organization uuid not null,       -- no tenant table: no role of requests may read it, the functions below look for one organization
  rel text not null,
  op text not null check (op in ('i', 'u', 'd', 'a')),
  keys text[] not null,
  hashes bytea not null check (length(hashes) = 32 * cardinality(keys))
);
create index seal_leaf on journal.seal (leaf_id);
create index seal_rel on journal.seal (organization, rel, id);
-- A demonstration that is removed takes its seals with it; everybody else's stay.
create function journal.refuse_seal_change() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if tg_op = 'DELETE' and not exists (select from app.organization where organization_id = old.organization and not is_demo) then return old; end if;
  raise exception 'journal is append-only' using errcode = 'restrict_violation';
end $$;
create trigger seal_append_only before update or delete on journal.seal for each row execute function journal.refuse_seal_change();
create trigger seal_no_truncate before truncate on journal.seal for each statement execute function journal.refuse_change();

-- The shape in which a table's rows are sealed. Not exported: a restored database has it from its migrations.
create table migration.sealed_table (rel text primary key, keys text[] not null, shape text not null);

-- Time-ordered like every id of the product (UUIDv7), made by the database because the leaf of a commit is.
create function journal.new_id() returns uuid language sql volatile set search_path = pg_catalog as $$
  select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid $$;
alter table journal.touched add column leaf_id uuid not null default journal.new_id();

-- `offset 0` wherever rows are sealed: without it the planner makes the row's jsonb anew for each column of the key (measured: 5,000 rows in 1.4 s, with it 0.7 s).
-- Trigger arguments: the columns of the table's key besides the organization; none where rows are sealed otherwise (the ledger's moves, each leg of which
-- stands in the content of its history row; meter readings, whose batch bears their hash).
create or replace function journal.touch() returns trigger language plpgsql security definer
  set search_path = pg_catalog set timezone = 'UTC' set extra_float_digits = 1 set bytea_output = 'hex' set intervalstyle = 'iso_8601' as $$
declare leaf uuid;
begin
  -- A statement that changed no row owes no leaf.
  if not exists (select from changed_rows) then return null; end if;
  select t.leaf_id into leaf from journal.touched t where t.xid = pg_current_xact_id();
  if not found then
    insert into journal.touched (xid) values (pg_current_xact_id()) returning leaf_id into leaf;
  end if;
  if tg_nargs = 0 then return null; end if;
  insert into journal.seal (leaf_id, organization, rel, op, keys, hashes)
    select leaf, s.org, tg_table_name, lower(left(tg_op, 1)), array_agg(s.key order by s.key collate "C"), string_agg(s.hash, '' order by s.key collate "C")
      from (select (r.j ->> 'organization_id')::uuid as org,
                   concat_ws(E'\x1f', r.j ->> tg_argv[0], r.j ->> tg_argv[1], r.j ->> tg_argv[2], r.j ->> tg_argv[3], r.j ->> tg_argv[4]) as key,
                   sha256(convert_to(r.j::text, 'UTF8')) as hash
              from (select to_jsonb(c) as j from changed_rows c offset 0) r) s
     group by s.org;
  return null;
end $$;

-- What a leaf of kind rows.sealed commits to: the seals of its transaction in their order.
create function journal.seals_digest(of uuid) returns bytea language sql stable set search_path = pg_catalog as $$
  select sha256(string_agg(sha256(convert_to(concat_ws(E'\x1f', s.rel, s.op, s.organization, array_to_string(s.keys, E'\x1e')), 'UTF8') || s.hashes), '' order by s.id))
    from journal.seal s where s.leaf_id = of $$;

create function journal.seal_leaf(of uuid, at timestamptz, kind text, told jsonb) returns void language plpgsql set search_path = pg_catalog set timezone = 'UTC' as $$
declare digest bytea := journal.seals_digest(of); text_of_leaf text;
begin
  if digest is null then return; end if;
  -- RFC 8785: the members in their order, and nothing in them that has to be escaped.
  text_of_leaf := format('{"actorKeyId":"%s","at":"%s","contentSha256":"%s","kind":"%s","objectId":"%s","objectType":"transaction","objectVersion":1,"prevVersionLeaf":null,"role":"%s","tenantCommit":"%s","v":1}',
    told ->> 'actorKeyId', to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), encode(digest, 'hex'), kind, of, told ->> 'role', told ->> 'tenantCommit');
  insert into journal.leaf (id, bytes, hash, recorded_at) values (of, text_of_leaf, sha256('\x00'::bytea || convert_to(text_of_leaf, 'UTF8')), at);
end $$;
revoke execute on function journal.seal_leaf(uuid, timestamptz, text, jsonb), journal.seals_digest(uuid), journal.new_id() from public;
grant execute on function journal.seals_digest(uuid) to tanheng_app, tanheng_job;

-- At the commit: a write owes a leaf of its own; then the seals of everything the transaction changed get theirs.
create or replace function journal.require_leaf() returns trigger language plpgsql security definer set search_path = pg_catalog set enable_seqscan = off as $$
declare told jsonb; recorded timestamptz;
begin
  delete from journal.touched where xid = new.xid;
  select l.bytes::jsonb, l.recorded_at into told, recorded from journal.leaf l where l.xid = new.xid order by l.recorded_order limit 1;
  if not found then
    raise exception 'a write without a journal entry' using errcode = 'integrity_constraint_violation';
  end if;
  perform journal.seal_leaf(new.leaf_id, recorded, 'rows.sealed', told);
  return null;
end $$;

-- ── Whole tables: when sealing begins, and where a migration changed a table's shape ────────────────────────────────────
-- HMAC-SHA256 (RFC 2104) for a key of at most 64 bytes: the commitment by which an organization stands in its leaves.
create function journal.commitment(key bytea, message text) returns text language plpgsql immutable set search_path = pg_catalog as $$
declare inner_pad bytea := decode(repeat('36', 64), 'hex'); outer_pad bytea := decode(repeat('5c', 64), 'hex');
begin
  for i in 0 .. length(key) - 1 loop
    inner_pad := set_byte(inner_pad, i, get_byte(inner_pad, i) # get_byte(key, i));
    outer_pad := set_byte(outer_pad, i, get_byte(outer_pad, i) # get_byte(key, i));
  end loop;
  return encode(sha256(outer_pad || sha256(inner_pad || convert_to(message, 'UTF8'))), 'hex');
end $$;
revoke execute on function journal.commitment(bytea, text) from public;

-- The key columns of a journaled table besides the organization: of its primary key or, where it has none, of what excludes doubles; null where its rows
-- are sealed otherwise.
create function journal.key_of(name text) returns text[] language sql stable set search_path = pg_catalog as $$
  select coalesce(nullif(array_agg(a.attname::text order by k.place) filter (where a.attname <> 'organization_id'), '{}'), array['organization_id'])
    from (select conrelid, conkey from pg_constraint where conrelid = format('app.%I', name)::regclass and contype in ('p', 'x') order by contype limit 1) c
   cross join unnest(c.conkey) with ordinality as k (attnum, place)
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.attnum
   where name not in ('ledger_transfer', 'ledger_transaction')
  having count(*) > 0 $$;

create function journal.shape_of(name text) returns text language sql stable set search_path = pg_catalog as $$
  select string_agg(format('%s %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' order by a.attnum)
    from pg_attribute a where a.attrelid = format('app.%I', name)::regclass and a.attnum > 0 and not a.attisdropped $$;

create procedure journal.watch(name text) language plpgsql set search_path = pg_catalog as $$
declare keys text[] := journal.key_of(name); arguments text := coalesce((select string_agg(quote_literal(one), ', ') from unnest(keys) as one), '');
begin
  if cardinality(keys) > 5 then raise exception 'the key of % has more columns than a seal tells', name; end if;
  execute format('drop trigger if exists journaled on app.%I', name);
  execute format('drop trigger if exists journaled_update on app.%I', name);
  execute format('drop trigger if exists journaled_delete on app.%I', name);
  execute format('create trigger journaled after insert on app.%I referencing new table as changed_rows for each statement execute function journal.touch(%s)', name, arguments);
  execute format('create trigger journaled_update after update on app.%I referencing new table as changed_rows for each statement execute function journal.touch(%s)', name, arguments);
  execute format('create trigger journaled_delete after delete on app.%I referencing old table as changed_rows for each statement execute function journal.touch(%s)', name, arguments);
end $$;

-- All rows of a table as they stand, under one leaf for each organization (kind rows.resealed). Run by migrations, as the owner, without row security.
create procedure journal.reseal(name text) language plpgsql
  set search_path = pg_catalog set timezone = 'UTC' set extra_float_digits = 1 set bytea_output = 'hex' set intervalstyle = 'iso_8601' as $$
declare keys text[] := journal.key_of(name); one record;
begin
  insert into migration.sealed_table values (name, coalesce(keys, '{}'), journal.shape_of(name))
    on conflict (rel) do update set keys = excluded.keys, shape = excluded.shape;
  if keys is null then return; end if;
  for one in select organization_id, salt, journal.new_id() as leaf from app.organization loop
    execute format($sql$
      insert into journal.seal (leaf_id, organization, rel, op, keys, hashes)
      select $1, $2, $3, 'a', array_agg(s.key order by s.key collate "C"), string_agg(s.hash, '' order by s.key collate "C")
        from (select concat_ws(E'\x1f', r.j ->> $4[1], r.j ->> $4[2], r.j ->> $4[3], r.j ->> $4[4], r.j ->> $4[5]) as key,
                     sha256(convert_to(r.j::text, 'UTF8')) as hash
                from (select to_jsonb(t) as j from app.%I t where t.organization_id = $2 offset 0) r) s
      having count(*) > 0$sql$, name) using one.leaf, one.organization_id, name, keys;
    perform journal.seal_leaf(one.leaf, date_trunc('milliseconds', clock_timestamp()), 'rows.resealed',
      jsonb_build_object('actorKeyId', journal.commitment(one.salt, '00000000-0000-7000-8000-000000000001'), 'role', 'system',
        'tenantCommit', journal.commitment(one.salt, one.organization_id::text)));
  end loop;
end $$;

-- After migrations: every journaled table whose shape is not the one its rows were sealed in.
create procedure journal.reseal_changed() language plpgsql set search_path = pg_catalog as $$
declare name text;
begin
  for name in
    select c.relname from pg_class c left join migration.sealed_table s on s.rel = c.relname
     where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p')
       and exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'journaled')
       and (s.rel is null or s.shape <> journal.shape_of(c.relname) or s.keys is distinct from coalesce(journal.key_of(c.relname), '{}'))
     order by 1
  loop
    call journal.watch(name);
    call journal.reseal(name);
  end loop;
end $$;

-- As in 0001, with the arguments that say what a row's key is.
create or replace procedure app.tenant_table(name text, rights text, journaled boolean default true) language plpgsql as $$
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
  if journaled then call journal.watch(name); end if;
end $$;

-- As in 0007, with the seals.
create or replace function app.remove_demo_organization() returns bigint language plpgsql security definer set search_path = pg_catalog as $$
declare
  the_organization constant uuid := app.current_organization();
  the_table regclass;
  removed bigint := 0;
  here bigint;
begin
  if not exists (select 1 from app.organization where organization_id = the_organization and is_demo) then
    raise exception 'not a demonstration' using errcode = 'insufficient_privilege';
  end if;
  set constraints all deferred;
  for the_table in
    select c.oid::regclass from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
     where n.nspname = 'app' and c.relkind in ('r', 'p') and not c.relispartition
     -- The organization last: the tables that refuse deletion ask it whether it is a demonstration.
     order by c.oid = 'app.organization'::regclass, c.relname
  loop
    execute format('delete from %s where organization_id = $1', the_table) using the_organization;
    get diagnostics here = row_count;
    removed := removed + here;
  end loop;
  -- Also those that the deletions themselves made.
  delete from journal.seal where organization = the_organization;
  return removed;
end $$;

-- What stands already.
call journal.reseal_changed();

-- ── Looking ──────────────────────────────────────────────────────────────────────────────────────────────────────────────
-- What is wrong with the rows of one table of the organization; each fault with the leaf of the seal that says otherwise (null where there is none).
create function journal.row_faults(name text)
  returns table (key text, fault text, leaf_id uuid) language plpgsql stable security definer
  set search_path = pg_catalog set timezone = 'UTC' set extra_float_digits = 1 set bytea_output = 'hex' set intervalstyle = 'iso_8601' as $$
declare keys text[] := (select s.keys from migration.sealed_table s where s.rel = name);
begin
  if keys is null or cardinality(keys) = 0 then return; end if;
  return query execute format($sql$
    with since as (select coalesce(max(id), 0) as id from journal.seal where organization = $1 and rel = $2 and op = 'a'),
    sealed as (
      select distinct on (k.key) k.key, s.op, s.leaf_id, substring(s.hashes from (k.n::int - 1) * 32 + 1 for 32) as hash
        from journal.seal s cross join unnest(s.keys) with ordinality as k (key, n)
       where s.organization = $1 and s.rel = $2 and s.id >= (select id from since)
       order by k.key, s.id desc),
    there as (
      select concat_ws(E'\x1f', r.j ->> $3[1], r.j ->> $3[2], r.j ->> $3[3], r.j ->> $3[4], r.j ->> $3[5]) as key, sha256(convert_to(r.j::text, 'UTF8')) as hash
        from (select to_jsonb(t) as j from app.%I t where t.organization_id = $1 offset 0) r)
    select coalesce(s.key, t.key), case when s.key is null or s.op = 'd' then 'row_added' when t.key is null then 'row_removed' else 'row_changed' end, s.leaf_id
      from sealed s full join there t on t.key = s.key
     where case when s.op = 'd' then t.key is not null else s.hash is distinct from t.hash end$sql$, name)
    using app.current_organization(), name, keys;
end $$;
revoke execute on function journal.row_faults(text) from public;
grant execute on function journal.row_faults(text) to tanheng_app, tanheng_job;

-- Seals of the organization that do not agree with their leaf, or have none.
create function journal.seal_faults() returns table (leaf_id uuid, fault text) language sql stable security definer set search_path = pg_catalog as $$
  select s.leaf_id, case when l.id is null then 'leaf_missing' else 'seal_changed' end
    from (select distinct leaf_id from journal.seal where organization = app.current_organization()) s left join journal.leaf l on l.id = s.leaf_id
   where l.id is null or (l.bytes::jsonb ->> 'contentSha256') is distinct from encode(journal.seals_digest(s.leaf_id), 'hex')
   order by s.leaf_id $$;
revoke execute on function journal.seal_faults() from public;
grant execute on function journal.seal_faults() to tanheng_app, tanheng_job;

-- The tables whose rows are sealed.
create function journal.sealed_tables() returns setof text language sql stable security definer set search_path = pg_catalog as $$
  select rel from migration.sealed_table where cardinality(keys) > 0 order by rel $$;
revoke execute on function journal.sealed_tables() from public;
grant execute on function journal.sealed_tables() to tanheng_app, tanheng_job;
grant select on journal.seal to tanheng_job;

-- ── The signed log (trust.md T-05…T-08) ─────────────────────────────────────────────────────────────────────────────────
-- Who signs here: the key itself lies in the signer's folder, outside the database. A second row is a log begun anew, with its reason in the journal.
create table journal.signer (
  origin text primary key,
  public_key bytea not null check (length(public_key) = 32),
  begun_at timestamptz not null
);
create table journal.checkpoint (
  origin text not null references journal.signer,
  size bigint not null check (size >= 0),
  root bytea not null check (length(root) = 32),
  signed_at timestamptz not null,
  note text not null,
  primary key (origin, size)
);
-- Who looks over the signer's shoulder: partners that run `tanheng witness`. `name`: of the key, as it stands in notes.
create table journal.witness (
  name text primary key,
  public_key bytea not null check (length(public_key) = 32),
  trusted_at timestamptz not null
);
create table journal.cosignature (
  origin text not null,
  size bigint not null,
  witness text not null references journal.witness,
  line text not null,               -- the note's signature line, as received
  cosigned_at timestamptz not null, -- the time inside the signed bytes
  received_at timestamptz not null,
  primary key (origin, size, witness),
  foreign key (origin, size) references journal.checkpoint
);
do $$
declare name text;
begin
  foreach name in array array['signer', 'checkpoint', 'witness', 'cosignature'] loop
    execute format('create trigger append_only before update or delete on journal.%I for each row execute function journal.refuse_change()', name);
    execute format('create trigger no_truncate before truncate on journal.%I for each statement execute function journal.refuse_change()', name);
    execute format('grant select on journal.%I to tanheng_app, tanheng_job', name);
    execute format('grant insert on journal.%I to tanheng_job', name);
  end loop;
end $$;
