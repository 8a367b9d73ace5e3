import path from 'node:path';
import { z } from 'zod';
import { packEndpoints as e, packFileKinds, packOrder } from '../../../contract/packs.ts';
import type { Text } from '../../../kernel/text.ts';
import { query } from '../../work/command.ts';
import { defineJob, type JobDefinition } from '../../work/jobs.ts';
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

interface State {
  readonly made: number;
  readonly [key: string]: number;
}

/** Freezes an audit or a management review, then makes its files; after an interruption it goes on with the file it was at. The pack bears the job's id. */
function packJob(shelf: Shelf, threads: RenderThreads, folder: string): JobDefinition {
  return defineJob<typeof packOrder, State>({
    kind: 'packs.make',
    title: { zh: '编制审核包或管理评审包', en: 'Make a pack of an audit or a management review' },
    action: 'system.make_pack',
    input: packOrder,
    run: async ({ actor, ask, breathe, input, jobId: packId, progress, saved, step }) => {
      await progress(0, null, { zh: '冻结快照', en: 'Freezing the snapshot' });
      let made = saved?.made ?? 0;
      if (!saved) await step(makePack(shelf, packId), input, { made });
      const text = await ask(snapshotOf, { packId });
      const total = packFileKinds.length + 1;
      for (const kind of packFileKinds.slice(made)) {
        breathe();
        await progress(made + 1, total, messages[kind]);
        const paper = { snapshot: JSON.stringify(composePack(text)), folder };
        const content = kind === 'data' ? dataZip(text) : await threads.ask(actor.personId, { kind: `paper_${kind}`, ...paper });
        made += 1;
        await step(storePackFile(content), { packId, kind }, { made });
      }
      await progress(total, total, { zh: '已编制', en: 'The pack is made' });
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
      route(e.readPackFile, async (call) => {
        const file = await call.ask(readPackFile, call.params);
        call.header('content-type', file.mediaType);
        call.header('content-disposition', `attachment; filename="${file.fileName}"`);
        call.header('content-length', String(file.content.byteLength));
        call.header('x-content-type-options', 'nosniff');
        return file.content;
      }),
    ],
  };
}
