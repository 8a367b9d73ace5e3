import { z } from 'zod';
import { systemEndpoints as e } from '../../../../contract/system.ts';
import { query } from '../../../work/command.ts';
import type { Frameworks } from '../../library/index.ts';
import { numberOf } from './content-of.ts';
import { recordsByIds } from './store.ts';
import { searchRecords } from './store-lists.ts';
import { registerNamed } from './write-record.ts';

/** Records for whoever names one: by words and numbers over some registers or all, or by ids. What may not be seen is not there. */
export function findRecords(frameworks: Frameworks) {
  return query({
    name: 'system.find-records',
    action: 'system.read',
    input: z.strictObject(e.findRecords.query.shape),
    run: async (work, { search, registers, ids, which, limit }) => {
      const { organizationId } = work.actor;
      const reach = await work.reach('system.read');
      const of = registers === undefined ? frameworks.registers : registers.split(',').map((one) => registerNamed(frameworks, one));
      const places = reach === null ? null : [...reach];
      const found =
        ids === undefined
          ? await searchRecords(work.tx, organizationId, { registers: of, entityIds: places, search, which }, limit + 1)
          : (await recordsByIds(work.tx, organizationId, ids.split(','))).filter((one) => reach === null || reach.has(one.entity_id));
      const items = found.slice(0, ids === undefined ? limit : found.length).flatMap((one) => {
        const register = frameworks.register(one.register);
        if (!register) return [];
        const no = numberOf(register, one.no);
        return [
          {
            id: one.id,
            register: one.register,
            registerName: register.one,
            no,
            title: one.title,
            entityId: one.entity_id,
            inForceOn: one.in_force_on,
          },
        ];
      });
      return { items, more: ids === undefined && found.length > limit };
    },
  });
}
