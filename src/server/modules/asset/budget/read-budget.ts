import { z } from 'zod';
import { type assetBudget, assetBudgetEndpoints as e } from '../../../../contract/asset-budget.ts';
import { type BudgetItem, type BudgetLine, budgetItems, evaluateBudget } from '../../../../kernel/asset/evaluate-budget.ts';
import { type MovementRow, movementOfClasses } from '../../../../kernel/asset/statement-movement.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { type Decimal, decimal, zero } from '../../../../kernel/quantity/decimal.ts';
import { most, ofUnits } from '../../../../kernel/quantity/whole.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { changeable } from '../../../work/changeable.ts';
import { query, type Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { changesUntil } from '../accounting/read-accounting.ts';
import { allowanceProgramme } from '../compliance/offered.ts';
import { owedYears, owingEntities } from '../statement/statement-years.ts';
import { type Budget, budgetsOf } from './store.ts';
import type { PlannedLine } from './tables.ts';

type View = z.input<typeof assetBudget>;

/** Money of a planned line: the amount said, else units at their price. */
const amountOf = (line: PlannedLine): Decimal =>
  line.amount !== null ? decimal(line.amount) : line.price === null ? zero : decimal(line.quantity).times(line.price);

const planOf = (lines: readonly PlannedLine[]): BudgetLine[] =>
  lines.map((line) => ({ item: line.item, quantity: decimal(line.quantity), amount: amountOf(line) }));

/** What an approved budget means to spend less what it means to earn; null while none is approved. */
export async function approvedMoney(work: Work, entityId: string, year: number): Promise<Decimal | null> {
  const approved = (await budgetsOf(work.tx, work.actor.organizationId, entityId, year)).find((one) => one.decision === 'approved');
  if (!approved) return null;
  return planOf(approved.lines).reduce((sum, line) => sum.minus(line.amount.times(budgetItems[line.item].money)), zero);
}

const itemOf: Readonly<Record<Exclude<MovementRow, 'closing' | 'purchased'>, BudgetItem>> = {
  ...{ opening: 'opening', free: 'free_issue', project: 'project_issue', carried_in: 'other_in', other_in: 'other_in' },
  ...{ surrendered: 'surrender', sold: 'sale', cancelled: 'cancel', carried_out: 'other_out', other_out: 'other_out' },
};

/** Units and money of a year from the ledger and the amounts recorded of its transactions, up to a day. */
async function actualOf(work: Work, entityId: string, year: number, until: string): Promise<BudgetLine[]> {
  const { changes, classes } = await changesUntil(work, entityId, until);
  const programmes = new Map([...classes.values()].map((one) => [one.id, one.programme]));
  const isAllowance = (id: string) => programmes.get(id) === allowanceProgramme;
  const purchase = (id: string) => (isAllowance(id) ? ('purchase_allowance' as const) : ('purchase_credit' as const));
  const sums = new Map<BudgetItem, { quantity: bigint; amount: Decimal }>();
  const add = (item: BudgetItem, quantity: bigint, amount: Decimal) => {
    const before = sums.get(item) ?? { quantity: 0n, amount: zero };
    sums.set(item, { quantity: before.quantity + quantity, amount: before.amount.plus(amount) });
  };
  for (const { classId, rows } of movementOfClasses(changes, { from: `${year}-01-01`, to: until, isAllowance })) {
    for (const [row, item] of Object.entries(itemOf)) {
      const quantity = Object.entries(rows).find(([name]) => name === row)?.[1] ?? 0n;
      if (quantity !== 0n) add(item, quantity, zero);
    }
    if (rows.purchased !== 0n) add(purchase(classId), rows.purchased, zero);
  }
  for (const one of changes.filter((change) => change.cost !== null && change.day >= `${year}-01-01`)) {
    const { amount = zero, fees = zero } = one.cost ?? {};
    if (one.kind === 'buy') add(purchase(one.classId), 0n, amount.plus(fees));
    if (one.kind === 'sell') add('sale', 0n, amount.minus(fees));
  }
  return [...sums].map(([item, { quantity, amount }]) => ({ item, quantity: ofUnits(quantity), amount }));
}

/** What a first draft may start from: what was held when the year began, what is still to be issued, and what falls due in it. */
async function proposalOf(work: Work, shelf: Shelf, entityId: string, year: number): Promise<View['proposal']> {
  const before = `${year - 1}-12-31`;
  const { changes } = await changesUntil(work, entityId, before);
  const held = changes.reduce((sum, one) => (one.direction === 'in' ? sum + one.quantity : sum - one.quantity), 0n);
  const today = todayOf(work.now);
  const end = `${year}-12-31`;
  const years = await owedYears(work, shelf, await owingEntities(work, entityId), before < today ? before : today);
  const due = years.filter((one) => one.deadline !== null && one.deadline <= end);
  const total = (of: (one: (typeof years)[number]) => bigint) => due.reduce((sum, one) => sum + most(0n, of(one)), 0n);
  const [issue, owed] = [total((one) => one.allocation - one.issued), total((one) => one.obligation - one.surrendered)];
  const short = most(0n, owed - held - issue);
  const line = (item: BudgetItem, quantity: bigint) =>
    quantity === 0n ? [] : [{ item, quantity: `${quantity}`, price: null, amount: null, note: '' }];
  return [...line('opening', held), ...line('free_issue', issue), ...line('purchase_allowance', short), ...line('surrender', owed)];
}

function versionView(one: Budget, all: readonly Budget[]): View['versions'][number] {
  const approved = all.find((other) => other.decision === 'approved');
  const state = one.decision === 'approved' && approved?.id !== one.id ? ('superseded' as const) : (one.decision ?? ('drafted' as const));
  return {
    ...{ id: one.id, version: one.version, state, lines: one.lines.map((line) => ({ ...line })), note: one.note },
    ...{ draftedAt: one.drafted_at, draftedBy: { id: one.drafted_by, name: one.drafted_by_name } },
    ...{ decidedAt: one.decided_at, decidedByName: one.decided_by_name, decisionReason: one.decision_reason ?? '' },
  };
}

/** The budget of an entity's year with what became of it (C.6, C.8, C.9): nothing actual is stored, it comes from the ledger at each question. */
export function readAssetBudget(shelf: Shelf) {
  return query({
    name: 'asset.read-budget',
    action: 'asset.read',
    input: z.strictObject({ ...e.readAssetBudget.params.shape, ...e.readAssetBudget.query.shape }),
    run: async (work, { entityId, year, budgetId }): Promise<View> => {
      const entity = await organization.findEntity(work, entityId);
      await work.permit('asset.read', entityId);
      const all = await budgetsOf(work.tx, work.actor.organizationId, entityId, year);
      const asked = budgetId === undefined ? undefined : all.find((one) => one.id === budgetId);
      if (budgetId !== undefined && !asked) throw new Refusal('not_found', { values: { what: 'asset_budget', id: budgetId } });
      const shown = asked ?? all.find((one) => one.decision === 'approved') ?? all[0];
      const today = todayOf(work.now);
      const until = `${year}-12-31` < today ? `${year}-12-31` : today;
      const begun = `${year}-01-01` <= today;
      const actual = begun ? await actualOf(work, entityId, year, until) : null;
      const evaluation = shown && evaluateBudget({ plan: planOf(shown.lines), actual });
      return {
        ...{ entityId, entityName: { zh: entity.name, en: entity.nameEn }, year, until },
        versions: all.map((one) => versionView(one, all)),
        shownId: shown?.id ?? null,
        proposal: all.length === 0 ? await proposalOf(work, shelf, entityId, year) : [],
        result: evaluation ? changeable({ calculation: evaluation.method.id, ...evaluation }) : null,
      };
    },
  });
}
