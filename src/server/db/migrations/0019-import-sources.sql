-- Import sources of several sheets, put away when no longer used; the newest run of each is found without looking through all.
alter table app.intake_source add column more jsonb not null default '[]'; -- further sheets: [{signature, recipe}]
alter table app.intake_source add column retired_at timestamptz;           -- put away: no longer recognised or dropped into
create index intake_run_of_source on app.intake_run (organization_id, source_id, recorded_at desc);
