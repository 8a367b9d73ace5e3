-- Carbon neutrality (Annex D): subjects, periods, papers in versions decided by another person, claims, the units that back them, declarations, publications and
-- withdrawals. Everything is added and nothing changed. What must never happen stands here: one unit backs one claim, and only a unit that is retired backs any.

create table app.neutrality_subject (
  organization_id uuid not null,
  id uuid not null,
  version int not null check (version >= 1),
  entity_id uuid not null,
  kind text not null check (kind in ('organization', 'site', 'product', 'event')),
  -- Names one subject among all of the organization's (D.4).
  code text not null check (code <> ''),
  name text not null check (name <> ''),
  name_en text not null check (name_en <> ''),
  boundary text not null check (boundary <> ''),
  rationale text not null default '',
  rule_set text not null check (rule_set <> ''),
  done_at timestamptz not null,
  done_by uuid not null,
  done_by_name text not null,
  primary key (organization_id, id, version),
  unique (organization_id, code, version),
  foreign key (organization_id, entity_id) references app.entity deferrable
);
call app.tenant_table('neutrality_subject', 'append');

create table app.neutrality_period (
  organization_id uuid not null,
  id uuid not null,
  subject_id uuid not null,
  no int not null check (no >= 1),
  starts_on date not null,
  ends_on date not null,
  done_at timestamptz not null,
  done_by uuid not null,
  done_by_name text not null,
  primary key (organization_id, id),
  unique (organization_id, subject_id, no),
  check (ends_on >= starts_on and ends_on < starts_on + interval '1 year' * 3),
  constraint neutrality_periods_apart exclude using gist (organization_id with =, subject_id with =, daterange(starts_on, ends_on, '[]') with &&)
);
call app.tenant_table('neutrality_period', 'append');

-- Commitment and plan of a subject; footprint, reductions and validation of one of its periods. The content is what was decided about, by its hash.
create table app.neutrality_paper (
  organization_id uuid not null,
  id uuid not null,
  subject_id uuid not null,
  period_id uuid,
  kind text not null check (kind in ('commitment', 'plan', 'footprint', 'reduction', 'validation')),
  version int not null check (version >= 1),
  content jsonb not null,
  content_sha256 text not null check (content_sha256 ~ '^[0-9a-f]{64}$'),
  done_at timestamptz not null,
  done_by uuid not null,
  done_by_name text not null,
  primary key (organization_id, id),
  unique nulls not distinct (organization_id, subject_id, period_id, kind, version),
  foreign key (organization_id, period_id) references app.neutrality_period deferrable,
  check ((kind in ('commitment', 'plan')) = (period_id is null))
);
call app.tenant_table('neutrality_paper', 'append');

create table app.neutrality_paper_decision (
  organization_id uuid not null,
  paper_id uuid not null,
  decision text not null check (decision in ('approved', 'rejected')),
  reason text not null default '',
  done_at timestamptz not null,
  done_by uuid not null,
  done_by_name text not null,
  primary key (organization_id, paper_id),
  foreign key (organization_id, paper_id) references app.neutrality_paper deferrable,
  check (decision = 'approved' or reason <> '')
);
call app.tenant_table('neutrality_paper_decision', 'append');

create table app.neutrality_claim (
  organization_id uuid not null,
  id uuid not null,
  no int not null check (no > 0),
  -- By which the public finds it: made from the id, so that it tells nothing of how many there are.
  number text not null check (number ~ '^TH-\d{4}-[0-9A-Z]{10}$'),
  subject_id uuid not null,
  period_id uuid not null,
  kind text not null check (kind in ('commitment', 'achievement')),
  done_at timestamptz not null,
  done_by uuid not null,
  done_by_name text not null,
  primary key (organization_id, id),
  unique (organization_id, no),
  unique (organization_id, number),
  foreign key (organization_id, period_id) references app.neutrality_period deferrable
);
call app.tenant_table('neutrality_claim', 'append');

