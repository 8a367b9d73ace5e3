-- Contracts of carbon finance (clause B.8, B.9; classes of JR/T 0244-2022): pledge, repo, lending, forward, swap. What was agreed, who decided about it with what
-- stood against it, and what happened to its units. Everything is added and nothing changed; who may do what after whom stands here too.
create table app.finance_contract (
  organization_id uuid not null,
  id uuid not null,
  no int not null check (no > 0),
  kind text not null check (kind in ('pledge', 'repo', 'lending', 'forward', 'swap')),
  -- `give`: units leave first; `take`: units come.
  side text not null check (side in ('give', 'take')),
  entity_id uuid not null,
  counterparty text not null check (counterparty <> ''),
  class_no int not null,
  -- Of a swap: what is received.
  received_class_no int,
  quantity bigint not null check (quantity > 0),
  starts_on date not null,
  ends_on date not null,
  -- Prices, rates, fee, shares as agreed: contract/finance.ts, financeTerms.
  terms jsonb not null,
  document_no text not null default '',
  purpose text not null check (purpose <> ''),
  mandate_id uuid,
  drafted_at timestamptz not null,
  drafted_by uuid not null,
  drafted_by_name text not null,
  primary key (organization_id, id),
  unique (organization_id, no),
  foreign key (organization_id, entity_id) references app.entity deferrable,
  foreign key (organization_id, class_no) references app.ledger_class deferrable,
  foreign key (organization_id, received_class_no) references app.ledger_class deferrable,
  check (starts_on < ends_on or (kind = 'swap' and starts_on = ends_on)),
  check ((kind = 'swap') = (received_class_no is not null)),
  check (side = 'give' or kind in ('repo', 'lending', 'forward'))
);
call app.tenant_table('finance_contract', 'append');
create index finance_contract_entity on app.finance_contract (organization_id, entity_id, ends_on);

-- Decided once. The conflicts are those of the moment; soft ones are accepted with the reason, hard ones never.
create table app.finance_decision (
  organization_id uuid not null,
  contract_id uuid not null,
  decision text not null check (decision in ('approved', 'rejected')),
  reason text not null default '',
  conflicts jsonb not null check (jsonb_typeof(conflicts) = 'array'),
  -- What the kernel worked out: payments, net result, rates; with the hash of its derivation.
  figures jsonb not null,
  done_at timestamptz not null,
  done_by uuid not null,
  done_by_name text not null,
  primary key (organization_id, contract_id),
  foreign key (organization_id, contract_id) references app.finance_contract deferrable,
  check (decision = 'approved' or reason <> ''),
  constraint finance_conflicts check (decision = 'rejected' or not conflicts @> '[{"severity": "hard"}]'),
  constraint finance_reason check (decision = 'rejected' or reason <> '' or not conflicts @> '[{"severity": "soft"}]')
);
call app.tenant_table('finance_decision', 'append');

-- What happened to the units: started, ended, defaulted. A forward and a swap run from their approval and have no start.
create table app.finance_step (
  organization_id uuid not null,
  contract_id uuid not null,
  step text not null check (step in ('started', 'ended', 'defaulted')),
  done_on date not null,
  document_no text not null default '',
  reason text not null default '',
  -- Of the ledger; null where no unit moves (a forward or a repo that is not honoured). The second: what a swap brings, where the units of a default go.
  transaction_id uuid,
  second_transaction_id uuid,
  done_at timestamptz not null,
  done_by uuid not null,
  done_by_name text not null,
  primary key (organization_id, contract_id, step),
  unique (organization_id, transaction_id),
  unique (organization_id, second_transaction_id),
  foreign key (organization_id, contract_id) references app.finance_contract deferrable,
  foreign key (organization_id, transaction_id) references app.ledger_transaction deferrable,
  foreign key (organization_id, second_transaction_id) references app.ledger_transaction deferrable,
  check (step <> 'defaulted' or reason <> ''),
  check (step = 'defaulted' or transaction_id is not null)
);
call app.tenant_table('finance_step', 'append');

create function app.finance_rule() returns trigger language plpgsql set search_path = app, pg_catalog as $$
declare
  agreed finance_contract; decided finance_decision; org uuid := new.organization_id; has_start boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended(new.contract_id::text, 27));
  select * into agreed from finance_contract where organization_id = org and id = new.contract_id;
  select * into decided from finance_decision where organization_id = org and contract_id = new.contract_id;
  if new.done_by = agreed.drafted_by then
    raise exception 'who drafted a contract neither decides it nor moves its units' using errcode = 'restrict_violation', constraint = 'finance_four_eyes';
  end if;
  if tg_table_name = 'finance_step' then
    if new.done_by = decided.done_by and new.step <> 'defaulted' then
      raise exception 'who approved does not move the units' using errcode = 'restrict_violation', constraint = 'finance_third_person';
    end if;
    has_start := agreed.kind in ('pledge', 'repo', 'lending');
    if coalesce(decided.decision, '') <> 'approved' or (new.step = 'started' and not has_start)
      or (new.step <> 'started' and has_start
          and not exists (select from finance_step where organization_id = org and contract_id = new.contract_id and step = 'started'))
      or (new.step <> 'started' and exists (select from finance_step where organization_id = org and contract_id = new.contract_id
            and step in ('ended', 'defaulted') and step <> new.step)) then
      raise exception 'not in this state' using errcode = 'restrict_violation', constraint = 'finance_state';
    end if;
  end if;
  return null;
end $$;

do $$
declare name text;
begin
  foreach name in array array['finance_decision', 'finance_step'] loop
    execute format('create trigger finance_rule after insert on app.%I for each row execute function app.finance_rule()', name);
  end loop;
  foreach name in array array['finance_contract', 'finance_decision', 'finance_step'] loop
    execute format('create trigger append_only before update or delete on app.%I for each row execute function app.ledger_refuse_change()', name);
    execute format('create trigger no_truncate before truncate on app.%I for each statement execute function app.ledger_refuse_change()', name);
  end loop;
end $$;
