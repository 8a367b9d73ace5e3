import { z } from 'zod';
import { decimalInput, decimalText, month } from './values.ts';

/** Inputs of the calculations that look ahead: a year from its months, a sector's balance value. */

const unsigned = decimalInput.refine((value) => Number(value) >= 0, 'not below 0');

export const forecastInput = z.strictObject({
  unit: z.string().max(40).default('tCO2'),
  months: z
    .array(z.strictObject({ month, actual: decimalText.nullable().optional(), last_year: decimalText.nullable().optional() }))
    .min(1)
    .max(60),
  quantile: decimalText.optional(),
  fallback_spread: decimalText.optional(),
});

export const balanceValueInput = z.strictObject({
  data_year: z.int().min(2024).max(2026),
  entities: z
    .array(z.strictObject({ entity: z.string().min(1).max(200), E: unsigned, I: unsigned }))
    .min(1)
    .max(5000),
  lines: z
    .array(z.strictObject({ entity: z.string().min(1).max(200), line: z.string().min(1).max(200), E_line: unsigned }))
    .max(5000)
    .optional(),
  slope: decimalText.optional(),
  limit: decimalText.optional(),
  largest: decimalText.optional(),
});

const maybe = decimalInput.nullable().optional();

export const gapInput = z.strictObject({
  obligation: unsigned,
  allocation: unsigned,
  price: unsigned.optional(),
  months: z
    .array(z.strictObject({ month, emission: maybe, allowances: maybe, last_emission: maybe, last_allowances: maybe }))
    .max(60)
    .default([]),
});
