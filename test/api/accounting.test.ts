import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountingYear } from '../../src/contract/accounting.ts';
import { journalCsv } from '../../src/server/modules/asset/accounting/journal-csv.ts';
import { approveAccountingPolicy, recordAccountingPolicy } from '../../src/server/modules/asset/accounting/policy.ts';
import { readAccounting } from '../../src/server/modules/asset/accounting/read-accounting.ts';
import { recordTransactionCost } from '../../src/server/modules/asset/accounting/record-transaction-cost.ts';
import { instruct } from '../../src/server/modules/asset/ledger/instruct.ts';
import { posterOf } from '../support/ledger-posting.ts';
import { openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

/**
 * Accounting of allowances from the stored ledger: worked cases C24 (bought units) and C24b (free units) after 财会〔2019〕22号. The amounts are worked out by hand:
 * 20,000 · 58.20 + 15,000 · 66.00 = 2,154,000; average 61.542857…; · 22,000 = 1,353,942.86; sale 373,150 − 5,000 · 61.542857… = 65,435.71.
 */
let plant: Plant;
let post: ReturnType<typeof posterOf>;
beforeAll(async () => {
  plant = await openPlant();
  post = posterOf(plant);
});
afterAll(() => plant?.close());

const cost = (transactionId: string, amount: string, more: object = {}, who: Persona = 'finance') =>
  plant.run(who, recordTransactionCost, { transactionId, amount, seenVersion: 0, ...more });
const read = (year = 2024, more: object = {}, who: Persona = 'auditor') => plant.ask(who, readAccounting, { year, ...more });
const choices = { costFlow: 'weighted_average', freeSale: 'income', vat: 'separate', cents: 'exact', originOrder: 'free_first' };
const propose = (seenVersion: number, more: object = {}, who: Persona = 'finance') =>
  plant.run(who, recordAccountingPolicy, { ...choices, reason: 'board', seenVersion, ...more });
const approve = (policyId: string, who: Persona = 'top') => plant.run(who, approveAccountingPolicy, { policyId });
/** `6711 1353942.86 / 1489 1353942.86`: debits before the stroke, credits after. */
const lines = (entry: Awaited<ReturnType<typeof read>>['entries'][number] | undefined) =>
  (['debit', 'credit'] as const)
    .map((side) => (entry?.lines ?? []).flatMap((l) => (l[side] ? [`${l.account} ${l[side].value}`] : [])).join(', '))
    .join(' / ');

describe('bought units (C24)', () => {
  let sale = '';
  beforeAll(async () => {
    const buy1 = await post({ kind: 'buy', day: '2024-03-03', from: 'external', to: 'registry', quantity: 20_000n });
    const buy2 = await post({ kind: 'buy', day: '2024-06-10', from: 'external', to: 'registry', quantity: 15_000n });
    await post({ kind: 'surrender', day: '2024-12-20', from: 'registry', to: 'surrendered', quantity: 22_000n });
    sale = await post({ kind: 'sell', day: '2024-12-24', from: 'registry', to: 'external', quantity: 5_000n });
    await cost(buy1, '1164000');
    await cost(buy2, '990000.00');
  });

  test('without its money a sale is named, and nothing hides it', async () => {
    const { findings, transactions } = await read();
    expect(findings.map((one) => one.code)).toEqual(['accounting_policy_not_approved', 'cost_missing', 'rounding_entry']);
    expect(transactions.map((one) => [one.kind, one.cost?.amount ?? null])).toEqual([
      ['buy', '1164000'],
      ['buy', '990000.00'],
      ['surrender', null],
      ['sell', null],
    ]);
  });

  test('is recorded in versions with evidence, by who may, and seen once', async () => {
    const { id: evidence } = await plant.evidence('finance', 'settlement note');
    expect((await refusalOf(cost(sale, '1', {}, 'statistician'))).code).toBe('not_permitted');
    await cost(sale, '373000', { evidenceIds: [evidence] });
    expect((await refusalOf(cost(sale, '373150'))).code).toBe('conflict');
    expect((await refusalOf(cost(sale, '373150', { seenVersion: 1 }))).code).toBe('reason_required');
    await cost(sale, '373150', { seenVersion: 1, note: 'by the settlement note', evidenceIds: [evidence] });
    const own = (await read()).transactions.find((one) => one.transactionId === sale)?.cost;
    expect([own?.version, own?.amount, own?.evidence[0]?.title]).toEqual([2, '373150', 'settlement note']);
  });

  test('gives the entries, the table and the book value by weighted average', async () => {
    const view = await read();
    expect(view.entries.map(lines)).toEqual([
      '1489 1164000.00 / 1002 1164000.00',
      '1489 990000.00 / 1002 990000.00',
      '6711 1353942.86 / 1489 1353942.86',
      '1002 373150.00 / 1489 307714.29, 6301 65435.71',
      '1489 0.01 / 6301 0.01',
    ]);
    expect([view.bookValue, view.debits === view.credits, view.entries.every((one) => one.no > 0)]).toEqual(['492342.86', true, true]);
    expect(view.table.filter((one) => one.quantity.value !== '0').map((one) => [one.row, one.quantity.value])).toEqual([
      ['increase_purchased', '35000'],
      ['decrease_surrendered', '22000'],
      ['decrease_sold', '5000'],
      ['closing', '8000'],
    ]);
    expect(view.classes.map((one) => [one.class.vintage, one.free, one.purchased, Number(one.value).toFixed(2)])).toEqual([
      [2024, '0', '8000', '492342.86'],
    ]);
    // Every amount leads to a node of the derivation.
    const nodes = new Set(view.derivation?.nodes.map((one) => one.id));
    const named = [
      ...view.entries.flatMap((one) => one.lines.flatMap((l) => [l.debit?.node, l.credit?.node])),
      ...view.table.flatMap((one) => [one.quantity.node, one.amount.node]),
      ...view.classes.map((one) => one.node),
    ].filter((one) => typeof one === 'string');
    expect(named.filter((node) => !nodes.has(node))).toEqual([]);
    expect(accountingYear.safeParse(view).success).toBe(true);
  });

  test('a year in which nothing moves begins and ends with what the last one left', async () => {
    const view = await read(2025);
    const [opening, closing] = [view.table[0], view.table.at(-1)];
    expect([opening?.quantity.value, closing?.amount.value, closing?.lastQuantity.value]).toEqual(['8000', '492342.86', '8000']);
    expect(view.entries).toEqual([]);
  });

  test('by first in, first out, once that policy is approved by another person', async () => {
    const { id } = await propose(0, { costFlow: 'fifo', accounts: { '1489': { code: '148901', name: '碳配额' } } });
    expect([(await read()).proposed?.version, (await read()).inForce.costFlow]).toEqual([1, 'weighted_average']);
    expect((await refusalOf(approve(id, 'finance'))).code).toBe('same_person_proposes_and_approves');
    expect((await refusalOf(approve(id, 'assets'))).code).toBe('not_permitted');
    await approve(id);
    expect((await refusalOf(approve(id))).code).toBe('wrong_state');
    const view = await read();
    expect(view.entries.map(lines).slice(2)).toEqual([
      '6711 1296000.00 / 1489 1296000.00',
      '1002 373150.00 / 1489 330000.00, 6301 43150.00',
    ]);
    expect([view.bookValue, view.policy?.approvedByName, view.findings]).toEqual(['528000', 'top', []]);
    const text = journalCsv(accountingYear.parse(view), 'zh');
    expect(text.split('\r\n')[1]).toMatch(/^"2024-03-03","2024-0001","买入 CEA","148901","碳配额","CEA","1164000.00",""/);
    expect((await refusalOf(propose(0))).code).toBe('conflict');
  });

  test('the database keeps the two apart, and what is recorded', async () => {
    const { id } = await propose(1);
    const owner = new pg.Client({ connectionString: plant.database.adminUrl });
    await owner.connect();
    const { rows: own } = await owner.query('select recorded_by from app.accounting_policy where id = $1', [id]);
    const same = owner.query(`insert into app.accounting_policy_approval select $1, $2, $3::uuid, now(), $3::uuid, 'x'`, [
      plant.organizationId,
      id,
      own[0].recorded_by,
    ]);
    await expect(same).rejects.toThrow(/accounting_four_eyes/);
    await expect(owner.query('update app.accounting_cost set amount = 0')).rejects.toThrow(/append-only/);
    await owner.end();
  });
});

describe('free units (C24b)', () => {
  let other: Plant;
  let give: ReturnType<typeof posterOf>;
  beforeAll(async () => {
    other = await openPlant({ n: 2, beside: plant });
    give = posterOf(other);
    await give({ kind: 'issue', day: '2024-01-15', from: 'issuance', to: 'registry', quantity: 2_698_959n });
    await give({ kind: 'surrender', day: '2024-12-20', from: 'registry', to: 'surrendered', quantity: 2_000_000n });
  });
  const view = () => other.ask('auditor', readAccounting, { year: 2024 });

  test('stand in the table without amount and give no entry', async () => {
    const { entries, table, classes } = await view();
    expect([entries, classes[0]?.free, classes[0]?.value]).toEqual([[], '698959', '0']);
    expect(table.filter((one) => one.quantity.value !== '0').map((one) => [one.row, one.quantity.value, one.amount.value])).toEqual([
      ['increase_free', '2698959', '0'],
      ['decrease_surrendered', '2000000', '0'],
      ['closing', '698959', '0'],
    ]);
  });

  test('sold are income, or nothing where the policy says so', async () => {
    const id = await give({ kind: 'sell', day: '2024-12-24', from: 'registry', to: 'external', quantity: 10_000n });
    await other.run('finance', recordTransactionCost, { transactionId: id, amount: '746300', seenVersion: 0 });
    expect((await view()).entries.map(lines)).toEqual(['1002 746300.00 / 6301 746300.00']);
    const policy = await other.run('finance', recordAccountingPolicy, {
      ...{ ...choices, freeSale: 'no_entry', reason: 'by the auditor', seenVersion: 0 },
    });
    await other.run('top', approveAccountingPolicy, { policyId: policy.id });
    expect((await view()).entries).toEqual([]);
    expect(
      (await refusalOf(other.run('finance', recordTransactionCost, { transactionId: plant.ids.plant, amount: '1', seenVersion: 0 }))).code,
    ).toBe('not_found');
  });

  test('and bought ones of one class leave in the order of the policy, or as was said', async () => {
    const bought = await give({ kind: 'buy', day: '2024-12-25', from: 'external', to: 'registry', quantity: 1_000n });
    await other.run('finance', recordTransactionCost, { transactionId: bought, amount: '60000', seenVersion: 0 });
    const used = await give({ kind: 'surrender', day: '2024-12-26', from: 'registry', to: 'surrendered', quantity: 500n });
    expect((await view()).entries.map(lines)).toEqual(['1489 60000.00 / 1002 60000.00']);
    await other.run('finance', recordTransactionCost, { transactionId: used, amount: '0', freeQuantity: '100', seenVersion: 0 });
    expect((await view()).entries.map(lines).at(-1)).toBe('6711 24000.00 / 1489 24000.00');
  });
});

test('programmes beside CEA and CCER are named and stand in no entry, whatever they cost', async () => {
  const third = await openPlant({ n: 3, beside: plant });
  const { transactionId } = await third.run('assets', instruct(third.shelf), {
    ...{ kind: 'open', entityId: third.ids.plant, effectiveOn: '2024-05-06', quantity: '50', from: 'external', to: 'registry' },
    newClass: { programme: 'VCS', vintage: 2022, project: '9' },
  });
  await third.run('finance', recordTransactionCost, { transactionId: transactionId ?? '', amount: '1', seenVersion: 0 });
  const { findings, entries } = await third.ask('auditor', readAccounting, { year: 2024 });
  expect([entries, findings.map((one) => one.code)]).toEqual([[], ['accounting_policy_not_approved', 'programme_outside_rule']]);
});