-- Units proposed for a claim: set apart in the ledger, or retired already by a transaction of it.
create table app.neutrality_lot (
  organization_id uuid not null,
  id uuid not null,
  claim_id uuid not null,
  no int not null check (no > 0),
  entity_id uuid not null,
  class_no int not null,
  quantity bigint not null check (quantity > 0),
  account text check (account in ('registry', 'trading')),
  reservation_id uuid,
  retired_by uuid,
  -- What is known of the credit: {scheme, project, verified, registered, registryUrl, reducedUntil, issuedOn, removal}.
  facts jsonb not null,
  done_at timestamptz not null,
  done_by uuid not null,
  done_by_name text not null,
  primary key (organization_id, id),
  unique (organization_id, claim_id, no),
  foreign key (organization_id, claim_id) references app.neutrality_claim deferrable,
  foreign key (organization_id, entity_id) references app.entity deferrable,
  foreign key (organization_id, class_no) references app.ledger_class deferrable,
  foreign key (organization_id, reservation_id) references app.ledger_transaction deferrable,
  foreign key (organization_id, retired_by) references app.ledger_transaction deferrable,
  check ((reservation_id is null) <> (retired_by is null) and (reservation_id is null) = (account is null))
);
call app.tenant_table('neutrality_lot', 'append');

create table app.neutrality_lot_decision (
  organization_id uuid not null,
  lot_id uuid not null,
  decision text not null check (decision in ('approved', 'rejected')),
  transaction_id uuid,
  retired_on date,
  reason text not null default '',
  done_at timestamptz not null,
  done_by uuid not null,
  done_by_name text not null,
  primary key (organization_id, lot_id),
  foreign key (organization_id, lot_id) references app.neutrality_lot deferrable,
  foreign key (organization_id, transaction_id) references app.ledger_transaction deferrable,
  check ((decision = 'approved') = (transaction_id is not null) and (decision = 'approved') = (retired_on is not null)),
  check (decision = 'approved' or reason <> '')
);
call app.tenant_table('neutrality_lot_decision', 'append');

-- Which units back which claim. It outlives a withdrawal: what was claimed with a unit was claimed.
create table app.neutrality_backing (
  organization_id uuid not null,
  claim_id uuid not null,
  lot_id uuid not null,
  series_no int not null,
  serials int8range not null check (not isempty(serials) and not lower_inf(serials) and not upper_inf(serials)),
  done_at timestamptz not null,
  primary key (organization_id, lot_id, series_no, serials),
  foreign key (organization_id, lot_id) references app.neutrality_lot deferrable,
  foreign key (organization_id, series_no) references app.ledger_series deferrable,
  constraint one_unit_one_claim exclude using gist (organization_id with =, series_no with =, serials with &&)
);
call app.tenant_table('neutrality_backing', 'append');

create table app.neutrality_declaration (
  organization_id uuid not null,
  claim_id uuid not null,
  version int not null check (version >= 1),
  -- Everything the declaration says, as canonical JSON to the byte, and its hash: what was signed.
  snapshot text not null,
  snapshot_sha256 text not null check (snapshot_sha256 ~ '^[0-9a-f]{64}$'),
  reason text not null default '',
  done_at timestamptz not null,
  done_by uuid not null,
  done_by_name text not null,
  primary key (organization_id, claim_id, version),
  foreign key (organization_id, claim_id) references app.neutrality_claim deferrable,
  check (version = 1 or reason <> '')
);
call app.tenant_table('neutrality_declaration', 'append');

create table app.neutrality_publication (
  organization_id uuid not null,
  claim_id uuid not null,
  version int not null,
  number text not null,
  -- What anybody may read, and nothing else.
  content jsonb not null,
  done_at timestamptz not null,
  done_by uuid not null,
  done_by_name text not null,
  primary key (organization_id, claim_id, version),
  foreign key (organization_id, claim_id, version) references app.neutrality_declaration deferrable
);
call app.tenant_table('neutrality_publication', 'append');

create table app.neutrality_publication_file (
  organization_id uuid not null,
  claim_id uuid not null,
  version int not null,
  language text not null check (language in ('zh', 'en')),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  content bytea not null,
  done_at timestamptz not null,
  primary key (organization_id, claim_id, version, language),
  foreign key (organization_id, claim_id, version) references app.neutrality_publication deferrable
);
call app.tenant_table('neutrality_publication_file', 'append');

