-- Imports of activity data: sources with their mapping and names, runs, and which value each cell of a file became (clause A.8).
create table app.intake_source (
  organization_id uuid not null references app.organization deferrable,
  id uuid not null,
  name text not null,
  signature text not null,                     -- the names of the columns, by which its files are known again
  recipe jsonb not null,
  version int not null default 1,
  changed_at timestamptz not null,
  primary key (organization_id, id),
  unique (organization_id, name)
);
call app.tenant_table('intake_source', 'maintain');

create table app.intake_alias (
  organization_id uuid not null,
  id uuid not null,
  source_id uuid not null,
  kind text not null check (kind in ('facility', 'fuel', 'parameter', 'unit')),
  name text not null,
  target jsonb not null,                       -- {skip, unitId, stream, parameter, unit}
  changed_at timestamptz not null,
  primary key (organization_id, id),
  unique (organization_id, source_id, kind, name),
  foreign key (organization_id, source_id) references app.intake_source deferrable
);
call app.tenant_table('intake_alias', 'maintain');

create table app.intake_run (
  organization_id uuid not null references app.organization deferrable,
  id uuid not null,
  channel text not null check (channel in ('file', 'push', 'drop')),
  source_id uuid,
  source_name text,
  file_name text not null,
  file_sha256 text,                            -- null: pushed, not from a file
  recipe jsonb,
  counts jsonb not null,
  state text not null check (state in ('imported', 'undone')),
  undo jsonb,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  undone_at timestamptz,
  undone_by_name text,
  version int not null default 1,
  primary key (organization_id, id),
  foreign key (organization_id, source_id) references app.intake_source deferrable
);
create index intake_run_recent on app.intake_run (organization_id, recorded_at desc, id desc);
call app.tenant_table('intake_run', 'maintain');

create table app.intake_line (
  organization_id uuid not null,
  run_id uuid not null,
  number int not null,
  place text not null,                         -- sheet and cell of the file
  unit_id uuid not null,
  cell_id uuid not null,
  datum_id uuid not null,                      -- the version this line wrote
  before_datum_id uuid,                        -- what counted before
  primary key (organization_id, run_id, number),
  foreign key (organization_id, run_id) references app.intake_run deferrable,
  foreign key (organization_id, datum_id) references app.activity_datum deferrable initially deferred
);
call app.tenant_table('intake_line', 'append');
