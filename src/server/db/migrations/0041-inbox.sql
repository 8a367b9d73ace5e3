-- What a person did is looked for by the person; the kind of single values, of which there are tens of thousands, was named wrongly there.
drop index app.history_actor;
create index history_actor on app.history (organization_id, actor_id, at desc, leaf_id desc) where kind <> 'activity_datum.recorded';
