import type { Worksheet } from 'exceljs';
import { z } from 'zod';
import { intakeEndpoints } from '../../../../contract/intake.ts';
import { csvCell } from '../../../../kernel/csv.ts';
import { rowTitle } from '../../../../kernel/emission/grid-findings.ts';
import { ownFormMark } from '../../../../kernel/emission/intake/recognise.ts';
import { query } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import type { Shelf } from '../../library/index.ts';
import { loadUnitYear, monthsOf, type UnitYear } from '../unit-year.ts';

const endpoint = intakeEndpoints.fetchTemplate;

export interface Form {
  readonly bytes: Buffer;
  readonly mediaType: string;
  readonly fileName: string;
}

interface FormRow {
  readonly key: string;
  readonly zh: string;
  readonly en: string;
  readonly unit: string;
  readonly acceptedUnits: readonly string[];
  readonly values: readonly (string | null)[];
  readonly note: string;
}

const head = ['键 Key', '参数', 'Parameter', '单位 Unit'];
const noteHead = '说明 Note';

function rowsOfForm(data: UnitYear, withValues: boolean): FormRow[] {
  const months = monthsOf(data.year);
  return data.rows.map((row) => {
    const title = rowTitle(row);
    const cells = new Map(data.cells.filter((cell) => cell.rowKey === row.key).map((cell) => [cell.month, cell.value]));
    const need = row.input.required ? '必填 required' : '';
    return {
      key: row.key,
      zh: title.zh,
      en: title.en,
      unit: row.input.unit,
      acceptedUnits: data.method.acceptedUnits(row.input.unit),
      values: months.map((month) => (withValues ? (cells.get(month) ?? null) : null)),
      note: [need, row.input.note ? `${row.input.note.zh} / ${row.input.note.en}` : ''].filter((part) => part !== '').join('；'),
    };
  });
}

function topOf(data: UnitYear): string[][] {
  const { unit, year, method } = data;
  return [
    ['碳衡 Tanheng', ownFormMark, unit.id, String(year)],
    [`${unit.name} ${unit.nameEn} ${year}`, `${method.title.zh} / ${method.title.en}`],
    [
      '没有数据的月份留空，不要写 0；单位可改为同类单位；不要改动第一行和“键”列。Leave months without data empty, never 0; units may be changed for others of the same kind; leave the first line and the keys as they are.',
    ],
  ];
}

function csvOf(data: UnitYear, rows: readonly FormRow[]): Buffer {
  const lines = [
    ...topOf(data),
    [...head, ...monthsOf(data.year), noteHead],
    ...rows.map((row) => [row.key, row.zh, row.en, row.unit, ...row.values.map((value) => value ?? ''), row.note]),
  ];
  return Buffer.from(`\uFEFF${lines.map((line) => line.map(csvCell).join(',')).join('\r\n')}\r\n`);
}

/** As a number where a spreadsheet keeps every digit of it, else as text, which is read back just as well. */
function cellValue(value: string | null): number | string | null {
  if (value === null) return null;
  const number = Number(value);
  return String(number) === value || (value.includes('.') && String(number) === value.replace(/\.?0+$/, '')) ? number : value;
}

function fillSheet(sheet: Worksheet, data: UnitYear, rows: readonly FormRow[]): void {
  for (const line of topOf(data)) sheet.addRow(line);
  sheet.addRow([...head, ...monthsOf(data.year), noteHead]).font = { bold: true };
  for (const row of rows) {
    const added = sheet.addRow([row.key, row.zh, row.en, row.unit, ...row.values.map(cellValue), row.note]);
    const list = row.acceptedUnits.join(',');
    if (row.acceptedUnits.length > 1 && list.length < 250 && !list.includes('"'))
      added.getCell(4).dataValidation = { type: 'list', allowBlank: false, formulae: [`"${list}"`] };
    for (let month = 0; month < 12; month += 1) added.getCell(5 + month).fill = paper;
  }
  sheet.getRow(1).font = { color: { argb: 'FF8C8C8C' }, size: 9 };
  sheet.getRow(2).font = { bold: true, size: 14 };
  [16, 28, 30, 12, ...monthsOf(data.year).map(() => 13), 60].forEach((width, i) => {
    sheet.getColumn(i + 1).width = width;
  });
  sheet.views = [{ state: 'frozen', xSplit: 4, ySplit: 4 }];
}

const paper = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFFBE6' } } as const;

async function xlsxOf(data: UnitYear, rows: readonly FormRow[]): Promise<Buffer> {
  const book = await document.openWorkbook();
  fillSheet(book.addWorksheet('月度数据 Monthly data'), data, rows);
  return await document.workbookBytes(book);
}

/**
 * The monthly form of a unit: a line for each row its method asks for by month, a column for each month. Empty it is the template; with values it is the
 * export. Filled or as it was, it imports back without any mapping; what was not touched changes nothing.
 */
export function monthlyForm(shelf: Shelf) {
  return query({
    name: 'emission.fetch-monthly-form',
    action: 'emission.read',
    input: z.object({ ...endpoint.params.shape, ...endpoint.query.shape }),
    run: async (work, { unitId, year, values, format }): Promise<Form> => {
      const data = await loadUnitYear(work, shelf, unitId, year);
      await work.permit('emission.read', data.unit.entityId);
      const rows = rowsOfForm(data, values === '1');
      const fileName = `${data.unit.name}-${year}-${values === '1' ? '数据' : '模板'}.${format}`;
      return format === 'csv'
        ? { bytes: csvOf(data, rows), mediaType: 'text/csv; charset=utf-8', fileName }
        : {
            bytes: await xlsxOf(data, rows),
            mediaType: document.xlsxMedia,
            fileName,
          };
    },
  });
}
