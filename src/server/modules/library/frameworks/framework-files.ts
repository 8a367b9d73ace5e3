import { z } from 'zod';
import type { GateLook, ProposalAsk, ProposalRule } from '../../../../kernel/maturity/propose.ts';
import type { MaturityScheme } from '../../../../kernel/maturity/score.ts';
import { parseDecimal } from '../../../../kernel/quantity/decimal.ts';
import { type Clause, type ClauseModule, clauseModules, type Fact, type Rest } from '../../../../kernel/system/clause.ts';
import type { Field, LifeCycle, Register } from '../../../../kernel/system/register.ts';
import type { Text } from '../../../../kernel/text.ts';

/** The shapes of `data/frameworks/*.yaml`, and how they become what the kernel works with. */

const text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const code = z.string().regex(/^[a-z][a-z0-9_]*$/);
const optionCode = z.string().regex(/^[a-z0-9][a-z0-9_]*$/);
const tone = z.enum(['plain', 'good', 'watch', 'bad']).default('plain');
const clauseId = z.string().regex(/^(([4-9]|10)(\.\d+)*|[A-D]\.\d+)$/);
const keeper = z.enum(['edit', 'approve', 'audit', 'direct']);

// ── Life cycles ──
const state = z.strictObject({
  code,
  stands: z.enum(['drafted', 'open', 'in_force', 'done', 'ended']),
  editable: z.boolean().default(false),
  revises_to: code.nullable().default(null),
  name: text,
});
const move = z.strictObject({
  code,
  from: z.array(code).min(1),
  to: code,
  right: z.enum([...keeper.options, 'keeper']),
  by_another: z.boolean().default(false),
  not_by: z.array(code).default([]),
  apart: z.array(code).default([]),
  needs: z.array(code).default([]),
  needs_reason: z.boolean().default(false),
  needs_evidence: z.boolean().default(false),
  approves: z.boolean().default(false),
  name: text,
});
const cycle = z.strictObject({ id: code, name: text, first: code, states: z.array(state).min(2), moves: z.array(move).min(1) });
export const cycleFile = z.strictObject({ cycles: z.array(cycle).min(1) });

/** Moves whose right is the register's own keep the word `keeper` until the register says whose that is. */
export type CycleOfFile = z.output<typeof cycle>;
export const cyclesFrom = (data: z.output<typeof cycleFile>): CycleOfFile[] => data.cycles;

function cycleFor(given: CycleOfFile, owner: z.output<typeof keeper>): LifeCycle {
  return {
    ...{ id: given.id, name: given.name, first: given.first },
    states: given.states.map(({ revises_to: revisesTo, ...one }) => ({ ...one, revisesTo })),
    moves: given.moves.map((one) => ({
      ...{ code: one.code, name: one.name, from: one.from, to: one.to, approves: one.approves, needs: one.needs },
      right: one.right === 'keeper' ? owner : one.right,
      ...{
        byAnother: one.by_another,
        notBy: one.not_by,
        apart: one.apart,
        needsReason: one.needs_reason,
        needsEvidence: one.needs_evidence,
      },
    })),
  };
}

// ── Registers ──
const base = {
  id: code,
  name: text,
  hint: text.nullable().default(null),
  required: z.boolean().default(false),
  kept: z.boolean().default(false),
};
/** Registers a field may name; `any` stands for all there are, and is written out once they are read (`withAnyNamed`). */
const recordsOf = z.union([z.literal('any').transform(() => ['any']), z.array(code).min(1)]);
const flat = [
  z.strictObject({ ...base, type: z.literal('text'), long: z.boolean().default(false) }),
  z.strictObject({
    ...base,
    type: z.literal('choice'),
    many: z.boolean().default(false),
    options: z.array(z.strictObject({ code: optionCode, name: text, tone, clauses: z.array(clauseId).default([]) })).min(2),
  }),
  z.strictObject({
    ...base,
    type: z.literal('number'),
    unit: z.string().default(''),
    min: z.string().nullable().default(null),
    max: z.string().nullable().default(null),
    whole: z.boolean().default(false),
  }),
  z.strictObject({ ...base, type: z.literal('day') }),
  z.strictObject({ ...base, type: z.literal('flag') }),
  z.strictObject({ ...base, type: z.literal('person'), many: z.boolean().default(false) }),
  z.strictObject({ ...base, type: z.literal('entity'), many: z.boolean().default(false) }),
  z.strictObject({ ...base, type: z.literal('record'), many: z.boolean().default(false), of: recordsOf }),
  z.strictObject({ ...base, type: z.literal('clause'), many: z.literal(true).default(true) }),
] as const;
const field = z.discriminatedUnion('type', [
  ...flat,
  z.strictObject({ ...base, type: z.literal('rows'), columns: z.array(z.discriminatedUnion('type', [...flat])).min(1) }),
  z.strictObject({
    ...base,
    type: z.literal('score'),
    of: z.array(code).min(2),
    bands: z.array(z.strictObject({ from: z.int(), code: optionCode, name: text, tone })).min(1),
  }),
]);
export const registerFile = z.strictObject({
  register: code,
  name: text,
  one: text,
  hint: text,
  clauses: z.array(z.string().regex(/^(([4-9]|10)(\.\d+)*|[A-D]\.\d+|\*\.\d+)$/)).min(1),
  prefix: z.string().regex(/^[A-Z]{1,4}$/),
  cycle: code,
  keeper: keeper.default('edit'),
  review_months: z.int().min(1).max(120).nullable().default(null),
  title: code,
  owner: code.nullable().default(null),
  due: code.nullable().default(null),
  own_clauses: code.nullable().default(null),
  formula: code.nullable().default(null),
  hold: code.nullable().default(null),
  columns: z.array(code).default([]),
  facts: z.array(code).default([]),
  fields: z.array(field).min(1),
});

