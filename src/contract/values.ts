import { z } from 'zod';

/** A decimal number as text: what statutory figures are on the wire. */
export const decimalText = z
  .string()
  .regex(/^-?\d{1,30}(\.\d{1,30})?$/)
  .meta({ id: 'DecimalText', description: 'An exact decimal number as text, e.g. "182345.67".' });

/** A figure that was computed: as many digits as it has, up to 34 that count. */
export const figureText = z
  .string()
  .regex(/^-?\d{1,60}(\.\d{1,120})?$/)
  .meta({ id: 'FigureText', description: 'A computed figure as exact decimal text.' });

/** Inputs take a string or a number; the string keeps every digit. */
export const decimalInput = z
  .union([decimalText, z.number()])
  .meta({ id: 'DecimalInput', description: 'A decimal number; as text it keeps every digit.' });

export const id = z.uuid().meta({ id: 'Id', description: 'UUIDv7.' });
export const month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .meta({ id: 'Month', description: 'A calendar month, YYYY-MM.' });
export const day = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
  .meta({ id: 'Day', description: 'A calendar day, YYYY-MM-DD.' });
export const dataYear = z.coerce.number().int().min(2010).max(2100);
export const instant = z.iso.datetime({ offset: true }).meta({ id: 'Instant', description: 'An instant, ISO 8601 with offset (UTC).' });
export const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ id: 'Sha256', description: 'SHA-256 in lower-case hexadecimal.' });
export const shortText = z.string().trim().min(1).max(200);
export const longText = z.string().trim().max(4000);

export const text = z.object({ zh: z.string(), en: z.string() }).meta({ id: 'Text', description: 'A wording in Chinese and English.' });

/** Lists that can be long come in pages; `total` is the count under the current filter. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), total: z.number().int() });
}
export const pageQuery = { offset: z.coerce.number().int().min(0).default(0), limit: z.coerce.number().int().min(1).max(500).default(50) };
