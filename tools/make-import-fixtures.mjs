// Writes test/fixtures for the import: twelve monthly workbooks of the demonstration plant as a plant writes them (own names, own units of measure), told
// from data/demo/enterprise.yaml; and, given a folder with it, the real US plants of EIA-923, packed, with source and licence.
// Run: node tools/make-import-fixtures.mjs [folder of plant-eia923]
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import excel from 'exceljs';
import { parse } from 'yaml';

const product = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const fixtures = path.join(product, 'test', 'fixtures');

/** What the plant calls it, in which unit, and how many places the decimal point moves from the product's unit to the plant's. */
const items = [
  ['FC', '入炉煤量', '吨', 0],
  ['C_ar', '入炉煤含碳量', '%', 2],
  ['NCV_ar', '入炉煤低位热值', 'kJ/kg', 3],
  ['FC_oil', '点火用油', '吨', 0],
  ['generation_mwh', '机组发电量', '万千瓦时', -1],
  ['heat_gj', '对外供热', '吉焦', 0],
  ['boiler_heat_gj', '锅炉产热', '吉焦', 0],
  ['operating_hours', '运行小时', '小时', 0],
  ['auxiliary_mwh', '厂用电', '兆瓦时', 0],
  ['auxiliary_heat_mwh', '供热厂用电', '兆瓦时', 0],
  ['purchased_mwh', '外购电', '兆瓦时', 0],
];

/** Moves the decimal point without a float. */
function moved(text, places) {
  const [whole, fraction = ''] = text.split('.');
  const digits = whole + fraction;
  const at = whole.length + places;
  const padded = at <= 0 ? '0'.repeat(1 - at) + digits : digits.padEnd(at, '0');
  const point = Math.max(1, at);
  const result = `${padded.slice(0, point)}.${padded.slice(point)}`.replace(/\.?0+$/, '').replace(/^0+(?=\d)/, '');
  return result === '' ? '0' : result;
}

async function workbook(figures) {
  const [year, month] = figures.month.split('-').map(Number);
  const book = new excel.Workbook();
  book.created = new Date('2024-01-08T02:00:00Z');
  book.modified = book.created;
  const sheet = book.addWorksheet('月报');
  sheet.addRow(['示例热电厂 2号机组 生产月报']);
  sheet.addRow(['统计月份', `${year}年${month}月`, '填报', '生产技术部']);
  sheet.addRow([]);
  sheet.addRow(['项目', '单位', '本月数', '备注']);
  for (const [symbol, name, unit, places] of items) {
    const value = figures[symbol];
    sheet.addRow([name, unit, value === undefined ? null : Number(moved(value, places)), '']);
  }
  const last = 4 + items.length;
  sheet.addRow(['合计', '', { formula: `SUM(C5:C${last})`, result: 0 }, '']);
  return Buffer.from(await book.xlsx.writeBuffer());
}

async function demoWorkbooks() {
  const story = parse(fs.readFileSync(path.join(product, 'data', 'demo', 'enterprise.yaml'), 'utf8'));
  const { months } = story.years.find((one) => one.unit === '2' && one.year === 2023);
  const folder = path.join(fixtures, 'demo-monthly-2023');
  fs.mkdirSync(folder, { recursive: true });
  for (const figures of months) fs.writeFileSync(path.join(folder, `unit2-${figures.month}.xlsx`), await workbook(figures));
}

function eia(folder) {
  const target = path.join(fixtures, 'plant-eia923');
  fs.mkdirSync(target, { recursive: true });
  const csv = fs.readFileSync(path.join(folder, 'eia923_generation_fuel_monthly.csv'));
  fs.writeFileSync(path.join(target, 'eia923_generation_fuel_monthly.csv.gz'), gzipSync(csv, { level: 9 }));
  fs.copyFileSync(path.join(folder, 'SOURCE.md'), path.join(target, 'SOURCE.md'));
  fs.chmodSync(path.join(target, 'SOURCE.md'), 0o644);
}

await demoWorkbooks();
if (process.argv[2]) eia(process.argv[2]);
