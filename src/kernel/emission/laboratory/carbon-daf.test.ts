import { expect, test } from 'vitest';
import { monthCarbonDaf } from './carbon-daf.ts';
import type { CoalSample } from './coal-sample.ts';

const sample = (number: string, kind: CoalSample['kind'], sampledOn: string, amountT: string | null = null): CoalSample => ({
  ...{ sampleId: `id-${number}`, versionId: 'v', version: 1, unitId: 'u', fuelStreamId: 's', month: '2024-01', kind, number, sampledOn },
  ...{ state: 'as_fired', amountT, receivedOn: null, testedOn: null, reportedOn: null, laboratoryId: null, reportNumber: '' },
  ...{ basis: 'ad', mAd: null, mAr: null, carbon: null, ncvAr: null, ash: null, volatile: null, hydrogen: null, sulfur: null },
  ...{ transmittance: null, grossCv: null, files: [] },
});
const figures: Record<string, [ar: string, daf: string]> = { A: ['50', '80'], B: ['60', '75'], C: ['55', '70'] };
const converted = (number: string) => ({
  carbonAr: figures[number]?.[0] ?? null,
  carbonDaf: figures[number]?.[1] ?? null,
  ...{ carbonD: null, volatileDaf: null, ashD: null },
});
const days = [
  { day: '2024-01-01', fuelT: '100', mAr: null },
  { day: '2024-01-02', fuelT: '300', mAr: null },
];

test('carbon of the days over their combustible matter: (100·50 + 300·60) / (100·62.5 + 300·80) = 23,000/30,250', () => {
  const both = [sample('A', 'daily', '2024-01-01'), sample('B', 'daily', '2024-01-02')];
  const told = monthCarbonDaf(both, days, converted, () => true);
  expect(told?.value).toMatch(/^76\.0330578512/);
  expect(told?.samples).toEqual([
    { sampleId: 'id-A', number: 'A' },
    { sampleId: 'id-B', number: 'B' },
  ]);
});

test('a composite is its own figure; what does not count is left out', () => {
  const composite = sample('C', 'monthly_composite', '2024-01-31');
  expect(monthCarbonDaf([composite], [], converted, () => true)).toEqual({ value: '70', samples: [{ sampleId: 'id-C', number: 'C' }] });
  expect(monthCarbonDaf([composite], [], converted, () => false)).toBeNull();
  const batches = [sample('A', 'batch', '2024-01-05', '200'), sample('B', 'batch', '2024-01-09')];
  expect(monthCarbonDaf(batches, [], converted, () => true)?.value).toBe('80');
});
