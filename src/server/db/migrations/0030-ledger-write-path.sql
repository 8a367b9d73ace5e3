-- The ledger's write path at less cost, with every promise kept (decision 0016): what is looked up at each transfer stands where the trigger is anyway, an
-- index is kept only where something reads by it, and a group brings one history row and one leaf for each asker instead of one for each transaction.

-- ── What stands already learns what new rows will say ────────────────────────────────────────────────────────────────────
alter table app.ledger_head add column last_id uuid;          -- the transaction that moved last: two places with the same number are told apart by it
alter table app.ledger_balance                                -- of its account and class, which never change: whoever has the balance has them
  add column kind text, add column serialised boolean;
alter table app.ledger_transfer                               -- of its two accounts, proved by their balances like from_open
  add column from_kind text, add column to_kind text;
alter table app.ledger_transaction                            -- its transfers follow each other: no index is needed to find them
  add column first_seq bigint, add column legs int,
  add column leaf_id uuid;                                    -- of the group it came in; of a command's own work the leaf is found by the transaction's id
alter table app.ledger_request add column transaction_id uuid; -- the answer to what is applied is the transaction itself
alter table app.ledger_request alter column answer drop not null;

do $$
declare name text;
begin
  -- Row security binds the owner too, and what stands is append-only: both are lifted for this once, inside the transaction.
  foreach name in array array['ledger_head', 'ledger_balance', 'ledger_transfer', 'ledger_transaction', 'ledger_request', 'ledger_account', 'ledger_class'] loop
    execute format('alter table app.%I no force row level security', name);
    execute format('alter table app.%I disable trigger user', name);
  end loop;
  update app.ledger_head h set last_id = t.transaction_id from app.ledger_transfer t where t.organization_id = h.organization_id and t.seq = h.seq;
  update app.ledger_balance b set kind = a.kind, serialised = c.serialised
    from app.ledger_account a join app.ledger_class c on c.organization_id = a.organization_id
   where a.organization_id = b.organization_id and a.no = b.account_no and c.no = b.class_no;
  update app.ledger_transfer t set from_kind = f.kind, to_kind = g.kind
    from app.ledger_account f join app.ledger_account g using (organization_id)
   where f.organization_id = t.organization_id and f.no = t.from_no and g.no = t.to_no;
  update app.ledger_transaction x set first_seq = t.first_seq, legs = t.legs
    from (select organization_id, transaction_id, min(seq) as first_seq, count(*) as legs from app.ledger_transfer group by 1, 2) t
   where t.organization_id = x.organization_id and t.transaction_id = x.id;
  update app.ledger_request set transaction_id = (answer ->> 'transactionId')::uuid, answer = null where state = 'applied';
  foreach name in array array['ledger_head', 'ledger_balance', 'ledger_transfer', 'ledger_transaction', 'ledger_request', 'ledger_account', 'ledger_class'] loop
    execute format('alter table app.%I enable trigger user', name);
    execute format('alter table app.%I force row level security', name);
  end loop;
end $$;

alter table app.ledger_balance alter column kind set not null, alter column serialised set not null;
alter table app.ledger_transfer alter column from_kind set not null, alter column to_kind set not null;
alter table app.ledger_transaction alter column first_seq set not null, alter column legs set not null, add check (legs > 0);
alter table app.ledger_request add constraint answered check ((state = 'applied') = (transaction_id is not null) and (state = 'refused') = (answer is not null));

