import type { Finding } from '../../finding.ts';
import type { Evaluation } from '../../method/evaluation.ts';
import { type Decimal, decimal, one, print, zero } from '../../quantity/decimal.ts';
import type { Text } from '../../text.ts';
import type { Coefficients } from '../coefficients.ts';
import type { PinnedFactor, PreparationStep } from '../inventory.ts';
import { co2ePerUnit } from '../scope-2.ts';
import { evaluateScope3, scope3Method } from './evaluate-scope-3.ts';
import { type Choice, chooseWay, readWay, type Scope3Line, type Way, ways, wayTitles } from './ladder.ts';
import type { PriceOrder, PriceTables } from './prices.ts';
import { type EmissionFactor, emissionOf, readFactorUnit, type Term } from './terms.ts';

/** An entry of scope 3 as it is made: one line of the ladder, and how much of the purchase the supplier's data stand for. */
export interface Scope3Entry extends Scope3Line {
  /** Above 0, at most 1; the rest is found by the next way that has data. */
  readonly coverage?: Decimal | undefined;
  /** Where the supplier's data come from: declaration, verification, year. */
  readonly record?: string | undefined;
}

/** What an entry becomes: a line of the inventory with the factor it takes and every step that led to its amount. */
export interface PreparedLine {
  readonly part: PreparedPart;
  readonly way: Way;
  readonly why: Text;
  readonly amount: string;
  readonly unit: string;
  readonly factor: PinnedFactor;
  readonly preparation: readonly PreparationStep[];
}
export const preparedParts = ['whole', 'supplier', 'rest'] as const;
export type PreparedPart = (typeof preparedParts)[number];

export interface PreparedEntry {
  readonly lines: readonly PreparedLine[];
  readonly choice: Choice;
  /** What the ways give that were not taken, tCO2e for the whole purchase. */
  readonly others: readonly { readonly way: Way; readonly emission: string }[];
  readonly findings: readonly Finding[];
}

export interface PrepareGround {
  /** The pinned factor behind each `ref` of the entry's factors. */
  readonly pins: ReadonlyMap<string, PinnedFactor>;
  readonly tables: PriceTables;
  readonly order: PriceOrder;
  readonly gwpSet: string;
}

/** What a unit such as `kgCO2e/(t*km)` is per. */
export function denominatorOf(unit: string): string {
  const per = unit.split('/').slice(1).join('/');
  return per.replace(/^\((.*)\)$/, '$1');
}

/** A pinned factor as the ladder takes it: tCO2e per its own unit. Null where it cannot be turned. */
export function emissionFactorOf(
  factor: PinnedFactor,
  ref: string,
  coefficients: (factor: PinnedFactor, unit: string) => Coefficients,
): EmissionFactor | null {
  const per = denominatorOf(factor.parts[0]?.unit ?? '');
  const made = coefficients(factor, per);
  if (made.all.length === 0 || made.faults.some((fault) => !fault.code.startsWith('gwp_basis'))) return null;
  const source = [factor.source, factor.version].filter((part) => part !== '').join('; ');
  return { value: co2ePerUnit(made), unit: `tCO2e/${/[*/]/.test(per) ? `(${per})` : per}`, source, ref };
}

/** Digits after the point of a stored amount: far below what anything is known to. */
const decimals = 20;

/**
 * Lines of an inventory from an entry of scope 3: the most specific way its data allow, told with its reason; where the supplier's data stand for a part, the rest by the
 * next way. One factor keeps the amount in its own unit, so that its gases stay apart; several are added up in tCO2e.
 * @throws Refusal `invalid_input` as `evaluateScope3`.
 */
