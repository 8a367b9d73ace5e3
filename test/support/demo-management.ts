import { expect } from 'vitest';
import type { assetBudgetEndpoints } from '../../src/contract/asset-budget.ts';
import type { assetInventoryEndpoints } from '../../src/contract/asset-inventory.ts';
import type { assetProjectEndpoints } from '../../src/contract/asset-projects.ts';
import type { carryOverEndpoints } from '../../src/contract/carry-over.ts';
import type { ReplyOf } from '../../src/contract/endpoint.ts';
import type { financeEndpoints } from '../../src/contract/finance.ts';
import type { groupEndpoints } from '../../src/contract/group.ts';
import type { tradingRiskEndpoints } from '../../src/contract/trading-risk.ts';
import { type Client, ok } from './server.ts';

type Read = <T>(address: string) => Promise<T>;

async function expectAssets(read: Read, plant: string): Promise<void> {
  const inventory = await read<ReplyOf<typeof assetInventoryEndpoints.readAssetInventory>>(`entities/${plant}/years/2024/asset-inventory`);
  const [version] = inventory.versions;
  expect([version?.state, version?.openedBy.name, version?.decidedByName]).toEqual(['approved', '何琳', '郭建国']);
  expect(inventory.shown?.steps.every((one) => one.doneByName === '何琳')).toBe(true);
  expect(inventory.shown?.entries.map((one) => `${one.standing} ${one.quantity} ${one.review?.reviewedByName}`).sort()).toEqual([
    'existing 4315 冯涛',
    'existing 4817089 冯涛',
    'potential 35900 冯涛',
    'potential 42000 冯涛',
    'potential 559568 冯涛',
  ]);
  const { items } = await read<ReplyOf<typeof assetProjectEndpoints.listAssetProjects>>(`entities/${plant}/asset-projects`);
  // 810,000 MWh on the region's combined factor, as in worked case C26.
  expect(items.map((one) => `${one.code} ${one.state} ${one.expected.map(({ quantity }) => quantity)}`).sort()).toEqual([
    'CCER-HSFD-01 applied 559568',
    'CCER-HSFD-02 issue_applied ',
  ]);
  const budget = await read<ReplyOf<typeof assetBudgetEndpoints.readAssetBudget>>(`entities/${plant}/years/2024/asset-budget`);
  const figure = (symbol: string) => budget.result?.outputs.find((one) => one.symbol === symbol)?.value;
  // 140,000 at 85 and 80,000 at 60 planned; 12,743,682.68 and 4,684,205.28 paid.
  expect([figure('plan_net'), figure('actual_net')]).toEqual(['-16700000', '-17427887.96']);
}

/** Budget, projects, inventory, risks, group and contracts as they are told (data/demo/management.yaml). */
export async function expectManaged(client: Client, { plant, gas }: { plant: string; gas: string }): Promise<void> {
  const read: Read = async <T>(address: string) => ok(await client.get(`/api/v1/${address}`)).json<T>();
  await expectAssets(read, plant);
  const risk = await read<ReplyOf<typeof tradingRiskEndpoints.readRisk>>(`trading/risk/${plant}`);
  expect([risk.basis.version, risk.basis.terms.scenarios.length, risk.breaches.length]).toEqual([1, 2, 1]);
  const [breach] = risk.breaches;
  expect([breach?.kind, breach?.most, breach?.endedAt?.slice(0, 10), breach?.closed?.doneBy.name]).toEqual([
    ...['position', '300000', '2025-01-16', '郑洁'],
  ]);
  const group = await read<ReplyOf<typeof groupEndpoints.readGroup>>(`trading/group/${plant}`);
  const [transfer] = group.transfers;
  // 2 % below the close of 94.60: 92.708.
  expect([transfer?.state, transfer?.quantity, transfer?.price, transfer?.amount]).toEqual(['accepted', '30000', '92.71', '2781300']);
  const finance = await read<ReplyOf<typeof financeEndpoints.listFinance>>('trading/finance');
  expect(finance.items.map((one) => `${one.kind} ${one.state}`)).toEqual(['lending drafted', 'forward running', 'pledge running']);
  const lending = await read<ReplyOf<typeof financeEndpoints.readFinance>>(`trading/finance/${finance.items[0]?.id}`);
  expect(lending.conflicts.filter((one) => one.severity === 'hard').map((one) => `${one.code} ${one.day} ${one.quantity}`)).toEqual([
    'needed_on_deadline 2025-12-31 50000',
  ]);
  const { figures } = await read<ReplyOf<typeof carryOverEndpoints.readCarryOver>>(`entities/${gas}/carry-over`);
  // Nothing sold or bought: 10,000 are carried over, 40,000 lost; 50,000 − 16,000 = 10,000 + 1.5 × 16,000.
  expect([figures.holding, figures.limit, figures.lost, figures.further_sale]).toEqual(['50000', '10000', '40000', '16000']);
}
