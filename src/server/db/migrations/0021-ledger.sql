-- The carbon-asset ledger (clause C.5–C.9): double entry in whole units. What keeps it right stands here, not only in the code: the app's role can add
-- transfers and nothing else; balances, blocks and the order are kept by triggers of the owner. Promises L-01…L-16, R-01…R-10: docs/spec/ledger.md.

create extension if not exists btree_gist with schema app;

-- ── What there is to hold ────────────────────────────────────────────────────────────────────────────────────────────────
-- One class for each programme × vintage × project. Classes never net against each other (L-12): each balance and each transfer names one.
create table app.ledger_class (
  organization_id uuid not null,
  no int not null check (no > 0),
  id uuid not null,
  programme text not null check (programme <> ''),   -- CEA, CCER, VCS, GS, GEC …: data/markets/programmes.yaml
  vintage int not null check (vintage between 2000 and 2100),
  project text not null default '',
  unit text not null check (unit in ('t', 'MWh')),
  -- Units of it are known by serial numbers; their blocks are kept (R-01, R-02).
  serialised boolean not null,
  registered_on date,                                -- of the project: CCER counts only from a date on
  created_at timestamptz not null,
  primary key (organization_id, no),
  unique (organization_id, id),
  unique (organization_id, programme, vintage, project)
);
call app.tenant_table('ledger_class', 'append');

-- ── Where it is held ─────────────────────────────────────────────────────────────────────────────────────────────────────
create table library.ledger_account_kind (
  kind text primary key,
  -- May stand below zero: the world outside, from which units come and to which they go.
  open boolean not null,
  -- Nothing ever leaves it (L-13, R-03).
  final boolean not null,
  -- Units here are the organization's own.
  own boolean not null,
  check (not (open and final))
);
insert into library.ledger_account_kind (kind, open, final, own) values
  ('issuance', true, false, false), ('external', true, false, false),
  ('registry', false, false, true), ('trading', false, false, true),
  ('reserved', false, false, true), ('frozen', false, false, true), ('pledged', false, false, true), ('lent', false, false, true),
  ('surrendered', false, true, false), ('cancelled', false, true, false), ('retired', false, true, false),
  ('carried_over', false, true, false), ('written_off', false, true, false);

create table app.ledger_account (
  organization_id uuid not null,
  no int not null check (no > 0),
  id uuid not null,
  kind text not null references library.ledger_account_kind,
  entity_id uuid,                                    -- whose it is; null for the world outside
  -- What the units of a reserved account wait in: they go back there, or on to what they are reserved for.
  parent_no int,
  name text not null,
  name_en text not null,
  created_at timestamptz not null,
  primary key (organization_id, no),
  unique (organization_id, id),
  foreign key (organization_id, entity_id) references app.entity deferrable,
  foreign key (organization_id, parent_no) references app.ledger_account deferrable,
  check ((kind in ('reserved')) = (parent_no is not null)),
  check ((kind in ('issuance', 'external')) = (entity_id is null))
);
call app.tenant_table('ledger_account', 'append');
create unique index ledger_account_one_reserved on app.ledger_account (organization_id, parent_no) where parent_no is not null;
create unique index ledger_account_one_outside on app.ledger_account (organization_id, kind) where entity_id is null;

