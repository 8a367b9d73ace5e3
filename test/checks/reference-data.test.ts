import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkPublication } from '../../src/kernel/factor/check.ts';
import { checkJumps, checkJumpsWithin } from '../../src/kernel/factor/jump.ts';
import type { Factor, Publication } from '../../src/kernel/factor/publication.ts';
import { dataFolder, publicationIds, readCsv, readPublication, readVocabulary, readYaml, tableFiles } from '../support/reference-data.ts';

const vocabulary = readVocabulary();
const publications = new Map<string, Publication>(publicationIds().map((id) => [id, readPublication(id).publication]));

function publication(id: string): Publication {
  const found = publications.get(id);
  if (!found) throw new Error(`no publication ${id}`);
  return found;
}
const factorsOf = (id: string): readonly Factor[] => publication(id).factors;
const count = (id: string, keep: (factor: Factor) => boolean = () => true) => factorsOf(id).filter(keep).length;
const distinct = (id: string, of: (factor: Factor) => string) => new Set(factorsOf(id).map(of)).size;

describe('every publication', () => {
  it('is a table with a yaml of the same name, and nothing else lies there', () => {
    expect(
      tableFiles()
        .map((name) => name.replace(/\.csv(\.gz)?$/, ''))
        .sort(),
    ).toEqual(publicationIds());
  });
  it.each(publicationIds())('%s passes the checks without a finding', (id) => {
    expect(readPublication(id).findings).toEqual([]);
    expect(publication(id).header.id).toBe(id);
    expect(checkPublication(publication(id), vocabulary).slice(0, 5)).toEqual([]);
  });
  it('names a licence and a credit in both languages', () => {
    for (const { header } of publications.values()) {
      expect(header.licence.name, header.id).not.toBe('');
      expect(header.credit.zh.length > 10 && header.credit.en.length > 10, header.id).toBe(true);
    }
  });
  it('gives every factor an id of its own', () => {
    const ids = [...publications.values()].flatMap((p) => p.factors.map((f) => f.id));
    expect(new Set(ids).size).toBe(ids.length);
  });
  it('gives every factor a Chinese name with a Chinese character, unless it is a code such as HFC-134a', () => {
    const bare = [...publications.values()].flatMap((p) =>
      p.factors.filter((f) => !/\p{Script=Han}/u.test(f.name.zh) && /\p{Script=Han}/u.test(f.category.zh)),
    );
    expect(
      [...new Set(bare.map((f) => f.name.zh))].filter((name) => !/^(HFC|HFE|HCFE|HCFC|CFC|PFC|PFPMIE|Halon|R)-?\d*/.test(name)),
    ).toEqual([]);
  });
  it('points to editions that exist, both ways', () => {
    for (const { header } of publications.values()) {
      if (header.supersededBy) expect(publication(header.supersededBy).header.previous, header.id).toBe(header.id);
      if (header.previous) expect(publication(header.previous).header.supersededBy, header.id).toBe(header.id);
    }
  });
});

