import { z } from 'zod';
import { comparisonBody, type comparisonView, inventoryReportEndpoints as e } from '../../../../contract/inventory-report.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import { computeInventory } from '../../../../kernel/inventory/compute.ts';
import type { InventoryInput } from '../../../../kernel/inventory/inventory.ts';
import { evaluateComparison } from '../../../../kernel/inventory/method-comparison/evaluate-comparison.ts';
import { variantOf } from '../../../../kernel/inventory/method-comparison/variant-of-inventory.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { changeable } from '../../../work/changeable.ts';
import { query, type Work } from '../../../work/command.ts';
import { headOf, type InventoryHome, type StandingInventory } from '../home.ts';

type Asked = z.output<typeof comparisonBody>['variants'][number];

async function inputOf(work: Work, home: InventoryHome, standing: StandingInventory, asked: Asked): Promise<InventoryInput> {
  const from = standing.frozen?.input ?? standing.input;
  const under =
    asked.approach === null
      ? from
      : { ...from, entities: (await home.under(work, standing, asked.approach)).entities, approach: asked.approach };
  const pinned = new Map<string, Awaited<ReturnType<InventoryHome['pin']>>>();
  for (const { sourceId, factorId } of asked.factors) {
    if (!from.sources.some((source) => source.id === sourceId))
      throw new Refusal('not_found', { values: { what: 'inventory_source', id: sourceId } });
    pinned.set(sourceId, await home.pin(work, factorId));
  }
  return {
    ...under,
    gwpSet: asked.gwpSet ?? under.gwpSet,
    sources: under.sources.map((source) => ({ ...source, factor: pinned.get(source.id) ?? source.factor })),
    // A factor chosen for the comparison stands for the source and its lines alike.
    lines: under.lines.map((line) => (pinned.has(line.sourceId) ? { ...line, factor: null } : line)),
  };
}

const kept = new Set(['unit_mismatch', 'gwp_unknown', 'not_a_number', 'gwp_basis_unknown', 'gwp_basis_differs']);

/** The same lines under other GWP sets, factors and approaches, and what explains the difference (9.3.1 m, n). Nothing is stored. */
export function compareMethods(home: InventoryHome) {
  return query({
    name: 'inventory.compare-methods',
    action: 'inventory.read',
    input: z.strictObject({ ...e.compareInventoryMethods.params.shape, ...comparisonBody.shape }),
    run: async (work, { inventoryId, variants, version }): Promise<z.input<typeof comparisonView>> => {
      const standing = await home.standing(work, inventoryId, version ?? undefined);
      const from = standing.frozen?.input ?? standing.input;
      const first = variantOf(standing.name, computeInventory(from, home.books()));
      const findings: Finding[] = [];
      const others = [];
      for (const asked of variants) {
        const computed = computeInventory(await inputOf(work, home, standing, asked), home.books());
        others.push(variantOf(asked.name, computed));
        const faults = computed.result.findings.filter((one) => kept.has(one.code)).slice(0, 100);
        findings.push(...faults.map((one) => ({ ...one, place: { ...one.place, at: { ...one.place.at, variant: asked.name } } })));
      }
      const { method, ...result } = evaluateComparison({ variants: [first, ...others] });
      return {
        ...headOf(standing),
        sources: from.sources.map(({ id, code, name }) => ({ id, code, name })),
        findings: changeable(findings),
        result: changeable({ ...result, method, calculation: method.id }),
      };
    },
  });
}
