import { present } from '../../../../kernel/assert.ts';
import { type Day, parseDay } from '../../../../kernel/calendar/day.ts';
import { type Decimal, decimal, zero } from '../../../../kernel/quantity/decimal.ts';
import type { Blackout, Limit, LimitKind } from '../../../../kernel/trading/order.ts';
import type { Work } from '../../../work/command.ts';
import { approvedOn, type MandateTerms, stopsOf } from './store.ts';

/** A limit as the kernel's check wants it, with nothing used yet: whoever checks an order puts in what is. */
export interface MandateLimit extends Limit {
  /** Of a position: the compliance year it is for. Null: every year. */
  readonly year: number | null;
}

/** The mandate of a day in the shapes of the kernel's order check. */
export interface Mandate {
  readonly id: string;
  readonly version: number;
  readonly validFrom: string;
  readonly validTo: string;
  readonly budget: Decimal;
  /** Persons who may trade; anybody else may not. */
  readonly traders: readonly string[];
  /** Names of partners with a limit; with anybody else nothing is agreed. */
  readonly counterparties: readonly string[];
  readonly limits: readonly MandateLimit[];
  readonly blackouts: readonly Blackout[];
  readonly stopped: StopInForce | null;
}

export interface StopInForce {
  readonly id: string;
  readonly reason: string;
  readonly stoppedAt: string;
  readonly stoppedByName: string;
}

const dayOf = (text: string): Day => present(parseDay(text), 'a day of the mandate');

/** The stop that nobody has lifted yet. Holds with or without a mandate. */
export async function stopInForce(work: Work): Promise<StopInForce | null> {
  const open = (await stopsOf(work.tx, work.actor.organizationId)).find((one) => one.lifted_at === null);
  return open ? { id: open.id, reason: open.reason, stoppedAt: open.stopped_at, stoppedByName: open.stopped_by_name } : null;
}

/** The approved mandate whose period holds `day` (the latest version where several do), with the stop of this moment; null where there is none (B.5). */
export async function mandateInForce(work: Work, day: string): Promise<Mandate | null> {
  const found = await approvedOn(work.tx, work.actor.organizationId, day);
  if (!found) return null;
  const { id, version, terms } = found;
  return {
    ...{ id, version, validFrom: found.valid_from, validTo: found.valid_to, budget: decimal(found.budget) },
    traders: terms.people.map((one) => one.personId),
    counterparties: terms.counterparties.map((one) => one.name),
    limits: limitsOf(terms),
    blackouts: terms.blackouts.map(({ from, to, personId, reason }) => ({ from: dayOf(from), to: dayOf(to), person: personId, reason })),
    stopped: await stopInForce(work),
  };
}

/** Every limit of the document; `of` is a person's id or a partner's name, `id` says kind and place in words a person can read. */
export function limitsOf(terms: MandateTerms): MandateLimit[] {
  const limit = (kind: LimitKind, most: string | null, at: { of?: string; year?: number; name?: string } = {}): MandateLimit[] => {
    if (most === null) return [];
    const place = at.year ?? at.name ?? at.of;
    const hard = !terms.soft.some((soft) => soft === kind);
    const id = place === undefined ? kind : `${kind} ${place}`;
    return [{ id, kind, limit: decimal(most), used: zero, hard, of: at.of ?? null, year: at.year ?? null }];
  };
  return [
    ...terms.people.flatMap(({ personId: of, orderT, dayT, orderYuan, dayYuan }, i) => {
      const at = { of, name: `#${i + 1}` };
      return [
        ...limit('order_quantity', orderT, at),
        ...limit('day_quantity', dayT, at),
        ...limit('order_value', orderYuan, at),
        ...limit('day_value', dayYuan, at),
      ];
    }),
    ...terms.positions.flatMap(({ complianceYear: year, limitT }) => limit('position', limitT, { year })),
    ...limit('budget', terms.budgetYuan),
    ...terms.counterparties.flatMap(({ name, limitYuan }) => limit('counterparty', limitYuan, { of: name })),
    ...limit('highest_price', terms.highestPrice),
    ...limit('lowest_price', terms.lowestPrice),
  ];
}
