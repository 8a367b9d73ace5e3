import { z } from 'zod';
import { neutralityEndpoints as e } from '../../../contract/neutrality.ts';
import { parseDay } from '../../../kernel/calendar/day.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command, type Work } from '../../work/command.ts';
import { neutralityRulesOf, type Shelf } from '../library/index.ts';
import * as organization from '../organization/index.ts';
import { subjectFor, subjectObject } from './find.ts';
import { insertPeriod, insertSubject, lockSubject, periodsOf, type Subject, subjectsOf } from './store.ts';

const fault = (path: string, zh: string, en: string): Refusal =>
  new Refusal('invalid_input', { findings: [{ code: 'neutrality_subject', severity: 'error', place: { path }, text: { zh, en } }] });

/** The rule set takes this kind of subject. */
function checkRules(shelf: Shelf, ruleSet: string, kind: Subject['kind']): void {
  const rules = neutralityRulesOf(shelf.frameworks, ruleSet);
  if (!rules.subjects.includes(kind))
    throw fault('/ruleSet', `${rules.name.zh} 不适用于此类主体`, `${rules.name.en} does not take this kind of subject`);
}

async function keep(work: Work, row: Omit<Subject, 'done_at' | 'done_by' | 'done_by_name'>): Promise<void> {
  const { organizationId, personId, name } = work.actor;
  const whole = { ...row, done_at: work.now, done_by: personId, done_by_name: name };
  await insertSubject(work.tx, { ...whole, organization_id: organizationId });
  work.record({
    kind: row.version === 1 ? 'neutrality.subject_named' : 'neutrality.subject_changed',
    objectType: subjectObject,
    objectId: row.id,
    objectVersion: row.version,
    content: whole,
  });
}

/** Names a subject with its boundary and the rule set it follows (D.4). */
export const addSubject = (shelf: Shelf) =>
  command({
    name: 'neutrality.add-subject',
    action: 'neutrality.keep',
    input: e.addSubject.body,
    run: async (work, { entityId, kind, code, name, nameEn, boundary, rationale, ruleSet }) => {
      await organization.findEntity(work, entityId);
      await work.permit('neutrality.keep', entityId);
      checkRules(shelf, ruleSet, kind);
      const id = work.newId();
      await keep(work, { id, version: 1, entity_id: entityId, kind, code, name, name_en: nameEn, boundary, rationale, rule_set: ruleSet });
      return { id };
    },
  });

/** A further version of a subject; declarations made keep the one they name. */
export const changeSubject = (shelf: Shelf) =>
  command({
    name: 'neutrality.change-subject',
    action: 'neutrality.keep',
    input: z.strictObject({ ...e.changeSubject.params.shape, ...e.changeSubject.body.shape }),
    run: async (work, { subjectId, name, nameEn, boundary, rationale, ruleSet, seenVersion }) => {
      await lockSubject(work.tx, subjectId);
      const subject = await subjectFor(work, subjectId, 'neutrality.keep');
      if (subject.version !== seenVersion) throw new Refusal('conflict');
      checkRules(shelf, ruleSet, subject.kind);
      const { id, entity_id, kind, code } = subject;
      const version = subject.version + 1;
      await keep(work, { id, version, entity_id, kind, code, name, name_en: nameEn, boundary, rationale, rule_set: ruleSet });
      return { id, version };
    },
  });

/** A further period of a subject: after the one before, never overlapping (D.4). */
export const addPeriod = command({
  name: 'neutrality.add-period',
  action: 'neutrality.keep',
  input: z.strictObject({ ...e.addPeriod.params.shape, ...e.addPeriod.body.shape }),
  run: async (work, { subjectId, startsOn, endsOn }) => {
    await lockSubject(work.tx, subjectId);
    const subject = await subjectFor(work, subjectId, 'neutrality.keep');
    const [from, to] = [parseDay(startsOn), parseDay(endsOn)];
    if (from === null) throw fault('/startsOn', '没有这一天', 'There is no such day');
    if (to === null || to < from) throw fault('/endsOn', '结束日早于开始日', 'It ends before it starts');
    const { organizationId, personId, name } = work.actor;
    const last = (await periodsOf(work.tx, organizationId, subject.id)).at(-1);
    if (last && startsOn <= last.ends_on)
      throw fault('/startsOn', `应在上一期（至 ${last.ends_on}）之后`, `It starts after the period before, which ends on ${last.ends_on}`);
    const row = {
      ...{ id: work.newId(), subject_id: subject.id, no: (last?.no ?? 0) + 1, starts_on: startsOn, ends_on: endsOn },
      ...{ done_at: work.now, done_by: personId, done_by_name: name },
    };
    await insertPeriod(work.tx, { ...row, organization_id: organizationId });
    work.record({ kind: 'neutrality.period_added', objectType: subjectObject, objectId: subject.id, objectVersion: row.no, content: row });
    return { id: row.id, no: row.no };
  },
});

/** Subjects the actor may see, by code. */
export async function visibleSubjects(work: Work): Promise<Subject[]> {
  const reach = await work.reach('neutrality.read');
  return (await subjectsOf(work.tx, work.actor.organizationId)).filter((one) => reach === null || reach.has(one.entity_id));
}
