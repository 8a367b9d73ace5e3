import { todayOf } from '../../../../kernel/calendar/today.ts';
import { rowsIn, textIn, textsIn } from '../../../../kernel/system/content.ts';
import { reviewInputIds } from '../../../../kernel/system/management-review/inputs.ts';
import type { Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { movesTold, optionText } from '../audit/audit-content.ts';
import { namedRecord, nameOfState, peopleOf, recordOf } from '../audit/audit-records.ts';
import { viewOf } from '../clauses/view.ts';
import { tallyOf } from '../registers/store-lists.ts';
import { earlierTexts, fillingsOf, inputsOf } from './fill-review.ts';
import { decisionsShown } from './read-review-figures.ts';

/** Risks before treatment, counted by consequence and likelihood. */
async function riskMatrix(work: Work, entityIds: readonly string[] | null) {
  const rows = await tallyOf(work.tx, work.actor.organizationId, {
    ...{ register: 'risk', entityIds, across: 'consequence', down: 'likelihood', only: { field: 'kind', is: 'risk' } },
  });
  return rows.flatMap(({ across, down, count }) => (across === null || down === null ? [] : [{ across, down, count }]));
}

/** Everything a pack of a management review shows (9.3), as of today: agenda, inputs with the figures filled last, decisions and actions, matrix of risks. */
export async function reviewContent(work: Work, shelf: Shelf, recordId: string) {
  const { frameworks } = shelf;
  const found = await recordOf(work, frameworks, 'management_review', recordId, 'system.read');
  const { head, register } = found;
  const { content } = head;
  const today = todayOf(work.now);
  const entity = await organization.findEntity(work, head.entity_id);
  const view = await viewOf(work, head.entity_id);
  const fillings = await fillingsOf(work, head.id);
  const last = fillings.at(-1);
  const texts = earlierTexts(fillings);
  const personOf = await peopleOf(work, [...textsIn(content.present), ...textsIn(content.owner)]);
  const names = (value: typeof content.owner) => textsIn(value).flatMap((id) => personOf(id)?.name ?? []);
  const told = (field: string) => textIn(content[field]) ?? '';
  const rows = rowsIn(content.inputs);
  const figures = last ? inputsOf(last) : [];
  const order: readonly string[] = reviewInputIds;
  const place = (id: string) => order.indexOf(id);
  const ids = [...new Set([...rows.flatMap((row) => textIn(row.input) ?? []), ...figures.map((one) => one.input)])];
  return {
    ...{ kind: 'management_review' as const, asOf: today, partial: view.partial },
    entity: { id: entity.id, name: { zh: entity.name, en: entity.nameEn || entity.name } },
    record: { ...namedRecord(register, head), version: head.version, state: nameOfState(register, head) },
    meeting: {
      ...{ from: told('period_from'), to: told('period_to'), plannedOn: told('planned_on'), heldOn: told('held_on') },
      ...{ present: names(content.present), absent: told('absent'), owner: names(content.owner), conclusion: told('conclusion') },
    },
    filled: last ? { no: last.no, asOf: last.as_of, sha256: last.result_sha256.toString('hex'), by: last.computed_by_name } : null,
    inputs: ids
      .sort((a, b) => place(a) - place(b))
      .map((id) => {
        const own = rows.filter((row) => row.input === id);
        const contents = own.flatMap((row) => textIn(row.content) ?? []);
        return {
          ...{ input: id, name: optionText(shelf, 'management_review', ['inputs', 'input'], id) ?? { zh: id, en: id } },
          // What the product computed is printed from its figures, in the language of the pack; what people wrote, as they wrote it.
          written: contents.filter((one) => !(texts.get(id)?.has(one) ?? false)),
          assessments: own.flatMap((row) => textIn(row.assessment) ?? []),
          figures: figures.find((one) => one.input === id) ?? null,
        };
      }),
    decisions: (await decisionsShown(work, frameworks, found, today)).map(({ row, about, decision, owner, dueOn, action }) => ({
      ...{
        no: row + 1,
        aboutName: optionText(shelf, 'management_review', ['decisions', 'about'], about),
        decision,
        owner: owner?.name ?? '',
        dueOn,
      },
      action: action && { no: action.no, title: action.title, state: action.state, isOpen: action.isOpen, overdue: action.overdue },
    })),
    risks: await riskMatrix(work, view.look.entityIds),
    moves: await movesTold(work, shelf, 'management_review', head.id),
  };
}

export type ReviewContent = Awaited<ReturnType<typeof reviewContent>>;
