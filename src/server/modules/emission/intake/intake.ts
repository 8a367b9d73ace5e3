import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import { intakeEndpoints as e, importOrder, undoOrder } from '../../../../contract/intake.ts';
import type { Recipe } from '../../../../kernel/emission/intake/recipe.ts';
import { type IntakeContext, recipeFault } from '../../../../kernel/emission/intake/resolve.ts';
import { intakeLimits } from '../../../../kernel/emission/intake/table.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { changeable } from '../../../work/changeable.ts';
import { query } from '../../../work/command.ts';
import { download } from '../../../work/download.ts';
import { defineJob, type JobContext, type JobDefinition, type Json } from '../../../work/jobs.ts';
import { type Call, type MountedRoute, route, runs } from '../../../work/route.ts';
import type { Threads } from '../../../work/threads.ts';
import * as document from '../../document/index.ts';
import type { Shelf } from '../../library/index.ts';
import type { GatheredParts, IntakeAnswer, IntakeTask, Recipes, RecognisedFile } from './answer-intake.ts';
import { intakeUnits, unitSymbols } from './context.ts';
import { monthlyForm } from './form.ts';
import { importFile } from './import-file.ts';
import { previewImport } from './preview-import.ts';
import { pushActivityData } from './push-activity-data.ts';
import { recipeFindings, sheetTwice } from './recipe-findings.ts';
import { listImports, readImport } from './run-view.ts';
import { inlineValues } from './sizes.ts';
import { changeSource, listSources } from './sources.ts';
import { allSources, type Source } from './store/sources.ts';
import { undoImport } from './undo-import.ts';

export type IntakeThreads = Threads<IntakeTask, IntakeAnswer>;

export interface IntakeParts {
  readonly shelf: Shelf;
  readonly files: document.FileStore;
  readonly threads: IntakeThreads;
}

/** The two ways a person's, a job's or the drop folder's work is done. */
type Ask = Pick<Call, 'ask'> & { readonly organizationId: string; readonly caller: string };
export const emptyInput = z.object({});
type File = { readonly fileSha256: string; readonly fileName: string };

/** Units, names and sources against which files are read. */
function readingContext(shelf: Shelf) {
  return query({
    name: 'emission.read-import-context',
    action: 'emission.record',
    input: emptyInput,
    run: async (work) => ({ units: await intakeUnits(work, shelf), sources: await allSources(work.tx, work.actor.organizationId) }),
  });
}

async function bytesOf({ files }: IntakeParts, ask: Ask, { fileSha256 }: File): Promise<Uint8Array> {
  const file = await ask.ask(document.findFile, { sha256: fileSha256 });
  if (file.sizeBytes > intakeLimits.fileBytes)
    throw new Refusal('file_too_large', {
      detail: {
        zh: '整个文件：导入的文件不能超过 20 MB。请拆分后再导入。',
        en: 'The whole file: a file to import may have 20 MB at most. Split it and import the parts.',
      },
    });
  const { body } = await files.fetch(ask.organizationId, fileSha256, false);
  if (Buffer.isBuffer(body)) return body;
  return await buffer(body);
}

async function read(parts: IntakeParts, ask: Ask, file: File, context: IntakeContext, recipes?: Recipes): Promise<IntakeAnswer> {
  const bytes = await bytesOf(parts, ask, file);
  try {
    return await parts.threads.ask(ask.caller, recipes ? { ask: 'gather', bytes, context, recipes } : { ask: 'recognise', bytes, context });
  } catch (error) {
    if (error instanceof Refusal && error.code === 'request_too_large') throw new Refusal('request_too_large', { detail: tooHard });
    throw error;
  }
}

const tooHard = {
  zh: '整个文件：读取超过 10 秒或 256 MB 内存，已停止，没有保存任何内容。请删去多余的工作表和格式，或拆分文件。',
  en: 'The whole file: reading it took more than 10 s or 256 MB and was stopped; nothing was saved. Delete sheets and formats that are not needed, or split the file.',
};

