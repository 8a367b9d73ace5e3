import { expect, test } from 'vitest';
import { movementOfClasses, type StatementChange } from './statement-movement.ts';

const span = { from: '2024-01-01', to: '2024-12-31', isAllowance: (id: string) => id === 'cea' };
const one = (day: string, kind: string, direction: 'in' | 'out', quantity: bigint, classId = 'cea'): StatementChange => ({
  ...{ day, kind, direction, quantity, classId },
});

test('every change stands in one row, and closing is opening with what came less what went', () => {
  const found = movementOfClasses(
    [
      ...[one('2023-06-01', 'issue', 'in', 100n), one('2023-12-31', 'surrender', 'out', 30n), one('2024-01-01', 'issue', 'in', 40n)],
      ...[one('2024-02-01', 'buy', 'in', 25n), one('2024-03-01', 'return', 'out', 5n), one('2024-12-31', 'sell', 'out', 12n)],
      ...[one('2024-05-01', 'carry_over', 'out', 60n), one('2025-01-01', 'buy', 'in', 999n)],
      ...[one('2024-05-01', 'issue', 'in', 7n, 'ccer'), one('2024-06-01', 'retire', 'out', 7n, 'ccer')],
    ],
    span,
  );
  expect(found).toEqual([
    {
      classId: 'cea',
      rows: {
        ...{ opening: 70n, free: 40n, purchased: 25n, project: 0n, carried_in: 0n, other_in: 0n },
        ...{ surrendered: 0n, sold: 12n, cancelled: 0n, carried_out: 60n, other_out: 5n, closing: 58n },
      },
    },
    {
      classId: 'ccer',
      rows: {
        ...{ opening: 0n, free: 0n, purchased: 0n, project: 7n, carried_in: 0n, other_in: 0n },
        ...{ surrendered: 0n, sold: 0n, cancelled: 7n, carried_out: 0n, other_out: 0n, closing: 0n },
      },
    },
  ]);
});

test('a class whose units came and went before, and one that comes later, are left out', () => {
  const gone = [one('2023-01-01', 'issue', 'in', 5n), one('2023-02-01', 'sell', 'out', 5n), one('2025-01-01', 'buy', 'in', 1n, 'x')];
  expect(movementOfClasses(gone, span)).toEqual([]);
});
