import type { z } from 'zod';
import type { fieldView, registerRecord, registerView } from '../../../../contract/system.ts';
import { referencesOf } from '../../../../kernel/system/content.ts';
import type { Content, Field, Register } from '../../../../kernel/system/register.ts';
import type { Work } from '../../../work/command.ts';
import * as identity from '../../identity/index.ts';
import type { Frameworks } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { numberOf } from './content-of.ts';
import { type RecordHead, recordsByIds } from './store.ts';

type FieldView = z.input<typeof fieldView>;
type Names = z.input<typeof registerRecord>['names'];

function flatView(field: Field): FieldView['columns'][number] {
  return {
    ...{ id: field.id, name: field.name, hint: field.hint, required: field.required, type: field.type },
    kept: field.kept ?? false,
    many: 'many' in field ? field.many : false,
    long: field.type === 'text' && field.long,
    options: field.type === 'choice' ? field.options.map(({ code, name, tone }) => ({ code, name, tone })) : [],
    ...(field.type === 'number'
      ? { unit: field.unit, min: field.min, max: field.max, whole: field.whole }
      : { unit: '', min: null, max: null, whole: false }),
    of: field.type === 'record' || field.type === 'score' ? [...field.of] : [],
    bands: field.type === 'score' ? [...field.bands] : [],
  };
}

export function viewOfRegister(register: Register): z.input<typeof registerView> {
  const { cycle, roles } = register;
  return {
    ...{ id: register.id, name: register.name, one: register.one, hint: register.hint, clauses: [...register.clauses] },
    ...{ prefix: register.prefix, reviewMonths: register.reviewMonths, keeper: register.keeper, columns: [...register.columns], roles },
    facts: [...register.facts],
    fields: register.fields.map((field) => ({ ...flatView(field), columns: field.type === 'rows' ? field.columns.map(flatView) : [] })),
    states: cycle.states.map((one) => ({ ...one })),
    moves: cycle.moves.map(({ code, name, from, to, right, needsReason, approves }) => {
      return { ...{ code, name, from: [...from], to, right, needsReason, approves } };
    }),
  };
}

/** What the ids in these contents stand for; one that is not there any more stays unnamed. */
export async function namesIn(work: Work, frameworks: Frameworks, all: readonly (readonly [Register, Content])[]): Promise<Names> {
  const references = all.flatMap(([register, content]) => referencesOf(register, content));
  const idsOf = (type: string) => [...new Set(references.flatMap((one) => (one.type === type ? [one.id] : [])))];
  const names: Names = {};
  for (const { id, name } of await identity.peopleNamed(work, idsOf('person')))
    names[id] = { type: 'person', name: { zh: name, en: name }, register: null, no: '' };
  const entities = new Set(idsOf('entity'));
  if (entities.size > 0)
    for (const one of await organization.everyEntity(work))
      if (entities.has(one.id)) names[one.id] = { type: 'entity', name: { zh: one.name, en: one.nameEn }, register: null, no: '' };
  for (const one of await recordsByIds(work.tx, work.actor.organizationId, idsOf('record'))) {
    const register = frameworks.register(one.register);
    const no = register ? numberOf(register, one.no) : '';
    names[one.id] = { type: 'record', name: { zh: one.title, en: one.title }, register: one.register, no };
  }
  return names;
}

export function lineOf(register: Register, head: RecordHead, today: string, evidence: number, owner: { id: string; name: string } | null) {
  const isOpen = head.stands === 'drafted' || head.stands === 'open';
  return {
    ...{ id: head.id, register: head.register, no: numberOf(register, head.no), title: head.title, entityId: head.entity_id },
    ...{ state: head.state, stands: head.stands, version: head.version, inForceVersion: head.in_force_version },
    ...{ inForceOn: head.in_force_on, reviewOn: head.review_on, dueOn: head.due_on },
    overdue: head.due_on !== null && head.due_on < today && isOpen,
    ...{ owner, changedAt: head.changed_at, content: head.content, evidence },
  };
}
