import { Decimal, parseDecimal } from '../../quantity/decimal.ts';
import { pedigreeGsdSquared } from '../data-quality.ts';
import type { PlacedSpread, Spread } from '../simulation/spreads.ts';
import type { Amounts } from './amounts.ts';
import type { BackgroundPart } from './background-part.ts';
import type { BuiltModel, Column, ModelPart } from './build.ts';
import { writtenSpread } from './drawn-parameters.ts';
import {
  type FootprintStudy,
  type LineQuality,
  type LineSpread,
  lineKey,
  noSeparate,
  type ResolvedLink,
  type Separate,
  type StudyProcess,
  separateLines,
} from './study.ts';

/**
 * The system a footprint's Monte Carlo draws from: a column for each line, so that one draw counts for all outputs it is divided among; the processes of background
 * databases behind the inputs; and for what follows parameters, its ratio to itself, iteration by iteration.
 */

export const simulatedFigures = ['total', ...separateLines] as const;
export type SimulatedFigure = (typeof simulatedFigures)[number];

/** What is drawn: the amount of a line, what its source is worth, an exchange of a background process, a parameter. */
export const drawnKinds = ['amount', 'factor', 'exchange', 'parameter'] as const;
export type DrawnKind = (typeof drawnKinds)[number];

export interface Drawn {
  readonly key: string;
  readonly name: string;
  readonly of: DrawnKind;
  /** −1 where the matrix has it with the other sign: what a process takes is below zero there. */
  readonly sign: 1 | -1;
}

/** Inputs that rest on one background database. */
export interface Background {
  /** Of the database, for the key of what is drawn. */
  readonly id: string;
  readonly part: BackgroundPart;
  /** By the key of a line or of a co-product: the process it is linked to. */
  readonly processOf: ReadonlyMap<string, string>;
}

export interface DraftInput {
  readonly study: FootprintStudy;
  readonly amounts: Pick<Amounts, 'values'>;
  readonly model: BuiltModel;
  readonly links: ReadonlyMap<string, ResolvedLink>;
  /** Of amounts that follow parameters, by their key. */
  readonly ratios: ReadonlyMap<string, Float64Array>;
  readonly backgrounds: readonly Background[];
}

interface Line {
  readonly name: string;
  readonly path: string;
  readonly quality: LineQuality;
  readonly amount: number;
  /** Of the amount, where it follows parameters. */
  readonly ratio: Float64Array | null;
}

function linesOf({ study, amounts, ratios }: DraftInput): Map<string, Line> {
  const lines = study.processes.flatMap((process, p) => [
    ...process.inputs.map((line, i) => ({ line, path: `/processes/${p}/inputs/${i}/quality`, at: `${process.id}/in/${line.id}`, process })),
    ...process.emissions.map((line, i) => ({
      ...{ line, path: `/processes/${p}/emissions/${i}/quality`, at: `${process.id}/em/${line.id}`, process },
    })),
  ]);
  return new Map(
    lines.map(({ line, path, at, process }): [string, Line] => [
      lineKey(process.id, line.id),
      { name: line.name || line.id, path, quality: line.quality, amount: amounts.values.get(at) ?? 0, ratio: ratios.get(at) ?? null },
    ]),
  );
}

const one = new Decimal(1);
const number = (text: string) => parseDecimal(text)?.toNumber() ?? Number.NaN;
const bothOf = (a: number, b: number) => Math.exp(Math.hypot(Math.log(a), Math.log(b)));

/** Spread of the amount of a line as it stands in the matrix, `scale` times what is written; null where it is certain. */
function spreadOf({ quality }: Line, scale: number): Spread | null {
  const pedigree = quality.pedigree === null ? 1 : pedigreeGsdSquared(quality.pedigree, one).toNumber();
  const given: LineSpread | null = quality.uncertainty ?? null;
  if (given === null) return pedigree > 1 ? { distribution: 'lognormal', gsd2: 1, pedigree } : null;
  return writtenSpread(given, scale, pedigree);
}

type Triplet = readonly [row: number, column: number, value: number];

interface Follower {
  readonly matrix: 'a' | 'b';
  readonly row: number;
  readonly column: number;
  readonly ratio: Float64Array;
}

/** Matrices as triplets, what is drawn of them, and what follows parameters. */
export interface Draft {
  readonly a: Triplet[];
  readonly b: Triplet[];
  readonly c: Triplet[];
  readonly ofA: PlacedSpread[];
  readonly ofB: PlacedSpread[];
  readonly drawn: Map<string, Drawn>;
  readonly followers: Follower[];
  readonly figures: readonly SimulatedFigure[];
  readonly demand: [column: number, amount: number][];
  /** Exchanges of background processes that are drawn, and those taken as certain because their spread does not fit their amount. */
  exchanges: number;
  unfit: number;
  columns: number;
  flows: number;
}

