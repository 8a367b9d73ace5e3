import type { Finding } from '../../finding.ts';
import { parseDecimal } from '../../quantity/decimal.ts';
import type { Text } from '../../text.ts';
import { pedigreeIndicators } from '../data-quality.ts';
import { finding } from './build.ts';
import { type FootprintStudy, type LineLink, type LineSpread, type StudyInput, type StudyProcess, separateLines, stages } from './study.ts';

/** The foreground of a study as a table, a row for every input: what is written can be read again without loss (bill of materials). */

/** What the sheet of the table is called in a workbook of ours. */
export const foregroundSheet: Text = { zh: '前景表', en: 'Foreground' };

interface TableColumn {
  readonly key: string;
  readonly title: Text;
}
const column = (key: string, zh: string, en: string): TableColumn => ({ key, title: { zh, en } });

export const tableColumns = [
  ...[column('process', '过程', 'Process'), column('id', '行号', 'Line id'), column('name', '名称', 'Name')],
  ...[column('amount', '数量', 'Amount'), column('unit', '单位', 'Unit'), column('stage', '阶段', 'Stage')],
  ...[column('source', '因子来源', 'Source of the factor'), column('fossil', '化石源 kgCO2e/单位', 'Fossil, kgCO2e per unit')],
  ...[column('biogenic', '生物源排放', 'Biogenic emissions'), column('removal', '生物源清除', 'Biogenic removals')],
  ...[column('dluc', '直接土地利用变化', 'Direct land-use change'), column('aircraft', '航空器', 'Aircraft')],
  ...[column('evidence', '证据', 'Evidence'), column('data', '数据来源', 'Source of the datum'), column('year', '年份', 'Year')],
  ...[column('region', '地区', 'Region'), column('technology', '技术', 'Technology'), column('primary', '初级', 'Primary')],
  ...[column('pedigree', '谱系评分', 'Pedigree'), column('pef', 'PEF 评分', 'PEF rating'), column('spread', '分布', 'Distribution')],
  ...[column('factor_gsd2', '因子 GSD²', 'GSD² of the factor'), column('avoided', '避免的生产', 'Avoided')],
  ...[column('excluded', '舍弃', 'Left out'), column('reason', '舍弃理由', 'Reason')],
] as const;
/** Without heads: what a bill of materials usually has, in this order. */
const usual = ['name', 'amount', 'unit', 'fossil', 'data'];

const yes = (is: boolean) => (is ? '1' : '');

function printLink(link: LineLink): string {
  if (link.kind === 'none') return '';
  if (link.kind === 'process') return `process:${link.processId}/${link.outputId}`;
  if (link.kind === 'factor') return `factor:${link.factorId}`;
  if (link.kind === 'footprint') return `footprint:${link.versionId}`;
  return link.kind === 'database' ? `database:${link.databaseId}/${link.processId}` : `supplier:${link.supplier}`;
}

function printSpread(spread: LineSpread | null | undefined): string {
  if (!spread) return '';
  if (spread.distribution === 'lognormal') return `lognormal ${spread.gsd2}`;
  return spread.distribution === 'normal' ? `normal ${spread.sd}` : `${spread.distribution} ${spread.minimum} ${spread.maximum}`;
}

function printRow(process: StudyProcess, line: StudyInput): string[] {
  const { link, quality } = line;
  const { pedigree, pef } = quality;
  const cells: Readonly<Record<string, string>> = {
    ...{ process: process.id, id: line.id, name: line.name, amount: line.amount, unit: line.unit, stage: line.stage ?? '' },
    ...{ source: printLink(link), evidence: link.kind === 'supplier' ? link.evidenceIds.join(' ') : '' },
    ...(link.kind === 'supplier' ? link.values : {}),
    ...{
      data: quality.source,
      year: quality.year === null ? '' : String(quality.year),
      region: quality.region,
      technology: quality.technology,
    },
    ...{ primary: yes(quality.primary), pedigree: pedigree ? pedigreeIndicators.map((one) => pedigree[one] ?? '-').join(';') : '' },
    ...{ pef: pef ? [pef.TeR, pef.GeR, pef.TiR, pef.P].join(';') : '', spread: printSpread(quality.uncertainty) },
    ...{ factor_gsd2: quality.factorGsd2 ?? '', avoided: yes(line.avoided), excluded: yes(line.excluded), reason: line.reason },
  };
  return tableColumns.map(({ key }) => cells[key] ?? '');
}

