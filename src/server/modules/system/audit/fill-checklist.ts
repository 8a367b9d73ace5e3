import { z } from 'zod';
import { auditEndpoints as e } from '../../../../contract/audit.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { drawChecklist as drawn } from '../../../../kernel/system/audit/checklist.ts';
import { mostRows } from '../../../../kernel/system/content.ts';
import { stateOf } from '../../../../kernel/system/life-cycle.ts';
import type { Content } from '../../../../kernel/system/register.ts';
import { command, type Work } from '../../../work/command.ts';
import type { Frameworks, Shelf } from '../../library/index.ts';
import { checkedContents, numberOf } from '../registers/content-of.ts';
import { changeContent } from '../registers/write-record.ts';
import { checklistOf, type FoundRecord, recordOf, scopeOfAudit, verdictIn } from './audit-records.ts';
import { duePoints } from './due-points.ts';

/** A further version of an audit whose checklist is written; only while it is planned or under way. @throws Refusal `wrong_state`, `conflict`. */
export async function writeChecklist(work: Work, { head, register }: FoundRecord, checklist: readonly Content[], seenVersion: number) {
  const state = stateOf(register, head.state);
  if (!state.editable) throw new Refusal('wrong_state', { values: { state: state.name.zh } });
  const [content = {}] = await checkedContents(work, register, [{ ...head.content, checklist }]);
  const changed = await changeContent(work, register, head, { content, seenVersion, reason: '' });
  return { id: head.id, no: numberOf(register, head.no), ...changed };
}

function refuseOld({ head }: FoundRecord, seenVersion: number): void {
  if (head.version !== seenVersion) throw new Refusal('conflict', { values: { version: String(head.version) } });
}

/** Draws an audit's checklist from the clauses of its scope (9.2); drawing again adds what is new and keeps what is filled. */
export function drawChecklist(shelf: Shelf) {
  const { frameworks } = shelf;
  return command({
    name: 'system.draw-checklist',
    action: 'system.audit',
    input: z.strictObject({ ...e.drawChecklist.params.shape, ...e.drawChecklist.body.shape }),
    run: async (work, { recordId, seenVersion, language }) => {
      const found = await recordOf(work, frameworks, 'audit', recordId, 'system.audit');
      refuseOld(found, seenVersion);
      const { head } = found;
      const scope = await scopeOfAudit(work, frameworks, head.content);
      const due = await duePoints(work, shelf, head.entity_id, scope, head.id);
      const rows = checklistOf(head.content);
      const { questions } = frameworks;
      const made = drawn({ scope, questions, due, rows, language, most: mostRows });
      const changed = await writeChecklist(work, found, made.rows, seenVersion);
      return { ...changed, rows: made.rows.length, added: made.added, dropped: made.dropped };
    },
  });
}

const filled = (row: Content, verdict: string | null, finding: string, auditor: string): Content => {
  const { verdict: before, finding: ___, auditor: looked, ...rest } = row;
  // Whoever gives a verdict looked at it; a word added to a verdict that stands does not change who gave it.
  const by = verdict === null ? null : before === verdict && typeof looked === 'string' ? looked : auditor;
  return { ...rest, ...(verdict ? { verdict } : {}), ...(finding === '' ? {} : { finding }), ...(by === null ? {} : { auditor: by }) };
};

/** Fills rows of the checklist: what was seen, and the verdict; whoever gives it stands beside it. */
export function fillChecklist(frameworks: Frameworks) {
  return command({
    name: 'system.fill-checklist',
    action: 'system.audit',
    input: z.strictObject({ ...e.fillChecklist.params.shape, ...e.fillChecklist.body.shape }),
    run: async (work, { recordId, seenVersion, rows }) => {
      const found = await recordOf(work, frameworks, 'audit', recordId, 'system.audit');
      refuseOld(found, seenVersion);
      const checklist = checklistOf(found.head.content);
      for (const { row, verdict, finding } of rows) {
        const one = checklist[row];
        if (!one) throw new Refusal('not_found', { values: { what: 'row', id: String(row + 1) } });
        checklist[row] = filled(one, verdict, finding, work.actor.personId);
      }
      return await writeChecklist(work, found, checklist, seenVersion);
    },
  });
}

/** A row of the checklist of which a finding is made. @throws Refusal. */
export function rowToRaise({ head }: FoundRecord, row: number): Content {
  const one = checklistOf(head.content)[row];
  if (!one) throw new Refusal('not_found', { values: { what: 'row', id: String(row + 1) } });
  if (one.raised !== undefined) throw new Refusal('already_exists', { detail: raisedAlready });
  const verdict = verdictIn(one);
  if (verdict !== 'nonconforming' && verdict !== 'observation') throw new Refusal('wrong_state', { detail: nothingToRaise });
  if (one.finding === undefined) throw new Refusal('wrong_state', { detail: nothingSeen });
  return one;
}

const raisedAlready = { zh: '这一行已开出审核发现。', en: 'A finding was raised from this row already.' };
const nothingToRaise = {
  zh: '只有结果为“不符合”或“观察项”的行才能开出审核发现。请先填写结果。',
  en: 'A finding is raised from a row that is nonconforming or an observation. Give the verdict first.',
};
const nothingSeen = {
  zh: '这一行还没有写明所见的事实。请先填写“所见”再开出审核发现。',
  en: 'The row does not say what was seen. Write it down, then raise the finding.',
};
