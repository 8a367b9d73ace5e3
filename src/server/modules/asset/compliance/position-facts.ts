import { todayOf } from '../../../../kernel/calendar/today.ts';
import { type Decimal, decimal } from '../../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { Text } from '../../../../kernel/text.ts';
import type { Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import { classView } from '../ledger/views.ts';
import { readGap } from '../read-gap.ts';
import { complianceLedger, deadlineOf, objectionOf, surrenderedFor } from './compliance-facts.ts';
import { allowanceProgramme } from './offered.ts';

/** What the position of a compliance year is made of (B.7): told to the trading module. */
export interface PositionFacts {
  readonly year: number;
  readonly entityName: Text;
  /** tCO2, capped. The range is that of the gap: allocation moves with production, and only what is left over moves the position. */
  readonly obligation: { readonly value: Decimal; readonly p10: Decimal; readonly p90: Decimal };
  readonly obligationFrom: 'verified' | 'calculated' | 'forecast';
  readonly allocation: Decimal;
  /** Allowances of the year that were issued, less those taken back. */
  readonly issued: bigint;
  readonly surrendered: { readonly allowances: bigint; readonly credits: bigint };
  readonly deadline: string | null;
  /** Every class of the national market on the entity's accounts; free: on registry and trading accounts. */
  readonly classes: readonly {
    readonly held: ReturnType<typeof classView>;
    readonly free: bigint;
    readonly isAllowance: boolean;
    readonly objection: Text | null;
  }[];
}

/** Null where the year has no plan or no data to forecast from. `day`: what was issued and surrendered up to it counts; the emission as it is known now. */
export async function positionFacts(
  work: Work,
  shelf: Shelf,
  entityId: string,
  year: number,
  day: string = todayOf(work.now),
): Promise<PositionFacts | null> {
  const gap = await readGap(shelf)
    .run(work, { entityId, year })
    .catch((error: unknown) => {
      if (error instanceof Refusal && (error.values.what === 'months' || error.findings[0]?.code === 'no_plan')) return null;
      throw error;
    });
  if (gap === null) return null;
  const all = await complianceLedger(work, entityId);
  const ledger = { ...all, movements: all.movements.filter((one) => one.effectiveOn <= day) };
  const allocation = decimal(gap.allocation.value);
  const issues = ledger.movements.filter((one) => {
    const held = ledger.classes.get(one.classNo);
    return held?.programme === allowanceProgramme && held.vintage === year;
  });
  const total = (kind: string) => issues.filter((one) => one.kind === kind).reduce((sum, one) => sum + BigInt(one.quantity), 0n);
  const { allowances, credits } = surrenderedFor(ledger, year);
  const nos = [...new Set(ledger.standing.map((one) => one.held.no))];
  return {
    ...{ year, entityName: gap.entityName, obligationFrom: gap.emissionFrom, allocation, deadline: deadlineOf(shelf, year) },
    obligation: { value: decimal(gap.obligation), p10: allocation.plus(gap.gap.p10), p90: allocation.plus(gap.gap.p90) },
    issued: total('issue') - total('return'),
    surrendered: { allowances, credits },
    classes: nos.flatMap((no) => {
      const own = ledger.standing.filter((one) => one.held.no === no);
      const [first] = own;
      if (!first) return [];
      const free = own.filter((one) => one.account.kind === 'registry' || one.account.kind === 'trading');
      return [
        {
          held: classView(first.held),
          free: free.reduce((sum, one) => sum + one.quantity, 0n),
          isAllowance: first.held.programme === allowanceProgramme,
          objection: objectionOf(shelf, first.held, year, day)?.text ?? null,
        },
      ];
    }),
  };
}
