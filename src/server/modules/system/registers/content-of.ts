import { createHash } from 'node:crypto';
import type { Finding } from '../../../../kernel/finding.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { checkContent, clausesOf, isFilled, referencesOf, searchTextOf, textIn } from '../../../../kernel/system/content.ts';
import { formulaFaults } from '../../../../kernel/system/parameter.ts';
import type { Content, Register } from '../../../../kernel/system/register.ts';
import type { Work } from '../../../work/command.ts';
import { canonical } from '../../../work/leaf.ts';
import * as identity from '../../identity/index.ts';
import type { Frameworks } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { recordsByIds } from './store.ts';

export const recordObject = 'register_record';

/** SHA-256 over the canonical text of a content: what an approval signs. */
export function contentHash(content: Content): Buffer {
  return createHash('sha256').update(canonical(content)).digest();
}

export function numberOf(register: Pick<Register, 'prefix'>, no: number): string {
  return `${register.prefix}-${String(no).padStart(4, '0')}`;
}

/** Names that contents refer to and that are not there are faults at their fields: who is named can be asked. */
async function unknownNames(work: Work, register: Register, contents: readonly Content[], places: readonly string[]): Promise<Finding[]> {
  const { organizationId } = work.actor;
  const all = contents.map((content) => referencesOf(register, content));
  const idsOf = (type: string) => [...new Set(all.flat().flatMap((one) => (one.type === type ? [one.id] : [])))];
  const people = new Set((await identity.peopleNamed(work, idsOf('person'))).map((one) => one.id));
  const entities = new Set<string>();
  if (idsOf('entity').length > 0) for (const one of await organization.everyEntity(work)) entities.add(one.id);
  const records = new Map((await recordsByIds(work.tx, organizationId, idsOf('record'))).map((one) => [one.id, one.register]));
  return all.flatMap((references, index) =>
    references.flatMap(({ field, type, id, of }) => {
      const register_ = records.get(id);
      const known =
        type === 'person' ? people.has(id) : type === 'entity' ? entities.has(id) : register_ !== undefined && of.includes(register_);
      if (known) return [];
      const text = { zh: '所引用的对象不存在或不属于此类', en: 'What is named here is not there, or of another kind' };
      return [{ code: 'record_reference', severity: 'error' as const, place: { path: `${places[index] ?? ''}/content/${field}` }, text }];
    }),
  );
}

/** Contents as they are stored. @throws Refusal `invalid_input`, or `not_found` for what is named and not there, with every fault at its field. */
export async function checkedContents(
  work: Work,
  register: Register,
  given: readonly Readonly<Record<string, unknown>>[],
  place: (index: number) => string = () => '',
): Promise<Content[]> {
  const checked = given.map((one) => checkContent(register, one));
  const findings: Finding[] = checked.flatMap(({ findings: said }, index) =>
    said.map((one) => ({ ...one, place: { ...one.place, path: `${place(index)}${one.place.path ?? ''}` } })),
  );
  for (const [index, { content, findings: said }] of checked.entries())
    if (said.length === 0 && !isFilled(content[register.roles.title])) findings.push(untitled(register, place(index)));
  if (findings.length > 0) throw new Refusal('invalid_input', { findings: findings.slice(0, 1000) });
  const contents = checked.map((one) => one.content);
  const places = contents.map((_, index) => place(index));
  const unknown = await unknownNames(work, register, contents, places);
  if (unknown.length > 0) throw new Refusal('not_found', { findings: unknown.slice(0, 1000), values: { what: 'record', id: '' } });
  return contents;
}

/** The same for what people write: a formula in it holds too. @throws Refusal as `checkedContents`. */
export async function checkedWriting(
  work: Work,
  frameworks: Frameworks,
  register: Register,
  given: readonly Readonly<Record<string, unknown>>[],
  place: (index: number) => string = () => '',
): Promise<Content[]> {
  const contents = await checkedContents(work, register, given, place);
  const { units } = frameworks;
  const findings = contents.flatMap((content, index) =>
    (units ? formulaFaults(register, content, units) : []).map((one) => ({
      ...one,
      place: { path: `${place(index)}${one.place.path ?? ''}` },
    })),
  );
  if (findings.length > 0) throw new Refusal('invalid_input', { findings: findings.slice(0, 1000) });
  return contents;
}

function untitled(register: Register, place: string): Finding {
  const field = register.fields.find((one) => one.id === register.roles.title);
  return {
    code: 'record_content',
    severity: 'error',
    place: { path: `${place}/content/${register.roles.title}` },
    text: { zh: `请填写“${field?.name.zh ?? ''}”`, en: `${field?.name.en ?? ''} is needed` },
  };
}

/** What the head of a record says of its content. */
export function headOf(register: Register, content: Content) {
  const { owner, due, title } = register.roles;
  const text = (field: string | null): string | null => (field === null ? null : textIn(content[field]));
  return {
    ...{ title: (text(title) ?? '').slice(0, 500), content: JSON.stringify(content), clauses: clausesOf(register, content) },
    ...{ owner_id: text(owner), due_on: text(due), search: searchTextOf(register, content) },
  };
}

export function referenceRows(organizationId: string, recordId: string, register: Register, content: Content) {
  return referencesOf(register, content).map(({ field, type, id }) => ({
    ...{ organization_id: organizationId, record_id: recordId, field, target_type: type, target_id: id },
  }));
}
