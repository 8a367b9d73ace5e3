import type { z } from 'zod';
import { assetAppraisalEndpoints as e } from '../../../../contract/asset-appraisals.ts';
import { evaluateLedgerBooks } from '../../../../kernel/accounting/evaluate-ledger-books.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { type Decimal, decimal, print, zero } from '../../../../kernel/quantity/decimal.ts';
import { query, type Work } from '../../../work/command.ts';
import * as emission from '../../emission/index.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { rulesOf } from '../accounting/policy.ts';
import { changesUntil } from '../accounting/read-accounting.ts';
import { policiesOf } from '../accounting/store.ts';
import { writeDownsUntil } from '../accounting/write-downs.ts';
import { approvedMoney } from '../budget/read-budget.ts';
import { complianceLedger, creditShareOf, deadlineOf, obligationOf, surrenderedFor } from '../compliance/compliance-facts.ts';
import { readAssetStatement } from '../statement/read-asset-statement.ts';

type View = z.input<typeof e.readAppraisalStart.reply>;
type Figure = View['figures'][number];
type Statement = Awaited<ReturnType<ReturnType<typeof readAssetStatement>['run']>>;

const outputOf = ({ result }: Statement, symbol: string): Decimal | null => {
  const value = result.outputs.find((one) => one.symbol === symbol)?.value;
  return typeof value === 'string' ? decimal(value) : null;
};

/** What the books of a year say of surrenders, sales and purchases. */
async function fromBooks(work: Work, entityId: string, year: number): Promise<Figure[]> {
  const found = await changesUntil(work, entityId, `${year}-12-31`);
  const approved = (await policiesOf(work.tx, work.actor.organizationId)).find((one) => one.approved_at !== null);
  const { originOrder, impairment, ...rules } = rulesOf(approved);
  const writeDowns = await writeDownsUntil(work, entityId, `${year}-12-31`, impairment);
  const { books } = evaluateLedgerBooks(found.changes, rules, originOrder, new Set(), { writeDowns });
  const own = books.entries.filter((one) => one.day.startsWith(`${year}-`));
  const sum = (kind: string, side: 'debit' | 'credit', account: string) =>
    own
      .filter((one) => one.kind === kind)
      .flatMap((one) => one.lines)
      .filter((line) => line.account === account)
      .reduce((all, line) => all.plus(line[side]), zero);
  const bought = found.changes.filter((one) => one.kind === 'buy' && one.day.startsWith(`${year}-`));
  const path = `/asset/accounting?year=${year}`;
  const figures: Figure[] = [
    { symbol: 'compliance_cost', value: print(sum('surrender', 'debit', '6711')), path },
    { symbol: 'realized', value: print(sum('sale', 'credit', '6301').minus(sum('sale', 'debit', '6711'))), path },
  ];
  if (bought.length === 0) return figures;
  const amount = bought.reduce((all, one) => (one.cost === null ? all : all.plus(one.cost.amount).plus(one.cost.fees)), zero);
  const quantity = bought.reduce((all, one) => all + one.quantity, 0n);
  return [...figures, { symbol: 'bought_quantity', value: `${quantity}`, path }, { symbol: 'bought_amount', value: print(amount), path }];
}

/** The compliance years whose deadline lay in a year: how much of the credit limit was used, and whether it was in time. */
async function fromCompliance(work: Work, shelf: Shelf, entityId: string, year: number): Promise<Figure[]> {
  const ledger = await complianceLedger(work, entityId);
  let [due, inTime, used, limit] = [0, 0, 0n, zero];
  for (let of = year - 2; of <= year; of += 1) {
    const deadline = deadlineOf(shelf, of);
    if (deadline === null || !deadline.startsWith(`${year}-`)) continue;
    const { obligation } = await obligationOf(work, shelf, entityId, of);
    if (obligation === null) continue;
    const within = { ...ledger, movements: ledger.movements.filter((one) => one.effectiveOn <= deadline) };
    const done = surrenderedFor(within, of);
    due += 1;
    if (decimal(`${done.allowances + done.credits}`).greaterThanOrEqualTo(obligation.exact.ceil())) inTime += 1;
    used += done.credits;
    limit = limit.plus(obligation.exact.ceil().times(creditShareOf(shelf, of)).floor());
  }
  if (due === 0) return [];
  const path = `/asset/compliance/${entityId}/${year - 1}`;
  return [
    { symbol: 'surrenders_due', value: `${due}`, path },
    { symbol: 'surrenders_in_time', value: `${inTime}`, path },
    { symbol: 'credits_used', value: `${used}`, path },
    { symbol: 'credit_limit', value: print(limit), path },
  ];
}

function fromStatements(before: Statement, now: Statement, day: string): Figure[] {
  const [start, end] = [outputOf(before, 'market_sum'), outputOf(now, 'market_sum')];
  const [first, last] = [outputOf(before, 'unrealized_sum'), outputOf(now, 'unrealized_sum')];
  if (!start || !end || !first || !last) return [];
  const path = `/asset/statement?asOf=${day}`;
  return [
    { symbol: 'unrealized', value: print(last.minus(first)), path },
    { symbol: 'average_assets', value: print(start.plus(end).dividedBy(2)), path },
  ];
}

/** What an appraisal of a year starts from: the lots to value, and the figures of performance with the page each is from (C.8, C.9). */
export function readAppraisalStart(shelf: Shelf) {
  return query({
    name: 'asset.read-appraisal-start',
    action: 'asset.read',
    input: e.readAppraisalStart.params,
    run: async (work, { entityId, year }): Promise<View> => {
      const entity = await organization.findEntity(work, entityId);
      await work.permit('asset.read', entityId);
      const today = todayOf(work.now);
      const day = `${year}-12-31` < today ? `${year}-12-31` : today;
      const statement = readAssetStatement(shelf);
      const now = await statement.run(work, { entityId, day });
      const before = await statement.run(work, { entityId, day: `${year - 1}-12-31` });
      const owed = outputOf(now, 'owed_units');
      const price = now.allowancePrice?.price ?? null;
      const verified = await emission.verifiedEmission(work, entityId, year);
      const budget = await approvedMoney(work, entityId, year);
      return {
        ...{ entityName: { zh: entity.name, en: entity.nameEn }, year, day },
        lots: now.holdings.map((one) => ({ id: one.name, quantity: one.quantity, cost: one.cost, price: one.price?.price ?? null })),
        liability: owed === null || price === null ? null : { quantity: print(owed), price },
        figures: [
          ...(verified ? [{ symbol: 'emission', value: verified.totalT, path: `/emission/entities/${entityId}/${year}` }] : []),
          ...(budget === null ? [] : [{ symbol: 'budget', value: print(budget), path: `/asset/budget?year=${year}` }]),
          ...(await fromBooks(work, entityId, year)),
          ...fromStatements(before, now, day),
          ...(await fromCompliance(work, shelf, entityId, year)),
        ],
      };
    },
  });
}
