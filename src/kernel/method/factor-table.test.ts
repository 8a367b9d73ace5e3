import { expect, test } from 'vitest';
import { result } from './method.fixture.ts';

test('a factor in a derivation is called by its own name, not by that of the first row of its column', () => {
  const { derivation } = result("fuels.ncv['gas'] [GJ/10^4Nm3] * 1 [10^4Nm3]", 'GJ');
  const found = derivation.nodes.find((node) => node.kind === 'lookup' && node.column === 'ncv');
  expect([found?.title, found?.value]).toEqual([{ zh: 'gas ncv', en: 'gas ncv' }, '389.31']);
});
