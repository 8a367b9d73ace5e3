-- Readings of meters (7.1, A.7): streams with settings by day, readings as they came, corrections decided by another person. Nothing is overwritten: a later
-- value of the same instant takes the place of the earlier one by the number of its batch.

create table app.meter_stream (
  organization_id uuid not null,
  id uuid not null,
  entity_id uuid not null,
  unit_id uuid,
  meter_id uuid,
  code text not null,
  name text not null,
  name_en text not null,
  quantity text not null,
  unit text not null,
  kind text not null check (kind in ('interval', 'register')),
  interval_minutes int not null check (interval_minutes >= 1),
  zone text not null,
  stamp_order text not null check (stamp_order in ('ymd', 'dmy', 'mdy')),
  midnight text not null check (midnight in ('closes', 'opens')),
  stamp_marks text not null check (stamp_marks in ('end', 'start')),
  -- Batches taken in; the row is locked while one is, so that batches of a stream come one after the other.
  batch_number int not null default 0,
  first_at timestamptz,
  last_at timestamptz,
  changed_at timestamptz not null,
  primary key (organization_id, id),
  unique (organization_id, code),
  foreign key (organization_id, entity_id) references app.entity deferrable,
  foreign key (organization_id, unit_id) references app.unit deferrable,
  foreign key (organization_id, meter_id) references app.meter deferrable
);
create index meter_stream_entity on app.meter_stream (organization_id, entity_id);
create index meter_stream_unit on app.meter_stream (organization_id, unit_id);
create index meter_stream_meter on app.meter_stream (organization_id, meter_id);
call app.tenant_table('meter_stream', 'maintain');

create table app.meter_stream_version (
  organization_id uuid not null,
  stream_id uuid not null,
  number int not null check (number >= 1),
  valid_from text not null,
  new_register boolean not null,
  multiplier numeric not null check (multiplier > 0),
  register_span numeric check (register_span > 0),
  daily_maximum numeric check (daily_maximum > 0),
  stuck_minutes int check (stuck_minutes >= 1),
  spike_factor numeric check (spike_factor > 1),
  reason text not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  primary key (organization_id, stream_id, number),
  foreign key (organization_id, stream_id) references app.meter_stream deferrable
);
call app.tenant_table('meter_stream_version', 'append');

create table app.meter_batch (
  organization_id uuid not null,
  id uuid not null,
  stream_id uuid not null,
  number int not null,
  way text not null check (way in ('push', 'csv', 'file', 'correction')),
  source text not null,
  lines int not null,
  taken int not null,
  repeated int not null,
  known int not null,
  replaced int not null,
  out_of_order int not null,
  faulty int not null,
  from_at timestamptz,
  to_at timestamptz,
  -- Over every reading of the batch, in order: what the journal holds of them.
  content_sha256 text not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  primary key (organization_id, id),
  unique (organization_id, stream_id, number),
  foreign key (organization_id, stream_id) references app.meter_stream deferrable
);
create index meter_batch_content on app.meter_batch (organization_id, stream_id, content_sha256);
call app.tenant_table('meter_batch', 'append');

-- Millions of rows: by month, without foreign keys (a look-up for each row would cost more than the row) and journaled with their batch, whose content hash
-- is in the leaf. A month's table is made when its first reading comes.
create table app.meter_reading (
  organization_id uuid not null,
  stream_id uuid not null,
  at timestamptz not null,
  batch_number int not null,
  value numeric not null,
  primary key (organization_id, stream_id, at, batch_number)
) partition by range (at);
call app.tenant_table('meter_reading', 'append', false);
create trigger append_only before update or delete on app.meter_reading for each row execute function app.refuse_change();
create trigger no_truncate before truncate on app.meter_reading for each statement execute function app.refuse_change();

-- Makes the table of a month (UTC) where it is missing, protected like every tenant table. Requests may not create anything; this is all they may ask for.
create function app.open_reading_month(month date) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  first date := date_trunc('month', month)::date;
  name text := 'meter_reading_' || to_char(first, 'YYYY_MM');
begin
  if first < date '1999-12-01' or first > date '2200-01-01' then raise exception 'no readings in %', first; end if;
  if to_regclass('app.' || name) is not null then return; end if;
  perform pg_advisory_xact_lock(hashtextextended('app.meter_reading', 0));
  if to_regclass('app.' || name) is not null then return; end if;
  execute format('create table app.%I partition of app.meter_reading for values from (%L) to (%L)', name, first::text || ' 00:00+00',
    (first + interval '1 month')::date::text || ' 00:00+00');
  call app.tenant_table(name, 'append', false);
  execute format('create trigger no_truncate before truncate on app.%I for each statement execute function app.refuse_change()', name);
end $$;
revoke execute on function app.open_reading_month(date) from public;
grant execute on function app.open_reading_month(date) to tanheng_app;

create table app.meter_correction (
  organization_id uuid not null,
  id uuid not null,
  stream_id uuid not null,
  at timestamptz not null,
  old_value numeric,
  new_value numeric not null,
  reason text not null,
  state text not null check (state in ('requested', 'approved', 'refused')),
  requested_at timestamptz not null,
  requested_by uuid not null,
  requested_by_name text not null,
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name text,
  decision_reason text not null default '',
  version int not null default 1,
  primary key (organization_id, id),
  foreign key (organization_id, stream_id) references app.meter_stream deferrable,
  check ((state = 'requested') = (decided_by is null)),
  -- Separated duties: whoever asks does not decide.
  check (decided_by is null or decided_by <> requested_by)
);
create index meter_correction_stream on app.meter_correction (organization_id, stream_id, requested_at desc);
call app.tenant_table('meter_correction', 'maintain');

do $$
declare name text;
begin
  foreach name in array array['meter_stream_version', 'meter_batch'] loop
    execute format('create trigger append_only before update or delete on app.%I for each row execute function app.refuse_change()', name);
    execute format('create trigger no_truncate before truncate on app.%I for each statement execute function app.refuse_change()', name);
  end loop;
end $$;