-- What may move from where to where.
create table library.ledger_move (
  kind text not null,
  from_kind text not null references library.ledger_account_kind,
  to_kind text not null references library.ledger_account_kind,
  primary key (kind, from_kind, to_kind)
);
insert into library.ledger_move (kind, from_kind, to_kind) values
  ('open', 'external', 'registry'), ('open', 'external', 'trading'), ('open', 'external', 'frozen'), ('open', 'external', 'pledged'),
  ('issue', 'issuance', 'registry'), ('return', 'registry', 'issuance'),
  ('buy', 'external', 'trading'), ('buy', 'external', 'registry'),
  ('sell', 'trading', 'external'), ('sell', 'reserved', 'external'), ('sell', 'registry', 'external'),
  ('transfer', 'registry', 'trading'), ('transfer', 'trading', 'registry'), ('transfer', 'registry', 'registry'), ('transfer', 'trading', 'trading'),
  ('reserve', 'registry', 'reserved'), ('reserve', 'trading', 'reserved'),
  ('release', 'reserved', 'registry'), ('release', 'reserved', 'trading'), ('expire', 'reserved', 'registry'), ('expire', 'reserved', 'trading'),
  ('freeze', 'registry', 'frozen'), ('freeze', 'trading', 'frozen'), ('unfreeze', 'frozen', 'registry'), ('unfreeze', 'frozen', 'trading'),
  ('pledge', 'registry', 'pledged'), ('pledge', 'trading', 'pledged'), ('unpledge', 'pledged', 'registry'), ('unpledge', 'pledged', 'trading'),
  ('lend', 'registry', 'lent'), ('lend', 'trading', 'lent'), ('take_back', 'lent', 'registry'), ('take_back', 'lent', 'trading'),
  ('borrow', 'external', 'trading'), ('borrow', 'external', 'registry'), ('give_back', 'trading', 'external'), ('give_back', 'registry', 'external'),
  ('surrender', 'registry', 'surrendered'), ('surrender', 'reserved', 'surrendered'),
  ('cancel', 'registry', 'cancelled'), ('cancel', 'reserved', 'cancelled'),
  ('retire', 'registry', 'retired'), ('retire', 'reserved', 'retired'),
  ('carry_over', 'registry', 'carried_over'), ('carry_over', 'reserved', 'carried_over'), ('carry_over', 'issuance', 'registry'),
  ('write_off', 'registry', 'written_off'), ('write_off', 'trading', 'written_off');

-- Below a final account's own kind there is no row that leads out: not here, and not by a later insert.
create function app.ledger_move_check() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if (select final from library.ledger_account_kind where kind = new.from_kind) then
    raise exception 'nothing leaves a final account' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger final_stays_final before insert or update on library.ledger_move for each row execute function app.ledger_move_check();
grant select on library.ledger_account_kind, library.ledger_move to tanheng_app;

-- ── Order, balances ──────────────────────────────────────────────────────────────────────────────────────────────────────
create table app.ledger_head (
  organization_id uuid primary key references app.organization deferrable,
  seq bigint not null default 0 check (seq >= 0),
  -- The numbers given so far.
  accounts int not null default 0,
  classes int not null default 0,
  series int not null default 0
);
call app.tenant_table('ledger_head', 'append', false);
revoke insert on app.ledger_head from tanheng_app;
grant insert (organization_id) on app.ledger_head to tanheng_app;
grant update (accounts, classes, series) on app.ledger_head to tanheng_app;

create table app.ledger_balance (
  organization_id uuid not null,
  account_no int not null,
  class_no int not null,
  quantity bigint not null,
  version bigint not null check (version >= 0),
  open boolean not null,
  primary key (organization_id, account_no, class_no),
  constraint no_overdraft check (open or quantity >= 0)                                        -- L-10
) with (fillfactor = 50);
call app.tenant_table('ledger_balance', 'append', false);
revoke insert on app.ledger_balance from tanheng_app;

