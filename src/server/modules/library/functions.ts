import { z } from 'zod';
import { cemsMonth } from './functions/direct-measurement.ts';
import { industryBalanceValue, yearForecast } from './functions/planning.ts';
import { uncertaintyApproach1, uncertaintyMonteCarlo } from './functions/uncertainty.ts';
import type { KernelCalculation } from './kernel-calculation.ts';

/** Every calculation made by a kernel function; a new one is one line here and one file in `functions/`. */
export const kernelCalculations: readonly KernelCalculation[] = [
  uncertaintyApproach1,
  uncertaintyMonteCarlo,
  cemsMonth,
  industryBalanceValue,
  yearForecast,
];

export function findKernelCalculation(name: string): KernelCalculation | undefined {
  return kernelCalculations.find((one) => one.id === name);
}

/** The input as JSON Schema, closed at every depth. */
export function functionInputSchema({ input }: KernelCalculation): Record<string, unknown> {
  return z.toJSONSchema(input, { io: 'input', reused: 'inline' });
}
