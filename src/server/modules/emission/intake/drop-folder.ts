import { createReadStream } from 'node:fs';
import { mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { plainName } from '../../../../kernel/emission/intake/table.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { Text } from '../../../../kernel/text.ts';
import { type Actor, systemActor } from '../../../work/actor.ts';
import { query } from '../../../work/command.ts';
import type { ModuleDeps } from '../../../work/module.ts';
import { runCommand, runQuery } from '../../../work/run.ts';
import * as document from '../../document/index.ts';
import { importFile } from './import-file.ts';
import { emptyInput, gatherFile, type IntakeParts } from './intake.ts';
import { previewImport } from './preview-import.ts';
import { allSources, type Source } from './store/sources.ts';

export interface DropOptions {
  readonly folder: string;
  readonly everySeconds: number;
  readonly quotaBytes: number;
}

/** What stands in the report beside a file that was dealt with. */
interface Report {
  readonly file: string;
  readonly source: string;
  readonly outcome: 'imported' | 'unchanged' | 'refused';
  readonly at: string;
  readonly runId?: string;
  readonly counts?: object;
  readonly text: Text;
  readonly findings: readonly Finding[];
}

const folders = { working: 'working', done: 'done', refused: 'refused' } as const;
const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const findSources = query({
  name: 'emission.find-import-sources',
  action: 'emission.read',
  input: emptyInput,
  run: async (work) => await allSources(work.tx, work.actor.organizationId),
});

/** Names of files in a folder; hidden ones and those still called something.part are left alone. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && !/\.(part|tmp)$/i.test(entry.name))
    .map((entry) => entry.name);
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

const noSource: Text = {
  zh: '没有同名的在用数据来源。请先在导入向导中导入一次并保存来源，文件夹名与来源名一致。',
  en: 'There is no source of this name in use. Import one file in the wizard first and save the source; the folder is called like it.',
};

async function importOne(
  deps: ModuleDeps,
  parts: IntakeParts,
  options: DropOptions,
  actor: Actor,
  source: Source,
  file: string,
): Promise<Omit<Report, 'file' | 'source' | 'at'>> {
  const received = await parts.files.receive(actor.organizationId, createReadStream(file));
  try {
    await runCommand(deps, document.storeFile(received, options.quotaBytes), actor, {});
  } finally {
    await received.drop();
  }
  const reading = {
    fileSha256: received.sha256,
    fileName: path.basename(file),
    recipe: source.recipe,
    more: source.more.map((one) => one.recipe),
    aliases: [],
    sourceId: source.id,
  };
  const ask = {
    ask: ((one, input) => runQuery(deps, one, actor, input)) as Parameters<typeof gatherFile>[1]['ask'],
    organizationId: actor.organizationId,
    caller: actor.personId,
  };
  const gathered = await gatherFile(parts, ask, reading);
  const preview = await runQuery(deps, previewImport(parts.shelf, gathered), actor, reading);
  if (preview.counts.errors + preview.counts.unresolved === 0 && preview.counts.new + preview.counts.changed === 0) {
    return {
      outcome: 'unchanged',
      counts: preview.counts,
      findings: [],
      text: { zh: '与现有数据相同，没有写入。', en: 'It says what is here already; nothing was written.' },
    };
  }
  const order = { ...reading, seal: preview.seal };
  const run = await runCommand(
    deps,
    importFile(parts.shelf, gathered, { channel: 'drop', signatures: [], sourceName: source.name }),
    actor,
    order,
  );
  return { outcome: 'imported', runId: run.id, counts: run.counts, findings: [], text: { zh: '已导入。', en: 'Imported.' } };
}

function refusedReport(error: unknown): Omit<Report, 'file' | 'source' | 'at'> {
  if (!(error instanceof Refusal)) throw error;
  const text = error.detail ?? {
    zh: '没有写入任何内容；请按各处所指更正后重新投递。',
    en: 'Nothing was written; correct the places named and drop it again.',
  };
  return { outcome: 'refused', text, findings: error.findings };
}

/** Puts a file where it belongs with its report beside; the report comes first, so that no file is done without one. */
async function finish(home: string, name: string, report: Report): Promise<void> {
  const to = path.join(home, report.outcome === 'refused' ? folders.refused : folders.done);
  await mkdir(to, { recursive: true });
  const stamped = `${report.at.replaceAll(/[^\d]/g, '').slice(0, 14)}-${name}`;
  await writeFile(path.join(to, `${stamped}.report.json`), `${JSON.stringify(report, null, 2)}\n`);
  await rename(path.join(home, folders.working, name), path.join(to, stamped));
}

/**
 * A folder into which other systems put files: `<folder>/<organization id>/<source>/file.csv`. A file whose size and time have not changed between two looks is
 * taken, read with the mapping saved for its source, and moved to `done` or `refused` with a report beside it. A file is imported wholly or not; one that was
 * being dealt with when the server ended is looked at again at the next start, and what it had written already changes nothing.
 */
export function startDropFolder(
  deps: ModuleDeps,
  parts: IntakeParts,
  options: DropOptions,
): { readonly look: () => Promise<void>; readonly stop: () => Promise<void> } {
  const seen = new Map<string, string>();
  let busy: Promise<void> | undefined;
  let stopped = false;
  const take = async (organizationId: string, sourceName: string, name: string): Promise<void> => {
    const home = path.join(options.folder, organizationId, sourceName);
    await mkdir(path.join(home, folders.working), { recursive: true });
    const working = path.join(home, folders.working, name);
    // Whoever moves it first deals with it.
    await rename(path.join(home, name), working);
    const actor = systemActor(organizationId);
    const sources = await runQuery(deps, findSources, actor, {});
    const source = sources.find((one) => one.retiredAt === null && plainName(one.name) === plainName(sourceName));
    const result = source
      ? await importOne(deps, parts, options, actor, source, working).catch(refusedReport)
      : { outcome: 'refused' as const, text: noSource, findings: [] };
    await finish(home, name, { file: name, source: sourceName, at: new Date(deps.clock.now()).toISOString(), ...result });
    deps.log.info({ organizationId, source: sourceName, file: name, outcome: result.outcome }, 'drop folder');
  };
  const isStable = async (file: string): Promise<boolean> => {
    const facts = await stat(file).catch(() => null);
    if (facts === null) return false;
    const now = `${facts.size} ${facts.mtimeMs}`;
    const stable = seen.get(file) === now;
    if (stable) seen.delete(file);
    else seen.set(file, now);
    return stable;
  };
  const eachSource = async (deal: (organizationId: string, source: string, home: string) => Promise<void>): Promise<void> => {
    for (const organizationId of (await foldersIn(options.folder)).filter((name) => idPattern.test(name))) {
      for (const source of await foldersIn(path.join(options.folder, organizationId)))
        await deal(organizationId, source, path.join(options.folder, organizationId, source));
    }
  };
  const lookOnce = () =>
    eachSource(async (organizationId, source, home) => {
      for (const name of await filesIn(home)) {
        if (stopped || !(await isStable(path.join(home, name)))) continue;
        await take(organizationId, source, name).catch(async (error: unknown) => {
          // Not the file's fault (the database is away, a disk is full): it is tried again, and the others go on meanwhile.
          deps.log.error({ err: error, source, file: name }, 'drop folder');
          await rename(path.join(home, folders.working, name), path.join(home, name)).catch(() => {});
        });
      }
    });
  const look = async (): Promise<void> => {
    busy ??= lookOnce()
      .catch((error: unknown) => deps.log.error({ err: error }, 'drop folder'))
      .finally(() => {
        busy = undefined;
      });
    await busy;
  };
  // What the last run of the server did not finish.
  const left = eachSource(async (_, __, home) => {
    for (const name of await filesIn(path.join(home, folders.working)))
      await rename(path.join(home, folders.working, name), path.join(home, name));
  }).catch((error: unknown) => deps.log.error({ err: error }, 'drop folder'));
  const timer = setInterval(() => void left.then(look), options.everySeconds * 1000);
  timer.unref();
  return {
    look: () => left.then(look),
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await busy;
    },
  };
}
