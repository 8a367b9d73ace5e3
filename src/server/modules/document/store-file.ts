import { z } from 'zod';
import { Refusal } from '../../../kernel/refusal.ts';
import { command, query } from '../../work/command.ts';
import type { ReceivedFile } from './files/file-store.ts';
import { findStoredFile, insertStoredFile, lockQuota, storeAgain, usedBytes } from './store/files.ts';

/** Asked before a single byte is taken in: may the person add evidence, and how much room is left? */
export const readRoom = (quotaBytes: number) =>
  query({
    name: 'document.read-room',
    action: 'evidence.add',
    input: z.strictObject({}),
    run: async (work) => {
      const left = quotaBytes - (await usedBytes(work.tx, work.actor.organizationId));
      if (left <= 0) throw new Refusal('quota_exceeded', { values: { quotaBytes: String(quotaBytes) } });
      return { leftBytes: left };
    },
  });

/** Keeps a received file under its content's name and says so in the journal. The same content is stored once in an organization (clause 7.4). */
export const storeFile = (received: ReceivedFile, quotaBytes: number) =>
  command({
    name: 'document.store-file',
    action: 'evidence.add',
    input: z.strictObject({}),
    run: async (work) => {
      const { organizationId, personId } = work.actor;
      const file = { sha256: received.sha256, sizeBytes: received.sizeBytes, mediaType: received.mediaType };
      await lockQuota(work.tx, organizationId);
      const alreadyStored = (await findStoredFile(work.tx, organizationId, file.sha256)) !== null;
      if (!alreadyStored && (await usedBytes(work.tx, organizationId)) + file.sizeBytes > quotaBytes) {
        throw new Refusal('quota_exceeded', { values: { quotaBytes: String(quotaBytes) } });
      }
      // On disk first: a row without its file would be evidence lost, a file without its row is swept away.
      await received.keep();
      if (alreadyStored) await storeAgain(work.tx, organizationId, file.sha256, work.now);
      else await insertStoredFile(work.tx, organizationId, { ...file, pdf: received.pdf ?? null }, work.now, personId);
      work.record({
        kind: alreadyStored ? 'file.stored_again' : 'file.stored',
        objectType: 'stored_file',
        objectId: file.sha256,
        objectVersion: 1,
        content: file,
      });
      return { ...file, mediaType: received.mediaType, alreadyStored };
    },
  });
