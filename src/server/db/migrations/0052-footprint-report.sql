-- The number of a footprint's report (ISO 14067 clause 7): given when a version is approved, one after another in the year of approval, without gaps. The report
-- itself is made from what the version was frozen with, whose hash it bears.
create table app.footprint_report (
  organization_id uuid not null,
  footprint_version_id uuid not null,
  entity_id uuid not null,
  year int not null,
  sequence int not null check (sequence >= 1),
  number text not null,
  frozen_sha256 text not null,
  issued_at timestamptz not null,
  issued_by uuid not null,
  issued_by_name text not null,
  primary key (organization_id, footprint_version_id),
  unique (organization_id, year, sequence),
  foreign key (organization_id, footprint_version_id) references app.footprint_version deferrable,
  foreign key (organization_id, entity_id) references app.entity deferrable
);
alter table app.footprint_version no force row level security;
-- Versions approved before this table get theirs in the order of their approval; the year is that of the day in Beijing.
insert into app.footprint_report
select organization_id, id, entity_id, year, sequence, 'PF-' || year || '-' || lpad(sequence::text, 4, '0'), frozen_sha256, approved_at, approved_by, coalesce(approved_by_name, '')
from (
  select *, row_number() over (partition by organization_id, year order by approved_at, id)::int as sequence
  from (
    select *, extract(year from approved_at at time zone 'Asia/Shanghai')::int as year from app.footprint_version where state = 'approved'
  ) approved
) numbered;
alter table app.footprint_version force row level security;
call app.tenant_table('footprint_report', 'append');
