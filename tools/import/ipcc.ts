import { join } from 'node:path';
import { cell, type Draft, joinNotes, type Publication, type Row, readTable, row, splitConfidence, Words } from './shape.ts';

const biogenic = 'biogenic CO2: reported outside the total';

export function ipccPublications(source: string, root: string): Publication[] {
  const folder = join(source, 'ipcc-2006');
  const words = new Words(root, 'ipcc');
  return [
    { id: 'ipcc-2006-stationary', rows: [...fuels(folder, words), ...stationary(folder, words)] },
    { id: 'ipcc-2006-mobile', rows: mobile(folder, words) },
    { id: 'ipcc-2006-process', rows: processes(folder, words) },
  ];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function fuels(folder: string, words: Words): Row[] {
  return readTable(join(folder, 'ncv_and_co2_ef.csv')).flatMap((cells) => {
    const fuel = cell(cells, 'fuel');
    const phase = cell(cells, 'phase');
    if (!cell(cells, 'ncv_unit').startsWith('TJ/Gg') || !cell(cells, 'co2_ef_unit').startsWith('kg CO2/TJ'))
      throw new Error(`unit of ${fuel}`);
    const { confidence, note } = splitConfidence(cell(cells, 'confidence'));
    const common = {
      key: words.get(fuel, 'key'),
      name_zh: words.get(fuel, 'zh'),
      name_en: fuel,
      category_zh: words.get(phase, 'zh'),
      category_en: `${capital(phase)} fuels`,
      source: cell(cells, 'source'),
      confidence,
      note,
    };
    // The 95 % limits were typed and not compared with a second source; SOURCE.md says so.
    const limit = { ...common, confidence: 'medium-high', note: '95 % confidence limit; not cross-checked' };
    const co2 = { gas: 'CO2', unit: 'kgCO2/TJ', basis: 'NCV' };
    const bio = phase === 'biomass' ? biogenic : '';
    const made: Draft[] = [
      { ...common, quantity: 'ncv', value: cell(cells, 'ncv'), unit: 'GJ/t', basis: 'NCV' },
      { ...common, ...co2, quantity: 'emission_factor', value: cell(cells, 'co2_ef'), note: joinNotes(bio, note) },
      { ...limit, ...co2, quantity: 'emission_factor_lower', value: cell(cells, 'co2_ef_lower95'), note: joinNotes(bio, limit.note) },
      { ...limit, ...co2, quantity: 'emission_factor_upper', value: cell(cells, 'co2_ef_upper95'), note: joinNotes(bio, limit.note) },
      { ...common, quantity: 'oxidation', value: cell(cells, 'oxidation_factor_default'), unit: '1' },
    ];
    return made.map(row);
  });
}

/** CH4 and N2O depend on the sector and on a group of fuels, so their key is `sector.group`. */
function stationary(folder: string, words: Words): Row[] {
  return readTable(join(folder, 'stationary_ch4_n2o.csv')).flatMap((cells) => {
    const sector = cell(cells, 'sector');
    const group = cell(cells, 'fuel_group');
    const common = {
      key: `${words.get(sector, 'key')}.${words.get(group, 'key')}`,
      name_zh: `${words.get(sector, 'zh')}：${words.get(group, 'zh')}`,
      name_en: `${sector}: ${group}`,
      category_zh: words.get(sector, 'zh'),
      category_en: sector,
      basis: 'NCV',
      source: cell(cells, 'source'),
      ...splitConfidence(cell(cells, 'confidence')),
    };
    return gases(common, cell(cells, 'ch4'), cell(cells, 'n2o'));
  });
}

function gases(common: Omit<Draft, 'quantity' | 'value' | 'unit'>, ch4: string, n2o: string): Row[] {
  return [
    row({ ...common, quantity: 'emission_factor_ch4', gas: 'CH4', value: ch4, unit: 'kg/TJ' }),
    row({ ...common, quantity: 'emission_factor_n2o', gas: 'N2O', value: n2o, unit: 'kg/TJ' }),
  ];
}

/** Rows that print two fuels with two CO2 values (74100 / 77400) become one row per fuel. */
const splitFuels: Readonly<Record<string, readonly [string, string]>> = {
  'Ocean-going ships, diesel or residual fuel oil': ['Ocean-going ships: diesel', 'Ocean-going ships: residual fuel oil'],
  'Jet kerosene or aviation gasoline': ['Jet kerosene (aviation)', 'Aviation gasoline (aviation)'],
};

function mobile(folder: string, words: Words): Row[] {
  return readTable(join(folder, 'mobile_ef.csv')).flatMap((cells) => {
    const mode = cell(cells, 'mode');
    const printed = cell(cells, 'fuel_and_technology');
    const values = cell(cells, 'co2').split(' / ');
    const names = values.length === 1 ? [printed] : (splitFuels[printed] ?? []);
    if (names.length !== values.length) throw new Error(`two values for ${printed}`);
    const confidence = mode === 'Road' || mode === 'Rail' || mode === 'Off-road' ? 'high' : 'medium-high';
    return names.flatMap((name, index) => {
      const common = {
        key: `${words.get(mode, 'key')}.${words.get(name, 'key')}`,
        name_zh: `${words.get(mode, 'zh')}：${words.get(name, 'zh')}`,
        name_en: `${mode}: ${name.replace(' (aviation)', '')}`,
        category_zh: words.get(mode, 'zh'),
        category_en: mode,
        basis: 'NCV',
        source: cell(cells, 'source'),
        confidence,
        note: confidence === 'high' ? 'value checked against the IPCC EFDB export' : '',
      };
      const co2 = row({ ...common, quantity: 'emission_factor', gas: 'CO2', value: values[index] ?? '', unit: 'kgCO2/TJ' });
      return [co2, ...gases(common, cell(cells, 'ch4'), cell(cells, 'n2o'))];
    });
  });
}

function processes(folder: string, words: Words): Row[] {
  return readTable(join(folder, 'process_ef_selected.csv')).map((cells) => {
    const name = cell(cells, 'process');
    const printed = cell(cells, 'unit');
    const n2o = printed.startsWith('kg N2O');
    return row({
      key: words.get(name, 'key'),
      quantity: n2o ? 'emission_factor_n2o' : 'emission_factor',
      name_zh: words.get(name, 'zh'),
      name_en: name,
      category_zh: '工业过程',
      category_en: 'Industrial processes',
      gas: n2o ? 'N2O' : 'CO2',
      value: cell(cells, 'ef'),
      unit: n2o ? 'kg/t' : 'tCO2/t',
      source: cell(cells, 'source'),
      ...splitConfidence(cell(cells, 'confidence')),
      note: `printed unit: ${printed}`,
    });
  });
}
