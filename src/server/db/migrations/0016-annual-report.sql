-- Reports made from frozen snapshots (clause A.8).
-- What the forms of a report ask of an entity or a unit beyond the organization's own records: in versions, the highest counts.
create table app.form_facts (
  organization_id uuid not null,
  id uuid not null,
  entity_id uuid,
  unit_id uuid,
  version int not null check (version >= 1),
  facts jsonb not null,                       -- name → text
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  primary key (organization_id, id),
  foreign key (organization_id, entity_id) references app.entity deferrable,
  foreign key (organization_id, unit_id) references app.unit deferrable,
  check ((entity_id is null) <> (unit_id is null))
);
create unique index form_facts_version on app.form_facts (organization_id, coalesce(entity_id, unit_id), version);
call app.tenant_table('form_facts', 'append');

-- An issued report. Its snapshot holds everything the report shows, as canonical JSON to the byte.
create table app.annual_report (
  organization_id uuid not null,
  id uuid not null,
  entity_id uuid not null,
  year int not null,
  sequence int not null check (sequence >= 1),  -- in the organization's data year
  number text not null,
  purpose text not null check (purpose in ('internal', 'submission', 'verification', 'disclosure')),
  language text not null check (language in ('zh', 'en')),
  total_t text,
  snapshot text not null,
  snapshot_sha256 text not null,
  year_sha256 text not null,                  -- of the year's content alone, without number, language and purpose
  findings jsonb not null,                    -- {error, warning, info}: how many stood when it was issued
  supersedes uuid,
  issued_at timestamptz not null,
  issued_by uuid not null,
  issued_by_name text not null,
  primary key (organization_id, id),
  unique (organization_id, year, sequence),
  foreign key (organization_id, entity_id) references app.entity deferrable,
  foreign key (organization_id, supersedes) references app.annual_report deferrable
);
create index annual_report_year on app.annual_report (organization_id, entity_id, year, issued_at desc);
call app.tenant_table('annual_report', 'append');

-- The files of an issued report as they were made: what is opened later has the same bytes.
create table app.annual_report_file (
  organization_id uuid not null,
  report_id uuid not null,
  kind text not null check (kind in ('forms_xlsx', 'report_pdf', 'report_docx', 'plan_pdf', 'plan_docx')),
  file_name text not null,
  media_type text not null,
  size_bytes bigint not null,
  sha256 text not null,
  content bytea not null,
  rendered_at timestamptz not null,
  primary key (organization_id, report_id, kind),
  foreign key (organization_id, report_id) references app.annual_report deferrable
);
call app.tenant_table('annual_report_file', 'append');
