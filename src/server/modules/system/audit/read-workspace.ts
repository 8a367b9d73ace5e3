import { z } from 'zod';
import { type auditWorkspace, auditEndpoints as e } from '../../../../contract/audit.ts';
import { can } from '../../../../contract/permission.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { checklistCoverage } from '../../../../kernel/system/audit/checklist.ts';
import { textIn, textsIn } from '../../../../kernel/system/content.ts';
import { stateOf } from '../../../../kernel/system/life-cycle.ts';
import { query } from '../../../work/command.ts';
import type { Frameworks } from '../../library/index.ts';
import { checklistOf, findingsOf, findingView, peopleOf, recordOf, scopeOfAudit, verdictIn } from './audit-records.ts';
import { dependentVerdicts, teamOwnWork } from './independence.ts';

/** What an auditor works with: checklist, coverage by clause, findings and what became of them, and who should leave a clause to somebody else. */
export function readAuditWorkspace(frameworks: Frameworks) {
  return query({
    name: 'system.read-audit-workspace',
    action: 'system.read',
    input: z.strictObject(e.readAuditWorkspace.params.shape),
    run: async (work, { recordId }): Promise<z.input<typeof auditWorkspace>> => {
      const { head, register } = await recordOf(work, frameworks, 'audit', recordId, 'system.read');
      const today = todayOf(work.now);
      const rows = checklistOf(head.content);
      const scope = await scopeOfAudit(work, frameworks, head.content);
      const findings = await findingsOf(work, frameworks, [head.id], today);
      const personOf = await peopleOf(
        work,
        rows.flatMap((row) => textIn(row.auditor) ?? []),
      );
      const titles = new Map(scope.map((one) => [one.id, one.title]));
      return {
        ...{ today, version: head.version, state: head.state },
        mayFill: stateOf(register, head.state).editable && can(work.actor.grants, 'system.audit'),
        checklist: rows.map((row, index) => {
          const raised = findings.find((one) => one.id === row.raised);
          return {
            ...{ row: index, clauses: textsIn(row.clause), question: textIn(row.question) ?? '', drawn: textIn(row.drawn) ?? '' },
            ...{ verdict: verdictIn(row), finding: textIn(row.finding) ?? '', auditor: personOf(textIn(row.auditor)) },
            raised: raised ? findingView(raised) : null,
          };
        }),
        coverage: checklistCoverage(scope, rows).map((one) => ({ ...one, title: titles.get(one.clause) ?? { zh: '', en: '' } })),
        findings: findings.map(findingView),
        ownWork: await teamOwnWork(work, frameworks, head.id, head.content),
        notIndependent: await dependentVerdicts(work, frameworks, head.id, head.content),
      };
    },
  });
}
