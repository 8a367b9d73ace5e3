import { todayOf } from '../../../../kernel/calendar/today.ts';
import { checklistCoverage } from '../../../../kernel/system/audit/checklist.ts';
import { clauseStatusNames } from '../../../../kernel/system/clause-status.ts';
import { textIn, textsIn } from '../../../../kernel/system/content.ts';
import type { Content } from '../../../../kernel/system/register.ts';
import type { Text } from '../../../../kernel/text.ts';
import type { Work } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { standingsOf } from '../clauses/material.ts';
import { viewOf } from '../clauses/view.ts';
import { recordObject } from '../registers/content-of.ts';
import { movesOf, recordsByIds } from '../registers/store.ts';
import {
  checklistOf,
  type FindingOfAudit,
  findingsOf,
  namedRecord,
  nameOfState,
  peopleOf,
  recordOf,
  scopeOfAudit,
  verdictIn,
} from './audit-records.ts';
import { dependentVerdicts, type OwnWork, teamOwnWork } from './independence.ts';

/** The name of an option of a field, or of a column of a small table. */
export function optionText(shelf: Shelf, register: string, path: readonly string[], code: string | null): Text | null {
  const [id, column] = path;
  const field = shelf.frameworks.register(register)?.fields.find((one) => one.id === id);
  const inner = field?.type === 'rows' ? field.columns.find((one) => one.id === column) : field;
  return inner?.type === 'choice' ? (inner.options.find((one) => one.code === code)?.name ?? null) : null;
}

/** Evidence of records, with the hashes of its files. */
async function evidenceList(work: Work, ids: readonly string[], noOf: (id: string) => string) {
  const used = await document.evidenceOf(work, recordObject, ids);
  return ids.flatMap((id) =>
    (used.get(id) ?? []).map(({ title, fileName, fileSha256, validUntil, revision }) => ({
      ...{ record: noOf(id), title, fileName, sha256: fileSha256, validUntil, revision },
    })),
  );
}

/** What was done with a record, by whom and when. */
export async function movesTold(work: Work, shelf: Shelf, register: string, recordId: string) {
  const moves = await movesOf(work.tx, work.actor.organizationId, recordId);
  const cycle = shelf.frameworks.register(register)?.cycle;
  return moves.map((one) => ({
    ...{ move: cycle?.moves.find((move) => move.code === one.move)?.name ?? null, by: one.moved_by_name, at: one.moved_at },
    ...{ reason: one.reason, version: one.version, sha256: one.content_sha256.toString('hex') },
  }));
}

/** How every clause stands at an entity, as far as whoever asks may see. */
async function matrixOf(work: Work, shelf: Shelf, entityId: string) {
  const view = await viewOf(work, entityId);
  const standings = await standingsOf(work, shelf, view, shelf.frameworks.clauses);
  return {
    partial: view.partial,
    clauses: shelf.frameworks.clauses.flatMap(({ id, title }) => {
      const one = standings.get(id);
      if (!one) return [];
      const { status, needed, met, evidence, openPoints, majorPoints, overdue, newestOn } = one;
      return [
        {
          clause: id,
          title,
          status,
          statusName: clauseStatusNames[status],
          needed,
          met,
          evidence,
          openPoints,
          majorPoints,
          overdue,
          newestOn,
        },
      ];
    }),
  };
}

function findingTold(shelf: Shelf, { head, no, title, grade, state, clauses, auditee, nonconformity }: FindingOfAudit) {
  const text = (field: string) => textIn(head.content[field]) ?? '';
  return {
    ...{ no, title, grade, state, clauses, gradeName: optionText(shelf, 'audit_finding', ['grade'], grade), auditee: auditee?.name ?? '' },
    ...{ fact: text('fact'), requirement: text('requirement'), nonconformity: nonconformity?.no ?? '' },
  };
}

type Case = NonNullable<FindingOfAudit['nonconformity']>;

function caseTold(shelf: Shelf, { no, title, state, isOpen, dueOn, overdue }: Case, content: Content) {
  const text = (field: string) => textIn(content[field]) ?? '';
  return {
    ...{ no, title, state, isOpen, dueOn, overdue, gradeName: optionText(shelf, 'nonconformity', ['grade'], text('grade')) },
    ...{ correction: text('correction'), action: text('action') },
  };
}

