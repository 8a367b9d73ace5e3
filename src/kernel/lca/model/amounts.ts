import type { Derivation } from '../../derivation.ts';
import type { Finding } from '../../finding.ts';
import { evaluateMethod } from '../../method/evaluate.ts';
import { loadMethod } from '../../method/load.ts';
import type { Path } from '../../method/reading.ts';
import { parseDecimal } from '../../quantity/decimal.ts';
import type { Units } from '../../quantity/units.ts';
import type { FootprintStudy } from './study.ts';

/** Every amount of a study is one step of a small method: dimensions are checked and each number has its derivation. */
export interface AmountLine {
  /** JSON pointer of the amount in the study. */
  readonly path: string;
  readonly key: string;
  readonly name: string;
  readonly formula: string;
  readonly unit: string;
}

export interface Amounts {
  /** By key: `demand/0`, `<process>/out/<output>`, `<process>/in/<line>`, `<process>/em/<line>`; a line whose formula fails has none. */
  readonly values: ReadonlyMap<string, number>;
  /** Node of the derivation behind each key. */
  readonly nodes: ReadonlyMap<string, string>;
  readonly derivation: Derivation | null;
  readonly findings: readonly Finding[];
}

/** What has an amount, in the order of `amount_1`, `amount_2` … */
export function linesOf(study: FootprintStudy): AmountLine[] {
  const lines: AmountLine[] = study.demand.map((one, i) => ({
    ...{ path: `/demand/${i}/amount`, key: `demand/${i}`, name: study.unit.description || one.outputId },
    ...{ formula: one.amount, unit: one.unit },
  }));
  for (const [p, process] of study.processes.entries()) {
    const groups = [
      ['outputs', 'out', process.outputs],
      ['inputs', 'in', process.inputs],
      ['emissions', 'em', process.emissions],
    ] as const;
    for (const [field, short, rows] of groups)
      for (const [i, row] of rows.entries())
        lines.push({
          ...{ path: `/processes/${p}/${field}/${i}/amount`, key: `${process.id}/${short}/${row.id}` },
          ...{ name: row.name || row.id, formula: row.amount, unit: row.unit },
        });
  }
  return lines;
}

/** A number, not a formula. */
export const plain = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;
/** A plain number is meant in the unit of its line. */
export const asFormula = (formula: string, unit: string) =>
  plain.test(formula.trim()) && unit !== '1' ? `${formula.trim()} [${unit}]` : formula.trim();

interface Step {
  readonly path: string;
  readonly unitPath: string;
  readonly document: Record<string, unknown>;
}

const source = 'ISO 14067:2018 6.4';
const step = (symbol: string, name: string, unit: string, formula: string): Record<string, unknown> => ({
  ...{ symbol, title: { zh: name || symbol, en: name || symbol }, over: 'root', unit },
  ...{ formula: asFormula(formula, unit), optional: true, shown: 6, source },
});

/**
 * Amounts of all lines, with what is wrong with their formulas at the place of each line: a formula that adds kilograms to megajoules, a name that is not known,
 * a parameter that is used and not there. A study with faults still gives the amounts of its sound lines.
 */
export function amountsOf(study: FootprintStudy, units: Units): Amounts {
  const lines = linesOf(study);
  const unreadable = faultyUnits(study, lines, units);
  const given = study.parameters.filter((one) => plain.test(one.value.trim()) && units.find(one.unit) !== null);
  const derived = study.parameters.filter((one) => !plain.test(one.value.trim()));
  const at = (symbol: string) => study.parameters.findIndex((one) => one.symbol === symbol);
  let steps: Step[] = [
    ...derived.map((one) => ({
      ...{ path: `/parameters/${at(one.symbol)}/value`, unitPath: `/parameters/${at(one.symbol)}/unit` },
      document: step(one.symbol, one.title, one.unit, one.value),
    })),
    ...lines.map((line, i) => ({
      ...{ path: line.path, unitPath: line.path.replace(/amount$/, 'unit') },
      document: step(`amount_${i + 1}`, line.name, line.unit, line.formula),
    })),
  ].filter((one) => !unreadable.some((finding) => finding.place.path === one.unitPath));
  const inputs = given.map((one) => ({
    ...{ symbol: one.symbol, title: { zh: one.title || one.symbol, en: one.title || one.symbol }, unit: one.unit },
    ...{ optional: true, shown: 6 },
  }));
  const findings: Finding[] = [...unreadable];
  // What fails is left out and the rest tried again, so that every sound line keeps its number.
  for (let round = 0; round < 5 && steps.length > 0; round += 1) {
    const { loaded, faults } = attempt(study, steps, inputs, given, units);
    if (loaded) return { ...read(lines, loaded, steps), findings: unique([...findings, ...loaded.findings]) };
    findings.push(...faults.map(({ finding }) => finding));
    const wrong = new Set(faults.map(({ step: index }) => index));
    if (wrong.has(-1)) break;
    steps = steps.filter((_, i) => !wrong.has(i));
  }
  return { values: new Map(), nodes: new Map(), derivation: null, findings: unique(findings) };
}

