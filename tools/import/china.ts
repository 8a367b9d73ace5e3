import { join } from 'node:path';
import { cell, type Draft, joinNotes, type Publication, type Row, readTable, row, splitConfidence, Words } from './shape.ts';

const steelGuide = '中国钢铁生产企业温室气体排放核算方法与报告指南（试行）';
const powerGuide = '中国发电企业温室气体排放核算方法与报告指南（试行）（脱硫过程）';

/** All publications of Chinese authorities, one per table and edition; tables that differ are never merged. */
export function chinaPublications(source: string, root: string): Publication[] {
  const folder = join(source, 'china');
  return [
    etsFuels(folder, root),
    powerFuels(folder, root),
    industryFuels(folder, root),
    processDefaults(folder, root),
    ...['2021', '2022', '2023'].map((year) => grid(folder, root, year)),
    etsGrid(folder),
    footprint(folder),
  ];
}

function fuelNames(words: Words, fuel: string): Omit<Draft, 'quantity' | 'value' | 'unit'> {
  const of = (column: string) => words.get(fuel, column);
  return { key: of('key'), name_zh: of('zh'), name_en: of('en'), category_zh: of('category_zh'), category_en: of('category_en') };
}

function heatUnit(amount: string): string {
  return amount === 't' ? 'GJ/t' : `GJ/${amount.replaceAll(' ', '')}`;
}

function etsFuels(folder: string, root: string): Publication {
  const words = new Words(root, 'china-fuels');
  const rows = readTable(join(folder, 'fuel_defaults_ets_table_a1.csv')).flatMap((cells): Row[] => {
    const common = {
      ...fuelNames(words, cell(cells, 'fuel')),
      ...splitConfidence(cell(cells, 'confidence')),
      source: cell(cells, 'source'),
    };
    return [
      row({ ...common, quantity: 'ncv', value: cell(cells, 'ncv_GJ_per_unit'), unit: heatUnit(cell(cells, 'unit')), basis: 'NCV' }),
      row({ ...common, quantity: 'carbon_content', value: cell(cells, 'carbon_content_tC_per_GJ'), unit: 'tC/GJ', basis: 'NCV' }),
      row({ ...common, quantity: 'oxidation', value: cell(cells, 'oxidation_pct'), unit: '%' }),
    ];
  });
  return { id: 'cn-ets-fuel-defaults-2024', rows };
}

/** The years that the notices name for the defaults of coal whose carbon was not measured. */
const coalValidity: Readonly<Record<string, { valid_from: string; valid_to: string }>> = {
  coal_carbon_unmeasured_conventional: { valid_from: '2022-04-01', valid_to: '' },
  coal_carbon_unmeasured_non_conventional: { valid_from: '2023-01-01', valid_to: '' },
  coal_carbon_unmeasured_2019_2021: { valid_from: '2019-01-01', valid_to: '2021-12-31' },
  coal_ncv_unmeasured: { valid_from: '2019-01-01', valid_to: '' },
};

function powerFuels(folder: string, root: string): Publication {
  const words = new Words(root, 'china-fuels');
  const rows = readTable(join(folder, 'fuel_defaults_power_guideline.csv')).flatMap((cells): Row[] => {
    const names = fuelNames(words, cell(cells, 'fuel'));
    const common = { ...names, ...splitConfidence(cell(cells, 'confidence')), source: cell(cells, 'source'), ...coalValidity[names.key] };
    const made: Draft[] = [{ ...common, quantity: 'oxidation', value: cell(cells, 'oxidation_pct'), unit: '%' }];
    const ncv = cell(cells, 'ncv');
    // "measured" says that there is no default: such a cell is absent, not zero.
    if (ncv !== 'measured') {
      made.push({ ...common, quantity: 'ncv', value: ncv, unit: cell(cells, 'ncv_unit').replaceAll(' ', ''), basis: 'NCV' });
    }
    const carbon = cell(cells, 'carbon_content_per_heat');
    if (carbon !== '') made.push({ ...common, quantity: 'carbon_content', value: carbon, unit: cell(cells, 'cc_unit'), basis: 'NCV' });
    return made.map(row);
  });
  return { id: 'cn-power-guideline-fuel-defaults-2022', rows };
}

function industryFuels(folder: string, root: string): Publication {
  const words = new Words(root, 'china-fuels');
  const rows = readTable(join(folder, 'fuel_defaults_24_industries.csv')).flatMap((cells): Row[] => {
    const common = { ...fuelNames(words, cell(cells, 'fuel')), ...splitConfidence(cell(cells, 'confidence')) };
    return [
      row({ ...common, quantity: 'ncv', value: cell(cells, 'ncv_gj_per_unit'), unit: heatUnit(cell(cells, 'unit')), basis: 'NCV' }),
      row({ ...common, quantity: 'carbon_content', value: cell(cells, 'carbon_content_tc_per_tj'), unit: 'tC/TJ', basis: 'NCV' }),
      row({ ...common, quantity: 'oxidation', value: cell(cells, 'oxidation_pct'), unit: '%' }),
    ];
  });
  return { id: 'cn-24-industries-fuel-defaults-2015', rows };
}