-- ── What happened ────────────────────────────────────────────────────────────────────────────────────────────────────────
create table app.ledger_transaction (
  organization_id uuid not null,
  id uuid not null,
  kind text not null,
  -- The two axes of time (R-09): when it counts, and when it was told.
  effective_on date not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  reason text not null default '',
  document_no text not null default '',
  -- The earlier transaction whose legs this one turns round (L-13); each at most once.
  reverses uuid,
  -- The reservation that this one ends (L-16); each exactly once.
  resolves uuid,
  -- Of a reservation: what for, and until when by the server's clock.
  purpose text,
  expires_at timestamptz,
  -- Of an issue: the attested statement it rests on (R-06).
  attestation_id uuid,
  -- Of a surrender, cancellation or retirement (R-04): who is served, which year, and the one claim.
  beneficiary text,
  period text,
  claim text,
  -- Of what needs four eyes (R-08): who approved.
  approved_by uuid,
  approved_by_name text,
  details jsonb not null default '{}',
  primary key (organization_id, id),
  unique (organization_id, reverses),
  unique (organization_id, resolves),
  foreign key (organization_id, reverses) references app.ledger_transaction deferrable,
  foreign key (organization_id, resolves) references app.ledger_transaction deferrable,
  check ((kind = 'reserve') = (purpose is not null)),
  check (purpose in ('sell', 'surrender', 'cancel', 'retire', 'carry_over')),
  check (reverses is null or reason <> ''),
  check ((kind = 'issue') = (attestation_id is not null)),
  check (kind not in ('surrender', 'cancel', 'retire') or (beneficiary <> '' and period <> '' and claim <> '')),
  check (approved_by is null or approved_by <> recorded_by),
  check (kind not in ('surrender', 'cancel', 'retire', 'carry_over', 'write_off') or approved_by is not null)
);
call app.tenant_table('ledger_transaction', 'append');

-- One row carries both sides, so that no entry can stand alone: the sum over a transaction is zero for each class by its shape (L-01).
create table app.ledger_transfer (
  organization_id uuid not null,
  seq bigint not null,
  transaction_id uuid not null,
  kind text not null,
  from_no int not null,
  to_no int not null,
  class_no int not null,
  quantity bigint not null check (quantity > 0),
  effective_on date not null,
  -- Each side's version of its balance and what then stands there (L-09, L-15).
  from_version bigint not null,
  from_after bigint not null,
  from_open boolean not null,
  to_version bigint not null,
  to_after bigint not null,
  serialised boolean not null,
  primary key (organization_id, seq),
  unique (organization_id, from_no, class_no, from_version),
  unique (organization_id, to_no, class_no, to_version),
  check (from_no <> to_no),
  constraint no_overdraft check (from_open or from_after >= 0)
);
call app.tenant_table('ledger_transfer', 'append');
create index ledger_transfer_transaction on app.ledger_transfer (organization_id, transaction_id);
-- A statement goes by the days transfers count on: its pages are read in their order, its sums from the index alone.
create index ledger_transfer_from_day on app.ledger_transfer (organization_id, from_no, effective_on, seq) include (class_no, quantity);
create index ledger_transfer_to_day on app.ledger_transfer (organization_id, to_no, effective_on, seq) include (class_no, quantity);

create view app.ledger_entry with (security_invoker = true) as
  select organization_id, seq, transaction_id, kind, effective_on, from_no as account_no, to_no as other_no, class_no, -quantity as quantity,
         from_version as version, from_after as after from app.ledger_transfer
  union all
  select organization_id, seq, transaction_id, kind, effective_on, to_no, from_no, class_no, quantity, to_version, to_after from app.ledger_transfer;
grant select on app.ledger_entry to tanheng_app;

-- ── Attested issues (R-06) ───────────────────────────────────────────────────────────────────────────────────────────────
create table app.ledger_attestation (
  organization_id uuid not null,
  id uuid not null,
  class_no int not null,
  entity_id uuid not null,
  quantity bigint not null check (quantity > 0),
  issued bigint not null default 0,
  document_no text not null check (document_no <> ''),
  attested_on date not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  primary key (organization_id, id),
  foreign key (organization_id, class_no) references app.ledger_class deferrable,
  foreign key (organization_id, entity_id) references app.entity deferrable,
  constraint not_above_attested check (issued between 0 and quantity)
);
call app.tenant_table('ledger_attestation', 'append');
revoke insert on app.ledger_attestation from tanheng_app;
grant insert (organization_id, id, class_no, entity_id, quantity, document_no, attested_on, recorded_at, recorded_by, recorded_by_name)
  on app.ledger_attestation to tanheng_app;

