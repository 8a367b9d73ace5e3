import { z } from 'zod';
import { accountingEndpoints, type accountingYear } from '../../../../contract/accounting.ts';
import { ledgerAccountKinds } from '../../../../contract/ledger-kinds.ts';
import { disclosureNote } from '../../../../kernel/accounting/disclosure-note.ts';
import { evaluateLedgerBooks, tableOfYear } from '../../../../kernel/accounting/evaluate-ledger-books.ts';
import type { CostFact, LedgerChange } from '../../../../kernel/accounting/ledger-movements.ts';
import type { MoneyFact } from '../../../../kernel/accounting/money.ts';
import { present } from '../../../../kernel/assert.ts';
import { parseDay } from '../../../../kernel/calendar/day.ts';
import { decimal, print, zero } from '../../../../kernel/quantity/decimal.ts';
import { round } from '../../../../kernel/quantity/rounding.ts';
import { changeable } from '../../../work/changeable.ts';
import { query, type Work } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import * as organization from '../../organization/index.ts';
import { isForCompliance } from '../compliance/offered.ts';
import { visibleAccounts } from '../ledger/read-holdings.ts';
import { type Account, classesOf, type UnitClass } from '../ledger/store.ts';
import { classView } from '../ledger/views.ts';
import { settlementMoney } from '../money/store.ts';
import { told } from '../read-allocation.ts';
import { entriesOf, tableRowsOf } from './books-view.ts';
import { policyView, rulesOf } from './policy.ts';
import { costed, costObject } from './record-transaction-cost.ts';
import { type ChangeRow, type Cost, costsOf, crossings, policiesOf } from './store.ts';
import { impairmentsBelow, writeDownsUntil } from './write-downs.ts';

type View = z.input<typeof accountingYear>;
const endpoint = accountingEndpoints.readAccounting;

const factOf = (cost: Cost): CostFact => ({
  ...{ amount: decimal(cost.amount), fees: decimal(cost.fees), vat: decimal(cost.vat), paid: cost.paid },
  freeQuantity: cost.free_quantity === null ? null : BigInt(cost.free_quantity),
});

interface Changes {
  readonly changes: readonly LedgerChange[];
  readonly rows: readonly ChangeRow[];
  readonly classes: ReadonlyMap<number, UnitClass>;
  readonly costs: ReadonlyMap<string, Cost>;
  /** Numbers of the own accounts. */
  readonly own: readonly number[];
  /** Programmes that moved and that the rule is not about. */
  readonly outside: readonly string[];
}

/** What crossed the border of the own accounts up to a day, with what it cost; only programmes the rule is about, unless others are asked for. */
export async function changesUntil(
  work: Work,
  entityId: string | undefined,
  until: string,
  counts: (held: UnitClass) => boolean = isForCompliance,
  /** Of the accounts below the entity only these. */
  isOwn: (account: Account) => boolean = () => true,
): Promise<Changes> {
  const { organizationId } = work.actor;
  const own = (await visibleAccounts(work, entityId)).filter((one) => ledgerAccountKinds[one.kind].own && isOwn(one));
  const nos = new Set(own.map((one) => one.no));
  const classes = new Map((await classesOf(work.tx, organizationId)).map((one) => [one.no, one]));
  const costs = new Map((await costsOf(work.tx, organizationId)).map((one) => [one.transaction_id, one]));
  const crossed = (await crossings(work.tx, organizationId, [...nos], until)).flatMap((row) => {
    const held = classes.get(row.classNo);
    return held ? [{ row, held }] : [];
  });
  const rows = crossed.filter(({ held }) => counts(held)).map(({ row }) => row);
  const outside = [...new Set(crossed.filter(({ held }) => !counts(held)).map(({ held }) => held.programme))].sort();
  const total = new Map<string, bigint>();
  for (const row of rows) total.set(row.transactionId, (total.get(row.transactionId) ?? 0n) + BigInt(row.quantity));
  const changes = rows.map((row): LedgerChange => {
    const held = present(classes.get(row.classNo), 'a class');
    const known = costs.get(row.transactionId);
    const direction = nos.has(row.toNo) ? 'in' : 'out';
    const cost = known ? shareOf(factOf(known), BigInt(row.quantity), total.get(row.transactionId) ?? 1n) : setCost(row);
    return {
      ...{ transactionId: row.transactionId, seq: BigInt(row.seq), day: present(parseDay(row.effectiveOn), 'a day') },
      ...{ kind: row.kind === 'transfer' && cost ? dealOf[direction] : row.kind, direction, classId: held.id, unit: held.programme },
      ...{ vintage: `${held.vintage}`, quantity: BigInt(row.quantity), cost },
    };
  });
  return { changes, rows, classes, costs, own: [...nos], outside };
}

