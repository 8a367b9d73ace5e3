import { todayOf } from '../../../kernel/calendar/today.ts';
import type { Work } from '../../work/command.ts';
import * as asset from '../asset/index.ts';
import type { Shelf } from '../library/index.ts';
import { mandatesOf } from './mandate/store.ts';
import { ordersOf } from './orders/store.ts';
import { settlementDay } from './orders/ticket-checks.ts';
import { type Instrument, instrumentsOf } from './price/store.ts';
import { breachesOf, latestBasis } from './risk/store.ts';

/** The mandate that was approved last, whether or not its period has ended. Days are text. */
export interface ApprovedMandate {
  readonly version: number;
  readonly validFrom: string;
  readonly validTo: string;
  readonly approvedOn: string;
}

/** How trading stands as a whole; for whoever looks at the organization. A fixed number of statements; the caller checks permission. */
export interface TradingStanding {
  readonly mandate: ApprovedMandate | null;
  readonly instruments: readonly Instrument[];
  /** Prices the risk figures look back over; null while nobody has set what they start from. */
  readonly riskWindow: number | null;
  /** Breaches of limits, and those nobody has closed yet. */
  readonly breaches: number;
  readonly openBreaches: number;
  /** Orders with trades, by entity: how many are settled, and how many are past the day on which they had to be. */
  readonly orders: readonly { readonly entityId: string; readonly settled: number; readonly late: number }[];
}

export async function tradingStanding(work: Work, shelf: Shelf): Promise<TradingStanding> {
  const { organizationId } = work.actor;
  const today = todayOf(work.now);
  const begun = (await mandatesOf(work.tx, organizationId)).filter((one) => one.decision === 'approved' && one.valid_from <= today);
  const approved = begun.find((one) => today <= one.valid_to) ?? begun[0];
  const breaches = await breachesOf(work.tx, organizationId);
  const orders = (await ordersOf(work.tx, organizationId, {})).filter((one) => one.fills.length > 0);
  const classes = await asset.tradedClasses(work);
  const isLate = (one: (typeof orders)[number]) =>
    one.settlement === null && settlementDay(shelf, classes.get(one.class_no)?.view.programme ?? 'CEA', one.trading_day) < today;
  return {
    mandate:
      approved?.decided_at == null
        ? null
        : {
            ...{ version: approved.version, validFrom: approved.valid_from, validTo: approved.valid_to },
            approvedOn: todayOf(approved.decided_at),
          },
    instruments: await instrumentsOf(work.tx, organizationId),
    riskWindow: (await latestBasis(work.tx, organizationId))?.window_prices ?? null,
    ...{ breaches: breaches.length, openBreaches: breaches.filter((one) => one.closure === null).length },
    orders: [...new Set(orders.map((one) => one.entity_id))].map((entityId) => {
      const own = orders.filter((one) => one.entity_id === entityId);
      return { entityId, settled: own.filter((one) => one.settlement !== null).length, late: own.filter(isLate).length };
    }),
  };
}
