-- Orders of the trading subsystem (clause B.5–B.9): ticket, checks, override, approval, fills, settlement. Everything is added and nothing changed; who may
-- do what after whom, how much may be filled and that a trade counts once stand here too, not only in the code.
create table app.trading_order (
  organization_id uuid not null,
  id uuid not null,
  no int not null check (no > 0),
  entity_id uuid not null,
  class_no int not null,
  side text not null check (side in ('buy', 'sell')),
  channel text not null check (channel in ('listed', 'block')),
  quantity bigint not null check (quantity > 0),
  price numeric not null check (price > 0),
  trading_day date not null,
  -- From this instant on nothing more is filled.
  expires_at timestamptz not null,
  purpose text not null check (purpose <> ''),
  compliance_year int,
  counterparty text not null default '',
  previous_close numeric not null check (previous_close > 0),
  close_source text not null,
  -- The price when the decision to trade was made.
  arrival_price numeric not null check (arrival_price > 0),
  band_low numeric,
  band_high numeric,
  -- Of a purchase: what the account holds by its evidence, and fees as a share of the amount.
  funds numeric,
  fee_share numeric not null default 0 check (fee_share between 0 and 1),
  evidence_id uuid,
  mandate_id uuid,
  verdict text not null check (verdict in ('accepted', 'needs_override', 'refused')),
  first_reason text,
  placed_at timestamptz not null,
  placed_by uuid not null,
  placed_by_name text not null,
  primary key (organization_id, id),
  unique (organization_id, no),
  foreign key (organization_id, entity_id) references app.entity deferrable,
  foreign key (organization_id, class_no) references app.ledger_class deferrable,
  check ((verdict = 'refused') = (first_reason is not null)),
  check (side = 'sell' or (funds is not null and evidence_id is not null))
);
call app.tenant_table('trading_order', 'append');
create index trading_order_day on app.trading_order (organization_id, entity_id, trading_day);

-- What each check said when the ticket was written and again when it was approved.
create table app.trading_order_check (
  organization_id uuid not null,
  order_id uuid not null,
  stage text not null check (stage in ('ticket', 'approval')),
  no int not null,
  code text not null,
  verdict text not null check (verdict in ('pass', 'fail', 'warn')),
  limit_id text,
  figures jsonb not null,
  text_zh text not null,
  text_en text not null,
  primary key (organization_id, order_id, stage, no),
  foreign key (organization_id, order_id) references app.trading_order deferrable
);
call app.tenant_table('trading_order_check', 'append');

-- A soft limit overridden by another person, with the reason; a hard one never.
create table app.trading_order_override (
  organization_id uuid not null,
  order_id uuid not null,
  reason text not null check (reason <> ''),
  done_at timestamptz not null,
  done_by uuid not null,
  done_by_name text not null,
  primary key (organization_id, order_id),
  foreign key (organization_id, order_id) references app.trading_order deferrable
);
call app.tenant_table('trading_order_override', 'append');

create table app.trading_order_decision (
  organization_id uuid not null,
  order_id uuid not null,
  decision text not null check (decision in ('approved', 'rejected')),
  reason text not null default '',
  -- Of a sale: what sets its units apart.
  reservation_id uuid,
  done_at timestamptz not null,
  done_by uuid not null,
  done_by_name text not null,
  primary key (organization_id, order_id),
  unique (organization_id, reservation_id),
  foreign key (organization_id, order_id) references app.trading_order deferrable,
  foreign key (organization_id, reservation_id) references app.ledger_transaction deferrable,
  check (decision = 'approved' or (reason <> '' and reservation_id is null))
);
call app.tenant_table('trading_order_decision', 'append');

-- The end of what is not filled.
create table app.trading_order_end (
  organization_id uuid not null,
  order_id uuid not null,
  ending text not null check (ending in ('cancelled', 'expired')),
  reason text not null default '',
  -- Gives the units of a sale back where nothing was filled; otherwise the settlement does.
  release_id uuid,
  done_at timestamptz not null,
  done_by uuid not null,
  done_by_name text not null,
  primary key (organization_id, order_id),
  foreign key (organization_id, order_id) references app.trading_order deferrable,
  foreign key (organization_id, release_id) references app.ledger_transaction deferrable
);
call app.tenant_table('trading_order_end', 'append');

create table app.trading_fill (
  organization_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  trade_no text not null check (trade_no <> ''),
  price numeric not null check (price > 0),
  quantity bigint not null check (quantity > 0),
  traded_at timestamptz not null,
  source text not null check (source in ('entered', 'imported')),
  -- Of a sale that had ended and given its units back before this trade was told: what sets its units apart again.
  reservation_id uuid,
  done_at timestamptz not null,
  done_by uuid not null,
  done_by_name text not null,
  primary key (organization_id, id),
  constraint trading_trade_once unique (organization_id, trade_no),
  unique (organization_id, reservation_id),
  foreign key (organization_id, order_id) references app.trading_order deferrable,
  foreign key (organization_id, reservation_id) references app.ledger_transaction deferrable
);
call app.tenant_table('trading_fill', 'append');
create index trading_fill_order on app.trading_fill (organization_id, order_id);

