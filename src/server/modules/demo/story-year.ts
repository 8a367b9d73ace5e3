import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const text = z.string();
const deed = { by: text, at: text };
const approved = z.object(deed);

/** The table of a settlement note, for whoever prints it. */
const note = z.object({ file: text, title: text, units: text, quantity: text, price: text, total: text });

const order = z.object({
  ref: text,
  at: text,
  side: z.enum(['buy', 'sell']),
  channel: text.default('listed'),
  class: text,
  quantity: text,
  price: text,
  previous_close: text,
  purpose: text,
  year: z.number(),
  counterparty: text.default(''),
  funds: text.optional(),
  approved: approved.optional(),
  fills: z.array(z.object({ no: text, quantity: text, price: text, at: text })).default([]),
  settled: z.object({ at: text, on: text, amount: text, fees: text, document_no: text }).optional(),
});

/** How a compliance year is closed and the next one begun (data/demo/compliance-year.yaml). */
const yearStory = z.object({
  entity: text,
  policy: z.object({ ...deed, approved, choices: z.record(text, text), note: text, reason: text, document_no: text }),
  prices: z.array(
    z.object({ ...deed, source: text, file: text.optional(), from: text.default(''), to: text.default(''), text: text.optional() }),
  ),
  plans: z.array(z.object({ ...deed, year: z.number(), title: text })),
  mandates: z.array(
    z.object({
      ...{ ...deed, approved, note: text, terms: z.record(text, z.unknown()) },
      traders: z.array(z.object({ persona: text }).catchall(text)),
    }),
  ),
  funds: z.array(z.object({ ref: text, at: text, file: text, title: text, available: text, to: text })),
  orders: z.array(order),
  costs: z.array(
    z.object({
      ...{ of: text, at: text, amount: text, fees: text.default('0'), vat: text.default('0'), free: text.optional() },
      ...{ note: text.default(''), paper: note.optional() },
    }),
  ),
  stock_takes: z.array(
    z.object({
      ...{ ...deed, account: text, source: text, first_day: text, last_day: text, file: text, document_no: text },
      explained: z.object({ ...deed, reason: text }).optional(),
      accepted: z.object({ ...deed, reason: text }).optional(),
    }),
  ),
});

export type YearStory = z.output<typeof yearStory>;
export type StoryOrder = YearStory['orders'][number];

export function readYearStory(referenceFolder: string): YearStory {
  return yearStory.parse(parse(readFileSync(path.join(referenceFolder, 'demo/compliance-year.yaml'), 'utf8')));
}

/** A file of the story as it is. */
export const readTold = (referenceFolder: string, file: string): string => readFileSync(path.join(referenceFolder, 'demo', file), 'utf8');

/** The head of a CSV and its rows of a span of days, which stand first in them. */
export function rowsBetween(csv: string, from: string, to: string): string {
  const [head = '', ...rows] = csv.trim().split('\n');
  return `${[head, ...rows.filter((row) => row.slice(0, 10) >= from && row.slice(0, 10) <= to)].join('\n')}\n`;
}
