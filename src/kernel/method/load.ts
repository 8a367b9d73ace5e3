import type { Finding } from '../finding.ts';
import { Refusal } from '../refusal.ts';
import type { Text } from '../text.ts';
import { type Draft, type DraftRecord, draftCheck, draftRecord, draftStep } from './draft.ts';
import { evaluateMethod } from './evaluate.ts';
import { reservedWords } from './formula.ts';
import { linkMethod } from './link.ts';
import { type KeySet, type Method, methodLimits } from './method.ts';
import { idPattern, type Locate, namePattern, type Path, Reading } from './reading.ts';
import type { LookupTable, MethodLibrary, TableRef } from './table.ts';

const required = ['method', 'version', 'title', 'summary', 'source', 'steps', 'outputs', 'example'];
const optional = ['data_years', 'tables', 'sets', 'records', 'checks', 'note', 'screen'];
const none: Text = { zh: '', en: '' };

/**
 * Reads a method from the plain value of its file. Every fault of the author is a finding with file and line; with one or more
 * of severity error there is no method. A method that loads has run its own example.
 */
export function loadMethod(document: unknown, locate: Locate, library: MethodLibrary): { method: Method | null; findings: Finding[] } {
  const reading = new Reading(locate);
  const draft = readDraft(reading, document, library);
  if (draft === null) return { method: null, findings: reading.findings };
  const method = linkMethod(draft, reading, library.units);
  if (method === null || reading.findings.length > 0) return { method: null, findings: reading.findings };
  runExample(method, reading);
  return { method: reading.findings.length > 0 ? null : method, findings: reading.findings };
}

function runExample(method: Method, reading: Reading): void {
  try {
    const { findings } = evaluateMethod(method, method.example, { derivation: false });
    for (const finding of findings.filter((one) => one.severity === 'error')) {
      reading.fault(
        ['example'],
        'example_fails',
        { zh: `示例有错误：${finding.text.zh}`, en: `the example has an error: ${finding.text.en}` },
        finding.cure,
        { ...(finding.place.symbol && { symbol: finding.place.symbol }) },
      );
    }
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    for (const fault of refusal.findings) {
      reading.fault(
        ['example'],
        'example_fails',
        {
          zh: `示例不能运行：${fault.place.path ?? ''} ${fault.text.zh}`,
          en: `the example does not run: ${fault.place.path ?? ''} ${fault.text.en}`,
        },
        fault.cure,
      );
    }
  }
}

function readDraft(reading: Reading, document: unknown, library: MethodLibrary): Draft | null {
  const fields = reading.fields(document, [], required, optional);
  if (fields === null) return null;
  const id = fields.get('method');
  const steps = reading.list(fields.get('steps'), ['steps'], methodLimits.steps);
  const checks = reading.list(fields.get('checks'), ['checks'], methodLimits.checks);
  const outputs = reading.list(fields.get('outputs'), ['outputs'], methodLimits.steps);
  return {
    id: reading.isName(id, ['method'], idPattern) ? id : '',
    version: reading.integer(fields.get('version'), ['version'], 1, 1_000_000) ?? 0,
    title: reading.text(fields.get('title'), ['title']) ?? none,
    summary: reading.text(fields.get('summary'), ['summary']) ?? none,
    source: readSource(reading, fields.get('source')),
    dataYears: readYears(reading, fields.get('data_years')),
    tables: readTables(reading, fields.get('tables'), library),
    sets: reading
      .entries(fields.get('sets'), ['sets'], namePattern, methodLimits.sets)
      .map(([name, value]) => readSet(reading, name, value)),
    records: readRecords(reading, fields.get('records')),
    steps: steps.map((step, i) => draftStep(reading, step, ['steps', i])).filter((step) => step !== null),
    checks: checks.map((check, i) => draftCheck(reading, check, ['checks', i])).filter((check) => check !== null),
    outputs: outputs.map((name, i) => ({ name: String(name), path: ['outputs', i] })),
    screen: fields.get('screen'),
    example: fields.get('example') ?? {},
  };
}

