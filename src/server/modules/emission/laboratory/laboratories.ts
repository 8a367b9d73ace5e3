import { z } from 'zod';
import { laboratoryEndpoints as e } from '../../../../contract/laboratory.ts';
import { id } from '../../../../contract/values.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command, query, type Work } from '../../../work/command.ts';
import { collectFaults } from '../../../work/faults.ts';
import { insertLaboratory, type Laboratory, laboratoriesOf, updateLaboratory } from './store.ts';

type Fields = z.output<typeof e.addLaboratory.body>;

function checkAccreditations(fields: Fields): void {
  const faults = collectFaults();
  fields.accreditations.forEach((one, index) => {
    faults.day(`/accreditations/${index}/validFrom`, one.validFrom);
    faults.day(`/accreditations/${index}/validTo`, one.validTo);
    if (one.validTo < one.validFrom)
      faults.add('days_reversed', `/accreditations/${index}/validTo`, { zh: '有效期止于开始之前。', en: 'It would end before it begins.' });
  });
  faults.refuse();
}

async function nameTaken(work: Work, name: string, ownId: string | null): Promise<boolean> {
  const all = await laboratoriesOf(work.tx, work.actor.organizationId);
  return all.some((one) => one.name === name && one.id !== ownId);
}

function told(work: Work, kind: 'laboratory.added' | 'laboratory.changed', laboratory: Laboratory, before?: Laboratory): void {
  const entry = { kind, objectType: 'laboratory', objectId: laboratory.id, objectVersion: laboratory.version, content: { ...laboratory } };
  work.record(before ? { ...entry, before: { ...before } } : entry);
}

/** Laboratories of the organization with their accreditation. */
export const listLaboratories = query({
  name: 'laboratory.list',
  action: 'emission.read',
  input: z.strictObject({}),
  run: async (work) => ({ items: await laboratoriesOf(work.tx, work.actor.organizationId) }),
});

/** Records a laboratory, own or commissioned, with its accreditation (A.7). */
export const addLaboratory = command({
  name: 'laboratory.add',
  action: 'laboratory.record',
  input: e.addLaboratory.body,
  run: async (work, fields) => {
    checkAccreditations(fields);
    if (await nameTaken(work, fields.name, null)) throw new Refusal('already_exists', { values: { name: fields.name } });
    const laboratory: Laboratory = { ...fields, id: work.newId(), version: 1 };
    await insertLaboratory(work.tx, work.actor.organizationId, laboratory, work.now);
    told(work, 'laboratory.added', laboratory);
    return laboratory;
  },
});

/** Changes a laboratory; an accreditation that ended stays listed, because earlier tests rest on it. */
export const changeLaboratory = command({
  name: 'laboratory.change',
  action: 'laboratory.record',
  input: z.strictObject({ ...e.changeLaboratory.body.shape, laboratoryId: id }),
  run: async (work, { laboratoryId, version, ...fields }) => {
    checkAccreditations(fields);
    const [before] = await laboratoriesOf(work.tx, work.actor.organizationId, [laboratoryId]);
    if (!before) throw new Refusal('not_found', { values: { what: 'laboratory', id: laboratoryId } });
    if (await nameTaken(work, fields.name, laboratoryId)) throw new Refusal('already_exists', { values: { name: fields.name } });
    const laboratory: Laboratory = { ...fields, id: laboratoryId, version: version + 1 };
    if (!(await updateLaboratory(work.tx, work.actor.organizationId, laboratory, work.now)))
      throw new Refusal('conflict', { values: { name: before.name } });
    told(work, 'laboratory.changed', laboratory, before);
    return laboratory;
  },
});