export function prepareScope3(entry: Scope3Entry, ground: PrepareGround): PreparedEntry {
  const { tables, order } = ground;
  const evaluation = evaluateScope3({ lines: [entry], tables, order });
  const choice = chooseWay(entry);
  const others = ways.flatMap((way) => {
    const found = evaluation.outputs.find((output) => output.symbol === 'emission' && output.at.way === way);
    return found && way !== choice.way ? [{ way, emission: found.value ?? '0' }] : [];
  });
  const findings = [...evaluation.findings];
  if (choice.way === 'none') return { lines: [], choice, others, findings };
  const coverage = entry.coverage ?? one;
  const partial = coverage.lessThan(1) && (choice.way === 'supplier' || choice.way === 'hybrid');
  const first = lineOf(entry, choice, partial ? 'supplier' : 'whole', evaluation, ground);
  if (!partial) return { lines: [first], choice, others, findings };
  const { supplier: _, hybrid: __, prefer: ___, ...left } = entry;
  const next = chooseWay(left);
  if (next.way === 'none') return { lines: [first], choice, others, findings: [...findings, notCovered(entry.id, coverage)] };
  return { lines: [first, lineOf(left, next, 'rest', evaluation, ground)], choice, others, findings };
}

function notCovered(line: string, coverage: Decimal): Finding {
  const pct = print(one.minus(coverage).times(100), 6);
  return {
    ...{ code: 'rest_not_covered', severity: 'warning', place: { at: { line } } },
    text: {
      zh: `供应商数据只覆盖一部分，其余 ${pct}% 没有可用数据，未计入`,
      en: `The supplier's data stand for a part; the other ${pct} % has no data and counts nothing`,
    },
    cure: {
      zh: '补充实物数据或采购额，作为其余部分的后备',
      en: 'Give physical data or the spend, so that the rest has something to fall back on',
    },
  };
}

interface Made {
  readonly amount: Decimal;
  readonly unit: string;
  readonly factor: PinnedFactor;
  readonly steps: readonly PreparationStep[];
}

function lineOf(entry: Scope3Entry, choice: Choice, part: PreparedPart, evaluation: Evaluation, ground: PrepareGround): PreparedLine {
  const way = choice.way === 'none' ? 'spend' : choice.way;
  const made = way === 'spend' ? bySpend(entry, evaluation, ground) : byTerms(readWay(entry, way).terms, ground);
  const coverage = entry.coverage ?? one;
  const rest = part === 'rest';
  const amount = (rest ? made.amount.times(one.minus(coverage)) : made.amount).toDecimalPlaces(decimals);
  const steps: PreparationStep[] = [methodStep(choice)];
  if (part !== 'rest' && entry.record) steps.push(word({ zh: '供应商资料', en: "Supplier's record" }, entry.record));
  if (part === 'supplier') steps.push(share({ zh: '供应商数据覆盖的份额', en: "Share the supplier's data stand for" }, coverage, ''));
  steps.push(...made.steps);
  if (rest) {
    steps.push(share({ zh: '其余份额', en: 'Share of the rest' }, one.minus(coverage), `1 − ${print(coverage)}`));
    const title = { zh: '其余部分的数量', en: 'Amount of the rest' };
    steps.push({
      title,
      formula: `${print(made.amount)} × ${print(one.minus(coverage))}`,
      value: print(amount),
      unit: made.unit,
      source: '',
    });
  }
  return { part, way, why: told(choice), amount: print(amount, 50), unit: made.unit, factor: made.factor, preparation: steps };
}

/** Why a way was taken, with what stood against the ones before it. */
function told({ why, refused }: Choice): Text {
  const past = (of: 'zh' | 'en', mark: string) =>
    refused.map((one) => `${mark}${wayTitles[one.way][of]}${of === 'zh' ? '：' : ': '}${one.why[of]}`).join('');
  return { zh: `${why.zh}${past('zh', '；')}`, en: `${why.en}${past('en', '; ')}` };
}

const ladder = 'supplier → hybrid → activity → spend';

function methodStep(choice: Choice): PreparationStep {
  const title = { zh: '采用的方法', en: 'Method taken' };
  return { title, formula: ladder, value: choice.way, unit: '', source: scope3Method.source, why: told(choice) };
}

const word = (title: Text, value: string): PreparationStep => ({ title, formula: '', value, unit: '', source: '' });

