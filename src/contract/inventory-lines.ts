import { z } from 'zod';
import { ways } from '../kernel/inventory/scope-3/ladder.ts';
import { preparedParts } from '../kernel/inventory/scope-3/prepare.ts';
import { priceOrders } from '../kernel/inventory/scope-3/prices.ts';
import { endpoint } from './endpoint.ts';
import { factorChoice, lineEvidence, pinnedFactor } from './inventory-values.ts';
import { finding } from './library.ts';
import { scope3Shapes } from './scope-3.ts';
import { decimalInput, decimalText, figureText, id, instant, month, text } from './values.ts';

/** Lines of an inventory one by one: what they say, how they were prepared, their evidence; entries of scope 3 by the best data there are. */

const person = z.object({ id, name: z.string() });
const way = z.enum(ways);
const ofLine = z.object({ inventoryId: id, lineId: id });
const ofSource = z.object({ inventoryId: id, sourceId: id });
const reference = z.object({ id, version: z.int() });

const step = z.object({ title: text, formula: z.string(), value: z.string(), unit: z.string(), source: z.string(), why: text.optional() });
/** How a line was prepared: the method taken and why, and what the methods give that were not taken. */
export const lineMethod = z.object({
  ...{ way, part: z.enum(preparedParts), why: text, coverage: decimalText.nullable(), record: z.string() },
  others: z.array(z.object({ way, emission: figureText })),
});
export type LineMethod = z.output<typeof lineMethod>;

export const lineSorts = ['month', 'amount', 'recorded'] as const;
export const linePage = 200;

const whole = (otherwise: string) => decimalInput.default(otherwise);
const wireNumbers = {
  ...{ exact: decimalInput, notNegative: decimalInput, positive: decimalInput, share: decimalInput, load: decimalInput },
  ...{ zero: whole('0'), one: whole('1'), whole: whole('1'), months: whole('12') },
};

/** An entry as it crosses the wire: factors are chosen from the library or written in, numbers are decimals. */
export const scope3Entry = z.strictObject({
  ...scope3Shapes(factorChoice, wireNumbers).line,
  coverage: decimalInput
    .optional()
    .meta({ description: "Share of the purchase the supplier's data stand for; the rest takes the next method." }),
  record: z.string().trim().max(1000).optional().meta({ description: "Where the supplier's data come from." }),
  order: z.enum(priceOrders).default('convert_then_deflate'),
  exchangeRate: z
    .strictObject({ rate: decimalInput, source: z.string().trim().min(1).max(300) })
    .optional()
    .meta({ description: "Units of the spend's currency for one of the factor's, in place of the table." }),
  priceIndex: z
    .strictObject({ spent: decimalInput, base: decimalInput, source: z.string().trim().min(1).max(300) })
    .optional()
    .meta({ description: 'Price level of the year of the spend and of the price year of the factor, in place of the table.' }),
});

export const inventoryLine = z
  .object({
    ...{ id, sourceId: id, month: month.nullable(), main: z.boolean(), amount: decimalText, unit: z.string(), version: z.int() },
    ...{ estimated: z.boolean(), note: z.string(), factor: pinnedFactor.nullable(), at: instant, by: person, withdrawn: z.boolean() },
    /** tCO2e under the inventory's GWP set, with the share of its entity; null where there is no factor that fits. */
    emission: figureText.nullable(),
    method: lineMethod.nullable(),
    /** The entry of scope 3 it came of, as it was made; it can be changed into a new version. */
    entry: scope3Entry.nullable(),
    /** Why this version superseded the one before. */
    reason: z.string(),
    preparation: z.array(step),
    evidence: z.array(lineEvidence),
  })
  .meta({ id: 'InventoryLine' });

const preparedLine = z.object({
  ...{ part: z.enum(preparedParts), way, why: text, amount: decimalText, unit: z.string(), factor: pinnedFactor },
  ...{ emission: figureText, preparation: z.array(step) },
});