/** Seen from one entity, units given to another at a price are sold, and bought by the other. Where both are in view they do not cross the border. */
const dealOf = { in: 'buy', out: 'sell' } as const;

/** What a transfer at a set price cost while no amount is recorded: owed between the two until it is. */
function setCost({ kind, quantity, setPrice }: ChangeRow): CostFact | null {
  if (kind !== 'transfer' || setPrice === null) return null;
  return { amount: round(decimal(setPrice).times(quantity), 2), fees: zero, vat: zero, freeQuantity: null, paid: false };
}

/** The part of a transaction's money that belongs to one of its legs. */
function shareOf(cost: CostFact, quantity: bigint, total: bigint): CostFact {
  if (quantity === total) return cost;
  const part = (value: CostFact['amount']) => value.times(quantity.toString()).dividedBy(total.toString());
  const free = cost.freeQuantity === null ? null : (cost.freeQuantity * quantity) / total;
  return { amount: part(cost.amount), fees: part(cost.fees), vat: part(cost.vat), freeQuantity: free, paid: cost.paid };
}

/** Payments of contracts up to a day. */
async function moneyFacts(work: Work, accountNos: readonly number[], last: string): Promise<MoneyFact[]> {
  return (await settlementMoney(work.tx, work.actor.organizationId, accountNos, { last })).map((one) => ({
    ...{ id: one.id, day: present(parseDay(one.moved_on), 'a day'), amount: decimal(one.amount), purpose: one.purpose },
    about: { zh: one.about_zh, en: one.about_en },
  }));
}

/** Tests of a year, latest first. */
async function impairmentViews(
  work: Work,
  entityId: string | undefined,
  year: number,
  classes: Changes['classes'],
): Promise<View['impairments']> {
  const own = (await impairmentsBelow(work, entityId)).filter((one) => one.tested_on.startsWith(`${year}-`));
  return await Promise.all(
    own.reverse().map(async (one) => {
      const { name: zh, nameEn: en } = await organization.findEntity(work, one.entity_id);
      return {
        ...{ id: one.id, no: one.no, entityId: one.entity_id, entityName: { zh, en } },
        class: classView(present(classes.get(one.class_no), 'a class')),
        ...{ testedOn: one.tested_on, carrying: one.carrying, impairedBefore: one.impaired_before, recoverable: one.recoverable },
        ...{ amount: one.amount, source: one.source, reason: one.reason, documentNo: one.document_no, recordedAt: one.recorded_at },
        ...{ recordedBy: { id: one.recorded_by, name: one.recorded_by_name }, decision: one.decision, decidedAt: one.decided_at },
        ...{ decidedByName: one.decided_by_name, decisionReason: one.decision_reason ?? '' },
      };
    }),
  );
}

async function transactionsOf(work: Work, year: number, { rows, classes, costs }: Changes): Promise<View['transactions']> {
  const own = rows.filter((row) => row.effectiveOn.startsWith(`${year}-`) && costed.includes(row.kind));
  const evidence = await document.evidenceOf(
    work,
    costObject,
    own.flatMap((row) => costs.get(row.transactionId)?.id ?? []),
  );
  return own.map((row) => {
    const cost = costs.get(row.transactionId);
    return {
      ...{ transactionId: row.transactionId, kind: row.kind, effectiveOn: row.effectiveOn, quantity: row.quantity },
      class: classView(present(classes.get(row.classNo), 'a class')),
      cost: cost
        ? {
            ...{ id: cost.id, version: cost.version, amount: cost.amount, fees: cost.fees, vat: cost.vat, paid: cost.paid },
            ...{ freeQuantity: cost.free_quantity, note: cost.note, recordedAt: cost.recorded_at },
            recordedByName: cost.recorded_by_name,
            evidence: (evidence.get(cost.id) ?? []).map(({ id, title }) => ({ id, title })),
          }
        : null,
    };
  });
}