function recognised(answer: IntakeAnswer): RecognisedFile {
  if ('sheets' in answer) return answer;
  throw new TypeError('the thread answered another question');
}

async function recognise(parts: IntakeParts, ask: Ask, file: File) {
  const { units, sources } = await ask.ask(readingContext(parts.shelf), {});
  const symbols = unitSymbols(parts.shelf, units);
  const found = recognised(await read(parts, ask, file, { fileName: file.fileName, units, aliases: [], unitSymbols: symbols }));
  return {
    ...found,
    sheets: found.sheets.map(({ signature, ...sheet }) => {
      return { ...sheet, source: sheet.own ? null : knownSource(sources, sheet.recipe.sheet, signature) };
    }),
    units,
    unitSymbols: symbols,
  };
}

/** The source whose files have a sheet of these columns, with how that sheet was read last: the one of its name, where several have the same columns. */
function knownSource(sources: readonly Source[], sheet: string | null, signature: string) {
  for (const source of sources) {
    if (source.retiredAt !== null) continue;
    const alike = [source, ...source.more].filter((one) => one.signature === signature);
    const found = alike.find((one) => one.recipe.sheet === sheet) ?? alike[0];
    if (!found) continue;
    const asBefore = found.recipe.sheet === sheet;
    return { id: source.id, name: source.name, recipe: { ...found.recipe, sheet }, aliases: source.aliases, asBefore };
  }
  return null;
}

type Sheets = { readonly recipe: Recipe; readonly more: readonly Recipe[] };
type Reading = File & Sheets & { readonly aliases: IntakeContext['aliases']; readonly sourceId: string | null };

/** Everything a file says under its mapping, with the names the source knows already. */
export async function gatherFile(parts: IntakeParts, ask: Ask, reading: Reading): Promise<GatheredParts> {
  const { units, sources } = await ask.ask(readingContext(parts.shelf), {});
  const source = sources.find((one) => one.id === reading.sourceId);
  if (reading.sourceId !== null && !source) throw new Refusal('not_found', { values: { what: 'import_source', id: reading.sourceId } });
  const known = source?.aliases ?? [];
  const context = {
    fileName: reading.fileName,
    units,
    aliases: [...known, ...reading.aliases],
    unitSymbols: unitSymbols(parts.shelf, units),
  };
  const recipes = recipesOf(reading);
  const faults = recipes.flatMap((recipe) => recipeFault(recipe, context) ?? []);
  const findings = [...new Set(faults)].map((fault) => recipeFindings[fault]);
  if (findings.length > 0) throw new Refusal('invalid_input', { findings });
  const found = await read(parts, ask, reading, context, recipes);
  if ('parts' in found) return found;
  throw new TypeError('the thread answered another question');
}

function recipesOf({ recipe, more }: Sheets): Recipes {
  const recipes: Recipes = [recipe, ...more];
  const names = new Set(recipes.map((one) => one.sheet));
  if (names.size < recipes.length || (more.length > 0 && names.has(null))) throw new Refusal('invalid_input', { findings: [sheetTwice] });
  return recipes;
}

/** The names of the columns of each sheet that is imported, in the order of its mappings. */
async function signaturesIn(parts: IntakeParts, ask: Ask, file: File & Sheets): Promise<string[]> {
  const context = { fileName: file.fileName, units: [], aliases: [], unitSymbols: [] };
  const found = recognised(await read(parts, ask, file, context));
  return recipesOf(file).map((one) => (found.sheets.find((sheet) => sheet.name === (one.sheet ?? '')) ?? found.sheets[0])?.signature ?? '');
}

function asking(call: Call): Ask {
  return { ask: call.ask, organizationId: call.actor.organizationId, caller: call.actor.personId };
}

/** Progress is a transaction of its own; told after each unit and year it would cost as much as the values. */
const toldEvery = 2000;

