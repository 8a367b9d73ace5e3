-- Accounting of allowances (clause C.7, C.8; 财会〔2019〕22号): the policy in approved versions, and what ledger transactions cost or brought. What is computed
-- from them (entries, movement table, note) is worked out at each question and stored nowhere.
create table app.accounting_policy (
  organization_id uuid not null,
  id uuid not null,
  version int not null check (version >= 1),
  cost_flow text not null check (cost_flow in ('weighted_average', 'fifo', 'by_vintage')),
  free_sale text not null check (free_sale in ('income', 'no_entry')),
  vat text not null check (vat in ('separate', 'in_cost')),
  cents text not null check (cents in ('exact', 'running')),
  -- Which units leave first where one class holds free and bought ones.
  origin_order text not null check (origin_order in ('free_first', 'purchased_first')),
  accounts jsonb not null default '{}',          -- own codes and names of the general ledger by code of the standard chart
  note text not null default '',                 -- participation, features, strategy, measures: for the notes
  reason text not null check (reason <> ''),
  document_no text not null default '',
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  primary key (organization_id, id),
  unique (organization_id, version)
);
call app.tenant_table('accounting_policy', 'append');

create table app.accounting_policy_approval (
  organization_id uuid not null,
  policy_id uuid not null,
  recorded_by uuid not null,
  approved_at timestamptz not null,
  approved_by uuid not null,
  approved_by_name text not null,
  primary key (organization_id, policy_id),
  foreign key (organization_id, policy_id) references app.accounting_policy deferrable,
  constraint accounting_four_eyes check (approved_by <> recorded_by)
);
call app.tenant_table('accounting_policy_approval', 'append');

create table app.accounting_cost (
  organization_id uuid not null,
  id uuid not null,
  transaction_id uuid not null,
  version int not null check (version >= 1),
  -- Yuan: price × quantity without fees and tax.
  amount numeric not null check (amount >= 0),
  fees numeric not null check (fees >= 0),
  vat numeric not null check (vat >= 0),
  -- How many of the units are free ones; null: by the policy.
  free_quantity bigint check (free_quantity >= 0),
  paid boolean not null,
  note text not null default '',
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  primary key (organization_id, id),
  unique (organization_id, transaction_id, version),
  foreign key (organization_id, transaction_id) references app.ledger_transaction deferrable,
  check (version = 1 or note <> '')
);
call app.tenant_table('accounting_cost', 'append');

-- ── Stock-take (clause C.6, C.9; R-12) ───────────────────────────────────────────────────────────────────────────────────
create table app.stock_take (
  organization_id uuid not null,
  id uuid not null,
  account_no int not null,
  source text not null check (source in ('registry', 'exchange', 'bank')),
  -- The span of the statement's lines; balances are of its last day.
  first_day date not null,
  last_day date not null,
  file_name text not null,
  document_no text not null default '',
  -- The ledger's place it was compared with.
  seq bigint not null,
  matched int not null check (matched >= 0),
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  primary key (organization_id, id),
  foreign key (organization_id, account_no) references app.ledger_account deferrable,
  check (first_day <= last_day)
);
call app.tenant_table('stock_take', 'append');

-- What the statement says, as read.
create table app.stock_take_line (
  organization_id uuid not null,
  stock_take_id uuid not null,
  no int not null check (no >= 1),
  kind text not null check (kind in ('movement', 'balance')),
  day date not null,
  -- `CEA/2024/`: programme, vintage, project; `CNY` of a bank.
  held_as text not null check (held_as <> ''),
  -- Units; of a bank: 0.01 yuan.
  quantity bigint not null,
  reference text not null default '',
  primary key (organization_id, stock_take_id, no),
  foreign key (organization_id, stock_take_id) references app.stock_take deferrable
);
call app.tenant_table('stock_take_line', 'append');

create table app.stock_take_break (
  organization_id uuid not null,
  id uuid not null,
  stock_take_id uuid not null,
  kind text not null check (kind in ('missing_here', 'missing_there', 'quantity_differs', 'class_differs', 'day_differs')),
  line_no int,
  -- What stands in the ledger instead: its day, class, quantity, and the transaction (none for a balance).
  book jsonb,
  since date not null,
  primary key (organization_id, id),
  foreign key (organization_id, stock_take_id) references app.stock_take deferrable,
  foreign key (organization_id, stock_take_id, line_no) references app.stock_take_line deferrable,
  check (line_no is not null or book is not null)
);
call app.tenant_table('stock_take_break', 'append');

-- A break ends by a reason with the transaction that put it right, or by an explanation that somebody else accepts; never by itself.
create table app.stock_take_explanation (
  organization_id uuid not null,
  id uuid not null,
  break_id uuid not null,
  version int not null check (version >= 1),
  reason text not null check (reason <> ''),
  transaction_id uuid,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  primary key (organization_id, id),
  unique (organization_id, break_id, version),
  foreign key (organization_id, break_id) references app.stock_take_break deferrable,
  foreign key (organization_id, transaction_id) references app.ledger_transaction deferrable
);
call app.tenant_table('stock_take_explanation', 'append');

create table app.stock_take_decision (
  organization_id uuid not null,
  explanation_id uuid not null,
  decision text not null check (decision in ('accepted', 'rejected')),
  recorded_by uuid not null,
  reason text not null default '',
  decided_at timestamptz not null,
  decided_by uuid not null,
  decided_by_name text not null,
  primary key (organization_id, explanation_id),
  foreign key (organization_id, explanation_id) references app.stock_take_explanation deferrable,
  check (decision = 'accepted' or reason <> ''),
  constraint stock_take_four_eyes check (decided_by <> recorded_by)
);
call app.tenant_table('stock_take_decision', 'append');

-- The names in the two decisions are those of the proposals they decide, whatever the writer says.
create function app.accounting_four_eyes() returns trigger language plpgsql set search_path = app, pg_catalog as $$
declare proposer uuid;
begin
  if tg_table_name = 'accounting_policy_approval' then
    select recorded_by into proposer from accounting_policy where organization_id = new.organization_id and id = new.policy_id;
  else
    select recorded_by into proposer from stock_take_explanation where organization_id = new.organization_id and id = new.explanation_id;
  end if;
  if proposer is distinct from new.recorded_by then
    raise exception 'decided by who proposed it' using errcode = 'restrict_violation', constraint = 'accounting_four_eyes';
  end if;
  return null;
end $$;
create trigger four_eyes after insert on app.accounting_policy_approval for each row execute function app.accounting_four_eyes();
create trigger four_eyes after insert on app.stock_take_decision for each row execute function app.accounting_four_eyes();

do $$
declare name text;
begin
  foreach name in array array['accounting_policy', 'accounting_policy_approval', 'accounting_cost', 'stock_take', 'stock_take_line', 'stock_take_break',
    'stock_take_explanation', 'stock_take_decision'] loop
    execute format('create or replace trigger append_only before update or delete on app.%I for each row execute function app.ledger_refuse_change()', name);
    execute format('create or replace trigger no_truncate before truncate on app.%I for each statement execute function app.ledger_refuse_change()', name);
  end loop;
end $$;