-- ── Serial blocks (R-01, R-02, R-05) ─────────────────────────────────────────────────────────────────────────────────────
create table app.ledger_series (
  organization_id uuid not null,
  no int not null check (no > 0),
  registry text not null check (registry <> ''),
  series text not null check (series <> ''),
  class_no int not null,
  primary key (organization_id, no),
  unique (organization_id, registry, series),
  foreign key (organization_id, class_no) references app.ledger_class deferrable
);
call app.tenant_table('ledger_series', 'append');

-- Each serial number has exactly one holder.
create table app.ledger_block (
  organization_id uuid not null,
  series_no int not null,
  serials int8range not null check (not isempty(serials) and not lower_inf(serials) and not upper_inf(serials)),
  account_no int not null,
  class_no int not null,
  since_seq bigint not null,
  constraint one_holder exclude using gist (organization_id with =, series_no with =, serials with &&)
);
call app.tenant_table('ledger_block', 'append', false);
revoke insert on app.ledger_block from tanheng_app;
create index ledger_block_account on app.ledger_block (organization_id, account_no, class_no);

create table app.ledger_block_move (
  organization_id uuid not null,
  seq bigint not null,
  series_no int not null,
  serials int8range not null check (not isempty(serials) and not lower_inf(serials) and not upper_inf(serials)),
  constraint once_in_a_transfer exclude using gist (organization_id with =, seq with =, series_no with =, serials with &&)
);
call app.tenant_table('ledger_block_move', 'append');

-- The same units of a registry outside cannot stand in two organizations' books. Row security hides the other's row, the constraint sees it; the answer
-- says only that the range is known already.
create table app.ledger_outside_units (
  organization_id uuid not null,
  registry text not null,
  series text not null,
  serials int8range not null,
  constraint one_organization exclude using gist (registry with =, series with =, serials with &&)
);
call app.tenant_table('ledger_outside_units', 'replace');

-- One megawatt-hour, one claim: certificate, credit or contract (C38).
create table app.energy_claim (
  organization_id uuid not null,
  id uuid not null,
  station text not null check (station <> ''),
  month text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  -- Which of the month's megawatt-hours, counted from the first.
  mwh int8range not null check (not isempty(mwh) and lower(mwh) >= 1 and not upper_inf(mwh)),
  use text not null check (use in ('gec', 'ccer', 'green_contract', 'own_claim')),
  reference text not null check (reference <> ''),
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  primary key (organization_id, id),
  constraint one_claim exclude using gist (organization_id with =, station with =, month with =, mwh with &&)
);
call app.tenant_table('energy_claim', 'append');

-- ── Requests: a key, one effect, one answer (L-04…L-06) ──────────────────────────────────────────────────────────────────
create table app.ledger_request (
  organization_id uuid not null,
  operation text not null,
  key text not null check (length(key) between 8 and 200),
  request_sha256 bytea not null check (length(request_sha256) = 32),
  state text not null check (state in ('applied', 'refused')),
  answer jsonb not null,
  primary key (organization_id, operation, key)
);
call app.tenant_table('ledger_request', 'append', false);

-- ── What keeps it right ──────────────────────────────────────────────────────────────────────────────────────────────────
create function app.ledger_refuse_change() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  -- A demonstration is removed whole; nobody's role but the owner's may delete at all.
  if tg_op = 'DELETE' then
    if exists (select from app.organization where organization_id = old.organization_id and is_demo) then return old; end if;
  end if;
  raise exception 'the ledger is append-only' using errcode = 'restrict_violation';
end $$;

-- Every transfer that is added, as a set: its place in the order, what may move where, and both balances, each step of each version.
-- Nothing here may look through a whole table: how much stands in them is not known when the plan is made.
create function app.ledger_apply() returns trigger language plpgsql security definer
  set search_path = app, pg_catalog set enable_seqscan = off set enable_mergejoin = off as $$
