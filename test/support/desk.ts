import type { z } from 'zod';
import { instruct } from '../../src/server/modules/asset/ledger/instruct.ts';
import { readHoldings } from '../../src/server/modules/asset/ledger/read-holdings.ts';
import { decideMandate } from '../../src/server/modules/trading/mandate/decide-mandate.ts';
import { draftMandate } from '../../src/server/modules/trading/mandate/draft-mandate.ts';
import { readMandate } from '../../src/server/modules/trading/mandate/read-mandate.ts';
import { decideOrder } from '../../src/server/modules/trading/orders/decide-order.ts';
import { placeOrder } from '../../src/server/modules/trading/orders/place-order.ts';
import { readOrder } from '../../src/server/modules/trading/orders/read-orders.ts';
import { recordFill } from '../../src/server/modules/trading/orders/record-fills.ts';
import { settleOrder } from '../../src/server/modules/trading/orders/settle-order.ts';
import type { Command, Query } from '../../src/server/work/command.ts';
import { runCommand, runQuery } from '../../src/server/work/run.ts';
import { openPlant, type Persona, type Plant } from './plant.ts';

/** A trading desk: a plant with a mandate and its own clock, and the steps of an order by the persons who do them. */
export interface Desk {
  readonly plant: Plant;
  /** Moves the desk's clock. Monday 2025-01-20 09:30 in Beijing at first. */
  readonly at: (instant: string) => void;
  readonly run: <I extends z.ZodType, R>(who: Persona, command: Command<I, R>, input: unknown) => Promise<R>;
  readonly ask: <I extends z.ZodType, R>(who: Persona, query: Query<I, R>, input: unknown) => Promise<R>;
  readonly hold: (quantity: string, on?: string) => Promise<string>;
  readonly standing: (kind: string) => Promise<string>;
  readonly place: (more?: object, who?: Persona) => Promise<{ id: string; no: number; state: string; firstReason: string | null }>;
  readonly buy: (more?: object) => Promise<{ id: string; no: number; state: string; firstReason: string | null }>;
  readonly decide: (orderId: string, who?: Persona, more?: object) => Promise<{ state: string }>;
  readonly fill: (orderId: string, tradeNo: string, quantity: string, price: string, more?: object) => Promise<{ state: string }>;
  readonly settle: (orderId: string, more: object, who?: Persona) => Promise<{ state: string; transactionId: string }>;
  readonly read: (orderId: string, who?: Persona) => Promise<Awaited<ReturnType<ReturnType<typeof readOrder>['run']>>>;
  readonly mandate: (more?: object) => Promise<void>;
  readonly evidenceId: string;
}

export async function openDesk(options: { mandate?: boolean; n?: number; beside?: Plant } = {}): Promise<Desk> {
  const plant = await openPlant({ ...(options.n ? { n: options.n } : {}), ...(options.beside ? { beside: options.beside } : {}) });
  let now = Date.parse('2025-01-20T01:30:00.000Z');
  const deps = { db: plant.database, clock: { now: () => now } };
  const run: Desk['run'] = (who, command, input) => runCommand(deps, command, plant.actors[who], input);
  const evidenceId = (await plant.evidence('finance', `bank ${options.n ?? 1}`)).id;
  const holding = async () =>
    (await runQuery(deps, readHoldings, plant.actors.auditor, {})).holdings.find((one) => one.class.vintage === 2024);
  const order = { entityId: plant.ids.plant, price: '74.63', previousClose: '74.63', closeSource: '交易所行情', purpose: '补足履约缺口' };
  const mandate: Desk['mandate'] = async (more = {}) => {
    const { versions } = await plant.ask('auditor', readMandate, {});
    const terms = {
      ...{ validFrom: '2025-01-01', validTo: '2025-12-31', purpose: '年度计划', budgetYuan: '90000000', ...more },
      people: [{ personId: plant.actors.trader.personId, orderT: null, dayT: '20000', orderYuan: null, dayYuan: null }],
    };
    const view = await plant.run('assets', draftMandate, { terms: { ...terms, ...more }, seenVersion: versions[0]?.version ?? 0 });
    await plant.run('risk', decideMandate, { mandateId: view.versions[0]?.id ?? '', decision: 'approve', reason: '' });
  };
  if (options.mandate ?? true) await mandate();
  const desk: Desk = {
    ...{ plant, run, mandate, evidenceId },
    ask: (who, query, input) => runQuery(deps, query, plant.actors[who], input),
    at: (instant) => {
      now = Date.parse(instant);
    },
    hold: async (quantity, on = '2025-01-10') => {
      await run('assets', instruct(plant.shelf), {
        ...{ kind: 'buy', entityId: plant.ids.plant, effectiveOn: on, quantity, from: 'external', to: 'trading' },
        newClass: { programme: 'CEA', vintage: 2024 },
      });
      return (await holding())?.class.id ?? '';
    },
    standing: async (kind) => (await holding())?.entities.flatMap((one) => one.standing).find((one) => one.kind === kind)?.quantity ?? '0',
    place: (more = {}, who = 'trader') => run(who, placeOrder(plant.shelf), { ...order, side: 'sell', quantity: '500', ...more }),
    buy: (more = {}) =>
      desk.place({
        ...{ side: 'buy', newClass: { programme: 'CEA', vintage: 2024 }, complianceYear: 2024 },
        ...{ funds: { available: '1000000', evidenceId }, ...more },
      }),
    decide: (orderId, who = 'risk', more = {}) => run(who, decideOrder(plant.shelf), { orderId, decision: 'approve', ...more }),
    fill: (orderId, tradeNo, quantity, price, more = {}) =>
      run('trader', recordFill, { orderId, tradeNo, quantity, price, tradedAt: new Date(now).toISOString(), ...more }),
    settle: (orderId, more, who = 'finance') =>
      run(who, settleOrder(plant.shelf), { orderId, settledOn: '2025-01-21', fees: '0', documentNo: '清算单-1', ...more }),
    read: (orderId, who = 'auditor') => runQuery(deps, readOrder(plant.shelf), plant.actors[who], { orderId }),
  };
  return desk;
}
