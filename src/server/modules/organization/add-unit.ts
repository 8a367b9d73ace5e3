import { unitInput } from '../../../contract/organization.ts';
import { sectorRules } from '../../../kernel/organization/unit-sector.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command } from '../../work/command.ts';
import { collectFaults } from '../../work/faults.ts';
import { entityById } from './store/entities.ts';
import { findUnits, insertUnit } from './store/units.ts';
import { takenCode } from './taken.ts';
import { type HasMethod, readStreams, readUnitFields } from './unit-fields.ts';

/** Adds a unit with its fuel streams to a plant (A.4). */
export const addUnit = (hasMethod: HasMethod) =>
  command({
    name: 'organization.add-unit',
    action: 'organization.maintain',
    input: unitInput,
    run: async (work, { entityId, fuelStreams, ...input }) => {
      await work.permit('organization.maintain', entityId);
      const { organizationId } = work.actor;
      const plant = await entityById(work.tx, organizationId, entityId);
      if (!plant) throw new Refusal('not_found', { values: { id: entityId } });
      const faults = collectFaults();
      if (plant.kind !== 'plant') {
        faults.add('unit_outside_plant', '/entityId', {
          zh: '机组只能设在厂之下，请选择厂。',
          en: 'Units stand in plants; choose a plant.',
        });
      }
      const fields = readUnitFields(input, faults, hasMethod);
      if (sectorRules[fields.sector].burns && fuelStreams.length === 0) {
        faults.add('no_fuel_stream', '/fuelStreams', {
          zh: '发电机组至少有一条燃料流，请添加。',
          en: 'A power unit burns at least one fuel; add its stream.',
        });
      }
      faults.refuse();
      const others = await findUnits(work.tx, organizationId, { entityIds: [entityId] });
      if (others.some((o) => o.code === fields.code)) throw takenCode('/code', fields.code);
      const id = work.newId();
      const written = {
        ...fields,
        id,
        entityId,
        fuelStreams: readStreams('/fuelStreams', fuelStreams, [], work.newId),
        version: 1,
        changedAt: work.now,
      };
      await insertUnit(work.tx, organizationId, written);
      work.record({ kind: 'unit.added', objectType: 'unit', objectId: id, objectVersion: 1, content: written });
      return written;
    },
  });
