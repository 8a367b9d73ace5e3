import type { Severity } from '../finding.ts';
import type { Text } from '../text.ts';
import type { ClassFinding } from './columns-classes.ts';
import type { Layout } from './columns-layout.ts';
import { memory } from './columns-memory.ts';
import type { Program } from './columns-program.ts';
import type { Watching } from './columns-watch.ts';

/** Findings of many records under one code. */
export interface ColumnFinding {
  readonly code: string;
  readonly severity: Severity;
  /** Records that have it; a record with two of one code counts twice. */
  readonly count: number;
  /** The first records that have it, one of each class. */
  readonly records: readonly number[];
  /** The wording for the first of them; `{symbol}` stays where it differs by record, `traceOf` fills it in. */
  readonly text: Text;
}

const places = 10;

/** Gathers what is found block by block. */
export interface Notes {
  readonly take: (from: number, n: number) => void;
  readonly found: Map<string, { finding: ClassFinding; count: number; records: number[] }>;
}

const faultCodes = ['', 'below_min', 'above_max', 'not_whole', 'not_a_number'];
const faultTexts: Text[] = [
  { zh: '', en: '' },
  { zh: '低于下限', en: 'below the minimum' },
  { zh: '高于上限', en: 'above the maximum' },
  { zh: '应为整数', en: 'a whole number is expected' },
  { zh: '不是数值', en: 'not a number' },
];

export function makeNotes(layout: Layout, watching: Watching, program: Program): Notes {
  const found: Notes['found'] = new Map();
  const add = (finding: ClassFinding, record: number) => note(found, finding, 1, record);
  const watched = watching.nodes.map((node, i) => ({ at: program.registerOf(node), rule: watching.rules[i] }));
  const { floats } = memory();
  const take = (from: number, n: number): void => {
    for (const { at, rule } of watched) {
      for (let i = 0; i < n; i += 1) if (floats[at + i] === 1 && rule !== undefined) add(rule, from + i);
    }
    for (const { feed, faults } of program.noted) {
      for (let i = 0; i < n; i += 1) {
        const fault = faults[i] ?? 0;
        if (fault === 0) continue;
        const to = layout.data.inputs[feed]?.to ?? '';
        const text = faultTexts[fault] ?? { zh: '', en: '' };
        const name = typeof to === 'string' ? to : to.join(', ');
        add({ code: faultCodes[fault] ?? '', severity: 'error', text: { zh: `${name}：${text.zh}`, en: `${name}: ${text.en}` } }, from + i);
      }
    }
  };
  return { take, found };
}

function note(found: Notes['found'], finding: ClassFinding, count: number, record: number): void {
  const one = found.get(finding.code) ?? { finding, count: 0, records: [] };
  found.set(finding.code, one);
  one.count += count;
  if (one.records.length < places) one.records.push(record);
}

/** All findings by code, most severe first: of classes as often as they were met, of records, and outputs without value. */
export function collectFindings(
  layout: Layout,
  program: Program,
  notes: Notes,
  slots: readonly number[],
  out: readonly { readonly valid: Uint8Array }[],
): ColumnFinding[] {
  const { found } = notes;
  program.settle();
  for (const table of program.tables) {
    for (const [at, findings] of table.findings) {
      const hits = table.hits[at] ?? 0;
      if (hits > 0) for (const finding of findings) note(found, finding, hits, table.first[at] ?? 0);
    }
  }
  for (const [i, slot] of slots.entries()) {
    const symbol = layout.method.symbols[slot];
    const valid = out[i]?.valid;
    if (symbol === undefined || valid === undefined || (symbol.is === 'step' && symbol.optional)) continue;
    for (let record = valid.indexOf(0); record >= 0; record = valid.indexOf(0, record + 1)) {
      const text = { zh: `${symbol.title.zh}（${symbol.name}）无法计算`, en: `${symbol.title.en} (${symbol.name}) cannot be computed` };
      note(found, { code: 'output_without_value', severity: 'error', text }, 1, record);
    }
  }
  const rank = ['error', 'warning', 'info'];
  const list = [...found.values()].map(({ finding, count, records }) => ({ ...finding, count, records: records.sort((a, b) => a - b) }));
  return list
    .map(({ code, severity, count, records, text }) => ({ code, severity, count, records, text }))
    .sort((a, b) => rank.indexOf(a.severity) - rank.indexOf(b.severity) || (a.code < b.code ? -1 : 1));
}
