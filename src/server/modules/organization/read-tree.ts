import { z } from 'zod';
import type { consolidationShare } from '../../../contract/organization.ts';
import type { Day } from '../../../kernel/calendar/day.ts';
import { todayOf } from '../../../kernel/calendar/today.ts';
import { type ConsolidationApproach, consolidationShares, type OwnedEntity } from '../../../kernel/organization/consolidation.ts';
import { ancestors } from '../../../kernel/organization/tree.ts';
import { Decimal, decimal, print } from '../../../kernel/quantity/decimal.ts';
import { query } from '../../work/command.ts';
import { allEntities, type Entity, organizationNames } from './store/entities.ts';
import { allEditions } from './store/scope-statements.ts';
import { findUnits } from './store/units.ts';

/** The boundary as a tree. Who holds a role only in part of it sees that part and the way up to the top. */
export const readTree = query({
  name: 'organization.read-tree',
  action: 'organization.read',
  input: z.strictObject({}),
  run: async (work) => {
    const { organizationId } = work.actor;
    const everything = await allEntities(work.tx, organizationId);
    const reach = await work.reach('organization.read');
    const byId = new Map(everything.map((e) => [e.id, e]));
    const shown = reach === null ? byId : new Set([...reach].flatMap((id) => ancestors(id, byId).map((a) => a.id)));
    const today = todayOf(work.now);
    const editions = await allEditions(work.tx, organizationId);
    return {
      organization: await organizationNames(work.tx, organizationId),
      entities: everything.filter((e) => shown.has(e.id)),
      units: await findUnits(work.tx, organizationId, reach === null ? {} : { entityIds: [...reach] }),
      consolidation: {
        approach: editions.find((e) => e.state === 'approved')?.consolidationApproach ?? null,
        day: today,
        shares: sharesOn(everything, today).filter((share) => shown.has(share.entityId)),
      },
    };
  },
});

/** Every entity's share under the three approaches. */
export function sharesOn(entities: readonly Entity[], day: Day): z.output<typeof consolidationShare>[] {
  const owned: OwnedEntity[] = entities.map((e) => ({ ...e, equitySharePct: decimal(e.equitySharePct) }));
  const under = (approach: ConsolidationApproach) =>
    new Map(
      consolidationShares(owned, approach, day).map(({ entityId, share, formula, why }) => [
        entityId,
        { pct: print(share.times(new Decimal(100))), formula, why },
      ]),
    );
  const [equity, financial, operational] = [under('equity_share'), under('financial_control'), under('operational_control')];
  return entities.flatMap(({ id }) => {
    const [equityShare, financialControl, operationalControl] = [equity.get(id), financial.get(id), operational.get(id)];
    return equityShare && financialControl && operationalControl
      ? [{ entityId: id, equityShare, financialControl, operationalControl }]
      : [];
  });
}