function readSource(reading: Reading, value: unknown): Draft['source'] {
  if (value === undefined || value === null) return { document: '', confidence: '' };
  const fields = reading.fields(value, ['source'], ['document', 'confidence'], ['clause', 'note', 'url']);
  return {
    document: reading.string(fields?.get('document'), ['source', 'document']) ?? '',
    confidence: reading.string(fields?.get('confidence'), ['source', 'confidence']) ?? '',
  };
}

function readYears(reading: Reading, value: unknown): Draft['dataYears'] {
  if (value === undefined || value === null) return null;
  const fields = reading.fields(value, ['data_years'], ['from', 'to'], []);
  const from = reading.integer(fields?.get('from'), ['data_years', 'from'], 1900, 2199);
  const to = reading.integer(fields?.get('to'), ['data_years', 'to'], 1900, 2199);
  if (from === null || to === null) return null;
  if (to < from) reading.fault(['data_years'], 'wrong_order', { zh: '终点早于起点', en: 'ends before it starts' });
  return { from, to };
}

function readTables(reading: Reading, value: unknown, library: MethodLibrary): Draft['tables'] {
  const tables = new Map<string, { ref: TableRef; table: LookupTable }>();
  for (const [name, one] of reading.entries(value, ['tables'], namePattern, methodLimits.tables)) {
    const path = ['tables', name];
    const ref = readRef(reading, one, path);
    if (ref === null) continue;
    const table = library.table(ref);
    if (table !== null) tables.set(name, { ref, table });
    else {
      const which = Object.entries(ref).flat().join(': ');
      reading.fault(
        path,
        'unknown_table',
        { zh: `没有此表：${which}`, en: `no such table: ${which}` },
        { zh: '核对文件名；表文件本身有错误时也会如此', en: 'Check the name; a table with faults of its own is missing too' },
      );
    }
  }
  return tables;
}

function readRef(reading: Reading, value: unknown, path: Path): TableRef | null {
  const fields = reading.fields(value, path, [], ['file', 'factors', 'by', 'gwp']);
  const file = reading.string(fields?.get('file'), [...path, 'file']);
  const factors = reading.string(fields?.get('factors'), [...path, 'factors']);
  if (fields?.size === 1 && file !== null) return { file };
  const by = fields?.get('by') === undefined ? undefined : reading.list(fields.get('by'), [...path, 'by'], 4).map(String);
  if (factors !== null && fields?.size === (by === undefined ? 1 : 2)) return { factors, ...(by !== undefined && { by }) };
  if (fields?.size === 1 && fields.get('gwp') === true) return { gwp: true };
  reading.fault(path, 'wrong_shape', { zh: '须为 file、factors 或 gwp: true 之一', en: 'one of file, factors or gwp: true is expected' });
  return null;
}

function readSet(reading: Reading, name: string, value: unknown): KeySet {
  const path = ['sets', name];
  const fields = reading.fields(value, path, ['title'], ['default', 'kind', 'note']);
  const plain = fields?.get('default');
  if (reservedWords.has(name)) reading.fault(path, 'reserved', { zh: `${name} 是保留字`, en: `${name} is a reserved word` });
  return {
    name,
    title: reading.text(fields?.get('title'), [...path, 'title']) ?? none,
    default: reading.string(typeof plain === 'number' ? String(plain) : plain, [...path, 'default']),
    kind: reading.oneOf(fields?.get('kind'), [...path, 'kind'], ['text', 'month'] as const) ?? 'text',
  };
}

function readRecords(reading: Reading, value: unknown): DraftRecord[] {
  const records = reading
    .entries(value, ['records'], namePattern, methodLimits.records)
    .map(([name, one]) => draftRecord(reading, name, one))
    .filter((record) => record !== null);
  const root = records.find((record) => record.name === 'root') ?? {
    name: 'root',
    path: ['records'],
    title: { zh: '整体', en: 'whole' },
    per: [],
    required: false,
    inputs: [],
  };
  return [root, ...records.filter((record) => record.name !== 'root')];
}
