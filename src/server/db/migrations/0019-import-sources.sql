-- Import sources of several sheets, put away when no longer used; the newest run of each is found without looking through all.
alter table app.intake_source add column more jsonb not null default '[]'; -- further sheets: [{signature, recipe}]
alter table app.intake_source add column retired_at timestamptz;           -- put away: no longer recognised or dropped into
create index intake_run_of_source on app.intake_run (organization_id, source_id, recorded_at desc);

-- A hundred thousand leaves of one import wait for their index by one statement for each batch, not by one for each row.
create function journal.enqueue_all() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into journal.queue (leaf_id, recorded_order) select id, recorded_order from added;
  return null;
end $$;
drop trigger enqueue on journal.leaf;
drop function journal.enqueue();
create trigger enqueue after insert on journal.leaf referencing new table as added for each statement execute function journal.enqueue_all();