declare
  org uuid := current_organization();
  many bigint; first_seq bigint; last_seq bigint; wanted bigint; done bigint; new_places boolean; issues boolean;
begin
  select count(*), min(seq), max(seq), bool_or(from_version = 1 or to_version = 1), bool_or(kind = 'issue')
    into many, first_seq, last_seq, new_places, issues from added;
  if many = 0 then return null; end if;

  update ledger_head set seq = last_seq where organization_id = org and seq = first_seq - 1;
  if not found or last_seq - first_seq + 1 <> many then
    raise exception 'the ledger has gone on' using errcode = 'serialization_failure', constraint = 'ledger_order';
  end if;

  select count(*) into done
    from added t
    join ledger_transaction x on x.organization_id = org and x.id = t.transaction_id and x.effective_on = t.effective_on
    join ledger_account f on f.organization_id = org and f.no = t.from_no
    join ledger_account g on g.organization_id = org and g.no = t.to_no
    join ledger_class c on c.organization_id = org and c.no = t.class_no and c.serialised = t.serialised
    join library.ledger_account_kind k on k.kind = f.kind and not k.final and k.open = t.from_open
   where case when x.reverses is null
           then (x.kind = t.kind or (t.kind = 'release' and x.resolves is not null))
             and exists (select from library.ledger_move m where m.kind = t.kind and m.from_kind = f.kind and m.to_kind = g.kind)
           else t.kind = 'reverse' end
     and (f.kind <> 'reserved' or x.resolves is not null)
     and (g.kind <> 'reserved' or (g.parent_no = t.from_no and x.kind = 'reserve'));
  if done <> many then
    raise exception 'this may not move from there to there' using errcode = 'restrict_violation', constraint = 'ledger_move';
  end if;

  if new_places then
    insert into ledger_balance (organization_id, account_no, class_no, quantity, version, open)
      select org, a.no, s.class_no, 0, 0, k.open
        from (select from_no as no, class_no from added where from_version = 1 union select to_no, class_no from added where to_version = 1) s
        join ledger_account a on a.organization_id = org and a.no = s.no join library.ledger_account_kind k on k.kind = a.kind
      on conflict do nothing;
  end if;

  with side as (
    select from_no as account_no, class_no, -quantity as delta, from_version as version, from_after as after from added
    union all select to_no, class_no, quantity, to_version, to_after from added
  ), step as (
    select account_no, class_no, delta, version, after, lag(version) over w as last_version, lag(after) over w as last_after
      from side window w as (partition by account_no, class_no order by version)
  ), whole as (
    select account_no, class_no, count(*) as steps, sum(delta)::bigint as delta, min(version) - 1 as version,
           min(after - delta) filter (where last_version is null) as before,
           bool_and(last_version is null or (last_version = version - 1 and last_after = after - delta)) as right_steps
      from step group by account_no, class_no
  ), kept as (
    update ledger_balance b set quantity = w.before + w.delta, version = w.version + w.steps
      from whole w
     where b.organization_id = org and b.account_no = w.account_no and b.class_no = w.class_no
       and b.version = w.version and b.quantity = w.before and w.right_steps
    returning 1
  )
  select (select count(*) from whole), (select count(*) from kept) into wanted, done;
  if wanted <> done then
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
create trigger apply after insert on app.ledger_transfer referencing new table as added for each statement execute function app.ledger_apply();

-- The blocks of a serialised transfer follow it: a block is split where only a part of it goes.
create function app.ledger_move_block() returns trigger language plpgsql security definer set search_path = app, pg_catalog as $$
declare
  t ledger_transfer; held ledger_block; from_open boolean; same_series boolean;