create table app.trading_settlement (
  organization_id uuid not null,
  order_id uuid not null,
  transaction_id uuid not null,
  -- The day money and units are due, by the trading calendar, and the day they came.
  due_on date not null,
  settled_on date not null,
  -- As the clearing statement says it; reconciled with the fills, not corrected to them.
  quantity bigint not null check (quantity > 0),
  amount numeric not null check (amount >= 0),
  fees numeric not null check (fees >= 0),
  document_no text not null check (document_no <> ''),
  -- Volume-weighted mean of the day's market, for the report.
  market_average numeric check (market_average > 0),
  done_at timestamptz not null,
  done_by uuid not null,
  done_by_name text not null,
  primary key (organization_id, order_id),
  unique (organization_id, transaction_id),
  foreign key (organization_id, order_id) references app.trading_order deferrable,
  foreign key (organization_id, transaction_id) references app.ledger_transaction deferrable
);
call app.tenant_table('trading_settlement', 'append');

-- The rules between the rows. What is decided about one order is decided in turn: each writer waits for the one before.
create function app.trading_rule() returns trigger language plpgsql set search_path = app, pg_catalog as $$
declare
  placed trading_order; decided trading_order_decision; filled bigint; org uuid := new.organization_id;
begin
  perform pg_advisory_xact_lock(hashtextextended(new.order_id::text, 26));
  select * into placed from trading_order where organization_id = org and id = new.order_id;
  select * into decided from trading_order_decision where organization_id = org and order_id = new.order_id;
  if tg_table_name in ('trading_order_override', 'trading_order_decision', 'trading_settlement') and new.done_by = placed.placed_by then
    raise exception 'the trader decides about an own order' using errcode = 'restrict_violation', constraint = 'trading_four_eyes';
  end if;
  if tg_table_name = 'trading_settlement' and new.done_by = decided.done_by then
    raise exception 'who approved does not settle' using errcode = 'restrict_violation', constraint = 'trading_third_person';
  end if;
  if placed.verdict = 'refused' then
    raise exception 'a refused order stays refused' using errcode = 'restrict_violation', constraint = 'trading_state';
  end if;
  if tg_table_name = 'trading_order_decision' then
    if exists (select from trading_order_end where organization_id = org and order_id = new.order_id)
      or new.decision = 'approved' and (
        (new.done_at >= placed.expires_at) or ((placed.side = 'sell') <> (new.reservation_id is not null))
        or (placed.verdict = 'needs_override'
            and not exists (select from trading_order_override where organization_id = org and order_id = new.order_id))) then
      raise exception 'not to be approved' using errcode = 'restrict_violation', constraint = 'trading_state';
    end if;
  elsif tg_table_name = 'trading_fill' then
    select coalesce(sum(quantity), 0) into filled from trading_fill where organization_id = org and order_id = new.order_id;
    if filled > placed.quantity then
      raise exception 'more is filled than ordered' using errcode = 'restrict_violation', constraint = 'trading_above_order';
    end if;
    -- A trade counts when it was made, not when it is told: the report may come after the day of the order, and after what was cancelled later.
    if coalesce(decided.decision, '') <> 'approved' or new.traded_at >= placed.expires_at
      or exists (select from trading_order_end e where e.organization_id = org and e.order_id = new.order_id
                   and e.ending = 'cancelled' and e.done_at <= new.traded_at)
      or exists (select from trading_settlement where organization_id = org and order_id = new.order_id) then
      raise exception 'not an order in the market' using errcode = 'restrict_violation', constraint = 'trading_state';
    end if;
    if new.price < placed.band_low or new.price > placed.band_high
      or (placed.side = 'buy' and new.price > placed.price) or (placed.side = 'sell' and new.price < placed.price) then
      raise exception 'the price is not possible for this order' using errcode = 'restrict_violation', constraint = 'trading_fill_price';
    end if;
  elsif tg_table_name = 'trading_settlement' then
    select coalesce(sum(quantity), 0) into filled from trading_fill where organization_id = org and order_id = new.order_id;
    if filled = 0 or (filled < placed.quantity
        and not exists (select from trading_order_end where organization_id = org and order_id = new.order_id)) then
      raise exception 'nothing to settle yet' using errcode = 'restrict_violation', constraint = 'trading_state';
    end if;
  elsif tg_table_name = 'trading_order_end' then
    if exists (select from trading_settlement where organization_id = org and order_id = new.order_id) or decided.decision = 'rejected' then
      raise exception 'ended already' using errcode = 'restrict_violation', constraint = 'trading_state';
    end if;
  end if;
  return null;
end $$;

do $$
declare name text;
begin
  foreach name in array array['trading_order_override', 'trading_order_decision', 'trading_order_end', 'trading_fill', 'trading_settlement'] loop
    execute format('create trigger trading_rule after insert on app.%I for each row execute function app.trading_rule()', name);
  end loop;
  foreach name in array array['trading_order', 'trading_order_check', 'trading_order_override', 'trading_order_decision', 'trading_order_end', 'trading_fill', 'trading_settlement'] loop
    execute format('create trigger append_only before update or delete on app.%I for each row execute function app.ledger_refuse_change()', name);
    execute format('create trigger no_truncate before truncate on app.%I for each statement execute function app.ledger_refuse_change()', name);
  end loop;
end $$;
