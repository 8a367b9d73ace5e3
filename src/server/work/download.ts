import type { Call } from './route.ts';

/** `filename` for old readers in ASCII, `filename*` (RFC 6266, RFC 8187) with the name as it is. */
export function disposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%;]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

export interface Download {
  readonly content: Uint8Array | string;
  readonly fileName: string;
  readonly mediaType: string;
}

/** Answers with a file that the browser keeps under its name and never shows as a page of ours. */
export function download(call: Pick<Call, 'header'>, { content, fileName, mediaType }: Download): Buffer | string {
  call.header('content-type', mediaType);
  call.header('content-disposition', disposition('attachment', fileName));
  call.header('x-content-type-options', 'nosniff');
  if (typeof content === 'string') return content;
  call.header('content-length', String(content.byteLength));
  return Buffer.from(content.buffer, content.byteOffset, content.byteLength);
}
