import { z } from 'zod';
import { assetBudgetEndpoints as e } from '../../../../contract/asset-budget.ts';
import { budgetItems } from '../../../../kernel/asset/evaluate-budget.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command } from '../../../work/command.ts';
import * as organization from '../../organization/index.ts';
import { budgetById, budgetsOf, insertBudget, insertDecision } from './store.ts';
import type { PlannedLine } from './tables.ts';

const budgetObject = 'asset_budget';

function checkLines(lines: readonly PlannedLine[]): void {
  const wrong = (i: number, path: string, zh: string, en: string): Finding => ({
    ...{ code: 'budget_line', severity: 'error' as const, place: { path: `/lines/${i}${path}` }, text: { zh, en } },
  });
  const findings = lines.flatMap((line, i) => {
    const { units, money } = budgetItems[line.item];
    const found: Finding[] = [];
    if (lines.findIndex((one) => one.item === line.item) < i)
      found.push(wrong(i, '/item', '项目重复：每项只列一行', 'Named twice: one line for each item'));
    if (units !== 0 && money !== 0 && line.quantity !== '0' && line.price === null && line.amount === null)
      found.push(wrong(i, '/price', '请填写单价或金额', 'Say the price or the amount'));
    if (units === 0 && line.amount === null) found.push(wrong(i, '/amount', '请填写金额', 'Say the amount'));
    return found;
  });
  if (findings.length > 0) throw new Refusal('invalid_input', { findings });
}

/** Drafts a version of an entity's budget of a year (C.6, C.8). Nothing counts before somebody else approves it. */
export const draftAssetBudget = command({
  name: 'asset.draft-budget',
  action: 'asset.plan_budget',
  input: z.strictObject({ ...e.draftAssetBudget.params.shape, ...e.draftAssetBudget.body.shape }),
  run: async (work, { entityId, year, lines, note, seenVersion }) => {
    await organization.findEntity(work, entityId);
    await work.permit('asset.plan_budget', entityId);
    const { organizationId, personId, name } = work.actor;
    const latest = (await budgetsOf(work.tx, organizationId, entityId, year))[0]?.version ?? 0;
    if (latest !== seenVersion) throw new Refusal('conflict', { values: { version: String(latest) } });
    checkLines(lines);
    const row = {
      ...{ id: work.newId(), entity_id: entityId, year, version: seenVersion + 1, note },
      ...{ drafted_at: work.now, drafted_by: personId, drafted_by_name: name },
    };
    await insertBudget(work.tx, { ...row, organization_id: organizationId, lines: JSON.stringify(lines) });
    work.record({
      kind: 'asset.budget_drafted',
      objectType: budgetObject,
      objectId: row.id,
      objectVersion: row.version,
      content: { ...row, lines },
      ...(note === '' ? {} : { reason: note }),
    });
    return { id: row.id, version: row.version };
  },
});

/** Approves or rejects a version once, by another person than its drafter. */
export const decideAssetBudget = command({
  name: 'asset.decide-budget',
  action: 'asset.approve_budget',
  input: z.strictObject({ ...e.decideAssetBudget.params.shape, ...e.decideAssetBudget.body.shape }),
  run: async (work, { budgetId, decision, reason }) => {
    const { organizationId, personId, name } = work.actor;
    const found = await budgetById(work.tx, organizationId, budgetId);
    if (!found) throw new Refusal('not_found', { values: { what: budgetObject, id: budgetId } });
    await work.permit('asset.approve_budget', found.entity_id);
    if (found.drafted_by === personId) throw new Refusal('same_person_proposes_and_approves');
    const [latest] = await budgetsOf(work.tx, organizationId, found.entity_id, found.year);
    if (found.decision !== null || latest?.id !== budgetId) throw new Refusal('wrong_state');
    if (decision === 'reject' && reason === '') throw new Refusal('reason_required');
    const decided = decision === 'approve' ? ('approved' as const) : ('rejected' as const);
    const row = {
      ...{ budget_id: budgetId, drafted_by: found.drafted_by, decision: decided, reason },
      ...{ decided_at: work.now, decided_by: personId, decided_by_name: name },
    };
    await insertDecision(work.tx, { ...row, organization_id: organizationId });
    work.record({
      kind: `asset.budget_${decided}`,
      objectType: budgetObject,
      objectId: budgetId,
      objectVersion: found.version,
      content: row,
      ...(reason === '' ? {} : { reason }),
    });
    return { id: budgetId, version: found.version };
  },
});
