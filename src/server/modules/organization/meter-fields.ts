import type { z } from 'zod';
import type { meterInput } from '../../../contract/meters.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Work } from '../../work/command.ts';
import type { Faults } from '../../work/faults.ts';
import { findUnits } from './store/units.ts';

type Fields = Pick<z.output<typeof meterInput>, 'entityId' | 'unitId' | 'accuracyPct' | 'inServiceFrom' | 'inServiceTo'>;

/** What the schema alone cannot see of a meter: its unit stands in its plant, its days follow each other; gives the exact permitted error. */
export async function readMeterFields(work: Work, input: Fields, faults: Faults): Promise<{ accuracyPct: string }> {
  if (input.unitId !== null) {
    const [unit] = await findUnits(work.tx, work.actor.organizationId, { ids: [input.unitId] });
    if (!unit) throw new Refusal('not_found', { values: { id: input.unitId } });
    if (unit.entityId !== input.entityId) {
      faults.add('unit_of_other_plant', '/unitId', { zh: '机组不属于所选的厂。', en: 'The unit does not belong to the plant chosen.' });
    }
  }
  faults.day('/inServiceFrom', input.inServiceFrom);
  faults.day('/inServiceTo', input.inServiceTo);
  if (input.inServiceTo !== null && input.inServiceTo < input.inServiceFrom) {
    faults.add('days_reversed', '/inServiceTo', { zh: '停用日早于启用日。', en: 'It went out of service before it came into service.' });
  }
  return { accuracyPct: faults.decimal('/accuracyPct', input.accuracyPct, { min: '0', max: '100' }) };
}
