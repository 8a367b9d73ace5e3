import { z } from 'zod';
import { cbamEndpoints as e } from '../../../../contract/cbam-declarations.ts';
import { csv } from '../../../../kernel/csv.ts';
import type { Evaluation } from '../../../../kernel/method/evaluation.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { Text } from '../../../../kernel/text.ts';
import { query } from '../../../work/command.ts';
import { openWorkbook, steadyZip, voiceOf, workbookBytes, xlsxMedia } from '../../document/index.ts';
import { declarationFor } from './declaration.ts';
import type { KeptDraft } from './tables.ts';

/** What was frozen when a declaration was approved. */
export interface FrozenDeclaration extends KeptDraft {
  readonly declaration: { readonly number: string; readonly version: number; readonly from: string; readonly until: string };
  readonly result: Evaluation;
  readonly drafted: { readonly by: string; readonly at: string };
  readonly approved: { readonly by: string; readonly at: string };
}
interface Named extends FrozenDeclaration {
  readonly sha256: string;
}
interface Column {
  readonly id: string;
  readonly title: Text;
  readonly isFigure: boolean;
}

const column = (id: string, zh: string, en: string, isFigure = false): Column => ({ id, title: { zh, en }, isFigure });
const facts = [
  column('good', '货物', 'Good'),
  column('cn_code', 'CN 编码', 'CN code'),
  column('category', '类别', 'Category'),
  column('route', '生产路线', 'Production route'),
  column('unit', '计量单位', 'Unit'),
  column('quantity', '产量', 'Quantity made', true),
];
/** Figures of the calculation, by their symbols. */
const figures = [
  column('direct', '直接隐含排放 tCO2e', 'Direct embedded emissions tCO2e', true),
  column('indirect', '间接隐含排放 tCO2e', 'Indirect embedded emissions tCO2e', true),
  column('specific_direct', '单位直接隐含排放 tCO2e', 'Specific direct embedded emissions tCO2e', true),
  column('specific_indirect', '单位间接隐含排放 tCO2e', 'Specific indirect embedded emissions tCO2e', true),
  column('counted', '计入的隐含排放 tCO2e', 'Embedded emissions that count tCO2e', true),
  column('specific_counted', '计入的单位隐含排放 tCO2e', 'Specific embedded emissions that count tCO2e', true),
  column('actual_share', '实测数据占比 %', 'Share from actual data %', true),
  column('price_due', '应付碳价', 'Carbon price due', true),
];
const last = [column('currency', '币种', 'Currency'), column('source', '归属排放的来源', 'Source of attributed emissions')];
const columns = [...facts, ...figures, ...last];
const notOfficial: Text = {
  zh: '版式与字段次序为本产品自定，不是欧盟委员会的官方沟通模板',
  en: 'Layout and order of fields are our own, not the official communication template of the European Commission',
};

/** A line for each good; every figure with all its digits. */
function rowsOf(frozen: Named, language: 'zh' | 'en'): string[][] {
  const value = (good: string, symbol: string) =>
    frozen.result.outputs.find((one) => one.symbol === symbol && one.at.good === good && one.at.precursor === undefined)?.value ?? '';
  return frozen.content.goods.map((good) => [
    ...[good.id, good.cnCode, good.category, good.route, good.unit, good.quantity],
    ...figures.map((one) => value(good.id, one.id)),
    ...[good.carbonPrice?.currency ?? '', frozen.taken.find((one) => one.good === good.id)?.label[language] ?? ''],
  ]);
}

function aboutRows({ declaration, content, approved, sha256 }: Named, language: 'zh' | 'en'): [string, string][] {
  const { w } = voiceOf(language);
  return [
    [w('申报编号', 'Number'), `${declaration.number} v${declaration.version}`],
    [w('设施', 'Installation'), language === 'zh' ? content.installation : content.installationEn],
    [w('地址', 'Address'), content.address],
    [w('国家', 'Country'), content.country],
    [w('报告期', 'Period'), `${declaration.from} / ${declaration.until}`],
    [w('进口商', 'Importer'), content.importer],
    [w('联系方式', 'Contact'), content.contact],
    [w('核查机构', 'Verifier'), [content.verifier, content.verifiedOn ?? ''].join(' ').trim()],
    [w('批准', 'Approved'), `${approved.by} ${approved.at}`],
    ['SHA-256', sha256],
    [w('说明', 'Note'), notOfficial[language]],
  ];
}

/** Bought and made precursors, one a line. */
function precursorRows({ content }: Named): string[][] {
  return content.goods.flatMap((good) =>
    good.precursors.map((one) => [
      ...[good.id, one.id, one.madeHere ?? '', one.category, one.quantity],
      ...(one.madeHere === null ? [one.direct, one.indirect, one.basis] : ['', '', '']),
    ]),
  );
}