/** A flow of `amount` from a column, worth `values` for one of it; its row. */
function addFlow(draft: Draft, column: number, amount: number, values: Partial<Separate>): number {
  const row = draft.flows;
  draft.flows += 1;
  draft.b.push([row, column, amount]);
  for (const [i, figure] of draft.figures.entries()) {
    const worth = figure === 'total' ? Object.values(values).reduce((sum, value) => sum + value, 0) : (values[figure] ?? 0);
    if (worth !== 0) draft.c.push([i, row, worth]);
  }
  return row;
}

export const entryKey = (matrix: 'a' | 'b', row: number, column: number) => `${matrix} ${row} ${column}`;

function follow(draft: Draft, matrix: 'a' | 'b', row: number, column: number, ratio: Float64Array | null | undefined): void {
  if (ratio) draft.followers.push({ matrix, row, column, ratio });
}

/** The column of one line: the outputs take their shares of it, and it takes what the line says. */
function addLine(draft: Draft, column: number, line: Line, parts: readonly ModelPart[]): void {
  const [first] = parts;
  if (!first) return;
  draft.a.push([column, column, 1]);
  for (const part of parts) draft.a.push([column, part.column, -part.share]);
  const spread = spreadOf(line, line.amount === 0 ? 0 : first.whole / line.amount);
  const told: Drawn = { key: first.key, name: line.name, of: 'amount', sign: first.whole * line.amount < 0 ? -1 : 1 };
  if (first.kind === 'input') {
    draft.a.push([first.row, column, first.whole]);
    follow(draft, 'a', first.row, column, line.ratio);
    if (!spread || first.whole === 0) return;
    draft.ofA.push({ row: first.row, column, spread, path: line.path });
    draft.drawn.set(entryKey('a', first.row, column), told);
    return;
  }
  const row = addFlow(draft, column, first.whole, { [first.line]: 1 });
  follow(draft, 'b', row, column, first.line === 'removal' ? line.ratio?.map(Math.abs) : line.ratio);
  const factor = line.quality.factorGsd2 ? number(line.quality.factorGsd2) : 1;
  const all = spread ?? (factor > 1 ? ({ distribution: 'lognormal', gsd2: 1 } as const) : null);
  if (!all || first.whole === 0) return;
  draft.ofB.push({ row, column, spread: { ...all, pedigree: bothOf(all.pedigree ?? 1, factor) }, path: line.path });
  draft.drawn.set(entryKey('b', row, column), told);
}

/** Row of the product that a line or co-product takes from a database, where that is in the system. */
type Taken = (key: string) => number | null;

/** The processes of the databases, and the exchanges that are drawn there. */
function addBackgrounds(draft: Draft, backgrounds: readonly Background[]): Taken {
  const rows = new Map<string, number>();
  for (const { id, part, processOf } of backgrounds) {
    const offset = draft.columns;
    draft.columns += part.columns;
    for (const [row, column, value] of part.a) draft.a.push([offset + row, offset + column, value]);
    const flowRows = part.flows.map((values) => {
      const row = draft.flows;
      draft.flows += 1;
      for (const [i, figure] of draft.figures.entries()) {
        const worth = figure === 'total' ? Object.values(values).reduce((sum, value) => sum + value, 0) : values[figure];
        if (worth !== 0) draft.c.push([i, row, worth]);
      }
      return row;
    });
    for (const [row, column, value] of part.b) draft.b.push([flowRows[row] ?? 0, offset + column, value]);
    for (const one of part.exchanges) {
      const [row, column] = [one.matrix === 'a' ? offset + one.row : (flowRows[one.row] ?? 0), offset + one.column];
      draft[one.matrix === 'a' ? 'ofA' : 'ofB'].push({ row, column, spread: one.spread, path: '/processes' });
      draft.drawn.set(entryKey(one.matrix, row, column), { key: `${id}/${one.key}`, name: one.name, of: 'exchange', sign: one.sign });
    }
    draft.exchanges += part.exchanges.length;
    draft.unfit += part.unfit;
    for (const [key, process] of processOf) {
      const column = part.columnOf.get(process);
      if (column !== undefined) rows.set(key, offset + column);
    }
  }
  return (key) => rows.get(key) ?? null;
}

/** What the columns of sources and of what co-products replace emit, or take from a database. */
function addSources(draft: Draft, { study, model, links, ratios }: DraftInput, lines: ReadonlyMap<string, Line>, taken: Taken): void {
  for (const [column, one] of model.columns.entries()) {
    const process = study.processes[one.process];
    if (!process) continue;
    if (one.kind === 'output') {
      addOutput(draft, column, one, { process, links, ratios, emissions: model.emissions[column] ?? noSeparate, taken });
      continue;
    }
    const key = lineKey(process.id, process.inputs[one.input]?.id ?? '');
    const [line, worth] = [lines.get(key), links.get(key)];
    if (!line || !worth) continue;
    const row = taken(key);
    const of = row === null ? 'b' : 'a';
    if (row !== null) draft.a.push([row, column, -1]);
    const at = row ?? addFlow(draft, column, 1, worth.values);
    const gsd2 = line.quality.factorGsd2 ? number(line.quality.factorGsd2) : 1;
    if (!(gsd2 > 1)) continue;
    draft[of === 'a' ? 'ofA' : 'ofB'].push({ row: at, column, spread: { distribution: 'lognormal', gsd2 }, path: line.path });
    draft.drawn.set(entryKey(of, at, column), { key, name: line.name, of: 'factor', sign: of === 'a' ? -1 : 1 });
  }
}

