import type { z } from 'zod';
import { type deskView, tradingDeskEndpoints } from '../../../../contract/trading-desk.ts';
import { daysBetween, parseDay } from '../../../../kernel/calendar/day.ts';
import { referencePriceOn } from '../../../../kernel/emission/reference-price.ts';
import type { Evaluation } from '../../../../kernel/method/evaluation.ts';
import { Decimal, print } from '../../../../kernel/quantity/decimal.ts';
import { changeable } from '../../../work/changeable.ts';
import { query, type Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { mandateInForce, stopInForce } from '../mandate/mandate-in-force.ts';
import { pricesOf } from '../price/store.ts';
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
  };
}

/** Own imported closes of the allowance where there are any; otherwise the published reference price. */
export async function allowancePrice(work: Work, shelf: Shelf, today: string): Promise<View['price']> {
  const own = (await pricesOf(work.tx, work.actor.organizationId, 'CEA')).filter((one) => one.day <= today).at(-1);
  if (own) return { price: own.price, day: own.day, source: own.source };
  const found = referencePriceOn(shelf.market.prices, today);
  return found && { price: found.price, day: found.day, source: found.source };
}

async function mandateOf(work: Work, today: string, positions: ReadonlyMap<number, string>): Promise<View['mandate']> {
  const mandate = await mandateInForce(work, today);
  return (
    mandate && {
      ...{ id: mandate.id, version: mandate.version, validTo: mandate.validTo, budgetYuan: print(mandate.budget) },
      // What orders use of the other limits is told with the orders.
      limits: mandate.limits
        .filter((one) => one.of === null)
        .map((one) => {
          const now = one.kind === 'position' && one.year !== null ? positions.get(one.year) : undefined;
          return {
            ...{ id: one.id, kind: one.kind, limit: print(one.limit), year: one.year },
            used: now === undefined ? null : print(new Decimal(now).abs()),
          };
        }),
    }
  );
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
      const evaluation = evaluateOpen(shelf, years);
      const views = years.map((one) => yearView(one, evaluation, today));
      const stop = await stopInForce(work);
      return {
        ...{ entityId, entityName: { zh: entity.name, en: entity.nameEn }, today, years: views },
        result: evaluation && changeable({ calculation: evaluation.method.id, ...evaluation }),
        apart: apart.map((one) => ({ name: nameOfClass(one), quantity: `${one.free}`, objection: one.objection })),
        mandate: await mandateOf(work, today, new Map(views.map((one) => [one.year, one.position]))),
        stopped: stop && { reason: stop.reason, byName: stop.stoppedByName },
        price: await allowancePrice(work, shelf, today),
      };
    },
  });
}
