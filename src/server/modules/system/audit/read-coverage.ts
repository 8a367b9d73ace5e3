import { z } from 'zod';
import { type auditCoverage, auditEndpoints as e } from '../../../../contract/audit.ts';
import { auditedClauses, checklistCoverage, clausesInScope } from '../../../../kernel/system/audit/checklist.ts';
import { cycleMonths, programmeCoverage, yearMonths } from '../../../../kernel/system/audit/programme-coverage.ts';
import { moduleApplies } from '../../../../kernel/system/clause-status.ts';
import { rowsIn, textIn, textsIn } from '../../../../kernel/system/content.ts';
import type { Register } from '../../../../kernel/system/register.ts';
import { query, type Work } from '../../../work/command.ts';
import type { Frameworks } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { viewOf } from '../clauses/view.ts';
import type { RecordHead } from '../registers/store.ts';
import { everyRecord } from '../registers/store-lists.ts';
import { registerNamed } from '../registers/write-record.ts';
import { checklistOf, dayIn, findingsOf, namedRecord, nameOfState, peopleOf } from './audit-records.ts';
import { auditsOfLines, contentInForce } from './make-audit.ts';

type Coverage = z.input<typeof auditCoverage>;

interface Material {
  readonly work: Work;
  readonly frameworks: Frameworks;
  readonly register: Register;
  readonly annexes: readonly string[] | null;
  readonly today: string;
}

const scopeOf = ({ frameworks, annexes }: Material, named: readonly string[]) => clausesInScope(named, frameworks.clauses, annexes);

/** Programmes with their lines as approved, and the audit made of each. */
async function programmesOf(material: Material, heads: readonly RecordHead[]): Promise<Coverage['programmes']> {
  const { work, frameworks, register: audits } = material;
  const register = registerNamed(frameworks, 'audit_programme');
  const made = await auditsOfLines(
    work,
    heads.map((one) => one.id),
  );
  const shown: Coverage['programmes'] = [];
  for (const head of heads) {
    const inForce = await contentInForce(work, head);
    const rows = rowsIn((inForce ?? head.content).audits);
    const personOf = await peopleOf(
      work,
      rows.flatMap((row) => textIn(row.lead) ?? []),
    );
    shown.push({
      ...{ ...namedRecord(register, head), state: nameOfState(register, head), inForce: inForce !== null },
      ...{ from: dayIn(inForce ?? head.content, 'period_from'), to: dayIn(inForce ?? head.content, 'period_to') },
      lines: rows.flatMap((row, index) => {
        const audit = made.get(`${head.id} ${index + 1}`);
        const plannedOn = dayIn(row, 'planned_on');
        if (plannedOn === null) return [];
        return [
          {
            ...{
              line: index + 1,
              scope: textIn(row.scope) ?? '',
              clauses: textsIn(row.clauses),
              plannedOn,
              lead: personOf(textIn(row.lead)),
            },
            audit: audit ? { ...namedRecord(audits, audit), state: nameOfState(audits, audit) } : null,
          },
        ];
      }),
    });
  }
  return shown;
}

const isReported = (head: RecordHead) => head.stands === 'done' || head.state === 'reported';

function clausesCovered(
  material: Material,
  heads: readonly RecordHead[],
  programmes: Coverage['programmes'],
  today: NonNullable<ReturnType<typeof dayIn>>,
) {
  const { frameworks, annexes, register } = material;
  const applying = frameworks.clauses.filter((one) => moduleApplies(one.module, annexes));
  const done = heads.filter(isReported).flatMap((head) => {
    const on = dayIn(head.content, 'end_on');
    return on
      ? [{ id: head.id, on, clauses: auditedClauses(checklistOf(head.content), scopeOf(material, textsIn(head.content.clauses))) }]
      : [];
  });
  const underWay = heads
    .filter((head) => head.stands === 'open' && !isReported(head))
    .flatMap((head) => {
      const on = dayIn(head.content, 'start_on');
      return on ? [{ on, clauses: scopeOf(material, textsIn(head.content.clauses)).map((one) => one.id) }] : [];
    });
  const lines = programmes
    .filter((one) => one.inForce)
    .flatMap((one) => one.lines.filter((line) => line.audit === null))
    .flatMap((line) => {
      const on = dayIn({ on: line.plannedOn }, 'on');
      return on ? [{ on, clauses: scopeOf(material, line.clauses).map((one) => one.id) }] : [];
    });
  return programmeCoverage(applying, done, [...underWay, ...lines], today).map(({ lastAudit, ...one }) => {
    const head = heads.find((each) => each.id === lastAudit);
    return {
      ...one,
      title: { ...(frameworks.clause(one.clause)?.title ?? { zh: '', en: '' }) },
      lastAudit: head ? namedRecord(register, head) : null,
    };
  });
}

async function auditLines(material: Material, heads: readonly RecordHead[]): Promise<Coverage['audits']> {
  const { work, frameworks, register, today } = material;
  const findings = await findingsOf(
    work,
    frameworks,
    heads.map((one) => one.id),
    today,
  );
  const personOf = await peopleOf(
    work,
    heads.flatMap((one) => textIn(one.content.lead) ?? []),
  );
  return heads
    .map((head) => {
      const rows = checklistOf(head.content);
      const own = findings.filter((one) => one.auditId === head.id);
      const all = checklistCoverage(scopeOf(material, textsIn(head.content.clauses)), rows);
      return {
        ...{
          ...namedRecord(register, head),
          state: nameOfState(register, head),
          stands: head.stands,
          scope: textIn(head.content.scope) ?? '',
        },
        ...{ from: dayIn(head.content, 'start_on'), to: dayIn(head.content, 'end_on'), lead: personOf(textIn(head.content.lead)) },
        ...{ rows: rows.length, answered: all.reduce((sum, one) => sum + one.answered, 0), findings: own.length },
        openNonconformities: own.filter((one) => one.nonconformity?.isOpen).length,
      };
    })
    .reverse();
}

/** Which clauses were audited when, which are not within 12 months, and whether all are within 36; with programmes and audits (9.2). */
export function readAuditCoverage(frameworks: Frameworks) {
  return query({
    name: 'system.read-audit-coverage',
    action: 'system.read',
    input: z.strictObject(e.readAuditCoverage.query.shape),
    run: async (work, { entityId }): Promise<Coverage> => {
      const { organizationId } = work.actor;
      const { look, partial, places } = await viewOf(work, entityId);
      const scope = await organization.scopeInForce(work);
      const register = registerNamed(frameworks, 'audit');
      const material = { work, frameworks, register, annexes: scope?.annexes ?? null, today: places.today };
      const heads = await everyRecord(work.tx, organizationId, 'audit', look.entityIds);
      const plans = await everyRecord(work.tx, organizationId, 'audit_programme', look.entityIds);
      const programmes = await programmesOf(
        material,
        plans.filter((one) => one.stands !== 'ended'),
      );
      return {
        ...{ today: places.today, partial, yearMonths, cycleMonths, programmes },
        clauses: clausesCovered(material, heads, programmes, places.today),
        audits: await auditLines(material, heads),
      };
    },
  });
}
