import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import { largestFileBytes } from '../../../../contract/document.ts';
import { lcaDatabaseEndpoints as e, lcaImportOrder, lcaSampleOrder } from '../../../../contract/lca-databases.ts';
import { lcaMonteCarloMethod } from '../../../../kernel/lca/evaluate-lca-monte-carlo.ts';
import { lcaSolveMethod } from '../../../../kernel/lca/evaluate-lca-solve.ts';
import type { Score } from '../../../../kernel/lca/score-system.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { changeable } from '../../../work/changeable.ts';
import { type Query, query } from '../../../work/command.ts';
import { disposition } from '../../../work/download.ts';
import { defineJob, type JobContext, type JobDefinition, type Json } from '../../../work/jobs.ts';
import type { ModuleDeps } from '../../../work/module.ts';
import { type Call, type MountedRoute, route, runs } from '../../../work/route.ts';
import type { ThreadNote, Threads, Watching } from '../../../work/threads.ts';
import * as document from '../../document/index.ts';
import { readYamlFile, type StoredCalculations } from '../../library/index.ts';
import type { LcaAnswer, LcaFacts, LcaTask, PackedDatabase } from './answer-lca.ts';
import { databaseOf, listDatabases, readDatabase } from './database-view.ts';
import { decideDatabase, retireDatabase } from './decide-database.ts';
import { importDatabase, type Origin } from './import-database.ts';
import { listFlows, listProcesses, readFlow, readProcess } from './read-process.ts';
import { numbersOf, prepareCalculation, prepareMonteCarlo, prepareSolve, readFlowToGas } from './solve-database.ts';
import { documentsOf, packageOf } from './store.ts';
import { productRoutes } from './view-products.ts';

export type LcaThreads = Threads<LcaTask, LcaAnswer>;

export interface DatabaseParts {
  readonly files: document.FileStore;
  readonly quotaBytes: number;
  readonly reading: LcaThreads;
  readonly solving: LcaThreads;
}

type Ask = Pick<Call, 'ask'> & { readonly organizationId: string; readonly caller: string };
const asking = (call: Call): Ask => ({ ask: call.ask, organizationId: call.actor.organizationId, caller: call.actor.personId });

async function bytesOf({ files }: DatabaseParts, { ask, organizationId }: Ask, sha256: string): Promise<Uint8Array> {
  const file = await ask(document.findFile, { sha256 });
  if (file.sizeBytes > largestFileBytes) throw new Refusal('file_too_large', { values: { largestBytes: String(largestFileBytes) } });
  const { body } = await files.fetch(organizationId, sha256, false);
  return Buffer.isBuffer(body) ? body : await buffer(body);
}

const tooHard = {
  zh: '读取超过 120 秒或 3 GB 内存，已停止，没有保存任何内容。请拆分文件后再导入。',
  en: 'Reading took more than 120 s or 3 GB and was stopped; nothing was saved. Split the file and import the parts.',
};

async function told(threads: LcaThreads, caller: string, task: LcaTask, watching?: Watching): Promise<LcaAnswer> {
  try {
    return await threads.ask(caller, task, watching);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'request_too_large') throw new Refusal('request_too_large', { detail: tooHard });
    throw error;
  }
}

const otherAnswer = () => new TypeError('the thread answered another question');

interface Read {
  readonly bytes: Uint8Array;
  readonly name: string;
}

async function packedOf(
  { reading }: Pick<DatabaseParts, 'reading'>,
  caller: string,
  { bytes, name }: Read,
  watching?: Watching,
): Promise<PackedDatabase> {
  const answer = await told(reading, caller, { ask: 'read', bytes, name }, watching);
  if ('packed' in answer) return answer.packed;
  throw otherAnswer();
}

const nameOf = (fileName: string): string => fileName.replace(/\.[^.]+$/, '');

/** Shares of an import's time, in percent of its progress: reading, packing, writing. */
const phases = {
  reading: { from: 0, to: 45, text: { zh: '读取文件', en: 'Reading the file' } },
  packing: { from: 45, to: 60, text: { zh: '整理数据', en: 'Packing the data' } },
  writing: { from: 60, to: 99, text: { zh: '写入数据库', en: 'Writing the database' } },
} as const;
const whole = 100;
const imported = { zh: '已导入', en: 'Imported' };
const isPhase = (of: string): of is keyof typeof phases => of in phases;
const lookEveryMs = 200;

type Running = Pick<JobContext<unknown, Json>, 'actor' | 'breathe' | 'progress' | 'jobId' | 'step'>;

/**
 * Reads in a thread, then writes everything in one transaction: cancelled before the end, nothing is there. The database bears the job's id. Progress is written
 * beside the work, not awaited by it.
 */
