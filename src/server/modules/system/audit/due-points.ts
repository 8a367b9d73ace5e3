import type { DuePoint } from '../../../../kernel/system/audit/checklist.ts';
import type { Clause } from '../../../../kernel/system/clause.ts';
import { type ClauseStanding, clauseStatusNames } from '../../../../kernel/system/clause-status.ts';
import { textIn, textsIn } from '../../../../kernel/system/content.ts';
import { stateOf } from '../../../../kernel/system/life-cycle.ts';
import type { Register } from '../../../../kernel/system/register.ts';
import type { Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import { standingsOf } from '../clauses/material.ts';
import { type View, viewOf } from '../clauses/view.ts';
import { numberOf } from '../registers/content-of.ts';
import type { RecordHead } from '../registers/store.ts';
import { gradeIn } from './audit-records.ts';
import { recordsAmong, recordsOnClauses } from './store-audit.ts';

/** Of one kind and one clause no more than so many, the latest first: an auditor samples. */
const mostOfAKind = 4;

function byClause(heads: readonly RecordHead[], scope: readonly Clause[], clausesOf: (head: RecordHead) => readonly string[]) {
  return scope.flatMap(({ id }) =>
    heads
      .filter((head) => clausesOf(head).includes(id))
      .slice(0, mostOfAKind)
      .map((head) => ({ clause: id, head })),
  );
}

const ownClauses = (head: RecordHead): readonly string[] => textsIn(head.content.clauses);

function statusPoint({ id }: Clause, standing: ClauseStanding | undefined): DuePoint[] {
  if (!standing || standing.status === 'current' || standing.status === 'not_applicable') return [];
  const name = clauseStatusNames[standing.status];
  const { met, needed } = standing;
  const text = {
    zh: `条款矩阵中本条为“${name.zh}”（所需 ${needed} 项，有效 ${met} 项）：缺什么，为什么？`,
    en: `The clause matrix says “${name.en}” (${met} of ${needed} shown): what is lacking, and why?`,
  };
  return [{ clause: id, source: 'matrix', text }];
}

function casePoint(register: Register, today: string, { clause, head }: { clause: string; head: RecordHead }): DuePoint {
  const [no, state] = [numberOf(register, head.no), stateOf(register, head.state).name];
  const late = head.due_on !== null && head.due_on < today;
  return {
    ...{ clause, source: no },
    text: {
      zh: `${no}“${head.title}”未关闭（${state.zh}${head.due_on ? `，期限 ${head.due_on}${late ? '，已逾期' : ''}` : ''}）：纠正、原因与措施到了哪一步？`,
      en: `${no} “${head.title}” is open (${state.en}${head.due_on ? `, due ${head.due_on}${late ? ', late' : ''}` : ''}): how far are correction, cause and action?`,
    },
  };
}

function findingPoint(register: Register, { clause, head }: { clause: string; head: RecordHead }): DuePoint {
  const no = numberOf(register, head.no);
  const field = register.fields.find((one) => one.id === 'grade');
  const grade = field?.type === 'choice' ? field.options.find((one) => one.code === head.content.grade)?.name : undefined;
  return {
    ...{ clause, source: no },
    text: {
      zh: `以往发现 ${no}“${head.title}”（${grade?.zh ?? '—'}）：是否已解决，有没有再次发生？`,
      en: `Earlier finding ${no} “${head.title}” (${grade?.en ?? '—'}): is it settled, and has it come back?`,
    },
  };
}

/**
 * What an auditor looks at first, by clause: how the clause stands in the matrix, open nonconformities, findings of earlier audits, records on evidence that
 * has ended. `auditId`: the audit itself, whose own findings are no earlier ones.
 */
export async function duePoints(
  work: Work,
  shelf: Shelf,
  entityId: string,
  scope: readonly Clause[],
  auditId: string,
): Promise<DuePoint[]> {
  const { frameworks } = shelf;
  const view: View = await viewOf(work, entityId);
  const { organizationId } = work.actor;
  const { entityIds, today, ended } = view.look;
  const ids = scope.map((one) => one.id);
  const standings = await standingsOf(work, shelf, view, scope);
  const on = async (id: string) => {
    const register = frameworks.register(id);
    if (!register?.roles.clauses) return null;
    return {
      register,
      heads: await recordsOnClauses(work.tx, organizationId, entityIds, { register: id, field: register.roles.clauses }, ids),
    };
  };
  const cases = await on('nonconformity');
  const found = await on('audit_finding');
  const open = (cases?.heads ?? []).filter((head) => head.stands === 'open');
  const earlier = (found?.heads ?? []).filter((head) => textIn(head.content.audit) !== auditId && gradeIn(head.content) !== 'strength');
  const grown = await recordsAmong(work.tx, organizationId, ended, ids);
  const seen = entityIds === null ? grown : grown.filter((one) => entityIds.includes(one.entity_id));
  return [
    ...scope.flatMap((clause) => statusPoint(clause, standings.get(clause.id))),
    ...(cases ? byClause(open, scope, ownClauses).map((one) => casePoint(cases.register, today, one)) : []),
    ...(found ? byClause(earlier, scope, ownClauses).map((one) => findingPoint(found.register, one)) : []),
    ...byClause(seen, scope, (head) => head.clauses).flatMap(({ clause, head }) => {
      const register = frameworks.register(head.register);
      if (!register) return [];
      const no = numberOf(register, head.no);
      const text = {
        zh: `${register.one.zh} ${no}“${head.title}”所附证据已过期：现在凭什么证明？`,
        en: `The evidence of ${no} “${head.title}” has ended: on what does it rest now?`,
      };
      return [{ clause, source: no, text }];
    }),
  ];
}