/** Null when its life cycle is not there. */
export function registerFrom(data: z.output<typeof registerFile>, cycles: readonly CycleOfFile[]): Register | null {
  const of = cycles.find((one) => one.id === data.cycle);
  if (!of) return null;
  return {
    ...{ id: data.register, name: data.name, one: data.one, hint: data.hint, clauses: data.clauses, prefix: data.prefix },
    cycle: cycleFor(of, data.keeper),
    ...{ reviewMonths: data.review_months, keeper: data.keeper, columns: data.columns, fields: data.fields satisfies Field[] },
    facts: data.facts,
    roles: { title: data.title, owner: data.owner, due: data.due, clauses: data.own_clauses, formula: data.formula, hold: data.hold },
  };
}

/** A register whose fields that name records of any register say which there are. */
export function withAnyNamed(register: Register, all: readonly string[]): Register {
  const named = <T extends Field>(one: T): T => (one.type === 'record' && one.of.includes('any') ? { ...one, of: all } : one);
  return {
    ...register,
    fields: register.fields.map((one) => (one.type === 'rows' ? { ...one, columns: one.columns.map(named) } : named(one))),
  };
}

// ── Clauses and facts ──
const restedOn = [
  z.strictObject({ register: code, under: clauseId.nullable().default(null), needed: z.boolean().default(true) }),
  z.strictObject({ fact: code, needed: z.boolean().default(true), tells: z.boolean().default(true) }),
] as const;
const rest = z.union([...restedOn, z.strictObject({ either: z.array(z.union([...restedOn])).min(2) })]);
const source = z.strictObject({ document: z.string(), confidence: z.enum(['high', 'medium', 'low']), note: z.string() });
export const clauseFile = z.strictObject({
  source,
  clauses: z.array(z.strictObject({ id: clauseId, title: text, asks: text, rests_on: z.array(rest).min(1) })).min(1),
});

export function clausesFrom(data: z.output<typeof clauseFile>): Clause[] {
  return data.clauses.map((one) => ({
    ...{ id: one.id, title: one.title, asks: one.asks, module: moduleOf(one.id) },
    rests: one.rests_on.flatMap((each, index) =>
      'either' in each ? each.either.map((part) => restFrom(part, index)) : [restFrom(each, null)],
    ),
  }));
}

function restFrom(given: z.output<(typeof restedOn)[number]>, either: number | null): Rest {
  return 'register' in given
    ? { type: 'register', id: given.register, needed: given.needed, under: given.under, either }
    : { type: 'fact', id: given.fact, needed: given.needed, tells: given.tells, under: null, either };
}

function moduleOf(id: string): ClauseModule {
  return clauseModules.find((one) => id.startsWith(`${one}.`)) ?? 'general';
}

/** What an auditor asks under each clause. */
export const questionFile = z.strictObject({
  source,
  clauses: z.array(z.strictObject({ clause: clauseId, ask: z.array(text).min(2) })).min(1),
});
export const questionsFrom = (data: z.output<typeof questionFile>): ReadonlyMap<string, readonly Text[]> =>
  new Map(data.clauses.map((one) => [one.clause, one.ask]));

