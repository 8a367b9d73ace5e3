import { z } from 'zod';
import { cemsMonth } from './functions/direct-measurement.ts';
import { complianceGap, industryBalanceValue, yearForecast } from './functions/planning.ts';
import { uncertaintyApproach1, uncertaintyMonteCarlo, uncertaintyOfCalculation } from './functions/uncertainty.ts';
import type { KernelCalculation } from './kernel-calculation.ts';

/** Every calculation made by a kernel function; a new one is one line here and one file in `functions/`. */
export const kernelCalculations: readonly KernelCalculation[] = [
  uncertaintyApproach1,
  uncertaintyMonteCarlo,
  uncertaintyOfCalculation,
  cemsMonth,
  industryBalanceValue,
  yearForecast,
  complianceGap,
];

export function findKernelCalculation(name: string): KernelCalculation | undefined {
  return kernelCalculations.find((one) => one.id === name);
}

/** The input as JSON Schema, closed at every depth; named parts are put in their places, because inside the OpenAPI document a reference would look elsewhere. */
export function functionInputSchema({ input }: KernelCalculation): Record<string, unknown> {
  const { $defs, ...schema } = z.toJSONSchema(input, { io: 'input', reused: 'inline' });
  const named = new Map(Object.entries($defs ?? {}));
  const placed = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(placed);
    if (typeof part !== 'object' || part === null) return part;
    const ref = '$ref' in part && typeof part.$ref === 'string' ? named.get(part.$ref.replace('#/$defs/', '')) : undefined;
    const fields = Object.entries(ref ?? part).filter(([name]) => ref === undefined || name !== 'id');
    return Object.fromEntries(fields.map(([name, value]) => [name, placed(value)]));
  };
  return Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, placed(value)]));
}
