-- Figures that the product computed of a record of the management system, and values that people recorded for them. Both are appended: a further computation
-- or a correction is a further number of the same period. Docs: docs/spec/carbon-review.md, docs/spec/performance-parameters.md.

create table app.register_result (
  organization_id uuid not null,
  record_id uuid not null,
  -- '' for the figures of a carbon review; of a performance parameter the year or month they are of.
  period text not null check (period ~ '^([0-9]{4}(-[0-9]{2})?)?$'),
  no int not null check (no >= 1),
  -- The version of the record whose definition was computed.
  record_version int not null,
  as_of text not null,
  result jsonb not null,
  -- Over the canonical text of the result: what a version of the record names.
  result_sha256 bytea not null check (length(result_sha256) = 32),
  reason text not null default '',
  computed_at timestamptz not null,
  computed_by uuid not null,
  computed_by_name text not null,
  primary key (organization_id, record_id, period, no),
  foreign key (organization_id, record_id, record_version) references app.register_version (organization_id, record_id, version) deferrable
);
call app.tenant_table('register_result', 'append');

create table app.parameter_reading (
  organization_id uuid not null,
  id uuid not null,
  record_id uuid not null,
  symbol text not null,
  period text not null check (period ~ '^[0-9]{4}(-[0-9]{2})?$'),
  no int not null check (no >= 1),
  -- In the unit that the parameter gives its symbol; null takes the value away.
  value numeric,
  note text not null default '',
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  primary key (organization_id, id),
  unique (organization_id, record_id, symbol, period, no),
  foreign key (organization_id, record_id) references app.register_record deferrable
);
call app.tenant_table('parameter_reading', 'append');

do $$
declare name text;
begin
  foreach name in array array['register_result', 'parameter_reading'] loop
    execute format('create trigger append_only before update or delete on app.%I for each row execute function app.refuse_change()', name);
    execute format('create trigger no_truncate before truncate on app.%I for each statement execute function app.refuse_change()', name);
  end loop;
end $$;
