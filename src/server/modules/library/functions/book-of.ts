import type { RuleBook, RuleBooks } from '../../../../kernel/market/rule-book.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { FunctionOutput } from '../kernel-calculation.ts';

/** The rule book, or a refusal that says which file is missing or wrong. */
export function bookOf(books: RuleBooks, id: string): RuleBook {
  const book = books(id);
  if (book) return book;
  const text = { zh: `规则文件 data/markets/${id}.yaml 不存在或有误`, en: `The rule file data/markets/${id}.yaml is missing or wrong` };
  const cure = { zh: '恢复或改正该文件后重新启动', en: 'Restore or correct the file and start again' };
  throw new Refusal('invalid_input', {
    findings: [{ code: 'rule_book_missing', severity: 'error', place: { file: `markets/${id}.yaml` }, text, cure }],
  });
}

/** Figures as the OpenAPI document lists them; `sets` names the index sets of those that have some, `inputs` those that are no outputs. */
export function outputsOf(
  figures: Readonly<Record<string, Omit<FunctionOutput, 'per'>>>,
  sets: Readonly<Record<string, readonly string[]>> = {},
  inputs: readonly string[] = [],
): FunctionOutput[] {
  return Object.values(figures)
    .filter(({ symbol }) => !inputs.includes(symbol))
    .map(({ symbol, title, unit }) => ({ symbol, title, unit, per: sets[symbol] ?? [] }));
}