describe('counts that the sources state', () => {
  it.each<[string, () => number, number]>([
    ['Chinese grid rows', () => ['2021', '2022', '2023'].reduce((sum, year) => sum + count(`cn-grid-co2-${year}`), 0), 121],
    ['fuels of table A.1', () => distinct('cn-ets-fuel-defaults-2024', (f) => f.key), 25],
    ['fuels compared with the EFDB', () => count('ipcc-2006-stationary', (f) => f.quantity === 'ncv'), 52],
    [
      'CH4 of stationary combustion by sector and group',
      () => count('ipcc-2006-stationary', (f) => f.quantity === 'emission_factor_ch4'),
      38,
    ],
    ['numbers of DEFRA 2024', () => count('defra-2024-v1.1'), 7029],
    ['totals of DEFRA 2024 in kg CO2e', () => count('defra-2024-v1.1', (f) => f.quantity === 'emission_factor'), 2616],
    ['NAICS commodities, v1.2', () => distinct('epa-supply-chain-v1.2', (f) => f.key), 1016],
    ['NAICS commodities, v1.3.0', () => distinct('epa-supply-chain-v1.3.0', (f) => f.key), 1016],
    ['NAICS rows by gas', () => distinct('epa-supply-chain-v1.3.0-by-gas', (f) => f.key), 18_288],
    ['numbers of NAICS by gas', () => count('epa-supply-chain-v1.3.0-by-gas'), 3 * 18_288],
    ['areas of Ember', () => count('ember-grid-world'), 222],
    [
      'eGRID subregions and the average, 2024',
      () => count('epa-hub-2024', (f) => f.key.startsWith('grid.US') && f.quantity === 'emission_factor' && f.basis === 'total_output'),
      28,
    ],
    [
      'eGRID subregions and the average, 2025',
      () => count('epa-hub-2025', (f) => f.key.startsWith('grid.US') && f.quantity === 'emission_factor' && f.basis === 'total_output'),
      28,
    ],
    [
      'fuels of the EPA hub, 2024',
      () => count('epa-hub-2024', (f) => f.category.en.startsWith('Stationary') && f.quantity === 'emission_factor'),
      63,
    ],
    [
      'fuels of the EPA hub, 2025',
      () => count('epa-hub-2025', (f) => f.category.en.startsWith('Stationary') && f.quantity === 'emission_factor'),
      63,
    ],
    ['blends of the EPA hub, 2025', () => count('epa-hub-2025', (f) => f.gas.startsWith('R-')), 30],
    ['benchmarks of the national ETS', () => readCsv('markets/cn-ets/power-benchmarks.csv').length, 28],
    ['dates of the national ETS', () => readCsv('markets/cn-ets/policy-dates.csv').length, 15],
  ])('%s', (_, counted, expected) => {
    expect(counted()).toBe(expected);
  });
  it('the whole of data/factors stays below 6 MB', () => {
    const size = tableFiles().reduce((sum, name) => sum + statSync(join(dataFolder, 'factors', name)).size, 0);
    expect(size).toBeLessThan(6_000_000);
  });
});

