import { footprintEndpoints } from '../../../../contract/footprints.ts';
import { present } from '../../../../kernel/assert.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import type { Text } from '../../../../kernel/text.ts';
import { query, type Work } from '../../../work/command.ts';
import type { FootprintParts } from './figure.ts';
import { entityNames, findFootprint, findVersion, headOf, versionView } from './footprint-view.ts';
import { reportNumbers } from './report-number.ts';
import { type FootprintRow, footprints, versionHeads } from './store.ts';

type Heads = Awaited<ReturnType<typeof versionHeads>>;

function listed(work: Work, row: FootprintRow, heads: Heads, names: ReadonlyMap<string, Text>) {
  const [latest] = heads;
  const approved = heads.find((one) => one.state === 'approved');
  if (!latest) return [];
  const today = todayOf(work.now);
  return [
    {
      ...{ id: row.id, entityId: row.entity_id, productName: row.product_name, createdAt: row.created_at },
      entityName: names.get(row.entity_id) ?? { zh: '', en: '' },
      latest: { versionId: latest.id, number: latest.number, state: latest.state, boundary: latest.boundary, ruleSet: latest.rule_set },
      approved: approved
        ? {
            ...{
              versionId: approved.id,
              number: approved.number,
              total: approved.total ?? 0,
              unit: `${approved.unit.amount} ${approved.unit.unit}`,
            },
            ...{ validUntil: approved.valid_until, expired: approved.valid_until !== null && approved.valid_until < today },
          }
        : null,
    },
  ];
}

/** Footprints that the actor may see, by name. */
export const listFootprints = query({
  name: 'lca.list-footprints',
  action: 'lca.read',
  input: footprintEndpoints.listFootprints.query,
  run: async (work, { entityId }) => {
    const reach = await work.reach('lca.read');
    const rows = (await footprints(work.tx, work.actor.organizationId, entityId)).filter(
      (row) => reach === null || reach.has(row.entity_id),
    );
    const heads = await versionHeads(
      work.tx,
      work.actor.organizationId,
      rows.map((row) => row.id),
    );
    const names = await entityNames(work);
    return {
      items: rows.flatMap((row) =>
        listed(
          work,
          row,
          heads.filter((one) => one.footprint_id === row.id),
          names,
        ),
      ),
    };
  },
});

export const readFootprint = query({
  name: 'lca.read-footprint',
  action: 'lca.read',
  input: footprintEndpoints.readFootprint.params,
  run: async (work, { footprintId }) => {
    const row = await findFootprint(work, footprintId);
    const heads = await versionHeads(work.tx, work.actor.organizationId, [footprintId]);
    const footprint = present(listed(work, row, heads, await entityNames(work))[0], 'a footprint with a version');
    const numbers = await reportNumbers(
      work,
      heads.map((one) => one.id),
    );
    return { footprint, versions: heads.map((one) => headOf(one, numbers.get(one.id) ?? null)) };
  },
});

export const readFootprintVersion = (parts: FootprintParts) =>
  query({
    name: 'lca.read-footprint-version',
    action: 'lca.read',
    input: footprintEndpoints.readFootprintVersion.params,
    run: async (work, { versionId }) => await versionView(work, parts, await findVersion(work, versionId)),
  });
