import { z } from 'zod';
import { assetInventoryEndpoints as e } from '../../../../contract/asset-inventory.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command, type Work } from '../../../work/command.ts';
import { readHoldings } from '../ledger/read-holdings.ts';
import { classesOf } from '../ledger/store.ts';
import { identificationFor, identificationObject, mustBeOpen } from './open-identification.ts';
import { type Identification, insertEntries, insertStep, stepsOf } from './store.ts';

/** Takes a step of an identification once, with what was found (Annex G). The step `ledger` takes the lines of existing assets from the ledger. */
export const takeIdentificationStep = command({
  name: 'asset.take-identification-step',
  action: 'asset.identify',
  isolation: 'serializable',
  input: z.strictObject({ ...e.takeIdentificationStep.params.shape, ...e.takeIdentificationStep.body.shape }),
  run: async (work, { identificationId, step, note }) => {
    const found = await identificationFor(work, identificationId, 'asset.identify');
    mustBeOpen(found);
    const { organizationId, personId, name } = work.actor;
    const taken = await stepsOf(work.tx, organizationId, identificationId);
    if (taken.some((one) => one.step === step)) throw new Refusal('already_exists');
    const row = { identification_id: identificationId, step, note, done_at: work.now, done_by: personId, done_by_name: name };
    await insertStep(work.tx, { ...row, organization_id: organizationId });
    const lines = step === 'ledger' ? await linesOfLedger(work, found) : [];
    await insertEntries(work.tx, lines);
    work.record({
      kind: 'asset.identification_step_taken',
      objectType: identificationObject,
      objectId: identificationId,
      objectVersion: found.version,
      content: { ...row, lines },
      reason: note,
    });
    return { id: identificationId, version: found.version };
  },
});

async function linesOfLedger(work: Work, { id, entity_id: entityId, as_of: asOf }: Identification) {
  const { organizationId, personId, name } = work.actor;
  const { holdings } = await readHoldings.run(work, { entityId, effectiveOn: asOf });
  const classes = new Map((await classesOf(work.tx, organizationId)).map((one) => [one.id, one]));
  return holdings.flatMap(({ class: { id: classId }, own, available }) => {
    const held = classes.get(classId);
    if (!held || own === '0') return [];
    const locked = BigInt(own) - BigInt(available);
    return [
      {
        ...{ organization_id: organizationId, id: work.newId(), identification_id: id, line_id: work.newId(), version: 1 },
        ...{ standing: 'existing' as const, kind: held.programme, name: `${held.programme} ${held.vintage} ${held.project}`.trim() },
        ...{ class_no: held.no, quantity: own, unit: held.unit, low: null, high: null, probability: null, expected_year: null },
        // The web puts it into words; a person's own words take its place in a further version.
        basis: `ledger ${asOf}${locked > 0n ? ` locked ${locked}` : ''}`,
        ...{ holder: '', responsible: '', next_step: '', due_on: null, withdrawn: false, reason: '' },
        ...{ recorded_at: work.now, recorded_by: personId, recorded_by_name: name },
      },
    ];
  });
}
