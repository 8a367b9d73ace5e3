import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordTransactionCost } from '../../src/server/modules/asset/accounting/record-transaction-cost.ts';
import { readHoldings } from '../../src/server/modules/asset/ledger/read-holdings.ts';
import { decideExplanation, explainBreak } from '../../src/server/modules/asset/stock-take/close-break.ts';
import { readStockTakes } from '../../src/server/modules/asset/stock-take/read-stock-takes.ts';
import { takeStock } from '../../src/server/modules/asset/stock-take/take-stock.ts';
import { answerIntake } from '../../src/server/modules/emission/index.ts';
import { posterOf } from '../support/ledger-posting.ts';
import { openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';
import { bookOf } from '../support/workbook.ts';

/** Stock-take: a statement against the ledger line by line; a break ends only by a transaction or by an explanation that somebody else accepts. */
let plant: Plant;
let buy = '';
beforeAll(async () => {
  plant = await openPlant();
  const post = posterOf(plant);
  buy = await post({ kind: 'buy', day: '2024-03-03', from: 'external', to: 'registry', quantity: 1_000n, documentNo: 'A1' });
  await post({ kind: 'buy', day: '2024-06-10', from: 'external', to: 'registry', quantity: 500n, documentNo: 'A2' });
  await plant.run('finance', recordTransactionCost, { transactionId: buy, amount: '58200', fees: '10.50', seenVersion: 0 });
});
afterAll(() => plant?.close());

const account = async () => (await plant.ask('auditor', readHoldings, {})).accounts.find((one) => one.kind === 'registry')?.id ?? '';
const take = async (text: string, more: object = {}, who: Persona = 'assets') =>
  plant.run(who, takeStock, {
    ...{ accountId: await account(), source: 'registry', firstDay: '2024-01-01', lastDay: '2024-12-31', fileName: 's.csv', text },
    ...more,
  });
const read = (who: Persona = 'auditor') => plant.ask(who, readStockTakes, {});
const head = 'type,day,programme,vintage,quantity,reference\n';
const one = 'movement,2024-03-03,CEA,2024,1000,A1\n';

test('a statement that agrees has no break, and book is registry', async () => {
  const reply = await take(`${head}${one}movement,2024-06-10,CEA,2024,500,A2\nbalance,2024-12-31,CEA,2024,1500,\n`);
  expect([reply.matched, reply.breaks]).toEqual([3, 0]);
  expect((await read()).summary.map((row) => [row.heldAs, row.book, row.statement, row.difference])).toEqual([
    ['CEA/2024/', '1500', '1500', '0'],
  ]);
});

test('what differs is named with its age, and the ledger stays as it is', async () => {
  const before = await plant.ask('auditor', readHoldings, {});
  await take(`${head}${one}movement,2024-06-12,CEA,2024,400,A2\nmovement,2024-07-01,CEA,2023,7,\nbalance,2024-12-31,CEA,2024,1400,\n`);
  const { breaks, summary } = await read();
  expect(breaks.map((row) => [row.kind, row.line?.quantity, row.book?.quantity, row.ageDays, row.state])).toEqual([
    ['quantity_differs', '400', '500', 222, 'open'],
    ['missing_here', '7', undefined, 203, 'open'],
    ['quantity_differs', '1400', '1500', 20, 'open'],
  ]);
  expect(summary[0]?.difference).toBe('100');
  expect(await plant.ask('auditor', readHoldings, {})).toEqual(before);
});

test('a break is closed by a transaction, or by an explanation that another person accepts', async () => {
  const [first, second] = (await read()).breaks;
  const explain = (breakId: string | undefined, more: object, who: Persona = 'assets') =>
    plant.run(who, explainBreak, { breakId: breakId ?? '', reason: 'late entry', ...more });
  expect((await refusalOf(explain(first?.id, {}, 'trader'))).code).toBe('not_permitted');
  expect((await refusalOf(explain(first?.id, { transactionId: plant.ids.plant }))).code).toBe('not_found');
  expect((await explain(first?.id, { transactionId: buy })).state).toBe('closed');
  expect((await refusalOf(explain(first?.id, {}))).code).toBe('wrong_state');
  const told = await explain(second?.id, {}, 'finance');
  const decide = (who: Persona, decision: string, reason = '') =>
    plant.run(who, decideExplanation, { explanationId: told.id, decision, reason });
  expect((await refusalOf(decide('finance', 'accepted'))).code).toBe('same_person_proposes_and_approves');
  expect((await refusalOf(decide('assets', 'accepted'))).code).toBe('not_permitted');
  expect((await refusalOf(decide('top', 'rejected'))).code).toBe('reason_required');
  await decide('top', 'rejected', 'name the document');
  expect((await refusalOf(decide('top', 'accepted'))).code).toBe('wrong_state');
  const again = await explain(second?.id, {}, 'finance');
  await plant.run('top', decideExplanation, { explanationId: again.id, decision: 'accepted' });
  expect((await read()).breaks.map((row) => row.state)).toEqual(['closed', 'closed', 'open']);
});

test('money of the bank is matched with what the transactions cost', async () => {
  const reply = await take('day,amount,reference\n2024-03-03,-58210.50,A1\n', { source: 'bank' }, 'finance');
  expect([reply.matched, reply.breaks]).toEqual([1, 0]);
  expect((await read()).summary.find((row) => row.source === 'bank')).toMatchObject({ book: '-5821050', difference: '0' });
});

test('a wrong file is refused whole, at its cells; another organization finds nothing', async () => {
  const refusal = await refusalOf(take(`${head}movement,2023-12-31,CEA,2024,1,\nmovement,x,CEA,2024,1,\n`));
  expect(refusal.findings.map((row) => row.place.path)).toEqual(['/text/3/day', '/text']);
  expect((await refusalOf(take(`${head}${one}`, {}, 'statistician'))).code).toBe('not_permitted');
  const other = await openPlant({ n: 2, beside: plant });
  const accountId = await account();
  const foreign = { accountId, source: 'registry', firstDay: '2024-01-01', lastDay: '2024-12-31', fileName: 's.csv', text: head };
  expect((await refusalOf(other.run('assets', takeStock, foreign))).code).toBe('not_found');
  const { breaks } = await read();
  expect((await refusalOf(other.run('assets', explainBreak, { breakId: breaks[0]?.id ?? '', reason: 'x' }))).code).toBe('not_found');
  expect(await other.ask('auditor', readStockTakes, {})).toEqual({ summary: [], items: [], breaks: [] });
});

test('a workbook is read in its thread: a title above the headings, days and numbers as a spreadsheet keeps them; its file becomes evidence', async () => {
  // 45366 is 2024-03-15 as a spreadsheet counts days.
  const rows = [
    ['登记账户对账单 2024'],
    [],
    ['类型', '日期', '品种', '年度', '数量', '编号'],
    ['变动', { day: 45366 }, 'CEA', 2024, 1000, 'A,"1"'],
    // 10:30 in the morning: 0.4375 of the day; 14:20:05, which no binary fraction gives exactly.
    ['变动', { day: 45366.4375 }, 'CEA', 2024, 7, 'A2'],
    ['变动', { day: 45366 + (14 * 3600 + 20 * 60 + 5) / 86_400 }, 'CEA', 2024, 8, 'A3'],
  ];
  const answer = await answerIntake({ ask: 'text', bytes: bookOf({ 说明: [], 对账单: rows }) });
  const csv = 'csv' in answer ? answer.csv : '';
  expect(csv.split('\n')[3]).toBe('变动,2024-03-15,CEA,2024,1000,"A,""1"""');
  expect(csv.split('\n').slice(4, 6)).toEqual(['变动,2024-03-15 10:30:00,CEA,2024,7,A2', '变动,2024-03-15 14:20:05,CEA,2024,8,A3']);
  const file = await plant.evidence('assets', 'statement', csv);
  expect((await take(csv, { fileSha256: file.sha256, fileName: 's.xlsx' })).breaks).toBeGreaterThan(0);
  const [latest] = (await read()).items;
  // Recorded last of those of its day.
  expect([latest?.fileName, latest?.lines]).toEqual(['s.xlsx', 3]);
  const times = (await read()).breaks.filter((one) => one.stockTakeId === latest?.id && one.line).map((one) => one.line?.time ?? '');
  expect(times.sort().slice(-2)).toEqual(['10:30:00', '14:20:05']);
  // What is wrong is told at the line of the sheet.
  const wrongDay = await answerIntake({ ask: 'text', bytes: bookOf({ s: [...rows.slice(0, 3), ['变动', 'x', 'CEA', 2024, 1, '']] }) });
  const refusal = await refusalOf(take('csv' in wrongDay ? wrongDay.csv : ''));
  expect(refusal.findings.map((row) => row.place.path)).toEqual(['/text/4/day']);
  expect((await refusalOf(answerIntake({ ask: 'text', bytes: Buffer.from('d0cf11e0a1b11ae1', 'hex') }))).code).toBe('file_type_refused');
});