export const factFile = z.strictObject({
  facts: z
    .array(z.strictObject({ id: code, name: text, says: text, clauses: z.array(clauseId).min(1), current_for_days: z.int().min(1) }))
    .min(1),
});
export const factsFrom = (data: z.output<typeof factFile>): Fact[] =>
  data.facts.map(({ current_for_days: currentForDays, ...one }) => ({ ...one, currentForDays }));

// ── Maturity ──
const number = z.string().transform((value, context) => {
  const read = parseDecimal(value);
  if (read !== null) return read;
  context.addIssue({ code: 'custom', message: 'not a decimal number' });
  return z.NEVER;
});
export const maturityFile = z.strictObject({
  scheme: z.string(),
  title: text,
  source,
  scale: number,
  told: z.enum(['percent', 'scale']),
  without_evidence: number,
  staged: z.boolean(),
  steps: z.array(z.strictObject({ score: z.int(), name: text })).min(2),
  dimensions: z.array(z.strictObject({ id: z.enum(clauseModules), name: text, weight: number })).min(1),
  levels: z.array(z.strictObject({ level: z.int(), min: number, name: text })).min(1),
  gates: z.array(
    z.strictObject({
      ...{ id: code, caps: z.int(), name: text, opens: text },
      looks: z.union([
        z.strictObject({ register: code, field: code, is: z.array(optionCode).min(1) }),
        z.strictObject({ fact: code, stands: z.enum(['refuted', 'unless_current']) }),
      ]),
    }),
  ),
});

/** Where a gate of the scheme is looked for, and what opens it. */
export interface Gate {
  readonly id: string;
  readonly opens: Text;
  readonly looks: GateLook;
}

/** The scheme of maturity with the words of an item's scores. */
export interface MaturityFramework {
  readonly scheme: MaturityScheme;
  readonly steps: readonly { readonly score: number; readonly name: Text }[];
  readonly gates: readonly Gate[];
}

export function maturityFrom(data: z.output<typeof maturityFile>): MaturityFramework {
  const { scheme, source: from, without_evidence: withoutEvidence, steps, gates, ...rest } = data;
  return {
    steps,
    scheme: { ...rest, id: scheme, source: from.document, withoutEvidence, gates: gates.map(({ id, caps, name }) => ({ id, caps, name })) },
    gates: gates.map(({ id, opens, looks }) => ({
      ...{ id, opens },
      looks: 'fact' in looks ? { type: 'fact', id: looks.fact, stands: looks.stands } : { type: 'records', ...looks },
    })),
  };
}

// ── Proposals of scores ──
const asks = z.union([
  z.strictObject({ there: z.literal(true) }).transform((): ProposalAsk => ({ type: 'there' })),
  z.strictObject({ needed: z.literal(true) }).transform((): ProposalAsk => ({ type: 'needed' })),
  z.strictObject({ assessor: z.literal(true) }).transform((): ProposalAsk => ({ type: 'assessor' })),
  z.strictObject({ fresh: z.int().min(1) }).transform((one): ProposalAsk => ({ type: 'fresh', months: one.fresh })),
  z.strictObject({ points: z.enum(['major', 'any']) }).transform((one): ProposalAsk => ({ type: 'points', worst: one.points })),
  z
    .strictObject({ register: code, under: clauseId, months: z.int().min(1) })
    .transform(({ register: id, ...one }): ProposalAsk => ({ type: 'register', id, ...one })),
  z
    .strictObject({ fact: code, unless_unknown: z.boolean().default(false) })
    .transform((one): ProposalAsk => ({ type: 'fact', id: one.fact, unlessUnknown: one.unless_unknown })),
  z
    .strictObject({ earlier: z.strictObject({ assessments: z.int().min(1), score: z.int().min(1) }) })
    .transform((one): ProposalAsk => ({ type: 'earlier', ...one.earlier })),
  z
    .strictObject({ rising: z.strictObject({ assessments: z.int().min(2) }) })
    .transform((one): ProposalAsk => ({ type: 'rising', ...one.rising })),
]);
const pattern = z.string().regex(/^(\*|(general|[A-D])\.\*|\*\.\d+|([4-9]|10)(\.\d+)*|[A-D]\.\d+)$/);
export const proposalFile = z.strictObject({
  rules: z
    .array(
      z.strictObject({
        ...{ id: code, score: z.int().min(1), clauses: z.array(pattern).min(1) },
        ...{ name: text, ask: asks },
      }),
    )
    .min(1),
});
export const proposalsFrom = (data: z.output<typeof proposalFile>): ProposalRule[] => data.rules;