/** Typed from the source tables: first, middle and last rows, and values that have a story. */
const spots: readonly [publication: string, key: string, quantity: string, value: string, unit: string][] = [
  ['cn-ets-fuel-defaults-2024', 'anthracite', 'ncv', '25.024', 'GJ/t'],
  ['cn-ets-fuel-defaults-2024', 'gasoline', 'carbon_content', '0.01890', 'tC/GJ'],
  ['cn-ets-fuel-defaults-2024', 'natural_gas', 'ncv', '389.310', 'GJ/10^4Nm3'],
  ['cn-ets-fuel-defaults-2024', 'other_gas', 'oxidation', '99', '%'],
  ['cn-power-guideline-fuel-defaults-2022', 'crude_oil', 'ncv', '41.816', 'GJ/t'],
  ['cn-power-guideline-fuel-defaults-2022', 'coke_oven_gas', 'carbon_content', '0.0121', 'tC/GJ'],
  ['cn-power-guideline-fuel-defaults-2022', 'refinery_gas', 'oxidation', '99', '%'],
  ['cn-power-guideline-fuel-defaults-2022', 'coal_carbon_unmeasured_conventional', 'carbon_content', '0.03085', 'tC/GJ'],
  ['cn-power-guideline-fuel-defaults-2022', 'coal_ncv_unmeasured', 'ncv', '26.7', 'GJ/t'],
  ['cn-24-industries-fuel-defaults-2015', 'anthracite', 'carbon_content', '27.4', 'tC/TJ'],
  ['cn-24-industries-fuel-defaults-2015', 'coke', 'ncv', '28.435', 'GJ/t'],
  ['cn-24-industries-fuel-defaults-2015', 'other_gas', 'ncv', '52.27', 'GJ/10^4Nm3'],
  ['cn-process-defaults', 'purchased_heat', 'emission_factor', '0.11', 'tCO2/GJ'],
  ['cn-process-defaults', 'crude_steel', 'emission_factor', '0.0154', 'tCO2/t'],
  ['cn-process-defaults', 'carbon_to_co2', 'carbon_to_co2', '3.666667', 'tCO2/tC'],
  ['cn-grid-co2-2021', 'grid.CN', 'emission_factor', '0.5568', 'kgCO2/kWh'],
  ['cn-grid-co2-2021', 'grid.CN-HB', 'emission_factor', '0.3672', 'kgCO2/kWh'],
  ['cn-grid-co2-2021', 'grid.CN-XJ', 'emission_factor', '0.6577', 'kgCO2/kWh'],
  ['cn-grid-co2-2022', 'grid.CN.excluding_market_non_fossil', 'emission_factor', '0.5856', 'kgCO2/kWh'],
  ['cn-grid-co2-2022', 'grid.CN-GRID-SOUTHWEST', 'emission_factor', '0.2268', 'kgCO2/kWh'],
  ['cn-grid-co2-2022', 'grid.CN-XJ', 'emission_factor', '0.6231', 'kgCO2/kWh'],
  ['cn-grid-co2-2023', 'grid.CN.fossil', 'emission_factor', '0.8273', 'kgCO2/kWh'],
  ['cn-grid-co2-2023', 'grid.CN-BJ', 'emission_factor', '0.5554', 'kgCO2/kWh'],
  ['cn-grid-co2-2023', 'grid.CN-XJ', 'emission_factor', '0.6021', 'kgCO2/kWh'],
  ['cn-electricity-carbon-footprint', 'grid_footprint.CN', 'emission_factor', '0.6205', 'kgCO2e/kWh'],
  ['ipcc-2006-stationary', 'crude_oil', 'emission_factor', '73300', 'kgCO2/TJ'],
  ['ipcc-2006-stationary', 'blast_furnace_gas', 'emission_factor_upper', '308000', 'kgCO2/TJ'],
  ['ipcc-2006-stationary', 'municipal_waste_biomass', 'emission_factor_lower', '84700', 'kgCO2/TJ'],
  ['ipcc-2006-stationary', 'commercial.charcoal', 'emission_factor_n2o', '1', 'kg/TJ'],
  ['ipcc-2006-stationary', 'residential.peat', 'emission_factor_ch4', '300', 'kg/TJ'],
  ['ipcc-2006-mobile', 'road.gasoline_uncontrolled', 'emission_factor_ch4', '33', 'kg/TJ'],
  ['ipcc-2006-mobile', 'water.ocean_going_fuel_oil', 'emission_factor', '77400', 'kgCO2/TJ'],
  ['ipcc-2006-mobile', 'off_road.gasoline_4_stroke_industry', 'emission_factor_n2o', '2', 'kg/TJ'],
  ['ipcc-2006-process', 'cement_clinker', 'emission_factor', '0.52', 'tCO2/t'],
  ['ipcc-2006-process', 'nitric_acid_nscr', 'emission_factor_n2o', '2', 'kg/t'],
  ['ipcc-2006-process', 'steel_eaf', 'emission_factor', '0.08', 'tCO2/t'],
  ['defra-2024-v1.1', 'defra.1_100_1000_15_1', 'emission_factor', '3033.38067', 'kgCO2e/t'],
  ['defra-2024-v1.1', 'defra.7_400_4000_5_1', 'emission_factor', '0.20705', 'kgCO2e/kWh'],
  ['defra-2024-v1.1', 'defra.7_400_4000_5_3', 'emission_factor_ch4_part', '0.0009', 'kgCO2e/kWh'],
  ['defra-2024-v1.1', 'defra.21_316_3160_11_1', 'emission_factor', '0.27257', 'kgCO2e/(passenger*km)'],
  ['defra-2024-v1.1', 'defra.99_400_4001_5_2', 'emission_factor_co2_part', '0.11507', 'kgCO2e/kWh'],
  ['epa-hub-2024', 'anthracite', 'hhv', '25.09', 'mmBtu/short_ton'],
  ['epa-hub-2024', 'natural_gas', 'emission_factor', '53.06', 'kgCO2/mmBtu'],
  ['epa-hub-2024', 'on_road.gasoline_passenger_car.1976', 'emission_factor_n2o', '0.045795', 'g/(vehicle*mi)'],
  ['epa-hub-2024', 'grid.US-EGRID-SRVC', 'emission_factor', '622.987', 'lbCO2/MWh'],
  ['epa-hub-2024', 'gwp.R-508B', 'gwp100', '11698', 'kgCO2e/kg'],
  ['epa-hub-2025', 'lignite', 'emission_factor_per_unit', '1389', 'kgCO2/short_ton'],
  ['epa-hub-2025', 'blast_furnace_gas', 'hhv', '9.2e-05', 'mmBtu/scf'],
  ['epa-hub-2025', 'kraft_liquor_straw', 'emission_factor', '95.1', 'kgCO2/mmBtu'],
  ['epa-hub-2025', 'on_road.gasoline_motorcycle.2006-2022', 'emission_factor_n2o', '0.066', 'g/(vehicle*mi)'],
  ['epa-hub-2025', 'non_road.agricultural_equipment.lpg', 'emission_factor_n2o', '0.94', 'g/gal_US'],
  ['epa-hub-2025', 'grid.US', 'emission_factor', '771.523', 'lbCO2/MWh'],
  ['epa-hub-2025', 'grid.US-EGRID-NYUP.non_baseload', 'emission_factor', '909.108', 'lbCO2/MWh'],
  ['epa-hub-2025', 'freight.medium_heavy_duty_truck.short_ton_mile', 'emission_factor', '0.186', 'kgCO2/(short_ton*mi)'],
  ['epa-hub-2025', 'travel.intercity_rail_northeast_corridor.passenger_mile', 'emission_factor', '0.023', 'kgCO2/(passenger*mi)'],
  ['epa-hub-2025', 'waste.food_waste_meat.digested_wet', 'emission_factor', '0.11', 'tCO2e/short_ton'],
  ['epa-hub-2025', 'gwp.C10F18', 'gwp100', '7190', 'kgCO2e/kg'],
  ['epa-supply-chain-v1.2', 'naics.111110', 'emission_factor', '1.326', 'kgCO2e/USD2021'],
  ['epa-supply-chain-v1.2', 'naics.423430', 'emission_factor', '0.085', 'kgCO2e/USD2021'],
  ['epa-supply-chain-v1.2', 'naics.813990', 'emission_factor_without_margins', '0.136', 'kgCO2e/USD2021'],
  ['epa-supply-chain-v1.3.0', 'naics.111110', 'emission_factor_margins', '0.044', 'kgCO2e/USD2022'],
  ['epa-supply-chain-v1.3.0', 'naics.423430', 'emission_factor', '0.074', 'kgCO2e/USD2022'],
  ['epa-supply-chain-v1.3.0', 'naics.813990', 'emission_factor', '0.128', 'kgCO2e/USD2022'],
  ['epa-supply-chain-v1.3.0-by-gas', 'naics.111110.HFC-23', 'emission_factor', '4.57e-09', 'kg/USD2022'],
  ['epa-supply-chain-v1.3.0-by-gas', 'naics.111110.CO2', 'emission_factor_without_margins', '1.34e-01', 'kgCO2/USD2022'],
  ['epa-supply-chain-v1.3.0-by-gas', 'naics.423440.HFC-134a', 'emission_factor', '3.05e-07', 'kg/USD2022'],
  ['epa-supply-chain-v1.3.0-by-gas', 'naics.813990.HFCs-PFCs', 'emission_factor', '6.64e-03', 'kgCO2e/USD2022'],
  ['ember-grid-world', 'grid.AF', 'emission_factor', '123.71', 'gCO2e/kWh'],
  ['ember-grid-world', 'grid.CN', 'emission_factor', '557.5', 'gCO2e/kWh'],
  ['ember-grid-world', 'grid.WORLD', 'emission_factor', '472.94', 'gCO2e/kWh'],
  ['ember-grid-world', 'grid.ZW', 'emission_factor', '298.44', 'gCO2e/kWh'],
];

