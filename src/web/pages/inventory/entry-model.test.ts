import { describe, expect, test } from 'vitest';
import { type Entry, entryOut, shareOf } from './entry-model.ts';
import { fieldsOf, percentOf } from './entry-read.ts';

/** The form of an entry of scope 3: what is typed is what the kernel's input asks for, and an entry that was recorded comes back into the form whole. */
const car = { from: 'hand', name: 'Car', source: 'survey', value: '0.2', unit: 'kgCO2/(vehicle*km)', uncertainty: '' } as const;
const night = { from: 'library', factorId: 'defra#hotel', per: 'room*night' } as const;
const chosen = { factorId: 'defra#hotel' };
const order = 'convert_then_deflate' as const;

const entries: readonly (readonly [string, Entry])[] = [
  [
    'travel with nights and a way back',
    {
      order,
      activity: {
        kind: 'travel',
        journeys: [{ id: 'Berlin', persons: '2', distance_km: '700', return: true, factor: chosen }],
        nights: [{ id: 'hotel', amount: '6', unit: 'room*night', factor: chosen }],
      },
    },
  ],
  [
    'freight by vehicle',
    {
      order,
      activity: {
        kind: 'freight',
        legs: [],
        vehicles: [
          {
            id: 'lorry',
            mass_t: '240',
            capacity_t: '30',
            load: '0.8',
            distance_km: '120',
            empty_return: '0.5',
            full: chosen,
            empty: { factorId: 'e' },
          },
        ],
      },
    },
  ],
  [
    'telework of those asked for all',
    {
      order,
      activity: {
        ...{ kind: 'commuting', groups: [], asked: '80', employed: '400' },
        telework: [{ id: 'home', amount: '1.5', unit: 'kWh', factor: chosen, persons: '30', days: '90' }],
      },
    },
  ],
  [
    'waste divided among treatments',
    {
      order,
      activity: {
        kind: 'waste',
        streams: [
          {
            id: 'paper',
            mass: '12',
            unit: 't',
            treatments: [
              { treatment: 'recycling', share: '0.825', factor: chosen },
              { treatment: 'landfill', share: '0.175', factor: chosen },
            ],
          },
        ],
      },
    },
  ],
  [
    'an investee by its revenue',
    {
      order,
      activity: {
        kind: 'investments',
        investments: [
          { id: 'A', share: '0.25', emission: '1000' },
          { id: 'B', share: '0.1', revenue: { id: 'B', amount: '5000000', unit: 'USD2022', factor: chosen } },
        ],
      },
    },
  ],
  [
    'hybrid with every list, a supplier for a part, and producer prices',
    {
      order: 'deflate_then_convert',
      coverage: '0.6',
      record: 'EPD 17',
      prefer: { way: 'hybrid', reason: 'asked by the buyer' },
      hybrid: {
        ...{ supplier_emission: '120', allocation_share: '0.305' },
        materials: [{ id: 'ore', amount: '4', unit: 't', factor: chosen }],
        transport: [{ id: 'ship', mass_t: '4', distance_km: '900', factor: chosen }],
        waste: [{ id: 'slag', amount: '1', unit: 't', factor: chosen }],
        other: [{ id: 'power', amount: '3', unit: 'MWh', factor: chosen }],
      },
      spend: {
        ...{ amount: '1130000', currency: 'CNY', year: 2023, tax_rate: '0.13', price_basis: 'producer' },
        factor: { factorId: 'epa-supply-chain-v1.3.0#naics.331110#emission_factor' },
        factor_without_margins: { factorId: 'epa-supply-chain-v1.3.0#naics.331110#emission_factor_without_margins' },
      },
      exchangeRate: { rate: '8', source: 'contract' },
      priceIndex: { spent: '104', base: '100', source: 'bureau' },
    },
  ],
];

const numbers = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, one) => (typeof one === 'string' && /^\d*\.\d+$/.test(one) ? String(Number(one)) : one));

describe('an entry in the form', () => {
  test.each(entries)('of %s is sent as it was recorded', (_, entry) => {
    const { entry: sent, faults } = entryOut(fieldsOf(entry));
    expect(faults).toEqual([]);
    expect(numbers(sent)).toEqual(numbers(entry));
  });

  test('of commuters by car divides by the persons in it, and leaves what was left open to the rule', () => {
    const row = { name: 'car', persons: '20', oneWay: '15', days: '230', occupancy: '1.5', factor: car };
    const { entry } = entryOut({ data: ['activity'], kind: 'commuting', tables: { groups: [row] } });
    const factor = {
      name: 'Car',
      source: 'survey',
      gwpBasis: null,
      uncertaintyPct: null,
      parts: [{ gas: 'CO2', origin: 'fossil', value: '0.2', unit: 'kgCO2/(vehicle*km)' }],
    };
    const group = { id: 'car', persons: '20', one_way_km: '15', days: '230', occupancy: '1.5', factor };
    expect(entry?.activity).toEqual({ kind: 'commuting', groups: [group], telework: [] });
    const nights = { tables: { nights: [{ amount: '3', factor: night }] } };
    expect(entryOut({ data: ['activity'], kind: 'travel', ...nights }).entry?.activity).toEqual({
      ...{ kind: 'travel', journeys: [] },
      nights: [{ id: '1', amount: '3', unit: 'room*night', factor: chosen }],
    });
  });

  test('names what is missing or no number', () => {
    expect(entryOut({ data: ['activity'], kind: 'waste', tables: { streams: [{ mass: 'x', treatments: [{}] }] } }).faults).toEqual([
      'mass',
      'factor',
    ]);
    expect(entryOut({ data: ['activity'], kind: 'commuting', tables: { groups: [] }, asked: '80' }).faults).toEqual(['rows', 'asked']);
    expect(entryOut({ data: ['spend'], amount: '1', year: '2023', industry: 'x', rate: '7' }).faults).toEqual(['rateSource']);
  });

  test('takes shares as per cent, digit by digit', () => {
    expect(['82.5', '5', '0.05', '100'].map(shareOf).map(Number)).toEqual([0.825, 0.05, 0.0005, 1]);
    expect(['0.825', '0.05', '.0005', '1', '0.1'].map(percentOf)).toEqual(['82.5', '5', '0.05', '100', '10']);
  });
});
