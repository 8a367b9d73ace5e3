import { ledgerKindTitle } from '../../../../contract/ledger-kinds.ts';
import type { Text } from '../../../../kernel/text.ts';
import type { Work } from '../../../work/command.ts';
import { type InboxItem, type InboxSource, mayAt } from '../../../work/inbox.ts';
import * as organization from '../../organization/index.ts';
import { impairmentsOf } from '../accounting/store-impairments.ts';
import { maxTries } from '../ledger/decide-instruction.ts';
import { instructionsOf } from '../ledger/store-instructions.ts';
import { openBudgets, openDecisions, openExplanations, openInventories, openPolicy } from './store.ts';

const subsystem = 'asset' as const;
const approve: Text = { zh: '批准', en: 'Approve' };
const confirm: Text = { zh: '确认', en: 'Confirm' };
const review: Text = { zh: '复核', en: 'Review' };

async function instructions(work: Work): Promise<InboxItem[]> {
  const may = await mayAt(work, 'asset.approve_ledger');
  const { organizationId, personId } = work.actor;
  return (await instructionsOf(work.tx, organizationId))
    .filter((one) => one.decision === null && one.proposed_by !== personId && one.tries < maxTries)
    .filter((one) => Date.parse(one.expires_at) > Date.parse(work.now) && may(one.entity_id))
    .map((one) => {
      const kind = ledgerKindTitle(one.kind);
      return {
        ...{
          key: `instruction:${one.id}`,
          subsystem,
          deed: approve,
          entityId: one.entity_id,
          at: one.proposed_at,
          due: one.expires_at.slice(0, 10),
        },
        title: { zh: `碳资产指令：${kind.zh} ${one.quantity} t`, en: `Ledger instruction: ${kind.en}, ${one.quantity} t` },
        ...{ path: '/asset/instructions', by: one.proposed_by_name },
      };
    });
}

async function decisions(work: Work, most: number): Promise<InboxItem[]> {
  const may = await mayAt(work, 'asset.confirm_allocation');
  const units = new Map((await organization.allUnits(work)).map((one) => [one.id, one]));
  return (await openDecisions(work.tx, work.actor.organizationId, most)).flatMap((one) => {
    const unit = units.get(one.unitId);
    if (!unit || !may(unit.entityId) || one.authorId === work.actor.personId) return [];
    return [
      {
        ...{ key: `decision:${one.id}`, subsystem, deed: confirm, entityId: unit.entityId, at: one.at, due: null, by: one.by },
        title: { zh: `${unit.name} ${one.year} 年配额决定`, en: `${unit.nameEn}, allocation decision of ${one.year}` },
        path: `/asset/allocation/${unit.entityId}/${one.year}`,
      },
    ];
  });
}

async function inventories(work: Work, most: number): Promise<InboxItem[]> {
  const may = { review: await mayAt(work, 'asset.review_inventory'), approve: await mayAt(work, 'asset.approve_inventory') };
  const { organizationId, personId } = work.actor;
  return (await openInventories(work.tx, organizationId, personId, most)).flatMap((one) => {
    const item = { subsystem, entityId: one.entityId, at: one.at, due: null, by: one.by, path: `/asset/inventory?year=${one.year}` };
    const name = { zh: `${one.year} 年碳资产识别第 ${one.version} 版`, en: `Identification of assets ${one.year}, version ${one.version}` };
    if (one.forMe > 0 && may.review(one.entityId)) {
      const title = { zh: `${name.zh}：${one.forMe} 项待复核`, en: `${name.en}: ${one.forMe} lines to review` };
      return [{ ...item, key: `inventory:${one.id}:review`, deed: review, title }];
    }
    const isMine = one.authorId === personId || one.wrote;
    return one.unreviewed === 0 && !isMine && may.approve(one.entityId)
      ? [{ ...item, key: `inventory:${one.id}:approve`, deed: approve, title: name }]
      : [];
  });
}

async function planned(work: Work, most: number): Promise<InboxItem[]> {
  const { organizationId, personId } = work.actor;
  const may = {
    budget: await mayAt(work, 'asset.approve_budget'),
    accounts: await mayAt(work, 'asset.approve_accounts'),
    break: await mayAt(work, 'asset.accept_break'),
  };
  const byOthers = (one: { readonly authorId: string }) => one.authorId !== personId;
  const budgets = (await openBudgets(work.tx, organizationId, most)).filter((one) => byOthers(one) && may.budget(one.entityId));
  const policies = (await openPolicy(work.tx, organizationId)).filter((one) => byOthers(one) && may.accounts(null));
  const impairments = (await impairmentsOf(work.tx, organizationId)).filter(
    (one) => one.decision === null && one.recorded_by !== personId && may.accounts(one.entity_id),
  );
  const explanations = (await openExplanations(work.tx, organizationId, most)).filter((one) => byOthers(one) && may.break(one.entityId));
  const due = null;
  return [
    ...budgets.map((one) => ({
      ...{ key: `budget:${one.id}`, subsystem, deed: approve, entityId: one.entityId, at: one.at, due, by: one.by },
      title: { zh: `${one.year} 年碳资产预算第 ${one.version} 版`, en: `Budget of carbon assets ${one.year}, version ${one.version}` },
      path: `/asset/budget?year=${one.year}&at=${one.entityId}`,
    })),
    ...policies.map((one) => ({
      ...{ key: `policy:${one.id}`, subsystem, deed: approve, entityId: null, at: one.at, due, by: one.by, path: '/asset/accounting' },
      title: { zh: `碳资产会计政策第 ${one.version} 版`, en: `Accounting policy, version ${one.version}` },
    })),
    ...impairments.slice(0, most).map((one) => ({
      ...{
        key: `impairment:${one.id}`,
        subsystem,
        deed: approve,
        entityId: one.entity_id,
        at: one.recorded_at,
        due,
        by: one.recorded_by_name,
      },
      ...{ title: { zh: `减值测试 ${one.no}`, en: `Test of impairment ${one.no}` }, path: '/asset/accounting' },
    })),
    ...explanations.map((one) => ({
      ...{
        key: `explanation:${one.id}`,
        subsystem,
        deed: { zh: '认可', en: 'Accept' },
        entityId: one.entityId,
        at: one.at,
        due,
        by: one.by,
      },
      ...{ title: { zh: '盘点差异的说明', en: 'Explanation of a stock-take difference' }, path: '/asset/stock-take' },
    })),
  ];
}

/** Instructions, decisions on allowances, inventory, budget, accounting policy, impairment, differences of a stock-take (C.5–C.10). */
export const inboxSource: InboxSource = {
  subsystem,
  toDo: async (work, most) => [
    ...(await instructions(work)),
    ...(await decisions(work, most)),
    ...(await inventories(work, most)),
    ...(await planned(work, most)),
  ],
  done: [
    ...['ledger.instruction_approved', 'ledger.instruction_rejected', 'allocation_decision.confirmed', 'asset.inventory_entry_reviewed'],
    ...[
      'asset.inventory_approved',
      'asset.inventory_rejected',
      'asset.budget_approved',
      'asset.budget_rejected',
      'accounting.policy_approved',
    ],
    ...['impairment.approved', 'impairment.rejected', 'stock_take.explanation_accepted', 'stock_take.explanation_rejected'],
  ],
  started: [
    ...['ledger.instruction_proposed', 'allocation_decision.recorded', 'asset.identification_opened', 'asset.budget_drafted'],
    ...['accounting.policy_proposed', 'impairment.recorded', 'stock_take.explained', 'asset.project_added'],
  ],
};