/** The inputs of all processes, under heads in one language. */
export function tableOf(study: Pick<FootprintStudy, 'processes'>, language: 'zh' | 'en'): string[][] {
  return [
    tableColumns.map(({ title }) => title[language]),
    ...study.processes.flatMap((process) => process.inputs.map((line) => printRow(process, line))),
  ];
}

export interface TableRead {
  /** The study with the lines of the table in it. */
  readonly processes: readonly StudyProcess[];
  readonly added: number;
  readonly changed: number;
  readonly blank: number;
  readonly rows: readonly {
    readonly process: string;
    readonly name: string;
    readonly amount: string;
    readonly unit: string;
    readonly isNew: boolean;
  }[];
  readonly findings: readonly Finding[];
}

const plain = (text: string) => text.trim().toLowerCase();

/** Which column holds what; without a known head the usual order counts. */
function headsOf(first: readonly string[]): { readonly keys: readonly string[]; readonly skip: number } {
  const known = new Map<string, string>(
    tableColumns.flatMap(({ key, title }) => [key, title.zh, title.en].map((word): [string, string] => [plain(word), key])),
  );
  const keys = first.map((cell) => known.get(plain(cell)) ?? '');
  return keys.includes('name') && keys.includes('amount') ? { keys, skip: 1 } : { keys: usual, skip: 0 };
}

function readLink(text: string, cell: (key: string) => string): LineLink | null {
  const [, kind = '', rest = ''] = /^([a-z]+):(.*)$/.exec(text) ?? [];
  const [first = '', ...others] = rest.split('/');
  const second = others.join('/');
  if (kind === 'process') return { kind, processId: first, outputId: second };
  if (kind === 'factor') return { kind, factorId: rest };
  if (kind === 'footprint') return { kind, versionId: rest };
  if (kind === 'database') return { kind, databaseId: first, processId: second };
  const figures = separateLines.map((line) => cell(line));
  if (kind !== 'supplier' && figures.every((one) => one === '')) return text === '' ? { kind: 'none' } : null;
  const value = (line: (typeof separateLines)[number]) => cell(line) || '0';
  return {
    ...{ kind: 'supplier', supplier: kind === 'supplier' ? rest : text },
    values: {
      fossil: value('fossil'),
      biogenic: value('biogenic'),
      removal: value('removal'),
      dluc: value('dluc'),
      aircraft: value('aircraft'),
    },
    evidenceIds: cell('evidence')
      .split(/\s+/)
      .filter((one) => one !== ''),
  };
}

function readSpread(text: string): LineSpread | null {
  const [distribution, first = '', second = ''] = text.split(/\s+/);
  if (distribution === 'lognormal') return { distribution, gsd2: first };
  if (distribution === 'normal') return { distribution, sd: first };
  return distribution === 'triangular' || distribution === 'uniform' ? { distribution, minimum: first, maximum: second } : null;
}

function readQuality(cell: (key: string) => string): StudyInput['quality'] {
  const scores = cell('pedigree').split(';');
  const given = pedigreeIndicators.flatMap((one, i) => (/^[1-5]$/.test(scores[i] ?? '') ? [[one, Number(scores[i])] as const] : []));
  const [TeR, GeR, TiR, P] = cell('pef').split(';');
  return {
    ...{
      primary: /^(1|x|y|yes|true|是|初级)$/i.test(cell('primary')),
      source: cell('data'),
      region: cell('region'),
      technology: cell('technology'),
    },
    year: /^\d{4}$/.test(cell('year')) ? Number(cell('year')) : null,
    pedigree: given.length > 0 ? Object.fromEntries(given) : null,
    pef: TeR && GeR && TiR && P ? { TeR, GeR, TiR, P } : null,
    ...{ uncertainty: readSpread(cell('spread')), factorGsd2: cell('factor_gsd2') || null },
  };
}

interface Place {
  readonly sheet: string;
  readonly row: number;
}

