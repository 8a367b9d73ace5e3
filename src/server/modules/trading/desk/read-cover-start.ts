import { tradingDeskEndpoints } from '../../../../contract/trading-desk.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { print } from '../../../../kernel/quantity/decimal.ts';
import { most, unitsAbove, unitsBelow } from '../../../../kernel/quantity/whole.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { query } from '../../../work/command.ts';
import * as asset from '../../asset/index.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { mandateInForce } from '../mandate/mandate-in-force.ts';
import { pricesOf } from '../price/store.ts';
import { outstandingOf } from './positions.ts';
import { allowancePrice, nameOfClass } from './read-desk.ts';

/** What the cheapest cover of a compliance year starts from (B.7): what is still owed, usable units held, the latest prices, the budget in force. */
export function readCoverStart(shelf: Shelf) {
  return query({
    name: 'trading.read-cover-start',
    action: 'trading.read',
    input: tradingDeskEndpoints.readCoverStart.params,
    run: async (work, { entityId, year }) => {
      const entity = await organization.findEntity(work, entityId);
      await work.permit('trading.read', entityId);
      const today = todayOf(work.now);
      const facts = await asset.positionFacts(work, shelf, entityId, year);
      if (!facts) throw new Refusal('not_found', { values: { what: 'compliance_year', id: String(year) } });
      const price = await allowancePrice(work, shelf, today);
      const credit = (await pricesOf(work.tx, work.actor.organizationId, 'CCER')).filter((one) => one.day <= today).at(-1);
      const mandate = await mandateInForce(work, today);
      return {
        ...{ entityName: { zh: entity.name, en: entity.nameEn }, year, plant: entity.name, obligationFrom: facts.obligationFrom },
        outstanding: `${unitsAbove(outstandingOf(facts))}`,
        held: facts.classes
          .filter((one) => one.free > 0n && one.objection === null)
          .map((one) => ({
            ...{ name: nameOfClass(one), unit: one.isAllowance ? ('allowance' as const) : ('credit' as const) },
            ...{ vintage: String(one.held.vintage), registered: one.held.registeredOn, available: `${one.free}` },
          })),
        expectedIssue: `${most(0n, unitsBelow(facts.allocation) - facts.issued)}`,
        ...{ allowancePrice: price?.price ?? null, allowancePriceDay: price?.day ?? null, creditPrice: credit?.price ?? null },
        budgetYuan: mandate && print(mandate.budget),
      };
    },
  });
}
