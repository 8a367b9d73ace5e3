import { z } from 'zod';
import { meterChange } from '../../../contract/meters.ts';
import { id } from '../../../contract/values.ts';
import { present } from '../../../kernel/assert.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command, type Work } from '../../work/command.ts';
import { conflictOf } from '../../work/conflict.ts';
import { collectFaults } from '../../work/faults.ts';
import { readMeterFields } from './meter-fields.ts';
import { meterViews } from './meter-view.ts';
import { findMeters, type Meter, type MeterFacts, updateMeter } from './store/meters.ts';
import { takenCode } from './taken.ts';

/** The meter, kept from others until the transaction ends; refuses who may not maintain it. */
export async function meterToMaintain(work: Work, meterId: string): Promise<MeterFacts> {
  const [meter] = await findMeters(work.tx, work.actor.organizationId, { id: meterId, lock: true });
  if (!meter) throw new Refusal('not_found', { values: { id: meterId } });
  await work.permit('meter.maintain', meter.entityId);
  return meter;
}

/** Writes the next version of a meter with the reason for it. */
export async function writeMeter(
  work: Work,
  kind: 'meter.changed' | 'meter.retired' | 'meter.brought_back',
  before: MeterFacts,
  change: Partial<MeterFacts>,
  reason: string,
): Promise<Meter> {
  const written = { ...before, ...change, version: before.version + 1 };
  if (!(await updateMeter(work.tx, work.actor.organizationId, written, work.now))) throw new Refusal('conflict');
  work.record({ kind, objectType: 'meter', objectId: before.id, objectVersion: written.version, content: written, before, reason });
  return present((await meterViews(work, [written]))[0], 'the meter just changed');
}

/** Changes what is said of a meter; when it serves is moved by retiring it and bringing it back (clause 7.1; A.7). */
export const changeMeter = command({
  name: 'organization.change-meter',
  action: 'meter.maintain',
  input: z.strictObject({ ...meterChange.shape, meterId: id }),
  run: async (work, { meterId, version, reason, ...input }) => {
    const before = await meterToMaintain(work, meterId);
    const faults = collectFaults();
    const read = await readMeterFields(work, { ...input, entityId: before.entityId, inServiceTo: before.inServiceTo }, faults);
    const fields = { ...input, ...read };
    if (before.version !== version) throw conflictOf(before, { ...fields, version });
    const gap = before.serviceGaps[0];
    if (gap && input.inServiceFrom >= gap.from) {
      faults.add('days_reversed', '/inServiceFrom', {
        zh: `启用日须早于其首次停用（${gap.from}）。`,
        en: `It must come into service before it first went out of it (${gap.from}).`,
      });
    }
    faults.refuse();
    const sameCode = await findMeters(work.tx, work.actor.organizationId, { code: fields.code });
    if (sameCode.some((other) => other.id !== meterId)) throw takenCode('/code', fields.code);
    return writeMeter(work, 'meter.changed', before, fields, reason);
  },
});
