import { z } from 'zod';
import { budgetItemCodes } from '../kernel/asset/evaluate-budget.ts';
import { endpoint } from './endpoint.ts';
import { calculationResult } from './library.ts';
import { dataYear, day, id, instant, longText, text } from './values.ts';

/** Budget of carbon assets (C.6, C.8): units and money of a year by item, in versions approved by another person, with what became of it from the ledger. */

const units = z.string().regex(/^\d{1,15}$/);
const money = z.string().regex(/^\d{1,15}(\.\d{1,2})?$/);
const item = z.enum(budgetItemCodes);
export const budgetLine = z.strictObject({
  item,
  quantity: units.default('0'),
  /** Yuan for one unit; of money without units the amount itself stands in `amount`. */
  price: money.nullable().default(null),
  amount: money.nullable().default(null),
  note: z.string().trim().max(500).default(''),
});
const person = z.object({ id, name: z.string() });
const place = z.object({ entityId: id, year: dataYear });
const reference = z.object({ id, version: z.int() });

export const assetBudget = z
  .object({
    ...{ entityId: id, entityName: text, year: z.int(), until: day },
    versions: z.array(
      z.object({
        ...{ id, version: z.int(), state: z.enum(['drafted', 'approved', 'rejected', 'superseded']), lines: z.array(budgetLine) },
        ...{ note: z.string(), draftedAt: instant, draftedBy: person },
        ...{ decidedAt: instant.nullable(), decidedByName: z.string().nullable(), decisionReason: z.string() },
      }),
    ),
    /** The version shown: asked for, else approved, else the latest. */
    shownId: id.nullable(),
    /** What a first draft may start from: what stands and is expected. */
    proposal: z.array(budgetLine),
    result: calculationResult.nullable(),
  })
  .meta({ id: 'AssetBudget' });

export const assetBudgetEndpoints = {
  readAssetBudget: endpoint({
    name: 'asset.readAssetBudget',
    method: 'GET',
    path: '/api/v1/entities/{entityId}/years/{year}/asset-budget',
    summary: {
      zh: '碳资产预算与执行：计划、账本实际、量差与价差',
      en: 'Budget of carbon assets: plan, actual from the ledger, effects of quantity and price',
    },
    access: { action: 'asset.read' },
    params: place,
    query: z.object({ budgetId: id.optional() }),
    reply: assetBudget,
    refusals: ['not_found'],
  }),
  draftAssetBudget: endpoint({
    name: 'asset.draftAssetBudget',
    method: 'POST',
    path: '/api/v1/entities/{entityId}/years/{year}/asset-budgets',
    summary: { zh: '编制预算的新版本', en: 'Draft a version of the budget' },
    access: { action: 'asset.plan_budget' },
    params: place,
    body: z.strictObject({ lines: z.array(budgetLine).min(1).max(50), note: longText.default(''), seenVersion: z.int().min(0) }),
    reply: reference,
    status: 201,
    refusals: ['not_found', 'conflict'],
  }),
  decideAssetBudget: endpoint({
    name: 'asset.decideAssetBudget',
    method: 'POST',
    path: '/api/v1/asset-budgets/{budgetId}/decision',
    summary: { zh: '批准或否决预算（编制人以外的人）', en: 'Approve or reject a budget, by another person than its drafter' },
    access: { action: 'asset.approve_budget' },
    params: z.object({ budgetId: id }),
    body: z.strictObject({ decision: z.enum(['approve', 'reject']), reason: longText.default('') }),
    reply: reference,
    status: 201,
    refusals: ['not_found', 'wrong_state', 'reason_required', 'same_person_proposes_and_approves'],
  }),
} as const;
