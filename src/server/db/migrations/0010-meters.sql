-- Meters leave service and come back; a calibration recorded by mistake is superseded by its next version, never changed (clause 7.1; A.7).
alter table app.meter add column service_gaps jsonb not null default '[]';  -- earlier days out of service [{from, to}], both days included

alter table app.meter_calibration
  add column supersedes uuid,                          -- the version this one takes the place of
  add column withdrawn boolean not null default false, -- this version says: it never counted
  add column reason text not null default '',
  add foreign key (organization_id, supersedes) references app.meter_calibration deferrable,
  add constraint meter_calibration_succeeded_once unique (organization_id, supersedes),
  add constraint meter_calibration_reason check ((supersedes is null) = (reason = '')),
  add constraint meter_calibration_withdrawn check (supersedes is not null or not withdrawn);
