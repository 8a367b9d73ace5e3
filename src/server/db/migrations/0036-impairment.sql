-- Impairment of carbon assets (clause C.10): a test of a class of units of an entity, recoverable amount with its source against the carrying amount of the
-- books, decided by another person. Added and never changed. The policy says whether it is booked and whether a later rise turns it back.
alter table app.accounting_policy add column impairment text not null default 'no_reversal'
  check (impairment in ('no_reversal', 'reversal', 'not_booked'));

create table app.impairment (
  organization_id uuid not null,
  id uuid not null,
  no int not null check (no > 0),
  entity_id uuid not null,
  class_no int not null,
  tested_on date not null,
  -- Yuan. What the books said on the day, and how much of earlier impairment was still in it.
  carrying numeric not null check (carrying > 0 and carrying = round(carrying, 2)),
  impaired_before numeric not null check (impaired_before >= 0),
  recoverable numeric not null check (recoverable >= 0 and recoverable = round(recoverable, 2)),
  source text not null check (source <> ''),
  -- Positive: loss; negative: an earlier one turned back; 0: tested, nothing due.
  amount numeric not null,
  reason text not null check (reason <> ''),
  document_no text not null default '',
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  primary key (organization_id, id),
  unique (organization_id, no),
  foreign key (organization_id, entity_id) references app.entity deferrable,
  foreign key (organization_id, class_no) references app.ledger_class deferrable,
  check (case when recoverable < carrying then amount = carrying - recoverable else amount <= 0 and -amount <= least(recoverable - carrying, impaired_before) end)
);
call app.tenant_table('impairment', 'append');

create table app.impairment_decision (
  organization_id uuid not null,
  impairment_id uuid not null,
  decision text not null check (decision in ('approved', 'rejected')),
  recorded_by uuid not null,
  reason text not null default '',
  decided_at timestamptz not null,
  decided_by uuid not null,
  decided_by_name text not null,
  primary key (organization_id, impairment_id),
  foreign key (organization_id, impairment_id) references app.impairment deferrable,
  constraint accounting_four_eyes check (decided_by <> recorded_by),
  check (decision = 'approved' or reason <> '')
);
call app.tenant_table('impairment_decision', 'append');

create function app.impairment_four_eyes() returns trigger language plpgsql set search_path = app, pg_catalog as $$
begin
  if not exists (select from impairment where organization_id = new.organization_id and id = new.impairment_id and recorded_by = new.recorded_by) then
    raise exception 'decided by who proposed it' using errcode = 'restrict_violation', constraint = 'accounting_four_eyes';
  end if;
  return null;
end $$;
create trigger four_eyes after insert on app.impairment_decision for each row execute function app.impairment_four_eyes();

do $$
declare name text;
begin
  foreach name in array array['impairment', 'impairment_decision'] loop
    execute format('create trigger append_only before update or delete on app.%I for each row execute function app.ledger_refuse_change()', name);
    execute format('create trigger no_truncate before truncate on app.%I for each statement execute function app.ledger_refuse_change()', name);
  end loop;
end $$;
