import { createHash } from 'node:crypto';
import { z } from 'zod';
import { tradingRiskEndpoints, type whatIfView } from '../../../../contract/trading-risk.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { marketRiskPlan } from '../../../../kernel/trading/risk/evaluate-market-risk.ts';
import { revalue, type StoredScenarios } from '../../../../kernel/trading/risk/revalue.ts';
import { query } from '../../../work/command.ts';
import { openMemo } from '../../../work/memo.ts';
import type { Call } from '../../../work/route.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { riskBasisOf } from './basis.ts';
import { bookAtRisk, riskInputOf } from './book.ts';
import { drawStored, type RiskThreads } from './draw-risk.ts';

const { whatIf: endpoint } = tradingRiskEndpoints;

/** Paths kept for the next question, of all organizations together. */
const keptBytes = 128 * 1024 * 1024;
/** Digits after the point of an estimate. */
const digits = 2;

function facts(shelf: Shelf) {
  return query({
    name: 'trading.what-if-risk',
    action: 'trading.read',
    input: z.strictObject({ ...endpoint.params.shape, ...endpoint.body.shape }),
    run: async (work, { entityId, instrument }) => {
      await organization.findEntity(work, entityId);
      await work.permit('trading.read', entityId);
      const { terms } = await riskBasisOf(work);
      const { book } = await bookAtRisk(work, shelf, entityId, terms.windowPrices);
      // An instrument with prices of which nothing is held is at risk once it is traded.
      const traded = book.map((one) => (one.instrument === instrument && one.tonnes === 0n ? { ...one, tonnes: 1n } : one));
      const { input } = await riskInputOf(work, traded);
      const own = book.find((one) => one.instrument === instrument);
      const positions = input?.positions.map((one) => (one.factor === instrument ? { ...one, tonnes: `${own?.tonnes ?? 0n}` } : one)) ?? [];
      return { input: input && { ...input, positions, methods: ['monte_carlo' as const] }, tonnes: own?.tonnes ?? 0n };
    },
  });
}

/**
 * Value at risk and shortfall after a trade, on the very same paths as before it (B.6): they are drawn once in a thread, kept, and looked at again; only paths
 * that can be among the worst are opened.
 */
export function whatIfRisk(shelf: Shelf, threads: RiskThreads) {
  const read = facts(shelf);
  const kept = openMemo<StoredScenarios>(keptBytes);
  return async (call: Call<{ entityId: string }, unknown, z.output<typeof endpoint.body>>): Promise<z.input<typeof whatIfView>> => {
    const { instrument, tonnes } = call.body;
    const { input, tonnes: held } = await call.ask(read, { ...call.params, ...call.body });
    const plan = input && marketRiskPlan(input);
    const at = input?.positions.findIndex((one) => one.factor === instrument) ?? -1;
    if (!input?.monte_carlo || !plan || at < 0) throw new Refusal('not_found', { values: { what: 'prices', id: instrument } });
    const key = createHash('sha256').update(JSON.stringify(input)).digest('hex');
    let stored = kept.get(key);
    if (!stored) {
      stored = await drawStored(threads, call.actor.personId, plan);
      kept.keep(key, stored, stored.paths * (stored.factors + 2) * 8);
    }
    const confidence = Number(input.confidence);
    const none = new Float64Array(stored.factors);
    const trade = none.slice();
    trade[at] = Number(tonnes);
    const [before, after] = [revalue(stored, none, confidence), revalue(stored, trade, confidence)];
    const tell = (one: typeof before, of: bigint) => ({
      ...{ tonnes: `${of}`, valueAtRisk: one.valueAtRisk.toFixed(digits) },
      expectedShortfall: one.expectedShortfall === null ? null : one.expectedShortfall.toFixed(digits),
    });
    return {
      ...{ instrument, tonnes, currency: input.currency ?? 'CNY', paths: stored.paths, seed: input.monte_carlo.seed, opened: after.opened },
      ...{ before: tell(before, held), after: tell(after, held + BigInt(tonnes)) },
    };
  };
}
