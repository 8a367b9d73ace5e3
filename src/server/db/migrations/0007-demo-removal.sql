-- Removes the demonstration enterprise whole: every row of it in every tenant table. The journal's leaves stay (they hold only commitments).
-- The app's role may not delete from most of these tables; this is the one door, and it opens only for an organization marked as demonstration.
create function app.remove_demo_organization() returns bigint language plpgsql security definer set search_path = pg_catalog as $$
declare
  the_organization constant uuid := app.current_organization();
  the_table regclass;
  removed bigint := 0;
  here bigint;
begin
  if not exists (select 1 from app.organization where organization_id = the_organization and is_demo) then
    raise exception 'not a demonstration' using errcode = 'insufficient_privilege';
  end if;
  set constraints all deferred;
  for the_table in
    select c.oid::regclass from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
     where n.nspname = 'app' and c.relkind in ('r', 'p') and not c.relispartition
     -- The organization last: the tables that refuse deletion ask it whether it is a demonstration.
     order by c.oid = 'app.organization'::regclass, c.relname
  loop
    execute format('delete from %s where organization_id = $1', the_table) using the_organization;
    get diagnostics here = row_count;
    removed := removed + here;
  end loop;
  return removed;
end $$;
revoke execute on function app.remove_demo_organization() from public;
grant execute on function app.remove_demo_organization() to tanheng_app;
