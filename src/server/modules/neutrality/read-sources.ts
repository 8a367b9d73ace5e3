import { z } from 'zod';
import { neutralityEndpoints as e } from '../../../contract/neutrality.ts';
import { query } from '../../work/command.ts';
import * as inventory from '../inventory/index.ts';
import * as lca from '../lca/index.ts';
import * as organization from '../organization/index.ts';
import { periodOf, subjectFor } from './find.ts';
import { footprintMisfit, inventoryMisfit } from './footprint-source.ts';

const mostSources = 200;
const whyNot = (misfit: ReturnType<typeof inventoryMisfit>) => (misfit ? misfit.text : null);

/** Approved inventories or product footprints that a footprint of the period may be taken from, those that fit first, the others with why not. */
export const readSources = query({
  name: 'neutrality.read-sources',
  action: 'neutrality.read',
  input: z.strictObject({ ...e.readSources.params.shape, ...e.readSources.query.shape }),
  run: async (work, { subjectId, periodId }) => {
    const subject = await subjectFor(work, subjectId, 'neutrality.read');
    const period = await periodOf(work, subject.id, periodId);
    const fitting = <T extends { readonly whyNot: unknown }>(all: readonly T[]) =>
      [...all.filter((one) => one.whyNot === null), ...all.filter((one) => one.whyNot !== null)].slice(0, mostSources);
    if (subject.kind === 'product') {
      const below = new Set((await organization.entitiesBelow(work, subject.entity_id)).map((one) => one.id));
      const all = (await lca.approvedFootprints(work)).map(({ productName, number, total, unit, ...one }) => ({
        ...{ versionId: one.versionId, number, name: productName, total, unitAmount: unit.amount, unit: unit.unit },
        ...{ validUntil: one.validUntil, sha256: one.sha256, whyNot: whyNot(footprintMisfit(subject, period, below, one)) },
      }));
      return { inventories: [], footprints: fitting(all) };
    }
    const all = (await inventory.approvedInventories(work)).map(({ entityId, approvedAt: _, ...one }) => ({
      ...one,
      whyNot: whyNot(inventoryMisfit(subject, period, { entityId, from: one.from, to: one.to })),
    }));
    return { inventories: fitting(all), footprints: [] };
  },
});
