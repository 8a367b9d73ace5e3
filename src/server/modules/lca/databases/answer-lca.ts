import { createHash } from 'node:crypto';
import type { Finding } from '../../../../kernel/finding.ts';
import type { Flow, LcaDatabase, LcaProcess } from '../../../../kernel/lca/dataset.ts';
import { lcaMonteCarloMethod, type MonteCarloRequest } from '../../../../kernel/lca/evaluate-lca-monte-carlo.ts';
import { lcaSolveMethod, type SolveRequest } from '../../../../kernel/lca/evaluate-lca-solve.ts';
import { writeJsonLd } from '../../../../kernel/lca/formats/json-ld-write.ts';
import type { DatabaseFormat } from '../../../../kernel/lca/formats/reading.ts';
import { carveBackground } from '../../../../kernel/lca/model/background-part.ts';
import { type PreparedFootprint, prepareFootprint, type SimulateInput } from '../../../../kernel/lca/model/simulate.ts';
import { type Score, type ScoreOrder, scoreSystem } from '../../../../kernel/lca/score-system.ts';
import { evaluateStoredMonteCarlo, evaluateStoredSolve, type StoredDatabase } from '../../../../kernel/lca/stored-system.ts';
import type { BuildOptions } from '../../../../kernel/lca/system.ts';
import { flag, type SystemTable, tabulate } from '../../../../kernel/lca/system-table.ts';
import { canonical } from '../../../work/leaf.ts';
import type { ThreadNote } from '../../../work/threads.ts';
import { zipOf } from '../../document/index.ts';
import { replyOf } from '../../library/index.ts';
import { flowRows, inPieces, owned, plainText, processRows } from './packed-rows.ts';
import { type RankedProducts, rankProducts, type TracedProduct, type TraceOrder, traceProduct } from './product-answers.ts';
import { packJson, packTable, unpackJson, unpackTable } from './read/package.ts';
import { readLcaFile } from './read/read-database.ts';
import { openReadySystems } from './ready-systems.ts';
import type { LcaCounts } from './tables.ts';

export interface LcaFacts {
  readonly format: DatabaseFormat;
  readonly name: string;
  readonly counts: LcaCounts;
  readonly findings: readonly Finding[];
  readonly contentSha256: string;
  /** Names of some processes, for a person to see what this is. */
  readonly some: readonly string[];
}

/** A database as it is stored. Every array owns its buffer, so that it can be handed over between threads. */
export interface PackedDatabase {
  readonly facts: LcaFacts;
  /** Rows of the two tables in pieces of a megabyte or so, each a JSON list in UTF-8 with documents deflated and in base64 (packed-rows.ts). */
  readonly processes: readonly Uint8Array<ArrayBuffer>[];
  readonly flows: readonly Uint8Array<ArrayBuffer>[];
  readonly table: Uint8Array<ArrayBuffer>;
  readonly rest: Uint8Array<ArrayBuffer>;
}

/** What is stored beside processes and flows. */
export type RestOfDatabase = Omit<LcaDatabase, 'processes' | 'flows'>;

/** A stored system seen by one indicator. */
export interface SystemOrder {
  readonly hash: string;
  readonly table: Uint8Array;
  readonly build: BuildOptions;
  readonly indicator: string;
}

/** A footprint to be drawn, and the databases behind it: which process each of its lines is linked to. */
export interface SampleOrder {
  readonly input: Omit<SimulateInput, 'backgrounds'>;
  readonly databases: readonly {
    readonly id: string;
    readonly hash: string;
    readonly table: Uint8Array;
    readonly build: BuildOptions;
    readonly processOf: ReadonlyMap<string, string>;
  }[];
}

