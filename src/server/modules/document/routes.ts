import { documentEndpoints as e } from '../../../contract/document.ts';
import { disposition } from '../../work/download.ts';
import { type Call, type MountedRoute, route, runs } from '../../work/route.ts';
import { addEvidence } from './add-evidence.ts';
import { changeEvidence } from './change-evidence.ts';
import { cleanFileName } from './evidence-view.ts';
import type { FileStore } from './files/file-store.ts';
import { findFile } from './find-file.ts';
import { listEvidence } from './list-evidence.ts';
import { readEvidence } from './read-evidence.ts';
import { reviseEvidence } from './revise-evidence.ts';
import { readRoom, storeFile } from './store-file.ts';

/** A browser may show these inside a page; everything else is only ever downloaded. */
const shownInline = ['application/pdf', 'image/png', 'image/jpeg', 'text/csv', 'text/plain'];
const extensions: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'text/csv': 'csv',
  'text/plain': 'txt',
  'application/zip': 'zip',
  'application/xml': 'xml',
  'image/png': 'png',
  'image/jpeg': 'jpg',
};

/** Takes the request's body in and keeps it; `dataset`: files of life-cycle data, which are no evidence by themselves. */
export async function takeFile(
  files: FileStore,
  quotaBytes: number,
  call: Pick<Call, 'actor' | 'ask' | 'command' | 'stream'>,
  as?: 'dataset',
) {
  await call.ask(readRoom(quotaBytes), {});
  const received = await files.receive(call.actor.organizationId, call.stream, undefined, as);
  try {
    return await call.command(storeFile(received, quotaBytes), {});
  } finally {
    await received.drop();
  }
}

export function routes(files: FileStore, quotaBytes: number): MountedRoute[] {
  return [
    route(e.storeFile, (call) => takeFile(files, quotaBytes, call)),
    route(e.readFile, async (call) => {
      const { sha256 } = call.params;
      const file = await call.ask(findFile, { sha256 });
      const { body, charset } = await files.fetch(call.actor.organizationId, sha256, file.mediaType.startsWith('text/'));
      const inline = call.query.inline === '1' && shownInline.includes(file.mediaType);
      const name = cleanFileName(call.query.name ?? `${sha256.slice(0, 12)}.${extensions[file.mediaType] ?? 'bin'}`);
      call.header('content-type', charset === null ? file.mediaType : `${file.mediaType}; charset=${charset}`);
      call.header('content-disposition', disposition(inline ? 'inline' : 'attachment', name));
      call.header('content-length', String(file.sizeBytes));
      // Browsers refuse to show a PDF in a sandbox; its viewer is a process of its own without our origin, and `nosniff` keeps the type what it is.
      const pdfInline = inline && file.mediaType === 'application/pdf';
      call.header('content-security-policy', pdfInline ? "frame-ancestors 'self'" : "sandbox; frame-ancestors 'self'");
      call.header('x-frame-options', 'SAMEORIGIN');
      call.header('x-content-type-options', 'nosniff');
      call.header('cross-origin-resource-policy', 'same-origin');
      return body;
    }),
    route(e.listEvidence, runs(listEvidence)),
    route(e.readEvidence, runs(readEvidence)),
    route(e.addEvidence, runs(addEvidence)),
    route(e.changeEvidence, runs(changeEvidence)),
    route(e.reviseEvidence, runs(reviseEvidence)),
  ];
}
