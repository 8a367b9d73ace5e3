-- Values put in where a meter gave none (A.7): how, by whom and why. Nothing of a fill changes but its withdrawal; two of a stream that hold never overlap.
create table app.meter_fill (
  organization_id uuid not null,
  id uuid not null,
  stream_id uuid not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  method text not null check (method in ('linear', 'neighbour_day', 'weekday_mean', 'stated')),
  stated_use numeric,
  reason text not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  withdrawn_by_name text,
  withdrawal_reason text not null default '',
  version int not null default 1,
  primary key (organization_id, id),
  foreign key (organization_id, stream_id) references app.meter_stream deferrable,
  check (from_at < to_at),
  check ((method = 'stated') = (stated_use is not null)),
  check ((withdrawn_at is null) = (withdrawn_by is null))
);
create index meter_fill_stream on app.meter_fill (organization_id, stream_id, from_at);
call app.tenant_table('meter_fill', 'maintain');
