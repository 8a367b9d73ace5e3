-- What a person wants to happen in the ledger and another one must approve (R-08): the proposal, the tries of its one-time code, the one decision.
create table app.ledger_instruction (
  organization_id uuid not null,
  id uuid not null,
  kind text not null,
  entity_id uuid not null,
  class_no int not null,
  quantity bigint not null check (quantity > 0),
  draft jsonb not null,
  -- The units are set apart until the decision.
  reservation_id uuid,
  proposed_at timestamptz not null,
  proposed_by uuid not null,
  proposed_by_name text not null,
  -- Of id and code: the code itself is shown once and kept nowhere.
  code_sha256 bytea not null check (length(code_sha256) = 32),
  expires_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, entity_id) references app.entity deferrable,
  foreign key (organization_id, class_no) references app.ledger_class deferrable,
  foreign key (organization_id, reservation_id) references app.ledger_transaction deferrable
);
call app.tenant_table('ledger_instruction', 'append');

create table app.ledger_instruction_try (
  organization_id uuid not null,
  instruction_id uuid not null,
  no int not null check (no between 1 and 5),
  tried_at timestamptz not null,
  tried_by uuid not null,
  primary key (organization_id, instruction_id, no),
  foreign key (organization_id, instruction_id) references app.ledger_instruction deferrable
);
call app.tenant_table('ledger_instruction_try', 'append');

create table app.ledger_instruction_decision (
  organization_id uuid not null,
  instruction_id uuid not null,
  decision text not null check (decision in ('approved', 'rejected', 'withdrawn', 'expired')),
  decided_at timestamptz not null,
  decided_by uuid not null,
  decided_by_name text not null,
  reason text not null default '',
  transaction_id uuid,
  primary key (organization_id, instruction_id),
  foreign key (organization_id, instruction_id) references app.ledger_instruction deferrable,
  foreign key (organization_id, transaction_id) references app.ledger_transaction deferrable,
  check ((decision = 'approved') = (transaction_id is not null))
);
call app.tenant_table('ledger_instruction_decision', 'append');

create function app.ledger_four_eyes() returns trigger language plpgsql set search_path = app, pg_catalog as $$
declare proposal ledger_instruction;
begin
  select * into proposal from ledger_instruction where organization_id = new.organization_id and id = new.instruction_id;
  if (new.decision in ('approved', 'rejected') and new.decided_by = proposal.proposed_by)
    or (new.decision = 'withdrawn' and new.decided_by <> proposal.proposed_by)
    or (new.decision = 'approved' and new.decided_at >= proposal.expires_at) then
    raise exception 'decided by the wrong person or too late' using errcode = 'restrict_violation', constraint = 'ledger_four_eyes';
  end if;
  return null;
end $$;
create trigger four_eyes after insert on app.ledger_instruction_decision for each row execute function app.ledger_four_eyes();

do $$
declare name text;
begin
  foreach name in array array['ledger_instruction', 'ledger_instruction_try', 'ledger_instruction_decision', 'ledger_series'] loop
    execute format('create or replace trigger append_only before update or delete on app.%I for each row execute function app.ledger_refuse_change()', name);
    execute format('create or replace trigger no_truncate before truncate on app.%I for each statement execute function app.ledger_refuse_change()', name);
  end loop;
end $$;

-- Who asks what was known at an instant needs its place in the order.
create index ledger_transaction_recorded on app.ledger_transaction (organization_id, recorded_at);
