import { expect, test } from 'vitest';
import { openMemo } from './memo.ts';

test('what was not asked for longest goes first', () => {
  const memo = openMemo<string>(30);
  for (const key of ['a', 'b', 'c']) memo.keep(key, key.toUpperCase(), 10);
  expect(memo.get('a')).toBe('A');
  memo.keep('d', 'D', 10);
  expect(['a', 'b', 'c', 'd'].map(memo.get)).toEqual(['A', undefined, 'C', 'D']);
  expect(memo.held()).toEqual({ values: 3, bytes: 30 });
});

test('a large value takes the place of several, one that is too large of none', () => {
  const memo = openMemo<string>(30);
  for (const key of ['a', 'b', 'c']) memo.keep(key, key, 10);
  memo.keep('too large', 'x', 31);
  expect(memo.held()).toEqual({ values: 3, bytes: 30 });
  memo.keep('large', 'y', 15);
  expect(['a', 'b', 'c', 'large', 'too large'].map(memo.get)).toEqual([undefined, undefined, 'c', 'y', undefined]);
  expect(memo.held()).toEqual({ values: 2, bytes: 25 });
});

test('kept again, a value counts once', () => {
  const memo = openMemo<string>(30);
  memo.keep('a', 'first', 20);
  memo.keep('a', 'second', 25);
  expect(memo.get('a')).toBe('second');
  expect(memo.held()).toEqual({ values: 1, bytes: 25 });
  memo.keep('a', 'too large now', 40);
  expect(memo.get('a')).toBeUndefined();
  expect(memo.held()).toEqual({ values: 0, bytes: 0 });
});
