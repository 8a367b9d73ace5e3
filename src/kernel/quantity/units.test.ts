import { describe, expect, test } from 'vitest';
import { makeUnits, type UnitRow } from './units.ts';

const energy = { mass: 1, length: 2, time: -2 };
const row = (unit: string, factor_to_base: string, dimension: Record<string, number>): UnitRow => ({
  unit,
  factor_to_base,
  dimension,
  title: { zh: unit, en: unit },
  source: 'test',
});
const units = makeUnits([
  row('%', '0.01', {}),
  row('kg', '1', { mass: 1 }),
  row('t', '1000', { mass: 1 }),
  row('m', '1', { length: 1 }),
  row('km', '1000', { length: 1 }),
  row('s', '1', { time: 1 }),
  row('h', '3600', { time: 1 }),
  row('m2', '1', { length: 2 }),
  row('mu', '2000/3', { length: 2 }),
  row('m3', '1', { length: 3 }),
  row('Nm3', '1', { normal_volume: 1 }),
  row('scf', '1', { standard_volume: 1 }),
  row('kJ', '1000', energy),
  row('MJ', '1000000', energy),
  row('GJ', '1000000000', energy),
  row('kWh', '3600000', energy),
  row('MWh', '3600000000', energy),
  row('tce', '29307600000', energy),
  row('MW', '1000000', { mass: 1, length: 2, time: -3 }),
  row('kgC', '1', { carbon: 1 }),
  row('tC', '1000', { carbon: 1 }),
  row('kgCO2', '1', { co2e: 1 }),
  row('tCO2', '1000', { co2e: 1 }),
  row('tCO2e', '1000', { co2e: 1 }),
  row('USD2022', '1', { USD2022: 1 }),
  row('USD2021', '1', { USD2021: 1 }),
]);

// Expected factors are worked by hand from the definitions of the units.
test.each([
  ['MWh', 'GJ', '3.6'],
  ['MW*h', 'MWh', '1'],
  ['GJ', 'MWh', '5/18'],
  ['tCO2/MWh', 'kgCO2/kWh', '1'],
  ['kJ/kg', 'GJ/t', '0.001'],
  ['GJ/10^4Nm3', 'MJ/Nm3', '0.1'],
  ['10^4 Nm3', 'Nm3', '10000'],
  ['tC/GJ', 'kgC/MJ', '1'],
  ['t*km', 'kg*m', '1000000'],
  ['kgCO2/(t*km)', 'tCO2/t/km', '0.001'],
  ['%', '1', '0.01'],
  ['1', '%', '100'],
  ['tCO2', 'tCO2e', '1'],
  ['tce', 'GJ', '29.3076'],
  ['mu', 'm2', '2000/3'],
  ['m^2', 'm2', '1'],
  ['km^2/km', 'm', '1000'],
  ['1/h', '1/s', '1/3600'],
])('1 %s = … %s: %s', (from, to, expected) => {
  expect(units.conversionFactor(from, to)?.text).toBe(expected);
});

test.each([
  ['t', 'GJ'],
  ['tC', 'tCO2'],
  ['t', 'tCO2'],
  ['Nm3', 'm3'],
  ['scf', 'm3'],
  ['Nm3', 'scf'],
  ['USD2021', 'USD2022'],
  ['MW', 'MWh'],
  ['1', 't'],
])('%s and %s do not convert', (a, b) => {
  expect(units.convertible(a, b)).toBe(false);
  expect(units.conversionFactor(a, b)).toBeNull();
});

describe('unreadable units', () => {
  test.each([
    ['', 1],
    ['tt', 1],
    ['t*', 3],
    ['t/', 3],
    ['*t', 1],
    ['kgCO2/t*km', 8],
    ['t km', 3],
    ['(t', 3],
    ['t)', 2],
    ['0 t', 3],
    ['10', 3],
    ['2 ', 3],
    ['t^', 2],
    ['t^999', 5],
    ['т', 1],
    ['constructor', 1],
    ['__proto__', 1],
    ['((((((((((t))))))))))', 9],
    [`t${'*t'.repeat(60)}`, 1],
    ['t^99^99', 5],
  ])('%j at column %i', (symbol, column) => {
    const result = units.parse(symbol);
    expect('error' in result && result.error.column).toBe(column);
  });

  test('a power too large for any physical unit', () => {
    expect('error' in units.parse('((t^99)^99)^99')).toBe(true);
  });
});

test('a unit keeps the symbol it was written with; a product cancels', () => {
  expect(units.find('GJ/10^4Nm3')?.symbol).toBe('GJ/10^4Nm3');
  expect(units.find('t*tC/t')?.terms).toEqual(new Map([['tC', 1]]));
});

test('bad rows are refused', () => {
  expect(() => makeUnits([row('kg', '1', { mass: 1 }), row('kg', '1', { mass: 1 })])).toThrow(TypeError);
  expect(() => makeUnits([row('kg', '0', { mass: 1 })])).toThrow(TypeError);
  expect(() => makeUnits([row('k g', '1', { mass: 1 })])).toThrow(TypeError);
});
