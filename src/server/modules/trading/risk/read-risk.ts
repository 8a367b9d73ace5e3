import type { z } from 'zod';
import { type riskView, tradingRiskEndpoints } from '../../../../contract/trading-risk.ts';
import { decimal, print } from '../../../../kernel/quantity/decimal.ts';
import { evaluateMarketRisk, marketRiskPlan } from '../../../../kernel/trading/risk/evaluate-market-risk.ts';
import type { MarketRiskInput } from '../../../../kernel/trading/risk/risk-input.ts';
import { changeable } from '../../../work/changeable.ts';
import { query } from '../../../work/command.ts';
import type { Call } from '../../../work/route.ts';
import * as asset from '../../asset/index.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { allowancePrice } from '../desk/read-desk.ts';
import { contractsOf } from '../finance/store.ts';
import { mandateInForce } from '../mandate/mandate-in-force.ts';
import { ordersOf } from '../orders/store.ts';
import { instrumentsOf } from '../price/store.ts';
import { tradesByClass } from '../results/own-trades.ts';
import { riskBasisOf } from './basis.ts';
import { type AtRisk, bookAtRisk, riskInputOf } from './book.ts';
import { drawWorst, type RiskThreads } from './draw-risk.ts';
import { limitViews } from './limits.ts';
import { resultsInputOf } from './results.ts';
import { claimsOf, openWith, settlementAlarms } from './settlement-alarms.ts';
import { type Breach, breachesOf } from './store.ts';

type View = z.input<typeof riskView>;

const bookView = ({ instrument, held, expected, owed, tonnes, prices, currency }: AtRisk): View['atRisk'][number] => ({
  ...{ instrument, held: `${held}`, expected: `${expected}`, owed: `${owed}`, tonnes: `${tonnes}`, currency },
  ...{ price: prices.at(-1)?.price ?? null, priceDay: prices.at(-1)?.day ?? null, prices: prices.length },
});

const breachView = (one: Breach): View['breaches'][number] => ({
  ...{ id: one.id, number: one.number, kind: one.kind, limitId: one.limit_id, mandateVersion: one.mandate_version },
  ...{ most: print(decimal(one.most)), used: print(decimal(one.used)), foundAt: one.found_at, foundByName: one.found_by_name },
  endedAt: one.ended_at,
  closed: one.closure && {
    ...{ reason: one.closure.reason, doneAt: one.closure.done_at },
    doneBy: { id: one.closure.done_by, name: one.closure.done_by_name },
  },
});

/** Everything the page of risks tells but the figures that are drawn: these are worked out after the facts are read, in threads. */
export function riskFacts(shelf: Shelf) {
  return query({
    name: 'trading.read-risk',
    action: 'trading.read',
    input: tradingRiskEndpoints.readRisk.params,
    run: async (work, { entityId }) => {
      const entity = await organization.findEntity(work, entityId);
      await work.permit('trading.read', entityId);
      const { organizationId } = work.actor;
      const basis = await riskBasisOf(work);
      const { today, book } = await bookAtRisk(work, shelf, entityId, basis.terms.windowPrices);
      const { input, missing } = await riskInputOf(work, book);
      const orders = await ordersOf(work.tx, organizationId, { entityId });
      const classes = await asset.tradedClasses(work);
      const price = (await allowancePrice(work, shelf, today))?.price ?? null;
      const results = resultsInputOf(await tradesByClass(work, entityId), book, price);
      const mandate = await mandateInForce(work, today);
      const counterparties = claimsOf(orders, price);
      const view: Omit<View, 'risk' | 'results'> = {
        ...{ entityId, entityName: { zh: entity.name, en: entity.nameEn }, today, basis, missing: [...missing], classes: results.classes },
        atRisk: book.map(bookView),
        limits: await limitViews(work, shelf, { entityId, day: today }),
        breaches: (await breachesOf(work.tx, organizationId))
          .filter((one) => one.entity_id === null || one.entity_id === entityId)
          .map(breachView),
        counterparties: openWith(orders, await contractsOf(work.tx, organizationId, { entityIds: [entityId] }), mandate),
        alarms: settlementAlarms(shelf, orders, classes, today),
        instruments: (await instrumentsOf(work.tx, organizationId)).map((one) => one.instrument),
      };
      return { view, input: input && { ...input, counterparties }, results: results.input };
    },
  });
}

const told = (input: MarketRiskInput, worst: Float64Array | null) => {
  const evaluation = evaluateMarketRisk(input, worst);
  return changeable({ calculation: evaluation.method.id, ...evaluation });
};

/** Risks of an entity (B.6, B.9): the sample of the Monte Carlo is drawn in threads, after the database is left. */
export function readRisk(shelf: Shelf, threads: RiskThreads) {
  const facts = riskFacts(shelf);
  return async (call: Call<{ entityId: string }>): Promise<View> => {
    const { view, input, results } = await call.ask(facts, call.params);
    const plan = input && marketRiskPlan(input);
    const worst = plan && (await drawWorst(threads, call.actor.personId, plan, Number(input.confidence)));
    return { ...view, risk: input && told(input, worst), results: results && told(results, null) };
  };
}
