import { describe, expect, it } from 'vitest';
import { cellKey, edited, noDrafts } from '../../ui/grid/drafts.ts';
import {
  cellText,
  type FaceWords,
  facesOf,
  groupOfUnitRow,
  indexGrid,
  likelyEvidence,
  type MonthGrid,
  mayBeUnburnt,
  rowsInOrder,
  wireValue,
} from './grid-model.ts';

const text = (word: string) => ({ zh: word, en: word });
const row = (key: string, unit: string, more: Partial<MonthGrid['rows'][number]> = {}): MonthGrid['rows'][number] => ({
  key,
  parameter: key.split('.').at(-1) ?? key,
  fuelStreamId: key.includes('.') ? '0197f000-0000-7000-8000-000000000001' : null,
  fuelStreamName: key.includes('.') ? text('coal') : null,
  title: text(key),
  unit,
  acceptedUnits: [unit, 'kt', 'kg'],
  shownDigits: 2,
  required: false,
  primary: true,
  note: null,
  total: null,
  ...more,
});
const yes = { can: true, why: null };
const month = (name: string, given: number): MonthGrid['months'][number] => ({
  month: name,
  state: 'draft',
  version: 1,
  emission: null,
  calculationId: null,
  completeness: { given, required: 2, evidenced: 0 },
  errors: 0,
  warnings: 0,
  unexplainedWarnings: 0,
  recordId: null,
  changedAfterApproval: false,
  deeds: { record: yes, submit: yes, review: yes, approve: yes, lock: yes, return: yes },
});
const cell = (rowKey: string, at: string, value: string, more: Partial<MonthGrid['cells'][number]> = {}): MonthGrid['cells'][number] => ({
  rowKey,
  month: at,
  cellId: null,
  datumId: null,
  datumVersion: 1,
  value,
  givenValue: value,
  givenUnit: 't',
  acquisition: 'measured',
  comment: '',
  evidenceCount: 2,
  recordedAt: null,
  recordedByName: null,
  ...more,
});
const finding = (code: string, severity: 'error' | 'warning', at: string, rowKey: string) => ({
  code,
  severity,
  place: { at: { month: at, row: rowKey }, path: `p ${rowKey}` },
  text: text(code),
});
const grid: MonthGrid = {
  unitId: '0197f000-0000-7000-8000-000000000000',
  unitName: text('unit'),
  year: 2024,
  method: { id: 'm', version: 1, title: text('m') },
  rows: [row('coal.FC', 't'), row('operating_hours', 'h'), row('generation_mwh', 'MWh'), row('rare', 'MWh', { primary: false })],
  cells: [
    cell('coal.FC', '2024-01', '182345.678'),
    cell('coal.FC', '2024-02', '12500', { givenValue: '12.5', givenUnit: 'kt', acquisition: 'estimated', evidenceCount: 0 }),
  ],
  months: [month('2024-01', 1), month('2024-02', 1), month('2024-03', 0)],
  findings: [
    finding('value_missing', 'error', '2024-02', 'operating_hours'),
    finding('value_missing', 'error', '2024-03', 'operating_hours'),
    finding('evidence_missing', 'warning', '2024-02', 'coal.FC'),
    finding('looks_high', 'warning', '2024-01', 'coal.FC'),
  ],
  reasons: [
    { code: 'looks_high', place: 'p coal.FC', month: '2024-01', reason: 'cold winter', byName: 'Wang', at: '2025-01-01T00:00:00Z' },
  ],
};
const words: FaceWords = {
  problem: (read) => read.problem,
  finding: (f) => f.code,
  explained: (reason) => `(${reason})`,
  given: (given) => `given ${given}`,
  acquisition: (kind) => ({ short: kind[0] ?? '', long: kind }),
  evidence: (n) => `${n} files`,
  locked: () => null,
};
const index = indexGrid(grid);
const faces = facesOf(index, noDrafts, words);
const face = (rowKey: string, at: string) => faces.get(cellKey(rowKey, at));

