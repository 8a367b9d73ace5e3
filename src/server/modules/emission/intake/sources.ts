import { z } from 'zod';
import { intakeEndpoints as e, type importSource } from '../../../../contract/intake.ts';
import { plainName } from '../../../../kernel/emission/intake/table.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { changeable } from '../../../work/changeable.ts';
import { command, query, type Work } from '../../../work/command.ts';
import { allSources, type Source, updateSource, usesOfSources } from './store/sources.ts';

type View = z.input<typeof importSource>;

async function views(work: Work): Promise<View[]> {
  const { organizationId } = work.actor;
  const uses = await usesOfSources(work.tx, organizationId);
  return (await allSources(work.tx, organizationId)).map(({ signature: _, more, ...source }) => {
    const use = uses.get(source.id);
    const lastUsed = use ? { runId: use.runId, at: use.at, fileName: use.fileName, byName: use.byName } : null;
    return { ...changeable(source), more: changeable(more.map((one) => one.recipe)), imports: use?.imports ?? 0, lastUsed };
  });
}

/** Sources with their mapping, and when each was used last. */
export const listSources = query({
  name: 'emission.list-import-sources',
  action: 'emission.read',
  input: z.object({}),
  run: async (work) => ({ items: await views(work) }),
});

function kindOf(before: Source, retired: boolean) {
  if (retired === (before.retiredAt !== null)) return 'import_source.renamed';
  return retired ? 'import_source.retired' : 'import_source.restored';
}

/** Names a source, puts it away or brings it back. Its mapping is changed by importing with it; what it brought stays. */
export const changeSource = command({
  name: 'emission.change-import-source',
  action: 'emission.record',
  input: z.strictObject({ ...e.changeSource.params.shape, ...e.changeSource.body.shape }),
  run: async (work, { sourceId, name, retired, version }) => {
    const { organizationId } = work.actor;
    const sources = await allSources(work.tx, organizationId);
    const before = sources.find((one) => one.id === sourceId);
    if (!before) throw new Refusal('not_found', { values: { what: 'import_source', id: sourceId } });
    if (sources.some((one) => one.id !== sourceId && plainName(one.name) === plainName(name)))
      throw new Refusal('already_exists', { values: { name } });
    const retiredAt = retired ? (before.retiredAt ?? work.now) : null;
    if (!(await updateSource(work.tx, organizationId, { id: sourceId, name, retiredAt, version }, work.now)))
      throw new Refusal('conflict', { values: { name: before.name } });
    const content = { id: sourceId, name, retiredAt };
    const was = { name: before.name, retiredAt: before.retiredAt };
    const kind = kindOf(before, retired);
    work.record({ kind, objectType: 'import_source', objectId: sourceId, objectVersion: version + 1, content, before: was });
    const changed = (await views(work)).find((one) => one.id === sourceId);
    if (!changed) throw new Refusal('not_found', { values: { what: 'import_source', id: sourceId } });
    return changed;
  },
});
