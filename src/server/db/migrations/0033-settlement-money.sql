-- Settlement money (clauses B.8, C.7, C.9): money that moved on an account beside purchases and sales, as it is told by the subsystem that settles it: for the
-- stock-take with the bank and the entries of the accounts. Added and never changed: a wrong one is turned round by another of the other sign.
create table app.settlement_money (
  organization_id uuid not null,
  id uuid not null,
  account_no int not null,
  moved_on date not null,
  -- Yuan. Positive: received.
  amount numeric not null check (amount <> 0 and amount = round(amount, 2)),
  document_no text not null check (document_no <> ''),
  purpose text not null check (purpose in ('interest', 'fee', 'lending_income', 'lending_cost', 'loan', 'deposit_taken', 'deposit_given', 'with_units')),
  about_zh text not null check (about_zh <> ''),
  about_en text not null check (about_en <> ''),
  -- The contract it belongs to, by whose id ledger transactions name it too; and the record of who told it.
  contract_id uuid not null,
  told_by_id uuid not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  primary key (organization_id, id),
  unique (organization_id, told_by_id),
  foreign key (organization_id, account_no) references app.ledger_account deferrable
);
call app.tenant_table('settlement_money', 'append');
create index settlement_money_account on app.settlement_money (organization_id, account_no, moved_on);
create trigger append_only before update or delete on app.settlement_money for each row execute function app.ledger_refuse_change();
create trigger no_truncate before truncate on app.settlement_money for each statement execute function app.ledger_refuse_change();
