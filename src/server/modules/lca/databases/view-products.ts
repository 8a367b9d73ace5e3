import { z } from 'zod';
import { lcaDatabaseEndpoints as e } from '../../../../contract/lca-databases.ts';
import type { FlowToGas } from '../../../../kernel/lca/system.ts';
import { query } from '../../../work/command.ts';
import { openMemo } from '../../../work/memo.ts';
import type { Call, MountedRoute } from '../../../work/route.ts';
import { route } from '../../../work/route.ts';
import type { LcaAnswer, LcaTask, SystemOrder } from './answer-lca.ts';
import { editionsOf, rankedRows } from './compare-databases.ts';
import type { RankedProducts } from './product-answers.ts';
import { gwpSetOf, numbersOf, processIdOf, solvable } from './solve-database.ts';
import { matchingProcessIds, processesBy } from './store.ts';

type Told = (caller: string, task: LcaTask) => Promise<LcaAnswer>;

const seenBy = z.object({
  databaseId: z.uuid(),
  indicator: z.string(),
  gwpSet: e.rankLcaProducts.query.shape.gwpSet,
  allocation: e.rankLcaProducts.query.shape.allocation,
});
type Seen = z.output<typeof seenBy>;

/** What the thread needs to see a database by one indicator; providers and what cannot be divided as everywhere. */
const prepareSeen = (flowToGas: FlowToGas) =>
  query({
    name: 'lca.see-database',
    action: 'lca.read',
    input: seenBy,
    run: async (work, { databaseId, indicator, gwpSet, allocation }): Promise<SystemOrder> => {
      const { database, table } = await solvable(work, databaseId);
      const build = { allocation, otherwise: 'reference', providers: 'given_then_lowest_id', allocationOf: {} } as const;
      return { hash: database.content_sha256, table, indicator, build: { ...build, gwpSet: await gwpSetOf(work, gwpSet), flowToGas } };
    },
  });

const numberRows = query({
  name: 'lca.number-ranked',
  action: 'lca.read',
  input: z.strictObject({ databaseId: z.uuid(), ids: z.array(z.string()) }),
  run: async (work, { databaseId, ids }) => {
    const rows = await processesBy(work.tx, work.actor.organizationId, databaseId, { ids });
    return new Map(rows.map((row) => [row.process_id, row]));
  },
});

const matching = query({
  name: 'lca.match-processes',
  action: 'lca.read',
  input: z.strictObject({
    databaseId: z.uuid(),
    search: z.string().optional(),
    category: z.string().optional(),
    location: z.string().optional(),
  }),
  run: async (work, { databaseId, ...search }) => new Set(await matchingProcessIds(work.tx, work.actor.organizationId, databaseId, search)),
});

/** Some of the last rankings are kept: a page turns and searches without the thread. */
const keptBytes = 48 * 1024 * 1024;
const columnBytes = 250;

type Ranked = (call: Pick<Call, 'ask' | 'actor'>, seen: Seen) => Promise<RankedProducts>;
const otherAnswer = () => new TypeError('the thread answered another question');

type Rank = typeof e.rankLcaProducts;
type RankCall = Call<z.output<Rank['params']>, z.output<Rank['query']>>;

async function rankProducts(call: RankCall, rankedOf: Ranked): Promise<z.input<Rank['reply']>> {
  const { databaseId } = call.params;
  const { search, category, location, unit, order, offset, limit, ...seen } = call.query;
  const ranked = await rankedOf(call, { databaseId, ...seen });
  const isNarrowed = search !== undefined || category !== undefined || location !== undefined;
  const among = isNarrowed ? await call.ask(matching, { databaseId, search, category, location }) : null;
  const { worth, processIds, products, units, indicator, indicators, residual, path } = ranked;
  const sign = order === 'greatest' ? 1 : -1;
  const columns = [...processIds.keys()].filter(
    (at) => (among === null || among.has(processIds[at] ?? '')) && (unit === undefined || units[at] === unit),
  );
  columns.sort((i, j) => sign * ((worth[j] ?? 0) - (worth[i] ?? 0)) || i - j);
  const page = columns.slice(offset, offset + limit);
  const rows = await call.ask(numberRows, { databaseId, ids: [...new Set(page.map((at) => processIds[at] ?? ''))] });
  const item = (at: number, index: number) => {
    const {
      number: process = 0,
      name = '',
      name_zh: nameZh = null,
      location: place = '',
      category: folder = '',
    } = rows.get(processIds[at] ?? '') ?? {};
    const product = { product: products[at] ?? '', unit: units[at] ?? '', value: worth[at] ?? 0 };
    return { rank: offset + index + 1, process, name, nameZh, location: place, category: folder, ...product };
  };
  return {
    ...{ indicator, indicators: [...indicators], residual, path, total: columns.length },
    units: [...new Set(units)].sort(),
    items: page.map(item),
  };
}

