-- Idempotency-Key of POST requests: the same key and request give the same answer. Operational rows, kept two days, not journaled.
create table app.idempotency (
  organization_id uuid not null references app.organization deferrable,
  person_id uuid not null,
  key text not null check (length(key) between 1 and 200),
  request_sha256 text not null,
  result jsonb,                    -- null: the result held a secret and is not kept
  at timestamptz not null,
  primary key (organization_id, person_id, key)
);
create index idempotency_at on app.idempotency (organization_id, at);
call app.tenant_table('idempotency', 'replace', false);

-- The real instant at which the demonstration's clock was set, so that its time goes on from there across restarts.
alter table app.organization add column clock_set_at timestamptz;
create function app.stamp_clock() returns trigger language plpgsql as $$
begin
  if new.clock_at is null then new.clock_set_at := null;
  elsif tg_op = 'INSERT' or new.clock_at is distinct from old.clock_at then new.clock_set_at := clock_timestamp();
  end if;
  return new;
end $$;
create trigger stamp_clock before insert or update on app.organization for each row execute function app.stamp_clock();
