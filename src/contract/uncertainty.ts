import { z } from 'zod';
import { distributions } from '../kernel/emission/uncertainty/marginal.ts';
import { decimalInput } from './values.ts';

/** Uncertainty of emission figures (A.9): lists of sources, and stored analyses. */

const name = z.string().trim().min(1).max(120);

export const uncertainParameter = z.strictObject({
  name,
  kind: z.enum(['activity', 'factor']).default('factor'),
  plus_minus_percent: decimalInput.optional(),
  lower_percent: decimalInput.optional(),
  upper_percent: decimalInput.optional(),
  distribution: z.enum(distributions).default('normal'),
  least_multiple: decimalInput.optional(),
  greatest_multiple: decimalInput.optional(),
  group: z.string().trim().min(1).max(120).optional(),
  same_in_both_years: z.boolean().optional(),
  source: z.string().trim().max(500).optional(),
});

export const uncertainSource = z.strictObject({
  name,
  value: decimalInput,
  base_value: decimalInput.optional(),
  parameters: z.array(uncertainParameter).max(12),
});

const correlation = z.strictObject({ a: z.string().max(250), b: z.string().max(250), coefficient: decimalInput });

export const approach1Input = z.strictObject({
  sources: z.array(uncertainSource).min(1).max(2000),
  correlations: z.array(correlation).max(500).default([]),
});

/** So many draws a request may ask for; larger samples are a job's. */
export const mostDraws = 5_000_000;
export const monteCarloInput = z.strictObject({
  sources: z.array(uncertainSource).min(1).max(200),
  correlations: z.array(correlation).max(500).default([]),
  draws: z.int().min(1_000).max(mostDraws).default(100_000),
  seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
});
