import { Decimal, zero } from '../../src/kernel/quantity/decimal.ts';
import type { CoverProblem, CoverSource } from '../../src/kernel/trading/cover/problem.ts';

/** A group of plants, short and long ones in turn: each with units held of three vintages, a pledge, purchases and credits in four periods; budgets; three price scenarios. */
export function coverGroup(plants: number): CoverProblem {
  const money = (value: number) => new Decimal(value.toFixed(2));
  const base: Omit<CoverSource, 'source' | 'kind' | 'unit'> = {
    plant: null,
    period: null,
    available: null,
    minimum: 0n,
    prices: [zero, zero, zero],
    fixedCost: zero,
    transferCost: null,
  };
  const scenario = (price: number) => [0.85, 1, 1.3].map((by) => money(price * by));
  const own = Array.from({ length: plants }, (_, p): CoverSource[] => {
    const plant = `plant ${p + 1}`;
    const need = 900_000 + 137_000 * p;
    const held = [0.3, 0.25, p % 2 === 0 ? 0.22 : 0.46].map((share, v): CoverSource => {
      const source = `${plant}, vintage ${2023 + v}`;
      return {
        ...base,
        source,
        kind: 'holding',
        unit: 'allowance',
        plant,
        available: BigInt(Math.round(need * share)),
        transferCost: money(0.3),
      };
    });
    const pledge: CoverSource = {
      ...{ ...base, source: `${plant}, pledged`, kind: 'release', unit: 'allowance', plant, period: '1' },
      ...{ available: 40_000n, prices: [money(3), money(3), money(3)], fixedCost: money(25_000 + 1_000 * p) },
    };
    return [...held, pledge];
  }).flat();
  const bought = Array.from({ length: 4 }, (_, t): CoverSource[] => {
    const period = String(t + 1);
    const block: CoverSource = {
      ...{ ...base, source: `block ${period}`, kind: 'purchase', unit: 'allowance', period, minimum: 100_000n },
      ...{ available: 400_000n, prices: t === 0 ? [money(72), money(72), money(72)] : scenario(73 + t) },
    };
    const listed: CoverSource = {
      ...base,
      source: `listed ${period}`,
      kind: 'purchase',
      unit: 'allowance',
      period,
      prices: scenario(74.63 + 1.1 * t),
      available: 500_000n,
    };
    const credits: CoverSource = {
      ...base,
      source: `credits ${period}`,
      kind: 'purchase',
      unit: 'credit',
      period,
      prices: scenario(70.76 + 1.3 * t),
      available: 60_000n,
    };
    return [block, listed, credits];
  }).flat();
  return {
    plants: Array.from({ length: plants }, (_, p) => {
      const obligation = 900_000 + 137_000 * p;
      return { plant: `plant ${p + 1}`, obligation: BigInt(obligation), creditLimit: BigInt(Math.floor(obligation * 0.05)) };
    }),
    sources: [...own, ...bought],
    periods: [1, 2, 3, 4].map((t) => ({ period: String(t), budget: money(42_000_000) })),
    scenarios: ['low', 'base', 'high'].map((name, i) => ({ scenario: name, probability: new Decimal(['0.25', '0.5', '0.25'][i] ?? 0) })),
    tail: { weight: new Decimal('0.3'), confidence: new Decimal('0.75') },
  };
}
