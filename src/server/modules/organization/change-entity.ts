import { z } from 'zod';
import { entityChange } from '../../../contract/organization.ts';
import { id } from '../../../contract/values.ts';
import { placeFaults } from '../../../kernel/organization/tree.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command } from '../../work/command.ts';
import { conflictOf } from '../../work/conflict.ts';
import { collectFaults } from '../../work/faults.ts';
import { readEntityFields } from './entity-fields.ts';
import { allEntities, lockTree, updateEntity } from './store/entities.ts';
import { takenCode } from './taken.ts';

/** Changes what is said of an entity, or moves it; the earlier content stays in the history (clause 4.3). */
export const changeEntity = command({
  name: 'organization.change-entity',
  action: 'organization.maintain',
  input: z.strictObject({ ...entityChange.shape, entityId: id }),
  run: async (work, { entityId, version, ...input }) => {
    const { organizationId } = work.actor;
    await lockTree(work.tx, organizationId);
    const others = await allEntities(work.tx, organizationId);
    const before = others.find((o) => o.id === entityId);
    if (!before) throw new Refusal('not_found', { values: { id: entityId } });
    await work.permit('organization.maintain', entityId);
    if (input.parentId !== null && input.parentId !== before.parentId) {
      if (!others.some((o) => o.id === input.parentId)) throw new Refusal('not_found', { values: { id: input.parentId } });
      await work.permit('organization.maintain', input.parentId);
    }
    const faults = collectFaults();
    const written = { ...readEntityFields(input, faults), id: entityId, version: version + 1, changedAt: work.now };
    if (before.version !== version) throw conflictOf(before, { ...written, changedAt: before.changedAt, version });
    faults.include(placeFaults(written, others));
    if (before.kind === 'group' && written.kind !== 'group') {
      faults.add('group_stays', '/kind', { zh: '集团是最上层，不能改为其他类型。', en: 'The group is the top and keeps its kind.' });
    } else if (before.kind !== 'group' && written.kind === 'group') {
      faults.add('group_stays', '/kind', {
        zh: '已有集团，不能再有第二个。',
        en: 'There is a group already; there cannot be a second one.',
      });
    }
    faults.refuse();
    if (written.code !== '' && others.some((o) => o.code === written.code && o.id !== entityId)) throw takenCode('/code', written.code);
    await updateEntity(work.tx, organizationId, written);
    work.record({
      kind: 'entity.changed',
      objectType: 'entity',
      objectId: entityId,
      objectVersion: written.version,
      content: written,
      before,
    });
    return written;
  },
});
