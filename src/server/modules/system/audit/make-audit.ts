import { z } from 'zod';
import { auditEndpoints as e } from '../../../../contract/audit.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { clausesInScope } from '../../../../kernel/system/audit/checklist.ts';
import { rowsIn, textIn, textsIn } from '../../../../kernel/system/content.ts';
import type { Content } from '../../../../kernel/system/register.ts';
import { command, type Work } from '../../../work/command.ts';
import type { Frameworks } from '../../library/index.ts';
import { checkedContents, numberOf } from '../registers/content-of.ts';
import { type RecordHead, versionsOf } from '../registers/store.ts';
import { addRecords, registerNamed } from '../registers/write-record.ts';
import { recordOf } from './audit-records.ts';
import { recordsNaming, recordsOwnedUnder } from './store-audit.ts';

/** The content of a record that is in force; a further version that is only drafted does not count. Null: none is. */
export async function contentInForce(work: Work, head: RecordHead): Promise<Content | null> {
  if (head.in_force_version === null) return null;
  if (head.in_force_version === head.version) return head.content;
  const versions = await versionsOf(work.tx, work.actor.organizationId, head.id);
  return versions.find((one) => one.version === head.in_force_version)?.content ?? null;
}

/** The audit made of each line of programmes, by `<programme> <line>`; one that was cancelled leaves its line free. */
export async function auditsOfLines(work: Work, programmeIds: readonly string[]): Promise<ReadonlyMap<string, RecordHead>> {
  const made = await recordsNaming(work.tx, work.actor.organizationId, 'audit', 'programme', programmeIds);
  return new Map(made.flatMap((one) => (one.stands === 'ended' ? [] : [[`${one.target_id} ${textIn(one.content.line) ?? ''}`, one]])));
}

/** People who answer for the records of these clauses at an entity: those who are asked. Never somebody of the audit team. */
async function auditeesOf(work: Work, entityId: string, clauses: readonly string[], team: readonly string[]): Promise<string[]> {
  const owners = await recordsOwnedUnder(work.tx, work.actor.organizationId, entityId, clauses);
  return owners.filter((id) => !team.includes(id)).slice(0, 10);
}

const notInForce = {
  zh: '方案尚未批准生效。请先批准审核方案，再由其中的一项生成审核。',
  en: 'The programme is not in force. Let it be approved, then make the audit from its line.',
};
const madeAlready = { zh: '方案的这一项已生成审核。', en: 'An audit was made from this line already.' };

/** Makes an audit from a line of a programme in force, prefilled with scope, clauses, criteria, day, lead and who is asked. */
export function makeAudit(frameworks: Frameworks) {
  return command({
    name: 'system.make-audit',
    action: 'system.audit',
    input: z.strictObject({ ...e.makeAudit.params.shape, ...e.makeAudit.body.shape }),
    run: async (work, { recordId, line, lead }) => {
      const { head } = await recordOf(work, frameworks, 'audit_programme', recordId, 'system.audit');
      const content = await contentInForce(work, head);
      if (!content) throw new Refusal('wrong_state', { detail: notInForce });
      const row = rowsIn(content.audits)[line - 1];
      if (!row) throw new Refusal('not_found', { values: { what: 'row', id: String(line) } });
      if ((await auditsOfLines(work, [head.id])).has(`${head.id} ${line}`)) throw new Refusal('already_exists', { detail: madeAlready });
      const register = registerNamed(frameworks, 'audit');
      const leads = lead ?? textIn(row.lead) ?? work.actor.personId;
      const scope = textIn(row.scope) ?? '';
      const named = textsIn(row.clauses);
      const clauses = clausesInScope(named, frameworks.clauses, null).map((one) => one.id);
      const auditee = await auditeesOf(work, head.entity_id, clauses, [leads]);
      const audit: Content = {
        ...{ subject: scope, programme: head.id, line: String(line), scope, clauses: named, lead: leads, auditee },
        ...{ criteria: content.criteria ?? '', start_on: row.planned_on ?? '', end_on: row.planned_on ?? '' },
      };
      const [checked = {}] = await checkedContents(work, register, [audit]);
      const [added = { id: '', no: 0 }] = await addRecords(work, register, [{ entityId: head.entity_id, content: checked }]);
      return { id: added.id, no: numberOf(register, added.no), version: 1, state: register.cycle.first };
    },
  });
}
