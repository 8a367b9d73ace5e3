import { entityInput } from '../../../contract/organization.ts';
import { placeFaults } from '../../../kernel/organization/tree.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command } from '../../work/command.ts';
import { collectFaults } from '../../work/faults.ts';
import { readEntityFields } from './entity-fields.ts';
import { allEntities, insertEntity, lockTree } from './store/entities.ts';
import { takenCode } from './taken.ts';

/** Adds a group, company or plant to the organizational boundary (clause 4.3). The group is the one node on top. */
export const addEntity = command({
  name: 'organization.add-entity',
  action: 'organization.maintain',
  input: entityInput,
  run: async (work, input) => {
    await work.permit('organization.maintain', input.parentId ?? undefined);
    const { organizationId } = work.actor;
    await lockTree(work.tx, organizationId);
    const others = await allEntities(work.tx, organizationId);
    if (input.parentId !== null && !others.some((o) => o.id === input.parentId))
      throw new Refusal('not_found', { values: { id: input.parentId } });
    const faults = collectFaults();
    const written = { ...readEntityFields(input, faults), id: work.newId(), version: 1, changedAt: work.now };
    faults.include(placeFaults(written, others));
    faults.refuse();
    if (written.kind === 'group' && others.some((o) => o.kind === 'group')) {
      throw new Refusal('already_exists', {
        detail: { zh: '已有集团；新的主体请放在它之下。', en: 'There is a group already; put the new entity below it.' },
      });
    }
    if (written.code !== '' && others.some((o) => o.code === written.code)) throw takenCode('/code', written.code);
    await insertEntity(work.tx, organizationId, written);
    work.record({ kind: 'entity.added', objectType: 'entity', objectId: written.id, objectVersion: 1, content: written });
    return written;
  },
});
