import { z } from 'zod';
import { inventoryReportEndpoints as e, type inventoryQualityView } from '../../../../contract/inventory-report.ts';
import { type QualitySummary, qualityOfInventory } from '../../../../kernel/inventory/quality/quality-of-inventory.ts';
import { type Pedigree, pedigreeIndicators } from '../../../../kernel/lca/data-quality.ts';
import { type Decimal, print } from '../../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { changeable } from '../../../work/changeable.ts';
import { query } from '../../../work/command.ts';
import { headOf, type InventoryHome } from '../home.ts';
import { analysesOf, analysisById } from './store.ts';
import { tellAnalysis } from './tell-analysis.ts';

const printed = (value: Decimal | null) => (value === null ? null : print(value));

const scoresOf = (pedigree: Pedigree): Record<string, number> =>
  Object.fromEntries(
    pedigreeIndicators.flatMap((name): [string, number][] => (pedigree[name] === undefined ? [] : [[name, pedigree[name]]])),
  );

const summaryOf = ({ emission, score, quality, assessed, primaryShare }: QualitySummary) => ({
  ...{ emission: print(emission), score: printed(score), quality, assessed: printed(assessed), primaryShare: printed(primaryShare) },
});

/** Data quality of an inventory as it stands (approved: as it was frozen), with its analyses of uncertainty. */
export function readInventoryQuality(home: InventoryHome) {
  return query({
    name: 'inventory.read-quality',
    action: 'inventory.read',
    input: z.strictObject({ ...e.readInventoryQuality.params.shape, ...e.readInventoryQuality.query.shape }),
    run: async (work, { inventoryId, version }): Promise<z.input<typeof inventoryQualityView>> => {
      const standing = await home.standing(work, inventoryId, version);
      const { input, result } = standing.frozen ?? standing;
      const quality = qualityOfInventory(input, result);
      const sources = new Map(input.sources.map((source) => [source.id, source]));
      const rows = await analysesOf(work.tx, work.actor.organizationId, inventoryId);
      const approved = await home.approvedOf(work, standing.entityId);
      return {
        ...headOf(standing),
        categoryTitles: Object.fromEntries(home.books().classification.categories.map(({ code, title }) => [code, title])),
        total: summaryOf(quality.total),
        categories: quality.categories.map(({ category, ...summary }) => ({ category, ...summaryOf(summary) })),
        sources: quality.sources.map(({ sourceId, category, emission, primary, pedigree, gsdSquared, dqr, score, quality: level }) => {
          const source = sources.get(sourceId);
          return {
            ...{
              id: sourceId,
              code: source?.code ?? '',
              name: source?.name ?? { zh: '', en: '' },
              category,
              emission: print(emission),
              primary,
            },
            ...{ gsdSquared: printed(gsdSquared), dqr: printed(dqr), score: printed(score), quality: level, pedigree: scoresOf(pedigree) },
          };
        }),
        analyses: rows.map((row) => tellAnalysis(row, standing.frozen?.sha256 ?? null)),
        baseInventories: approved
          .filter((one) => one.inventoryId !== inventoryId && one.year < standing.year)
          .map(({ inventoryId: id, year, name }) => ({ inventoryId: id, year, name })),
      };
    },
  });
}

/** How the figures of a stored analysis came about. */
export const readInventoryAnalysis = query({
  name: 'inventory.read-analysis',
  action: 'inventory.read',
  input: e.readInventoryAnalysis.params,
  run: async (work, { analysisId }): Promise<z.input<typeof e.readInventoryAnalysis.reply>> => {
    const row = await analysisById(work.tx, work.actor.organizationId, analysisId);
    if (!row) throw new Refusal('not_found', { values: { what: 'inventory_analysis', id: analysisId } });
    await work.permit('inventory.read', row.entity_id);
    const { method, ...result } = changeable(row.result);
    return { analysisId, result: { ...result, method, calculation: method.id } };
  },
});
