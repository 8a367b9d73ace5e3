import { z } from 'zod';
import { lettersMissing, type ReportFramework } from '../../../../kernel/inventory/report/checklist.ts';
import type { PriceTables } from '../../../../kernel/inventory/scope-3/prices.ts';
import { parseDecimal } from '../../../../kernel/quantity/decimal.ts';

/** The shapes of `data/frameworks/iso-14064-1-report.yaml` and `price-tables.yaml`. */

const text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const item = z.strictObject({
  ...{ id: z.string().regex(/^[a-z][a-z_]*$/), clause: z.string(), from: z.enum(['inventory', 'asked', 'either', 'with_words']) },
  ...{ title: text, ask: text },
});
export const reportFile = z
  .strictObject({ version: z.int(), source: z.string(), items: z.array(item), recommended: z.array(item) })
  .refine((file) => lettersMissing(file).length === 0, 'every letter a–t of clause 9.3.1 must stand once');

export function reportFrom({ source, items, recommended }: z.output<typeof reportFile>): ReportFramework {
  return { source, items, recommended };
}

const decimal = z.string().transform((value, context) => {
  const number = parseDecimal(value);
  if (number?.greaterThan(0)) return number;
  context.addIssue({ code: 'custom', message: 'not a number above 0' });
  return z.NEVER;
});
const confidence = z.enum(['high', 'medium', 'low']);
const currency = z.string().regex(/^[A-Z]{3}$/);
const year = z.int().min(1990).max(2100);
export const priceFile = z.strictObject({
  ...{ version: z.int(), source: z.string() },
  exchange_rates: z.array(z.strictObject({ currency, per: currency, year, rate: decimal, source: z.string(), confidence })),
  price_indices: z.array(z.strictObject({ currency, year, value: decimal, source: z.string(), confidence })),
});

export function pricesFrom({ exchange_rates, price_indices }: z.output<typeof priceFile>): PriceTables {
  return { rates: exchange_rates, indices: price_indices };
}
