import ExcelJS from 'exceljs';
import { steadyZip } from '../../../document/index.ts';
import type { Snapshot } from '../report-view.ts';
import { powerForms } from './forms.ts';
import type { FormCell, FormSheet } from './sheet.ts';

const line = { style: 'thin', color: { argb: 'FF9AA3AF' } } as const;
const border = { top: line, left: line, bottom: line, right: line };
const headFill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8EEF4' } } as const;

/** A text as a plain string cell: never a formula, and without what XML cannot hold (F-01). */
function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what XML 1.0 has no place for
  return text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').slice(0, 32_767);
}

function fill(target: ExcelJS.Cell, cell: FormCell): void {
  target.border = border;
  target.alignment = { vertical: 'middle', wrapText: true, horizontal: cell !== null && 'number' in cell ? 'right' : 'left' };
  if (cell === null) return;
  if ('text' in cell) {
    target.value = plain(cell.text);
    // Text by its format too: a program that types the cell anew does not take "=…" for a formula (F-02).
    target.numFmt = '@';
    return;
  }
  // A form's figure has at most 15 digits after its rounding; the double prints the same decimals.
  target.value = Number(cell.number);
  target.numFmt = cell.digits === 0 ? '#,##0' : `#,##0.${'0'.repeat(cell.digits)}`;
}

function writeSheet(book: ExcelJS.Workbook, sheet: FormSheet, { report, yearSha256, year }: Snapshot): void {
  const english = report.language === 'en';
  const page = book.addWorksheet(sheet.key, {
    pageSetup: {
      paperSize: 9,
      orientation: sheet.widths.length > 6 ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      margins: { left: 0.4, right: 0.4, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: `&L${report.number}&C&A  &P / &N&R${yearSha256.slice(0, 16)}` },
    views: [{ state: 'frozen', ySplit: 2 + sheet.head.length, xSplit: 0 }],
  });
  page.columns = sheet.widths.map((width) => ({ width }));
  const title = page.addRow([sheet.title.zh]);
  title.font = { bold: true, size: 14 };
  const about = `${year.entity.name.zh} · ${year.year} · ${report.number}`;
  page.addRow([plain(english ? `${sheet.title.en} — ${about}` : about)]).font = { color: { argb: 'FF5B6472' } };
  for (const cell of [page.getCell(1, 1), page.getCell(2, 1)]) cell.numFmt = '@';
  for (const heads of sheet.head) {
    const row = page.addRow(heads.map((head) => (english ? `${head.zh}\n${head.en}` : head.zh)));
    row.eachCell((cell) => {
      cell.font = { bold: true };
      cell.fill = headFill;
      cell.border = border;
      cell.alignment = { wrapText: true, vertical: 'middle', horizontal: 'center' };
    });
  }
  page.pageSetup.printTitlesRow = `3:${2 + sheet.head.length}`;
  for (const cells of sheet.rows) {
    const row = page.addRow([]);
    for (const [index, cell] of cells.entries()) fill(row.getCell(index + 1), cell);
  }
  for (const note of sheet.notes) page.addRow([english ? `${note.zh} ${note.en}` : note.zh]).font = { italic: true };
  page.pageSetup.printArea = `A1:${page.getColumn(sheet.widths.length).letter}${page.rowCount}`;
}

/** The forms C.1–C.6 as a workbook, ready to print; figures are numbers with the forms' decimals, texts are texts. */
export async function writeFormsXlsx(snapshot: Snapshot): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const at = new Date(snapshot.report.issuedAt);
  book.created = at;
  book.modified = at;
  book.creator = 'Tanheng';
  book.title = snapshot.report.number;
  for (const sheet of powerForms(snapshot.year)) writeSheet(book, sheet, snapshot);
  return steadyZip(new Uint8Array(await book.xlsx.writeBuffer()), snapshot.report.issuedAt);
}
