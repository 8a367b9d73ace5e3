import { expect } from 'vitest';
import type { ReplyOf } from '../../src/contract/endpoint.ts';
import type { neutralityEndpoints } from '../../src/contract/neutrality.ts';
import type { neutralityPublicEndpoints } from '../../src/contract/neutrality-public.ts';
import { type Client, ok } from './server.ts';

/** The office building of the demonstration: neutral with leftover credits, refused those that back the meeting, read by anybody under its number. */
export async function expectNeutral(owner: Client, anybody: Client): Promise<void> {
  const { items } = ok(await owner.get('/api/v1/neutrality')).json<ReplyOf<typeof neutralityEndpoints.readOverview>>();
  const building = items.find((one) => one.subject.code === 'HQ');
  // 58.62 + 41.37 + 10.04 + 1,021.55 + 96.18 + 49.83 + 8.83; the base of 2023 is 1,402.75.
  expect(building?.figures).toMatchObject({ gross: '1286.42', removals: '0', need: '1287', retired: '1287', reduction: '116.33' });
  const [claim] = building?.claims ?? [];
  const read = ok(await owner.get(`/api/v1/neutrality/claims/${claim?.id}`)).json<ReplyOf<typeof neutralityEndpoints.readClaim>>();
  expect(read.lots.map((one) => [one.quantity, one.state]).sort()).toEqual([
    ['1250', 'retired'],
    ['37', 'rejected'],
    ['37', 'retired'],
  ]);
  const meeting = items.find((one) => one.subject.code === 'AGM-2024');
  expect([meeting?.figures?.residual, meeting?.claims.map((one) => one.state)]).toEqual(['36.4', ['declared']]);
  const page = ok(await anybody.get(`/api/v1/public/claims/${claim?.number}`));
  const published = page.json<ReplyOf<typeof neutralityPublicEndpoints.readPublicClaim>>();
  expect([published.status, published.versions[0]?.content.gross, published.versions[0]?.content.retired]).toEqual([
    ...['valid', '1286.42', '1287'],
  ]);
  expect((await anybody.get(`/api/v1/public/claims/${meeting?.claims[0]?.number}`)).statusCode).toBe(404);
}
