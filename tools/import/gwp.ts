import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Cells, cell, readGrid, readTable, toCsv, Words } from './shape.ts';

const names = ['gwp_set', 'gas', 'value', 'unit', 'source', 'confidence', 'note'] as const;
type GwpRow = Record<(typeof names)[number], string>;

/** Column of the source file → our set id, the report that gives it, in the order they are written. */
const sets = [
  { column: 'SARGWP100', set: 'SAR', source: 'IPCC Second Assessment Report' },
  { column: 'TARGWP100', set: 'TAR', source: 'IPCC Third Assessment Report, WG I table 6.7' },
  { column: 'AR4GWP100', set: 'AR4', source: 'IPCC Fourth Assessment Report' },
  { column: 'AR5GWP100', set: 'AR5', source: 'IPCC Fifth Assessment Report, WG I chapter 8' },
  { column: 'AR5CCFGWP100', set: 'AR5-CCF', source: 'IPCC Fifth Assessment Report, WG I table 8.SM.16 and table 8.7' },
  { column: 'AR6GWP100', set: 'AR6', source: 'IPCC Sixth Assessment Report, WG I table 7.SM.7' },
  { column: 'TARGWP20', set: 'TAR-20', source: 'IPCC Third Assessment Report, WG I table 6.7' },
  { column: 'AR6GWP20', set: 'AR6-20', source: 'IPCC Sixth Assessment Report, WG I table 7.SM.7' },
  { column: 'TARGWP500', set: 'TAR-500', source: 'IPCC Third Assessment Report, WG I table 6.7' },
  { column: 'AR6GWP500', set: 'AR6-500', source: 'IPCC Sixth Assessment Report, WG I table 7.SM.7' },
  { column: 'AR6GTP100', set: 'AR6-GTP100', source: 'IPCC Sixth Assessment Report, WG I table 7.SM.7' },
] as const;

/** Species of the methane table → gas key; the plain CH4 of AR5 repeats a value of the main file and is only checked. */
const variants: Readonly<Record<string, string>> = {
  'CH4 (no climate-carbon feedback)': 'CH4',
  'CH4 fossil (no feedback)': 'CH4-fossil',
  'CH4 fossil': 'CH4-fossil',
  'CH4 non-fossil': 'CH4-nonfossil',
  N2O: 'N2O',
};

export interface GwpFiles {
  readonly values: number;
  readonly blends: number;
}

/** Writes data/gwp: one row per set and gas, the composition of refrigerant blends, and the licence of the source file. */
export function writeGwp(source: string, root: string): GwpFiles {
  const words = new Words(root, 'gases');
  const rows = gwpRows(join(source, 'gwp', 'globalwarmingpotentials.csv'), words);
  addMethane(rows, join(source, 'units-and-constants', 'gwp_methane_variants.csv'));
  const order = sets.flatMap((s): string[] => (s.set === 'TAR-20' ? [s.set, 'AR5-20'] : [s.set]));
  rows.sort((a, b) => order.indexOf(a.gwp_set) - order.indexOf(b.gwp_set));
  writeFileSync(join(root, 'data/gwp/gwp.csv'), toCsv(names, rows));
  const blends = blendRows(join(source, 'epa-ghg-hub', 'tables-2024', 'gwp-for-blended-refrigerants.csv'));
  writeFileSync(join(root, 'data/gwp/refrigerant-blends.csv'), toCsv(['blend', 'gas', 'share_pct', 'source'], blends));
  writeFileSync(join(root, 'data/gwp/LICENSE-CC0.txt'), readFileSync(join(source, 'gwp', 'LICENSE-CC0.txt')));
  return { values: rows.length, blends: new Set(blends.map((b) => b.blend)).size };
}

/** The source's comment lines begin with `#` and carry commas, so they are dropped before the header is looked for. */
export function readSpecies(path: string): Cells[] {
  const grid = readGrid(path).filter((line) => !(line[0] ?? '').trimStart().startsWith('#'));
  const [head, ...lines] = grid;
  if (!head) throw new Error(`${path} is empty`);
  return lines.map((line) => Object.fromEntries(head.map((name, i) => [name, line[i] ?? ''])));
}

function gwpRows(path: string, words: Words): GwpRow[] {
  const species = readSpecies(path);
  return sets.flatMap(({ column, set, source }) => {
    const co2: GwpRow = { gwp_set: set, gas: 'CO2', value: '1', unit: 'kgCO2e/kg', source, confidence: 'high', note: '1 by definition' };
    const given = species.filter((cells) => cell(cells, column) !== '');
    return [
      co2,
      ...given.map(
        (cells): GwpRow => ({
          gwp_set: set,
          gas: words.get(cell(cells, 'Species'), 'gas'),
          value: cell(cells, column),
          unit: 'kgCO2e/kg',
          source,
          confidence: 'high',
          note:
            set === 'AR6' && cell(cells, 'Species') === 'CH4' ? 'table of all species; fossil 29.8 and non-fossil 27.0 in table 7.15' : '',
        }),
      ),
    ];
  });
}

function addMethane(rows: GwpRow[], path: string): void {
  for (const cells of readTable(path)) {
    const gas = variants[cell(cells, 'species')];
    if (!gas) throw new Error(`unknown species ${cell(cells, 'species')}`);
    const report = cell(cells, 'report');
    for (const [set, column] of [
      [report, 'gwp100'],
      [`${report}-20`, 'gwp20'],
    ] as const) {
      const value = cell(cells, column);
      const known = rows.find((entry) => entry.gwp_set === set && entry.gas === gas);
      if (known && known.value !== value) throw new Error(`${set} ${gas}: ${known.value} is not ${value}`);
      if (!known)
        rows.push({
          gwp_set: set,
          gas,
          value,
          unit: 'kgCO2e/kg',
          source: cell(cells, 'source'),
          confidence: cell(cells, 'confidence'),
          note: '',
        });
    }
  }
}

const hydrocarbons = new Set(['propane', 'isobutane', 'butane', 'propylene', 'isopentane']);

/** `44% HFC-125 , 4% HFC-134a , 52% HFC-143a` → one row per constituent; the shares of every blend must add up to 100. */
function blendRows(path: string): Record<string, string>[] {
  return readTable(path).flatMap((cells) => {
    const blend = cell(cells, 'ASHRAE');
    const parts = cell(cells, 'Blend Composition')
      .split(' , ')
      .map((part) => {
        const found = /^([\d.]+)% (\S+)$/.exec(part.trim());
        const gas = found?.[2] ?? '';
        const formula = gas === 'PFC-116' ? 'C2F6' : gas === 'PFC-218' ? 'C3F8' : gas;
        if (!found || !(hydrocarbons.has(gas) || /^(HFC|HCFC|PFC)-/.test(gas))) throw new Error(`${blend}: cannot read ${part}`);
        return { blend, gas: formula, share_pct: found[1] ?? '', source: 'US EPA GHG Emission Factors Hub 2024, table 12' };
      });
    const sum = parts.reduce((total, part) => total + Number(part.share_pct), 0);
    if (Math.abs(sum - 100) > 0.001) throw new Error(`${blend}: shares add up to ${sum}`);
    return parts;
  });
}
