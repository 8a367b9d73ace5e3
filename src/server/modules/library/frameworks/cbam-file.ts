import { z } from 'zod';
import { parseDay } from '../../../../kernel/calendar/day.ts';
import type { CbamGoods } from '../../../../kernel/neutrality/cbam-goods.ts';

/** The shape of `data/frameworks/cbam-goods.yaml`. */

const text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const confidence = z.enum(['high', 'medium', 'low']);
const id = z.string().regex(/^[a-z0-9-]+$/);
const prefix = z.string().regex(/^\d{4,8}$/);
const realDay = z.string().transform((value, context) => {
  const found = parseDay(value);
  if (found !== null) return found;
  context.addIssue({ code: 'custom', message: 'no day of the calendar' });
  return z.NEVER;
});
const sector = z.strictObject({ id, name: text, unit: z.enum(['t', 'MWh']), indirect_counts: z.boolean(), confidence });
const category = z.strictObject({
  ...{ id, sector: id, name: text, cn: z.array(prefix).min(1), except: z.array(prefix) },
  ...{ gases: z.array(z.string()).min(1), precursors: z.array(id), confidence },
});

export const cbamFile = z
  .strictObject({
    source: z.string().min(1),
    definitive_from: z.strictObject({ value: realDay, confidence }),
    ...{ sectors: z.array(sector).min(1), categories: z.array(category).min(1) },
  })
  .superRefine(({ sectors, categories }, context) => {
    const known = new Set(categories.map((one) => one.id));
    for (const [index, one] of categories.entries()) {
      const unknown = one.precursors.filter((name) => !known.has(name));
      if (!sectors.some((of) => of.id === one.sector)) unknown.push(one.sector);
      if (unknown.length > 0)
        context.addIssue({ code: 'custom', path: ['categories', index], message: `not in this file: ${unknown.join(', ')}` });
    }
  });

export const cbamFrom = (data: z.output<typeof cbamFile>): CbamGoods => ({
  source: data.source,
  definitiveFrom: data.definitive_from,
  sectors: data.sectors.map(({ indirect_counts: indirectCounts, ...rest }) => ({ ...rest, indirectCounts })),
  categories: data.categories,
});