const ownWorkTold = ({ person, clause, record }: OwnWork) => ({ person: person.name, clause, record: record.no });

/** The plan and the checklist, with names for ids. */
async function planTold(work: Work, shelf: Shelf, content: Content, findings: readonly FindingOfAudit[]) {
  const { frameworks } = shelf;
  const scope = await scopeOfAudit(work, frameworks, content);
  const rows = checklistOf(content);
  const people = [content.lead, content.team, content.auditee, ...rows.map((row) => row.auditor)].flatMap(textsIn);
  const personOf = await peopleOf(work, people);
  const names = (value: Content[string] | undefined) => textsIn(value).flatMap((id) => personOf(id)?.name ?? []);
  const told = (field: string) => textIn(content[field]) ?? '';
  const [programme] = await recordsByIds(work.tx, work.actor.organizationId, textsIn(content.programme));
  return {
    plan: {
      ...{ scope: told('scope'), criteria: told('criteria'), departments: told('departments'), from: told('start_on'), to: told('end_on') },
      ...{ lead: names(content.lead), team: names(content.team), auditees: names(content.auditee), programme: programme?.title ?? '' },
      clauses: scope.map(({ id, title }) => ({ clause: id, title })),
    },
    checklist: rows.map((row) => ({
      ...{
        clauses: textsIn(row.clause),
        question: textIn(row.question) ?? '',
        verdict: verdictIn(row),
        finding: textIn(row.finding) ?? '',
      },
      ...{ verdictName: optionText(shelf, 'audit', ['checklist', 'verdict'], verdictIn(row)), auditor: names(row.auditor)[0] ?? '' },
      raised: findings.find((one) => one.id === row.raised)?.no ?? '',
    })),
    coverage: checklistCoverage(scope, rows).map((one) => ({
      ...{ ...one, title: frameworks.clause(one.clause)?.title ?? { zh: '', en: '' } },
    })),
    ...{ summary: told('summary'), conclusion: told('conclusion'), told: told('told') },
  };
}

/** Everything an audit pack shows (9.2), as of today: plan, checklist, findings and their evidence, clause matrix, nonconformities, conclusion. */
export async function auditContent(work: Work, shelf: Shelf, recordId: string) {
  const { frameworks } = shelf;
  const { head, register } = await recordOf(work, frameworks, 'audit', recordId, 'system.read');
  const today = todayOf(work.now);
  const { id, name, nameEn } = await organization.findEntity(work, head.entity_id);
  const findings = await findingsOf(work, frameworks, [head.id], today);
  const cases = findings.flatMap((one) => one.nonconformity ?? []);
  const heads = await recordsByIds(
    work.tx,
    work.actor.organizationId,
    cases.map((one) => one.id),
  );
  const numbers = new Map([namedRecord(register, head), ...findings, ...cases].map((one) => [one.id, one.no]));
  const { partial, clauses } = await matrixOf(work, shelf, head.entity_id);
  return {
    ...{ kind: 'audit' as const, asOf: today, entity: { id, name: { zh: name, en: nameEn || name } }, partial },
    record: { ...namedRecord(register, head), version: head.version, state: nameOfState(register, head) },
    ...(await planTold(work, shelf, head.content, findings)),
    findings: findings.map((one) => findingTold(shelf, one)),
    nonconformities: cases.map((one) => caseTold(shelf, one, heads.find((each) => each.id === one.id)?.content ?? {})),
    evidence: await evidenceList(work, [...numbers.keys()], (of) => numbers.get(of) ?? ''),
    matrix: clauses,
    independence: {
      team: (await teamOwnWork(work, frameworks, head.id, head.content)).map(ownWorkTold),
      verdicts: (await dependentVerdicts(work, frameworks, head.id, head.content)).map(ownWorkTold),
    },
    moves: await movesTold(work, shelf, 'audit', head.id),
  };
}

export type AuditContent = Awaited<ReturnType<typeof auditContent>>;
