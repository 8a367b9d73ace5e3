import type { z } from 'zod';
import type { limitUse } from '../../../../contract/trading-risk.ts';
import { type Decimal, print } from '../../../../kernel/quantity/decimal.ts';
import type { Work } from '../../../work/command.ts';
import * as asset from '../../asset/index.ts';
import * as identity from '../../identity/index.ts';
import type { Shelf } from '../../library/index.ts';
import { positionsByYear } from '../desk/position-of-year.ts';
import { contractExposure } from '../finance/exposure.ts';
import { contractsOf } from '../finance/store.ts';
import { type Mandate, type MandateLimit, mandateInForce } from '../mandate/mandate-in-force.ts';
import { usedOf } from '../orders/limit-use.ts';
import { ordersOf } from '../orders/store.ts';
import { type Breach, breachesOf } from './store.ts';

type View = z.input<typeof limitUse>;

/** From this share on a limit is nearly used up. */
const nearShare = '0.8';

/** Limits that add up over orders or positions; the others bind each order by itself. */
const summed: readonly string[] = ['day_quantity', 'day_value', 'position', 'budget', 'counterparty'];

export interface UsedLimit {
  readonly limit: MandateLimit;
  /** Null: it binds each order by itself. */
  readonly used: Decimal | null;
}

/** Every limit of the mandate in force with what is used of it; a position is that of the entity. Null without a mandate. */
export async function usedLimits(
  work: Work,
  shelf: Shelf,
  { entityId, day }: { entityId: string; day: string },
): Promise<{ mandate: Mandate; limits: UsedLimit[] } | null> {
  const mandate = await mandateInForce(work, day);
  if (!mandate) return null;
  const orders = await ordersOf(work.tx, work.actor.organizationId, { since: mandate.validFrom });
  const contracts = await contractsOf(work.tx, work.actor.organizationId);
  const classes = await asset.tradedClasses(work);
  const facts = {
    ...{ entityId, day, orders, positionOf: await positionsByYear(work, shelf, entityId) },
    contractsWith: (counterparty: string) => contractExposure(contracts, counterparty),
    vintageOf: (classNo: number) => classes.get(classNo)?.view.vintage ?? 0,
  };
  const limits = mandate.limits.map((limit) => ({ limit, used: summed.includes(limit.kind) ? usedOf(limit, facts, null).abs() : null }));
  return { mandate, limits };
}

/** A breach is of one limit of one version of the mandate, of a position also of one entity; open until the limit is kept again. */
export const concerns = (breach: Breach, mandate: Mandate, limit: MandateLimit, entityId: string): boolean =>
  breach.mandate_id === mandate.id && breach.limit_id === limit.id && (breach.entity_id === null || breach.entity_id === entityId);

/** The limits as they are shown, with the breach that is not over. */
export async function limitViews(work: Work, shelf: Shelf, at: { entityId: string; day: string }): Promise<View[] | null> {
  const found = await usedLimits(work, shelf, at);
  if (!found) return null;
  const { mandate, limits } = found;
  const breaches = await breachesOf(work.tx, work.actor.organizationId);
  const ids = [...new Set(limits.flatMap(({ limit }) => (limit.of !== null && limit.kind !== 'counterparty' ? [limit.of] : [])))];
  const names = new Map((await identity.peopleNamed(work, ids)).map((one) => [one.id, one.name]));
  return limits.map(({ limit, used }) => {
    const open = breaches.find((one) => one.ended_at === null && concerns(one, mandate, limit, at.entityId));
    const over = used?.greaterThan(limit.limit) ?? false;
    const near = used?.greaterThanOrEqualTo(limit.limit.times(nearShare)) ?? false;
    return {
      ...{ id: limit.id, kind: limit.kind, year: limit.year, most: print(limit.limit), hard: limit.hard },
      ofName: limit.of === null ? null : (names.get(limit.of) ?? limit.of),
      ...{ used: used && print(used), left: used && print(limit.limit.minus(used)) },
      state: used === null ? ('by_order' as const) : over ? ('breached' as const) : near ? ('near' as const) : ('kept' as const),
      breachedSince: open?.found_at ?? null,
    };
  });
}
