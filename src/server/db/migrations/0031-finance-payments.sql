-- Payments of contracts of carbon finance (clause B.8): what moved for a payment of the schedule, by which document, told by somebody who neither drafted nor
-- approved the contract. Added and never changed: a wrong one is turned round by another. A start keeps what stood against the contract on its day.
alter table app.finance_step add column conflicts jsonb not null default '[]' check (jsonb_typeof(conflicts) = 'array'),
  add constraint finance_step_conflicts check (not conflicts @> '[{"severity": "hard"}]');

create table app.finance_payment (
  organization_id uuid not null,
  id uuid not null,
  contract_id uuid not null,
  -- Number of the payment in the schedule, with its day and amount as agreed. Positive: received.
  flow_no int not null check (flow_no > 0),
  due_on date not null,
  due_amount numeric not null check (due_amount <> 0),
  paid_on date not null,
  amount numeric not null check (amount <> 0 and amount = round(amount, 2)),
  document_no text not null check (document_no <> ''),
  -- Why it differs from what is open, or goes the other way.
  reason text not null default '',
  done_at timestamptz not null,
  done_by uuid not null,
  done_by_name text not null,
  primary key (organization_id, id),
  -- The same document does not pay twice.
  unique (organization_id, contract_id, flow_no, document_no),
  foreign key (organization_id, contract_id) references app.finance_contract deferrable
);
call app.tenant_table('finance_payment', 'append');

create function app.finance_payment_rule() returns trigger language plpgsql set search_path = app, pg_catalog as $$
declare drafter uuid; decided finance_decision;
begin
  perform pg_advisory_xact_lock(hashtextextended(new.contract_id::text, 27));
  select drafted_by into drafter from finance_contract where organization_id = new.organization_id and id = new.contract_id;
  select * into decided from finance_decision where organization_id = new.organization_id and contract_id = new.contract_id;
  if coalesce(decided.decision, '') <> 'approved' then
    raise exception 'not in this state' using errcode = 'restrict_violation', constraint = 'finance_state';
  end if;
  if new.done_by in (drafter, decided.done_by) then
    raise exception 'who drafted or approved a contract does not tell its payments' using errcode = 'restrict_violation', constraint = 'finance_third_person';
  end if;
  return null;
end $$;
create trigger finance_payment_rule after insert on app.finance_payment for each row execute function app.finance_payment_rule();
create trigger append_only before update or delete on app.finance_payment for each row execute function app.ledger_refuse_change();
create trigger no_truncate before truncate on app.finance_payment for each statement execute function app.ledger_refuse_change();
