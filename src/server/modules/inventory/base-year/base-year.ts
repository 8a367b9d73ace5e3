import { z } from 'zod';
import { baseYearBody, type baseYearView, inventoryReportEndpoints as e } from '../../../../contract/inventory-report.ts';
import { evaluateSeries, type SeriesInput } from '../../../../kernel/inventory/base-year/evaluate-series.ts';
import { decimal } from '../../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command, query, type Work } from '../../../work/command.ts';
import { headOf, type InventoryHome } from '../home.ts';
import { sha256Of, textOf } from '../report/content.ts';
import { decide, decisionById, decisionsOf, inForceOf, insertDecision, nextNumber } from './store.ts';
import { tellWithResult } from './tell-decision.ts';

export const decisionObject = 'base_year_decision';

async function view(work: Work, home: InventoryHome, inventoryId: string): Promise<z.input<typeof baseYearView>> {
  const standing = await home.standing(work, inventoryId);
  const rows = await decisionsOf(work.tx, work.actor.organizationId, standing.entityId);
  const approved = await home.approvedOf(work, standing.entityId);
  return {
    ...headOf(standing),
    years: approved.map(({ year, emission, inventoryId: id, name }) => ({ year, emission, inventoryId: id, name })),
    decisions: rows.map(tellWithResult),
    inForce: inForceOf(rows)?.id ?? null,
  };
}

/** The base year that counts for an entity's inventories, with every proposal there was (ISO 14064-1 clause 6.4; 9.3.1 k, l). */
export function readBaseYear(home: InventoryHome) {
  return query({
    name: 'inventory.read-base-year',
    action: 'inventory.read',
    input: e.readBaseYear.params,
    run: (work, { inventoryId }) => view(work, home, inventoryId),
  });
}

type Body = z.output<typeof baseYearBody>;

/** What is computed and kept: numbers as text, nothing that was not given. */
function keptOf({ baseYear, threshold, midYear, years, changes, reason }: Body) {
  return {
    ...{ baseYear, threshold: String(threshold), midYear, reason },
    years: years.map(({ year, emission, inventoryId }) => ({ year, emission: decimal(emission).toFixed(), inventoryId })),
    changes: changes.map(({ effects, ...change }) => ({
      ...change,
      effects: effects.map(({ year, effect }) => ({ year, effect: decimal(effect).toFixed() })),
    })),
  };
}

function seriesOf({ baseYear, threshold, midYear, years, changes }: ReturnType<typeof keptOf>): SeriesInput {
  return {
    ...{ base_year: baseYear, threshold: decimal(threshold), mid_year: midYear },
    years: years.map(({ year, emission }) => ({ year, emission: decimal(emission) })),
    changes: changes.map(({ effects, ...change }) => ({
      ...change,
      effects: effects.map(({ year, effect }) => ({ year, effect: decimal(effect) })),
    })),
  };
}

/** A year taken from an inventory has that inventory's figure: it is not typed. */
async function refuseOtherFigures(
  work: Work,
  home: InventoryHome,
  entityId: string,
  years: ReturnType<typeof keptOf>['years'],
): Promise<void> {
  const approved = new Map((await home.approvedOf(work, entityId)).map((one) => [one.inventoryId, one]));
  const findings = years.flatMap(({ year, emission, inventoryId }, i) => {
    if (inventoryId === null) return [];
    const one = approved.get(inventoryId);
    if (one && one.year === year && decimal(one.emission).equals(decimal(emission))) return [];
    const text = {
      zh: `${year} 年的数值与所引用的已批准清单不一致`,
      en: `The figure of ${year} is not that of the approved inventory it names`,
    };
    return [{ code: 'figure_differs', severity: 'error' as const, place: { path: `/years/${i}` }, text }];
  });
  if (findings.length > 0) throw new Refusal('invalid_input', { findings });
}

/** Proposes a base year or its recalculation for the entity of an inventory; somebody else decides. */
export function proposeBaseYear(home: InventoryHome) {
  return command({
    name: 'inventory.propose-base-year',
    action: 'inventory_base_year.propose',
    input: z.strictObject({ ...e.proposeBaseYear.params.shape, ...baseYearBody.shape }),
    run: async (work, { inventoryId, ...body }) => {
      const entityId = await home.entityOf(work, inventoryId);
      await work.permit('inventory_base_year.propose', entityId);
      const { organizationId, personId, name } = work.actor;
      const number = await nextNumber(work.tx, organizationId, entityId);
      const open = (await decisionsOf(work.tx, organizationId, entityId)).some((one) => one.approved === null);
      if (open) throw new Refusal('wrong_state', { detail: oneOpen });
      const input = keptOf(body);
      await refuseOtherFigures(work, home, entityId, input.years);
      const result = evaluateSeries(seriesOf(input));
      const id = work.newId();
      const content = { input, result: { method: result.method, outputs: result.outputs, findings: result.findings } };
      const row = {
        ...{ id, entity_id: entityId, inventory_id: inventoryId, number, content_sha256: sha256Of(textOf(content)) },
        ...{ proposed_at: work.now, proposed_by: personId, proposed_by_name: name },
        ...{ approved: null, decided_at: null, decided_by: null, decided_by_name: null, comment: '' },
      };
      const kept = { input: JSON.stringify(input), result: JSON.stringify(result) };
      await insertDecision(work.tx, { ...row, ...kept, organization_id: organizationId });
      work.record({ kind: 'base_year.proposed', objectType: decisionObject, objectId: id, objectVersion: 1, content: { ...row, input } });
      return await view(work, home, inventoryId);
    },
  });
}

const oneOpen = {
  zh: '已有一项提案等待决定，请先决定它。',
  en: 'A proposal already waits for its decision; decide that one first.',
};

/** Approves or rejects a proposal: another person than proposed it, of the content that was looked at. */
export function decideBaseYear(home: InventoryHome) {
  return command({
    name: 'inventory.decide-base-year',
    action: 'inventory_base_year.decide',
    input: z.strictObject({ ...e.decideBaseYear.params.shape, ...e.decideBaseYear.body.shape }),
    run: async (work, { decisionId, approve, comment, seenSha256 }) => {
      const { organizationId, personId, name } = work.actor;
      const row = await decisionById(work.tx, organizationId, decisionId);
      if (!row) throw new Refusal('not_found', { values: { what: decisionObject, id: decisionId } });
      await work.permit('inventory_base_year.decide', row.entity_id);
      if (row.content_sha256 !== seenSha256) throw new Refusal('conflict');
      if (row.proposed_by === personId) throw new Refusal('same_person_proposes_and_approves');
      if (!approve && comment === '') throw new Refusal('reason_required');
      const set = { approved: approve, decided_at: work.now, decided_by: personId, decided_by_name: name, comment };
      if (!(await decide(work.tx, organizationId, decisionId, set))) throw new Refusal('wrong_state');
      const content = { id: decisionId, number: row.number, content_sha256: row.content_sha256, ...set };
      const kind = approve ? 'base_year.approved' : 'base_year.rejected';
      work.record({ kind, objectType: decisionObject, objectId: decisionId, objectVersion: 2, content });
      return await view(work, home, row.inventory_id);
    },
  });
}
