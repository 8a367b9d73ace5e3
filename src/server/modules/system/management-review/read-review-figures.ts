import { z } from 'zod';
import type { ReplyInputOf } from '../../../../contract/endpoint.ts';
import { managementReviewEndpoints as e } from '../../../../contract/management-review.ts';
import { can } from '../../../../contract/permission.ts';
import { parseDay } from '../../../../kernel/calendar/day.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { rowsIn, textIn } from '../../../../kernel/system/content.ts';
import { stateOf } from '../../../../kernel/system/life-cycle.ts';
import { decisionsOf } from '../../../../kernel/system/management-review/inputs.ts';
import { changeable } from '../../../work/changeable.ts';
import { query, type Work } from '../../../work/command.ts';
import type { Frameworks } from '../../library/index.ts';
import { type FoundRecord, namedRecord, nameOfState, peopleOf, recordOf } from '../audit/audit-records.ts';
import { registerNamed } from '../registers/write-record.ts';
import { actionsOfDecisions } from './decisions.ts';
import { earlierTexts, fillingsOf, inputsOf } from './fill-review.ts';

type Figures = ReplyInputOf<typeof e.readReviewFigures>;

/** The decisions of a review with the actions made of them. */
export async function decisionsShown(work: Work, frameworks: Frameworks, found: FoundRecord, today: string): Promise<Figures['decisions']> {
  const plans = registerNamed(frameworks, 'action_plan');
  const actions = await actionsOfDecisions(work, found);
  const rows = decisionsOf(found.head.content);
  const personOf = await peopleOf(
    work,
    rows.flatMap((row) => textIn(row.owner) ?? []),
  );
  return rows.map((row, index) => {
    const action = actions.get(index);
    const open = action?.stands === 'open';
    return {
      ...{ row: index, about: textIn(row.about) ?? '', decision: textIn(row.decision) ?? '', owner: personOf(textIn(row.owner)) },
      dueOn: parseDay(textIn(row.due_on)),
      action: action
        ? {
            ...{ ...namedRecord(plans, action), state: nameOfState(plans, action), isOpen: open },
            overdue: open && action.due_on !== null && action.due_on < today,
          }
        : null,
    };
  });
}

/** The figures of a review as they were filled last, and its decisions. */
export function readReviewFigures(frameworks: Frameworks) {
  return query({
    name: 'system.read-review-figures',
    action: 'system.read',
    input: z.strictObject(e.readReviewFigures.params.shape),
    run: async (work, { recordId }): Promise<Figures> => {
      const found = await recordOf(work, frameworks, 'management_review', recordId, 'system.read');
      const { head, register } = found;
      const today = todayOf(work.now);
      const fillings = await fillingsOf(work, head.id);
      const last = fillings.at(-1);
      const texts = earlierTexts(fillings);
      const isOwn = (id: string, content: string) => !(texts.get(id)?.has(content) ?? false);
      return {
        today,
        filled: last
          ? {
              ...{ no: last.no, asOf: last.as_of, at: last.computed_at, by: { id: last.computed_by, name: last.computed_by_name } },
              ...{ sha256: last.result_sha256.toString('hex'), bound: head.content.computed_sha256 === last.result_sha256.toString('hex') },
            }
          : null,
        inputs: last ? changeable(inputsOf(last)) : [],
        ownWords: rowsIn(head.content.inputs).flatMap((row) => {
          const [id, content] = [textIn(row.input), textIn(row.content)];
          return id !== null && content !== null && isOwn(id, content) ? [id] : [];
        }),
        decisions: await decisionsShown(work, frameworks, found, today),
        mayFill: stateOf(register, head.state).editable && can(work.actor.grants, 'system.edit'),
      };
    },
  });
}
