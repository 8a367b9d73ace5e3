import { z } from 'zod';
import { calculationResult } from '../../../../contract/library.ts';
import { systemFigureEndpoints as e, reviewPart } from '../../../../contract/system-figures.ts';
import { present } from '../../../../kernel/assert.ts';
import { parseDay } from '../../../../kernel/calendar/day.ts';
import { nodeId } from '../../../../kernel/method/nodes.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { textIn } from '../../../../kernel/system/content.ts';
import { query, type Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import { recordObject } from '../registers/content-of.ts';
import { type RecordHead, recordById } from '../registers/store.ts';
import { type RecordResult, resultsOf } from '../results/store.ts';
import { computeNow, reviewRegister } from './compute-review.ts';

const stored = z.object({ asOf: z.string(), year: z.int(), parts: z.array(reviewPart), calculation: calculationResult });

/** A record of the register that whoever asks may see. @throws Refusal `not_found`, `not_permitted`. */
export async function recordToRead(work: Work, recordId: string, register: string): Promise<RecordHead> {
  const head = await recordById(work.tx, work.actor.organizationId, recordId);
  if (!head || head.register !== register) throw new Refusal('not_found', { values: { what: recordObject, id: recordId } });
  await work.permit('system.read', head.entity_id);
  return head;
}

type Nodes = z.output<typeof calculationResult>['derivation']['nodes'];

/** Figures that are there in one of the two only, or with another value. */
export function differencesOf(before: Nodes, after: Nodes) {
  const then = new Map(before.map((one) => [nodeId(one.symbol, one.at), one]));
  const now = new Map(after.map((one) => [nodeId(one.symbol, one.at), one]));
  return [...new Set([...then.keys(), ...now.keys()])].flatMap((id) => {
    const [a, b] = [then.get(id), now.get(id)];
    const told = b ?? a;
    if (!told || (a?.value ?? null) === (b?.value ?? null)) return [];
    return [
      {
        ...{ symbol: told.symbol, at: { ...told.at }, title: { ...told.title }, unit: told.unit },
        ...{ was: a?.shown ?? null, now: b?.shown ?? null },
      },
    ];
  });
}

const lineOf = (head: RecordHead) => (one: RecordResult) => ({
  ...{ no: one.no, asOf: one.as_of, computedAt: one.computed_at, computedBy: { id: one.computed_by, name: one.computed_by_name } },
  ...{ sha256: one.result_sha256.toString('hex'), bound: textIn(head.content.computed_sha256) === one.result_sha256.toString('hex') },
});

/** The computed figures of a review: the ones asked for, or those the record names. Compared: what would be others with the data as they are now. */
export function readCarbonReview(shelf: Shelf) {
  return query({
    name: 'system.read-carbon-review',
    action: 'system.read',
    statementSeconds: 60,
    input: z.strictObject({ ...e.readCarbonReview.params.shape, ...e.readCarbonReview.query.shape }),
    run: async (work, { recordId, no, compare }) => {
      const head = await recordToRead(work, recordId, reviewRegister);
      const all = await resultsOf(work.tx, work.actor.organizationId, head.id);
      const computed = all.map(lineOf(head));
      const wanted = no ?? computed.findLast((one) => one.bound)?.no ?? all.at(-1)?.no;
      const row = all.find((one) => one.no === wanted);
      if (no !== undefined && !row) throw new Refusal('not_found', { values: { what: 'register_result', id: String(no) } });
      if (!row) return { computed, shown: null, differences: null };
      const { asOf, ...review } = stored.parse(row.result);
      const differences = async () => {
        const day = present(parseDay(asOf), 'a day');
        const fresh = await computeNow(work, shelf, head, day);
        return differencesOf(review.calculation.derivation.nodes, calculationResult.parse(fresh.calculation).derivation.nodes);
      };
      return { computed, shown: { no: row.no, ...review }, differences: compare === 'yes' ? await differences() : null };
    },
  });
}
