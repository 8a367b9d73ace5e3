import { describe, expect, test } from 'vitest';
import { changesBetween, type InventoryStand } from './changes.ts';
import type { InventoryInput, InventoryResult } from './inventory.ts';

const name = { zh: '源', en: 'Source' };
const source = (id: string, more: object = {}) => ({
  id,
  code: id.toUpperCase(),
  name,
  unit: 't',
  factor: { parts: [], ref: 'x' },
  ...more,
});
const line = (sourceId: string, amount: string, month: string | null = null) => ({
  ...{ id: `${sourceId}${month}`, sourceId, month, amount, unit: 't', factor: null, estimated: false, preparation: [] },
});
interface Made {
  readonly sources: readonly ReturnType<typeof source>[];
  readonly lines: readonly ReturnType<typeof line>[];
  readonly emissions: Readonly<Record<string, string>>;
  readonly gwpSet?: string;
}

/** A stand with everything in category 1; a sum is given, not computed. */
function standOf({ sources, lines, emissions, gwpSet = 'AR6' }: Made): InventoryStand {
  const emission = String(Object.values(emissions).reduce((sum, one) => sum + Number(one), 0));
  const sums = { emission, removal: '0', biogenic: '0' };
  return {
    input: { gwpSet, sources, lines } as unknown as InventoryInput,
    result: {
      ...{ total: sums, totalMarketBased: emission, byIso: [{ iso: '1', ...sums }] },
      bySource: Object.entries(emissions).map(([sourceId, one]) => ({ sourceId, emission: one })),
    } as unknown as InventoryResult,
  };
}

const before = standOf({
  sources: [source('a'), source('b'), source('c')],
  lines: [line('a', '1', '2024-01'), line('a', '2', '2024-02'), line('b', '5'), line('c', '1')],
  emissions: { a: '30', b: '5', c: '1' },
});

describe('what changed in an inventory', () => {
  test('nothing, however the members of a value are ordered', () => {
    const again = standOf({
      sources: [{ ...source('c') }, { ...source('b'), factor: { ref: 'x', parts: [] } }, source('a')],
      lines: [line('c', '1'), line('b', '5'), line('a', '2', '2024-02'), line('a', '1', '2024-01')],
      emissions: { a: '30', b: '5', c: '1' },
    });
    expect(changesBetween(before, again)).toMatchObject({ sources: [], settings: [] });
    expect(changesBetween(before, again).figures.every((one) => one.difference === '0')).toBe(true);
  });

  test('sources added, withdrawn, changed in themselves or in their activity, each with its difference', () => {
    const now = standOf({
      sources: [source('a'), source('b', { note: 'other meter' }), source('d')],
      lines: [line('a', '1', '2024-01'), line('a', '3', '2024-02'), line('b', '5'), line('d', '2')],
      emissions: { a: '40', b: '5', d: '2.5' },
    });
    const { sources, figures, settings } = changesBetween(before, now);
    expect(sources.map((one) => [one.code, one.kind, one.fields, one.activity, one.before, one.now, one.difference])).toEqual([
      ['A', 'changed', [], true, '30', '40', '10'],
      ['B', 'changed', ['note'], false, '5', '5', '0'],
      ['C', 'withdrawn', [], true, '1', null, '-1'],
      ['D', 'added', [], true, null, '2.5', '2.5'],
    ]);
    // 30 + 5 + 1 = 36 before; 40 + 5 + 2.5 = 47.5 now.
    expect(figures.find((one) => one.part === 'total')).toEqual({ part: 'total', before: '36', now: '47.5', difference: '11.5' });
    expect(figures.map((one) => one.part)).toEqual(['total', 'market', '1', 'removal', 'biogenic']);
    expect(settings).toEqual([]);
  });

  test('a setting alone moves figures: the source says so, and which setting is named', () => {
    const now = standOf({ sources: [source('a')], lines: [line('a', '1')], emissions: { a: '28' }, gwpSet: 'AR5' });
    const was = standOf({ sources: [source('a')], lines: [line('a', '1')], emissions: { a: '27' } });
    const { sources, settings } = changesBetween(was, now);
    expect(settings).toEqual(['gwpSet']);
    expect(sources).toMatchObject([{ code: 'A', kind: 'changed', fields: [], activity: false, difference: '1' }]);
  });
});
