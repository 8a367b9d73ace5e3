import { referencesOf } from '../../../../kernel/system/content.ts';
import type { Content, Register } from '../../../../kernel/system/register.ts';
import type { Work } from '../../../work/command.ts';
import { type RecordHead, recordsByIds } from './store.ts';

/** The records that contents of a register name, by id. */
export async function referencedRecords(
  work: Work,
  register: Register,
  contents: readonly Content[],
): Promise<ReadonlyMap<string, RecordHead>> {
  const ids = contents.flatMap((content) => referencesOf(register, content).flatMap((one) => (one.type === 'record' ? [one.id] : [])));
  return new Map((await recordsByIds(work.tx, work.actor.organizationId, [...new Set(ids)])).map((one) => [one.id, one]));
}
