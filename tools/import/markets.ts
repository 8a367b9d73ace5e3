import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { cell, readTable, splitConfidence, toCsv, Words } from './shape.ts';

const classes: Readonly<Record<string, { zh: string; en: string }>> = {
  CONV_COAL_ABOVE_300MW: { zh: '300MW等级以上常规燃煤机组', en: 'Conventional coal units above the 300 MW class' },
  CONV_COAL_UP_TO_300MW: { zh: '300MW等级及以下常规燃煤机组', en: 'Conventional coal units of the 300 MW class and below' },
  NON_CONV_COAL: { zh: '燃煤矸石、煤泥、水煤浆等非常规燃煤机组', en: 'Non-conventional coal units (gangue, slime, coal-water slurry …)' },
  GAS: { zh: '燃气机组', en: 'Gas units' },
};

const benchmarkNames = [
  'year_from',
  'year_to',
  'unit_class',
  'unit_class_zh',
  'unit_class_en',
  'electricity_basis',
  'electricity_benchmark',
  'electricity_unit',
  'heat_benchmark',
  'heat_unit',
  'balance_value_electricity',
  'status',
  'source',
  'url',
  'confidence',
  'note',
];

/** Facts of the national ETS (power sector): benchmarks by year, allocation rules by period, dates. Read by a later method. */
export function writeMarkets(source: string, root: string): { benchmarks: number; dates: number } {
  const folder = join(root, 'data/markets/cn-ets');
  const benchmarks = benchmarkRows(join(source, 'china', 'ets_power_benchmarks.csv'));
  writeFileSync(join(folder, 'power-benchmarks.csv'), toCsv(benchmarkNames, benchmarks));
  const words = new Words(root, 'policy-dates');
  const dates = readTable(join(source, 'china', 'ets_policy_dates.csv')).map((cells) => ({
    date: cell(cells, 'date'),
    event_zh: words.get(cell(cells, 'event'), 'zh'),
    event_en: cell(cells, 'event'),
    category: cell(cells, 'category'),
    url: cell(cells, 'source_url'),
    confidence: cell(cells, 'confidence'),
  }));
  writeFileSync(join(folder, 'policy-dates.csv'), toCsv(['date', 'event_zh', 'event_en', 'category', 'url', 'confidence'], dates));
  const rules: unknown = JSON.parse(
    readFileSync(join(source, 'china', 'ets_power_allocation_rules.json'), 'utf8').replace(
      'ets_power_benchmarks.csv',
      'power-benchmarks.csv',
    ),
  );
  writeFileSync(
    join(folder, 'power-allocation-rules.yaml'),
    `# Facts from the allocation plans of the Ministry of Ecology and Environment; documents and addresses in power-benchmarks.csv.\n${stringify(rules, { lineWidth: 0 })}`,
  );
  return { benchmarks: benchmarks.length, dates: dates.length };
}

function benchmarkRows(path: string): Record<string, string>[] {
  return readTable(path).map((cells) => {
    const [from = '', to = from] = cell(cells, 'compliance_year').split('-');
    const unitClass = classes[cell(cells, 'unit_class')];
    if (!unitClass) throw new Error(`unknown class ${cell(cells, 'unit_class')}`);
    return {
      year_from: from,
      year_to: to,
      unit_class: cell(cells, 'unit_class'),
      unit_class_zh: unitClass.zh,
      unit_class_en: unitClass.en,
      // Net supply until 2022, gross generation from 2023: a benchmark is never applied to the other.
      electricity_basis: cell(cells, 'electricity_basis').startsWith('net') ? 'net_supply' : 'gross_generation',
      electricity_benchmark: cell(cells, 'electricity_benchmark_tco2_per_mwh'),
      electricity_unit: 'tCO2/MWh',
      heat_benchmark: cell(cells, 'heat_benchmark_tco2_per_gj'),
      heat_unit: 'tCO2/GJ',
      balance_value_electricity: cell(cells, 'balance_value_electricity'),
      status: cell(cells, 'status'),
      source: cell(cells, 'source'),
      url: cell(cells, 'source_url'),
      ...splitConfidence(cell(cells, 'confidence')),
    };
  });
}
