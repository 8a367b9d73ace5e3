-- Internal transfers between entities of the organization at a set price (clause B.8, C.8): the price rule in approved versions, the transfer proposed for the entity
-- that gives and accepted for the one that takes by another person. Everything is added and nothing changed.
create table app.transfer_price_rule (
  organization_id uuid not null,
  id uuid not null,
  version int not null check (version >= 1),
  -- `fixed`: yuan a tonne; `market`: the latest close of allowances less this share.
  method text not null check (method in ('fixed', 'market')),
  value numeric not null check (value >= 0),
  valid_from date not null,
  note text not null default '',
  done_at timestamptz not null,
  done_by uuid not null,
  done_by_name text not null,
  primary key (organization_id, id),
  unique (organization_id, version),
  check (method = 'fixed' or value <= 1)
);
call app.tenant_table('transfer_price_rule', 'append');

create table app.transfer_price_decision (
  organization_id uuid not null,
  rule_id uuid not null,
  decision text not null check (decision in ('approved', 'rejected')),
  reason text not null default '',
  done_at timestamptz not null,
  done_by uuid not null,
  done_by_name text not null,
  primary key (organization_id, rule_id),
  foreign key (organization_id, rule_id) references app.transfer_price_rule deferrable,
  check (decision = 'approved' or reason <> '')
);
call app.tenant_table('transfer_price_decision', 'append');

create table app.internal_transfer (
  organization_id uuid not null,
  id uuid not null,
  no int not null check (no > 0),
  from_entity_id uuid not null,
  to_entity_id uuid not null,
  class_no int not null,
  quantity bigint not null check (quantity > 0),
  effective_on date not null,
  -- Yuan a tonne. By the rule named, with how it came about; or entered, with the reason.
  price numeric not null check (price >= 0),
  price_formula text not null,
  rule_id uuid,
  reason text not null default '',
  document_no text not null default '',
  done_at timestamptz not null,
  done_by uuid not null,
  done_by_name text not null,
  primary key (organization_id, id),
  unique (organization_id, no),
  foreign key (organization_id, from_entity_id) references app.entity deferrable,
  foreign key (organization_id, to_entity_id) references app.entity deferrable,
  foreign key (organization_id, class_no) references app.ledger_class deferrable,
  foreign key (organization_id, rule_id) references app.transfer_price_rule deferrable,
  check (from_entity_id <> to_entity_id),
  check (rule_id is not null or reason <> '')
);
call app.tenant_table('internal_transfer', 'append');

create table app.internal_transfer_decision (
  organization_id uuid not null,
  transfer_id uuid not null,
  decision text not null check (decision in ('accepted', 'rejected')),
  reason text not null default '',
  transaction_id uuid,
  done_at timestamptz not null,
  done_by uuid not null,
  done_by_name text not null,
  primary key (organization_id, transfer_id),
  unique (organization_id, transaction_id),
  foreign key (organization_id, transfer_id) references app.internal_transfer deferrable,
  foreign key (organization_id, transaction_id) references app.ledger_transaction deferrable,
  check ((decision = 'accepted') = (transaction_id is not null)),
  check (decision = 'accepted' or reason <> '')
);
call app.tenant_table('internal_transfer_decision', 'append');

create function app.transfer_four_eyes() returns trigger language plpgsql set search_path = app, pg_catalog as $$
declare proposer uuid;
begin
  if tg_table_name = 'transfer_price_decision' then
    select done_by into proposer from transfer_price_rule where organization_id = new.organization_id and id = new.rule_id;
  else
    select done_by into proposer from internal_transfer where organization_id = new.organization_id and id = new.transfer_id;
  end if;
  if proposer is not distinct from new.done_by then
    raise exception 'decided by who proposed it' using errcode = 'restrict_violation', constraint = 'transfer_four_eyes';
  end if;
  return null;
end $$;
create trigger four_eyes after insert on app.transfer_price_decision for each row execute function app.transfer_four_eyes();
create trigger four_eyes after insert on app.internal_transfer_decision for each row execute function app.transfer_four_eyes();

do $$
declare name text;
begin
  foreach name in array array['transfer_price_rule', 'transfer_price_decision', 'internal_transfer', 'internal_transfer_decision'] loop
    execute format('create trigger append_only before update or delete on app.%I for each row execute function app.ledger_refuse_change()', name);
    execute format('create trigger no_truncate before truncate on app.%I for each statement execute function app.ledger_refuse_change()', name);
  end loop;
end $$;
