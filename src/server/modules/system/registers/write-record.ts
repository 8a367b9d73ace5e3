import { z } from 'zod';
import { systemEndpoints as e } from '../../../../contract/system.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { withKept } from '../../../../kernel/system/content.ts';
import { stateAfterChange, stateOf } from '../../../../kernel/system/life-cycle.ts';
import type { Content, Register } from '../../../../kernel/system/register.ts';
import { command, type Work } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import type { Frameworks } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { checkedWriting, contentHash, headOf, numberOf, recordObject, referenceRows } from './content-of.ts';
import {
  deleteReferences,
  insertRecords,
  insertReferences,
  insertVersions,
  lastNumber,
  type RecordHead,
  recordById,
  updateRecord,
} from './store.ts';

/** @throws Refusal `not_found`. */
export function registerNamed(frameworks: Frameworks, id: string): Register {
  const register = frameworks.register(id);
  if (!register) throw new Refusal('not_found', { values: { what: 'register', id } });
  return register;
}

/** A record at which the actor may do something, locked. @throws Refusal `not_found`, `not_permitted`. */
export async function recordFor(work: Work, frameworks: Frameworks, id: string): Promise<{ head: RecordHead; register: Register }> {
  const head = await recordById(work.tx, work.actor.organizationId, id, true);
  if (!head) throw new Refusal('not_found', { values: { what: recordObject, id } });
  return { head, register: registerNamed(frameworks, head.register) };
}

/** What the history says of a version. */
function noteVersion(
  work: Work,
  kind: 'added' | 'changed',
  register: Register,
  id: string,
  no: number,
  version: number,
  content: Content,
  reason: string,
) {
  work.record({
    kind: `system.record_${kind}`,
    objectType: recordObject,
    objectId: id,
    objectVersion: version,
    content: { register: register.id, no: numberOf(register, no), content },
    ...(reason === '' ? {} : { reason }),
  });
}

export interface NewRecord {
  readonly entityId: string;
  readonly content: Content;
}

/** Adds records of one register with contents that are checked already. The caller has asked for the right at each entity. */
export async function addRecords(work: Work, register: Register, records: readonly NewRecord[]): Promise<{ id: string; no: number }[]> {
  const { organizationId, personId, name } = work.actor;
  const last = await lastNumber(work.tx, organizationId, register.id);
  const state = stateOf(register, register.cycle.first);
  const rows = records.map(({ entityId, content }, index) => ({
    ...{ organization_id: organizationId, id: work.newId(), register: register.id, no: last + 1 + index, entity_id: entityId },
    ...{ state: state.code, stands: state.stands, version: 1, ...headOf(register, content), opened_at: work.now, changed_at: work.now },
  }));
  await insertRecords(work.tx, rows);
  await insertVersions(
    work.tx,
    rows.map((row, index) => ({
      ...{ organization_id: organizationId, record_id: row.id, version: 1, content: row.content, reason: '' },
      content_sha256: contentHash(records[index]?.content ?? {}),
      ...{ written_at: work.now, written_by: personId, written_by_name: name },
    })),
  );
  await insertReferences(
    work.tx,
    rows.flatMap((row, index) => referenceRows(organizationId, row.id, register, records[index]?.content ?? {})),
  );
  for (const [index, row] of rows.entries()) noteVersion(work, 'added', register, row.id, row.no, 1, records[index]?.content ?? {}, '');
  return rows.map(({ id, no }) => ({ id, no }));
}

