import { z } from 'zod';
import { command, query } from '../../work/command.ts';
import type { FileStore } from './files/file-store.ts';
import { deleteStoredFiles, knownFiles, unrecordedFiles } from './store/files.ts';

/** How long a file may lie without being recorded as evidence. */
export const graceMs = 24 * 60 * 60 * 1000;

/** Takes away files that were stored more than a day ago and never recorded as evidence. */
export const discardUnrecorded = (files: FileStore) =>
  command({
    name: 'document.discard-unrecorded',
    action: 'system',
    input: z.strictObject({}),
    run: async (work) => {
      const { organizationId } = work.actor;
      const before = new Date(Date.parse(work.now) - graceMs).toISOString();
      const discarded = await unrecordedFiles(work.tx, organizationId, before);
      if (discarded.length === 0) return { discarded: 0 };
      await deleteStoredFiles(work.tx, organizationId, discarded);
      for (const sha256 of discarded) {
        work.record({
          kind: 'file.discarded',
          objectType: 'stored_file',
          objectId: sha256,
          objectVersion: 2,
          content: { sha256, discarded: true },
        });
      }
      work.afterCommit(async () => {
        for (const sha256 of discarded) await files.remove(organizationId, sha256);
      });
      return { discarded: discarded.length };
    },
  });

/** Which of these names are on record. */
export const findKnown = query({
  name: 'document.find-known',
  action: 'system',
  input: z.strictObject({ sha256s: z.array(z.string()) }),
  run: async (work, { sha256s }) => [...(await knownFiles(work.tx, work.actor.organizationId, sha256s))],
});
