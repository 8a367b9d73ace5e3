import { z } from 'zod';
import { type Action, actionCodes } from '../../../../contract/actions.ts';
import type { DateRule, Duty } from '../../../../kernel/system/duty.ts';

/** The shape of `data/frameworks/duties.yaml`, and how it becomes what the kernel works with. */

const text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const code = z.string().regex(/^[a-z][a-z0-9_]*$/);
const right = z.enum(actionCodes);
const fromBook = { book: z.string(), rule: code };
const date = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('after_month'), days: z.int().min(0).max(400) }),
  z.strictObject({ kind: z.literal('working_day'), nth: z.int().min(1).max(18), months_after: z.int().min(0).max(12) }),
  z.strictObject({
    kind: z.literal('day_of_year'),
    years_after: z.int().min(-2).max(3),
    month: z.int().min(1).max(12),
    // No rule of a 29th to 31st of a month that may be shorter.
    day: z.int().min(1).max(31),
  }),
  z.strictObject({ kind: z.literal('book'), ...fromBook }),
  z.strictObject({ kind: z.literal('last_trading_day'), ...fromBook }),
]);
const days = z.array(z.int().min(0).max(90)).max(8);
const duty = z.strictObject({
  ...{ id: code, name: text, subsystem: z.enum(['emission', 'asset', 'trading', 'neutrality', 'system']) },
  ...{ whose: z.enum(['entity', 'authority']), methods: z.array(z.string()).min(1) },
  covers: z.strictObject({ from: z.int(), to: z.int().nullable().default(null) }),
  ...{ date, fact: code.nullable(), opens: z.string().regex(/^\/[\w/{}?=&-]*$/), clause: z.string() },
  ...{ source: z.string().min(1), article: z.string().default(''), confidence: z.enum(['high', 'medium', 'low']) },
  ...{ right, remind: days, escalate: z.array(z.strictObject({ after: z.int().min(-90).max(90), right })).max(5) },
  hard_stop: text.nullable(),
});
export const dutyFile = z.strictObject({ duties: z.array(duty).min(1) });

function ruleFrom(given: z.output<typeof date>): DateRule {
  if (given.kind === 'working_day') return { kind: given.kind, nth: given.nth, monthsAfter: given.months_after };
  if (given.kind === 'day_of_year') return { kind: given.kind, yearsAfter: given.years_after, month: given.month, day: given.day };
  return given;
}

export const dutiesFrom = (data: z.output<typeof dutyFile>): Duty<Action>[] =>
  data.duties.map(({ hard_stop: hardStop, date: rule, ...one }) => ({ ...one, date: ruleFrom(rule), hardStop }));
