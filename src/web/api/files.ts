import { documentEndpoints } from '../../contract/document.ts';
import type { ReplyOf } from '../../contract/endpoint.ts';
import { send } from './call.ts';

export type StoredFile = ReplyOf<typeof documentEndpoints.storeFile>;
export type Evidence = ReplyOf<typeof documentEndpoints.readEvidence>;
export type EvidenceSummary = ReplyOf<typeof documentEndpoints.listEvidence>['items'][number];
export type EvidenceKind = EvidenceSummary['kind'];

/** Sends the bytes of a file; the server tells its type from its content and answers with its SHA-256. */
export async function storeFile(file: Blob): Promise<StoredFile> {
  const reply = await send(documentEndpoints.storeFile.path, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', accept: 'application/json' },
    body: file,
  });
  return (await reply.json()) as StoredFile;
}
