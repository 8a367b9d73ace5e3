import { z } from 'zod';
import { auditEndpoints as e } from '../../../../contract/audit.ts';
import { addDays } from '../../../../kernel/calendar/day.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { textIn, textsIn } from '../../../../kernel/system/content.ts';
import { stateOf } from '../../../../kernel/system/life-cycle.ts';
import type { Content, Register } from '../../../../kernel/system/register.ts';
import { command, type Work } from '../../../work/command.ts';
import type { Frameworks } from '../../library/index.ts';
import { checkedContents, numberOf } from '../registers/content-of.ts';
import { addRecords, changeContent, registerNamed } from '../registers/write-record.ts';
import { checklistOf, dayIn, gradeIn, recordOf, verdictIn } from './audit-records.ts';
import { rowToRaise, writeChecklist } from './fill-checklist.ts';
import { recordsNaming } from './store-audit.ts';

/** Days for an answer where nobody said another day. */
const daysToAnswer = 30;
const longestTitle = 80;
const longestLine = 500;

const titleFrom = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > longestTitle ? `${line.slice(0, longestTitle - 1)}…` : line;
};

async function addedRecord(work: Work, register: Register, entityId: string, content: Content) {
  const [checked = {}] = await checkedContents(work, register, [content]);
  const [added = { id: '', no: 0 }] = await addRecords(work, register, [{ entityId, content: checked }]);
  return { id: added.id, no: numberOf(register, added.no), version: 1, state: register.cycle.first };
}

/** Raises a finding from a row of the checklist, prefilled; the row and the finding name each other. */
export function raiseFinding(frameworks: Frameworks) {
  return command({
    name: 'system.raise-finding',
    action: 'system.audit',
    input: z.strictObject({ ...e.raiseFinding.params.shape, ...e.raiseFinding.body.shape }),
    run: async (work, { recordId, seenVersion, row: index, grade, auditee, subject }) => {
      const found = await recordOf(work, frameworks, 'audit', recordId, 'system.audit');
      const { head } = found;
      if (head.version !== seenVersion) throw new Refusal('conflict', { values: { version: String(head.version) } });
      const row = rowToRaise(found, index);
      const seen = textIn(row.finding) ?? '';
      const answerBy = addDays(todayOf(work.now), daysToAnswer);
      const who = auditee ?? textsIn(head.content.auditee)[0];
      const content: Content = {
        ...{
          subject: subject ?? titleFrom(seen),
          audit: head.id,
          grade: grade ?? (verdictIn(row) === 'nonconforming' ? 'minor' : 'observation'),
        },
        ...{ clauses: textsIn(row.clause), fact: seen, answer_by: answerBy },
        requirement: (textIn(row.question) ?? '').slice(0, longestLine),
        ...(who === undefined ? {} : { auditee: who }),
      };
      const made = await addedRecord(work, registerNamed(frameworks, 'audit_finding'), head.entity_id, content);
      const checklist = checklistOf(head.content).map((one, at) => (at === index ? { ...one, raised: made.id } : one));
      await writeChecklist(work, found, checklist, seenVersion);
      return made;
    },
  });
}

/**
 * Makes a nonconformity of a finding of grade major or minor (10.2), prefilled and linked both ways while the finding may still be written. Whoever makes it has
 * written on it and does not judge its effect: the one who is responsible makes it, and the auditor judges.
 */
export function raiseNonconformity(frameworks: Frameworks) {
  return command({
    name: 'system.raise-nonconformity',
    action: 'system.edit',
    input: z.strictObject({ ...e.raiseNonconformity.params.shape, ...e.raiseNonconformity.body.shape }),
    run: async (work, { recordId, seenVersion, dueOn }) => {
      const { head, register } = await recordOf(work, frameworks, 'audit_finding', recordId, 'system.edit');
      if (head.version !== seenVersion) throw new Refusal('conflict', { values: { version: String(head.version) } });
      const grade = gradeIn(head.content);
      const { stands, editable, name } = stateOf(register, head.state);
      if (stands === 'ended') throw new Refusal('wrong_state', { values: { state: name.zh } });
      if (grade !== 'major' && grade !== 'minor') throw new Refusal('wrong_state', { detail: notSoGrave });
      const before = await recordsNaming(work.tx, work.actor.organizationId, 'nonconformity', 'finding', [head.id]);
      if (before.some((one) => one.stands !== 'ended')) throw new Refusal('already_exists', { detail: madeAlready });
      const today = todayOf(work.now);
      const answerBy = dayIn(head.content, 'answer_by');
      const { subject = '', fact = '', clauses = [], auditee } = head.content;
      const content: Content = {
        ...{ subject, grade, source: 'internal_audit', clauses, found_on: today, description: fact, finding: head.id },
        due_on: dueOn ?? (answerBy !== null && answerBy > today ? answerBy : addDays(today, daysToAnswer)),
        ...(auditee === undefined ? {} : { owner: auditee }),
      };
      const made = await addedRecord(work, registerNamed(frameworks, 'nonconformity'), head.entity_id, content);
      // A finding that is filed says no more; the nonconformity names it all the same.
      if (editable) {
        const [linked = {}] = await checkedContents(work, register, [{ ...head.content, nonconformity: made.id }]);
        await changeContent(work, register, head, { content: linked, seenVersion, reason: '' });
      }
      return made;
    },
  });
}

const notSoGrave = {
  zh: '只有等级为严重或一般不符合的发现才转为不符合；观察项与改进机会在各自的登记册跟进。',
  en: 'Only a finding of grade major or minor becomes a nonconformity; observations and opportunities are followed up in their own registers.',
};
const madeAlready = { zh: '该发现已转为不符合。', en: 'This finding has become a nonconformity already.' };
