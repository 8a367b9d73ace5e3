import { createHash } from 'node:crypto';
import { z } from 'zod';
import { managementReviewEndpoints as e, reviewInput } from '../../../../contract/management-review.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { rowsIn } from '../../../../kernel/system/content.ts';
import { stateOf } from '../../../../kernel/system/life-cycle.ts';
import { filledInputs, type ReviewInput, textOfInput } from '../../../../kernel/system/management-review/inputs.ts';
import type { Content } from '../../../../kernel/system/register.ts';
import { changeable } from '../../../work/changeable.ts';
import { command, type Work } from '../../../work/command.ts';
import { canonical } from '../../../work/leaf.ts';
import type { Shelf } from '../../library/index.ts';
import { recordOf } from '../audit/audit-records.ts';
import { checkedContents, numberOf, recordObject } from '../registers/content-of.ts';
import { changeContent } from '../registers/write-record.ts';
import { appendResult, type RecordResult, resultsOf } from '../results/store.ts';
import type { ReadMaturity } from './from-live.ts';
import { reviewInputs } from './review-inputs.ts';

const keptFilling = z.object({ inputs: z.array(reviewInput) });

/** The inputs as they were computed then. */
export const inputsOf = (result: Pick<RecordResult, 'result'>): ReviewInput[] => keptFilling.parse(result.result).inputs;

/** What was computed for each input ever, in both languages: a content that says just that is nobody's own. */
export function earlierTexts(results: readonly RecordResult[]): Map<string, Set<string>> {
  const texts = new Map<string, Set<string>>();
  for (const one of results.flatMap(inputsOf)) {
    const said = texts.get(one.input) ?? new Set<string>();
    texts.set(one.input, said.add(textOfInput(one, 'zh')).add(textOfInput(one, 'en')));
  }
  return texts;
}

export const fillingsOf = async (work: Work, recordId: string) =>
  (await resultsOf(work.tx, work.actor.organizationId, recordId)).filter((one) => one.period === '');

/** Fills the inputs of a review from the system (9.3): the figures are kept for good, and the version of the record names them by their hash. */
export function fillReview(shelf: Shelf, readMaturity: ReadMaturity) {
  const { frameworks } = shelf;
  return command({
    name: 'system.fill-review',
    action: 'system.edit',
    statementSeconds: 60,
    input: z.strictObject({ ...e.fillReview.params.shape, ...e.fillReview.body.shape }),
    run: async (work, { recordId, seenVersion, language }) => {
      const { head, register } = await recordOf(work, frameworks, 'management_review', recordId, 'system.edit');
      if (head.version !== seenVersion) throw new Refusal('conflict', { values: { version: String(head.version) } });
      const state = stateOf(register, head.state);
      if (!state.editable) throw new Refusal('wrong_state', { values: { state: state.name.zh } });
      const asOf = todayOf(work.now);
      const inputs = await reviewInputs(work, shelf, head, asOf, readMaturity);
      const fillings = await fillingsOf(work, head.id);
      const { rows, kept } = filledInputs(rowsIn(head.content.inputs), inputs, earlierTexts(fillings), language);
      const result = canonical(changeable({ asOf, inputs }));
      const sha = createHash('sha256').update(result).digest();
      const sha256 = sha.toString('hex');
      const given: Content = { ...head.content, inputs: rows, computed_as_of: asOf, computed_sha256: sha256 };
      const [content = {}] = await checkedContents(work, register, [given]);
      const changed = await changeContent(work, register, head, { content, seenVersion, reason: '' });
      const { organizationId, personId, name } = work.actor;
      const filling = fillings.length + 1;
      await appendResult(work.tx, {
        ...{ organization_id: organizationId, record_id: head.id, period: '', no: filling, record_version: changed.version, as_of: asOf },
        ...{ result, result_sha256: sha, reason: '', computed_at: work.now, computed_by: personId, computed_by_name: name },
      });
      work.record({
        kind: 'system.review_filled',
        objectType: recordObject,
        objectId: head.id,
        objectVersion: changed.version,
        content: { record: numberOf(register, head.no), no: filling, asOf, sha256 },
      });
      return { id: head.id, no: numberOf(register, head.no), ...changed, filling, asOf, sha256, kept: [...kept] };
    },
  });
}
