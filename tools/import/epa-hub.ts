import { join } from 'node:path';
import { readHubTables } from './epa-hub-2024.ts';
import { readHubSheet } from './epa-hub-2025.ts';
import { type Draft, type Publication, type Row, row, Words } from './shape.ts';

/** One line of one of the hub's tables, the same for both editions; empty cells are values that the publisher does not give. */
export type HubLine =
  | { table: 'stationary'; category: string; fuel: string; amount: string; hhv: string; perHeat: Triple; perUnit: Triple }
  | { table: 'mobile_co2'; fuel: string; value: string; per: string }
  | { table: 'on_road'; vehicle: string; fuel: string; modelYear: string; ch4: string; n2o: string }
  | { table: 'non_road'; vehicle: string; fuel: string; ch4: string; n2o: string }
  | { table: 'electricity'; code: string; name: string; total: Triple; nonBaseload: Triple; loss: string }
  | { table: 'steam'; name: string; values: Triple }
  | { table: 'freight' | 'travel'; vehicle: string; values: Triple; per: string }
  | { table: 'waste'; material: string; values: Readonly<Record<string, string>> }
  | { table: 'gwp'; name: string; formula: string; value: string }
  | { table: 'blend'; name: string; composition: string; value: string };

/** CO2, CH4, N2O. */
export type Triple = readonly [string, string, string];

export function epaHubPublications(source: string, root: string): Publication[] {
  const folder = join(source, 'epa-ghg-hub');
  const words = new Words(root, 'epa-hub');
  const editions = [
    { id: 'epa-hub-2024', lines: readHubTables(join(folder, 'tables-2024')) },
    { id: 'epa-hub-2025', lines: readHubSheet(join(folder, 'ghg-emission-factors-hub-2025_sheet.csv')) },
  ];
  return editions.map(({ id, lines }) => ({ id, rows: lines.flatMap((line) => rowsOf(line, words)) }));
}

type Common = Omit<Draft, 'quantity' | 'value' | 'unit'>;

/** Rows for those of the three gases that have a value; CO2 keeps the plain name of the quantity. */
function triple(common: Common, quantity: string, values: Triple, units: Triple): Row[] {
  const gases = ['CO2', 'CH4', 'N2O'] as const;
  const suffixes = ['', '_ch4', '_n2o'] as const;
  return values.flatMap((value, i) =>
    value === '' ? [] : [row({ ...common, quantity: `${quantity}${suffixes[i]}`, gas: gases[i] ?? '', value, unit: units[i] ?? '' })],
  );
}

const perUnits: Readonly<Record<string, string>> = {
  gallon: 'gal_US',
  scf: 'scf',
  'short ton': 'short_ton',
  'vehicle-mile': '(vehicle*mi)',
  'passenger-mile': '(passenger*mi)',
  'ton-mile': '(short_ton*mi)',
  'short ton-mile': '(short_ton*mi)',
};

export function perUnit(printed: string): string {
  const unit = perUnits[printed.trim()];
  if (!unit) throw new Error(`unknown unit: ${printed}`);
  return unit;
}

function massUnits(per: string, co2: 'kgCO2' | 'lbCO2', other: 'g' | 'lb'): Triple {
  return [`${co2}/${per}`, `${other}/${per}`, `${other}/${per}`];
}

function rowsOf(line: HubLine, words: Words): Row[] {
  switch (line.table) {
    case 'stationary':
      return stationary(line, words);
    case 'mobile_co2': {
      const common = names(
        `mobile.${words.get(line.fuel, 'key')}`,
        words.get(line.fuel, 'zh'),
        line.fuel,
        mobileCategory('Mobile combustion: CO2'),
      );
      return [
        row({
          ...common,
          quantity: 'emission_factor',
          gas: 'CO2',
          value: line.value,
          unit: `kgCO2/${perUnit(line.per)}`,
          source: 'Table 2',
        }),
      ];
    }
    case 'on_road':
      return onRoad(line, words);
    case 'non_road': {
      const key = `non_road.${words.get(line.vehicle, 'key')}.${words.get(line.fuel, 'key')}`;
      const zh = `${words.get(line.vehicle, 'zh')}：${words.get(line.fuel, 'zh')}`;
      const common = {
        ...names(key, zh, `${line.vehicle}: ${line.fuel}`, mobileCategory('Mobile combustion: non-road vehicles')),
        source: 'Table 5',
      };
      return triple(common, 'emission_factor', ['', line.ch4, line.n2o], massUnits('gal_US', 'kgCO2', 'g'));
    }
    case 'electricity':
      return electricity(line, words);
    case 'steam': {
      const category = { category_zh: '外购蒸汽与热力', category_en: 'Purchased steam and heat' };
      const common = { ...names('steam_and_heat', words.get(line.name, 'zh'), line.name, category), source: 'Table 7' };
      return triple(common, 'emission_factor', line.values, massUnits('mmBtu', 'kgCO2', 'g'));
    }
    case 'freight':
    case 'travel':
      return transport(line, words);
    case 'waste':
      return waste(line, words);
    default:
      return [refrigerant(line)];
  }
}

