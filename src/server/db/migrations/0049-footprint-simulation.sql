-- Monte Carlo of a version of a footprint (ISO 14067 6.6; A.9): what was drawn, from which seed, and what came out, kept beside the version and never changed.
create table app.footprint_simulation (
  organization_id uuid not null,
  id uuid not null,
  footprint_version_id uuid not null,
  entity_id uuid not null,
  -- Hash of the study that was drawn from: a draft may say something else by now.
  study_sha256 text not null,
  iterations int not null check (iterations between 100 and 100000),
  -- A whole number below 2^53.
  seed bigint not null check (seed >= 0),
  result jsonb not null,
  content_sha256 text not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  primary key (organization_id, id),
  foreign key (organization_id, footprint_version_id) references app.footprint_version deferrable,
  foreign key (organization_id, entity_id) references app.entity deferrable
);
create index footprint_simulation_of on app.footprint_simulation (organization_id, footprint_version_id, recorded_at desc);
call app.tenant_table('footprint_simulation', 'append');
