import { expect, test } from 'vitest';
import { idsFrom } from './new-id.ts';

const at = '2025-01-20T01:30:00.000Z';

test('ids increase within a piece of work and from one to the next of the same millisecond', () => {
  const made = Array.from({ length: 50 }, () => idsFrom(at)).flatMap((newId) => [newId(), newId()]);
  expect(new Set(made).size).toBe(100);
  const inOrder = Array.from({ length: 50 }).flatMap(() => {
    const newId = idsFrom(at);
    return [newId(), newId(), newId()];
  });
  expect([...inOrder].sort()).toEqual(inOrder);
  expect(made.every((id) => id < (inOrder[0] ?? ''))).toBe(true);
});

test('work of an earlier instant goes on in order beside later work', () => {
  const early = idsFrom(at);
  const first = early();
  const late = idsFrom('2025-01-20T01:30:00.001Z')();
  const ids = [first, early(), early(), late];
  expect([...ids].sort()).toEqual(ids);
});

test('two clocks beside each other keep their orders', () => {
  const other = '2026-01-20T01:30:00.000Z';
  const ids = Array.from({ length: 40 }, (_, n) => ({ of: n % 2, id: idsFrom(n % 2 === 0 ? at : other)() }));
  for (const clock of [0, 1]) {
    const mine = ids.filter((one) => one.of === clock).map((one) => one.id);
    expect([...mine].sort()).toEqual(mine);
  }
});
