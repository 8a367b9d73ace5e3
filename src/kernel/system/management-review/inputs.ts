import { type Day, daysBetween, parseDay } from '../../calendar/day.ts';
import type { Text } from '../../text.ts';
import { rowsIn, textIn } from '../content.ts';
import type { Content, Tone } from '../register.ts';

/** Inputs of a management review (9.3), in the order in which a meeting goes through them. */
export const reviewInputIds = [
  ...(['earlier_actions', 'context', 'nonconformities', 'monitoring', 'audits', 'compliance', 'targets', 'action_plans'] as const),
  ...(['resources', 'communications', 'opportunities', 'policy', 'maturity'] as const),
] as const;
export type ReviewInputId = (typeof reviewInputIds)[number];

/** A figure of an input: a count or a decimal text, with where the product shows what it counts. */
export interface ReviewFigure {
  readonly key: string;
  readonly label: Text;
  readonly value: string;
  readonly unit: string;
  readonly tone: Tone;
  readonly path: string | null;
}

/** One thing that an input is about. */
export interface ReviewLine {
  readonly name: Text;
  readonly words: readonly Text[];
  readonly tone: Tone;
  readonly path: string | null;
}

export interface ReviewInput {
  readonly input: ReviewInputId;
  readonly figures: readonly ReviewFigure[];
  /** The first of them, what is wrong first; `more` are not listed. */
  readonly lines: readonly ReviewLine[];
  readonly more: number;
  readonly says: readonly Text[];
}

const linesInText = 8;

/** An input in words: what it says, its figures, its first lines. The same input gives the same words. */
export function textOfInput({ figures, lines, more, says }: ReviewInput, language: 'zh' | 'en'): string {
  const [comma, colon, stop, open, close] = language === 'zh' ? ['，', '：', '。', '（', '）'] : ['; ', ': ', '.', ' (', ')'];
  const told = figures.map(({ label, value, unit }) => `${label[language]}${colon}${value}${unit === '' ? '' : ` ${unit}`}`);
  const listed = lines.slice(0, linesInText).map(({ name, words }) => {
    const rest = words.map((one) => one[language]).filter((one) => one !== '');
    return `– ${name[language]}${rest.length > 0 ? `${open}${rest.join(comma)}${close}` : ''}`;
  });
  const left = Math.max(0, lines.length - linesInText) + more;
  return [
    ...says.map((one) => one[language]),
    ...(told.length > 0 ? [`${told.join(comma)}${stop}`] : []),
    ...listed,
    ...(left > 0 ? [language === 'zh' ? `– 另 ${left} 项` : `– and ${left} more`] : []),
  ].join('\n');
}

/** How long things have been open: up to 30 days, up to 90, longer. Days before their day count as none. */
export function ages(
  days: readonly (string | null)[],
  today: Day,
): { readonly month: number; readonly quarter: number; readonly longer: number } {
  const open = days.flatMap((day) => {
    const from = parseDay(day);
    return from === null ? [] : [Math.max(0, daysBetween(from, today))];
  });
  return {
    month: open.filter((one) => one <= 30).length,
    quarter: open.filter((one) => one > 30 && one <= 90).length,
    longer: open.filter((one) => one > 90).length,
  };
}

/** What was computed for an input before, in either language: a content that says just that was written by nobody. */
export type EarlierTexts = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * The rows of a review's inputs, filled with what was computed: contents that somebody wrote or changed stay as they are, and assessments always; inputs that
 * are not there are added in their order. `kept`: inputs whose content is somebody's own.
 */
export function filledInputs(
  rows: readonly Content[],
  computed: readonly ReviewInput[],
  earlier: EarlierTexts,
  language: 'zh' | 'en',
): { readonly rows: readonly Content[]; readonly kept: readonly string[] } {
  const kept: string[] = [];
  const known = new Set<string>(computed.map((one) => one.input));
  const filled = computed.map((one): Content => {
    const row = rows.find((each) => each.input === one.input) ?? { input: one.input };
    const content = textIn(row.content);
    const own = content !== null && !(earlier.get(one.input)?.has(content) ?? false);
    if (own) kept.push(one.input);
    return own ? row : { ...row, content: textOfInput(one, language) };
  });
  const seen = new Set<string>();
  const others = rows.filter((row) => {
    const id = textIn(row.input) ?? '';
    const first = !seen.has(id);
    seen.add(id);
    return !(known.has(id) && first);
  });
  return { rows: [...filled, ...others], kept };
}

/** The text of a decision's mark on the action made of it: `MR-0002/1`. */
export const decisionMark = (reviewNo: string, row: number): string => `${reviewNo}/${row + 1}`;

export const decisionsOf = (content: Content): Content[] => rowsIn(content.decisions);
