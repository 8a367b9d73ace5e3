import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadMethodLibrary } from './methods.ts';

const data = join(dirname(fileURLToPath(import.meta.url)), '../../../../data');

const good = `method: toy
version: 1
title: {zh: 示例, en: Toy}
summary: {zh: 示例方法, en: A toy method}
source: {document: toy, confidence: high}
data_years: {from: 2023, to: 2024}
tables:
  rules: {file: toy-rules}
sets:
  unit: {title: {zh: 机组, en: Unit}, default: "1"}
records:
  root:
    per: []
    inputs:
      - {symbol: EF, title: {zh: 因子, en: Factor}, unit: tCO2/t, default: "rules.factor[data_year]"}
  units:
    per: [unit]
    title: {zh: 机组, en: Units}
    inputs:
      - {symbol: FC, title: {zh: 消耗量, en: Consumption}, unit: t, required: true, min: 0}
      - {symbol: heat, title: {zh: 热量, en: Heat}, unit: GJ, optional: true}
steps:
  - symbol: E_unit
    title: {zh: 机组排放量, en: Emission of the unit}
    over: units
    unit: tCO2
    formula: FC * EF
    clause: "1"
  - symbol: E
    title: {zh: 排放量, en: Emission}
    over: root
    unit: tCO2
    formula: sum(E_unit over units)
    clause: "1"
outputs: [E, E_unit]
example: {data_year: 2024, units: [{FC: "10"}]}
`;
const rules = `table: toy-rules
key: data_year
covers: {from: 2023, to: 2024}
columns:
  factor:
    title: {zh: 因子, en: Factor}
    unit: tCO2/t
    rows:
      - {years: [2023, 2023], value: 2.5, source: toy}
      - {years: [2024, 2024], value: 2.4, source: toy}
`;

/** What an author may get wrong: the text replaced, what stands there instead, the file and line it is reported at, the code, and a word of the cause. */
const mistakes: readonly [title: string, file: 'method' | 'table', from: string, to: string, line: number, code: string, word: string][] = [
  ['a symbol that does not exist', 'method', 'formula: FC * EF', 'formula: FC * EFF', 27, 'unknown_symbol', 'EFF'],
  ['a wrong dimension', 'method', 'formula: FC * EF', 'formula: FC * EF * heat', 27, 'wrong_dimension', 'tCO2'],
  ['tonnes plus gigajoules', 'method', 'formula: FC * EF', 'formula: (FC + heat) * EF', 27, 'wrong_dimension', 'GJ'],
  ['a formula that breaks off', 'method', 'formula: FC * EF', 'formula: FC * (EF', 27, 'syntax', 'column'],
  ['an unknown function', 'method', 'formula: FC * EF', 'formula: sine(FC) * EF', 27, 'unknown_function', 'sine'],
  ['an unknown unit', 'method', 'unit: GJ, optional', 'unit: GigaJ, optional', 21, 'unknown_unit', 'GigaJ'],
  ['a column that does not exist', 'method', 'rules.factor[', 'rules.faktor[', 15, 'unknown_column', 'faktor'],
  ['a table that does not exist', 'method', 'file: toy-rules', 'file: toy-rule', 8, 'unknown_table', 'toy-rule'],
  ['two symbols of one name', 'method', '  - symbol: E_unit', '  - symbol: FC', 23, 'duplicate_symbol', 'FC'],
  ['a circle', 'method', 'formula: FC * EF', 'formula: FC * EF + E - E', 23, 'cycle', 'depends on itself'],
  ['a record that does not exist', 'method', 'over: units\n', 'over: unit_rows\n', 25, 'unknown_record', 'unit_rows'],
  ['a symbol of a finer record', 'method', 'formula: sum(E_unit over units)', 'formula: E_unit', 33, 'not_visible', 'E_unit'],
  ['an output that does not exist', 'method', 'outputs: [E, E_unit]', 'outputs: [E, E_total]', 35, 'unknown_output', 'E_total'],
  [
    'an example that does not run',
    'method',
    'example: {data_year: 2024, units: [{FC: "10"}]}',
    'example: {data_year: 2024, units: [{FC: "ten"}]}',
    36,
    'example_fails',
    'FC',
  ],
  ['one language only', 'method', 'title: {zh: 排放量, en: Emission}', 'title: {zh: 排放量}', 30, 'language_missing', 'en'],
  [
    'a step without clause or source',
    'method',
    '    formula: sum(E_unit over units)\n    clause: "1"\n',
    '    formula: sum(E_unit over units)\n',
    29,
    'missing_source',
    'E',
  ],
  ['an unknown field', 'method', 'min: 0}', 'minimum: 0}', 20, 'unknown_field', 'minimum'],
  ['a file name that is not the method', 'method', 'method: toy\n', 'method: toys\n', 1, 'name_differs_from_file', 'toys'],
  [
    'a screen that shows what is not there',
    'method',
    'outputs: [E, E_unit]',
    'screen: {unit_emission: E_units}\noutputs: [E, E_unit]',
    35,
    'unknown_symbol',
    'E_units',
  ],
  ['broken YAML', 'method', 'formula: FC * EF', 'formula: "FC * EF', 27, 'yaml_syntax', 'YAML'],
  ['a gap of years', 'table', 'years: [2024, 2024]', 'years: [2023, 2023]', 8, 'year_gap', '2024'],
  ['an overlap of years', 'table', 'years: [2023, 2023]', 'years: [2023, 2024]', 10, 'year_overlap', '2024'],
  ['a row without source', 'table', 'value: 2.5, source: toy}', 'value: 2.5}', 9, 'missing_source', 'source'],
  ['a value that is no number', 'table', 'value: 2.5', 'value: much', 9, 'wrong_type', 'quantity'],
];

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'methods-'));
  mkdirSync(join(folder, 'methods/tables'), { recursive: true });
  cpSync(join(data, 'units'), join(folder, 'units'), { recursive: true });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function load(method: string, table: string) {
  writeFileSync(join(folder, 'methods/toy.yaml'), method);
  writeFileSync(join(folder, 'methods/tables/toy-rules.yaml'), table);
  return loadMethodLibrary(folder);
}

