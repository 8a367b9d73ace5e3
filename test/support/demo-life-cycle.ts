import { expect } from 'vitest';
import type { ReplyOf } from '../../src/contract/endpoint.ts';
import type { footprintEndpoints } from '../../src/contract/footprints.ts';
import type { inventoryEndpoints } from '../../src/contract/inventory.ts';
import { type Client, ok } from './server.ts';

/** The group's whole inventory of 2023, frozen, and the footprints of what its plant sells. */
export async function expectMeasured(client: Client): Promise<void> {
  const read = async <T>(address: string): Promise<T> => ok(await client.get(`/api/v1/${address}`)).json<T>();
  const [listed] = (await read<ReplyOf<typeof inventoryEndpoints.listInventories>>('inventories')).items;
  const { sources, result, state } = await read<ReplyOf<typeof inventoryEndpoints.readInventory>>(`inventories/${listed?.id}`);
  const of = (name: string) => result.bySource.find((one) => one.sourceId === sources.find((source) => source.name.zh === name)?.id);
  expect(state).toBe('approved');
  // 41,250.6 t × 0.440; 38.5 kg × (0.5 × 771 + 0.5 × 3,740); 21.4 kg × 24,300; 1,630 kg × 27; 1,927.85 MWh × 0.5306.
  expect([of('脱硫（碳酸钙）')?.emission, of('制冷剂 R-410A 补充量')?.emission, of('电气设备 SF₆ 补充量')?.emission]).toEqual([
    ...['18150.264', '86.83675', '520.02'],
  ]);
  expect([of('化粪池、废水处理甲烷')?.emission, of('外购电力')?.emission]).toEqual(['44.01', '1022.91721']);
  expect([result.total.removal, result.byScope.every((one) => Number(one.emission) > 0)]).toEqual(['412', true]);
  const { items } = await read<ReplyOf<typeof footprintEndpoints.listFootprints>>('footprints');
  const total = (unit: string) => items.find((one) => one.approved?.unit === unit)?.approved?.total ?? Number.NaN;
  // 7,317,204 t without limestone, by exergy: power 1, heat 0.391; limestone out of the U.S. LCI database adds 0.004 %.
  expect(total('1 kWh')).toBeCloseTo(0.94841, 4);
  expect(total('1 GJ')).toBeCloseTo(103.007, 1);
}
