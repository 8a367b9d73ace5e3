import { z } from 'zod';
import { footprintFileEndpoints as e } from '../../../../contract/footprint-files.ts';
import { separateLines, separateWords, stageWords } from '../../../../kernel/lca/model/study.ts';
import { foregroundSheet, tableOf } from '../../../../kernel/lca/model/table.ts';
import { query } from '../../../work/command.ts';
import { download } from '../../../work/download.ts';
import { type MountedRoute, route } from '../../../work/route.ts';
import { openWorkbook, workbookBytes, xlsxMedia } from '../../document/index.ts';
import { type Figured, type FootprintParts, figureVersion } from './figure.ts';
import { findFootprint, findVersion } from './footprint-view.ts';

type Cell = string | number | null;
interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
}

const input = z.strictObject({ ...e.readFootprintWorkbook.params.shape, language: z.enum(['zh', 'en']) });

function sheetsOf({ study, result, checklist, links }: Figured, language: 'zh' | 'en'): Sheet[] {
  const w = (zh: string, en: string) => (language === 'zh' ? zh : en);
  const apart = separateLines.map((line) => `${separateWords[line][language]} kgCO2e`);
  const stages = result?.stages.filter((one) => result.lines.some((line) => line.stage === one.stage)) ?? [];
  const total = result ? [[w('合计', 'Total'), result.total, 1, ...separateLines.map((line) => result.separate[line])]] : [];
  return [
    {
      name: w('结果', 'Result'),
      rows: [
        [w('阶段', 'Stage'), 'kgCO2e', w('份额', 'Share'), ...apart],
        ...stages.map((one) => [stageWords[one.stage][language], one.value, one.share, ...separateLines.map((line) => one.values[line])]),
        ...total,
        [],
        [w('功能单位', 'Unit'), `${study.unit.amount} ${study.unit.unit}`, study.unit.description],
        [w('GWP 组', 'GWP set'), study.gwpSet],
        [w('有效期至', 'Valid until'), study.validUntil ?? ''],
      ],
    },
    {
      name: w('清单', 'Inventory'),
      rows: [
        [
          ...[w('行', 'Line'), w('阶段', 'Stage'), w('数量', 'Amount'), w('单位', 'Unit'), 'kgCO2e', w('份额', 'Share'), ...apart],
          ...[w('来源', 'Source'), w('因子 kgCO2e/单位', 'Factor, kgCO2e per unit'), w('因子单位', 'Unit of the factor')],
        ],
        ...(result?.lines ?? []).map((line) => {
          const link = links.get(line.key);
          const worth = link ? separateLines.reduce((sum, one) => sum + link.values[one], 0) : null;
          return [
            ...[line.name, stageWords[line.stage][language], line.amount, line.unit, line.value, line.share],
            ...[...separateLines.map((one) => line.values[one]), line.source, worth, link?.unit ?? ''],
          ];
        }),
      ],
    },
    { name: foregroundSheet[language], rows: tableOf(study, language) },
    {
      name: w('规则集检查', 'Rule set'),
      rows: [
        [w('条款', 'Clause'), w('要求', 'Requirement'), w('结果', 'Verdict'), w('缺什么', 'What is missing')],
        ...checklist.map((one) => [
          ...[one.clause, one.title[language], one.met ? w('满足', 'met') : w('未满足', 'not met'), one.finding?.text[language] ?? ''],
        ]),
      ],
    },
  ];
}

const readWorkbook = (parts: FootprintParts) =>
  query({
    name: 'lca.read-footprint-workbook',
    action: 'lca.read',
    input,
    run: async (work, { versionId, language }) => {
      const row = await findVersion(work, versionId);
      const { product_name: productName } = await findFootprint(work, row.footprint_id);
      return { fileName: `${productName}-v${row.number}.xlsx`, sheets: sheetsOf(await figureVersion(work, parts, row), language) };
    },
  });

async function bytesOf(sheets: readonly Sheet[]): Promise<Buffer> {
  const book = await openWorkbook();
  for (const { name, rows } of sheets) {
    const page = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
    for (const [i, cells] of rows.entries()) {
      const row = page.addRow([...cells]);
      if (i === 0) row.font = { bold: true };
      // Text by its format too: a program that types the cell anew does not take "=…" for a formula.
      row.eachCell((cell) => {
        if (typeof cell.value === 'string') cell.numFmt = '@';
      });
    }
    page.columns.forEach((column, at) => {
      column.width = at === 0 ? 28 : 18;
    });
  }
  return await workbookBytes(book);
}

export function workbookRoutes(parts: FootprintParts): MountedRoute[] {
  return [
    route(e.readFootprintWorkbook, async (call) => {
      const { fileName, sheets } = await call.ask(readWorkbook(parts), { ...call.params, language: call.query.language });
      return download(call, { content: await bytesOf(sheets), fileName, mediaType: xlsxMedia });
    }),
  ];
}
