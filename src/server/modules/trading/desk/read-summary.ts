import { z } from 'zod';
import { can } from '../../../../contract/permission.ts';
import type { tradingSummary } from '../../../../contract/role-summaries.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { query } from '../../../work/command.ts';
import * as asset from '../../asset/index.ts';
import type { Shelf } from '../../library/index.ts';
import { scheduleOf } from '../finance/schedule.ts';
import { stateOf as contractState } from '../finance/state.ts';
import { contractsOf } from '../finance/store.ts';
import { mandatesOf } from '../mandate/store.ts';
import { stateOf } from '../orders/state.ts';
import { ordersOf } from '../orders/store.ts';
import { settlementAlarms } from '../risk/settlement-alarms.ts';
import { breachesOf } from '../risk/store.ts';

type Summary = z.input<typeof tradingSummary>;
const mostSettlements = 20;

/** Payments of contracts that are not made: late, or due until the end of the month. */
function paymentsOf(contracts: Awaited<ReturnType<typeof contractsOf>>, today: string): Summary['payments'] {
  const all = contracts
    .flatMap((one) => scheduleOf(one, today))
    .map(({ flow, standing }) => ({ day: `${flow.day}`, state: standing.state }));
  const ahead = all.filter(({ state }) => state === 'scheduled' || state === 'due').map(({ day }) => day);
  const month = today.slice(0, 7);
  return {
    due: ahead.filter((day) => day.slice(0, 7) <= month).length,
    late: all.filter(({ state }) => state === 'late').length,
    nextOn: ahead.sort()[0] ?? null,
  };
}

const isIn = (reach: ReadonlySet<string> | null, one: { entity_id: string }) => reach === null || reach.has(one.entity_id);

/** What the desks of traders, risk officers and finance count, as far as whoever asks sees it (B.8, B.9). */
export function readTradingSummary(shelf: Shelf) {
  return query({
    name: 'trading.read-summary',
    action: 'trading.read',
    input: z.strictObject({}),
    run: async (work): Promise<Summary> => {
      const { organizationId, personId } = work.actor;
      const today = todayOf(work.now);
      const seen = await work.reach('trading.read');
      const [decides, agrees] = [await work.reach('trading.approve_order'), await work.reach('trading.approve_contract')];
      const isSeen = (one: { entity_id: string }) => isIn(seen, one);
      const orders = (await ordersOf(work.tx, organizationId, {})).filter(isSeen);
      const waiting = orders.filter((one) => stateOf(one) === 'waiting');
      const late = settlementAlarms(shelf, orders, await asset.tradedClasses(work), today).sort((a, b) => b.daysLate - a.daysLate);
      const contracts = (await contractsOf(work.tx, organizationId)).filter(isSeen);
      return {
        today,
        orders: {
          toDecide: waiting.filter((one) => one.placed_by !== personId && isIn(decides, one)).length,
          waiting: waiting.length,
          inMarket: orders.filter((one) => stateOf(one) === 'in_market').length,
        },
        settlements: late.slice(0, mostSettlements),
        openBreaches: (await breachesOf(work.tx, organizationId)).filter(
          (one) => one.closure === null && (one.entity_id === null || isSeen({ entity_id: one.entity_id })),
        ).length,
        mandatesToDecide: can(work.actor.grants, 'trading.approve_mandate')
          ? (await mandatesOf(work.tx, organizationId)).filter((one) => one.decision === null && one.drafted_by !== personId).length
          : 0,
        contractsToDecide: contracts.filter((one) => contractState(one) === 'drafted' && one.drafted_by !== personId && isIn(agrees, one))
          .length,
        payments: paymentsOf(contracts, today),
      };
    },
  });
}
