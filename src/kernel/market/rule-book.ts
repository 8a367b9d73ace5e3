import type { Text } from '../text.ts';

/** One value of a rule for a stretch of days or years; `to` null: until another rule is made. */
export interface RuleEntry {
  /** `YYYY-MM-DD` or `YYYY`, as the book is keyed; both ends included. */
  readonly from: string;
  readonly to: string | null;
  /** Decimal text, a word, or a list of them; null: there is no such rule in this stretch. */
  readonly value: string | readonly string[] | null;
  /** `final`, or `draft` for a consultation draft. */
  readonly status: 'final' | 'draft';
  readonly source: string;
  readonly confidence: 'high' | 'medium' | 'low';
}

export interface Rule {
  readonly name: string;
  readonly title: Text;
  /** '' for words. */
  readonly unit: string;
  /** Decimals for display. */
  readonly digits: number;
  readonly entries: readonly RuleEntry[];
}

/** A reviewed file of rules: `data/markets/<market>/<book>.yaml`. */
export interface RuleBook {
  /** `<market>/<book>`. */
  readonly id: string;
  readonly title: Text;
  readonly key: 'day' | 'year';
  readonly rules: ReadonlyMap<string, Rule>;
}

export type RuleBooks = (id: string) => RuleBook | undefined;

/** The entry in force on a day (or for a year, as the book is keyed); null when there is none. Text order is calendar order. */
export function entryOn(rule: Rule | undefined, key: string): RuleEntry | null {
  return rule?.entries.find((one) => one.from <= key && (one.to === null || key <= one.to)) ?? null;
}