-- ── Indexes ──────────────────────────────────────────────────────────────────────────────────────────────────────────────
drop index app.ledger_transfer_transaction;
-- That each version stands once (L-15) is proved by ledger_apply: the balance's row is locked and goes on by an unbroken chain from the version it has.
alter table app.ledger_transfer drop constraint ledger_transfer_organization_id_from_no_class_no_from_versi_key;
alter table app.ledger_transfer drop constraint ledger_transfer_organization_id_to_no_class_no_to_version_key;
-- The number before the organization: it decides nearly every comparison on the way down, and comparing two uuids costs most of the way.
drop index app.ledger_transfer_from_day, app.ledger_transfer_to_day;
create index ledger_transfer_from_day on app.ledger_transfer (from_no, organization_id, effective_on, seq) include (class_no, quantity);
create index ledger_transfer_to_day on app.ledger_transfer (to_no, organization_id, effective_on, seq) include (class_no, quantity);
-- Most transactions end and reverse nothing. That the earlier one is there is found by ledger_whole, which reads it.
alter table app.ledger_transaction drop constraint ledger_transaction_organization_id_reverses_fkey;
alter table app.ledger_transaction drop constraint ledger_transaction_organization_id_resolves_fkey;
alter table app.ledger_transaction drop constraint ledger_transaction_organization_id_reverses_key;
alter table app.ledger_transaction drop constraint ledger_transaction_organization_id_resolves_key;
create unique index ledger_transaction_reverses on app.ledger_transaction (organization_id, reverses) where reverses is not null;
create unique index ledger_transaction_resolves on app.ledger_transaction (organization_id, resolves) where resolves is not null;

-- ── What keeps it right ──────────────────────────────────────────────────────────────────────────────────────────────────
-- Every transfer that is added, as a set: its place in the order, what may move where, and both balances, each step of each version. A transfer tells of which
-- kinds its accounts are, and their balances prove it; so each balance and each transaction is looked up once, and nothing else.
-- Nothing here may look through a whole table: how much stands in them is not known when the plan is made.
create or replace function app.ledger_apply() returns trigger language plpgsql security definer
  set search_path = app, pg_catalog set enable_seqscan = off set enable_mergejoin = off set plan_cache_mode = force_generic_plan as $$
declare
  org uuid := current_organization();
  many bigint; first_place bigint; last_place bigint; told bigint; wanted bigint; done bigint;
  goes_on boolean; new_places boolean; issues boolean; reserves boolean; forbidden boolean; right_steps boolean;
