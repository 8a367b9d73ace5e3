-- Reference data of publishers: the same for every organization, loaded from data/ by the owner, read by all. Own factors are the tenant's.
create table library.publication (
  id text primary key,
  file_sha256 text not null,                   -- of the table, the yaml beside it and the code lists
  series text not null,                        -- editions of one series replace each other
  publisher_zh text not null,
  publisher_en text not null,
  title_zh text not null,
  title_en text not null,
  edition text not null,
  published_on date,
  licence text not null,
  credit_zh text not null,
  credit_en text not null,
  url text,
  gwp_basis text,
  heat_basis text,
  caution_zh text not null default '',
  caution_en text not null default '',
  superseded_by text,
  valid_to date,                               -- last day the edition as a whole is meant for
  factor_count int not null,
  position int not null,
  loaded_at timestamptz not null
);

create table library.factor (
  publication_id text not null,                -- no foreign key: only the loader writes, and 70,000 checks would double its time
  id text not null,                            -- publication#key#quantity[#first day]: stable
  position int not null,
  key text not null,
  quantity text not null,
  name_zh text not null,
  name_en text not null,
  category_zh text not null,
  category_en text not null,
  gas text not null,
  value numeric not null,
  printed text not null,                       -- as published, digit by digit
  unit text not null,
  basis text not null,
  region text not null,
  valid_from date,
  valid_to date,
  source text not null,
  confidence text not null,
  note text not null,
  search text not null,                        -- lower case, both languages, for LIKE
  primary key (id)
);
create index factor_publication on library.factor (publication_id, position);
create index factor_key on library.factor (key, quantity);

-- Global warming potentials: one row a gas and set.
create table library.gwp_set (
  set text primary key,
  file_sha256 text not null,
  title_zh text not null,
  title_en text not null,
  horizon_years int not null,
  position int not null
);
create table library.gwp_value (
  set text not null references library.gwp_set on delete cascade,
  gas text not null,
  value numeric not null,
  printed text not null,
  source text not null,
  confidence text not null,
  note text not null,
  position int not null,
  primary key (set, gas)
);
grant select on library.publication, library.factor, library.gwp_set, library.gwp_value to tanheng_app, tanheng_job;

create table app.own_factor (
  organization_id uuid not null references app.organization deferrable,
  id uuid not null,
  number int not null,                         -- edition of this key, quantity, gas and region, 1…
  key text not null,
  quantity text not null,
  name_zh text not null,
  name_en text not null,
  gas text not null,
  value numeric not null,
  unit text not null,
  region text not null,
  valid_from date not null,
  valid_to date,
  source text not null,
  note text not null default '',
  state text not null check (state in ('proposed', 'approved', 'rejected', 'superseded')),
  proposed_by uuid not null,
  proposed_by_name text not null,
  proposed_at timestamptz not null,
  decided_by uuid,
  decided_by_name text,
  decided_at timestamptz,
  decision_reason text not null default '',
  version int not null default 1,
  primary key (organization_id, id),
  unique (organization_id, key, quantity, gas, region, number),
  check (state = 'proposed' or decided_by is not null),
  check (decided_by is null or decided_by <> proposed_by)
);
call app.tenant_table('own_factor', 'maintain');