export type LcaTask =
  | { readonly ask: 'preview' | 'read'; readonly bytes: Uint8Array; readonly name: string }
  | { readonly ask: 'solve'; readonly hash: string; readonly table: Uint8Array; readonly build: BuildOptions; readonly score: ScoreOrder }
  | {
      readonly ask: 'calculate';
      readonly table: Uint8Array;
      readonly build: BuildOptions;
      readonly database: StoredDatabase;
      readonly request: SolveRequest;
    }
  | ({ readonly ask: 'sample' } & SampleOrder)
  | {
      readonly ask: 'simulate';
      readonly table: Uint8Array;
      readonly build: BuildOptions;
      readonly database: StoredDatabase;
      readonly request: MonteCarloRequest;
      readonly storedSpreads: boolean;
    }
  | ({ readonly ask: 'rank' } & SystemOrder)
  | ({ readonly ask: 'trace'; readonly trace: TraceOrder } & SystemOrder)
  | {
      readonly ask: 'export';
      readonly rest: Uint8Array;
      readonly flows: readonly Uint8Array[];
      readonly processes: readonly Uint8Array[];
      readonly all: boolean;
      readonly at: string;
      readonly described: Pick<LcaDatabase, 'name' | 'version' | 'publisher' | 'licence' | 'credit'>;
      /** Texts that must stay with every copy. */
      readonly notices: readonly { readonly name: string; readonly text: string }[];
    };

export type LcaAnswer =
  | { readonly preview: LcaFacts }
  | { readonly packed: PackedDatabase }
  | { readonly solved: Score }
  | { readonly sampled: PreparedFootprint }
  | { readonly ranked: RankedProducts }
  | { readonly traced: TracedProduct }
  | { readonly calculated: Uint8Array }
  | { readonly archive: Uint8Array };

/** One task of the thread of life-cycle data: it holds no secret and no connection, and is ended when it takes too much. */
export async function answerLca(task: LcaTask, note: (note: ThreadNote) => void = () => {}): Promise<LcaAnswer> {
  switch (task.ask) {
    case 'preview':
    case 'read': {
      const { database, findings, format } = await readLcaFile(Buffer.from(task.bytes), task.name, note);
      const { table, findings: more } = tabulate([database]);
      const facts = plainText({ format, ...factsOf(database, [...findings, ...more], table) });
      return task.ask === 'preview' ? { preview: facts } : { packed: packed(database, facts, table, note) };
    }
    case 'solve':
      return { solved: solve(task) };
    case 'calculate':
      return { calculated: calculated(task) };
    case 'sample':
      return { sampled: sampled(task) };
    case 'simulate':
      return { calculated: simulated(task) };
    case 'rank': {
      const { system, prepared } = readySystem(task.hash, task.table, task.build);
      return { ranked: rankProducts(system, prepared, task.indicator) };
    }
    case 'trace': {
      const { system, prepared } = readySystem(task.hash, task.table, task.build);
      return { traced: traceProduct(system, prepared, task.indicator, task.trace) };
    }
    case 'export':
      return { archive: exported(task) };
  }
}

const listedFindings = 500;

function factsOf(database: LcaDatabase, findings: readonly Finding[], table: SystemTable): Omit<LcaFacts, 'format'> {
  const lines = database.processes.flatMap((one) => one.exchanges);
  const order = { error: 0, warning: 1, info: 2 };
  return {
    name: database.name,
    counts: {
      processes: database.processes.length,
      flows: database.flows.length,
      exchanges: lines.length,
      uncertain: lines.filter((one) => one.uncertainty).length,
      pedigrees: lines.filter((one) => one.pedigree).length,
      formulas: lines.filter((one) => one.formula !== undefined).length,
      multiOutput: database.processes.filter((_, index) => outputs(table, index) > 1).length,
      indicators: database.methods.reduce((sum, one) => sum + one.indicators.length, 0),
      sources: database.sources.length,
    },
    findings: [...findings].sort((one, other) => order[one.severity] - order[other.severity]).slice(0, listedFindings),
    contentSha256: contentHash(database),
    some: database.processes.slice(0, 20).map((one) => one.name),
  };
}

/** How many products a process makes. */
function outputs(table: SystemTable, process: number): number {
  const made = new Set<number>();
  for (let line = table.starts[process] ?? 0; line < (table.starts[process + 1] ?? 0); line += 1) {
    const [flow, flags] = [table.flow[line] ?? 0, table.flags[line] ?? 0];
    if (table.flows[flow]?.kind === 'product' && (flags & (flag.output | flag.avoided)) === flag.output) made.add(flow);
  }
  return made.size;
}