describe('loadMethodLibrary', () => {
  it('reads every method of the product, without a finding', () => {
    const library = loadMethodLibrary(data);
    expect(library.findings).toEqual([]);
    expect([...library.methods.keys()]).toEqual(
      expect.arrayContaining(['activity-times-factor', 'cn-power-generation', 'us-epa-40cfr98-subpart-c-tier1']),
    );
    expect(library.tables.has('cn-power-rules-by-year')).toBe(true);
  });

  it('parses a publication only when a method names it', () => {
    const library = loadMethodLibrary(data);
    expect(library.tables.has('cn-ets-fuel-defaults-2024')).toBe(true);
    expect(library.tables.has('defra-2024-v1.1')).toBe(false);
  });

  it('takes the toy as it is', () => {
    const library = load(good, rules);
    expect(library.findings).toEqual([]);
    expect([...library.methods.keys()]).toEqual(['toy']);
  });

  for (const [title, where, from, to, line, code, word] of mistakes) {
    it(`refuses ${title}, with file, line and cause`, () => {
      const wrong = where === 'method' ? good : rules;
      expect(wrong).toContain(from);
      const library = where === 'method' ? load(good.replace(from, to), rules) : load(good, rules.replace(from, to));
      const found = library.findings.filter((finding) => finding.code === code);
      expect(found.length, JSON.stringify(library.findings)).toBeGreaterThan(0);
      expect(found[0]?.place.file).toBe(where === 'method' ? 'methods/toy.yaml' : 'methods/tables/toy-rules.yaml');
      expect(found[0]?.place.line, JSON.stringify(found[0])).toBe(line);
      expect(found[0]?.text.en).toContain(word);
      expect(found[0]?.text.zh).not.toBe('');
      expect(library.methods.has('toy')).toBe(false);
    });
  }
});