const phases = {
  writing: { zh: '写入数值', en: 'Writing values' },
  keeping: { zh: '写入日志并提交', en: 'Writing the journal and committing' },
} as const;

/** Tells progress by unit and year; a cancelled job throws here, and nothing was written. */
function stepsOf(context: Pick<JobContext<unknown, Json>, 'breathe' | 'progress'>) {
  let told = 0;
  return async (done: number, total: number) => {
    context.breathe();
    if (done < total && done - told < toldEvery) return;
    told = done;
    await context.progress(done, total, done < total ? phases.writing : phases.keeping);
  };
}

/** Undo of large imports: the same command as in the request, with progress, and all or nothing at the end. */
function undoJob({ shelf }: IntakeParts): JobDefinition {
  return defineJob({
    kind: 'intake.undo',
    title: { zh: '撤销导入', en: 'Undo an import' },
    action: 'emission.record',
    input: undoOrder,
    run: async (context) => {
      const run = await context.step(undoImport(shelf, { step: stepsOf(context) }), context.input, 'done');
      return { runId: run.id, ...run.undo };
    },
  });
}

/** Large imports: progress by unit and year, cancel at any of them, and all or nothing at the end. */
function importJob(parts: IntakeParts): JobDefinition {
  return defineJob({
    kind: 'intake.import',
    title: { zh: '导入活动数据', en: 'Import activity data' },
    action: 'emission.record',
    input: importOrder,
    run: async (context) => {
      const ask: Ask = { ask: context.ask, organizationId: context.actor.organizationId, caller: context.actor.personId };
      await context.progress(0, null, { zh: '读取文件', en: 'Reading the file' });
      const gathered = await gatherFile(parts, ask, context.input);
      const signatures = context.input.sourceName ? await signaturesIn(parts, ask, context.input) : [];
      const run = await context.step(
        importFile(parts.shelf, gathered, { channel: 'file', signatures, step: stepsOf(context) }),
        context.input,
        'done',
      );
      return { runId: run.id, ...run.counts };
    },
  });
}

/** Import of files, push by other systems, and what became of them. */
export function openIntake(parts: IntakeParts): { readonly routes: MountedRoute[]; readonly jobs: JobDefinition[] } {
  const { shelf } = parts;
  return {
    jobs: [importJob(parts), undoJob(parts)],
    routes: [
      route(e.recogniseImport, async (call) => changeable(await recognise(parts, asking(call), call.body))),
      route(e.previewImport, async (call) => {
        const gathered = await gatherFile(parts, asking(call), call.body);
        return await call.ask(previewImport(shelf, gathered), call.body);
      }),
      route(e.runImport, async (call) => {
        const gathered = await gatherFile(parts, asking(call), call.body);
        if (gathered.count > inlineValues * 5) throw new Refusal('request_too_large', { detail: forTheBackground });
        const signatures = call.body.sourceName ? await signaturesIn(parts, asking(call), call.body) : [];
        return await call.command(importFile(shelf, gathered, { channel: 'file', signatures }), call.body);
      }),
      route(e.listImports, runs(listImports)),
      route(e.readImport, runs(readImport)),
      route(e.undoImport, runs(undoImport(shelf))),
      route(e.listSources, runs(listSources)),
      route(e.changeSource, runs(changeSource)),
      route(e.fetchTemplate, async (call) => {
        const { bytes: content, ...form } = await call.ask(monthlyForm(shelf), { ...call.params, ...call.query });
        return download(call, { ...form, content });
      }),
      route(e.pushActivityData, runs(pushActivityData(shelf))),
    ],
  };
}

const forTheBackground = {
  zh: `超过 ${inlineValues * 5} 个数值的导入在后台进行：POST /api/v1/jobs，kind 为 intake.import，input 与本请求相同。`,
  en: `Imports of more than ${inlineValues * 5} values run in the background: POST /api/v1/jobs with the kind intake.import and this request's body as input.`,
};
