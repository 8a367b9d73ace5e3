import { expect, it } from 'vitest';
import { offeredDeeds } from './month-deeds.ts';

it.each([
  ['draft', ['submit']],
  ['in_review', ['review', 'return']],
  ['reviewed', ['approve', 'return']],
  ['approved', ['lock', 'return']],
  ['locked', []],
] as const)('of a month in state %s the steps %j are offered', (state, deeds) => {
  expect(offeredDeeds(state)).toEqual(deeds);
});