async function workbook(frozen: Named, language: 'zh' | 'en'): Promise<Buffer> {
  const { w, say } = voiceOf(language);
  const book = await openWorkbook();
  book.created = new Date(frozen.approved.at);
  book.modified = book.created;
  book.creator = 'Tanheng';
  book.title = frozen.declaration.number;
  const add = (name: string, head: readonly string[], rows: readonly (readonly string[])[], isFigure: (at: number) => boolean) => {
    const page = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1, xSplit: 1 }] });
    page.columns = head.map((title, at) => ({ width: isFigure(at) ? 18 : Math.min(48, Math.max(14, title.length * 2)) }));
    page.addRow([...head]).font = { bold: true };
    for (const row of rows)
      page
        .addRow(row.map((cell, at) => (cell === '' ? null : isFigure(at) ? Number(Number(cell).toPrecision(15)) : cell)))
        .eachCell((cell) => {
          cell.alignment = { vertical: 'top', wrapText: true };
          if (typeof cell.value === 'string') cell.numFmt = '@';
        });
  };
  add(w('申报', 'Declaration'), [w('项目', 'Item'), w('内容', 'Content')], aboutRows(frozen, language), () => false);
  const titles = columns.map((one) => one.title[language]);
  add(w('货物', 'Goods'), titles, rowsOf(frozen, language), (at) => columns[at]?.isFigure ?? false);
  const of = [w('货物', 'Good'), w('前体', 'Precursor'), w('本设施货物', 'Made here as'), w('类别', 'Category'), w('用量', 'Quantity')];
  const each = [w('单位直接排放', 'Specific direct'), w('单位间接排放', 'Specific indirect'), w('数据', 'Data')];
  add(w('前体', 'Precursors'), [...of, ...each], precursorRows(frozen), (at) => at >= 4 && at <= 6);
  add(
    w('提示', 'Findings'),
    [w('货物', 'Good'), w('程度', 'Severity'), w('内容', 'Words')],
    frozen.result.findings.map((one) => [one.place.at?.good ?? '', one.severity, say(one.text)]),
    () => false,
  );
  return Buffer.from(steadyZip(new Uint8Array(await workbookBytes(book)), frozen.approved.at));
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters, which XML 1.0 has no place for, are what is taken out
const unfit = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replaceAll(unfit, '').replaceAll(/[&<>"]/g, (sign) => marks[sign] ?? sign);
const element = (name: string, text: string) => `<${name}>${escaped(text)}</${name}>`;

/** The same fields as elements of a namespace of our own. */
function xml(frozen: Named, language: 'zh' | 'en'): string {
  const { declaration, content } = frozen;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<!-- ${notOfficial[language]} -->`,
    `<cbamDeclaration xmlns="urn:tanheng:cbam-declaration:1" number="${escaped(declaration.number)}" version="${declaration.version}" sha256="${frozen.sha256}">`,
    `  ${element('installation', language === 'zh' ? content.installation : content.installationEn)}`,
    ...(['address', 'country', 'importer', 'contact', 'verifier'] as const).map((one) => `  ${element(one, content[one])}`),
    `  ${element('from', declaration.from)}${element('until', declaration.until)}`,
  ];
  for (const [index, row] of rowsOf(frozen, language).entries()) {
    const precursors = content.goods[index]?.precursors ?? [];
    lines.push(
      '  <goods>',
      ...columns.map((one, at) => `    ${element(one.id, row[at] ?? '')}`),
      ...precursors.map(({ id, quantity, madeHere, category, direct, indirect, basis }) => {
        const own = madeHere === null ? [element('category', category), element('direct', direct), element('indirect', indirect)] : [];
        const made = madeHere === null ? element('basis', basis) : element('made_here', madeHere);
        return `    <precursor>${[element('id', id), element('quantity', quantity), ...own, made].join('')}</precursor>`;
      }),
      '  </goods>',
    );
  }
  return `${[...lines, '</cbamDeclaration>'].join('\n')}\n`;
}

const media = { xlsx: xlsxMedia, xml: 'application/xml; charset=utf-8', csv: 'text/csv; charset=utf-8' } as const;

/** A declaration as it was approved, as a file made from its snapshot alone: the same bytes whenever it is asked for. */
export async function writeDeclaration(frozen: Named, format: keyof typeof media, language: 'zh' | 'en'): Promise<Buffer> {
  if (format === 'xlsx') return await workbook(frozen, language);
  if (format === 'xml') return Buffer.from(xml(frozen, language));
  return Buffer.from(
    csv(
      columns.map((one) => one.id),
      rowsOf(frozen, language),
    ),
  );
}

/** The file of the latest approved version, or of one of them. @throws Refusal `wrong_state` while nothing is approved. */
export const readCbamFile = query({
  name: 'neutrality.read-cbam-file',
  action: 'neutrality.read',
  input: z.strictObject({ ...e.readCbamFile.params.shape, ...e.readCbamFile.query.shape }),
  run: async (work, { declarationId, format, language, version }) => {
    const found = await declarationFor(work, declarationId, 'neutrality.read');
    const approved = found.drafts.flatMap(({ decision }) => (decision?.snapshot && decision.snapshot_sha256 ? [decision] : []));
    const row = version === undefined ? approved[0] : approved.find((one) => one.version === version);
    if (!row?.snapshot || !row.snapshot_sha256) throw new Refusal(approved.length === 0 ? 'wrong_state' : 'not_found');
    const frozen: FrozenDeclaration = JSON.parse(row.snapshot);
    const content = await writeDeclaration({ ...frozen, sha256: row.snapshot_sha256 }, format, language);
    return { content, mediaType: media[format], fileName: `${found.number}-${row.version}-${language}.${format}` };
  },
});