const noPolicy = {
  code: 'accounting_policy_not_approved',
  severity: 'warning' as const,
  place: { path: '/policy' },
  text: {
    zh: '还没有批准的会计政策，按通常做法计算（加权平均，出售无偿配额计入营业外收入）',
    en: 'No accounting policy is approved yet; the usual choices are taken (weighted average, sale of free units as income)',
  },
  cure: { zh: '提出会计政策并由他人批准', en: 'Propose a policy and have somebody else approve it' },
};

/** Said, not hidden: what is held beside allowances and CCER is not in these books, whatever amount is kept with it. */
const notInTheRule = (programme: string) => ({
  code: 'programme_outside_rule',
  severity: 'info' as const,
  place: { path: '/programme', at: { programme } },
  text: {
    zh: `${programme} 不属于财会〔2019〕22号的范围，未列入分录与变动情况表`,
    en: `${programme} is outside 财会〔2019〕22号 and stands in no entry and no row of these books`,
  },
  cure: { zh: '按本单位会计政策在总账中处理', en: 'Book it in the general ledger by your own policy' },
});

/** The accounts of a year from the ledger and what its transactions cost (C.7, C.8): nothing of it is stored, so it can always be worked out again. */
export const readAccounting = query({
  name: 'asset.read-accounting',
  action: 'asset.read',
  input: z.strictObject({ ...endpoint.params.shape, ...endpoint.query.shape }),
  run: async (work, { year, entityId }): Promise<View> => {
    if (entityId === undefined) await work.permit('asset.read');
    else {
      await organization.findEntity(work, entityId);
      await work.permit('asset.read', entityId);
    }
    const policies = await policiesOf(work.tx, work.actor.organizationId);
    const approved = policies.find((one) => one.approved_at !== null);
    const [latest] = policies;
    const { originOrder, impairment, ...rules } = rulesOf(approved);
    const found = await changesUntil(work, entityId, `${year}-12-31`);
    const given = new Set(approved ? ['cost_flow', 'free_sale', 'vat', 'cents', 'origin_order'] : []);
    const money = await moneyFacts(work, found.own, `${year}-12-31`);
    const writeDowns = await writeDownsUntil(work, entityId, `${year}-12-31`, impairment);
    const { ledger, books, classes, evaluation } = evaluateLedgerBooks(found.changes, rules, originOrder, given, { money, writeDowns });
    const [table, last] = [tableOfYear(books.tables, year), tableOfYear(books.tables, year - 1)];
    const entries = entriesOf(books, ledger.transactionOf, year, approved?.accounts ?? {});
    const sum = (side: 'debit' | 'credit') =>
      print(entries.flatMap((one) => one.lines).reduce((all, line) => all.plus(decimal(line[side]?.value ?? '0')), zero));
    const classBy = new Map([...found.classes.values()].map((one) => [one.id, one]));
    const said = told(evaluation);
    return {
      ...{ year, entityId: entityId ?? null, policy: approved ? policyView(approved) : null },
      proposed: latest && latest.approved_at === null ? policyView(latest) : null,
      inForce: { ...rules, originOrder, impairment },
      entries,
      table: tableRowsOf(table, last, new Set(evaluation.derivation.nodes.map((one) => one.id))),
      classes: classes
        .filter((one) => one.free > 0n || one.purchased > 0n)
        .map((one) => ({
          ...{ class: classView(present(classBy.get(one.classId), 'a class')), free: `${one.free}`, purchased: `${one.purchased}` },
          ...{ value: print(one.value), node: `class_value@class=${one.classId}` },
        })),
      ...{ bookValue: print(table.rows.closing.amount), debits: sum('debit'), credits: sum('credit') },
      note: disclosureNote({ policy: rules, order: originOrder, books, table, own: approved?.note ?? '' }),
      transactions: await transactionsOf(work, year, found),
      impairments: await impairmentViews(work, entityId, year, found.classes),
      findings: [...(approved ? [] : [noPolicy]), ...said.findings, ...found.outside.map(notInTheRule)],
      conventions: said.conventions,
      derivation: found.changes.length + money.length === 0 ? null : changeable(evaluation.derivation),
    };
  },
});
