import type { Finding } from '../../finding.ts';
import { parseDecimal } from '../../quantity/decimal.ts';
import type { Text } from '../../text.ts';
import { type PlanAcquisition, type PlanFrequency, type PlanSection, planAcquisitions, planFrequencies, planSections } from './plan.ts';

/** What a rule asks of meters of these kinds. */
export interface MeterRequirement {
  readonly kinds: readonly string[];
  /** Largest permissible error of the class, per cent; null where the rule names none. */
  readonly accuracyPct: string | null;
  /** Longest calibration interval in months. */
  readonly intervalMonths: number | null;
  readonly document: string;
  readonly confidence: 'high' | 'medium' | 'low';
}

/** Where a value is taken from. */
export interface DataSource {
  readonly key: string;
  readonly title: Text;
  /** Whether the plant's own meters measure it; a settlement needs none. */
  readonly metered: boolean;
}

/** What the rules say of some parameters: the proposal for a new plan, and what a plan is checked against. */
export interface ParameterRequirement {
  /** Inputs a plan has to cover. */
  readonly symbols: readonly string[];
  /** Inputs that may take their place: what is said of them is the same, but a plan need not name them. */
  readonly alternatives: readonly string[];
  readonly acquisition: PlanAcquisition;
  readonly frequency: PlanFrequency;
  /** Best first; empty where the rules know no order. */
  readonly sources: readonly DataSource[];
  /** Empty where the parameter needs no meter. */
  readonly meters: readonly MeterRequirement[];
  readonly description: Text;
  readonly ledgers: Text;
  readonly missing: Text;
  readonly department: Text;
  readonly document: string;
  readonly confidence: 'high' | 'medium' | 'low';
}

export interface PlanRequirements {
  /** Month and day of the year before the plan's data year. */
  readonly filing: { readonly opens: string; readonly due: string; readonly document: string };
  readonly parameters: readonly ParameterRequirement[];
  /** Proposed wording of the written parts. */
  readonly sections: Readonly<Record<PlanSection, Text>>;
}

type Fields = Readonly<Record<string, unknown>>;
const confidences = ['high', 'medium', 'low'] as const;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a reviewed file of requirements; what is wrong is told with its path and left out. Null when nothing can be used. */
export function readRequirements(value: unknown, file: string): { requirements: PlanRequirements | null; findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const fault = (path: string, zh: string, en: string) => {
    findings.push({
      code: 'control_plan_rule',
      severity: 'error',
      place: { file, path },
      text: { zh: `${path}：${zh}`, en: `${path}: ${en}` },
    });
  };
  const text = (given: unknown, path: string): Text => {
    if (isFields(given) && typeof given.zh === 'string' && typeof given.en === 'string') return { zh: given.zh, en: given.en };
    fault(path, '需要 zh 和 en 两种文字', 'wording in zh and en is needed');
    return { zh: '', en: '' };
  };
  const word = (given: unknown, path: string): string => {
    if (typeof given === 'string' && given !== '') return given;
    fault(path, '需要文字', 'text is needed');
    return '';
  };
  const oneOf = <T extends string>(given: unknown, path: string, known: readonly T[]): T => {
    const found = known.find((one) => one === given);
    if (found === undefined) fault(path, `应为 ${known.join('、')} 之一`, `one of ${known.join(', ')} is needed`);
    return found ?? (known[0] as T);
  };
  const list = (given: unknown): readonly unknown[] => (Array.isArray(given) ? given : []);
  const meter = (given: unknown, path: string): MeterRequirement => {
    const own = isFields(given) ? given : {};
    if (own.accuracy_pct !== undefined && parseDecimal(own.accuracy_pct) === null) fault(`${path}/accuracy_pct`, '不是数', 'not a number');
    return {
      kinds: list(own.kinds).map(String),
      accuracyPct: own.accuracy_pct === undefined ? null : String(own.accuracy_pct),
      intervalMonths: typeof own.interval_months === 'number' ? own.interval_months : null,
      document: word(own.document, `${path}/document`),
      confidence: oneOf(own.confidence, `${path}/confidence`, confidences),
    };
  };
  const parameter = (given: unknown, i: number): ParameterRequirement => {
    const path = `/parameters/${i}`;
    const own = isFields(given) ? given : {};
    return {
      symbols: list(own.symbols).map(String),
      alternatives: list(own.alternatives).map(String),
      acquisition: oneOf(own.acquisition, `${path}/acquisition`, planAcquisitions),
      frequency: oneOf(own.frequency, `${path}/frequency`, planFrequencies),
      sources: list(own.sources).map((one, j) => {
        const source = isFields(one) ? one : {};
        return {
          key: word(source.key, `${path}/sources/${j}/key`),
          title: text(source.title, `${path}/sources/${j}/title`),
          metered: source.metered !== false,
        };
      }),
      meters: list(own.meters).map((one, j) => meter(one, `${path}/meters/${j}`)),
      description: text(own.description, `${path}/description`),
      ledgers: text(own.ledgers, `${path}/ledgers`),
      missing: text(own.missing, `${path}/missing`),
      department: text(own.department, `${path}/department`),
      document: word(own.document, `${path}/document`),
      confidence: oneOf(own.confidence, `${path}/confidence`, confidences),
    };
  };
  if (!isFields(value) || !isFields(value.filing)) {
    fault('/', '不是要求文件', 'not a file of requirements');
    return { requirements: null, findings };
  }
  const monthDay = (given: unknown, path: string) => {
    if (typeof given !== 'string' || !/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(given)) fault(path, '应为 MM-DD', 'MM-DD is needed');
    return String(given);
  };
  const { filing } = value;
  const written = isFields(value.sections) ? value.sections : {};
  const sections = Object.fromEntries(planSections.map((name) => [name, text(written[name], `/sections/${name}`)])) as Record<
    PlanSection,
    Text
  >;
  const requirements: PlanRequirements = {
    filing: {
      opens: monthDay(filing.opens, '/filing/opens'),
      due: monthDay(filing.due, '/filing/due'),
      document: word(filing.document, '/filing/document'),
    },
    parameters: list(value.parameters).map(parameter),
    sections,
  };
  return { requirements, findings };
}

export function requirementOf(requirements: PlanRequirements | null, symbol: string): ParameterRequirement | null {
  return requirements?.parameters.find((one) => one.symbols.includes(symbol) || one.alternatives.includes(symbol)) ?? null;
}
