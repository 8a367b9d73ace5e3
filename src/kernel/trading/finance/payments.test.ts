import { expect, test } from 'vitest';
import { present } from '../../assert.ts';
import { parseDay } from '../../calendar/day.ts';
import { decimal } from '../../quantity/decimal.ts';
import { paymentStanding } from './payments.ts';

const dayOf = (text: string) => present(parseDay(text), 'a day');
const money = (day: string, amount: string) => ({ day: dayOf(day), amount: decimal(amount) });
/** Interest of the first quarter: 18 000 · 4.35 % · 90 / 365. */
const due = money('2025-04-20', '-193.07');

test.each([
  ['before its day', [], '2025-04-19', null, ['scheduled', '0', '193.07', 0]],
  ['on its day', [], '2025-04-20', null, ['due', '0', '193.07', 0]],
  ['a day over', [], '2025-04-21', null, ['late', '0', '193.07', 1]],
  ['a month over, over the end of one', [], '2025-05-20', null, ['late', '0', '193.07', 30]],
  ['in time', [money('2025-04-18', '-193.07')], '2025-06-30', null, ['paid', '-193.07', '0', 0]],
  ['late', [money('2025-04-25', '-193.07')], '2025-06-30', null, ['paid', '-193.07', '0', 5]],
  [
    'in two parts: paid with the second',
    [money('2025-04-20', '-93.07'), money('2025-04-23', '-100')],
    '2025-06-30',
    null,
    ['paid', '-193.07', '0', 3],
  ],
  ['a cent short', [money('2025-04-20', '-193.06')], '2025-04-22', null, ['late', '-193.06', '0.01', 2]],
  [
    'too much, then given back',
    [money('2025-04-20', '-200'), money('2025-04-28', '6.93')],
    '2025-06-30',
    null,
    ['paid', '-193.07', '0', 8],
  ],
  ['due after a default', [], '2025-06-30', '2025-03-01', ['lapsed', '0', '193.07', 0]],
  ['due before a default', [], '2025-06-30', '2025-05-01', ['late', '0', '193.07', 71]],
] as const)('%s', (_, moved, today, lapsed, expected) => {
  const at = { today: dayOf(today), lapsedFrom: lapsed === null ? null : dayOf(lapsed) };
  const { state, moved: sum, difference, lateDays } = paymentStanding(due, moved, at);
  expect([state, sum.toFixed(), difference.toFixed(), lateDays]).toEqual(expected);
});