describe('values are those of the source, digit by digit', () => {
  it.each(spots)('%s %s %s', (id, key, quantity, value, unit) => {
    const [found] = factorsOf(id).filter((f) => f.key === key && f.quantity === quantity);
    expect([found?.value, found?.unit]).toEqual([value, unit]);
  });
  it('three of every publication at least', () => {
    const many = (id: string) => (id === 'cn-ets-grid-factor-by-data-year' || id === 'cn-electricity-carbon-footprint' ? 0 : 3);
    for (const id of publicationIds()) expect(spots.filter(([of]) => of === id).length, id).toBeGreaterThanOrEqual(many(id));
  });
  it('the grid factor of ETS reports goes by data year', () => {
    const rows = factorsOf('cn-ets-grid-factor-by-data-year').map((f) => [f.validFrom, f.validTo, f.value]);
    expect(rows).toEqual([
      ['2019-01-01', '2019-12-31', '0.6101'],
      ['2020-01-01', '2020-12-31', '0.6101'],
      ['2021-01-01', '2021-12-31', '0.5810'],
      ['2022-01-01', '2022-12-31', '0.5703'],
      ['2023-01-01', '2023-12-31', '0.5568'],
      ['2024-01-01', '2024-12-31', '0.5366'],
    ]);
  });
  it('the footprint of 2024 stands beside that of 2023', () => {
    expect(factorsOf('cn-electricity-carbon-footprint').map((f) => [f.validFrom, f.value])).toEqual([
      ['2023-01-01', '0.6205'],
      ['2024-01-01', '0.5777'],
    ]);
  });
  it('Tibet is kept, and said to be doubtful', () => {
    const tibet = factorsOf('cn-grid-co2-2023').find((f) => f.region === 'CN-XZ');
    expect([tibet?.value, tibet?.confidence, tibet?.note.startsWith('the official table has 30 provinces')]).toEqual([
      '0.2472',
      'low',
      true,
    ]);
  });
  it.each([
    ['丁烷', 'Butane'],
    ['公务舱', 'Business class'],
    ['高密度', 'HDPE'],
  ])('can be found as %s and as %s', (zh, en) => {
    const all = [...publications.values()].flatMap((p) => p.factors);
    expect(all.some((f) => f.name.zh.includes(zh))).toBe(true);
    expect(all.some((f) => f.name.en.includes(en))).toBe(true);
  });
});