describe('faces of the cells', () => {
  it('show the rounded value and edit the exact one', () => {
    expect(face('coal.FC', '2024-01')).toMatchObject({ shown: '182,345.68', text: '182345.678', mark: { count: 2, missing: false } });
  });
  it('say unit and origin where they are not the usual', () => {
    expect(face('coal.FC', '2024-02')).toMatchObject({
      shown: '12,500.00',
      text: '12.5 kt',
      tag: { text: 'e kt', title: 'estimated; given 12.5 kt' },
      mark: { missing: true },
      severity: 'warning',
    });
  });
  it('keep an explained warning readable and no longer alarming', () => {
    expect(face('coal.FC', '2024-01')).toMatchObject({ severity: null, messages: ['looks_high (cold winter)'] });
  });
  it('mark what a begun month lacks, and leave a month alone that nobody has begun', () => {
    expect(face('operating_hours', '2024-02')?.severity).toBe('error');
    expect(face('operating_hours', '2024-03')).toBeUndefined();
  });
  it('show what is typed instead of what is stored', () => {
    const known = { textOf: () => '', versionOf: () => 1, faultOf: () => 'not a number' };
    const drafts = edited(noDrafts, [{ rowKey: 'coal.FC', colKey: '2024-01', text: 'abc' }], known);
    expect(facesOf(index, drafts, words).get(cellKey('coal.FC', '2024-01'))).toMatchObject({
      shown: 'abc',
      status: 'invalid',
      messages: ['not a number'],
      mark: null,
    });
  });
});

describe('rows', () => {
  it('stand by stream, electricity and heat, operation; rare ones only when asked for or filled', () => {
    expect(rowsInOrder(grid.rows, false, () => false).map((r) => r.key)).toEqual(['coal.FC', 'generation_mwh', 'operating_hours']);
    expect(rowsInOrder(grid.rows, false, (key) => key === 'rare').map((r) => r.key)).toContain('rare');
    expect(rowsInOrder(grid.rows, true, () => false)).toHaveLength(4);
  });
  it.each([
    ['MWh', 'generation_mwh', 'electricity'],
    ['GJ', 'heat_gj', 'electricity'],
    ['%', 'heat_ratio', 'electricity'],
    ['h', 'operating_hours', 'operation'],
  ])('%s %s belongs to %s', (unit, parameter, group) => {
    expect(groupOfUnitRow({ unit, parameter })).toBe(group);
  });
});

describe('texts and values', () => {
  const coal = row('coal.FC', 't');
  it.each([
    ['182,345.67', { value: '182345.67', unit: 't' }],
    ['12.5 kt', { value: '12.5', unit: 'kt' }],
    ['', { value: null, unit: 't' }],
    ['12,5', null],
  ])('%s goes to the server as %j', (given, wire) => {
    expect(wireValue(given, coal)).toEqual(wire);
  });
  it('a cell given in another unit is edited with it', () => {
    expect(cellText({ givenValue: '12.5', givenUnit: 'kt' }, 't')).toBe('12.5 kt');
    expect(cellText({ givenValue: null, givenUnit: 't' }, 't')).toBe('');
  });
  it.each([
    ['FC', 'consumption_ledger'],
    ['FC_oil', 'consumption_ledger'],
    ['C_ar', 'lab_report'],
    ['NCV_ar', 'lab_report'],
    ['generation_mwh', 'meter_reading'],
    ['heat_gj', 'production_report'],
  ])('%s is usually proved by %s', (parameter, kind) => {
    expect(likelyEvidence(parameter)).toBe(kind);
  });
});

describe('a fuel that may not have been burnt', () => {
  const oil = row('diesel.FC_oil', 't', { required: true });
  it.each([
    ['an open consumption of a stream', oil, undefined, true],
    ['one whose value was withdrawn', oil, { value: null }, true],
    ['a zero that was given', oil, { value: '0' }, false],
    ['a laboratory value', row('diesel.C_oil', 'tC/t'), undefined, false],
    ['a figure of the unit', row('generation_mwh', 'MWh', { required: true }), undefined, false],
  ] as const)('%s', (_, of, cell, expected) => {
    expect(mayBeUnburnt(of, cell)).toBe(expected);
  });
});

describe('a laboratory figure', () => {
  it('keeps carbon content typed in per cent as it was typed', () => {
    expect(wireValue('45.67 %', row('coal.C_ar', 'tC/t', { acceptedUnits: ['tC/t', '%'] }))).toEqual({ value: '45.67', unit: '%' });
  });
});
