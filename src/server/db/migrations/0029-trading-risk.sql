-- Risks of trading (clause B.6, B.9, B.10): what risk figures start from, as versions; limits that were breached, when they were kept again, and who closed the
-- breach with what reason. Everything is added and nothing changed.
create table app.trading_risk_basis (
  organization_id uuid not null,
  version int not null check (version >= 1),
  confidence numeric not null check (confidence > 0.5 and confidence < 1),
  horizon_days int not null check (horizon_days between 1 and 260),
  -- So many latest prices of each series.
  window_prices int not null check (window_prices between 3 and 2000),
  lambda numeric not null check (lambda > 0 and lambda < 1),
  paths int not null check (paths between 1000 and 500000),
  seed bigint not null check (seed >= 0),
  scenarios jsonb not null,  -- [{name, moves: [{instrument, percent | price}]}]
  note text not null default '',
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  primary key (organization_id, version)
);
call app.tenant_table('trading_risk_basis', 'append');

-- A limit of a mandate that was found exceeded.
create table app.trading_breach (
  organization_id uuid not null,
  id uuid not null,
  number int not null check (number >= 1),
  mandate_id uuid not null,
  limit_id text not null check (limit_id <> ''),
  kind text not null,
  -- Of a position: whose.
  entity_id uuid,
  most numeric not null,
  used numeric not null,
  found_at timestamptz not null,
  found_by_name text not null,
  primary key (organization_id, id),
  unique (organization_id, number),
  foreign key (organization_id, mandate_id) references app.trading_mandate deferrable,
  foreign key (organization_id, entity_id) references app.entity deferrable
);
call app.tenant_table('trading_breach', 'append');

-- The limit is kept again.
create table app.trading_breach_end (
  organization_id uuid not null,
  breach_id uuid not null,
  used numeric not null,
  ended_at timestamptz not null,
  primary key (organization_id, breach_id),
  foreign key (organization_id, breach_id) references app.trading_breach deferrable
);
call app.tenant_table('trading_breach_end', 'append');

-- Somebody who does not trade has looked into it and says why it is closed.
create table app.trading_breach_closure (
  organization_id uuid not null,
  breach_id uuid not null,
  reason text not null check (reason <> ''),
  done_at timestamptz not null,
  done_by uuid not null,
  done_by_name text not null,
  primary key (organization_id, breach_id),
  foreign key (organization_id, breach_id) references app.trading_breach deferrable
);
call app.tenant_table('trading_breach_closure', 'append');

create function app.breach_closed_apart() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from app.trading_breach b join app.trading_mandate m on m.organization_id = b.organization_id and m.id = b.mandate_id
     where b.organization_id = new.organization_id and b.id = new.breach_id
       and (m.terms -> 'people' @> jsonb_build_array(jsonb_build_object('personId', new.done_by))
            or exists (select 1 from app.trading_order o where o.organization_id = b.organization_id and o.mandate_id = m.id and o.placed_by = new.done_by))
  ) then
    raise exception 'who trades does not close a breach' using errcode = '23514', constraint = 'trading_breach_closure_trader';
  end if;
  return new;
end $$;
create trigger breach_closed_apart before insert on app.trading_breach_closure
  for each row execute function app.breach_closed_apart();

do $$
declare name text;
begin
  foreach name in array array['trading_risk_basis', 'trading_breach', 'trading_breach_end', 'trading_breach_closure'] loop
    execute format('create trigger append_only before update or delete on app.%I for each row execute function app.ledger_refuse_change()', name);
    execute format('create trigger no_truncate before truncate on app.%I for each statement execute function app.ledger_refuse_change()', name);
  end loop;
end $$;
