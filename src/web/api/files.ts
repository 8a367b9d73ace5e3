import { documentEndpoints } from '../../contract/document.ts';
import type { ReplyOf } from '../../contract/endpoint.ts';
import { send } from './call.ts';

export type StoredFile = ReplyOf<typeof documentEndpoints.storeFile>;
export type Evidence = ReplyOf<typeof documentEndpoints.readEvidence>;
export type EvidenceSummary = ReplyOf<typeof documentEndpoints.listEvidence>['items'][number];
export type EvidenceKind = EvidenceSummary['kind'];

/** What a chooser of files offers first; the server decides by the content of a file. */
export const evidenceFileTypes = '.pdf,.xlsx,.docx,.csv,.txt,.png,.jpg,.jpeg';

/** Sends the bytes of a file; the server tells its type from its content and answers with its SHA-256. */
export async function storeFile(file: Blob, path: string = documentEndpoints.storeFile.path): Promise<StoredFile> {
  const reply = await send(path, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', accept: 'application/json' },
    body: file,
  });
  return (await reply.json()) as StoredFile;
}