create table app.neutrality_withdrawal (
  organization_id uuid not null,
  claim_id uuid not null,
  reason text not null check (reason <> ''),
  done_at timestamptz not null,
  done_by uuid not null,
  done_by_name text not null,
  primary key (organization_id, claim_id),
  foreign key (organization_id, claim_id) references app.neutrality_claim deferrable
);
call app.tenant_table('neutrality_withdrawal', 'append');

-- Units wanted from the market for a claim: what trading is asked to buy.
create table app.neutrality_procurement (
  organization_id uuid not null,
  id uuid not null,
  claim_id uuid not null,
  programme text not null check (programme <> ''),
  quantity bigint not null check (quantity > 0),
  needed_by date not null,
  reason text not null default '',
  done_at timestamptz not null,
  done_by uuid not null,
  done_by_name text not null,
  primary key (organization_id, id),
  foreign key (organization_id, claim_id) references app.neutrality_claim deferrable
);
call app.tenant_table('neutrality_procurement', 'append');

-- ── Four eyes, and what backs a claim ────────────────────────────────────────────────────────────────────────────────────
create function app.neutrality_four_eyes() returns trigger language plpgsql set search_path = app, pg_catalog as $$
declare proposer uuid;
begin
  if tg_table_name = 'neutrality_paper_decision' then
    select done_by into proposer from neutrality_paper where organization_id = new.organization_id and id = new.paper_id;
  elsif tg_table_name = 'neutrality_lot_decision' then
    select done_by into proposer from neutrality_lot where organization_id = new.organization_id and id = new.lot_id;
  else
    select done_by into proposer from neutrality_claim where organization_id = new.organization_id and id = new.claim_id;
  end if;
  if proposer is not distinct from new.done_by then
    raise exception 'decided by who proposed it' using errcode = 'restrict_violation', constraint = 'neutrality_four_eyes';
  end if;
  return null;
end $$;
create trigger four_eyes after insert on app.neutrality_paper_decision for each row execute function app.neutrality_four_eyes();
create trigger four_eyes after insert on app.neutrality_lot_decision for each row execute function app.neutrality_four_eyes();
create trigger four_eyes after insert on app.neutrality_declaration for each row execute function app.neutrality_four_eyes();

-- A unit that backs a claim stands on a retired or voluntarily cancelled account, whence nothing ever leaves: surrendered ones served an obligation.
create function app.neutrality_is_retired() returns trigger language plpgsql set search_path = app, pg_catalog as $$
begin
  if not exists (
    select from ledger_block b join ledger_account a on a.organization_id = b.organization_id and a.no = b.account_no
     where b.organization_id = new.organization_id and b.series_no = new.series_no and b.serials @> new.serials and a.kind in ('retired', 'cancelled')) then
    raise exception 'these units are not retired' using errcode = 'restrict_violation', constraint = 'neutrality_not_retired';
  end if;
  if exists (select from neutrality_withdrawal w where w.organization_id = new.organization_id and w.claim_id = new.claim_id)
    or not exists (select from neutrality_lot l join neutrality_lot_decision d on d.organization_id = l.organization_id and d.lot_id = l.id
                    where l.organization_id = new.organization_id and l.id = new.lot_id and l.claim_id = new.claim_id and d.decision = 'approved') then
    raise exception 'the claim takes no units' using errcode = 'restrict_violation', constraint = 'neutrality_state';
  end if;
  return null;
end $$;
create trigger is_retired after insert on app.neutrality_backing for each row execute function app.neutrality_is_retired();

-- What is withdrawn is declared and published no more.
create function app.neutrality_not_withdrawn() returns trigger language plpgsql set search_path = app, pg_catalog as $$
begin
  if exists (select from neutrality_withdrawal w where w.organization_id = new.organization_id and w.claim_id = new.claim_id) then
    raise exception 'the claim is withdrawn' using errcode = 'restrict_violation', constraint = 'neutrality_state';
  end if;
  return null;