interface Loaded {
  readonly outputs: ReturnType<typeof evaluateMethod>['outputs'];
  readonly derivation: Derivation;
  readonly findings: readonly Finding[];
}

function attempt(
  study: FootprintStudy,
  steps: readonly Step[],
  inputs: readonly Record<string, unknown>[],
  given: FootprintStudy['parameters'],
  units: Units,
): { loaded: Loaded | null; faults: { finding: Finding; step: number }[] } {
  const values = Object.fromEntries(given.map((one) => [one.symbol, one.value.trim()]));
  const document = {
    ...{ method: 'footprint-amounts', version: 1, title: { zh: '各行数量', en: 'Amounts of the lines' } },
    ...{ summary: { zh: '产品碳足迹模型各行的数量', en: 'Amounts of the lines of a footprint model' } },
    ...{
      source: { document: source, confidence: 'high' },
      records: { root: { per: [], title: { zh: '参数', en: 'Parameters' }, inputs } },
    },
    ...{ steps: steps.map((one) => one.document), outputs: steps.map((one) => String(one.document.symbol)), example: values },
  };
  const locate = (_: Path) => ({ file: '', line: 0 });
  const { method, findings } = loadMethod(document, locate, { units, table: () => null });
  if (method === null) return { loaded: null, faults: findings.map((finding) => placed(finding, study, steps, given)) };
  const evaluation = evaluateMethod(method, values);
  return { loaded: { outputs: evaluation.outputs, derivation: evaluation.derivation, findings: [] }, faults: [] };
}

/** A fault of the small method, told at the field of the study it came from. */
function placed(
  finding: Finding,
  study: FootprintStudy,
  steps: readonly Step[],
  given: FootprintStudy['parameters'],
): { finding: Finding; step: number } {
  const [, group, index] = /^\/(steps|outputs|records\/root\/inputs)\/(\d+)/.exec(finding.place.path ?? '') ?? [];
  const at = Number(index);
  const tell = (path: string): Finding => ({
    ...{ code: finding.code, severity: finding.severity, place: { path }, text: finding.text },
    ...(finding.cure ? { cure: finding.cure } : {}),
  });
  const own = steps[at];
  if (group === 'steps' && own) return { finding: tell(own.path), step: at };
  if (group === 'outputs' && own) return { finding: tell(own.path), step: at };
  const parameter = given[at];
  if (group === 'records/root/inputs' && parameter) {
    const place = study.parameters.indexOf(parameter);
    return { finding: tell(`/parameters/${place}/symbol`), step: -1 };
  }
  return { finding: tell('/parameters'), step: -1 };
}

function read(lines: readonly AmountLine[], { outputs, derivation }: Loaded, steps: readonly Step[]): Omit<Amounts, 'findings'> {
  const values = new Map<string, number>();
  const nodes = new Map<string, string>();
  const known = new Set(steps.map((one) => String(one.document.symbol)));
  for (const [i, line] of lines.entries()) {
    const symbol = `amount_${i + 1}`;
    if (!known.has(symbol)) continue;
    const value = outputs.find((one) => one.symbol === symbol)?.value ?? null;
    const number = value === null ? null : parseDecimal(value);
    if (number === null) continue;
    values.set(line.key, number.toNumber());
    nodes.set(line.key, symbol);
  }
  return { values, nodes, derivation };
}

function faultyUnits(study: FootprintStudy, lines: readonly AmountLine[], units: Units): Finding[] {
  const all = [
    ...lines.map((line) => ({ path: line.path.replace(/amount$/, 'unit'), unit: line.unit })),
    ...study.parameters.map((one, i) => ({ path: `/parameters/${i}/unit`, unit: one.unit })),
  ];
  return all.flatMap(({ path, unit }): Finding[] => {
    const parsed = units.parse(unit);
    if ('unit' in parsed) return [];
    return [
      {
        ...{ code: 'unknown_unit', severity: 'error', place: { path } },
        text: { zh: `单位“${unit}”：${parsed.error.text.zh}`, en: `Unit “${unit}”: ${parsed.error.text.en}` },
        cure: { zh: '用单位表中的写法，如 kg、MWh、t*km', en: 'Write it as in the list of units: kg, MWh, t*km' },
      },
    ];
  });
}

function unique(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter((one) => {
    const key = `${one.place.path}|${one.code}|${one.text.en}`;
    return !seen.has(key) && seen.add(key);
  });
}
