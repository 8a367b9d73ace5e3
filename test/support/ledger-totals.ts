import ExcelJS from 'exceljs';

/** The total a daily ledger shows, and the sum of its days, t. */
export async function ledgerTotals(bytes: Buffer): Promise<{ total: string; days: string; count: number }> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as unknown as ArrayBuffer);
  let [total, cents, count] = [Number.NaN, 0, 0];
  book.worksheets[0]?.eachRow((row) => {
    const [first, value] = [String(row.getCell(1).value), Number(row.getCell(5).result ?? row.getCell(5).value)];
    if (first === '合计') total = value;
    if (!/^\d{4}-\d{2}-\d{2}$/.test(first)) return;
    cents += Math.round(value * 100);
    count += 1;
  });
  return { total: total.toFixed(2), days: (cents / 100).toFixed(2), count };
}
