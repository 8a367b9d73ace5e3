-- What live data propose for each clause of an assessment of maturity, kept as it was on its day; a score that differs says why. And indexes by which the
-- clause matrix is counted without looking at any record. Docs: docs/spec/maturity-proposals.md, docs/spec/clause-matrix.md.

create table app.maturity_proposal (
  organization_id uuid not null,
  assessment_id uuid not null,
  no int not null check (no >= 1),
  -- The day whose data it goes by.
  as_of text not null check (as_of ~ '^\d{4}-\d{2}-\d{2}$'),
  -- [{clause, applies, score, reasons, evidence}], and the rules as they stood.
  content jsonb not null,
  made_at timestamptz not null,
  made_by uuid not null,
  made_by_name text not null,
  primary key (organization_id, assessment_id, no),
  foreign key (organization_id, assessment_id) references app.maturity_assessment deferrable
);
call app.tenant_table('maturity_proposal', 'append');
create trigger append_only before update or delete on app.maturity_proposal for each row execute function app.refuse_change();
create trigger no_truncate before truncate on app.maturity_proposal for each statement execute function app.refuse_change();
create trigger is_open before insert on app.maturity_proposal for each row execute function app.maturity_is_open();

-- A score knows what was proposed when it was given, and differs from it only with a reason.
-- Row security binds the owner too, and a foreign key looks through both tables once: it is lifted for that, inside the transaction.
alter table app.maturity_score no force row level security;
alter table app.maturity_proposal no force row level security;
alter table app.maturity_score
  add column proposal_no int, add column proposed_applies boolean, add column proposed_score int check (proposed_score between 0 and 4),
  add foreign key (organization_id, assessment_id, proposal_no) references app.maturity_proposal (organization_id, assessment_id, no) deferrable,
  add constraint score_proposed check ((proposal_no is null) = (proposed_score is null) and (proposal_no is null) = (proposed_applies is null)),
  add constraint score_differs_with_reason check (proposal_no is null or (score = proposed_score and applies = proposed_applies) or reason <> ''),
  -- What is called evidence says what it is: an empty object is none.
  add constraint score_evidence_named check (not jsonb_path_exists(evidence, '$[*] ? (!(@.type == "record" || @.type == "file" || @.type == "fact") || !(@.id like_regex ".")) '));

alter table app.maturity_score force row level security;
alter table app.maturity_proposal force row level security;

-- Dimensions and gates in short, so that a trend and a comparison need not read every frozen assessment whole.
alter table app.maturity_freeze add column summary jsonb;

-- The matrix is counted from this one alone; what is behind it (text, contents) is a hundred times as much.
create index register_record_tally on app.register_record (organization_id, register, clauses)
  include (entity_id, stands, in_force_version, in_force_on, review_on, due_on);
-- The latest that count, for what a clause can rest on.
create index register_record_counts on app.register_record (organization_id, register, in_force_on desc, no) where in_force_version is not null;