async function readAndKeep(
  parts: Pick<DatabaseParts, 'reading'>,
  { actor, breathe, progress, jobId, step }: Running,
  file: Read,
  from: Origin,
  described: z.input<typeof about>,
): Promise<{ databaseId: string }> {
  let last = -1;
  const tell = (of: keyof typeof phases, done: number, total: number): void => {
    const { from: start, to, text } = phases[of];
    const now = Math.round(start + ((to - start) * done) / Math.max(1, total));
    if (now <= last) return;
    last = now;
    void progress(now, whole, text).catch(() => {}); // the next step tells what is wrong
  };
  const given = new AbortController();
  const looking = setInterval(() => {
    try {
      breathe();
    } catch (why) {
      given.abort(why);
    }
  }, lookEveryMs);
  try {
    const heard = ({ of, done, total }: ThreadNote) => void (isPhase(of) && tell(of, done, total));
    const packed = await packedOf(parts, actor.personId, file, { signal: given.signal, heard });
    const told = (done: number, total: number): void => {
      breathe();
      tell('writing', done, total);
    };
    const { id } = await step(importDatabase(packed, from, jobId, told), described, 'done');
    await progress(whole, whole, imported);
    return { databaseId: id };
  } finally {
    clearInterval(looking);
  }
}

function importJob(parts: DatabaseParts): JobDefinition {
  return defineJob({
    kind: 'lca.import',
    title: { zh: '导入生命周期数据库', en: 'Import a life-cycle database' },
    action: 'lca.maintain',
    inWhole: true,
    input: lcaImportOrder,
    run: async (context) => {
      const { fileSha256, fileName, ...described } = context.input;
      const who = { ask: context.ask, organizationId: context.actor.organizationId, caller: context.actor.personId };
      await context.progress(0, whole, phases.reading.text);
      const file = { bytes: await bytesOf(parts, who, fileSha256), name: nameOf(fileName) };
      return await readAndKeep(parts, context, file, { origin: 'import', fileSha256, fileName }, described);
    },
  });
}

const sample = { folder: 'lca/uslci', file: 'uslci-fy20-q4.zip', about: 'uslci.yaml' } as const;
const about = lcaImportOrder.omit({ fileSha256: true, fileName: true });

/** What the product ships (data/lca/uslci): its file, what is said of it, and where it comes from. */
async function sampleOf(referenceFolder: string) {
  const folder = path.join(referenceFolder, sample.folder);
  const described = about.parse(readYamlFile(path.join(folder, sample.about), `${sample.folder}/${sample.about}`).value);
  const bytes = await readFile(path.join(folder, sample.file));
  const from: Origin = { origin: 'shipped', fileSha256: createHash('sha256').update(bytes).digest('hex'), fileName: sample.file };
  return { described, from, file: { bytes, name: described.name } };
}

/** The same, read in a thread. */
export async function readSample(parts: Pick<DatabaseParts, 'reading'>, referenceFolder: string, caller: string) {
  const { described, from, file } = await sampleOf(referenceFolder);
  return { packed: await packedOf(parts, caller, file), described, from };
}

/** The database the product ships, by one click. */
function sampleJob(parts: DatabaseParts, referenceFolder: string): JobDefinition {
  return defineJob({
    kind: 'lca.install_sample',
    title: { zh: '安装示例生命周期数据库（USLCI）', en: 'Install the sample life-cycle database (USLCI)' },
    action: 'lca.maintain',
    inWhole: true,
    input: lcaSampleOrder,
    single: true,
    run: async (context) => {
      await context.progress(0, whole, phases.reading.text);
      const { described, from, file } = await sampleOf(referenceFolder);
      return await readAndKeep(parts, context, file, from, described);
    },
  });
}

async function preview(parts: DatabaseParts, call: Ask, { fileSha256, fileName }: { fileSha256: string; fileName: string }) {
  const bytes = await bytesOf(parts, call, fileSha256);
  const answer = await told(parts.reading, call.caller, { ask: 'preview', bytes, name: nameOf(fileName) });
  if (!('preview' in answer)) throw otherAnswer();
  const { some, findings, ...facts }: LcaFacts = answer.preview;
  return { ...facts, findings: changeable(findings), processes: [...some] };
}

/** What an export needs; a database is exported with the credit it came with. */
const exportParts = query({
  name: 'lca.export-database',
  action: 'lca.read',
  input: z.strictObject({ databaseId: z.uuid(), numbers: z.array(z.int()).nullable() }),
  run: async (work, { databaseId, numbers }) => {
    const row = await databaseOf(work, databaseId);
    const { organizationId } = work.actor;
    const rest = await packageOf(work.tx, organizationId, databaseId, 'rest');
    const documents = await documentsOf(work.tx, organizationId, databaseId, numbers);
    if (!rest || (numbers !== null && documents.processes.length === 0))
      throw new Refusal('not_found', { values: { what: 'lca_process' } });
    const described = { name: row.name, version: row.edition, publisher: row.publisher, licence: row.licence, credit: row.credit };
    return { rest, ...documents, described, at: row.imported_at, no: row.no, origin: row.origin };
  },
});

