import { z } from 'zod';
import { query } from '../../work/command.ts';
import { defineJob, type JobDefinition } from '../../work/jobs.ts';
import { markFiles } from './file-states.ts';
import type { FileStore } from './files/file-store.ts';
import { countStoredFiles, evidenceFiles } from './store/files.ts';

const batch = 20;
/** Listed at most; all are counted. */
const mostListed = 100;

export const nextFiles = query({
  name: 'document.next-files',
  action: 'evidence.read',
  input: z.strictObject({ after: z.string() }),
  run: async (work, { after }) => evidenceFiles(work.tx, work.actor.organizationId, after, batch),
});

export const countFiles = query({
  name: 'document.count-files',
  action: 'evidence.read',
  input: z.strictObject({}),
  run: (work) => countStoredFiles(work.tx, work.actor.organizationId),
});

interface Damaged {
  readonly sha256: string;
  readonly state: 'missing' | 'changed';
  readonly titles: readonly string[];
  readonly [key: string]: string | readonly string[];
}

interface State {
  readonly after: string;
  readonly checked: number;
  readonly damagedCount: number;
  readonly damaged: readonly Damaged[];
  readonly [key: string]: string | number | readonly Damaged[];
}

/** Hashes every stored file again and says which are missing or changed; resumes where it stood (clause 7.4; trust.md). */
export function verifyFiles(files: FileStore): JobDefinition {
  return defineJob<z.ZodObject, State>({
    kind: 'document.verify-files',
    title: { zh: '核对全部证据文件', en: 'Verify all evidence files' },
    action: 'evidence.read',
    input: z.strictObject({}),
    single: true,
    run: async ({ ask, actor, saved, breathe, progress, step }) => {
      const total = await ask(countFiles, {});
      let state: State = saved ?? { after: '', checked: 0, damagedCount: 0, damaged: [] };
      for (;;) {
        const some = await ask(nextFiles, { after: state.after });
        if (some.length === 0) break;
        const damaged: Damaged[] = [];
        const states: { sha256: string; damage: 'missing' | 'changed' | null }[] = [];
        for (const file of some) {
          breathe();
          const found = await files.verify(actor.organizationId, file.sha256, file.sizeBytes);
          states.push({ sha256: file.sha256, damage: found === 'intact' ? null : found });
          if (found !== 'intact') damaged.push({ sha256: file.sha256, state: found, titles: file.titles });
        }
        state = {
          after: some.at(-1)?.sha256 ?? state.after,
          checked: state.checked + some.length,
          damagedCount: state.damagedCount + damaged.length,
          damaged: [...state.damaged, ...damaged].slice(0, mostListed),
        };
        // What was found is remembered with the state of the job: the months that rest on a damaged file say so.
        await step(markFiles, { states }, state);
        await progress(state.checked, Math.max(total, state.checked), {
          zh: `已核对 ${state.checked} 个文件，${state.damagedCount} 个不符`,
          en: `${state.checked} files checked, ${state.damagedCount} wrong`,
        });
      }
      return { checked: state.checked, damagedCount: state.damagedCount, damaged: state.damaged };
    },
  });
}
