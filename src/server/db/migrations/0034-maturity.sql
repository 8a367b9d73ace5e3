-- Assessments of maturity: clauses scored in versions with what each rests on, frozen as a whole, signed by somebody else. Docs: docs/spec/maturity-score.md.

create table app.maturity_assessment (
  organization_id uuid not null,
  id uuid not null,
  no int not null check (no > 0),
  entity_id uuid not null,
  year int not null check (year between 2010 and 2100),
  -- The scheme as it stood when the assessment was opened: it is judged by that one for good.
  scheme jsonb not null,
  note text not null default '',
  opened_at timestamptz not null,
  opened_by uuid not null,
  opened_by_name text not null,
  primary key (organization_id, id),
  unique (organization_id, no),
  foreign key (organization_id, entity_id) references app.entity deferrable
);
call app.tenant_table('maturity_assessment', 'append');

create table app.maturity_score (
  organization_id uuid not null,
  assessment_id uuid not null,
  clause text not null,
  version int not null check (version >= 1),
  applies boolean not null,
  score int not null check (score between 0 and 4),
  reason text not null default '',
  -- [{type, id, label, path, on}]: as it was called when the score was given.
  evidence jsonb not null check (jsonb_typeof(evidence) = 'array'),
  scored_at timestamptz not null,
  scored_by uuid not null,
  scored_by_name text not null,
  primary key (organization_id, assessment_id, clause, version),
  foreign key (organization_id, assessment_id) references app.maturity_assessment deferrable,
  -- Nothing above "documented" rests on nothing.
  constraint score_needs_evidence check (score <= 1 or jsonb_array_length(evidence) >= 1),
  check (applies or reason <> '')
);
call app.tenant_table('maturity_score', 'append');

create table app.maturity_freeze (
  organization_id uuid not null,
  assessment_id uuid not null,
  -- The assessment as it was shown, and the hash of its canonical text: what a signature is about.
  content jsonb not null,
  content_sha256 bytea not null check (length(content_sha256) = 32),
  total numeric not null,
  level int not null,
  frozen_at timestamptz not null,
  frozen_by uuid not null,
  frozen_by_name text not null,
  primary key (organization_id, assessment_id),
  foreign key (organization_id, assessment_id) references app.maturity_assessment deferrable
);
call app.tenant_table('maturity_freeze', 'append');

create table app.maturity_signature (
  organization_id uuid not null,
  assessment_id uuid not null,
  content_sha256 bytea not null check (length(content_sha256) = 32),
  signed_at timestamptz not null,
  signed_by uuid not null,
  signed_by_name text not null,
  primary key (organization_id, assessment_id),
  foreign key (organization_id, assessment_id) references app.maturity_freeze (organization_id, assessment_id) deferrable
);
call app.tenant_table('maturity_signature', 'append');

-- What is frozen is scored no more; who scored or froze does not sign, and signs what was frozen.
create function app.maturity_is_open() returns trigger language plpgsql set search_path = app, pg_catalog as $$
begin
  if exists (select from maturity_freeze f where f.organization_id = new.organization_id and f.assessment_id = new.assessment_id) then
    raise exception 'the assessment is frozen' using errcode = 'restrict_violation', constraint = 'maturity_frozen';
  end if;
  return new;
end $$;
create trigger is_open before insert on app.maturity_score for each row execute function app.maturity_is_open();

create function app.maturity_four_eyes() returns trigger language plpgsql set search_path = app, pg_catalog as $$
begin
  if exists (select from maturity_freeze f where f.organization_id = new.organization_id and f.assessment_id = new.assessment_id
              and (f.frozen_by = new.signed_by or f.content_sha256 <> new.content_sha256))
    or exists (select from maturity_score s where s.organization_id = new.organization_id and s.assessment_id = new.assessment_id and s.scored_by = new.signed_by) then
    raise exception 'signed by who assessed, or something else' using errcode = 'restrict_violation', constraint = 'maturity_four_eyes';
  end if;
  return null;
end $$;
create trigger four_eyes after insert on app.maturity_signature for each row execute function app.maturity_four_eyes();

do $$
declare name text;
begin
  foreach name in array array['maturity_assessment', 'maturity_score', 'maturity_freeze', 'maturity_signature'] loop
    execute format('create trigger append_only before update or delete on app.%I for each row execute function app.refuse_change()', name);
    execute format('create trigger no_truncate before truncate on app.%I for each statement execute function app.refuse_change()', name);
  end loop;
end $$;