/** A further version of a record. @throws Refusal `conflict`, `wrong_state`, `reason_required`. */
export async function changeContent(
  work: Work,
  register: Register,
  head: RecordHead,
  change: { readonly content: Content; readonly seenVersion: number; readonly reason: string },
): Promise<{ version: number; state: string }> {
  const { organizationId, personId, name } = work.actor;
  if (head.version !== change.seenVersion) throw new Refusal('conflict', { values: { version: String(head.version) } });
  const code = stateAfterChange(register, head.state);
  if (code === null) throw new Refusal('wrong_state', { values: { state: stateOf(register, head.state).name.zh } });
  // What was in force is not changed without a word why.
  if (code !== head.state && change.reason === '') throw new Refusal('reason_required');
  const version = head.version + 1;
  const state = stateOf(register, code);
  const said = headOf(register, change.content);
  await insertVersions(work.tx, [
    {
      ...{
        organization_id: organizationId,
        record_id: head.id,
        version,
        content: said.content,
        content_sha256: contentHash(change.content),
      },
      ...{ reason: change.reason, written_at: work.now, written_by: personId, written_by_name: name },
    },
  ]);
  await updateRecord(work.tx, organizationId, head.id, { ...said, version, state: code, stands: state.stands, changed_at: work.now });
  await deleteReferences(work.tx, organizationId, head.id);
  await insertReferences(work.tx, referenceRows(organizationId, head.id, register, change.content));
  noteVersion(work, 'changed', register, head.id, head.no, version, change.content, change.reason);
  return { version, state: code };
}

/** What the evidence shows as "used by". */
export function usingRecord(register: Register, head: Pick<RecordHead, 'id' | 'no' | 'title'>) {
  const no = numberOf(register, head.no);
  return {
    objectType: recordObject,
    objectId: head.id,
    label: { zh: `${register.one.zh} ${no} ${head.title}`, en: `${register.one.en} ${no} ${head.title}` },
    path: `/system/records/${head.id}`,
  };
}

/** Adds a record to a register, as a draft. */
export function addRecord(frameworks: Frameworks) {
  return command({
    name: 'system.add-record',
    action: 'system.read',
    input: z.strictObject({ ...e.addRecord.params.shape, ...e.addRecord.body.shape }),
    run: async (work, { register: id, entityId, content: given, evidenceIds }) => {
      const register = registerNamed(frameworks, id);
      await organization.findEntity(work, entityId);
      await work.permit(`system.${register.keeper}`, entityId);
      const [checked = {}] = await checkedWriting(work, frameworks, register, [given]);
      const content = withKept(register, checked, {});
      const [added = { id: '', no: 0 }] = await addRecords(work, register, [{ entityId, content }]);
      const title = String(content[register.roles.title] ?? '');
      await document.useEvidence(work, evidenceIds, usingRecord(register, { ...added, title }));
      return { id: added.id, no: numberOf(register, added.no), version: 1, state: register.cycle.first };
    },
  });
}

/** Changes a record: a further version. What is in force stays so until the new one is approved. */
export function changeRecord(frameworks: Frameworks) {
  return command({
    name: 'system.change-record',
    action: 'system.read',
    input: z.strictObject({ ...e.changeRecord.params.shape, ...e.changeRecord.body.shape }),
    run: async (work, { recordId, content: given, seenVersion, reason }) => {
      const { head, register } = await recordFor(work, frameworks, recordId);
      await work.permit(`system.${register.keeper}`, head.entity_id);
      const [checked = {}] = await checkedWriting(work, frameworks, register, [given]);
      const content = withKept(register, checked, head.content);
      const changed = await changeContent(work, register, head, { content, seenVersion, reason });
      return { id: head.id, no: numberOf(register, head.no), ...changed };
    },
  });
}

/** Ties evidence to a record; it can be untied only while the content may be changed. */
export function tieEvidence(frameworks: Frameworks) {
  return command({
    name: 'system.tie-evidence',
    action: 'system.read',
    input: z.strictObject({ ...e.tieEvidence.params.shape, ...e.tieEvidence.body.shape }),
    run: async (work, { recordId, add, remove }) => {
      const { head, register } = await recordFor(work, frameworks, recordId);
      await work.permit(`system.${register.keeper}`, head.entity_id);
      const state = stateOf(register, head.state);
      if (remove.length > 0 && !state.editable) throw new Refusal('wrong_state', { values: { state: state.name.zh } });
      const using = usingRecord(register, head);
      await document.useEvidence(work, add, using);
      await document.releaseEvidence(work, remove, using);
      return { id: head.id, no: numberOf(register, head.no), version: head.version, state: head.state };
    },
  });
}