/** Over the data sets in the order of their ids and fields: the same content has the same hash whatever format it came in and however it was packed. */
function contentHash(database: LcaDatabase): string {
  const hash = createHash('sha256');
  const add = (kind: string, list: readonly { readonly id: string }[]): void => {
    hash.update(`${kind}\n`);
    for (const one of [...list].sort((a, b) => (a.id < b.id ? -1 : 1))) hash.update(`${canonical(one)}\n`);
  };
  add('unit_groups', database.unitGroups);
  add('flow_properties', database.flowProperties);
  add('flows', database.flows);
  add('processes', database.processes);
  add('methods', database.methods);
  add('sources', database.sources);
  add('locations', database.locations);
  for (const one of [...database.parameters].sort((a, b) => (a.name < b.name ? -1 : 1))) hash.update(`${canonical(one)}\n`);
  return hash.digest('hex');
}

function packed(database: LcaDatabase, facts: LcaFacts, table: SystemTable, note: (note: ThreadNote) => void): PackedDatabase {
  const { processes, flows, ...rest } = database;
  const total = processes.length + flows.length;
  return {
    facts,
    table: owned(packTable(table)),
    rest: owned(packJson(rest)),
    processes: inPieces(processRows(database), (done) => note({ of: 'packing', done, total })),
    flows: inPieces(flowRows(database, table), (done) => note({ of: 'packing', done: processes.length + done, total })),
  };
}

/** What this thread may keep of systems made ready. */
const keptBytes = 256 * 1024 * 1024;
const readySystem = openReadySystems(keptBytes);

function solve({ hash, table, build, score }: Extract<LcaTask, { ask: 'solve' }>): Score {
  const { system, prepared } = readySystem(hash, table, build);
  return scoreSystem(system, prepared, score);
}

/** The system of a footprint with the processes behind it, ready to be drawn from. */
function sampled({ input, databases }: SampleOrder): PreparedFootprint {
  const backgrounds = databases.map(({ id, hash, table, build, processOf }) => {
    const { system } = readySystem(hash, table, build);
    const processes = [...new Set(processOf.values())].sort();
    return { id, processOf, part: carveBackground(system, unpackTable(table), processes) };
  });
  return prepareFootprint({ ...input, backgrounds });
}

/** `lca-solve` over a database, as the bytes of its reply. */
function calculated({ table, build, database, request }: Extract<LcaTask, { ask: 'calculate' }>): Uint8Array {
  const evaluation = evaluateStoredSolve(readySystem(database.contentSha256, table, build), request, { database, build });
  return replyOf({ calculation: lcaSolveMethod.id, ...evaluation });
}

/** `lca-monte-carlo` over a database, as the bytes of its reply. */
function simulated({ table, build, database, request, storedSpreads }: Extract<LcaTask, { ask: 'simulate' }>): Uint8Array {
  const drawn = storedSpreads ? unpackTable(table) : null;
  const evaluation = evaluateStoredMonteCarlo(readySystem(database.contentSha256, table, build), request, {
    database,
    build,
    table: drawn,
  });
  return replyOf({ calculation: lcaMonteCarloMethod.id, ...evaluation });
}

function exported(task: Extract<LcaTask, { ask: 'export' }>): Uint8Array {
  const rest = unpackJson<RestOfDatabase>(task.rest);
  const processes = task.processes.map((one) => unpackJson<LcaProcess>(one));
  const database: LcaDatabase = { ...rest, ...task.described, flows: task.flows.map((one) => unpackJson<Flow>(one)), processes };
  const files = writeJsonLd(database, task.all ? undefined : new Set(processes.map((one) => one.id)));
  const { name, version, publisher, licence, credit } = task.described;
  const notice = [`${name} ${version}`, publisher, `Licence: ${licence}`, credit].filter((line) => line.trim() !== '').join('\n');
  const texts = [{ name: 'NOTICE.txt', text: `${notice}\n` }, ...task.notices];
  return zipOf(
    [
      ...texts.map((one) => ({ name: one.name, data: Buffer.from(one.text, 'utf8') })),
      ...files.map(({ path, content }) => ({ name: path, data: Buffer.from(JSON.stringify(content), 'utf8') })),
    ],
    task.at,
  );
}
