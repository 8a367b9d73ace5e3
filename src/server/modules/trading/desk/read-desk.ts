import type { z } from 'zod';
import { type deskView, tradingDeskEndpoints } from '../../../../contract/trading-desk.ts';
import { daysBetween, parseDay } from '../../../../kernel/calendar/day.ts';
import { referencePriceOn } from '../../../../kernel/emission/reference-price.ts';
import type { Evaluation } from '../../../../kernel/method/evaluation.ts';
import { Decimal, print, zero } from '../../../../kernel/quantity/decimal.ts';
import { changeable } from '../../../work/changeable.ts';
import { query, type Work } from '../../../work/command.ts';
import * as asset from '../../asset/index.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { mandateInForce, stopInForce } from '../mandate/mandate-in-force.ts';
import { usedOf } from '../orders/limit-use.ts';
import { ordersOf } from '../orders/store.ts';
import { pricesOf } from '../price/store.ts';
import { type ClassTrades, costOfFree, tradesByClass } from '../results/own-trades.ts';
import { evaluateOpen, type HeldClass, type OpenYear, openYears, tonnesOf } from './positions.ts';

type View = z.input<typeof deskView>;

export const nameOfClass = ({ held }: HeldClass): string => `${held.programme} ${held.vintage} ${held.project}`.trim();

function figureOf(evaluation: Evaluation | null, symbol: string, year: number): string | null {
  const found = evaluation?.outputs.find((one) => one.symbol === symbol && one.at.year === String(year));
  return found?.value == null ? null : String(found.value);
}

function yearView(one: OpenYear, evaluation: Evaluation | null, today: string): View['years'][number] {
  const { year, deadline, obligationFrom, surrendered } = one.facts;
  const { holdings, expectedIssue, credits } = tonnesOf(one);
  const [from, to] = [parseDay(today), parseDay(deadline)];
  return {
    ...{ year, deadline, obligationFrom, daysLeft: from && to ? daysBetween(from, to) : null },
    surrendered: `${surrendered.allowances + surrendered.credits}`,
    ...{ holdings: `${holdings}`, expectedIssue: `${expectedIssue}`, credits: `${credits}` },
    creditsUsable: figureOf(evaluation, 'credits_usable', year) ?? '0',
    outstanding: print(one.outstanding),
    positionLow: figureOf(evaluation, 'position_p10', year),
    positionHigh: figureOf(evaluation, 'position_p90', year),
    position: figureOf(evaluation, 'position', year) ?? '0',
    coverRatio: figureOf(evaluation, 'cover_ratio', year),
    averageCost: figureOf(evaluation, 'average_cost', year),
  };
}

/** Own imported closes of the allowance where there are any; otherwise the published reference price. */
export async function allowancePrice(work: Work, shelf: Shelf, today: string): Promise<View['price']> {
  const own = (await pricesOf(work.tx, work.actor.organizationId, 'CEA')).filter((one) => one.day <= today).at(-1);
  if (own) return { price: own.price, day: own.day, source: own.source };
  const found = referencePriceOn(shelf.market.prices, today);
  return found && { price: found.price, day: found.day, source: found.source };
}

/** The mandate's limits that bind everybody, with what is used of those that add up; who uses what of the others stands with the risks. */
async function mandateOf(work: Work, entityId: string, today: string, positions: ReadonlyMap<number, string>): Promise<View['mandate']> {
  const mandate = await mandateInForce(work, today);
  if (!mandate) return null;
  const orders = await ordersOf(work.tx, work.actor.organizationId, { since: mandate.validFrom });
  const classes = await asset.tradedClasses(work);
  const facts = {
    ...{ entityId, day: today, orders, positionOf: (year: number) => new Decimal(positions.get(year) ?? zero) },
    // Limits of partners stand with the risks.
    contractsWith: () => zero,
    vintageOf: (classNo: number) => classes.get(classNo)?.view.vintage ?? 0,
  };
  return {
    ...{ id: mandate.id, version: mandate.version, validTo: mandate.validTo, budgetYuan: print(mandate.budget) },
    limits: mandate.limits
      .filter((one) => one.of === null)
      .map((one) => {
        const counts = one.kind === 'budget' || (one.kind === 'position' && one.year !== null && positions.has(one.year));
        return {
          ...{ id: one.id, kind: one.kind, limit: print(one.limit), year: one.year },
          used: counts ? print(usedOf(one, facts, null).abs()) : null,
        };
      }),
  };
}

/** What the allowances counted for a year cost; units given free cost nothing. Null where none of them was bought. */
function costOfYear({ counted }: OpenYear, trades: readonly ClassTrades[]): Decimal | null {
  const costs = counted
    .filter((one) => one.isAllowance)
    .flatMap((one) => costOfFree(trades, { classId: one.held.id, free: one.free }) ?? []);
  return costs.length === 0 ? null : costs.reduce((sum, one) => sum.plus(one));
}

/** The desk (B.7): position by compliance year with its range and cover ratio, open obligations with the days left, the use of the mandate's limits. */
export function readDesk(shelf: Shelf) {
  return query({
    name: 'trading.read-desk',
    action: 'trading.read',
    input: tradingDeskEndpoints.readDesk.params,
    run: async (work, { entityId }): Promise<View> => {
      const entity = await organization.findEntity(work, entityId);
      await work.permit('trading.read', entityId);
      const { today, years, apart } = await openYears(work, shelf, entityId);
      const trades = await tradesByClass(work, entityId);
      const evaluation = evaluateOpen(shelf, years, (one) => costOfYear(one, trades));
      const views = years.map((one) => yearView(one, evaluation, today));
      const stop = await stopInForce(work);
      return {
        ...{ entityId, entityName: { zh: entity.name, en: entity.nameEn }, today, years: views },
        result: evaluation && changeable({ calculation: evaluation.method.id, ...evaluation }),
        apart: apart.map((one) => ({ name: nameOfClass(one), quantity: `${one.free}`, objection: one.objection })),
        mandate: await mandateOf(work, entityId, today, new Map(views.map((one) => [one.year, one.position]))),
        stopped: stop && { reason: stop.reason, byName: stop.stoppedByName },
        price: await allowancePrice(work, shelf, today),
      };
    },
  });
}
