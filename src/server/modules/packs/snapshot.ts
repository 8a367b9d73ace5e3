import { createHash } from 'node:crypto';
import { Refusal } from '../../../kernel/refusal.ts';
import { changeable } from '../../work/changeable.ts';
import type { Work } from '../../work/command.ts';
import { canonical } from '../../work/leaf.ts';
import type { Shelf } from '../library/index.ts';
import * as system from '../system/index.ts';

/** What a pack shows, as it stands now. */
export type PackContent = system.AuditContent | system.ReviewContent;

/** A pack frozen: its content with number, maker and language. Files are made from this alone. */
export interface Snapshot {
  readonly format: 'tanheng.pack';
  readonly formatVersion: 1;
  readonly pack: {
    readonly id: string;
    readonly number: string;
    readonly language: 'zh' | 'en';
    readonly madeAt: string;
    readonly madeByName: string;
  };
  readonly contentSha256: string;
  readonly content: PackContent;
}

export const sha256Of = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
export const textOf = (value: object): string => canonical(changeable(value));

/** The content of a record's pack; the record's register says which. @throws Refusal `not_found`, `not_permitted`. */
export async function packContent(work: Work, shelf: Shelf, recordId: string): Promise<PackContent> {
  const register = await system.registerOfRecord(work, recordId);
  if (register === 'audit') return await system.auditContent(work, shelf, recordId);
  if (register === 'management_review') return await system.reviewContent(work, shelf, recordId);
  throw new Refusal('not_found', { values: { what: 'pack_record', id: recordId } });
}