begin
  select * into t from ledger_transfer where organization_id = new.organization_id and seq = new.seq;
  select s.class_no = t.class_no into same_series from ledger_series s where s.organization_id = new.organization_id and s.no = new.series_no;
  if t.seq is null or not t.serialised or same_series is distinct from true then
    raise exception 'these serial numbers do not belong to this transfer' using errcode = 'restrict_violation', constraint = 'ledger_block';
  end if;
  delete from ledger_block b
   where b.organization_id = new.organization_id and b.series_no = new.series_no and b.serials @> new.serials and b.account_no = t.from_no
  returning * into held;
  if held.series_no is null then
    if not t.from_open then
      raise exception 'these units are not there' using errcode = 'restrict_violation', constraint = 'ledger_block';
    end if;
  else
    insert into ledger_block (organization_id, series_no, serials, account_no, class_no, since_seq)
    select held.organization_id, held.series_no, rest, held.account_no, held.class_no, held.since_seq
      from unnest(array[int8range(lower(held.serials), lower(new.serials)), int8range(upper(new.serials), upper(held.serials))]) as rest
     where not isempty(rest);
  end if;
  insert into ledger_block (organization_id, series_no, serials, account_no, class_no, since_seq)
  values (new.organization_id, new.series_no, new.serials, t.to_no, t.class_no, t.seq);
  return null;
end $$;
create trigger move_block after insert on app.ledger_block_move for each row execute function app.ledger_move_block();

-- At the end of the transaction: a serialised transfer has moved as many serial numbers as it says.
create function app.ledger_blocks_whole() returns trigger language plpgsql security definer set search_path = app, pg_catalog as $$
begin
  if new.quantity is distinct from (select sum(upper(serials) - lower(serials)) from ledger_block_move
                                     where organization_id = new.organization_id and seq = new.seq) then
    raise exception 'a transfer of % units has not moved as many serial numbers', new.quantity
      using errcode = 'restrict_violation', constraint = 'ledger_block';
  end if;
  return null;
end $$;
create constraint trigger blocks_whole after insert on app.ledger_transfer deferrable initially deferred
  for each row when (new.serialised) execute function app.ledger_blocks_whole();

-- A transaction and its transfers are added by one statement: none is empty, not even until the next one.
create function app.ledger_not_empty() returns trigger language plpgsql security definer
  set search_path = app, pg_catalog set enable_seqscan = off as $$
declare
  org uuid := current_organization();
begin
  if exists (select from added x where not exists (select from ledger_transfer t where t.organization_id = org and t.transaction_id = x.id)) then
    raise exception 'a transaction without a transfer' using errcode = 'restrict_violation', constraint = 'ledger_whole';
  end if;
  return null;
end $$;
create trigger not_empty after insert on app.ledger_transaction referencing new table as added for each statement execute function app.ledger_not_empty();

-- At the end of the transaction: one that ends a reservation moves exactly what was reserved; one that reverses turns every leg round.
create function app.ledger_whole() returns trigger language plpgsql security definer set search_path = app, pg_catalog as $$
declare
  earlier ledger_transaction; org uuid := new.organization_id;
