import { z } from 'zod';
import { managementReviewEndpoints as e } from '../../../../contract/management-review.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { textIn } from '../../../../kernel/system/content.ts';
import { stateOf } from '../../../../kernel/system/life-cycle.ts';
import { decisionMark, decisionsOf } from '../../../../kernel/system/management-review/inputs.ts';
import type { Content } from '../../../../kernel/system/register.ts';
import { command, type Work } from '../../../work/command.ts';
import type { Frameworks } from '../../library/index.ts';
import { type FoundRecord, recordOf } from '../audit/audit-records.ts';
import { recordsNaming } from '../audit/store-audit.ts';
import { checkedContents, numberOf } from '../registers/content-of.ts';
import type { RecordHead } from '../registers/store.ts';
import { addRecords, changeContent, registerNamed } from '../registers/write-record.ts';

const longestTitle = 120;

/** The action made of each decision of a review, by its place; found from the action, so that it holds after the minutes are approved too. */
export async function actionsOfDecisions(work: Work, { head, register }: FoundRecord): Promise<ReadonlyMap<number, RecordHead>> {
  const no = numberOf(register, head.no);
  const made = (await recordsNaming(work.tx, work.actor.organizationId, 'action_plan', 'from', [head.id])).filter(
    (one) => one.stands !== 'ended',
  );
  const marked = new Map(made.map((one) => [textIn(one.content.decision), one]));
  const named = new Map(made.map((one) => [one.id, one]));
  return new Map(
    decisionsOf(head.content).flatMap((row, index) => {
      const action = marked.get(decisionMark(no, index)) ?? named.get(textIn(row.action) ?? '');
      return action ? [[index, action] as const] : [];
    }),
  );
}

const kinds: Readonly<Record<string, string>> = { parameters: 'data', objectives: 'reduction' };
const alreadyMade = { zh: '这项决定已生成措施。', en: 'An action was made of this decision already.' };

/** Makes an action of a decision, prefilled; it names the review and the decision, and the decision names it while the minutes may still be written. */
export function makeReviewAction(frameworks: Frameworks) {
  return command({
    name: 'system.make-review-action',
    action: 'system.edit',
    input: z.strictObject({ ...e.makeReviewAction.params.shape, ...e.makeReviewAction.body.shape }),
    run: async (work, { recordId, row: index, seenVersion }) => {
      const found = await recordOf(work, frameworks, 'management_review', recordId, 'system.edit');
      const { head, register } = found;
      if (head.version !== seenVersion) throw new Refusal('conflict', { values: { version: String(head.version) } });
      const { stands, editable, name } = stateOf(register, head.state);
      if (stands === 'ended') throw new Refusal('wrong_state', { values: { state: name.zh } });
      const decisions = decisionsOf(head.content);
      const row = decisions[index];
      const said = textIn(row?.decision);
      if (!row || said === null) throw new Refusal('not_found', { values: { what: 'row', id: String(index + 1) } });
      if ((await actionsOfDecisions(work, found)).has(index)) throw new Refusal('already_exists', { detail: alreadyMade });
      const plans = registerNamed(frameworks, 'action_plan');
      const title = said.replaceAll(/\s+/g, ' ');
      const content: Content = {
        ...{ action: title.slice(0, longestTitle), kind: kinds[textIn(row.about) ?? ''] ?? 'system', description: said },
        ...{ from: [head.id], decision: decisionMark(numberOf(register, head.no), index) },
        ...(row.owner === undefined ? {} : { owner: row.owner }),
        ...(row.due_on === undefined ? {} : { due_on: row.due_on }),
      };
      const [checked = {}] = await checkedContents(work, plans, [content]);
      const [added = { id: '', no: 0 }] = await addRecords(work, plans, [{ entityId: head.entity_id, content: checked }]);
      if (editable) {
        const linked = decisions.map((one, at) => (at === index ? { ...one, action: added.id } : one));
        const [kept = {}] = await checkedContents(work, register, [{ ...head.content, decisions: linked }]);
        await changeContent(work, register, head, { content: kept, seenVersion, reason: '' });
      }
      return { id: added.id, no: numberOf(plans, added.no), version: 1, state: plans.cycle.first };
    },
  });
}