function names(key: string, zh: string, en: string, category: { category_zh: string; category_en: string }): Common {
  return { key, name_zh: zh, name_en: en, ...category };
}

const mobileZh: Readonly<Record<string, string>> = {
  'Mobile combustion: CO2': '移动源燃烧：二氧化碳',
  'Mobile combustion: on-road vehicles': '移动源燃烧：道路车辆',
  'Mobile combustion: non-road vehicles': '移动源燃烧：非道路车辆',
};
function mobileCategory(en: string): { category_zh: string; category_en: string } {
  return { category_zh: mobileZh[en] ?? '', category_en: en };
}

function stationary(line: Extract<HubLine, { table: 'stationary' }>, words: Words): Row[] {
  const category = { category_zh: `固定源燃烧：${words.get(line.category, 'zh')}`, category_en: `Stationary combustion: ${line.category}` };
  const common = {
    ...names(words.get(line.fuel, 'key'), words.get(line.fuel, 'zh'), line.fuel, category),
    basis: 'HHV',
    source: 'Table 1; 40 CFR Part 98 Tables C-1 and C-2',
    note: line.category.startsWith('Biomass') ? 'biogenic CO2: reported separately' : '',
  };
  const heat = line.hhv === '' ? [] : [row({ ...common, quantity: 'hhv', value: line.hhv, unit: `mmBtu/${perUnit(line.amount)}` })];
  const amount = line.amount === '' ? '' : perUnit(line.amount);
  return [
    ...heat,
    ...triple(common, 'emission_factor', line.perHeat, massUnits('mmBtu', 'kgCO2', 'g')),
    ...triple({ ...common, basis: '' }, 'emission_factor_per_unit', line.perUnit, massUnits(amount, 'kgCO2', 'g')),
  ];
}

function onRoad(line: Extract<HubLine, { table: 'on_road' }>, words: Words): Row[] {
  const years = line.modelYear.trim().replace('≤', 'up_to_');
  const parts = [words.get(line.vehicle, 'key'), line.fuel === '' ? '' : words.get(line.fuel, 'key'), years].filter((part) => part !== '');
  const vehicle = line.vehicle.startsWith('(') ? 'Gasoline Light-Duty Trucks' : line.vehicle;
  const shownYears = line.modelYear.trim();
  const zh = [
    words.get(line.vehicle, 'zh'),
    line.fuel === '' ? '' : words.get(line.fuel, 'zh'),
    shownYears === '' ? '' : `车型年 ${shownYears}`,
  ];
  const en = [vehicle, line.fuel, shownYears === '' ? '' : `model year ${shownYears}`];
  const shown = (list: readonly string[], glue: string) => list.filter((part) => part !== '').join(glue);
  const common = {
    ...names(`on_road.${parts.join('.')}`, shown(zh, '，'), shown(en, ', '), mobileCategory('Mobile combustion: on-road vehicles')),
    source: line.fuel === '' ? 'Table 3' : 'Table 4',
  };
  return triple(common, 'emission_factor', ['', line.ch4, line.n2o], massUnits('(vehicle*mi)', 'kgCO2', 'g'));
}