/** Licence and notice of what the product ships go with every copy of it. */
async function noticesOf(referenceFolder: string): Promise<{ name: string; text: string }[]> {
  const folder = path.join(referenceFolder, sample.folder);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.txt')).sort();
  return await Promise.all(names.map(async (name) => ({ name, text: await readFile(path.join(folder, name), 'utf8') })));
}

async function exported(
  parts: DatabaseParts,
  referenceFolder: string,
  call: Call<{ databaseId: string }, { processes?: string | undefined }>,
): Promise<Uint8Array> {
  const numbers = call.query.processes?.split(',').map(Number) ?? null;
  const { no, origin, ...found } = await call.ask(exportParts, { databaseId: call.params.databaseId, numbers });
  const notices = origin === 'shipped' ? await noticesOf(referenceFolder) : [];
  const answer = await told(parts.solving, call.actor.personId, { ask: 'export', ...found, notices, all: numbers === null });
  if (!('archive' in answer)) throw otherAnswer();
  call.header('content-disposition', disposition('attachment', `lca-${no}${numbers === null ? '' : '-part'}.zip`));
  call.header('x-content-type-options', 'nosniff');
  return Buffer.from(answer.archive);
}

/** A solution with the addresses of its processes. */
function addressed({ impacts, scaling, choices, findings, ...score }: Score, numbers: ReadonlyMap<string, number>) {
  const process = (id: string) => numbers.get(id) ?? 0;
  return {
    ...score,
    units: [...score.units],
    choiceCounts: { ...score.choiceCounts },
    impacts: impacts.map((one) => ({
      ...one,
      processes: one.processes.map(({ processId, ...each }) => ({ ...each, process: process(processId) })),
      flows: [...one.flows],
    })),
    scaling: scaling.map(({ processId, ...one }) => ({ ...one, process: process(processId) })),
    inventory: [...score.inventory],
    choices: choices.map(({ kind, count, text }) => ({ kind, count, text })),
    findings: changeable(findings),
  };
}

/** A calculation over a stored database: the caller's right to read it is asked, the work is the thread's. */
function calculation<Input extends z.ZodType>({ solving }: DatabaseParts, prepare: Query<Input, LcaTask>): StoredCalculations[string] {
  return async ({ ask, actor }, input) => {
    const answer = await solving.ask(actor.personId, await ask(prepare, input));
    if (!('calculated' in answer)) throw otherAnswer();
    return answer.calculated;
  };
}

/** Background databases: import and sample as jobs, approval, search, export, calculation. */
export function openDatabases(
  deps: Pick<ModuleDeps, 'referenceFolder'>,
  parts: DatabaseParts,
): { readonly routes: MountedRoute[]; readonly jobs: JobDefinition[]; readonly calculations: StoredCalculations } {
  const flowToGas = readFlowToGas(deps.referenceFolder);
  const prepare = prepareSolve(flowToGas);
  return {
    calculations: {
      [lcaSolveMethod.id]: calculation(parts, prepareCalculation(flowToGas)),
      [lcaMonteCarloMethod.id]: calculation(parts, prepareMonteCarlo(flowToGas)),
    },
    jobs: [importJob(parts), sampleJob(parts, deps.referenceFolder)],
    routes: [
      route(e.storeLcaFile, (call) => document.takeFile(parts.files, parts.quotaBytes, call, 'dataset')),
      route(e.previewLcaImport, (call) => preview(parts, asking(call), call.body)),
      route(e.listLcaDatabases, runs(listDatabases)),
      route(e.readLcaDatabase, runs(readDatabase)),
      route(e.decideLcaDatabase, runs(decideDatabase)),
      route(e.retireLcaDatabase, runs(retireDatabase)),
      route(e.listLcaProcesses, runs(listProcesses)),
      route(e.readLcaProcess, runs(readProcess)),
      route(e.listLcaFlows, runs(listFlows)),
      route(e.readLcaFlow, runs(readFlow)),
      route(e.exportLcaDatabase, (call) => exported(parts, deps.referenceFolder, call)),
      ...productRoutes((caller, task) => told(parts.solving, caller, task), flowToGas),
      route(e.solveLcaDatabase, async (call) => {
        const { databaseId } = call.params;
        const { task, contentSha256 } = await call.ask(prepare, { databaseId, ...call.body });
        const answer = await told(parts.solving, call.actor.personId, task);
        if (!('solved' in answer)) throw otherAnswer();
        const { solved } = answer;
        const ids = [...solved.scaling, ...solved.impacts.flatMap((one) => one.processes)].map((one) => one.processId);
        const numbers = await call.ask(numbersOf, { databaseId, ids: [...new Set(ids)] });
        return { databaseId, contentSha256, gwpSet: call.body.gwpSet, ...addressed(solved, numbers) };
      }),
    ],
  };
}
