import { expect, test } from 'vitest';
import { present } from '../../src/kernel/assert.ts';
import { parseMonth } from '../../src/kernel/calendar/month.ts';
import { gather } from '../../src/kernel/inventory/gather.ts';
import type { InventoryInput, InventorySource, PinnedFactor } from '../../src/kernel/inventory/inventory.ts';
import { readFrameworks } from '../../src/server/modules/library/frameworks/read-frameworks.ts';
import { inventoryBooksOf } from '../../src/server/modules/library/functions/organization-inventory.ts';
import { readUnits } from '../support/method-units.ts';
import { dataFolder } from '../support/plant.ts';

const month = (text: string) => present(parseMonth(text), 'a month');
const books = inventoryBooksOf({ ...readFrameworks(dataFolder).frameworks, units: readUnits() });
const pinned = (zh: string, en: string, gwpBasis: string | null): PinnedFactor => ({
  ...{ ref: en, name: { zh, en }, source: 's', version: 'v2', region: '', year: '', gwpBasis, uncertaintyPct: null },
  parts: [{ gas: 'CO2e', origin: 'fossil', value: '0.5', unit: 'tCO2e/t' }],
});
const source = (code: string, factor: PinnedFactor): InventorySource => ({
  ...{ id: `id-${code}`, code, name: { zh: code, en: code }, entityId: 'e', category: '4.1', kind: 'emission', method: 'activity' },
  ...{ unit: 't', factor, residualFactor: null, expected: true, monthly: false, note: '', reference: null },
  quality: { uncertaintyPct: null, pedigree: {}, primaryData: false },
});

const rule: InventoryInput['significance']['rule'] = {
  ...{ weights: { magnitude: '1', influence: '0', risk: '0', guidance: '0', outsourcing: '0', engagement: '0' } },
  ...{ magnitudeBands: ['1', '5', '10', '20'], threshold: '3', decisiveMagnitude: '5' },
};

test('what a factor’s own GWP set means is told once for each factor, with its name, how many sources rest on it, and the first of them', () => {
  const sources = [
    ...Array.from({ length: 6 }, (_, i) => source(`s${i + 1}`, pinned('甲因子', 'Factor A', 'AR5'))),
    source('t', pinned('乙因子', 'Factor B', 'AR4')),
  ];
  const input: InventoryInput = {
    ...{ from: month('2024-01'), to: month('2024-12'), approach: 'operational_control', gwpSet: 'AR6', gwpOverrides: [], sources },
    entities: [{ id: 'e', name: { zh: 'e', en: 'e' }, parentId: null, share: '1', formula: '', why: { zh: '', en: '' } }],
    lines: sources.map((one) => ({
      ...{ id: `l-${one.code}`, sourceId: one.id, month: null, amount: '1', unit: 't', factor: null, preparation: [], estimated: false },
    })),
    ...{ instruments: [], claimedElsewhere: [], exclusions: [], significance: { rule, scores: [] } },
  };
  const told = gather(input, books).findings;
  expect(told.map(({ code, severity }) => [code, severity])).toEqual(Array(2).fill(['gwp_basis_differs', 'info']));
  expect(told[0]?.place).toEqual({ symbol: 'factor', at: { sources: 's1, s2, s3, s4, s5 …' } });
  expect(told[0]?.text).toEqual({
    zh: '因子“甲因子”（v2），用于 6 个源：二氧化碳当量按 AR5 计，清单按 AR6 计，这部分不重算',
    en: 'Factor "Factor A" (v2), of 6 sources: its CO2 equivalent rests on AR5, the inventory on AR6; this part is not recomputed',
  });
  expect(told[1]?.text.en).toMatch(/^Factor "Factor B" \(v2\), of 1 source: .*AR4/);
});