begin
  select count(*), min(seq), max(seq), bool_or(from_version = 1 or to_version = 1), bool_or(kind = 'issue'), bool_or(to_kind = 'reserved')
    into many, first_place, last_place, new_places, issues, reserves from added;
  if many = 0 then return null; end if;

  if new_places then
    insert into ledger_balance (organization_id, account_no, class_no, quantity, version, open, kind, serialised)
      select org, a.no, c.no, 0, 0, k.open, a.kind, c.serialised
        from (select from_no as no, class_no from added where from_version = 1 union select to_no, class_no from added where to_version = 1) s
        join ledger_account a on a.organization_id = org and a.no = s.no join library.ledger_account_kind k on k.kind = a.kind
        join ledger_class c on c.organization_id = org and c.no = s.class_no
      on conflict do nothing;
  end if;

  -- One statement for all the rest: to begin one costs as much as to post a transfer.
  with head as (
    update ledger_head set seq = last_place, last_id = (select transaction_id from added where seq = last_place)
     where organization_id = org and seq = first_place - 1 returning last_place - first_place + 1 = many as goes_on
  ), part as (
    select transaction_id, kind, count(*) as many, min(seq) as first_seq, max(seq) as last_seq, min(effective_on) as first_day,
           max(effective_on) as last_day, bool_or(from_kind = 'reserved') as from_reserved, bool_or(to_kind = 'reserved') as to_reserved
      from added group by transaction_id, kind
  ), told as (
    -- Each stands within a transaction that knows it, counts on its day, and is of its kind.
    select sum(p.many) as many
      from part p join ledger_transaction x on x.organization_id = org and x.id = p.transaction_id
       and p.first_seq >= x.first_seq and p.last_seq < x.first_seq + x.legs and p.first_day = x.effective_on and p.last_day = x.effective_on
     where case when x.reverses is null then x.kind = p.kind or (p.kind = 'release' and x.resolves is not null) else p.kind = 'reverse' end
       and (not p.from_reserved or x.resolves is not null)
       and (not p.to_reserved or x.kind = 'reserve')
  ), way as (
    -- There are few ways to move, and many transfers go each.
    select bool_or(k.final is distinct from false or (m.kind is null and a.kind <> 'reverse')) as forbidden
      from (select distinct kind, from_kind, from_open, to_kind from added) a
      left join library.ledger_account_kind k on k.kind = a.from_kind and k.open = a.from_open
      left join library.ledger_move m on m.kind = a.kind and m.from_kind = a.from_kind and m.to_kind = a.to_kind
  ), side as (
    select from_no as account_no, class_no, from_version as version, from_after + quantity as before, from_after as after, from_kind as kind, serialised from added
    union all select to_no, class_no, to_version, to_after - quantity, to_after, to_kind, serialised from added
  ), step as materialized (
    -- Of each balance, each step goes on from the one before; the last also tells where the first began.
    select account_no, class_no, version, after, kind, serialised, lead(version) over w is null as last,
           first_value(version - 1) over w as first_version, first_value(before) over w as first_before,
           coalesce(lag(version) over w = version - 1 and lag(after) over w = before
                    and lag(kind) over w = kind and lag(serialised) over w = serialised, true) as right_step
      from side window w as (partition by account_no, class_no order by version)
  ), kept as (
    -- All their accounts at once: one way down the index for many.
    update ledger_balance b set quantity = s.after, version = s.version
      from step s
     where b.organization_id = org and b.account_no = any (array(select account_no from step where last))
       and s.last and b.account_no = s.account_no and b.class_no = s.class_no
       and b.version = s.first_version and b.quantity = s.first_before and b.kind = s.kind and b.serialised = s.serialised
    returning 1
  )
  select (select h.goes_on from head h), (select t.many from told t), (select w.forbidden from way w), s.right_steps, s.wanted, (select count(*) from kept)
    into goes_on, told, forbidden, right_steps, wanted, done
    from (select bool_and(right_step) as right_steps, count(*) filter (where last) as wanted from step) s;
  if goes_on is distinct from true then
    raise exception 'the ledger has gone on' using errcode = 'serialization_failure', constraint = 'ledger_order';
  end if;
  if told is distinct from many or forbidden is not false
    or (reserves and exists (select from added t join ledger_account g on g.organization_id = org and g.no = t.to_no
                              where t.to_kind = 'reserved' and g.parent_no is distinct from t.from_no)) then
    raise exception 'this may not move from there to there' using errcode = 'restrict_violation', constraint = 'ledger_move';
  end if;
  if wanted <> done or right_steps is not true then
    raise exception 'a balance has gone on' using errcode = 'serialization_failure', constraint = 'ledger_balance';
  end if;

  -- Issues count against what was attested; the guard is the row's own check.
  if issues then
    with issued as (
      select x.attestation_id, t.class_no, sum(t.quantity) as quantity
        from added t join ledger_transaction x on x.organization_id = org and x.id = t.transaction_id
       where t.kind = 'issue' group by x.attestation_id, t.class_no
    ), kept as (
      update ledger_attestation a set issued = a.issued + i.quantity
        from issued i where a.organization_id = org and a.id = i.attestation_id and a.class_no = i.class_no returning 1
    )
    select (select count(*) from issued), (select count(*) from kept) into wanted, done;
    if wanted <> done then
      raise exception 'issued without an attestation of this class' using errcode = 'restrict_violation', constraint = 'ledger_attested';
    end if;
  end if;
  return null;
end $$;

-- A transaction and its transfers are added by one statement. ledger_apply has found each transfer within the places of its transaction; so when the places of
-- these transactions are as many as lie between their first and their last, and both of those are there, each has every transfer it tells of and no other.
create or replace function app.ledger_not_empty() returns trigger language plpgsql security definer
  set search_path = app, pg_catalog set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare
  org uuid := current_organization();
  first_place bigint; last_place bigint; many bigint;
begin
  select min(first_seq), max(first_seq + legs) - 1, sum(legs) into first_place, last_place, many from added;
  if many is null then return null; end if;
  if last_place - first_place + 1 <> many
    or not exists (select from ledger_transfer t join added x on x.id = t.transaction_id where t.organization_id = org and t.seq = first_place)
    or not exists (select from ledger_transfer t where t.organization_id = org and t.seq = last_place) then
    raise exception 'a transaction without its transfers' using errcode = 'restrict_violation', constraint = 'ledger_whole';
  end if;
  return null;
end $$;

-- At the end of the transaction: one that ends a reservation moves exactly what was reserved; one that reverses turns every leg round. As before (0021); what
-- belongs to a transaction is found by its places.
create or replace function app.ledger_whole() returns trigger language plpgsql security definer set search_path = app, pg_catalog as $$
declare
  earlier ledger_transaction; org uuid := new.organization_id; last_seq bigint := new.first_seq + new.legs - 1; earlier_last bigint;
