import type { Text } from '../../text.ts';
import type { Clause } from '../clause.ts';
import { moduleApplies } from '../clause-status.ts';
import { textIn, textsIn } from '../content.ts';
import type { Content } from '../register.ts';

/** Something the records or live data say of a clause, where an auditor looks first. `source` stays the same while it is the same thing: `NC-0003`. */
export interface DuePoint {
  readonly clause: string;
  readonly source: string;
  readonly text: Text;
}

/**
 * The clauses of the framework that an audit's scope means: a clause stands for itself, a chapter (`9`, `A`) for all below it, a subclause for the clause it
 * is part of; nothing named stands for the whole system. Clauses of annexes that do not apply are left out. In the framework's order.
 */
export function clausesInScope(named: readonly string[], clauses: readonly Clause[], annexes: readonly string[] | null): Clause[] {
  const means = (name: string, id: string): boolean => id === name || id.startsWith(`${name}.`) || name.startsWith(`${id}.`);
  return clauses.filter((one) => moduleApplies(one.module, annexes) && (named.length === 0 || named.some((name) => means(name, one.id))));
}

export const isFilledRow = (row: Content): boolean => textIn(row.verdict) !== null || textIn(row.finding) !== null;

export interface Drawing {
  readonly scope: readonly Clause[];
  readonly questions: (clauseId: string) => readonly Text[];
  readonly due: readonly DuePoint[];
  /** The checklist as it stands. */
  readonly rows: readonly Content[];
  readonly language: 'zh' | 'en';
  /** No more rows than a table takes. */
  readonly most: number;
}

export interface Drawn {
  readonly rows: readonly Content[];
  readonly added: number;
  /** Drawn before, filled by nobody, and asked no more: what was due is settled, or the scope is smaller. */
  readonly dropped: number;
}

/**
 * The checklist of an audit (9.2), by clause: what is due first, then the questions, then rows that people wrote themselves. Drawing again adds what is new and
 * keeps what is filled or written by hand; rows that nobody filled are drawn anew.
 */
export function drawChecklist({ scope, questions, due, rows, language, most }: Drawing): Drawn {
  const before = new Map(rows.flatMap((row) => (textIn(row.drawn) === null ? [] : [[textIn(row.drawn), row] as const])));
  const fresh = scope.flatMap(({ id }) => [
    ...due.filter((one) => one.clause === id).map((one) => rowOf(id, `${id} ${one.source}`, one.text[language])),
    ...questions(id).map((one, index) => rowOf(id, `${id}/${index + 1}`, one[language])),
  ]);
  const asked = new Set(fresh.map((row) => textIn(row.drawn)));
  const drawn = fresh.map((row) => {
    const old = before.get(textIn(row.drawn));
    return old && isFilledRow(old) ? old : row;
  });
  const kept = rows.filter((row) => !asked.has(textIn(row.drawn)) && (textIn(row.drawn) === null || isFilledRow(row)));
  const place = new Map(scope.map(({ id }, index) => [id, index]));
  const placeOf = (row: Content): number => place.get(textsIn(row.clause)[0] ?? '') ?? scope.length;
  const room = Math.max(0, most - kept.length - drawn.filter(isFilledRow).length);
  let left = room;
  const fitting = drawn.filter((row) => isFilledRow(row) || left-- > 0);
  const all = [...fitting, ...kept]
    .map((row, index) => ({ row, index }))
    .sort((a, b) => placeOf(a.row) - placeOf(b.row) || a.index - b.index);
  return {
    rows: all.map((one) => one.row),
    added: fitting.filter((row) => !before.has(textIn(row.drawn))).length,
    dropped: rows.length - kept.length - fitting.filter((row) => before.has(textIn(row.drawn))).length,
  };
}

const rowOf = (clause: string, drawn: string, question: string): Content => ({ clause: [clause], drawn, question: cut(question) });

const longest = 500;
const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);

export interface ClauseCoverage {
  readonly clause: string;
  readonly rows: number;
  /** Rows with a verdict other than "not looked at". */
  readonly answered: number;
  readonly conforming: number;
  readonly observations: number;
  readonly nonconforming: number;
}

/** How far the checklist of an audit is filled, by clause of its scope. */
export function checklistCoverage(scope: readonly Pick<Clause, 'id'>[], rows: readonly Content[]): ClauseCoverage[] {
  return scope.map(({ id }) => {
    const own = rows.filter((row) => textsIn(row.clause).includes(id));
    const count = (verdict: string) => own.filter((row) => row.verdict === verdict).length;
    const [conforming, observations, nonconforming] = [count('conforms'), count('observation'), count('nonconforming')];
    return { clause: id, rows: own.length, answered: conforming + observations + nonconforming, conforming, observations, nonconforming };
  });
}

/** The clauses that an audit looked at: those of rows with a verdict; of an audit without a checklist, those it names. */
export function auditedClauses(rows: readonly Content[], scope: readonly Pick<Clause, 'id'>[]): string[] {
  if (rows.length === 0) return scope.map((one) => one.id);
  return checklistCoverage(scope, rows).flatMap((one) => (one.answered > 0 ? [one.clause] : []));
}
