import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { settlementAlarm } from './trading-risk.ts';
import { day } from './values.ts';

/** What the home pages of roles count, where a list would be asked only to count it. */

export const tradingSummary = z
  .object({
    today: day,
    orders: z.object({
      /** Not decided yet, of others than whoever asks where the person may decide; and all that wait. */
      toDecide: z.int(),
      waiting: z.int(),
      inMarket: z.int(),
    }),
    /** Filled and not settled, latest first, what is late first. */
    settlements: z.array(settlementAlarm),
    openBreaches: z.int(),
    mandatesToDecide: z.int(),
    contractsToDecide: z.int(),
    /** Payments of approved contracts that are not made: until the end of the month, and late ones. */
    payments: z.object({ due: z.int(), late: z.int(), nextOn: day.nullable() }),
  })
  .meta({ id: 'TradingSummary' });

export const systemSummary = z
  .object({
    today: day,
    actions: z.object({ open: z.int(), overdue: z.int(), toVerify: z.int() }),
    /** Nonconformities that are open, worst first; `oldestDays`: since the oldest was written down. */
    nonconformities: z.array(z.object({ grade: z.string(), open: z.int(), overdue: z.int(), oldestDays: z.int() })),
    /** Corrective actions whose effectiveness is to be checked. */
    toCheck: z.int(),
    /** Records in a state out of which an approval leads, by whose right that is. */
    toApprove: z.object({ approve: z.int(), direct: z.int(), audit: z.int() }),
    toReview: z.int(),
  })
  .meta({ id: 'SystemSummary' });

export const roleSummaryEndpoints = {
  readTradingSummary: endpoint({
    name: 'trading.readSummary',
    method: 'GET',
    path: '/api/v1/trading/summary',
    summary: {
      zh: '交易待办的数目：委托、结算、突破、授权、合约、收付',
      en: 'Counts of trading: orders, settlements, breaches, mandate, contracts, payments',
    },
    access: { action: 'trading.read' },
    reply: tradingSummary,
  }),
  readSystemSummary: endpoint({
    name: 'system.readSummary',
    method: 'GET',
    path: '/api/v1/system/summary',
    summary: {
      zh: '体系待办的数目：措施、不符合、待验证、待批准、待复核',
      en: 'Counts of the system: actions, nonconformities, what is to be checked, approved, reviewed',
    },
    access: { action: 'system.read' },
    reply: systemSummary,
  }),
} as const;
