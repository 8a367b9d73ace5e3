import { join } from 'node:path';
import { type Cells, cell, type Publication, readTable, row, Words } from './shape.ts';

/** What a printed unit of measure is in our grammar, and the basis that it carries. */
const measures: Readonly<Record<string, { unit: string; basis: string }>> = {
  tonnes: { unit: 't', basis: '' },
  litres: { unit: 'L', basis: '' },
  'kWh (Net CV)': { unit: 'kWh', basis: 'NCV' },
  'kWh (Gross CV)': { unit: 'kWh', basis: 'GCV' },
  'cubic metres': { unit: 'm3', basis: '' },
  GJ: { unit: 'GJ', basis: '' },
  kg: { unit: 'kg', basis: '' },
  kWh: { unit: 'kWh', basis: '' },
  km: { unit: 'km', basis: '' },
  miles: { unit: 'mi', basis: '' },
  'tonne.km': { unit: '(t*km)', basis: '' },
  'million litres': { unit: '10^6L', basis: '' },
  'passenger.km': { unit: '(passenger*km)', basis: '' },
  'Room per night': { unit: 'room_night', basis: '' },
  'per FTE Working Hour': { unit: '(fte*h)', basis: '' },
};

const ghgs: Readonly<Record<string, { gas: string; unit: string; quantity: string; basis: string }>> = {
  'kg CO2e': { gas: 'CO2e', unit: 'kgCO2e', quantity: 'emission_factor', basis: '' },
  'kg CO2e of CO2 per unit': { gas: 'CO2', unit: 'kgCO2e', quantity: 'emission_factor_co2_part', basis: '' },
  'kg CO2e of CH4 per unit': { gas: 'CH4', unit: 'kgCO2e', quantity: 'emission_factor_ch4_part', basis: '' },
  'kg CO2e of N2O per unit': { gas: 'N2O', unit: 'kgCO2e', quantity: 'emission_factor_n2o_part', basis: '' },
  'kWh (Net CV)': { gas: '', unit: 'kWh', quantity: 'energy_use', basis: 'NCV' },
  'kWh (net)': { gas: '', unit: 'kWh', quantity: 'energy_use', basis: '' },
};

/** The flat file of any year: the numbers stand in the last column, `factor_<year>`. Empty cells are absent, not zero. */
export function defraPublications(source: string, root: string): Publication[] {
  const words = new Words(root, 'defra');
  const table = readTable(join(source, 'defra-2024', 'defra_2024_v1_1_flat.csv'));
  const column = Object.keys(table[0] ?? {}).find((name) => /^factor_\d{4}$/.test(name)) ?? '';
  const rows = table.filter((cells) => cell(cells, column) !== '').map((cells) => factor(cells, column, words));
  return [{ id: 'defra-2024-v1.1', rows, bulky: true }];
}

/** Names such as HFC-134a, R410A or HDPE are the same in both languages. */
function translate(words: Words, name: string): string {
  if (words.has(name)) return words.get(name, 'zh');
  if (/^(HFC|HFE|HCFE|HCFC|CFC|PFC|Halon|PFPMIE|R)-?[\dA-Za-z*() -]*$/.test(name)) return name;
  return words.get(name, 'zh');
}

function factor(cells: Cells, column: string, words: Words) {
  const measure = measures[cell(cells, 'uom')];
  const ghg = ghgs[cell(cells, 'ghg_unit')];
  if (!measure || !ghg) throw new Error(`unknown unit: ${cell(cells, 'uom')} / ${cell(cells, 'ghg_unit')}`);
  const levels = [...new Set([cell(cells, 'level1'), cell(cells, 'level2')])];
  // Level 4 repeats the unit of measure for electricity and heat: that is no part of the name.
  const level4 = cell(cells, 'level4') === cell(cells, 'uom') ? '' : cell(cells, 'level4');
  const parts = [cell(cells, 'level3') || cell(cells, 'level2'), level4, cell(cells, 'column_text')].filter((part) => part !== '');
  return row({
    key: `defra.${cell(cells, 'id')}`,
    quantity: ghg.quantity,
    name_zh: parts.map((part) => translate(words, part)).join('，'),
    name_en: parts.join(', '),
    category_zh: levels.map((level) => translate(words, level)).join('／'),
    category_en: levels.join(' / '),
    gas: ghg.gas,
    value: cell(cells, column),
    unit: `${ghg.unit}/${measure.unit}`,
    basis: measure.basis || ghg.basis,
    note: cell(cells, 'scope'),
  });
}