function processDefaults(folder: string, root: string): Publication {
  const words = new Words(root, 'china-process');
  const documents: Readonly<Record<string, string>> = { steel: steelGuide, power: powerGuide };
  const rows = readTable(join(folder, 'process_defaults_cn.csv')).map((cells) => {
    const item = cell(cells, 'item');
    const of = (column: string) => words.get(item, column);
    return row({
      key: of('key'),
      quantity: of('quantity'),
      name_zh: of('zh'),
      name_en: of('en'),
      category_zh: of('category_zh'),
      category_en: of('category_en'),
      gas: of('gas'),
      value: cell(cells, 'value'),
      unit: of('unit'),
      // The source says "as above" for the rows of one guide; here each row names its own.
      source: documents[of('document')] ?? cell(cells, 'source'),
      ...splitConfidence(cell(cells, 'confidence')),
    });
  });
  return { id: 'cn-process-defaults', rows };
}

const gridBases: Readonly<Record<string, { suffix: string; zh: string; en: string }>> = {
  average: { suffix: '', zh: '电力平均二氧化碳排放因子', en: 'average CO2 factor of electricity' },
  average_excluding_market_traded_non_fossil: {
    suffix: '.excluding_market_non_fossil',
    zh: '电力平均二氧化碳排放因子（不包括市场化交易的非化石能源电量）',
    en: 'average CO2 factor of electricity, excluding market-traded non-fossil electricity',
  },
  fossil_power_average: { suffix: '.fossil', zh: '化石能源电力二氧化碳排放因子', en: 'CO2 factor of fossil-fired electricity' },
};
const gridLevels: Readonly<Record<string, { zh: string; en: string }>> = {
  national: { zh: '全国电力因子', en: 'National electricity factor' },
  grid_region: { zh: '区域电力因子', en: 'Regional electricity factor' },
  province: { zh: '省级电力因子', en: 'Provincial electricity factor' },
};

function grid(folder: string, root: string, year: string): Publication {
  const words = new Words(root, 'provinces');
  const table = readTable(join(folder, 'grid_co2_factors_official.csv')).filter((cells) => cell(cells, 'data_year') === year);
  const rows = table.map((cells) => {
    const basis = gridBases[cell(cells, 'basis')];
    const level = gridLevels[cell(cells, 'level')];
    if (!basis || !level) throw new Error(`unknown basis or level: ${JSON.stringify(cells)}`);
    const area = cell(cells, 'area');
    const region = words.get(area, 'region');
    const iso = cell(cells, 'iso3166_2');
    if (iso !== '' && iso !== region) throw new Error(`${area}: ${iso} is not ${region}`);
    return row({
      key: `grid.${region}${basis.suffix}`,
      quantity: 'emission_factor',
      name_zh: `${words.get(area, 'zh')}${basis.zh}`,
      name_en: `${words.get(area, 'en')}: ${basis.en}`,
      category_zh: level.zh,
      category_en: level.en,
      gas: 'CO2',
      value: cell(cells, 'factor'),
      unit: cell(cells, 'unit'),
      basis: cell(cells, 'basis'),
      region,
      ...splitConfidence(cell(cells, 'confidence')),
    });
  });
  return { id: `cn-grid-co2-${year}`, rows };
}

function etsGrid(folder: string): Publication {
  const rows = readTable(join(folder, 'grid_factor_for_ets_reports.csv')).map((cells) => {
    const year = cell(cells, 'data_year');
    return row({
      key: 'grid.CN',
      quantity: 'emission_factor',
      name_zh: `全国碳市场报告用电网排放因子（${year}年度）`,
      name_en: `Grid emission factor for national ETS reports (data year ${year})`,
      category_zh: '全国碳市场',
      category_en: 'National ETS',
      gas: 'CO2',
      value: cell(cells, 'factor_tco2_per_mwh'),
      unit: 'tCO2/MWh',
      basis: 'ets_report',
      region: 'CN',
      valid_from: `${year}-01-01`,
      valid_to: `${year}-12-31`,
      source: cell(cells, 'source'),
      ...splitConfidence(cell(cells, 'confidence')),
    });
  });
  return { id: 'cn-ets-grid-factor-by-data-year', rows };
}

function footprint(folder: string): Publication {
  const rows = readTable(join(folder, 'grid_carbon_footprint_factors.csv')).map((cells) => {
    const year = cell(cells, 'data_year');
    const { confidence, note } = splitConfidence(cell(cells, 'confidence'));
    return row({
      key: 'grid_footprint.CN',
      quantity: 'emission_factor',
      name_zh: `${cell(cells, 'name')}（${year}年）`,
      name_en: `National average carbon footprint of electricity (${year})`,
      category_zh: '电力碳足迹',
      category_en: 'Electricity carbon footprint',
      gas: 'CO2e',
      value: cell(cells, 'factor'),
      unit: cell(cells, 'unit'),
      basis: 'life_cycle',
      region: 'CN',
      valid_from: `${year}-01-01`,
      valid_to: `${year}-12-31`,
      source: cell(cells, 'source'),
      confidence,
      note: joinNotes(note),
    });
  });
  return { id: 'cn-electricity-carbon-footprint', rows };
}