begin
  if new.resolves is not null then
    select * into earlier from ledger_transaction where organization_id = org and id = new.resolves;
    earlier_last := earlier.first_seq + earlier.legs - 1;
    if earlier.kind is distinct from 'reserve' or new.kind not in (earlier.purpose, 'release', 'expire')
      or (new.kind = 'expire' and coalesce(earlier.expires_at > new.recorded_at, true))
      or (new.kind = earlier.purpose and earlier.expires_at <= new.recorded_at)
      or exists (
        (select to_no, class_no, sum(quantity) from ledger_transfer where organization_id = org and seq between earlier.first_seq and earlier_last group by 1, 2
         except select from_no, class_no, sum(quantity) from ledger_transfer
                 where organization_id = org and seq between new.first_seq and last_seq and from_kind = 'reserved' group by 1, 2)
        union all
        (select from_no, class_no, sum(quantity) from ledger_transfer
          where organization_id = org and seq between new.first_seq and last_seq and from_kind = 'reserved' group by 1, 2
         except select to_no, class_no, sum(quantity) from ledger_transfer where organization_id = org and seq between earlier.first_seq and earlier_last group by 1, 2))
    then
      raise exception 'a reservation is resolved once and whole' using errcode = 'restrict_violation', constraint = 'ledger_resolution';
    end if;
  end if;
  if new.reverses is not null then
    select * into earlier from ledger_transaction where organization_id = org and id = new.reverses;
    earlier_last := earlier.first_seq + earlier.legs - 1;
    if earlier.id is null or earlier.reverses is not null or earlier.kind in ('reserve', 'issue', 'carry_over') or new.kind <> 'reverse' or new.effective_on < earlier.effective_on
      or exists (
        (select from_no, to_no, class_no, quantity, count(*) from ledger_transfer where organization_id = org and seq between earlier.first_seq and earlier_last group by 1, 2, 3, 4
         except select to_no, from_no, class_no, quantity, count(*) from ledger_transfer where organization_id = org and seq between new.first_seq and last_seq group by 1, 2, 3, 4)
        union all
        (select to_no, from_no, class_no, quantity, count(*) from ledger_transfer where organization_id = org and seq between new.first_seq and last_seq group by 1, 2, 3, 4
         except select from_no, to_no, class_no, quantity, count(*) from ledger_transfer where organization_id = org and seq between earlier.first_seq and earlier_last group by 1, 2, 3, 4))
    then
      raise exception 'a reversal turns every leg of one transaction round' using errcode = 'restrict_violation', constraint = 'ledger_reversal';
    end if;
  end if;
  if new.kind = 'carry_over' and 0 <> (
    select sum(case when from_kind = 'issuance' then -quantity else quantity end) from ledger_transfer
     where organization_id = org and seq between new.first_seq and last_seq) then
    raise exception 'what is carried over comes back one for one' using errcode = 'restrict_violation', constraint = 'ledger_carry_over';
  end if;
  return null;
end $$;

-- One statement each, where two stood.
create or replace function journal.touch() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  -- A statement that changed no row owes no leaf.
  insert into journal.touched (xid) select pg_current_xact_id() where exists (select from changed_rows) on conflict do nothing;
  return null;
end $$;
create or replace function journal.require_leaf() returns trigger language plpgsql security definer set search_path = pg_catalog set enable_seqscan = off as $$
begin
  delete from journal.touched where xid = new.xid and exists (select from journal.leaf where xid = new.xid);
  if not found then
    raise exception 'a write without a journal entry' using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;

-- ── Many at once ─────────────────────────────────────────────────────────────────────────────────────────────────────────
-- What the writer tells of a group: an array of rows each, because to scan a function for each column costs more than to read the rows.
create type app.ledger_group_request as (operation text, key text, sha256 text, transaction_id uuid, refusal jsonb);
create type app.ledger_group_transaction as (kind text, first_seq bigint, legs int, asker int, more jsonb);
create type app.ledger_group_step as (of int, kind text, from_no int, to_no int, class_no int, quantity bigint, from_kind text, to_kind text,
  from_version bigint, from_after bigint, from_open boolean, to_version bigint, to_after bigint);