begin
  if new.resolves is not null then
    select * into earlier from ledger_transaction where organization_id = org and id = new.resolves;
    if earlier.kind is distinct from 'reserve' or new.kind not in (earlier.purpose, 'release', 'expire')
      or (new.kind = 'expire' and coalesce(earlier.expires_at > new.recorded_at, true))
      or (new.kind = earlier.purpose and earlier.expires_at <= new.recorded_at)
      or exists (
        (select to_no, class_no, sum(quantity) from ledger_transfer where organization_id = org and transaction_id = earlier.id group by 1, 2
         except select from_no, class_no, sum(quantity) from ledger_transfer t join ledger_account a using (organization_id)
                 where organization_id = org and transaction_id = new.id and a.no = t.from_no and a.kind = 'reserved' group by 1, 2)
        union all
        (select from_no, class_no, sum(quantity) from ledger_transfer t join ledger_account a using (organization_id)
          where organization_id = org and transaction_id = new.id and a.no = t.from_no and a.kind = 'reserved' group by 1, 2
         except select to_no, class_no, sum(quantity) from ledger_transfer where organization_id = org and transaction_id = earlier.id group by 1, 2))
    then
      raise exception 'a reservation is resolved once and whole' using errcode = 'restrict_violation', constraint = 'ledger_resolution';
    end if;
  end if;
  if new.reverses is not null then
    select * into earlier from ledger_transaction where organization_id = org and id = new.reverses;
    if earlier.reverses is not null or earlier.kind in ('reserve', 'issue', 'carry_over') or new.kind <> 'reverse' or new.effective_on < earlier.effective_on
      or exists (
        (select from_no, to_no, class_no, quantity, count(*) from ledger_transfer where organization_id = org and transaction_id = earlier.id group by 1, 2, 3, 4
         except select to_no, from_no, class_no, quantity, count(*) from ledger_transfer where organization_id = org and transaction_id = new.id group by 1, 2, 3, 4)
        union all
        (select to_no, from_no, class_no, quantity, count(*) from ledger_transfer where organization_id = org and transaction_id = new.id group by 1, 2, 3, 4
         except select from_no, to_no, class_no, quantity, count(*) from ledger_transfer where organization_id = org and transaction_id = earlier.id group by 1, 2, 3, 4))
    then
      raise exception 'a reversal turns every leg of one transaction round' using errcode = 'restrict_violation', constraint = 'ledger_reversal';
    end if;
  end if;
  if new.kind = 'carry_over' and 0 <> (
    select sum(case when a.kind = 'issuance' then -t.quantity else t.quantity end) from ledger_transfer t
      join ledger_account a on a.organization_id = org and a.no = t.from_no
     where t.organization_id = org and t.transaction_id = new.id) then
    raise exception 'what is carried over comes back one for one' using errcode = 'restrict_violation', constraint = 'ledger_carry_over';
  end if;
  return null;
end $$;
create constraint trigger whole after insert on app.ledger_transaction deferrable initially deferred
  for each row when (new.resolves is not null or new.reverses is not null or new.kind = 'carry_over') execute function app.ledger_whole();

do $$
declare name text;
begin
  foreach name in array array['ledger_class', 'ledger_account', 'ledger_transaction', 'ledger_transfer', 'ledger_series', 'ledger_block_move', 'ledger_request', 'energy_claim'] loop
    execute format('create trigger append_only before update or delete on app.%I for each row execute function app.ledger_refuse_change()', name);
    execute format('create trigger no_truncate before truncate on app.%I for each statement execute function app.ledger_refuse_change()', name);
  end loop;
end $$;

-- Who may not write may not call what writes either.
revoke execute on function app.ledger_apply(), app.ledger_not_empty(), app.ledger_move_block(), app.ledger_blocks_whole(), app.ledger_whole() from public;

-- ── Many at once ─────────────────────────────────────────────────────────────────────────────────────────────────────────
-- A group of transfers brings a leaf each: they wait for their index as a set, not one by one.
create or replace function journal.enqueue() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into journal.queue (leaf_id, recorded_order) select id, recorded_order from added;
  return null;
end $$;
drop trigger enqueue on journal.leaf;
create trigger enqueue after insert on journal.leaf referencing new table as added for each statement execute function journal.enqueue();
-- Only this trigger adds to the queue, and no leaf is ever removed: the reference kept nothing, at a look-up for every leaf.
alter table journal.queue drop constraint queue_leaf_id_fkey;
-- A connection keeps the plan it made when the journal was small; it must not read the whole journal at each commit ever after.
alter function journal.require_leaf() set enable_seqscan = off;

