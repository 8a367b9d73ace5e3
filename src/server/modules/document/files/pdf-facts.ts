import type { FileHandle } from 'node:fs/promises';
import type { PdfFacts } from '../store/file-states.ts';
import { readAt } from './zip-directory.ts';

const blockBytes = 1024 * 1024;
/** Longest mark looked for, so that one which lies across two blocks is seen. */
const overlapBytes = 128;

/** `D:20240405120000+08'00'` (ISO 32000) or `2024-04-05T12:00:00+08:00` (XMP) → `2024-04-05T12:00:00`; null when it is neither. */
export function pdfInstant(written: string): string | null {
  const parts = /(\d{4})-?(\d{2})-?(\d{2})T?(\d{2})?:?(\d{2})?:?(\d{2})?/.exec(written);
  if (parts === null) return null;
  const [, year, month, day, hour = '00', minute = '00', second = '00'] = parts;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}`;
}

interface Seen {
  created: string | null;
  modified: string | null;
  ends: number;
  linearized: boolean;
}

function look(text: string, from: number, seen: Seen): void {
  const latest = (patterns: readonly RegExp[]): string | null => {
    for (const pattern of patterns) {
      const found = [...text.matchAll(pattern)].at(-1)?.[1];
      if (found !== undefined) return pdfInstant(found);
    }
    return null;
  };
  seen.created ??= latest([/\/CreationDate\s*\(D?:?([^)]{4,40})\)/g, /<xmp:CreateDate>([^<]{4,40})</g]);
  // The last one counts: an increment stands behind what it changes.
  seen.modified = latest([/\/ModDate\s*\(D?:?([^)]{4,40})\)/g, /<xmp:ModifyDate>([^<]{4,40})</g]) ?? seen.modified;
  for (const end of text.matchAll(/%%EOF/g)) if (end.index + 5 > from) seen.ends += 1;
  if (text.includes('/Linearized')) seen.linearized = true;
}

/**
 * When a PDF was made and last saved, and how often it was saved in increments, read from its plain parts; null where these lie in a compressed part. A
 * linearized file has one end mark more from the start.
 */
export async function readPdfFacts(file: FileHandle, size: number): Promise<PdfFacts> {
  const seen: Seen = { created: null, modified: null, ends: 0, linearized: false };
  let tail = '';
  for (let at = 0; at < size; at += blockBytes) {
    const block = (await readAt(file, at, Math.min(blockBytes, size - at))).toString('latin1');
    look(tail + block, tail.length, seen);
    tail = block.slice(-overlapBytes);
  }
  return { createdAt: seen.created, modifiedAt: seen.modified, revisions: Math.max(1, seen.ends - (seen.linearized ? 1 : 0)) };
}
