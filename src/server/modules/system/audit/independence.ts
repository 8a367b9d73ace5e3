import type { Clause } from '../../../../kernel/system/clause.ts';
import { textIn, textsIn } from '../../../../kernel/system/content.ts';
import type { Objection } from '../../../../kernel/system/life-cycle.ts';
import type { Content, Move } from '../../../../kernel/system/register.ts';
import type { Work } from '../../../work/command.ts';
import type { Frameworks } from '../../library/index.ts';
import type { RecordHead } from '../registers/store.ts';
import { checklistOf, namedRecord, peopleOf, scopeOfAudit, verdictIn } from './audit-records.ts';
import { recordsOwned } from './store-audit.ts';

/** Somebody who would audit, or has audited, a clause that rests on a record for which the same person answers. */
export interface OwnWork {
  readonly person: { readonly id: string; readonly name: string };
  readonly clause: string;
  readonly record: { readonly id: string; readonly no: string; readonly title: string };
}

/** Records that a clause rests on: its registers, under the clause itself or the one they count under. */
const restsOn = (clause: Clause, head: RecordHead): boolean =>
  clause.rests.some((rest) => rest.type === 'register' && rest.id === head.register && head.clauses.includes(rest.under ?? clause.id));

async function ownWorkOf(
  work: Work,
  frameworks: Frameworks,
  auditId: string,
  pairs: readonly { readonly person: string; readonly clause: Clause }[],
): Promise<OwnWork[]> {
  const under = [...new Set(pairs.flatMap(({ clause }) => [clause.id, ...clause.rests.flatMap((rest) => rest.under ?? [])]))];
  const people = [...new Set(pairs.map((one) => one.person))];
  const owned = (await recordsOwned(work.tx, work.actor.organizationId, people, under)).filter((one) => one.id !== auditId);
  const personOf = await peopleOf(work, people);
  return pairs.flatMap(({ person, clause }) => {
    const head = owned.find((one) => one.owner_id === person && restsOn(clause, one));
    const register = head && frameworks.register(head.register);
    const named = personOf(person);
    return register && named ? [{ person: named, clause: clause.id, record: namedRecord(register, head) }] : [];
  });
}

/** People of the team who answer for a record of a clause in scope: they leave that clause to somebody else. */
export async function teamOwnWork(work: Work, frameworks: Frameworks, auditId: string, content: Content): Promise<OwnWork[]> {
  const team = [...new Set([...textsIn(content.lead), ...textsIn(content.team)])];
  const scope = await scopeOfAudit(work, frameworks, content);
  const pairs = scope.flatMap((clause) => team.map((person) => ({ person, clause })));
  return await ownWorkOf(work, frameworks, auditId, pairs);
}

/** Verdicts given by somebody who answers for a record of the clause. A row that names no auditor was looked at by the lead. */
export async function dependentVerdicts(work: Work, frameworks: Frameworks, auditId: string, content: Content): Promise<OwnWork[]> {
  const lead = textIn(content.lead);
  const seen = new Set<string>();
  const pairs = checklistOf(content).flatMap((row) => {
    const person = textIn(row.auditor) ?? lead;
    const verdict = verdictIn(row);
    if (person === null || verdict === null || verdict === 'not_looked_at') return [];
    return textsIn(row.clause).flatMap((id) => {
      const clause = frameworks.clause(id);
      if (!clause || seen.has(`${person} ${id}`)) return [];
      seen.add(`${person} ${id}`);
      return [{ person, clause }];
    });
  });
  return await ownWorkOf(work, frameworks, auditId, pairs);
}

/** Nobody audits the own work (9.2): an audit is not reported with verdicts on clauses whose records the auditor answers for. */
export async function auditObjections(
  work: Work,
  frameworks: Frameworks,
  head: Pick<RecordHead, 'id' | 'content'>,
  move: Move,
): Promise<Objection[]> {
  if (move.code !== 'report') return [];
  return (await dependentVerdicts(work, frameworks, head.id, head.content)).map(({ person, clause, record }) => ({
    code: 'told',
    text: {
      zh: `${person.name} 对 ${record.no} 负责，${clause} 须由他人审核`,
      en: `${person.name} answers for ${record.no}; somebody else has to audit ${clause}`,
    },
  }));
}
