import { z } from 'zod';
import { unitChange } from '../../../contract/organization.ts';
import { id } from '../../../contract/values.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command } from '../../work/command.ts';
import { conflictOf } from '../../work/conflict.ts';
import { collectFaults } from '../../work/faults.ts';
import { findUnits, insertStreams, updateUnit } from './store/units.ts';
import { takenCode } from './taken.ts';
import { type HasMethod, readStreams, readUnitFields } from './unit-fields.ts';

/** Changes what is said of a unit and may add fuel streams; streams that carry data are never taken away. */
export const changeUnit = (hasMethod: HasMethod) =>
  command({
    name: 'organization.change-unit',
    action: 'organization.maintain',
    input: z.strictObject({ ...unitChange.shape, unitId: id }),
    run: async (work, { unitId, version, addFuelStreams, ...input }) => {
      const { organizationId } = work.actor;
      const [before] = await findUnits(work.tx, organizationId, { ids: [unitId], lock: true });
      if (!before) throw new Refusal('not_found', { values: { id: unitId } });
      await work.permit('organization.maintain', before.entityId);
      const faults = collectFaults();
      const fields = readUnitFields(input, faults, hasMethod);
      if (before.version !== version) throw conflictOf(before, { ...fields, version });
      faults.refuse();
      const others = await findUnits(work.tx, organizationId, { entityIds: [before.entityId] });
      if (others.some((o) => o.code === fields.code && o.id !== unitId)) throw takenCode('/code', fields.code);
      const added = readStreams('/addFuelStreams', addFuelStreams, before.fuelStreams, work.newId);
      const written = { ...before, ...fields, fuelStreams: [...before.fuelStreams, ...added], version: version + 1, changedAt: work.now };
      await updateUnit(work.tx, organizationId, written);
      await insertStreams(work.tx, organizationId, unitId, added, work.now);
      work.record({ kind: 'unit.changed', objectType: 'unit', objectId: unitId, objectVersion: written.version, content: written, before });
      return written;
    },
  });