interface OfOutput {
  readonly process: StudyProcess;
  readonly links: DraftInput['links'];
  readonly ratios: DraftInput['ratios'];
  readonly emissions: Separate;
  readonly taken: Taken;
}

/** How much an output makes follows its parameters; a co-product of a substitution carries what it replaces, as much as it makes. */
function addOutput(draft: Draft, column: number, one: Extract<Column, { kind: 'output' }>, of: OfOutput): void {
  const { process, ratios, emissions } = of;
  const output = process.outputs[one.output];
  const ratio = ratios.get(`${process.id}/out/${output?.id ?? ''}`);
  follow(draft, 'a', column, column, ratio);
  if (process.allocation !== 'substitution' || one.output === 0 || !output) return;
  // The main product's column makes it too.
  follow(draft, 'a', column, column - one.output, ratio);
  const key = lineKey(process.id, output.id);
  const row = of.taken(key);
  const worth = of.links.get(key)?.values ?? noSeparate;
  const line = separateLines.find((each) => worth[each] !== 0);
  if (row === null || line === undefined) follow(draft, 'b', addFlow(draft, column, 1, emissions), column, ratio);
  else {
    draft.a.push([row, column, -(emissions[line] / worth[line])]);
    follow(draft, 'a', row, column, ratio);
  }
}

/** Whether what an output weighs follows its amount: a mass or energy that is given for the whole does not. */
function weightFollows({ allocation }: StudyProcess, output: StudyProcess['outputs'][number]): boolean {
  if (allocation === 'economic') return true;
  if (allocation === 'mass') return output.mass === null;
  return allocation !== 'none' && allocation !== 'substitution' && output.energy === null;
}

/** Shares of outputs whose amounts follow parameters: `sᵢ·rᵢ / Σ sₖ·rₖ`, since every rule divides by weights. By column of the model. */
function sharesFollowing({ study, model, ratios }: DraftInput): ReadonlyMap<number, Float64Array> {
  const found = new Map<number, Float64Array>();
  for (const [p, process] of study.processes.entries()) {
    const own = [...model.columns.entries()].flatMap(([column, one]) => {
      const output = one.kind === 'output' && one.process === p ? process.outputs[one.output] : undefined;
      if (one.kind !== 'output' || !output) return [];
      const ratio = weightFollows(process, output) ? (ratios.get(`${process.id}/out/${output.id}`) ?? null) : null;
      return [{ column, share: one.share, ratio }];
    });
    const length = own.find((one) => one.ratio)?.ratio?.length;
    if (own.length < 2 || length === undefined) continue;
    const whole = Float64Array.from({ length }, (_, i) => own.reduce((sum, { share, ratio }) => sum + share * (ratio?.[i] ?? 1), 0));
    for (const { column, ratio } of own)
      found.set(
        column,
        whole.map((sum, i) => (ratio?.[i] ?? 1) / sum),
      );
  }
  return found;
}

/** A demand that follows parameters has a column of its own; the others stand in the demand itself. */
function addDemand(draft: Draft, { study, model, ratios }: DraftInput): void {
  const followed = study.demand.map((_, i) => ratios.get(`demand/${i}`));
  if (!followed.some(Boolean)) {
    for (const [column, amount] of model.demand.entries()) if (amount !== 0) draft.demand.push([column, amount]);
    return;
  }
  for (const { index, column, amount } of model.demanded) {
    const own = draft.columns;
    draft.columns += 1;
    draft.a.push([own, own, 1], [column, own, -amount]);
    draft.demand.push([own, 1]);
    follow(draft, 'a', column, own, followed[index]);
  }
}

export function draftSystem(input: DraftInput, figures: readonly SimulatedFigure[]): Draft {
  const { model } = input;
  const lines = linesOf(input);
  const byKey = new Map<string, ModelPart[]>();
  for (const part of model.parts) byKey.set(part.key, [...(byKey.get(part.key) ?? []), part]);
  const draft: Draft = {
    ...{ a: [...model.fixed], b: [], c: [], ofA: [], ofB: [], drawn: new Map(), followers: [], figures, demand: [] },
    ...{ exchanges: 0, unfit: 0, columns: model.columns.length, flows: 0 },
  };
  const shares = sharesFollowing(input);
  for (const [key, parts] of byKey) {
    const line = lines.get(key);
    const column = draft.columns;
    draft.columns += 1;
    if (!line) continue;
    addLine(draft, column, line, parts);
    for (const part of parts) follow(draft, 'a', column, part.column, shares.get(part.column));
  }
  addDemand(draft, input);
  addSources(draft, input, lines, addBackgrounds(draft, input.backgrounds));
  return draft;
}
