import { present } from '../../../../kernel/assert.ts';
import { outstandingUnits } from '../../../../kernel/asset/obligation.ts';
import { type Day, parseDay } from '../../../../kernel/calendar/day.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import type { Evaluation } from '../../../../kernel/method/evaluation.ts';
import type { Decimal } from '../../../../kernel/quantity/decimal.ts';
import { ofUnits, unitsBelow } from '../../../../kernel/quantity/whole.ts';
import { evaluatePosition } from '../../../../kernel/trading/evaluate-position.ts';
import type { Work } from '../../../work/command.ts';
import * as asset from '../../asset/index.ts';
import type { Shelf } from '../../library/index.ts';

/** Years before the present one whose obligation may still be open. */
const yearsBack = 2;

export type HeldClass = asset.PositionFacts['classes'][number];

/** One open compliance year with the units that count for it: each class counts once, for the earliest open year it may be used for. */
export interface OpenYear {
  readonly facts: asset.PositionFacts;
  readonly outstanding: Decimal;
  readonly counted: readonly HeldClass[];
}

/** What an amount to surrender leaves open, in whole tonnes: of the expected obligation, or of an end of its range. */
export const outstandingOf = (
  { obligation, surrendered }: asset.PositionFacts,
  of: keyof asset.PositionFacts['obligation'] = 'value',
): Decimal => ofUnits(outstandingUnits(obligation[of], surrendered.allowances + surrendered.credits));

/** The years of an entity that are not settled: something is still owed, or their deadline is ahead. */
export async function openYears(
  work: Work,
  shelf: Shelf,
  entityId: string,
): Promise<{ today: Day; years: OpenYear[]; apart: readonly HeldClass[] }> {
  const today = present(parseDay(todayOf(work.now)), 'a day');
  const current = Number(today.slice(0, 4));
  const taken = new Set<string>();
  const years: OpenYear[] = [];
  let last: asset.PositionFacts | null = null;
  for (let year = current - yearsBack; year <= current; year += 1) {
    const facts = await asset.positionFacts(work, shelf, entityId, year);
    if (!facts) continue;
    last = facts;
    const outstanding = outstandingOf(facts);
    if (outstanding.isZero() && (facts.deadline === null || facts.deadline < today)) continue;
    const counted = facts.classes.filter((one) => one.free > 0n && one.objection === null && !taken.has(one.held.id));
    for (const one of counted) taken.add(one.held.id);
    years.push({ facts, outstanding, counted });
  }
  const apart = (last?.classes ?? []).filter((one) => one.free > 0n && !taken.has(one.held.id));
  return { today, years, apart };
}

const sum = (classes: readonly HeldClass[], allowances: boolean): bigint =>
  classes.filter((one) => one.isAllowance === allowances).reduce((all, one) => all + one.free, 0n);

export function tonnesOf({ facts, counted }: OpenYear): { holdings: bigint; credits: bigint; expectedIssue: bigint } {
  const expected = unitsBelow(facts.allocation) - facts.issued;
  return { holdings: sum(counted, true), credits: sum(counted, false), expectedIssue: expected };
}

/** Positions of the open years by the named calculation, over what is still to be surrendered. `costOf`: what the units counted for a year cost, where known. */
export function evaluateOpen(
  shelf: Shelf,
  years: readonly OpenYear[],
  costOf: (of: OpenYear) => Decimal | null = () => null,
): Evaluation | null {
  const book = shelf.ruleBook('cn-ets/compliance-rules');
  if (years.length === 0 || !book) return null;
  return evaluatePosition(
    {
      years: years.map((one) => ({
        ...{ year: one.facts.year, ...tonnesOf(one), cost: costOf(one) },
        obligation: { value: one.outstanding, p10: outstandingOf(one.facts, 'p10'), p90: outstandingOf(one.facts, 'p90') },
      })),
    },
    book,
  );
}
