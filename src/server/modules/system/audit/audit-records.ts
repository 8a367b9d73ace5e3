import { parseDay } from '../../../../kernel/calendar/day.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { clausesInScope } from '../../../../kernel/system/audit/checklist.ts';
import type { Clause } from '../../../../kernel/system/clause.ts';
import { rowsIn, textIn, textsIn } from '../../../../kernel/system/content.ts';
import { stateOf } from '../../../../kernel/system/life-cycle.ts';
import type { Content, Register } from '../../../../kernel/system/register.ts';
import type { Work } from '../../../work/command.ts';
import * as identity from '../../identity/index.ts';
import type { Frameworks } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { numberOf } from '../registers/content-of.ts';
import { type RecordHead, recordById } from '../registers/store.ts';
import { registerNamed } from '../registers/write-record.ts';
import { recordsNaming } from './store-audit.ts';

export interface FoundRecord {
  readonly head: RecordHead;
  readonly register: Register;
}

/** A record of one register, at which the actor may do something; locked for a change. @throws Refusal `not_found`, `not_permitted`. */
export async function recordOf(
  work: Work,
  frameworks: Frameworks,
  register: 'audit' | 'audit_programme' | 'audit_finding' | 'management_review',
  id: string,
  right: 'system.read' | 'system.edit' | 'system.audit',
): Promise<FoundRecord> {
  const head = await recordById(work.tx, work.actor.organizationId, id, right !== 'system.read');
  if (head?.register !== register) throw new Refusal('not_found', { values: { what: register, id } });
  await work.permit(right, head.entity_id);
  return { head, register: registerNamed(frameworks, register) };
}

/** The clauses that an audit's scope means, where the annexes of the approved scope statement apply. */
export async function scopeOfAudit(work: Work, frameworks: Frameworks, content: Content): Promise<Clause[]> {
  const scope = await organization.scopeInForce(work);
  return clausesInScope(textsIn(content.clauses), frameworks.clauses, scope?.annexes ?? null);
}

export const checklistOf = (content: Content): Content[] => rowsIn(content.checklist);

export const namedRecord = (register: Register, head: Pick<RecordHead, 'id' | 'no' | 'title'>) => ({
  ...{ id: head.id, no: numberOf(register, head.no), title: head.title },
});

export const nameOfState = (register: Register, head: Pick<RecordHead, 'state'>) => ({ ...stateOf(register, head.state).name });

const grades = ['major', 'minor', 'observation', 'opportunity', 'strength'] as const;
const verdicts = ['conforms', 'observation', 'nonconforming', 'not_looked_at'] as const;
export const gradeIn = (content: Content) => grades.find((one) => one === content.grade) ?? null;
export const verdictIn = (row: Content) => verdicts.find((one) => one === row.verdict) ?? null;

/** Names of the people that contents name, for views. */
export async function peopleOf(work: Work, ids: readonly string[]): Promise<(id: string | null) => { id: string; name: string } | null> {
  const people = await identity.peopleNamed(work, [...new Set(ids)]);
  return (id) => people.find((one) => one.id === id) ?? null;
}

/** The findings of audits, each with the nonconformity it became; found by what names what, so that the link holds from either side. */
export async function findingsOf(work: Work, frameworks: Frameworks, auditIds: readonly string[], today: string) {
  const { organizationId } = work.actor;
  const [register, cases] = [registerNamed(frameworks, 'audit_finding'), registerNamed(frameworks, 'nonconformity')];
  const heads = await recordsNaming(work.tx, organizationId, 'audit_finding', 'audit', auditIds);
  const became = await recordsNaming(
    work.tx,
    organizationId,
    'nonconformity',
    'finding',
    heads.map((one) => one.id),
  );
  const personOf = await peopleOf(
    work,
    heads.flatMap((one) => textIn(one.content.auditee) ?? []),
  );
  return heads
    .filter((head) => head.stands !== 'ended')
    .map((head) => {
      const nonconformity = became.find((one) => one.target_id === head.id && one.stands !== 'ended') ?? null;
      return {
        ...{ ...namedRecord(register, head), auditId: head.target_id, grade: gradeIn(head.content), state: nameOfState(register, head) },
        ...{ clauses: textsIn(head.content.clauses), auditee: personOf(textIn(head.content.auditee)), head },
        nonconformity: nonconformity && {
          ...{ ...namedRecord(cases, nonconformity), state: nameOfState(cases, nonconformity), isOpen: nonconformity.stands === 'open' },
          dueOn: nonconformity.due_on,
          overdue: nonconformity.stands === 'open' && nonconformity.due_on !== null && nonconformity.due_on < today,
        },
      };
    });
}

export type FindingOfAudit = Awaited<ReturnType<typeof findingsOf>>[number];

/** As on the wire: without what only the server works with. */
export function findingView({ head: _, auditId: __, ...view }: FindingOfAudit) {
  return view;
}

export const dayIn = (content: Content, field: string) => parseDay(textIn(content[field]));