export const inventoryLineEndpoints = {
  readLines: endpoint({
    name: 'inventory.readLines',
    method: 'GET',
    path: '/api/v1/inventories/{inventoryId}/sources/{sourceId}/lines',
    summary: {
      zh: '一个排放源的明细行：筛选、排序、分页，或全部版本',
      en: 'Lines of a source: filtered, sorted, by page; or every version',
    },
    access: { action: 'inventory.read' },
    params: ofSource,
    query: z.object({
      history: z.enum(['yes', 'no']).default('no'),
      /** One line; with `history` every version of it. */
      lineId: id.optional(),
      offset: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(linePage).default(linePage),
      /** In note and unit. */
      search: z.string().trim().max(100).default(''),
      /** `period`: figures of the whole period. */
      month: z.union([month, z.literal('period')]).optional(),
      method: z.union([way, z.literal('plain')]).optional(),
      sort: z.enum(lineSorts).default('month'),
      order: z.enum(['up', 'down']).default('up'),
    }),
    reply: z.object({
      items: z.array(inventoryLine),
      total: z.int(),
      /** Evidence of the source itself: of its factor. */
      sourceEvidence: z.array(lineEvidence),
    }),
    refusals: ['not_found'],
  }),
  recordEntry: endpoint({
    name: 'inventory.recordEntry',
    method: 'POST',
    path: '/api/v1/inventories/{inventoryId}/sources/{sourceId}/entries',
    summary: {
      zh: '范围三录入：供应商、混合、活动数据或支出，说明采用的方法与后备',
      en: 'An entry of scope 3: supplier, hybrid, activity or spend, with the method taken and what it fell back on',
    },
    access: { action: 'inventory.edit' },
    params: ofSource,
    body: z.strictObject({
      ...{ month: month.nullable(), note: z.string().trim().max(1000).default(''), estimated: z.boolean().default(false) },
      entry: scope3Entry,
      evidenceIds: z.array(id).max(20).default([]),
      /** A line of an entry that stands: its lines get new versions, with the reason. */
      revises: z.strictObject({ lineId: id, seenVersion: z.int().min(1), reason: z.string().trim().min(1).max(1000) }).optional(),
      /** True: computes and tells, records nothing. */
      dryRun: z.boolean(),
    }),
    bodyBytes: 4 * 1024 * 1024,
    reply: z.object({
      lines: z.array(preparedLine),
      others: z.array(z.object({ way, emission: figureText })),
      findings: z.array(finding),
      /** Ids of the lines; empty after a dry run. */
      recorded: z.array(id),
    }),
    refusals: ['not_found', 'wrong_state', 'conflict', 'factor_not_approved', 'unit_mismatch'],
  }),
  withdrawLine: endpoint({
    name: 'inventory.withdrawLine',
    method: 'POST',
    path: '/api/v1/inventories/{inventoryId}/lines/{lineId}/withdraw',
    summary: { zh: '撤回一条明细行', en: 'Withdraw a line' },
    access: { action: 'inventory.edit' },
    params: ofLine,
    body: z.strictObject({ seenVersion: z.int().min(1), reason: z.string().trim().min(1).max(1000) }),
    reply: reference,
    refusals: ['not_found', 'wrong_state', 'conflict'],
  }),
  attachEvidence: endpoint({
    name: 'inventory.attachEvidence',
    method: 'POST',
    path: '/api/v1/inventories/{inventoryId}/lines/{lineId}/evidence',
    summary: { zh: '为明细行附上或取下证据', en: 'Attach evidence to a line, or take it off' },
    access: { action: 'inventory.edit' },
    params: ofLine,
    body: z.strictObject({ evidenceIds: z.array(id).max(20).default([]), release: z.array(id).max(20).default([]) }),
    reply: z.object({ evidence: z.array(lineEvidence) }),
    refusals: ['not_found', 'wrong_state'],
  }),
  attachSourceEvidence: endpoint({
    name: 'inventory.attachSourceEvidence',
    method: 'POST',
    path: '/api/v1/inventories/{inventoryId}/sources/{sourceId}/evidence',
    summary: { zh: '为排放源的因子附上或取下证据', en: "Attach evidence to a source's factor, or take it off" },
    access: { action: 'inventory.edit' },
    params: ofSource,
    body: z.strictObject({ evidenceIds: z.array(id).max(20).default([]), release: z.array(id).max(20).default([]) }),
    reply: z.object({ evidence: z.array(lineEvidence) }),
    refusals: ['not_found', 'wrong_state'],
  }),
} as const;
