import path from 'node:path';
import { z } from 'zod';
import { packEndpoints as e, packFileKinds, packOrder } from '../../../contract/packs.ts';
import type { Text } from '../../../kernel/text.ts';
import { query } from '../../work/command.ts';
import { download } from '../../work/download.ts';
import { defineJob, type JobDefinition } from '../../work/jobs.ts';
import { type FilesMade, freezeAndMakeFiles } from '../../work/make-files.ts';
import type { ModuleDeps } from '../../work/module.ts';
import { type MountedRoute, route, runs } from '../../work/route.ts';
import type { RenderThreads } from '../emission/index.ts';
import type { Shelf } from '../library/index.ts';
import { makePack, storePackFile } from './make-pack.ts';
import { composePack, dataZip } from './pack-files.ts';
import { comparePack, findPack, listPacks, readPackFile } from './read-packs.ts';

const messages: Readonly<Record<(typeof packFileKinds)[number], Text>> = {
  pdf: { zh: '生成 PDF', en: 'Making the PDF' },
  docx: { zh: '生成 Word', en: 'Making the Word document' },
  data: { zh: '打包数据', en: 'Putting the data together' },
};

const snapshotOf = query({
  name: 'packs.read-snapshot',
  action: 'system.read',
  input: z.strictObject({ packId: z.uuid() }),
  run: async (work, { packId }) => (await findPack(work, packId)).snapshot,
});

/** Freezes an audit or a management review, then makes its files; after an interruption it goes on with the file it was at. The pack bears the job's id. */
function packJob(shelf: Shelf, threads: RenderThreads, folder: string): JobDefinition {
  return defineJob<typeof packOrder, FilesMade>({
    kind: 'packs.make',
    title: { zh: '编制审核包或管理评审包', en: 'Make a pack of an audit or a management review' },
    action: 'system.make_pack',
    input: packOrder,
    run: async (context) => {
      const { actor, ask, input, jobId: packId } = context;
      await freezeAndMakeFiles(context, {
        freeze: { command: makePack(shelf, packId), input, message: { zh: '冻结快照', en: 'Freezing the snapshot' } },
        frozen: () => ask(snapshotOf, { packId }),
        files: () => packFileKinds.map((kind) => ({ kind, message: messages[kind] })),
        make: async (kind, text) =>
          kind === 'data'
            ? dataZip(text)
            : threads.ask(actor.personId, { kind: `paper_${kind}`, snapshot: JSON.stringify(composePack(text)), folder }),
        store: (kind, content) => ({ command: storePackFile(content), input: { packId, kind } }),
        done: { zh: '已编制', en: 'The pack is made' },
      });
      return { packId };
    },
  });
}

export interface Packs {
  readonly routes: readonly MountedRoute[];
  readonly jobs: readonly JobDefinition[];
}

/** Packs of the management system: made by a job, listed, compared, downloaded. */
export function openPacks(deps: Pick<ModuleDeps, 'referenceFolder'>, shelf: Shelf, threads: RenderThreads): Packs {
  return {
    jobs: [packJob(shelf, threads, path.join(deps.referenceFolder, 'reports'))],
    routes: [
      route(e.listPacks, runs(listPacks(shelf))),
      route(e.comparePack, runs(comparePack(shelf))),
      route(e.readPackFile, async (call) => download(call, await call.ask(readPackFile, call.params))),
    ],
  };
}