function share(title: Text, value: Decimal, formula: string): PreparationStep {
  return { title, formula: formula === '' ? print(value) : formula, value: print(value), unit: '1', source: '' };
}

const spendSymbols = ['net_spend', 'rate', 'deflator', 'base_spend'];

/** The spend in money and prices of its factor, with the steps that led there. */
function bySpend(entry: Scope3Entry, evaluation: Evaluation, { pins, gwpSet }: PrepareGround): Made {
  const nodes = evaluation.derivation.nodes.filter((node) => node.at.line === entry.id && spendSymbols.includes(node.symbol));
  const steps = nodes.map((node): PreparationStep => {
    const formula = node.kind === 'step' ? node.substituted : '';
    return {
      title: node.title,
      formula,
      value: node.value ?? '',
      unit: node.unit,
      source: node.kind === 'step' ? (node.source ?? '') : '',
    };
  });
  const base = nodes.findLast((node) => node.symbol === 'base_spend');
  const spend = entry.spend;
  const factor = spend?.price_basis === 'producer' ? (spend.factor_without_margins ?? spend.factor) : spend?.factor;
  const pinned = pins.get(factor?.ref ?? '') ?? sumFactor(gwpSet);
  return { amount: decimal(base?.value ?? '0'), unit: base?.unit ?? '', factor: pinned, steps };
}

function byTerms(terms: readonly Term[], { pins, gwpSet }: PrepareGround): Made {
  const refs = new Set(terms.map((term) => term.parts.find((part) => part.name === 'factor')?.ref ?? ''));
  const [ref] = refs;
  const pinned = refs.size === 1 && ref !== undefined ? pins.get(ref) : undefined;
  if (pinned) {
    const unit = readFactorUnit(factorUnit(terms))?.per ?? '';
    const steps = terms.map((term) => step(term, product(term), unit));
    return { amount: terms.reduce((sum, term) => sum.plus(product(term)), zero), unit, factor: pinned, steps };
  }
  const steps = terms.map((term) => step(term, emissionOf(term), 'tCO2e'));
  const amount = terms.reduce((sum, term) => sum.plus(emissionOf(term)), zero);
  return { amount, unit: 'tCO2e', factor: sumFactor(gwpSet), steps };
}

const factorUnit = (terms: readonly Term[]) => terms[0]?.parts.find((part) => part.name === 'factor')?.unit ?? '';

/** A term without its factor. */
function product({ parts }: Term): Decimal {
  const amounts = parts.filter((part) => part.name !== 'factor');
  return amounts.reduce((all, { name, value }) => (name === 'occupancy' ? all.dividedBy(value) : all.times(value)), one);
}

const ownNames: Readonly<Record<string, Text>> = {
  supplier: { zh: '供应商数据', en: "Supplier's data" },
  'supplier scope 1+2': { zh: '供应商范围1+2', en: 'Scope 1 + 2 of the supplier' },
};

function step(term: Term, value: Decimal, unit: string): PreparationStep {
  const parts = unit === 'tCO2e' ? term.parts : term.parts.filter((part) => part.name !== 'factor');
  const formula = parts.map(
    ({ name, value: of, unit: in_ }, i) =>
      `${i === 0 ? '' : name === 'occupancy' ? ' / ' : ' × '}${print(of, 12)}${in_ === '1' ? '' : ` ${in_}`}`,
  );
  const source = unit === 'tCO2e' ? (term.parts.find((part) => part.name === 'factor')?.source ?? '') : '';
  return { title: ownNames[term.name] ?? { zh: term.name, en: term.name }, formula: formula.join(''), value: print(value), unit, source };
}

/** What stands for several factors: their sum, found under the set it names. */
function sumFactor(gwpSet: string): PinnedFactor {
  return {
    ...{ ref: '', name: { zh: '分项之和', en: 'Sum of the parts' }, source: scope3Method.source, version: '', region: '', year: '' },
    parts: [{ gas: 'CO2e', origin: 'fossil', value: '1', unit: 'tCO2e/tCO2e' }],
    gwpBasis: gwpSet,
    uncertaintyPct: null,
  };
}
