import type { Finding } from '../../finding.ts';
import { parseDecimal } from '../../quantity/decimal.ts';
import type { Text } from '../../text.ts';
import { bySection, planAcquisitions, planFrequencies } from './plan.ts';
import type { DataSource, MeterRequirement, ParameterRequirement, PlanRequirements } from './requirements.ts';

type Fields = Readonly<Record<string, unknown>>;
const confidences = ['high', 'medium', 'low'] as const;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});
const list = (given: unknown): readonly unknown[] => (Array.isArray(given) ? given : []);

/** Takes parts of a file and tells what is wrong with them by their path. */
interface Reading {
  readonly fault: (path: string, zh: string, en: string) => void;
  readonly text: (given: unknown, path: string) => Text;
  readonly word: (given: unknown, path: string) => string;
  readonly oneOf: <T extends string>(given: unknown, path: string, known: readonly T[], otherwise: T) => T;
}

function readingOf(file: string, findings: Finding[]): Reading {
  const fault = (path: string, zh: string, en: string) => {
    const text = { zh: `${path}：${zh}`, en: `${path}: ${en}` };
    findings.push({ code: 'control_plan_rule', severity: 'error', place: { file, path }, text });
  };
  return {
    fault,
    text: (given, path) => {
      if (isFields(given) && typeof given.zh === 'string' && typeof given.en === 'string') return { zh: given.zh, en: given.en };
      fault(path, '需要 zh 和 en 两种文字', 'wording in zh and en is needed');
      return { zh: '', en: '' };
    },
    word: (given, path) => {
      if (typeof given === 'string' && given !== '') return given;
      fault(path, '需要文字', 'text is needed');
      return '';
    },
    oneOf: (given, path, known, otherwise) => {
      const found = known.find((one) => one === given);
      if (found === undefined) fault(path, `应为 ${known.join('、')} 之一`, `one of ${known.join(', ')} is needed`);
      return found ?? otherwise;
    },
  };
}

function readMeter({ word, oneOf, fault }: Reading, given: unknown, path: string): MeterRequirement {
  const own = fieldsOf(given);
  if (own.accuracy_pct !== undefined && parseDecimal(own.accuracy_pct) === null) fault(`${path}/accuracy_pct`, '不是数', 'not a number');
  return {
    kinds: list(own.kinds).map(String),
    accuracyPct: own.accuracy_pct === undefined ? null : String(own.accuracy_pct),
    intervalMonths: typeof own.interval_months === 'number' ? own.interval_months : null,
    document: word(own.document, `${path}/document`),
    confidence: oneOf(own.confidence, `${path}/confidence`, confidences, 'low'),
  };
}

function readSource({ word, text }: Reading, given: unknown, path: string): DataSource {
  const own = fieldsOf(given);
  return { key: word(own.key, `${path}/key`), title: text(own.title, `${path}/title`), metered: own.metered !== false };
}

function readParameter(reading: Reading, given: unknown, path: string): ParameterRequirement {
  const { text, word, oneOf } = reading;
  const own = fieldsOf(given);
  return {
    symbols: list(own.symbols).map(String),
    alternatives: list(own.alternatives).map(String),
    acquisition: oneOf(own.acquisition, `${path}/acquisition`, planAcquisitions, 'measured'),
    frequency: oneOf(own.frequency, `${path}/frequency`, planFrequencies, 'monthly'),
    sources: list(own.sources).map((one, j) => readSource(reading, one, `${path}/sources/${j}`)),
    meters: list(own.meters).map((one, j) => readMeter(reading, one, `${path}/meters/${j}`)),
    description: text(own.description, `${path}/description`),
    ledgers: text(own.ledgers, `${path}/ledgers`),
    missing: text(own.missing, `${path}/missing`),
    department: text(own.department, `${path}/department`),
    document: word(own.document, `${path}/document`),
    confidence: oneOf(own.confidence, `${path}/confidence`, confidences, 'low'),
  };
}

/** Reads a reviewed file of requirements; what is wrong is told with its path and left out. Null when nothing can be used. */
export function readRequirements(value: unknown, file: string): { requirements: PlanRequirements | null; findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const reading = readingOf(file, findings);
  if (!isFields(value) || !isFields(value.filing)) {
    reading.fault('/', '不是要求文件', 'not a file of requirements');
    return { requirements: null, findings };
  }
  const monthDay = (given: unknown, path: string) => {
    if (typeof given === 'string' && /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(given)) return given;
    reading.fault(path, '应为 MM-DD', 'MM-DD is needed');
    return '12-31';
  };
  const { filing } = value;
  const written = fieldsOf(value.sections);
  const requirements: PlanRequirements = {
    filing: {
      opens: monthDay(filing.opens, '/filing/opens'),
      due: monthDay(filing.due, '/filing/due'),
      document: reading.word(filing.document, '/filing/document'),
    },
    parameters: list(value.parameters).map((one, i) => readParameter(reading, one, `/parameters/${i}`)),
    sections: bySection((name) => reading.text(written[name], `/sections/${name}`)),
  };
  return { requirements, findings };
}
