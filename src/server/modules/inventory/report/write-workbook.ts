import { openWorkbook, steadyZip, voiceOf, workbookBytes } from '../../document/index.ts';
import type { ReportContent, ReportSnapshot } from './content.ts';

interface Sheet {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
  /** Columns of figures, counted from 0. */
  readonly figures: readonly number[];
}

type Voice = ReturnType<typeof voiceOf>;

function sheetsOf(content: ReportContent, { w, say }: Voice): Sheet[] {
  const { input, result } = content.inventory;
  const names = new Map(input.entities.map((one) => [one.id, say(one.name)]));
  const sources = new Map(input.sources.map((one) => [one.id, one]));
  return [
    {
      name: w('条款对照', 'Items'),
      head: [w('条款', 'Clause'), w('内容', 'Item'), w('状态', 'State'), w('文字', 'Words')],
      rows: content.items.map((one) => [one.clause, say(one.title), one.state, content.facts[one.id] ?? '']),
      figures: [],
    },
    {
      name: w('类别', 'Categories'),
      head: [
        'ISO 14064-1',
        w('范围', 'Scope'),
        w('类别', 'Category'),
        w('排放 tCO2e', 'Emissions tCO2e'),
        w('清除 tCO2e', 'Removals tCO2e'),
        w('生物成因 CO2 t', 'Biogenic CO2 t'),
      ],
      rows: result.byCategory.map((one) => [
        ...[one.iso, one.scope, `${one.category} ${say(content.categoryTitles[one.category])}`, one.emission, one.removal, one.biogenic],
      ]),
      figures: [3, 4, 5],
    },
    {
      name: w('气体', 'Gases'),
      head: ['ISO 14064-1', w('气体', 'Gas'), w('质量 t', 'Mass t'), 'GWP', 'tCO2e'],
      rows: result.byIso.flatMap((one) => one.gases.map((gas) => [one.iso, gas.gas, gas.tonnes, gas.gwp, gas.co2e])),
      figures: [2, 3, 4],
    },
    {
      name: w('来源', 'Sources'),
      head: [
        ...[w('代码', 'Code'), w('名称', 'Name'), w('类别', 'Category'), w('主体', 'Entity'), w('方法', 'Method')],
        ...[w('活动数据', 'Activity'), w('单位', 'Unit'), w('份额', 'Share'), 'tCO2e', w('按市场 tCO2e', 'Market-based tCO2e')],
      ],
      rows: result.bySource.map((one) => {
        const source = sources.get(one.sourceId);
        return [
          ...[source?.code ?? '', say(source?.name), one.category, names.get(one.entityId) ?? '', source?.method ?? ''],
          ...[one.amount, source?.unit ?? '', one.share, one.emission, one.marketBased],
        ];
      }),
      figures: [5, 7, 8, 9],
    },
    ...referenceSheets(content, { w, say }),
    uncertaintySheet(content, w),
  ];
}

/** What the figures rest on: factors, GWP, what is left out. */
function referenceSheets({ inventory }: ReportContent, { w, say }: Pick<Voice, 'w' | 'say'>): Sheet[] {
  const { input, result, pins } = inventory;
  return [
    {
      name: w('因子', 'Factors'),
      head: [
        w('因子', 'Factor'),
        w('气体', 'Gas'),
        w('数值', 'Value'),
        w('单位', 'Unit'),
        w('来源', 'Source'),
        w('版本', 'Version'),
        w('地区', 'Region'),
        w('年份', 'Year'),
      ],
      rows: pins.factors.flatMap((one) =>
        one.parts.map((part) => [say(one.name), part.gas, part.value, part.unit, one.source, one.version, one.region, one.year]),
      ),
      figures: [2],
    },
    {
      name: 'GWP',
      head: [w('气体', 'Gas'), 'GWP', w('来源', 'Source')],
      rows: result.gwp.map((one) => [one.gas, one.value, one.source]),
      figures: [1],
    },
    {
      name: w('排除项', 'Exclusions'),
      head: [w('类别', 'Category'), w('名称', 'Name'), w('理由', 'Reason'), w('估计 tCO2e', 'Estimate tCO2e')],
      rows: input.exclusions.map((one) => [one.category, one.name, one.reason, one.estimate]),
      figures: [3],
    },
  ];
}

function uncertaintySheet({ analysis }: ReportContent, w: Voice['w']): Sheet {
  const head = [
    w('来源', 'Source'),
    w('类别', 'Category'),
    'tCO2e',
    w('活动数据 ±%', 'Activity ±%'),
    w('因子 ±%', 'Factor ±%'),
    w('合成 ±%', 'Combined ±%'),
    w('方差份额 %', 'Share of variance %'),
  ];
  const rows = (analysis?.sources ?? []).map((one) => [
    one.code,
    one.category,
    one.value,
    one.activity,
    one.factor,
    one.percent,
    one.share,
  ]);
  const total = analysis === null ? [] : [[w('合计', 'Total'), '', analysis.total, null, null, analysis.percent, null]];
  return { name: w('不确定性', 'Uncertainty'), head, rows: [...rows, ...total], figures: [2, 3, 4, 5, 6] };
}

/** Cells hold as many digits as a spreadsheet keeps. */
const digits = 15;

/** The tables of a report as a workbook; the same snapshot gives the same bytes. Texts stay texts, whatever they begin with. */
export async function writeWorkbook(text: string): Promise<Uint8Array> {
  const { report, content }: ReportSnapshot = JSON.parse(text);
  const book = await openWorkbook();
  const at = new Date(report.issuedAt);
  book.created = at;
  book.modified = at;
  book.creator = 'Tanheng';
  book.title = report.number;
  for (const { name, head, rows, figures } of sheetsOf(content, voiceOf(report.language))) {
    const page = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1, xSplit: 0 }] });
    page.columns = head.map((title, i) => ({ width: figures.includes(i) ? 18 : Math.min(48, Math.max(14, title.length * 2)) }));
    page.addRow([...head]).font = { bold: true };
    for (const row of rows) {
      const cells = row.map((cell, i) =>
        cell === null || cell === '' ? null : figures.includes(i) ? Number(Number(cell).toPrecision(digits)) : cell,
      );
      page.addRow(cells).eachCell((cell) => {
        cell.alignment = { vertical: 'top', wrapText: true };
        if (typeof cell.value === 'string') cell.numFmt = '@';
      });
    }
  }
  return steadyZip(new Uint8Array(await workbookBytes(book)), report.issuedAt);
}
