-- Data quality control plan of an entity for a data year, in versions: drafted, reviewed, approved, filed (clause A.7).
create table app.control_plan (
  organization_id uuid not null,
  id uuid not null,
  entity_id uuid not null,
  year int not null check (year between 2010 and 2100),
  number int not null check (number >= 1),     -- the version's number within the entity's year
  state text not null check (state in ('draft', 'reviewed', 'approved', 'filed')),
  valid_from date not null,
  trigger text not null check (trigger in ('first', 'new_year', 'new_source', 'better_method', 'wrong_data', 'more_accurate', 'noncompliant', 'as_told')),
  note text not null default '',               -- what was revised, in words
  content jsonb not null,                      -- facts of entity, units and meters as they were, facilities, lines, texts
  content_sha256 text not null,                -- what review and approval are bound to
  based_on uuid,                               -- the version it was prefilled from
  hands uuid[] not null,                       -- everybody who wrote in it
  drafted_at timestamptz not null,
  drafted_by uuid not null,
  drafted_by_name text not null,
  reviewed_at timestamptz,
  reviewed_by uuid,
  reviewed_by_name text,
  approved_at timestamptz,
  approved_by uuid,
  approved_by_name text,
  filed_on date,                               -- on the platform
  receipt_number text,
  filed_at timestamptz,                        -- when that was recorded here
  filed_by uuid,
  filed_by_name text,
  version int not null default 1,
  changed_at timestamptz not null,
  primary key (organization_id, id),
  unique (organization_id, entity_id, year, number),
  foreign key (organization_id, entity_id) references app.entity deferrable,
  foreign key (organization_id, based_on) references app.control_plan deferrable,
  check ((state = 'draft') = (reviewed_by is null)),
  check ((state in ('approved', 'filed')) = (approved_by is not null)),
  check ((state = 'filed') = (filed_on is not null and receipt_number is not null and filed_by is not null)),
  -- Separation of duties, also where code would forget it.
  check (reviewed_by is null or not reviewed_by = any (hands)),
  check (approved_by is null or (not approved_by = any (hands) and approved_by <> reviewed_by))
);
-- One open version at a time.
create unique index control_plan_open on app.control_plan (organization_id, entity_id, year) where state in ('draft', 'reviewed');
call app.tenant_table('control_plan', 'maintain');

-- A version that was reviewed says what it said then: only a draft is written in.
create function app.control_plan_stands() returns trigger language plpgsql as $$
begin
  if old.state <> 'draft' and (new.content, new.content_sha256, new.valid_from, new.trigger, new.note, new.hands, new.entity_id, new.year, new.number)
      is distinct from (old.content, old.content_sha256, old.valid_from, old.trigger, old.note, old.hands, old.entity_id, old.year, old.number) then
    raise exception 'a version of a data quality control plan that left the draft is not changed';
  end if;
  if old.state in ('approved', 'filed') and new.state in ('draft', 'reviewed') then
    raise exception 'an approved version of a data quality control plan is not taken back';
  end if;
  return new;
end $$;
create trigger control_plan_stands before update on app.control_plan for each row execute function app.control_plan_stands();
