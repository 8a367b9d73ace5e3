import type { Sheet } from '../emission/uncertainty/sheet.ts';
import type { Finding } from '../finding.ts';
import type { Convention } from '../method/evaluation.ts';
import { type Decimal, decimal, parseDecimal } from '../quantity/decimal.ts';
import { Refusal } from '../refusal.ts';
import type { Text } from '../text.ts';
import { entryOn, type Rule, type RuleBook, type RuleEntry } from './rule-book.ts';

/** Values of the caller in place of the file's, by rule. */
export type GivenRules = Readonly<Record<string, string | number>> | undefined;

/** Reads rules for one day or year; every rule read stands in the derivation and among the conventions, with source and confidence. */
export interface Rules {
  /** Refused when neither file nor caller has a value. */
  readonly number: (name: string, key?: string) => Decimal;
  /** As `number`, and refused unless above zero: lots and ticks divide. */
  readonly positive: (name: string) => Decimal;
  readonly word: (name: string, key?: string) => string;
  /** Null where there is no such rule. */
  readonly maybeNumber: (name: string, key?: string) => Decimal | null;
  readonly maybeWord: (name: string, key?: string) => string | null;
  readonly conventions: readonly Convention[];
  /** A draft, said once a rule. */
  readonly findings: readonly Finding[];
}

export function openRules(sheet: Sheet, book: RuleBook, key: string, given?: GivenRules): Rules {
  const conventions: Convention[] = [];
  const findings: Finding[] = [];
  const known = new Map<string, string | null>();
  for (const name of Object.keys(given ?? {})) if (!book.rules.has(name)) throw unknownRule(book, name);
  const read = (name: string, at: string): string | null => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const rule = book.rules.get(name);
    const own = given?.[name];
    const entry = own === undefined ? entryOn(rule, at) : null;
    const listed = entry?.value ?? null;
    if (rule && own !== undefined && rule.unit !== '') checkNumber(book, rule, own);
    const value = own !== undefined ? String(own) : typeof listed === 'object' ? (listed?.join(' ') ?? null) : listed;
    known.set(name, value);
    if (rule && value !== null) tell(rule, value, at, entry);
    return value;
  };
  const tell = (rule: Rule, value: string, at: string, entry: RuleEntry | null) => {
    const { name: symbol, title, unit, digits } = rule;
    const told = unit === '' ? value : decimal(value);
    if (entry) {
      const { source, confidence } = entry;
      sheet.lookup({ symbol, title, unit, digits }, {}, told, { table: book.id, column: symbol, keys: [at], source, confidence });
      if (entry.status === 'draft') findings.push(draft(rule, at, entry));
    } else sheet.input({ symbol, title, unit, digits }, {}, told);
    const [source, confidence] = [entry?.source ?? 'input', entry?.confidence ?? 'high'];
    conventions.push({ symbol, at: {}, title, value, unit, from: entry ? 'default' : 'input', source, confidence });
  };
  const must = (name: string, at: string): string => {
    const value = read(name, at);
    if (value === null) throw noRule(book, name, at);
    return value;
  };
  return {
    number: (name, at = key) => decimal(must(name, at)),
    positive: (name) => {
      const value = decimal(must(name, key));
      if (value.isZero()) throw notPossible(book, name, { zh: '须大于零', en: 'must be above zero' });
      return value;
    },
    word: (name, at = key) => must(name, at),
    maybeNumber: (name, at = key) => {
      const value = read(name, at);
      return value === null ? null : decimal(value);
    },
    maybeWord: (name, at = key) => read(name, at),
    conventions,
    findings,
  };
}

function draft(rule: Rule, key: string, { source }: RuleEntry): Finding {
  return {
    code: 'rule_draft',
    severity: 'warning',
    place: { symbol: rule.name },
    text: {
      zh: `“${rule.title.zh}”（${key}）出自征求意见稿，尚未生效，结果仅供测算`,
      en: `“${rule.title.en}” (${key}) is from a consultation draft and not in force; the result is for planning only`,
    },
    cure: {
      zh: '正式文件发布后更新规则文件，或在输入中给出取值',
      en: 'Update the rule file when the final text is out, or give the value as an input',
    },
    source,
  };
}

function refused(code: string, path: string, text: Text, cure: Text): Refusal {
  return new Refusal('invalid_input', { findings: [{ code, severity: 'error', place: { path }, text, cure }] });
}

/** Numbers of the caller: decimals of zero or more. */
function checkNumber(book: RuleBook, rule: Rule, own: string | number): void {
  const value = parseDecimal(own);
  if (value === null || value.isNegative())
    throw notPossible(book, rule.name, { zh: '须为不小于零的数字', en: 'must be a number of zero or more' });
}

function notPossible(book: RuleBook, name: string, what: Text): Refusal {
  const title = book.rules.get(name)?.title ?? { zh: name, en: name };
  const text = { zh: `“${title.zh}”${what.zh}`, en: `“${title.en}” ${what.en}` };
  return refused('rule_not_possible', `/rules/${name}`, text, { zh: `改正 rules.${name}`, en: `Put rules.${name} right` });
}

function noRule(book: RuleBook, name: string, key: string): Refusal {
  const title = book.rules.get(name)?.title ?? { zh: name, en: name };
  return refused(
    'no_rule',
    `/rules/${name}`,
    { zh: `${book.title.zh}：${key} 没有“${title.zh}”的规定`, en: `${book.title.en}: there is no “${title.en}” for ${key}` },
    { zh: `在 rules.${name} 中给出取值`, en: `Give a value as rules.${name}` },
  );
}

function unknownRule(book: RuleBook, name: string): Refusal {
  return refused(
    'unknown_rule',
    `/rules/${name}`,
    { zh: `${book.title.zh} 中没有规则 ${name}`, en: `${book.title.en} has no rule ${name}` },
    { zh: `可用：${[...book.rules.keys()].join('、')}`, en: `There are: ${[...book.rules.keys()].join(', ')}` },
  );
}
