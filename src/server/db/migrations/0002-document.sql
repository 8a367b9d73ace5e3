-- Evidence: files by content (SHA-256), evidence with revisions, and what rests on it (clause 7.4).
create table app.stored_file (
  organization_id uuid not null references app.organization deferrable,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes bigint not null check (size_bytes >= 0),
  media_type text not null,
  stored_at timestamptz not null,
  stored_by uuid not null,
  primary key (organization_id, sha256)
);
-- 'replace': a file that was stored but never recorded as evidence within a day is taken away again.
call app.tenant_table('stored_file', 'replace');

create table app.evidence (
  organization_id uuid not null references app.organization deferrable,
  id uuid not null,
  title text not null,
  kind text not null check (kind in ('consumption_ledger', 'lab_report', 'sampling_record', 'calibration_certificate', 'meter_reading',
    'settlement', 'invoice', 'production_report', 'contract', 'other')),
  entity_id uuid,
  period_from date,                 -- inclusive
  period_to date,                   -- inclusive
  valid_until date,
  note text not null default '',
  version int not null default 1,   -- of this record
  revision int not null default 1,  -- of the file
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  primary key (organization_id, id),
  check (period_to is null or period_from is null or period_to >= period_from)
);
create index evidence_recent on app.evidence (organization_id, recorded_at desc);
call app.tenant_table('evidence', 'maintain');

create table app.evidence_revision (
  organization_id uuid not null,
  evidence_id uuid not null,
  revision int not null check (revision >= 1),
  file_sha256 text not null,
  file_name text not null,
  note text not null default '',
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  primary key (organization_id, evidence_id, revision),
  foreign key (organization_id, evidence_id) references app.evidence deferrable,
  foreign key (organization_id, file_sha256) references app.stored_file deferrable
);
create index evidence_revision_file on app.evidence_revision (organization_id, file_sha256);
call app.tenant_table('evidence_revision', 'append');

create table app.evidence_use (
  organization_id uuid not null,
  evidence_id uuid not null,
  object_type text not null,        -- activity_cell, meter_calibration, own_factor …
  object_id uuid not null,
  label_zh text not null,
  label_en text not null,
  path text not null,               -- where the object is shown, as a product address
  used_at timestamptz not null,
  used_by uuid not null,
  primary key (organization_id, evidence_id, object_type, object_id),
  foreign key (organization_id, evidence_id) references app.evidence deferrable
);
create index evidence_use_object on app.evidence_use (organization_id, object_type, object_id);
call app.tenant_table('evidence_use', 'replace');
