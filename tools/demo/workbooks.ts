import ExcelJS from 'exceljs';
import { daysOf, type MonthFigures, seeded, split } from './story.ts';

const fixed = new Date('2025-01-01T00:00:00Z');

function newBook(): ExcelJS.Workbook {
  const book = new ExcelJS.Workbook();
  book.creator = '示例热电厂';
  book.created = fixed;
  book.modified = fixed;
  return book;
}

function heading(sheet: ExcelJS.Worksheet, title: string, columns: readonly { header: string; width: number }[]): void {
  sheet.addRow([title]);
  sheet.mergeCells(1, 1, 1, columns.length);
  sheet.getCell(1, 1).font = { bold: true, size: 14 };
  sheet.getCell(1, 1).alignment = { horizontal: 'center' };
  sheet.addRow(columns.map((c) => c.header));
  columns.forEach((c, i) => {
    sheet.getColumn(i + 1).width = c.width;
  });
  sheet.getRow(2).eachCell((cell) => {
    cell.font = { bold: true };
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE6F0EE' } };
    cell.border = { bottom: { style: 'thin' } };
  });
  sheet.views = [{ state: 'frozen', ySplit: 2 }];
}

/** The as-fired coal ledger of one unit and month: three shifts a day; the last row is the month's consumption to the cent of a tonne. */
export function coalLedger(unitName: string, unitCode: string, figures: MonthFigures): ExcelJS.Workbook {
  const book = newBook();
  const sheet = book.addWorksheet('入炉煤日台账');
  heading(sheet, `示例热电厂 ${unitName} 入炉煤消耗日台账 ${figures.month}`, [
    { header: '日期', width: 13 },
    { header: '甲班 (t)', width: 12 },
    { header: '乙班 (t)', width: 12 },
    { header: '丙班 (t)', width: 12 },
    { header: '日合计 (t)', width: 14 },
    { header: '计量器具', width: 12 },
    { header: '记录', width: 10 },
    { header: '复核', width: 10 },
  ]);
  const random = seeded(`${unitCode}/${figures.month}`);
  const days = split(figures.FC ?? '0', daysOf(figures.month), random, 0.16);
  days.forEach((total, i) => {
    const shifts = split(total, 3, random, 0.12).map(Number);
    const day = `${figures.month}-${String(i + 1).padStart(2, '0')}`;
    sheet.addRow([day, ...shifts, Number(total), `BS-${unitCode}A`, ['王磊', '李强', '张勇'][i % 3], '陈静']);
  });
  const total = sheet.addRow(['合计', null, null, null, Number(figures.FC), '', '', '']);
  total.font = { bold: true };
  for (const column of [2, 3, 4, 5]) sheet.getColumn(column).numFmt = '#,##0.00';
  return book;
}

const production: readonly (readonly [string, string, string])[] = [
  ['generation_mwh', '发电量', 'MWh'],
  ['heat_gj', '供热量', 'GJ'],
  ['boiler_heat_gj', '锅炉总产出热量', 'GJ'],
  ['operating_hours', '运行小时数', 'h'],
  ['auxiliary_mwh', '厂用电量（含供热）', 'MWh'],
  ['auxiliary_heat_mwh', '供热专用厂用电量', 'MWh'],
  ['purchased_mwh', '购入电量', 'MWh'],
  ['FC_oil', '点火柴油消耗量', 't'],
];

/** The plant's production report of one month, a column for each unit. */
export function productionReport(month: string, units: readonly { name: string; figures: MonthFigures }[]): ExcelJS.Workbook {
  const book = newBook();
  const sheet = book.addWorksheet('生产月报');
  heading(sheet, `示例热电厂 生产月报 ${month}`, [
    { header: '指标', width: 26 },
    { header: '单位', width: 8 },
    ...units.map((u) => ({ header: u.name, width: 18 })),
  ]);
  for (const [symbol, title, unit] of production) {
    const values = units.map((u) => (u.figures[symbol] === undefined ? '—' : Number(u.figures[symbol])));
    sheet.addRow([title, unit, ...values]);
  }
  sheet.addRow([]);
  sheet.addRow(['数据来源：DCS 报表、关口电能表抄表记录、供热结算单']);
  units.forEach((_, i) => {
    sheet.getColumn(3 + i).numFmt = '#,##0.000';
  });
  return book;
}

/** Twelve months of one unit in one workbook: what was kept of the year before. */
export function annualLedger(unitName: string, year: number, months: readonly MonthFigures[]): ExcelJS.Workbook {
  const book = newBook();
  const sheet = book.addWorksheet(`${year} 年度台账`);
  const columns: readonly (readonly [string, string])[] = [
    ['FC', '入炉煤 (t)'],
    ...production.map(([symbol, title, unit]) => [symbol, `${title} (${unit})`] as const),
  ];
  heading(sheet, `示例热电厂 ${unitName} ${year} 年度生产与燃煤台账`, [
    { header: '月份', width: 10 },
    ...columns.map(([, header]) => ({ header, width: 18 })),
  ]);
  for (const figures of months)
    sheet.addRow([figures.month, ...columns.map(([symbol]) => (figures[symbol] === undefined ? '—' : Number(figures[symbol])))]);
  return book;
}
