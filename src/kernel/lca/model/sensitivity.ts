import { Decimal, parseDecimal } from '../../quantity/decimal.ts';
import { type ComputeInput, computeFootprint, withParameter } from './compute.ts';

/** How much the total moves when a parameter moves: per cent for one per cent, by solving again with one per cent more. Parameters with a formula follow theirs. */
export function parameterSensitivities(input: ComputeInput, total: number): { name: string; elasticity: number }[] {
  if (total === 0) return [];
  return input.study.parameters.slice(0, 50).flatMap((parameter) => {
    const value = parseDecimal(parameter.value.trim());
    if (value === null || value.isZero()) return [];
    const more = value.times(new Decimal('1.01'));
    const study = withParameter(input.study, parameter.symbol, more.toFixed());
    const { result } = computeFootprint({ ...input, study });
    return result ? [{ name: parameter.title || parameter.symbol, elasticity: (result.total - total) / total / 0.01 }] : [];
  });
}