describe('parts and totals', () => {
  it('of DEFRA add up within rounding: each of up to four numbers is rounded on its own', () => {
    const parts = new Map<string, number[]>();
    const totals = new Map<string, number>();
    for (const factor of factorsOf('defra-2024-v1.1')) {
      const stem = factor.key.replace(/_\d$/, '');
      if (factor.quantity === 'emission_factor') totals.set(stem, Number(factor.value));
      else if (factor.quantity.endsWith('_part')) parts.set(stem, [...(parts.get(stem) ?? []), Number(factor.value)]);
    }
    const complete = [...parts].filter(([stem, values]) => values.length === 3 && totals.has(stem));
    const off = complete.filter(([stem, values]) => {
      const total = totals.get(stem) ?? 0;
      return Math.abs(values.reduce((a, b) => a + b, 0) - total) > Math.max(0.00003, total * 0.00001);
    });
    expect(complete.length).toBeGreaterThan(1200);
    expect(off.map(([stem]) => stem)).toEqual([]);
  });
});

describe('jumps against the edition before are reported, with both values', () => {
  const jumps = (id: string) => {
    const now = publication(id);
    return now.header.previous
      ? checkJumps(publication(now.header.previous), now, vocabulary.units)
      : checkJumpsWithin(now, vocabulary.units);
  };
  it('none in the Chinese grid factors of 2022 and 2023, by report year or by footprint', () => {
    for (const id of ['cn-grid-co2-2022', 'cn-grid-co2-2023', 'cn-ets-grid-factor-by-data-year', 'cn-electricity-carbon-footprint'])
      expect(jumps(id), id).toEqual([]);
  });
  it('the passenger car of the EPA hub: 0.175 to 0.297 kg per vehicle-mile', () => {
    const found = jumps('epa-hub-2025').filter((f) => f.text.en.startsWith('travel.passenger_car.vehicle_mile emission_factor:'));
    expect(found.map((f) => f.text.en)).toEqual([
      'travel.passenger_car.vehicle_mile emission_factor: 1.7 times the edition before (2024): 0.17515256410803692 kgCO2/(vehicle*mi) → 0.297 kgCO2/(vehicle*mi)',
    ]);
  });
});