-- A group of decided requests in one round trip, as the app's role and under row security: the answers to all, and for each that is applied its transaction,
-- transfers, history and leaf. It comes after the place it was decided at, or not at all (also when it holds nothing but refusals).
-- Lists run in parallel; texts of JSON are joined by U+001F, which JSON escapes.
create function app.ledger_write(
  org uuid, written_at timestamptz, head bigint,
  ids uuid[], kinds text[], days date[], actors uuid[], actor_names text[], roles text[], more jsonb[],
  step_of int[], step_kinds text[], from_nos int[], to_nos int[], class_nos int[], quantities bigint[],
  from_versions bigint[], from_afters bigint[], from_opens boolean[], to_versions bigint[], to_afters bigint[],
  operations text[], keys text[], request_hashes text[], states text[], answers text,
  leaf_ids uuid[], leaves text, contents text, salts text[], content_hashes text[]
) returns void language plpgsql set search_path = app, pg_catalog set enable_seqscan = off as $$
declare
  stood bigint;
begin
  perform set_config('app.organization', org::text, true);
  select seq into stood from ledger_head where organization_id = org for update;
  if stood is distinct from head then
    raise exception 'the ledger has gone on' using errcode = 'serialization_failure', constraint = 'ledger_order';
  end if;

  insert into ledger_request (organization_id, operation, key, request_sha256, state, answer)
    select org, r.operation, r.key, decode(r.hash, 'hex'), r.state, r.answer::jsonb
      from unnest(operations, keys, request_hashes, states, string_to_array(answers, E'\x1f')) as r (operation, key, hash, state, answer);
  if cardinality(ids) = 0 then return; end if;

  with told as (
    insert into ledger_transaction (organization_id, id, kind, effective_on, recorded_at, recorded_by, recorded_by_name, reason, document_no,
        reverses, resolves, purpose, expires_at, attestation_id, beneficiary, period, claim, approved_by, approved_by_name)
      select org, x.id, x.kind, x.day, written_at, x.actor, x.actor_name, coalesce(x.more ->> 'reason', ''), coalesce(x.more ->> 'document_no', ''),
             (x.more ->> 'reverses')::uuid, (x.more ->> 'resolves')::uuid, x.more ->> 'purpose', (x.more ->> 'expires_at')::timestamptz,
             (x.more ->> 'attestation_id')::uuid, x.more ->> 'beneficiary', x.more ->> 'period', x.more ->> 'claim', (x.more ->> 'approved_by')::uuid, x.more ->> 'approved_by_name'
        from unnest(ids, kinds, days, actors, actor_names, more) as x (id, kind, day, actor, actor_name, more)
  )
  insert into ledger_transfer (organization_id, seq, transaction_id, kind, from_no, to_no, class_no, quantity, effective_on,
      from_version, from_after, from_open, to_version, to_after, serialised)
    select org, head + s.n, ids[s.of], s.kind, s.from_no, s.to_no, s.class_no, s.quantity, days[s.of],
           s.from_version, s.from_after, s.from_open, s.to_version, s.to_after, false
      from unnest(step_of, step_kinds, from_nos, to_nos, class_nos, quantities, from_versions, from_afters, from_opens, to_versions, to_afters)
        with ordinality as s (of, kind, from_no, to_no, class_no, quantity, from_version, from_after, from_open, to_version, to_after, n);

  insert into journal.leaf (id, bytes, hash, recorded_at)
    select l.id, l.bytes, sha256('\x00'::bytea || convert_to(l.bytes, 'UTF8')), written_at
      from unnest(leaf_ids, string_to_array(leaves, E'\x1f')) as l (id, bytes);
  insert into history (organization_id, leaf_id, at, actor_id, actor_name, actor_role, kind, object_type, object_id, object_version,
      content, reason, salt, content_sha256)
    select org, h.leaf_id, written_at, h.actor, h.actor_name, h.role, 'ledger.' || h.kind, 'ledger_transaction', h.id, 1,
           h.content::jsonb, nullif(h.more ->> 'reason', ''), h.salt, h.hash
      from unnest(leaf_ids, actors, actor_names, roles, kinds, ids, more, string_to_array(contents, E'\x1f'), salts, content_hashes)
        as h (leaf_id, actor, actor_name, role, kind, id, more, content, salt, hash);
end $$;
