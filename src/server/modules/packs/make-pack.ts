import { createHash } from 'node:crypto';
import { z } from 'zod';
import { packFileKind, packOrder } from '../../../contract/packs.ts';
import { command } from '../../work/command.ts';
import type { Shelf } from '../library/index.ts';
import { findPack } from './read-packs.ts';
import { packContent, type Snapshot, sha256Of, textOf } from './snapshot.ts';
import { fileOf, insertFile, insertPack, nextSequence } from './store.ts';

const prefix = { audit: 'PK-AU', management_review: 'PK-MR' } as const;
export const packObject = 'pack';

/** Freezes an audit (9.2) or a management review (9.3) as it stands now into a numbered pack. `packId`: the id of the job that makes it. */
export function makePack(shelf: Shelf, packId?: string) {
  return command({
    name: 'packs.make',
    action: 'system.make_pack',
    statementSeconds: 60,
    input: packOrder,
    run: async (work, { recordId, language }) => {
      const content = await packContent(work, shelf, recordId);
      await work.permit('system.make_pack', content.entity.id);
      const { organizationId, personId, name } = work.actor;
      const sequence = await nextSequence(work.tx, organizationId, content.kind);
      const id = packId ?? work.newId();
      const number = `${prefix[content.kind]}-${String(sequence).padStart(4, '0')}`;
      const contentSha256 = sha256Of(textOf(content));
      const snapshot: Snapshot = {
        ...{ format: 'tanheng.pack', formatVersion: 1, contentSha256, content },
        pack: { id, number, language, madeAt: work.now, madeByName: name },
      };
      const text = textOf(snapshot);
      const row = {
        ...{ id, kind: content.kind, record_id: recordId, entity_id: content.entity.id, sequence, number, language, as_of: content.asOf },
        ...{ snapshot_sha256: sha256Of(text), content_sha256: contentSha256, made_at: work.now, made_by: personId, made_by_name: name },
      };
      await insertPack(work.tx, { ...row, organization_id: organizationId, snapshot: text });
      work.record({ kind: 'pack.made', objectType: packObject, objectId: id, objectVersion: 1, content: row });
      return { id, number, snapshot: text };
    },
  });
}

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const types = {
  pdf: { mediaType: 'application/pdf', ending: '.pdf' },
  docx: { mediaType: word, ending: '.docx' },
  data: { mediaType: 'application/zip', ending: '-data.zip' },
} as const;

/** Keeps a file of a pack, once: one that is there already stays, so that its bytes never change. */
export const storePackFile = (content: Uint8Array) =>
  command({
    name: 'packs.store-file',
    action: 'system.make_pack',
    input: z.strictObject({ packId: z.uuid(), kind: packFileKind }),
    run: async (work, { packId, kind }) => {
      const pack = await findPack(work, packId);
      await work.permit('system.make_pack', pack.entity_id);
      const there = await fileOf(work.tx, work.actor.organizationId, packId, kind);
      if (there) return { sha256: there.sha256, fileName: there.file_name };
      const { mediaType, ending } = types[kind];
      const row = {
        ...{ pack_id: packId, kind, file_name: `${pack.number}-${pack.language}${ending}`, media_type: mediaType },
        ...{ size_bytes: content.byteLength, sha256: createHash('sha256').update(content).digest('hex'), made_at: work.now },
      };
      await insertFile(work.tx, { ...row, organization_id: work.actor.organizationId, content: Buffer.from(content) });
      work.record({ kind: 'pack.file_made', objectType: packObject, objectId: packId, objectVersion: 1, content: row });
      return { sha256: row.sha256, fileName: row.file_name };
    },
  });