describe('global warming potentials', () => {
  const rows = readCsv('gwp/gwp.csv');
  const value = (set: string, gas: string) => rows.find((r) => r.gwp_set === set && r.gas === gas)?.value;
  it('105 species of the source and CO2', () => {
    const variants = new Set(['CO2', 'CH4-fossil', 'CH4-nonfossil']);
    expect(new Set(rows.map((r) => r.gas).filter((gas) => !variants.has(gas ?? ''))).size).toBe(105);
  });
  it.each([
    ['SAR', 'CH4', '21'],
    ['TAR', 'CFC-11', '4600'],
    ['AR4', 'N2O', '298'],
    ['AR5', 'HFC-134a', '1300'],
    ['AR5', 'CH4-fossil', '30'],
    ['AR5-CCF', 'CH4', '34'],
    ['AR6', 'CH4', '27.9'],
    ['AR6', 'CH4-fossil', '29.8'],
    ['AR6', 'CH4-nonfossil', '27.0'],
    ['AR6', 'SF6', '25200'],
    ['AR6-20', 'CH4', '81.2'],
    ['AR5-20', 'CH4', '84'],
    ['TAR-500', 'CF3I', undefined],
    ['TAR', 'CF3I', '1'],
    ['AR6-500', 'N2O', '130'],
    ['AR6-GTP100', 'C10F18', '9010'],
  ])('%s %s', (set, gas, expected) => {
    expect(value(set, gas)).toBe(expected);
  });
  it('one value for a set and gas, in a set that the yaml describes, for a gas of the list', () => {
    const header = readYaml('gwp/gwp.yaml') as { sets: { set: string }[] };
    const sets = header.sets.map((s) => s.set);
    expect(new Set(rows.map((r) => `${r.gwp_set} ${r.gas}`)).size).toBe(rows.length);
    expect([...new Set(rows.map((r) => r.gwp_set))]).toEqual(sets);
    expect(rows.filter((r) => !vocabulary.gases.has(r.gas ?? '') || vocabulary.units.find(r.unit ?? '') === null)).toEqual([]);
    for (const set of sets.filter((s) => s !== 'AR5-20')) expect(value(set, 'CO2'), set).toBe('1');
  });
  it('the EPA’s GWP of blends is that of their HFC and PFC parts with AR5, but for R-424A, whose printed value the yaml warns of', () => {
    const parts = readCsv('gwp/refrigerant-blends.csv');
    const off = factorsOf('epa-hub-2024')
      .filter((f) => f.gas.startsWith('R-'))
      .map((f) => {
        const counted = parts.filter((p) => p.blend === f.gas && /^HFC|^C\dF\d$/.test(p.gas ?? ''));
        const sum = counted.reduce((total, p) => total + (Number(p.share_pct) / 100) * Number(value('AR5', p.gas ?? '')), 0);
        return `${f.gas}: printed ${f.value}, parts ${Math.round(sum)}`;
      })
      .filter((line) => {
        const [printed, sum] = [...line.matchAll(/(?:printed|parts) (\d+)/g)].map((m) => Number(m[1]));
        return Math.abs((printed ?? 0) - (sum ?? Number.NaN)) > 1;
      });
    expect(off).toEqual(['R-424A: printed 3104, parts 2212']);
    for (const id of ['epa-hub-2024', 'epa-hub-2025'])
      expect(publication(id).header.cautions.some((c) => c.en.includes('R-424A'))).toBe(true);
  });
});
