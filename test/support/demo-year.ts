import { expect } from 'vitest';
import type { accountingEndpoints } from '../../src/contract/accounting.ts';
import type { complianceEndpoints } from '../../src/contract/compliance.ts';
import type { ReplyOf } from '../../src/contract/endpoint.ts';
import type { ledgerEndpoints } from '../../src/contract/ledger.ts';
import type { orderEndpoints } from '../../src/contract/orders.ts';
import type { stockTakeEndpoints } from '../../src/contract/stock-take.ts';
import { type Client, ok } from './server.ts';

const reader =
  (client: Client) =>
  async <T>(address: string): Promise<T> =>
    ok(await client.get(`/api/v1/${address}`)).json<T>();

/** The compliance year 2023 of the demonstration: owed, surrendered, left. */
export async function expectCovered(client: Client, plant: string): Promise<void> {
  const read = reader(client);
  const year = await read<ReplyOf<typeof complianceEndpoints.readCompliance>>(`entities/${plant}/years/2023/compliance`);
  // 6,881,557 verified less purchased power; 80,000 of credits, 120,000 of 2022, the rest of 2023.
  expect([year.obligation?.units, year.outstanding]).toEqual(['6879554', '0']);
  expect(year.surrendered).toEqual({ allowances: '6799554', credits: '80000' });
  expect(year.steps.filter((one) => one.state !== 'done').map((one) => one.code)).toEqual(['pre_allocation']);
  expect(year.steps.find((one) => one.code === 'verification')?.records[0]?.label.en).toBe(
    'Verified by Demo Verification Co. Ltd. on 2024-04-26',
  );
  expect(year.surrenders.every((one) => one.recordedByName !== one.approvedByName)).toBe(true);
  const [first] = year.surrenders;
  const certificate = ok(await client.get(`/api/v1/ledger/transactions/${first?.transactionId}/certificate.pdf?language=en`));
  expect([certificate.headers['content-type'], certificate.rawPayload.subarray(0, 5).toString()]).toEqual(['application/pdf', '%PDF-']);
  const { holdings } = await read<ReplyOf<typeof ledgerEndpoints.readHoldings>>('ledger/holdings');
  expect(holdings.map((one) => `${one.class.vintage}: ${one.available}`).sort()).toEqual([
    '2016: 0',
    // The gas plant's credits, of which 30,000 are pledged and 1,324 retired for claims, and its allowances, some of them moved within the group.
    '2017: 8676',
    '2021: 80000',
    '2022: 0',
    '2023: 4315',
    // 20,000 of it bought by order for the next year.
    '2024: 4837089',
  ]);
}

/** The gap closed by orders under a mandate, booked and counted. */
export async function expectTraded(client: Client): Promise<void> {
  const read = reader(client);
  const { items } = await read<ReplyOf<typeof orderEndpoints.listOrders>>('trading/orders');
  expect(items.map((one) => `${one.no} ${one.side} ${one.quantity} ${one.state} ${one.firstReason}`).reverse()).toEqual([
    '1 buy 130000 settled null',
    '2 buy 20000 settled null',
    '3 sell 5000 refused resale',
    '4 buy 25000 refused limits',
    '5 buy 15000 waiting null',
  ]);
  const books = await read<ReplyOf<typeof accountingEndpoints.readAccounting>>('accounting/2024');
  // 13,494,000 / 1.06 + 13,494.00 of fees = 12,743,682.68 for 130,000; 125,685 of them were surrendered, the free ones first: 12,320,690.44.
  const debits = books.entries.map((one) => `${one.day} ${one.lines[0]?.account} ${one.lines[0]?.debit?.value}`);
  expect(debits).toEqual([
    '2024-09-09 1489 4684205.28',
    '2024-11-13 1489 12743682.68',
    '2024-12-16 6711 4684205.28',
    '2024-12-16 6711 12320690.44',
  ]);
  expect([books.bookValue, books.policy?.approvedByName, books.findings.map((one) => one.severity)]).toEqual([
    '422992.24',
    '郭建国',
    ['info'],
  ]);
  const taken = await read<ReplyOf<typeof stockTakeEndpoints.readStockTakes>>('stock-takes');
  expect(taken.items.map((one) => [one.source, one.lines, one.matched, one.open])).toEqual([['registry', 10, 9, 0]]);
  expect(taken.breaks.map((one) => [one.kind, one.state, one.explanations[0]?.decidedByName])).toEqual([['day_differs', 'closed', '冯涛']]);
  expect(taken.summary.map((one) => `${one.heldAs} ${one.difference}`).sort()).toEqual(['CEA/2023/ 0', 'CEA/2024/ 0']);
}
