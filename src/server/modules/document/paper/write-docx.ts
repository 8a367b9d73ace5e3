import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  Packer,
  PageBreak,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableOfContents,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { Bars, Block, Paper, Table as PaperTable } from './model.ts';
import { runsOf } from './model.ts';
import { steadyZip } from './steady-zip.ts';

const pageWidth = 9638; // A4 less two margins of 2 cm, in twentieths of a point
const rule = { style: BorderStyle.SINGLE, size: 4, color: 'CBD2D9' };
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const quiet = '5B6472';

/** What XML 1.0 has no place for. */
function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  return text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
}

interface Look {
  readonly bold?: boolean;
  readonly size?: number;
  readonly color?: string;
}

function runs(text: string, look: Look = {}): TextRun[] {
  return runsOf(plain(text)).map((run) => new TextRun({ text: run.text, subScript: run.sub, ...look }));
}

function cell(text: string, width: number, look: Look & { readonly right?: boolean; readonly shaded?: boolean } = {}): TableCell {
  const { right, shaded, ...rest } = look;
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    borders: { top: none, left: none, right: none, bottom: rule },
    margins: { top: 40, bottom: 40, left: 60, right: 60 },
    ...(shaded ? { shading: { type: ShadingType.CLEAR, fill: 'E8EEF4', color: 'auto' } } : {}),
    children: [new Paragraph({ alignment: right ? AlignmentType.RIGHT : AlignmentType.LEFT, children: runs(text, rest) })],
  });
}

function tableOf(widths: readonly number[], rows: TableRow[]): Table {
  return new Table({ width: { size: pageWidth, type: WidthType.DXA }, columnWidths: [...widths], rows });
}

function facts(rows: readonly (readonly [string, string])[]): Table {
  const widths = [Math.round(pageWidth * 0.34), Math.round(pageWidth * 0.66)];
  return tableOf(
    widths,
    rows.map(
      ([label, value]) =>
        new TableRow({ children: [cell(label, widths[0] ?? 0, { size: 18, color: quiet }), cell(value, widths[1] ?? 0, { size: 18 })] }),
    ),
  );
}

function captioned(caption: string): Paragraph {
  return new Paragraph({ keepNext: true, spacing: { before: 200, after: 80 }, children: runs(caption, { bold: true, size: 18 }) });
}

function table({ caption, columns, rows, small }: PaperTable): (Paragraph | Table)[] {
  const sum = columns.reduce((all, one) => all + one.width, 0);
  const widths = columns.map((one) => Math.round((one.width / sum) * pageWidth));
  const size = small ? 14 : 16;
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map((one, i) => cell(one.title, widths[i] ?? 0, { bold: true, size, shaded: true, right: one.align === 'right' })),
  });
  const body = rows.map(
    (row) =>
      new TableRow({
        cantSplit: true,
        children: columns.map((one, i) => cell(row[i] ?? '', widths[i] ?? 0, { size, right: one.align === 'right' })),
      }),
  );
  return [captioned(caption), tableOf(widths, [head, ...body])];
}

/** Bars become a table with the same figures. */
function bars({ caption, labelTitle, unit, bars: all }: Bars): (Paragraph | Table)[] {
  return table({
    kind: 'table',
    caption,
    columns: [
      { title: labelTitle, width: 40, align: 'left' },
      { title: unit, width: 60, align: 'right' },
    ],
    rows: all.map((bar) => [bar.label, bar.shown]),
  });
}

function written(block: Block): (Paragraph | Table)[] {
  if (block.kind === 'heading')
    return [
      new Paragraph({
        heading: block.level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2,
        spacing: { before: 320, after: 160 },
        children: runs(block.text),
      }),
    ];
  if (block.kind === 'paragraph')
    return [
      new Paragraph({ spacing: { after: 120 }, children: runs(block.text, block.quiet ? { color: quiet, size: 17 } : { size: 19 }) }),
    ];
  if (block.kind === 'facts') return [facts(block.rows)];
  if (block.kind === 'code') return [new Paragraph({ spacing: { after: 120 }, children: runs(block.address, { size: 19 }) })];
  return block.kind === 'table' ? table(block) : bars(block);
}

function footer({ number, hash, pageWords: [before, between, after] }: Paper): Footer {
  const look = { size: 14, color: quiet };
  const field = (what: (typeof PageNumber)[keyof typeof PageNumber]) => new TextRun({ children: [what], ...look });
  return new Footer({
    children: [
      new Paragraph({ children: [new TextRun({ text: `${number} · SHA-256 ${hash}`, ...look })] }),
      new Paragraph({
        alignment: AlignmentType.RIGHT,
        children: [
          new TextRun({ text: before, ...look }),
          field(PageNumber.CURRENT),
          new TextRun({ text: between, ...look }),
          field(PageNumber.TOTAL_PAGES),
          new TextRun({ text: after, ...look }),
        ],
      }),
    ],
  });
}

/** A paper as a Word document with the same content as the PDF. */
export async function writeDocx(paper: Paper): Promise<Uint8Array> {
  const heading = (size: number, color: string) => ({ run: { size, bold: true, color, font: 'Noto Sans SC' } });
  const document = new Document({
    creator: 'Tanheng',
    title: `${paper.title} ${paper.number}`,
    styles: {
      default: { document: { run: { font: 'Noto Sans SC', size: 19 } }, heading1: heading(28, '0F6B5C'), heading2: heading(22, '1F2933') },
    },
    features: { updateFields: true },
    sections: [
      {
        properties: { page: { size: { width: 11_906, height: 16_838 }, margin: { top: 1247, bottom: 1304, left: 1134, right: 1134 } } },
        footers: { default: footer(paper) },
        children: [
          new Paragraph({ spacing: { before: 2400 }, children: runs(paper.title, { bold: true, size: 48, color: '0F6B5C' }) }),
          new Paragraph({ spacing: { after: 1200 }, children: runs(paper.subtitle, { size: 28 }) }),
          facts(paper.cover),
          new Paragraph({ children: [new PageBreak()] }),
          new Paragraph({ children: runs(paper.contentsWord, { bold: true, size: 28 }) }),
          new TableOfContents(paper.contentsWord, { hyperlink: true, headingStyleRange: '1-1' }),
          new Paragraph({ children: [new PageBreak()] }),
          ...paper.blocks.flatMap(written),
        ],
      },
    ],
  });
  return steadyZip(await Packer.toBuffer(document), paper.createdAt);
}
