import { type Decimal, parseDecimal } from '../../../../kernel/quantity/decimal.ts';
import { textIn } from '../../../../kernel/system/content.ts';
import { attainmentOf, goalOf } from '../../../../kernel/system/target-attainment.ts';
import type { Work } from '../../../work/command.ts';
import { type TargetInForce, targetsInForce } from './store.ts';

/** A target in force that asks something of a year of its parameter, and what was reached. */
export interface Attainment extends Pick<TargetInForce, 'id' | 'no' | 'title' | 'entityId'> {
  readonly unit: string;
  readonly goal: Decimal;
  /** Null: the parameter has no value for the year, or has it in another unit than the target. */
  readonly reached: { readonly value: Decimal; readonly gap: Decimal; readonly met: boolean } | null;
}

function attainmentIn(target: TargetInForce, year: number): Attainment | null {
  const { id, no, title, entityId, content, better, value, valueUnit } = target;
  const goal = better === null ? null : goalOf(content, year);
  if (goal === null) return null;
  const unit = textIn(content.unit) ?? '';
  const actual = valueUnit === unit ? parseDecimal(value ?? '') : null;
  const against = actual && { value: actual, ...attainmentOf(goal, actual, better === 'higher' ? 'higher' : 'lower') };
  return { id, no, title, entityId, unit, goal, reached: against };
}

/** Of the targets in force (6.4), those that have a parameter and ask something of the year; whoever asks, as the values are the same for all. */
export async function attainmentsOf(work: Work, year: number): Promise<Attainment[]> {
  const all = await targetsInForce(work.tx, work.actor.organizationId, year);
  return all.flatMap((one) => attainmentIn(one, year) ?? []);
}