function faultsOf(cell: (key: string) => string, link: LineLink | null, { sheet, row }: Place): Finding[] {
  const at = `${sheet}, ${row}`;
  const tell = (code: string, text: Text, cure: Text) => [
    finding(at, code, 'error', { zh: `${at}：${text.zh}`, en: `${at}: ${text.en}` }, cure),
  ];
  return [
    ...(cell('name') === ''
      ? tell('name_missing', { zh: '没有名称', en: 'the name is missing' }, { zh: '填写名称', en: 'Give a name' })
      : []),
    ...(cell('amount') === ''
      ? tell('amount_missing', { zh: '没有数量', en: 'the amount is missing' }, { zh: '填写数值或公式', en: 'Give a number or a formula' })
      : []),
    ...(cell('unit') === ''
      ? tell('unit_missing', { zh: '没有单位', en: 'the unit is missing' }, { zh: '填写单位', en: 'Give the unit' })
      : []),
    ...(link === null
      ? tell(
          'source_unreadable',
          { zh: `因子来源“${cell('source')}”无法识别`, en: `the source “${cell('source')}” cannot be read` },
          { zh: '留空后在模型中选择，或填 kgCO2e', en: 'Leave it empty and choose it in the model, or give kgCO2e' },
        )
      : []),
    ...separateLines
      .filter((line) => cell(line) !== '' && parseDecimal(cell(line)) === null)
      .flatMap((line) =>
        tell(
          'not_a_number',
          { zh: `“${cell(line)}”不是数值`, en: `“${cell(line)}” is no number` },
          { zh: '改为数值，不带单位', en: 'Write a number without its unit' },
        ),
      ),
  ];
}

/** Reads rows into the inputs of the processes they name (`otherwise`: of the process looked at): a known line id, or name, changes that line, others are added. */
export function readTable(
  study: Pick<FootprintStudy, 'processes'>,
  table: readonly (readonly string[])[],
  { otherwise, sheet }: { readonly otherwise: string; readonly sheet: string },
): TableRead {
  const { keys, skip } = headsOf(table[0] ?? []);
  const inputs = new Map(study.processes.map((process) => [process.id, [...process.inputs]]));
  const [findings, rows]: [Finding[], TableRead['rows'][number][]] = [[], []];
  let [added, changed, blank] = [0, 0, 0];
  for (const [i, cells] of table.entries()) {
    if (i < skip) continue;
    const cell = (key: string) => (keys.includes(key) ? (cells[keys.indexOf(key)] ?? '').trim() : '');
    if (cells.every((one) => one.trim() === '')) {
      blank += 1;
      continue;
    }
    const wanted = cell('process') || otherwise;
    const process = study.processes.find((one) => one.id === wanted || one.name === wanted);
    const lines = process ? inputs.get(process.id) : undefined;
    const link = readLink(cell('source'), cell);
    const faults = faultsOf(cell, link, { sheet, row: i + 1 });
    if (!process || !lines) faults.push(processUnknown(wanted, sheet, i + 1));
    findings.push(...faults);
    if (faults.length > 0 || !process || !lines || link === null) continue;
    const index = lines.findIndex((one) => (cell('id') === '' ? one.name === cell('name') : one.id === cell('id')));
    const line: StudyInput = {
      id: lines[index]?.id ?? (cell('id') || freeId(process, lines)),
      ...{ name: cell('name'), amount: cell('amount').replaceAll(/(?<=\d),(?=\d{3})/g, ''), unit: cell('unit'), link },
      ...{ avoided: cell('avoided') !== '', excluded: cell('excluded') !== '', reason: cell('reason') },
      stage: stages.find((one) => one === cell('stage')) ?? null,
      quality: readQuality(cell),
    };
    if (index < 0) lines.push(line);
    else lines[index] = line;
    if (index < 0) added += 1;
    else changed += 1;
    rows.push({ process: process.name || process.id, name: line.name, amount: line.amount, unit: line.unit, isNew: index < 0 });
  }
  const processes = study.processes.map((process) => ({ ...process, inputs: inputs.get(process.id) ?? process.inputs }));
  return { processes, added, changed, blank, rows, findings };
}

const processUnknown = (name: string, sheet: string, row: number): Finding =>
  finding(
    `${sheet}, ${row}`,
    'process_unknown',
    'error',
    { zh: `${sheet}, ${row}：研究中没有过程“${name}”`, en: `${sheet}, ${row}: the study has no process “${name}”` },
    { zh: '先添加该过程，或改过程名', en: 'Add the process first, or correct its name' },
  );

function freeId(process: StudyProcess, lines: readonly StudyInput[]): string {
  const taken = new Set([...process.outputs, ...process.emissions, ...lines].map((one) => one.id));
  for (let n = 1; ; n += 1) if (!taken.has(`in-${n}`)) return `in-${n}`;
}
