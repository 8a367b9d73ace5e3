import { z } from 'zod';
import { type Day, parseDay } from '../kernel/calendar/day.ts';
import { type Decimal, parseDecimal } from '../kernel/quantity/decimal.ts';
import { day, decimalInput } from './values.ts';

/** Inputs of kernel calculations as the kernel takes them: exact decimals, whole units, days that exist. */

/** An exact decimal. */
export const exact = decimalInput.transform((value, context): Decimal => {
  const number = parseDecimal(value);
  if (number !== null) return number;
  context.addIssue({ code: 'custom', message: 'not a decimal number' });
  return z.NEVER;
});

/** An exact decimal of zero or more. */
export const notNegative = decimalInput.transform((value, context): Decimal => {
  const number = parseDecimal(value);
  if (number !== null && !number.isNegative()) return number;
  context.addIssue({ code: 'custom', message: 'not a decimal number of 0 or more' });
  return z.NEVER;
});

/** Whole units of one tonne (or certificates): digits, or a whole number. */
export const units = z
  .union([z.string().regex(/^\d{1,18}$/), z.int().min(0)])
  .transform((value): bigint => BigInt(value))
  .meta({ description: 'Whole units of 1 t.' });

export const signedUnits = z.union([z.string().regex(/^-?\d{1,18}$/), z.int()]).transform((value): bigint => BigInt(value));

/** A day of the calendar, from 2000 to 2150: plans and deadlines reach beyond neither. */
export const realDay = day.transform((value, context): Day => {
  const found = parseDay(value);
  if (found !== null && found >= '2000-01-01' && found <= '2150-12-31') return found;
  context.addIssue({ code: 'custom', message: 'no day of the calendar from 2000 to 2150' });
  return z.NEVER;
});

/** Values in place of the rule file's, by the name of the rule. */
export const givenRules = z
  .record(z.string().max(60), z.union([z.string().max(200), z.number()]))
  .optional()
  .meta({ description: 'Values in place of those of the rule file, by the name of the rule; the result names every rule it used.' });

export const name = z.string().trim().min(1).max(120);
export const maybeDay = realDay.nullable().default(null);
export const maybeAmount = notNegative.nullable().default(null);
export const market = z.enum(['cn-ets', 'cn-ccer', 'eu-ets', 'nz-ets']).default('cn-ets');
export const complianceYear = z.int().min(2019).max(2060);