create type app.ledger_group_asker as (leaf_id uuid, id uuid, name text, role text, salt text, content_sha256 text);

-- A group of decided requests in one round trip, as the app's role and under row security: the answers to all, and for each that is applied its transaction and
-- transfers; for each asker one history row, which tells all of the asker's transactions in the group, and its leaf. The group comes after the transaction it was
-- decided after, or not at all (also when it holds nothing but refusals). A transaction's id and day stand at its number in `ids` and `days`, an asker's leaf and
-- content in texts of JSON joined by U+001F, which JSON escapes.
drop function app.ledger_write;
create function app.ledger_write(
  org uuid, written_at timestamptz, head bigint, head_id uuid, requests app.ledger_group_request[],
  ids uuid[], days date[], transactions app.ledger_group_transaction[], steps app.ledger_group_step[],
  askers app.ledger_group_asker[], leaves text, contents text
) returns void language plpgsql
  set search_path = app, pg_catalog set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare
  stood ledger_head; told text := set_config('app.organization', org::text, true);
begin
  select * into stood from ledger_head where organization_id = org for update;
  if stood.seq is distinct from head or stood.last_id is distinct from head_id then
    raise exception 'the ledger has gone on' using errcode = 'serialization_failure', constraint = 'ledger_order';
  end if;

  insert into ledger_request (organization_id, operation, key, request_sha256, state, transaction_id, answer)
    select org, r.operation, r.key, decode(r.sha256, 'hex'), case when r.transaction_id is null then 'refused' else 'applied' end, r.transaction_id, r.refusal
      from unnest(requests) r;
  if cardinality(ids) = 0 then return; end if;

  with told as (
    insert into ledger_transaction (organization_id, id, kind, effective_on, recorded_at, recorded_by, recorded_by_name, first_seq, legs, leaf_id,
        reason, document_no, reverses, resolves, purpose, expires_at, attestation_id, beneficiary, period, claim, approved_by, approved_by_name)
      select org, ids[x.n], x.kind, days[x.n], written_at, (askers[x.asker]).id, (askers[x.asker]).name, x.first_seq, x.legs, (askers[x.asker]).leaf_id,
             coalesce(x.more ->> 'reason', ''), coalesce(x.more ->> 'document_no', ''), (x.more ->> 'reverses')::uuid, (x.more ->> 'resolves')::uuid,
             x.more ->> 'purpose', (x.more ->> 'expires_at')::timestamptz, (x.more ->> 'attestation_id')::uuid, x.more ->> 'beneficiary',
             x.more ->> 'period', x.more ->> 'claim', (x.more ->> 'approved_by')::uuid, x.more ->> 'approved_by_name'
        from unnest(transactions) with ordinality as x (kind, first_seq, legs, asker, more, n)
  )
  insert into ledger_transfer (organization_id, seq, transaction_id, kind, from_no, to_no, class_no, quantity, effective_on,
      from_version, from_after, from_open, to_version, to_after, serialised, from_kind, to_kind)
    select org, head + s.n, ids[s.of], s.kind, s.from_no, s.to_no, s.class_no, s.quantity, days[s.of],
           s.from_version, s.from_after, s.from_open, s.to_version, s.to_after, false, s.from_kind, s.to_kind
      from unnest(steps) with ordinality as s (of, kind, from_no, to_no, class_no, quantity, from_kind, to_kind,
             from_version, from_after, from_open, to_version, to_after, n);

  with told as (
    select * from rows from (unnest(askers), unnest(string_to_array(leaves, E'\x1f')), unnest(string_to_array(contents, E'\x1f')))
        as a (leaf_id, id, name, role, salt, content_sha256, leaf, content)
  ), proved as (
    insert into journal.leaf (id, bytes, hash, recorded_at)
      select leaf_id, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8')), written_at from told
  )
  insert into history (organization_id, leaf_id, at, actor_id, actor_name, actor_role, kind, object_type, object_id, object_version,
      content, salt, content_sha256)
    select org, leaf_id, written_at, id, name, role, 'ledger.group', 'ledger_group', leaf_id, 1, content::jsonb, salt, content_sha256 from told;
end $$;
