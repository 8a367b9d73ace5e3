import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { id, pageQuery, text } from './values.ts';

/** The products of a life-cycle database as a whole: ranked, traced, and compared with another edition. */

export const lcaAllocations = ['stored', 'none', 'mass', 'energy', 'economic', 'substitution'] as const;

export const address = z.object({ databaseId: id });
export const found = { search: z.string().trim().max(200).optional(), category: z.string().max(400).optional() };

const indicator = z.object({ id: z.string(), name: text, unit: z.string() });
/** One indicator over a whole database: which, by which GWP set, and how processes with several products are divided. */
const seenBy = {
  indicator: z.string().max(400).default('gwp'),
  gwpSet: z.string().max(20).default('AR6'),
  allocation: z.enum(lcaAllocations).default('stored'),
};
const seen = { indicator, indicators: z.array(indicator), residual: z.number(), path: z.string() };

const rankReply = z
  .object({
    ...seen,
    /** By the size of the value; values are per unit of the product. */
    items: z.array(
      z.object({
        ...{ rank: z.int(), process: z.int(), name: z.string(), nameZh: z.string().nullable(), location: z.string(), category: z.string() },
        ...{ product: z.string(), unit: z.string(), value: z.number() },
      }),
    ),
    total: z.int(),
    /** Units of the products, to compare like with like. */
    units: z.array(z.string()),
  })
  .meta({ id: 'LcaRanking' });

const namedProcess = {
  process: z.int(),
  name: z.string(),
  location: z.string(),
  product: z.string(),
  unit: z.string(),
  amount: z.number(),
};
const traceReply = z
  .object({
    ...seen,
    unit: z.string(),
    value: z.number(),
    /** From the product outwards; `parent` is the place of the node above. `total = direct + hidden + the totals of its children`. */
    nodes: z.array(
      z.object({
        ...namedProcess,
        ...{ parent: z.int().nullable(), total: z.number(), direct: z.number(), hidden: z.number(), share: z.number(), loop: z.boolean() },
      }),
    ),
    /** Who takes the product, for one unit of its own, the greatest amounts first. */
    users: z.array(z.object(namedProcess)),
    usersTotal: z.int(),
  })
  .meta({ id: 'LcaTrace' });

export const lcaChanges = ['added', 'removed', 'changed', 'moved'] as const;
const edition = z.object({ id, no: z.int(), name: z.string(), edition: z.string() });
const changesReply = z
  .object({
    before: edition,
    after: edition,
    indicator,
    counts: z.object({
      ...{ added: z.int(), removed: z.int(), changed: z.int(), moved: z.int(), same: z.int() },
      ...{ flowsAdded: z.int(), flowsRemoved: z.int(), flowsChanged: z.int() },
    }),
    /** `moved`: the data set is the same, what stands above it is not. Numbers are addresses in their databases. */
    items: z.array(
      z.object({
        ...{ change: z.enum(lcaChanges), processId: z.string(), name: z.string(), location: z.string(), unit: z.string() },
        ...{ before: z.int().nullable(), after: z.int().nullable() },
        ...{ valueBefore: z.number().nullable(), valueAfter: z.number().nullable(), relative: z.number().nullable() },
      }),
    ),
    total: z.int(),
  })
  .meta({ id: 'LcaChanges' });

export const lcaProductEndpoints = {
  rankLcaProducts: endpoint({
    name: 'lca.rankProducts',
    method: 'GET',
    path: '/api/v1/lca/databases/{databaseId}/ranking',
    summary: { zh: '按一项指标排列全部产品（一次转置求解）', en: 'All products ranked by one indicator, by one transposed solution' },
    access: { action: 'lca.read' },
    params: address,
    query: z.object({
      ...{ ...pageQuery, ...seenBy, ...found, location: z.string().max(100).optional(), unit: z.string().max(100).optional() },
      order: z.enum(['greatest', 'least']).default('greatest'),
    }),
    reply: rankReply,
    refusals: ['not_found', 'wrong_state', 'request_too_large'],
  }),
  traceLcaProcess: endpoint({
    name: 'lca.traceProcess',
    method: 'GET',
    path: '/api/v1/lca/databases/{databaseId}/processes/{number}/trace',
    summary: { zh: '一个产品的上游树与使用者', en: 'What stands upstream of a product, as a tree, and who uses it' },
    access: { action: 'lca.read' },
    params: z.object({ databaseId: id, number: z.coerce.number().int().min(0) }),
    query: z.object({
      ...{ ...seenBy, product: z.string().max(400).optional(), cutOff: z.coerce.number().min(0).max(1).default(0.01) },
      depth: z.coerce.number().int().min(1).max(20).default(8),
    }),
    reply: traceReply,
    refusals: ['not_found', 'wrong_state', 'request_too_large'],
  }),
  compareLcaDatabases: endpoint({
    name: 'lca.compareDatabases',
    method: 'GET',
    path: '/api/v1/lca/databases/{databaseId}/changes',
    summary: {
      zh: '与另一版本相比：增减与改动的过程、结果的变化',
      en: 'Against another edition: processes added, removed, changed, and how results moved',
    },
    access: { action: 'lca.read' },
    params: address,
    query: z.object({ ...pageQuery, ...seenBy, since: id, change: z.enum(lcaChanges).optional() }),
    reply: changesReply,
    refusals: ['not_found', 'wrong_state', 'request_too_large'],
  }),
} as const;
