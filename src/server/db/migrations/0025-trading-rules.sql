-- The rules of trading (clauses B.4–B.6): the mandate in versions, who approved it, the emergency stop, and prices of markets. Everything is appended.

-- Annual plan, delegation and limits as one document. What it says stands in `terms` (contract/trading.ts, mandateTerms).
create table app.trading_mandate (
  organization_id uuid not null,
  id uuid not null,
  version int not null check (version >= 1),
  valid_from text not null,
  valid_to text not null,
  budget numeric not null check (budget >= 0),       -- yuan
  terms jsonb not null check (jsonb_typeof(terms -> 'people') = 'array'),
  note text not null default '',
  drafted_at timestamptz not null,
  drafted_by uuid not null,
  drafted_by_name text not null,
  supersedes uuid,
  primary key (organization_id, id),
  unique (organization_id, version),
  unique (organization_id, supersedes),
  -- Makes the drafter true in the decision below.
  unique (organization_id, id, drafted_by),
  foreign key (organization_id, supersedes) references app.trading_mandate deferrable,
  check (valid_from <= valid_to)
);
call app.tenant_table('trading_mandate', 'append');

-- Decided once, by somebody who neither drafted it nor trades by it.
create table app.trading_mandate_decision (
  organization_id uuid not null,
  mandate_id uuid not null,
  drafted_by uuid not null,
  decision text not null check (decision in ('approved', 'rejected')),
  reason text not null default '',
  decided_at timestamptz not null,
  decided_by uuid not null,
  decided_by_name text not null,
  primary key (organization_id, mandate_id),
  foreign key (organization_id, mandate_id, drafted_by) references app.trading_mandate (organization_id, id, drafted_by) deferrable,
  check (decided_by <> drafted_by),
  check (decision = 'approved' or reason <> '')
);
call app.tenant_table('trading_mandate_decision', 'append');

create function app.mandate_decided_apart() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from app.trading_mandate m
     where m.organization_id = new.organization_id and m.id = new.mandate_id
       and m.terms -> 'people' @> jsonb_build_array(jsonb_build_object('personId', new.decided_by))
  ) then
    raise exception 'who trades by a mandate does not decide it' using errcode = '23514', constraint = 'trading_mandate_decision_trader';
  end if;
  return new;
end $$;
create trigger mandate_decided_apart before insert on app.trading_mandate_decision
  for each row execute function app.mandate_decided_apart();

-- The emergency stop: at once, by one person, with a reason; lifted by another.
create table app.trading_stop (
  organization_id uuid not null,
  id uuid not null,
  number int not null check (number >= 1),
  reason text not null check (reason <> ''),
  stopped_at timestamptz not null,
  stopped_by uuid not null,
  stopped_by_name text not null,
  primary key (organization_id, id),
  unique (organization_id, number),
  unique (organization_id, id, stopped_by)
);
call app.tenant_table('trading_stop', 'append');

create table app.trading_stop_lift (
  organization_id uuid not null,
  stop_id uuid not null,
  stopped_by uuid not null,
  reason text not null check (reason <> ''),
  lifted_at timestamptz not null,
  lifted_by uuid not null,
  lifted_by_name text not null,
  primary key (organization_id, stop_id),
  foreign key (organization_id, stop_id, stopped_by) references app.trading_stop (organization_id, id, stopped_by) deferrable,
  check (lifted_by <> stopped_by)
);
call app.tenant_table('trading_stop_lift', 'append');

-- A file of prices that was read: what it was, which column was what.
create table app.trading_price_import (
  organization_id uuid not null,
  id uuid not null,
  instrument text not null check (instrument <> ''),  -- CEA, CCER, NZU …
  unit text not null check (unit <> ''),              -- CNY/tCO2 …
  source text not null check (source <> ''),
  columns jsonb not null,                             -- {day, price, volume, dayForm}
  content_sha256 text not null,                       -- of the text as given
  rows_added int not null check (rows_added >= 0),
  rows_known int not null check (rows_known >= 0),
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  primary key (organization_id, id)
);
call app.tenant_table('trading_price_import', 'append');

-- A close of a day; another price of the same day is a further version, the latest counts.
create table app.trading_price (
  organization_id uuid not null,
  instrument text not null,
  day text not null,
  version int not null check (version >= 1),
  price numeric not null check (price > 0),
  volume numeric check (volume >= 0),
  import_id uuid not null,
  primary key (organization_id, instrument, day, version),
  foreign key (organization_id, import_id) references app.trading_price_import deferrable
);
call app.tenant_table('trading_price', 'append');