function electricity(line: Extract<HubLine, { table: 'electricity' }>, words: Words): Row[] {
  const national = line.code === 'US Average';
  const region = national ? 'US' : `US-EGRID-${line.code}`;
  const place = words.get(line.code, 'zh');
  const en = national ? 'US average' : `${line.name} (${line.code})`;
  const category = { category_zh: '美国电力（eGRID 分区）', category_en: 'US electricity (eGRID subregions)' };
  const common = {
    ...names(`grid.${region}`, `${place}${national ? '' : ` ${line.code}`}：电力`, `${en}: electricity`, category),
    region,
    source: 'Table 6',
  };
  const units = massUnits('MWh', 'lbCO2', 'lb');
  const marginal = {
    ...common,
    key: `${common.key}.non_baseload`,
    name_zh: `${common.name_zh}（非基荷）`,
    name_en: `${common.name_en} (non-baseload)`,
    basis: 'non_baseload',
    note: 'for the effect of changes in electricity use; not for an inventory',
  };
  const loss =
    line.loss === ''
      ? []
      : [
          row({
            ...common,
            quantity: 'grid_loss',
            value: line.loss,
            unit: '1',
            note: 'printed in a column headed "Grid Gross Loss (%)" as a fraction',
          }),
        ];
  return [
    ...triple({ ...common, basis: 'total_output' }, 'emission_factor', line.total, units),
    ...triple(marginal, 'emission_factor', line.nonBaseload, units),
    ...loss,
  ];
}

function transport(line: Extract<HubLine, { table: 'freight' | 'travel' }>, words: Words): Row[] {
  // The sheet sets footnote letters right behind the name.
  const name = line.vehicle.trim().replace(/(?: [A-E]|(?<=Truck)[A-E])$/, '');
  const per = perUnit(line.per);
  const freight = line.table === 'freight';
  const category = freight
    ? { category_zh: '范围3类别4与9：货物运输与配送', category_en: 'Scope 3 categories 4 and 9: transportation and distribution' }
    : {
        category_zh: '范围3类别6与7：商务旅行与员工通勤',
        category_en: 'Scope 3 categories 6 and 7: business travel and employee commuting',
      };
  const measure = per.replaceAll(/[()]/g, '').replace('*', '_').replace('_mi', '_mile');
  const common = {
    ...names(`${line.table}.${words.get(name, 'key')}.${measure}`, words.get(name, 'zh'), name, category),
    source: freight ? 'Table 8' : 'Table 10',
    note: `printed unit: ${line.per.trim()}`,
  };
  return triple(common, 'emission_factor', line.values, massUnits(per, 'kgCO2', 'g'));
}

function waste(line: Extract<HubLine, { table: 'waste' }>, words: Words): Row[] {
  return Object.entries(line.values).flatMap(([treatment, value]) => {
    if (value === '' || value === 'NA') return [];
    const common = names(
      `waste.${words.get(line.material, 'key')}.${words.get(treatment, 'key')}`,
      `${words.get(line.material, 'zh')}：${words.get(treatment, 'zh')}`,
      `${line.material}: ${treatment}`,
      { category_zh: '范围3类别5与12：废弃物', category_en: 'Scope 3 categories 5 and 12: waste' },
    );
    return [
      row({
        ...common,
        quantity: 'emission_factor',
        gas: 'CO2e',
        value,
        unit: 'tCO2e/short_ton',
        source: 'Table 9',
        note: 'CO2e with AR4 GWP',
      }),
    ];
  });
}

const designations: Readonly<Record<string, { gas: string; zh: string }>> = {
  'Carbon dioxide': { gas: 'CO2', zh: '二氧化碳' },
  Methane: { gas: 'CH4', zh: '甲烷' },
  'Nitrous oxide': { gas: 'N2O', zh: '氧化亚氮' },
  'Sulfur hexafluoride': { gas: 'SF6', zh: '六氟化硫' },
  'Nitrogen trifluoride': { gas: 'NF3', zh: '三氟化氮' },
};

function refrigerant(line: Extract<HubLine, { table: 'gwp' | 'blend' }>): Row {
  const category = { category_zh: '全球变暖潜势', category_en: 'Global warming potential' };
  const known = designations[line.name];
  const formula = line.table === 'gwp' ? line.formula.trim() : '';
  // PFCs are known by their formula elsewhere (CF4, C2F6 …), HFCs by their number.
  const gas = line.table === 'blend' ? line.name : (known?.gas ?? (line.name.startsWith('PFC-') ? formula.replace('-', '') : line.name));
  const blend = line.table === 'blend';
  return row({
    ...names(
      `gwp.${gas}`,
      known?.zh ?? (blend ? `混合制冷剂 ${line.name}` : line.name),
      blend ? `Refrigerant blend ${line.name}` : line.name,
      category,
    ),
    quantity: 'gwp100',
    gas,
    value: line.value,
    unit: 'kgCO2e/kg',
    source: blend ? 'Table 12' : 'Table 11; IPCC AR5 chapter 8 table 8.A.1',
    note: blend ? `${line.composition}; HFC and PFC constituents only` : formula,
  });
}
