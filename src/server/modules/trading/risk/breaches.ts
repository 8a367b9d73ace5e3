import { z } from 'zod';
import { tradingRiskEndpoints } from '../../../../contract/trading-risk.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { print } from '../../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { Actor } from '../../../work/actor.ts';
import { command, type Work } from '../../../work/command.ts';
import { everyMinute } from '../../../work/every-minute.ts';
import type { ModuleDeps } from '../../../work/module.ts';
import { runCommand } from '../../../work/run.ts';
import * as asset from '../../asset/index.ts';
import type { Shelf } from '../../library/index.ts';
import { mandateById } from '../mandate/store.ts';
import { ordersOf } from '../orders/store.ts';
import { concerns, usedLimits } from './limits.ts';
import { breachesOf, insertBreach, insertBreachEnd, insertClosure } from './store.ts';

const breachObject = 'trading_breach';

/** Entities that hold units or have traded: those whose positions can break a limit. */
async function tradingEntities(work: Work): Promise<string[]> {
  const { holdings } = await asset.readHoldings.run(work, {});
  const orders = await ordersOf(work.tx, work.actor.organizationId, {});
  return [...new Set([...holdings.flatMap((one) => one.entities.map((of) => of.entityId)), ...orders.map((one) => one.entity_id)])];
}

/** Looks at every limit of the mandate in force: keeps what is exceeded and not kept yet as a breach, and ends those whose limit is kept again (B.10). */
async function lookAtLimits(work: Work, shelf: Shelf): Promise<{ found: number; ended: number }> {
  await asset.lockLedger(work);
  const { organizationId, name } = work.actor;
  let [found, ended] = [0, 0];
  const seen = new Set<string>();
  for (const entityId of await tradingEntities(work)) {
    const used = await usedLimits(work, shelf, { entityId, day: todayOf(work.now) });
    for (const { limit, used: amount } of used?.limits ?? []) {
      const own = limit.kind === 'position' ? entityId : null;
      if (!used || amount === null || seen.has(`${limit.id} ${own}`)) continue;
      seen.add(`${limit.id} ${own}`);
      const open = (await breachesOf(work.tx, organizationId)).find(
        (one) => one.ended_at === null && concerns(one, used.mandate, limit, entityId),
      );
      if (amount.greaterThan(limit.limit) && !open) {
        const row = {
          ...{ organization_id: organizationId, id: work.newId(), mandate_id: used.mandate.id, limit_id: limit.id, kind: limit.kind },
          ...{ entity_id: own, most: print(limit.limit), used: print(amount), found_at: work.now, found_by_name: name },
        };
        await insertBreach(work.tx, row);
        work.record({ kind: 'trading.limit_breached', objectType: breachObject, objectId: row.id, objectVersion: 1, content: row });
        found += 1;
      } else if (open && !amount.greaterThan(limit.limit)) {
        const row = { organization_id: organizationId, breach_id: open.id, used: print(amount), ended_at: work.now };
        await insertBreachEnd(work.tx, row);
        work.record({ kind: 'trading.limit_kept_again', objectType: breachObject, objectId: open.id, objectVersion: 2, content: row });
        ended += 1;
      }
    }
  }
  return { found, ended };
}

/** Somebody looks at the limits now. */
export function watchLimits(shelf: Shelf) {
  return command({
    name: 'trading.watch-limits',
    action: 'trading.close_breach',
    input: z.object({}),
    run: async (work) => {
      await work.permit('trading.close_breach');
      return await lookAtLimits(work, shelf);
    },
  });
}

/** Closes a breach with a reason (B.10): not by somebody who trades by the mandate. The database keeps it too. */
export const closeBreach = command({
  name: 'trading.close-breach',
  action: 'trading.close_breach',
  input: z.strictObject({ ...tradingRiskEndpoints.closeBreach.params.shape, ...tradingRiskEndpoints.closeBreach.body.shape }),
  run: async (work, { breachId, reason }) => {
    await work.permit('trading.close_breach');
    const { organizationId, personId, name } = work.actor;
    const found = (await breachesOf(work.tx, organizationId)).find((one) => one.id === breachId);
    if (!found) throw new Refusal('not_found', { values: { id: breachId, what: 'breach' } });
    const mandate = await mandateById(work.tx, organizationId, found.mandate_id);
    const placed = (await ordersOf(work.tx, organizationId, {})).some(
      (one) => one.mandate_id === found.mandate_id && one.placed_by === personId,
    );
    if (placed || mandate?.terms.people.some((one) => one.personId === personId)) throw new Refusal('trader_closes_breach');
    if (found.closure) throw new Refusal('wrong_state');
    const row = { breach_id: breachId, reason, done_at: work.now, done_by: personId, done_by_name: name };
    await insertClosure(work.tx, { ...row, organization_id: organizationId });
    work.record({ kind: 'trading.breach_closed', objectType: breachObject, objectId: breachId, objectVersion: 3, content: row, reason });
    return { id: breachId };
  },
});

/** Minutes between two looks at the limits of an organization. */
const everyMinutes = 30;

/** Looks at the limits of every organization now and then: a forecast or a settlement may break one without an order. */
export function startWatchingLimits(deps: ModuleDeps, shelf: Shelf, organizations: () => Promise<readonly string[]>) {
  const watch = command({
    name: 'trading.watch-limits-by-clock',
    action: 'system',
    input: z.object({}),
    run: (work) => lookAtLimits(work, shelf),
  });
  const last = new Map<string, number>();
  return everyMinute(deps, organizations, 'looking at limits', async (actor: Actor) => {
    const now = deps.clock.now();
    if (now - (last.get(actor.organizationId) ?? Number.NEGATIVE_INFINITY) < everyMinutes * 60_000) return;
    last.set(actor.organizationId, now);
    await runCommand(deps, watch, actor, {});
  });
}