type Trace = typeof e.traceLcaProcess;
type TraceCall = Call<z.output<Trace['params']>, z.output<Trace['query']>>;
const mostNodes = 400;

async function traceProcess(call: TraceCall, prepare: ReturnType<typeof prepareSeen>, told: Told): Promise<z.input<Trace['reply']>> {
  const { databaseId, number } = call.params;
  const { product, cutOff, depth, ...seen } = call.query;
  const task = await call.ask(prepare, { databaseId, ...seen });
  const processId = await call.ask(processIdOf, { databaseId, number });
  const trace = { processId, cutOff, depth, nodes: mostNodes, ...(product === undefined ? {} : { flowId: product }) };
  const answer = await told(call.actor.personId, { ask: 'trace', ...task, trace });
  if (!('traced' in answer)) throw otherAnswer();
  const { nodes, users, indicators, value, ...traced } = answer.traced;
  const ids = [...new Set([...nodes, ...users].map((one) => one.processId))];
  const numbers = await call.ask(numbersOf, { databaseId, ids });
  const addressed = <T extends { readonly processId: string }>({ processId: of, ...one }: T) => ({ ...one, process: numbers.get(of) ?? 0 });
  return {
    ...{ ...traced, value, indicators: [...indicators] },
    nodes: nodes.map((one) => ({ ...addressed(one), share: value === 0 ? 0 : one.total / value })),
    users: users.map(addressed),
  };
}

type Compare = typeof e.compareLcaDatabases;
type CompareCall = Call<z.output<Compare['params']>, z.output<Compare['query']>>;

async function compareDatabases(call: CompareCall, rankedOf: Ranked): Promise<z.input<Compare['reply']>> {
  const { databaseId } = call.params;
  const { since, change, offset, limit, ...seen } = call.query;
  const editions = await call.ask(editionsOf, { before: since, after: databaseId });
  const before = await rankedOf(call, { databaseId: since, ...seen });
  const after = await rankedOf(call, { databaseId, ...seen });
  const { rows, counts } = rankedRows(editions, before, after);
  const wanted = change === undefined ? rows : rows.filter((one) => one.change === change);
  return {
    ...{ before: editions.before, after: editions.after, indicator: after.indicator },
    ...{ counts: { ...counts, ...editions.flows }, items: wanted.slice(offset, offset + limit), total: wanted.length },
  };
}

/** All products of a database by one indicator, who feeds and uses one of them, and what another edition changed. */
export function productRoutes(told: Told, flowToGas: FlowToGas): MountedRoute[] {
  const prepare = prepareSeen(flowToGas);
  const memo = openMemo<RankedProducts>(keptBytes);
  const rankedOf: Ranked = async (call, seen) => {
    const task = await call.ask(prepare, seen);
    const key = JSON.stringify([task.hash, seen.indicator, seen.gwpSet, seen.allocation]);
    const known = memo.get(key);
    if (known) return known;
    const answer = await told(call.actor.personId, { ask: 'rank', ...task });
    if (!('ranked' in answer)) throw otherAnswer();
    memo.keep(key, answer.ranked, answer.ranked.processIds.length * columnBytes);
    return answer.ranked;
  };
  return [
    route(e.rankLcaProducts, (call) => rankProducts(call, rankedOf)),
    route(e.traceLcaProcess, (call) => traceProcess(call, prepare, told)),
    route(e.compareLcaDatabases, (call) => compareDatabases(call, rankedOf)),
  ];
}
