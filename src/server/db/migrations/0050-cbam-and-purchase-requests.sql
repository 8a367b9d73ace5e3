-- Goods for the European Union (D.8): declarations of embedded emissions in drafts, each decided once by another person; what was approved is frozen with its hash.
-- Requests to buy (B.5, D.8): what another subsystem needs from the market, and the orders that serve it. Everything is added and nothing changed.

create table app.cbam_declaration (
  organization_id uuid not null,
  id uuid not null,
  -- Where the goods are made.
  entity_id uuid not null,
  year int not null check (year between 2010 and 2100),
  no int not null check (no > 0),
  number text not null,
  starts_on date not null,
  ends_on date not null,
  done_at timestamptz not null,
  done_by uuid not null,
  done_by_name text not null,
  primary key (organization_id, id),
  unique (organization_id, year, no),
  foreign key (organization_id, entity_id) references app.entity deferrable,
  check (ends_on >= starts_on)
);
call app.tenant_table('cbam_declaration', 'append');

create table app.cbam_draft (
  organization_id uuid not null,
  declaration_id uuid not null,
  version int not null check (version >= 1),
  -- What was entered, and what was taken from frozen sources with their hashes.
  content jsonb not null,
  content_sha256 text not null check (content_sha256 ~ '^[0-9a-f]{64}$'),
  done_at timestamptz not null,
  done_by uuid not null,
  done_by_name text not null,
  primary key (organization_id, declaration_id, version),
  foreign key (organization_id, declaration_id) references app.cbam_declaration deferrable
);
call app.tenant_table('cbam_draft', 'append');

create table app.cbam_decision (
  organization_id uuid not null,
  declaration_id uuid not null,
  version int not null,
  decision text not null check (decision in ('approved', 'rejected')),
  reason text not null default '',
  -- Everything the declaration says with its figures, as canonical JSON to the byte.
  snapshot text,
  snapshot_sha256 text check (snapshot_sha256 ~ '^[0-9a-f]{64}$'),
  done_at timestamptz not null,
  done_by uuid not null,
  done_by_name text not null,
  primary key (organization_id, declaration_id, version),
  foreign key (organization_id, declaration_id, version) references app.cbam_draft deferrable,
  check ((decision = 'approved') = (snapshot is not null) and (decision = 'approved') = (snapshot_sha256 is not null)),
  check (decision = 'approved' or reason <> '')
);
call app.tenant_table('cbam_decision', 'append');

create function app.cbam_four_eyes() returns trigger language plpgsql set search_path = app, pg_catalog as $$
begin
  if exists (select from cbam_draft d where d.organization_id = new.organization_id and d.declaration_id = new.declaration_id
               and d.version = new.version and d.done_by = new.done_by) then
    raise exception 'decided by who drafted it' using errcode = 'restrict_violation', constraint = 'neutrality_four_eyes';
  end if;
  return null;
end $$;
create trigger four_eyes after insert on app.cbam_decision for each row execute function app.cbam_four_eyes();

create table app.trading_request (
  organization_id uuid not null,
  id uuid not null,
  no int not null check (no > 0),
  -- Who is to hold the units.
  entity_id uuid not null,
  programme text not null check (programme <> ''),
  quantity bigint not null check (quantity > 0),
  needed_by date not null,
  reason text not null default '',
  -- What it is for, in the words and at the address of the subsystem that asks.
  object_type text not null check (object_type <> ''),
  object_id uuid not null,
  label_zh text not null,
  label_en text not null,
  path text not null,
  done_at timestamptz not null,
  done_by uuid not null,
  done_by_name text not null,
  primary key (organization_id, id),
  unique (organization_id, no),
  foreign key (organization_id, entity_id) references app.entity deferrable
);
call app.tenant_table('trading_request', 'append');

-- An order serves at most one request.
create table app.trading_request_order (
  organization_id uuid not null,
  order_id uuid not null,
  request_id uuid not null,
  primary key (organization_id, order_id),
  foreign key (organization_id, order_id) references app.trading_order deferrable,
  foreign key (organization_id, request_id) references app.trading_request deferrable
);
create index trading_request_order_of on app.trading_request_order (organization_id, request_id);
call app.tenant_table('trading_request_order', 'append');

create table app.trading_request_end (
  organization_id uuid not null,
  request_id uuid not null,
  reason text not null check (reason <> ''),
  done_at timestamptz not null,
  done_by uuid not null,
  done_by_name text not null,
  primary key (organization_id, request_id),
  foreign key (organization_id, request_id) references app.trading_request deferrable
);
call app.tenant_table('trading_request_end', 'append');

-- Claims asked before there were requests have none; `not valid`, since a migration sees no tenant's rows to check them.
alter table app.neutrality_procurement add column request_id uuid;
alter table app.neutrality_procurement add constraint procurement_request foreign key (organization_id, request_id) references app.trading_request deferrable not valid;

do $$
declare name text;
begin
  foreach name in array array['cbam_declaration', 'cbam_draft', 'cbam_decision', 'trading_request', 'trading_request_order', 'trading_request_end'] loop
    execute format('create trigger append_only before update or delete on app.%I for each row execute function app.ledger_refuse_change()', name);
    execute format('create trigger no_truncate before truncate on app.%I for each statement execute function app.ledger_refuse_change()', name);
  end loop;
end $$;
