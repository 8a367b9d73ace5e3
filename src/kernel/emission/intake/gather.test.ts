import { describe, expect, test } from 'vitest';
import { openGathering } from './gather.ts';
import type { IntakeUnit, Recipe } from './recipe.ts';
import { recogniseSheet } from './recognise.ts';
import type { TableCell, TableRow } from './table.ts';

const row = (parameter: string, unit: string, stream: string | null, zh: string) => ({
  key: stream ? `${stream}.${parameter}` : parameter,
  parameter,
  stream,
  title: { zh, en: parameter },
  unit,
  acceptedUnits: [unit],
});
const unit: IntakeUnit = {
  id: 'u1',
  code: '1',
  name: { zh: '1号机组', en: 'Unit 1' },
  entityName: { zh: '厂', en: 'Plant' },
  streams: [
    { id: 's1', code: 'coal', name: { zh: '煤', en: 'Coal' }, fuelKind: 'coal', fuel: 'bituminous' },
    { id: 's2', code: 'lignite', name: { zh: '褐煤', en: 'Lignite' }, fuelKind: 'coal', fuel: 'lignite' },
  ],
  rows: [row('FC', 't', 'coal', '耗煤量'), row('FC', 't', 'lignite', '耗煤量'), row('W', 'MWh', null, '发电量')],
};
const cell = (value: string | number | null): TableCell | null =>
  value === null ? null : { text: String(value), kind: typeof value === 'number' ? 'number' : 'text' };
const table = (...rows: (string | number | null)[][]): TableRow[] => rows.map((cells) => cells.map(cell));
const context = { fileName: 'a 2024-05.csv', units: [unit], aliases: [], unitSymbols: ['t', 'kt', 'MWh', '%'] };

function read(rows: readonly TableRow[], more: Partial<Recipe> = {}) {
  const recipe = { ...recogniseSheet({ name: '', rows }, context.fileName, [unit], new Set(context.unitSymbols)), ...more };
  const gathering = openGathering([recipe], context);
  rows.forEach((cells, i) => {
    gathering.row('', i + 1, cells);
  });
  const found = gathering.end();
  return { ...found, recipe, values: found.entries.map((e) => [e.cell, e.stream, e.parameter, e.month, e.value, e.unit].join(' ')) };
}

describe('layouts', () => {
  test('months down, parameters across', () => {
    const { values, empty } = read(
      table(['月份', '耗煤量(kt)', '发电量'], ['2024-01', 12.5, 300], ['2024-02', null, '—'], ['合计', 12.5, 300]),
      { stream: 'coal' },
    );
    expect(values).toEqual(['B2 coal FC 2024-01 12.5 kt', 'C2  W 2024-01 300 MWh']);
    expect(empty).toBe(2);
  });

  test('parameters down, months across, with a unit column and a year above', () => {
    const { values, recipe } = read(
      table(['2024年台账'], ['项目', '单位', '1月', '2月'], ['发电量', 'MWh', 1, 2], ['耗煤量', 'kt', 3, null]),
      { stream: 'coal' },
    );
    expect(recipe).toMatchObject({ headerRow: 2, year: 2024 });
    expect(values).toEqual(['C3  W 2024-01 1 MWh', 'D3  W 2024-02 2 MWh', 'C4 coal FC 2024-01 3 kt']);
  });

  test('long rows: facility, fuel, month, parameter, value', () => {
    const rows = table(
      ['机组', '燃料', '月份', '参数', '数值'],
      ['1号机组', '褐煤', '2024-03', 'FC', 7],
      ['3号机组', '煤', '2024-03', 'FC', 8],
    );
    const { values, unknown } = read(rows);
    expect(values).toEqual(['E2 lignite FC 2024-03 7 t']);
    expect(unknown).toEqual([{ kind: 'facility', name: '3号机组', count: 1, sheet: '', cell: 'A3' }]);
  });

  test('one month, told by the file’s name', () => {
    const { values, recipe } = read(table(['项目', '数值'], ['发电量', 5]));
    expect(recipe.month).toEqual({ from: 'file' });
    expect(values).toEqual(['B2  W 2024-05 5 MWh']);
  });
});

describe('places', () => {
  test('a parameter of several fuels needs the fuel', () => {
    expect(read(table(['月份', '耗煤量'], ['2024-01', 1])).findings[0]).toMatchObject({
      code: 'stream_missing',
      place: { at: { cell: 'B2' } },
    });
  });

  test('twice is a fault, or added up exactly where the source says so', () => {
    const rows = table(['月份', '发电量'], ['2024-01', '0.1'], ['2024-01', '0.2']);
    expect(read(rows).findings[0]).toMatchObject({ code: 'month_twice', place: { at: { cell: 'B3' } } });
    expect(read(rows, { repeated: 'sum' }).values).toEqual(['B2  W 2024-01 0.3 MWh']);
  });

  test('near names are not taken for equal', () => {
    const { recipe } = read(table(['月份', '发电量', '净发电量', '耗煤'], ['2024-01', 1, 2, 3]));
    expect(recipe.columns.map((c) => c.role)).toEqual(['month', 'amount', 'ignore', 'ignore']);
  });

  test('a name is told once and may be skipped', () => {
    const aliases = [
      { kind: 'parameter' as const, name: '电 量', skip: false, unitId: null, stream: null, parameter: 'W', unit: null },
      { kind: 'parameter' as const, name: '水量', skip: true, unitId: null, stream: null, parameter: null, unit: null },
    ];
    const rows = table(['项目', '数值'], ['电量', 5], ['水量', 6]);
    const recipe = recogniseSheet({ name: '', rows }, context.fileName, [unit], new Set(context.unitSymbols));
    const gathering = openGathering([recipe], { ...context, aliases });
    rows.forEach((cells, i) => {
      gathering.row('', i + 1, cells);
    });
    expect(gathering.end()).toMatchObject({ entries: [{ parameter: 'W', value: '5' }], skipped: 1, unknown: [] });
  });
});
