import { z } from 'zod';
import { directMeasurementEndpoints as e, type stack } from '../../../../contract/direct-measurement.ts';
import { command, query } from '../../../work/command.ts';
import * as organization from '../../organization/index.ts';
import { insertStack, type StackRow, stacksOf } from './store.ts';

export type Stack = z.input<typeof stack>;

export function stackOf(row: StackRow): Stack {
  return {
    id: row.id,
    unitId: row.unit_id,
    code: row.code,
    name: row.name,
    nameEn: row.name_en,
    concentrationBasis: row.concentration_basis,
    flowBasis: row.flow_basis,
    location: row.location,
    firstHour: row.first_hour,
    lastHour: row.last_hour,
    hourCount: row.hour_count,
  };
}

export const listStacks = query({
  name: 'measurement.list-stacks',
  action: 'emission.read',
  input: e.listStacks.params,
  run: async (work, { unitId }) => {
    const unit = await organization.findUnit(work, unitId);
    await work.permit('emission.read', unit.entityId);
    return { items: (await stacksOf(work.tx, work.actor.organizationId, { unitId })).map(stackOf) };
  },
});

/** Registers a stack whose CO2 is monitored continuously (A.8). */
export const addStack = command({
  name: 'measurement.add-stack',
  action: 'measurement.record',
  input: z.strictObject({ ...e.addStack.params.shape, ...e.addStack.body.shape }),
  run: async (work, input) => {
    const unit = await organization.findUnit(work, input.unitId);
    await work.permit('measurement.record', unit.entityId);
    const row = {
      organization_id: work.actor.organizationId,
      id: work.newId(),
      unit_id: unit.id,
      code: input.code,
      name: input.name,
      name_en: input.nameEn,
      concentration_basis: input.concentrationBasis,
      flow_basis: input.flowBasis,
      location: input.location,
      first_hour: null,
      last_hour: null,
      batch_number: 0,
      changed_at: work.now,
    };
    await insertStack(work.tx, row);
    const { organization_id: _, ...content } = row;
    work.record({ kind: 'measured_stack.added', objectType: 'measured_stack', objectId: row.id, objectVersion: 1, content });
    return stackOf({ ...row, hour_count: 0 });
  },
});
