import { type Day, parseDay } from '../../../../kernel/calendar/day.ts';
import { type Decimal, parseDecimal, zero } from '../../../../kernel/quantity/decimal.ts';
import { textIn } from '../../../../kernel/system/content.ts';
import { stateOf } from '../../../../kernel/system/life-cycle.ts';
import type { ReviewFigure, ReviewInput, ReviewInputId, ReviewLine } from '../../../../kernel/system/management-review/inputs.ts';
import type { Register, Tone } from '../../../../kernel/system/register.ts';
import type { Text } from '../../../../kernel/text.ts';
import type { Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { numberOf } from '../registers/content-of.ts';
import type { RecordHead } from '../registers/store.ts';
import { everyRecord } from '../registers/store-lists.ts';

/** What a review's inputs are read from: an entity and everything below it, as of a day, since the review's period began. */
export interface Reading {
  readonly work: Work;
  readonly shelf: Shelf;
  readonly entityId: string;
  readonly review: RecordHead;
  readonly today: Day;
  readonly since: Day | null;
  /** Every record of a register there, also those that have ended. */
  readonly records: (register: string) => Promise<readonly RecordHead[]>;
}

export async function readingFor(work: Work, shelf: Shelf, review: RecordHead, today: Day): Promise<Reading> {
  const places = (await organization.entitiesBelow(work, review.entity_id)).map((one) => one.id);
  const found = new Map<string, readonly RecordHead[]>();
  const records = async (register: string) => {
    const known = found.get(register) ?? (await everyRecord(work.tx, work.actor.organizationId, register, places));
    found.set(register, known);
    return known;
  };
  return { work, shelf, entityId: review.entity_id, review, today, since: parseDay(textIn(review.content.period_from)), records };
}

export const both = (zh: string, en: string): Text => ({ zh, en });

/** A list of a register, filtered. */
export const listOf = (register: string, search = '') => `/system/registers/${register}${search}`;

export const figure = (key: string, zh: string, en: string, value: number | string, more: Partial<ReviewFigure> = {}): ReviewFigure => ({
  ...{ key, label: both(zh, en), value: String(value), unit: '', tone: 'plain', path: null },
  ...more,
});

/** A count that is bad unless it is nil. */
export const wrongCount = (key: string, zh: string, en: string, value: number, path: string | null = null, tone: Tone = 'bad') =>
  figure(key, zh, en, value, { path, tone: value > 0 ? tone : 'good' });

const mostLines = 40;

export function input(
  id: ReviewInputId,
  figures: readonly ReviewFigure[],
  lines: readonly ReviewLine[],
  says: readonly Text[] = [],
): ReviewInput {
  return { input: id, figures, lines: lines.slice(0, mostLines), more: Math.max(0, lines.length - mostLines), says };
}

export const isOpen = (head: RecordHead): boolean => head.stands === 'open' || head.stands === 'drafted';
export const isLate = (head: RecordHead, today: Day): boolean => isOpen(head) && head.due_on !== null && head.due_on < today;
/** Changed in the period, by the day of its last change; without a period everything has. */
export const isRecent = (head: RecordHead, since: Day | null): boolean => since === null || head.changed_at.slice(0, 10) >= since;

/** A record as a line: number, title, its state and what else is said of it. */
export function lineOf({ shelf, today }: Reading, head: RecordHead, words: readonly Text[] = [], tone?: Tone): ReviewLine {
  const register = shelf.frameworks.register(head.register);
  const name = register ? `${numberOf(register, head.no)} ${head.title}` : head.title;
  const late = isLate(head, today);
  const due =
    isOpen(head) && head.due_on ? [both(`期限 ${head.due_on}${late ? '，逾期' : ''}`, `due ${head.due_on}${late ? ', late' : ''}`)] : [];
  return {
    ...{ name: both(name, name), path: `/system/records/${head.id}`, tone: tone ?? (late ? 'bad' : 'plain') },
    words: [...(register ? [stateOf(register, head.state).name] : []), ...words, ...due],
  };
}

/** The name of a choice of a field. */
export function optionName(register: Register | undefined, field: string, head: RecordHead): Text {
  const found = register?.fields.find((one) => one.id === field);
  const option = found?.type === 'choice' ? found.options.find((one) => one.code === head.content[field]) : undefined;
  return option?.name ?? both('', '');
}

export const numberIn = (head: RecordHead, field: string): Decimal | null => parseDecimal(textIn(head.content[field]) ?? '');
export const sumOf = (heads: readonly RecordHead[], field: string): Decimal =>
  heads.reduce<Decimal>((sum, head) => sum.plus(numberIn(head, field) ?? zero), zero);

export const lateFirst = (today: Day) => (a: RecordHead, b: RecordHead) =>
  Number(isLate(b, today)) - Number(isLate(a, today)) || ((a.due_on ?? '9999') < (b.due_on ?? '9999') ? -1 : 1);
