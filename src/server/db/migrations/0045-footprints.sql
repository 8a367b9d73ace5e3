-- Product footprints (LCA foundation; 8.2, A.4, A.8): a product with its versions. A draft holds the study; from review on a version also holds, frozen to the byte,
-- what every link was worth and what came out of it.
create table app.footprint (
  organization_id uuid not null,
  id uuid not null,
  entity_id uuid not null,
  product_name text not null,
  created_at timestamptz not null,
  created_by uuid not null,
  primary key (organization_id, id),
  unique (organization_id, entity_id, product_name),
  foreign key (organization_id, entity_id) references app.entity deferrable
);
call app.tenant_table('footprint', 'append');

create table app.footprint_version (
  organization_id uuid not null,
  id uuid not null,
  footprint_id uuid not null,
  entity_id uuid not null,
  number int not null check (number >= 1),
  state text not null check (state in ('draft', 'reviewed', 'approved')),
  note text not null default '',
  study jsonb not null,
  content_sha256 text not null,
  -- Canonical JSON of study, links, potentials, rule set and result, and its hash; null while a draft.
  frozen text,
  frozen_sha256 text,
  -- kgCO2e of the unit, as frozen: for lists.
  total double precision,
  valid_until text,
  hands uuid[] not null,
  drafted_at timestamptz not null,
  drafted_by uuid not null,
  drafted_by_name text not null,
  reviewed_at timestamptz,
  reviewed_by uuid,
  reviewed_by_name text,
  approved_at timestamptz,
  approved_by uuid,
  approved_by_name text,
  version int not null default 1,
  changed_at timestamptz not null,
  primary key (organization_id, id),
  unique (organization_id, footprint_id, number),
  foreign key (organization_id, footprint_id) references app.footprint deferrable,
  foreign key (organization_id, entity_id) references app.entity deferrable,
  check ((state = 'draft') = (reviewed_by is null)),
  check ((state = 'draft') = (frozen is null)),
  check ((frozen is null) = (frozen_sha256 is null) and (frozen is null) = (total is null)),
  check ((state = 'approved') = (approved_by is not null)),
  -- Separation of duties, also where code would forget it.
  check (reviewed_by is null or not reviewed_by = any (hands)),
  check (approved_by is null or (not approved_by = any (hands) and approved_by <> reviewed_by))
);
-- One open version at a time.
create unique index footprint_version_open on app.footprint_version (organization_id, footprint_id) where state in ('draft', 'reviewed');
call app.tenant_table('footprint_version', 'maintain');

-- A version that was reviewed says what it said then: only a draft is written in.
create function app.footprint_version_stands() returns trigger language plpgsql as $$
begin
  if old.state <> 'draft' and (new.study, new.content_sha256, new.note, new.hands, new.footprint_id, new.entity_id, new.number, new.valid_until)
      is distinct from (old.study, old.content_sha256, old.note, old.hands, old.footprint_id, old.entity_id, old.number, old.valid_until) then
    raise exception 'a version of a footprint that left the draft is not changed';
  end if;
  if old.state <> 'draft' and new.state <> 'draft' and (new.frozen, new.frozen_sha256, new.total) is distinct from (old.frozen, old.frozen_sha256, old.total) then
    raise exception 'what a footprint was reviewed with is not changed';
  end if;
  if old.state = 'approved' then
    raise exception 'an approved version of a footprint is not changed';
  end if;
  return new;
end $$;
create trigger footprint_version_stands before update on app.footprint_version for each row execute function app.footprint_version_stands();
