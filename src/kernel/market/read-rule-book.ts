import type { Finding } from '../finding.ts';
import { parseDecimal } from '../quantity/decimal.ts';
import type { Text } from '../text.ts';
import type { Rule, RuleBook, RuleEntry } from './rule-book.ts';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is Text => isFields(value) && said(value.zh) && said(value.en) && Object.keys(value).length === 2;
/** An unquoted comma in a flow mapping makes a field of the rest of a text: fields that nobody knows are faults. */
const only = (value: Fields, known: readonly string[]): boolean => Object.keys(value).every((key) => known.includes(key));
const said = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

/**
 * Checks a rule file. What is wrong is told with its path, and the book is then not to be used: a rule that is half read is worse than none. Entries of one rule
 * must not overlap, and each needs source, status and confidence.
 */
export function readRuleBook(value: unknown, id: string): { readonly book: RuleBook | null; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const fault = (path: string, zh: string, en: string) =>
    findings.push({ code: 'rule_file', severity: 'error', place: { file: `markets/${id}.yaml`, path }, text: { zh, en } });
  if (!isFields(value) || !isText(value.title) || (value.key !== 'day' && value.key !== 'year') || !Array.isArray(value.rules)) {
    fault('/', '须有 title、key（day 或 year）和 rules', 'needs title, key (day or year) and rules');
    return { book: null, findings };
  }
  const rules = new Map<string, Rule>();
  const shape = value.key === 'day' ? /^\d{4}-\d{2}-\d{2}$/ : /^\d{4}$/;
  for (const [i, row] of value.rules.entries()) {
    const path = `/rules/${i}`;
    const known = ['rule', 'title', 'unit', 'digits', 'entries'];
    if (!isFields(row) || !said(row.rule) || !isText(row.title) || !Array.isArray(row.entries) || !only(row, known)) {
      fault(path, '须有 rule、title（zh、en）和 entries，不得有其他字段', 'needs rule, title (zh, en) and entries, and nothing unknown');
      continue;
    }
    if (rules.has(row.rule)) fault(path, `${row.rule} 出现两次`, `${row.rule} stands twice`);
    const unit = typeof row.unit === 'string' ? row.unit : '';
    const entries = row.entries.flatMap((one, j) => readEntry(one, unit, shape, (zh, en) => fault(`${path}/entries/${j}`, zh, en)) ?? []);
    if (overlap(entries)) fault(path, '有效期重叠', 'entries overlap');
    rules.set(row.rule, { name: row.rule, title: row.title, unit, digits: typeof row.digits === 'number' ? row.digits : 2, entries });
  }
  if (findings.length > 0) return { book: null, findings };
  return { book: { id, title: value.title, key: value.key, rules }, findings };
}

function readEntry(one: unknown, unit: string, shape: RegExp, fault: (zh: string, en: string) => void): RuleEntry | null {
  if (!isFields(one) || !said(one.from) || !shape.test(one.from)) return bad(fault, '须有 from', 'needs from');
  if (!only(one, ['from', 'to', 'value', 'status', 'source', 'confidence'])) return bad(fault, '有不认识的字段', 'has an unknown field');
  const { from, source, confidence, status } = one;
  const to = one.to ?? null;
  if (to !== null && (!said(to) || !shape.test(to) || to < from)) return bad(fault, 'to 不对', 'to is wrong');
  if (!said(source)) return bad(fault, '须有来源', 'needs a source');
  if (confidence !== 'high' && confidence !== 'medium' && confidence !== 'low') return bad(fault, '须有可信度', 'needs a confidence');
  if (status !== 'final' && status !== 'draft') return bad(fault, '须有状态 final 或 draft', 'needs a status, final or draft');
  const { value } = one;
  const list = Array.isArray(value) && value.every(said) ? value.map(String) : null;
  if (value !== null && list === null && !said(value)) return bad(fault, '值须为带引号的文本', 'the value must be quoted text');
  if (unit !== '' && typeof value === 'string' && parseDecimal(value) === null) return bad(fault, '不是数字', 'not a number');
  return { from, to, value: list ?? (typeof value === 'string' ? value : null), status, source, confidence };
}

function bad(fault: (zh: string, en: string) => void, zh: string, en: string): null {
  fault(zh, en);
  return null;
}

function overlap(entries: readonly RuleEntry[]): boolean {
  const sorted = [...entries].sort((a, b) => (a.from < b.from ? -1 : 1));
  return sorted.some((one, i) => {
    const next = sorted[i + 1];
    return next !== undefined && (one.to === null || next.from <= one.to);
  });
}
