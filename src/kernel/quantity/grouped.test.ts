import { expect, test } from 'vitest';
import { decimal } from './decimal.ts';
import { grouped } from './grouped.ts';

test.each([
  ['999', '999'],
  ['1000', '1,000'],
  ['100000', '100,000'],
  ['-1234567.8912', '-1,234,567.8912'],
  ['0.0001', '0.0001'],
])('%s', (value, told) => expect(grouped(decimal(value))).toBe(told));
