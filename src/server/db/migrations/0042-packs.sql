-- Packs of the management system (9.2, 9.3): an audit or a management review frozen with everything it shows, and the files made from it. A list that only grows.

create table app.pack (
  organization_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('audit', 'management_review')),
  record_id uuid not null,
  entity_id uuid not null,
  sequence int not null check (sequence >= 1),
  number text not null,
  language text not null check (language in ('zh', 'en')),
  as_of text not null,
  -- Everything the pack shows, as canonical JSON to the byte, and its hash.
  snapshot text not null,
  snapshot_sha256 text not null,
  -- Of the content alone, without number, language and maker: the same live data have the same.
  content_sha256 text not null,
  made_at timestamptz not null,
  made_by uuid not null,
  made_by_name text not null,
  primary key (organization_id, id),
  unique (organization_id, kind, sequence),
  foreign key (organization_id, record_id) references app.register_record deferrable,
  foreign key (organization_id, entity_id) references app.entity deferrable
);
create index pack_record on app.pack (organization_id, record_id, sequence desc);
call app.tenant_table('pack', 'append');

create table app.pack_file (
  organization_id uuid not null,
  pack_id uuid not null,
  kind text not null check (kind in ('pdf', 'docx', 'data')),
  file_name text not null,
  media_type text not null,
  size_bytes bigint not null,
  sha256 text not null,
  content bytea not null,
  made_at timestamptz not null,
  primary key (organization_id, pack_id, kind),
  foreign key (organization_id, pack_id) references app.pack deferrable
);
call app.tenant_table('pack_file', 'append');

do $$
declare name text;
begin
  foreach name in array array['pack', 'pack_file'] loop
    execute format('create trigger append_only before update or delete on app.%I for each row execute function app.refuse_change()', name);
    execute format('create trigger no_truncate before truncate on app.%I for each statement execute function app.refuse_change()', name);
  end loop;
end $$;