end $$;
create trigger not_withdrawn after insert on app.neutrality_declaration for each row execute function app.neutrality_not_withdrawn();
create trigger not_withdrawn after insert on app.neutrality_publication for each row execute function app.neutrality_not_withdrawn();

do $$
declare name text;
begin
  foreach name in array array['neutrality_subject', 'neutrality_period', 'neutrality_paper', 'neutrality_paper_decision', 'neutrality_claim', 'neutrality_lot',
    'neutrality_lot_decision', 'neutrality_backing', 'neutrality_declaration', 'neutrality_publication', 'neutrality_publication_file', 'neutrality_withdrawal',
    'neutrality_procurement'] loop
    execute format('create trigger append_only before update or delete on app.%I for each row execute function app.ledger_refuse_change()', name);
    execute format('create trigger no_truncate before truncate on app.%I for each statement execute function app.ledger_refuse_change()', name);
  end loop;
end $$;

-- ── The public page ──────────────────────────────────────────────────────────────────────────────────────────────────────
-- Whose number a published claim has. Nothing else is said here; requests may neither write nor list it, only ask for a number they know.
create table library.claim_number (
  number text primary key,
  publisher uuid not null
);
create function app.keep_claim_number() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into library.claim_number (number, publisher) values (new.number, new.organization_id)
    on conflict (number) do update set publisher = excluded.publisher where claim_number.publisher = excluded.publisher;
  return null;
end $$;
revoke all on function app.keep_claim_number() from public;
create trigger numbered after insert on app.neutrality_publication for each row execute function app.keep_claim_number();

create function app.publisher_of_claim(the_number text) returns uuid language sql stable security definer set search_path = pg_catalog as
  $$ select publisher from library.claim_number where number = the_number $$;
revoke all on function app.publisher_of_claim(text) from public;
grant execute on function app.publisher_of_claim(text) to tanheng_app;

-- Everything published of a claim: its versions with their content, and whether it was withdrawn. Row security holds for what is read: the publisher's rows alone.
create function app.public_claim(the_number text) returns jsonb language plpgsql volatile set search_path = app, pg_catalog as $$
declare publisher uuid := app.publisher_of_claim(the_number); found jsonb;
begin
  if publisher is null then return null; end if;
  perform set_config('app.organization', publisher::text, true);
  select jsonb_build_object(
      'versions', jsonb_agg(jsonb_build_object('version', p.version, 'publishedAt', to_char(p.done_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'content', p.content,
        'files', (select coalesce(jsonb_agg(jsonb_build_object('language', f.language, 'sha256', f.sha256) order by f.language), '[]') from neutrality_publication_file f
                   where f.organization_id = p.organization_id and f.claim_id = p.claim_id and f.version = p.version)) order by p.version desc),
      'withdrawal', (select jsonb_build_object('reason', w.reason, 'at', to_char(w.done_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) from neutrality_withdrawal w
                      where w.organization_id = publisher and w.claim_id = (array_agg(p.claim_id))[1]))
    into found from neutrality_publication p where p.organization_id = publisher and p.number = the_number;
  perform set_config('app.organization', '', true);
  return case when found -> 'versions' = 'null'::jsonb then null else found end;
end $$;
revoke all on function app.public_claim(text) from public;
grant execute on function app.public_claim(text) to tanheng_app;

create function app.public_claim_file(the_number text, the_version int, the_language text) returns bytea language plpgsql volatile set search_path = app, pg_catalog as $$
declare publisher uuid := app.publisher_of_claim(the_number); found bytea;
begin
  if publisher is null then return null; end if;
  perform set_config('app.organization', publisher::text, true);
  select f.content into found from neutrality_publication p
    join neutrality_publication_file f on f.organization_id = p.organization_id and f.claim_id = p.claim_id and f.version = p.version
   where p.organization_id = publisher and p.number = the_number and p.version = the_version and f.language = the_language;
  perform set_config('app.organization', '', true);
  return found;
end $$;
revoke all on function app.public_claim_file(text, int, text) from public;
grant execute on function app.public_claim_file(text, int, text) to tanheng_app;
