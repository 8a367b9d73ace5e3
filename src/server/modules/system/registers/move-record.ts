import { z } from 'zod';
import { systemEndpoints as e } from '../../../../contract/system.ts';
import { present } from '../../../../kernel/assert.ts';
import type { Day } from '../../../../kernel/calendar/day.ts';
import { monthsAfter } from '../../../../kernel/calendar/month.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { moveOf, type Objection, objectionsTo, stateOf } from '../../../../kernel/system/life-cycle.ts';
import type { Move, Register } from '../../../../kernel/system/register.ts';
import type { Text } from '../../../../kernel/text.ts';
import { command, type Work } from '../../../work/command.ts';
import { actingRole } from '../../../work/permission.ts';
import * as document from '../../document/index.ts';
import type { Frameworks } from '../../library/index.ts';
import { auditObjections } from '../audit/independence.ts';
import { contentHash, numberOf, recordObject } from './content-of.ts';
import { insertMove, movesOf, type RecordHead, type RecordMove, updateRecord, versionsOf } from './store.ts';
import { recordFor } from './write-record.ts';

/** Who wrote on a record since it was approved last. */
export async function authorsOf(work: Work, head: RecordHead, moves: readonly RecordMove[]): Promise<string[]> {
  const approved = Math.max(0, ...moves.filter((one) => one.approves && one.version < head.version).map((one) => one.version));
  const versions = await versionsOf(work.tx, work.actor.organizationId, head.id);
  return [...new Set(versions.filter((one) => one.version > approved).map((one) => one.written_by))];
}

/** The words of what stands against a move. */
export function objectionText(objection: Objection, register: Register, state: string): Text {
  const named = stateOf(register, state).name;
  switch (objection.code) {
    case 'wrong_state':
      return { zh: `当前状态为“${named.zh}”，不能这样做`, en: `Not from the state “${named.en}”` };
    case 'own_work':
      return { zh: '您编写了这一版本，须由他人办理', en: 'You wrote on this version; somebody else has to do it' };
    case 'named_in':
      return {
        zh: `您是“${objection.field.zh}”，须由他人办理`,
        en: `You are named as ${objection.field.en.toLowerCase()}; somebody else has to do it`,
      };
    case 'not_apart': {
      const [one, other] = objection.fields;
      return {
        zh: `同一人既是“${one.zh}”又是“${other.zh}”，审核员不审核自己的工作`,
        en: `The same person is named as ${one.en.toLowerCase()} and as ${other.en.toLowerCase()}; nobody audits the own work`,
      };
    }
    case 'told':
      return objection.text;
    case 'field_empty':
      return { zh: `请先填写“${objection.field.zh}”`, en: `${objection.field.en} is needed first` };
    case 'on_hold':
      return { zh: `“${objection.field.zh}”期间不得作废`, en: `${objection.field.en}: it cannot be ended while this stands` };
    case 'no_evidence':
      return { zh: '请先附上证据', en: 'Evidence is needed first' };
  }
}

function refuse(objections: readonly Objection[], register: Register, state: string): never {
  const own = objections.some((one) => ['own_work', 'named_in', 'not_apart', 'told'].includes(one.code));
  const texts = objections.map((one) => objectionText(one, register, state));
  const detail = { zh: `${texts.map((one) => one.zh).join('；')}。`, en: `${texts.map((one) => one.en).join('; ')}.` };
  const findings = objections.flatMap((one, index) =>
    one.code === 'field_empty'
      ? [
          {
            code: 'record_content',
            severity: 'error' as const,
            place: { path: `/content/${one.fieldId}` },
            text: present(texts[index], 'a text'),
          },
        ]
      : [],
  );
  throw new Refusal(own ? 'same_person_proposes_and_approves' : 'wrong_state', {
    detail,
    findings,
    values: { state: stateOf(register, state).name.zh },
  });
}

/** What a move does to the head of a record. */
function headAfter(register: Register, move: Move, head: RecordHead, today: Day) {
  const state = stateOf(register, move.to);
  const counts = state.stands === 'in_force' || state.stands === 'done';
  const review = counts && register.reviewMonths !== null ? monthsAfter(today, register.reviewMonths) : null;
  const inForce = move.approves || state.stands === 'done' ? { in_force_version: head.version, in_force_on: today, review_on: review } : {};
  const gone = state.stands === 'ended' || (state.stands === 'open' && head.stands === 'done');
  return {
    ...{ state: state.code, stands: state.stands },
    ...inForce,
    ...(gone ? { in_force_version: null, in_force_on: null, review_on: null } : {}),
  };
}

/** What stands against a move besides what the record itself says: what only other records tell. */
export async function furtherObjections(work: Work, frameworks: Frameworks, head: RecordHead, move: Move): Promise<Objection[]> {
  return head.register === 'audit' ? await auditObjections(work, frameworks, head, move) : [];
}

/** Moves a record whose facts are known; for commands that move more than one. @throws Refusal. */
export async function moveTo(
  work: Work,
  frameworks: Frameworks,
  register: Register,
  head: RecordHead,
  code: string,
  reason: string,
): Promise<{ state: string }> {
  const { organizationId, personId, name } = work.actor;
  const move = moveOf(register, code);
  if (!move) throw new Refusal('not_found', { values: { what: 'move', id: code } });
  await work.permit(`system.${move.right}`, head.entity_id);
  const moves = await movesOf(work.tx, organizationId, head.id);
  const facts = { state: head.state, content: head.content, actorId: personId, authorIds: await authorsOf(work, head, moves) };
  const evidenceCount = (await document.evidenceCounts(work, recordObject, [head.id])).get(head.id) ?? 0;
  const objections = [
    ...objectionsTo(register, move, { ...facts, evidenceCount }),
    ...(await furtherObjections(work, frameworks, head, move)),
  ];
  if (objections.length > 0) refuse(objections, register, head.state);
  if (move.needsReason && reason === '') throw new Refusal('reason_required');
  const after = headAfter(register, move, head, todayOf(work.now));
  const row = {
    ...{
      no: moves.length + 1,
      move: code,
      from_state: head.state,
      to_state: move.to,
      version: head.version,
      approves: move.approves,
      reason,
    },
    ...{ moved_at: work.now, moved_by: personId, moved_by_name: name, moved_as: actingRole(work.actor, `system.${move.right}`) },
  };
  const sha = contentHash(head.content);
  await insertMove(work.tx, { ...row, organization_id: organizationId, record_id: head.id, content_sha256: sha });
  await updateRecord(work.tx, organizationId, head.id, { ...after, changed_at: work.now });
  work.record({
    kind: 'system.record_moved',
    objectType: recordObject,
    objectId: head.id,
    objectVersion: head.version,
    content: { register: register.id, record: numberOf(register, head.no), ...row, content_sha256: sha.toString('hex') },
    ...(reason === '' ? {} : { reason }),
  });
  return { state: move.to };
}

/** Submits, approves, files, closes … a record, as its register's life cycle says. */
export function moveRecord(frameworks: Frameworks) {
  return command({
    name: 'system.move-record',
    action: 'system.read',
    input: z.strictObject({ ...e.moveRecord.params.shape, ...e.moveRecord.body.shape }),
    run: async (work, { recordId, move, seenVersion, seenState, reason }) => {
      const { head, register } = await recordFor(work, frameworks, recordId);
      if (head.version !== seenVersion || head.state !== seenState)
        throw new Refusal('conflict', { values: { version: String(head.version) } });
      const { state } = await moveTo(work, frameworks, register, head, move, reason);
      return { id: head.id, no: numberOf(register, head.no), version: head.version, state };
    },
  });
}
