import type { Buffer as ExcelBuffer, Workbook } from 'exceljs';

/** A sheet with a head line: texts as texts, whatever they begin with; figures as numbers where a spreadsheet keeps every digit of them. */
export interface WrittenTable {
  readonly sheet: string;
  readonly head: readonly string[];
  readonly lines: readonly (readonly string[])[];
  /** Columns of figures, counted from 0. */
  readonly figures: ReadonlySet<number>;
}

export const xlsxMedia = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const figure = (text: string): number | null =>
  text !== '' && String(Number(text)) === text && Math.abs(Number(text)) < 1e15 ? Number(text) : null;

/** Only who fetches a workbook pays for the library. */
export async function openWorkbook(): Promise<Workbook> {
  const { default: excel } = (await import('exceljs')) as unknown as { default: { Workbook: new () => Workbook } };
  return new excel.Workbook();
}

export async function workbookBytes(book: Workbook): Promise<Buffer> {
  const bytes: ExcelBuffer = await book.xlsx.writeBuffer();
  return Buffer.from(bytes as ArrayBuffer);
}

/** The table as a workbook of one sheet. */
export async function writeTable({ sheet, head, lines, figures }: WrittenTable): Promise<Buffer> {
  const book = await openWorkbook();
  const page = book.addWorksheet(sheet.replaceAll(/[\\/*?:[\]]/g, ' ').slice(0, 31), {
    views: [{ state: 'frozen', ySplit: 1, xSplit: 1 }],
  });
  page.columns = head.map((text, at) => ({ width: figures.has(at) ? 14 : Math.min(40, Math.max(14, text.length * 2)) }));
  page.addRow([...head]).font = { bold: true };
  for (const line of lines) {
    const row = page.addRow(line.map((text, at) => (text === '' ? null : ((figures.has(at) ? figure(text) : null) ?? text))));
    row.eachCell((cell) => {
      cell.alignment = { vertical: 'top', wrapText: true };
      // Text by its format too: a program that types the cell anew does not take "=…" for a formula (F-02).
      if (typeof cell.value === 'string') cell.numFmt = '@';
    });
  }
  return await workbookBytes(book);
}
