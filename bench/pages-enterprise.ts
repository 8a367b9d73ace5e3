import type { Enterprise } from './grow-enterprise.ts';
import { type Running, request, start, stop, times } from './pages-product.ts';

export interface EnterpriseRuns {
  /** Milliseconds: the first request of a process, the first after one value changed, and those after it. */
  readonly pages: readonly {
    readonly name: string;
    readonly cold: readonly number[];
    readonly changed: readonly number[];
    readonly warm: readonly number[];
  }[];
  /** Milliseconds that requests of somebody else took while everything above was computed for the first time. */
  readonly others: readonly number[];
}

/** A person looks at the first page for so long before going on. */
const settlingMs = 2_000;

/** Requests of somebody else, one after the other, until `until` is settled. */
async function meanwhile(address: string, until: Promise<unknown>): Promise<number[]> {
  const runs: number[] = [];
  let over = false;
  const ended = until.then(() => {
    over = true;
  });
  while (!over) {
    const began = performance.now();
    await fetch(`${address}/health`).then((reply) => reply.text());
    runs.push(performance.now() - began);
    await new Promise((done) => setTimeout(done, 3));
  }
  await ended;
  return runs;
}

async function signIn(running: Running, persona: string): Promise<string> {
  const reply = await request(running.address, 'POST', '/api/v1/demo/sign-in', '', { persona });
  if (reply.status >= 300) throw new Error(`sign-in: ${reply.status} ${reply.body}`);
  return reply.cookie;
}

/** Annual result, workbench, heat map and month grid of an enterprise of twenty units with ten years, made by `growEnterprise`. */
export async function measureEnterprise(folder: string, grown: Enterprise, rounds = 3): Promise<EnterpriseRuns> {
  const pages = [
    { name: 'annual result', url: `/api/v1/entities/${grown.plantId}/years/2024/result` },
    { name: 'workbench', url: '/api/v1/workbench?year=2024' },
    { name: 'heat map of ten years', url: `/api/v1/entities/${grown.plantId}/completeness?from=2017&to=2026` },
    { name: 'month grid of a unit', url: `/api/v1/units/${grown.unitId}/years/2024/grid` },
  ].map((page) => ({ ...page, cold: [] as number[], changed: [] as number[], warm: [] as number[] }));
  const others: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const page of pages) {
      const running = await start(folder);
      try {
        const cookie = await signIn(running, 'group_carbon_manager');
        const statistician = await signIn(running, 'plant_statistician');
        // The person's own pages first, as a browser asks them: the process is not all new.
        await times(running.address, '/api/v1/session', cookie, 5);
        await new Promise((done) => setTimeout(done, settlingMs));
        const first = times(running.address, page.url, cookie, 1, 0);
        others.push(...(await meanwhile(running.address, first)));
        page.cold.push(...(await first));
        page.warm.push(...(await times(running.address, page.url, cookie, 10, 0)));
        for (let i = 0; i < 3; i += 1) {
          await change(running, grown, statistician, String(1000 + round * 10 + i));
          page.changed.push(...(await times(running.address, page.url, cookie, 1, 0)));
        }
      } finally {
        await stop(running);
      }
    }
  }
  return { pages, others };
}

/** One value of a month in draft. */
async function change({ address }: Running, { unitId }: Enterprise, cookie: string, value: string): Promise<void> {
  const cells = [{ month: '2024-12', parameter: 'purchased_mwh', fuelStreamId: null, value }];
  const reply = await request(address, 'POST', `/api/v1/units/${unitId}/years/2024/activity-data`, cookie, { cells });
  if (reply.status >= 300) throw new Error(`change: ${reply.status} ${reply.body}`);
}
