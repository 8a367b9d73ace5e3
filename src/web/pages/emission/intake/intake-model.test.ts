import { expect, test } from 'vitest';
import { blankAlias, type ColumnRole, isTold, roleOf, roleValue, withAlias } from './intake-model.ts';

test('a role survives its select', () => {
  const roles: ColumnRole[] = [
    { role: 'ignore' },
    { role: 'month' },
    { role: 'value' },
    { role: 'amount', parameter: 'FC', stream: null, unit: null },
    { role: 'month_value', month: '2024-03' },
  ];
  for (const role of roles) expect(roleOf(roleValue(role))).toEqual(role);
});

test('a name is told once, by what its kind needs', () => {
  const fuel = blankAlias({ kind: 'fuel', name: 'BIT' });
  expect(isTold(fuel)).toBe(false);
  expect(isTold({ ...fuel, skip: true })).toBe(true);
  expect(isTold({ ...fuel, stream: 'coal' })).toBe(true);
  expect(withAlias([fuel], { ...fuel, stream: 'coal' })).toEqual([{ ...fuel, stream: 'coal' }]);
});
