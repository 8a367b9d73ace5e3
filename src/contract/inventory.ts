import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import {
  approach,
  factorChoice,
  gwpSetCode,
  inventoryResult,
  inventorySettings,
  inventorySource,
  inventorySourceFields,
  inventorySums,
  isoCategory,
  lineEvidence,
  pinnedFactor,
  scope,
  sourceQuality,
} from './inventory-values.ts';
import { calculationResult, finding } from './library.ts';
import { dataYear, decimalInput, decimalText, figureText, id, instant, month, sha256, shortText, text } from './values.ts';

/** The greenhouse gas inventory of an organization (A.4, A.6, A.8; ISO 14064-1:2018). */

export const inventoryState = z.enum(['draft', 'in_review', 'reviewed', 'approved']);
export const inventoryDeed = z.enum(['submit', 'review', 'return', 'approve', 'reopen']);
const person = z.object({ id, name: z.string() });
const address = z.object({ inventoryId: id });
const frozenVersion = z.coerce.number().int().min(1);

const listed = z.object({
  ...{ id, no: z.int(), name: z.string(), entityId: id, entityName: text, from: month, to: month, year: z.int(), state: inventoryState },
  ...{ openedAt: instant, openedBy: person, sources: z.int() },
  /** The latest frozen version. */
  frozen: z.object({ version: z.int(), emission: figureText, emissionMarket: figureText, sha256, at: instant }).nullable(),
});

const move = z.object({
  ...{ no: z.int(), deed: inventoryDeed, state: inventoryState, sha256, reason: z.string(), at: instant, by: person },
});
const deedView = z.object({ deed: inventoryDeed, allowed: z.boolean(), refusal: z.string().nullable() });
const entityView = z.object({
  ...{ id, name: text, parentId: id.nullable(), share: figureText, formula: z.string(), why: text },
});

export const inventoryView = z
  .object({
    ...listed.shape,
    settings: inventorySettings,
    settingsVersion: z.int(),
    sources: z.array(inventorySource),
    entities: z.array(entityView),
    result: inventoryResult,
    /** The set the figures below are under: the inventory's, or one that was asked for. */
    gwpSet: gwpSetCode,
    lineCount: z.int(),
    sha256,
    moves: z.array(move),
    deeds: z.array(deedView),
    mayEdit: z.object({ allowed: z.boolean(), refusal: z.string().nullable() }),
    /** The frozen version that is shown; null: the inventory as it is now. */
    shownVersion: z.int().nullable(),
  })
  .meta({ id: 'InventoryView' });

const cellInput = z.strictObject({
  sourceId: id,
  /** Null: the whole period. */
  month: month.nullable(),
  /** Null: the figure is withdrawn. */
  amount: decimalInput.nullable(),
  unit: z.string().trim().min(1).max(80).optional(),
  /** 0: there was none. */
  seenVersion: z.int().min(0),
  estimated: z.boolean().default(false),
  note: z.string().trim().max(1000).default(''),
});

/** One row of a pasted or imported table; `place`: where it stood, for what is said of it. */
const importRow = z.strictObject({
  place: z.string().max(120),
  source: z.string().max(200),
  month: z.string().max(40).default(''),
  amount: z.string().max(60),
  unit: z.string().max(80).default(''),
  note: z.string().max(1000).default(''),
});

const sourceInput = z.strictObject({
  ...inventorySourceFields,
  name: z.strictObject({ zh: shortText, en: shortText }),
  factor: factorChoice.nullable(),
  /** True: the factor stays as it is pinned, and `factor` is not looked at. */
  keepFactor: z.boolean().default(false),
  residualFactor: factorChoice.nullable(),
  keepResidual: z.boolean().default(false),
  quality: sourceQuality.prefault({}),
  seenVersion: z.int().min(0),
});

const reference = z.object({ id, version: z.int() });

/** Figures of an inventory that tell how they came about. */
export const inventoryFigureKinds = [
  ...(['total', 'market', 'total_market', 'iso', 'scope', 'category', 'entity', 'source'] as const),
  ...(['gas', 'removal', 'biogenic', 'non_anthropogenic', 'other_gases'] as const),
] as const;

export const inventoryEndpoints = {
  readFrameworks: endpoint({
    name: 'inventory.readFrameworks',
    method: 'GET',
    path: '/api/v1/inventory-frameworks',
    summary: { zh: '清单的类别、范围与行业概况', en: 'Categories, scopes and sector profiles of inventories' },
    access: { action: 'inventory.read' },
    reply: z.object({
      source: z.string(),
      isoTitles: z.array(z.object({ code: isoCategory, title: text })),
      scopeTitles: z.array(z.object({ code: scope, title: text })),
      scope3Titles: z.array(z.object({ code: z.int(), title: text })),
      categories: z.array(
        z.object({ code: z.string(), iso: isoCategory, annexB: z.string(), scope, scope3: z.int().nullable(), title: text, about: text }),
      ),
      groups: z.array(z.object({ id: z.string(), title: text })),
      templates: z.array(
        z.object({
          id: z.string(),
          group: z.string(),
          category: z.string(),
          unit: z.string(),
          monthly: z.boolean(),
          method: z.string(),
          factor: z.string(),
          title: text,
        }),
      ),
      sectors: z.array(z.object({ id: z.string(), title: text, sources: z.array(z.string()), needed: z.array(z.string()) })),
      gwpSets: z.array(z.string()),
    }),
  }),
  listInventories: endpoint({
    name: 'inventory.listInventories',
    method: 'GET',
    path: '/api/v1/inventories',
    summary: { zh: '组织温室气体清单', en: 'Inventories of organizations' },
    access: { action: 'inventory.read' },
    reply: z.object({ items: z.array(listed) }),
  }),
  openInventory: endpoint({
    name: 'inventory.openInventory',
    method: 'POST',
    path: '/api/v1/inventories',
    summary: { zh: '建立清单：由行业概况预选排放源', en: 'Open an inventory: sources preselected by the profile' },
    access: { action: 'inventory.edit' },
    body: z.strictObject({
      ...{ name: shortText, entityId: id, from: month, to: month, approach, gwpSet: gwpSetCode },
      ...{ sector: z.string().max(40), chosen: z.array(z.string().max(60)).max(300), responsible: z.string().trim().max(200).default('') },
      intendedUse: z.string().trim().max(4000).default(''),
    }),
    reply: z.object({ id, sources: z.int() }),
    status: 201,
    refusals: ['not_found'],
  }),
  readInventory: endpoint({
    name: 'inventory.readInventory',
    method: 'GET',
    path: '/api/v1/inventories/{inventoryId}',
    summary: { zh: '清单：边界、排放源、结果、发现', en: 'An inventory: boundary, sources, result, findings' },
    access: { action: 'inventory.read' },
    params: address,
    query: z.object({ gwpSet: gwpSetCode.optional(), version: frozenVersion.optional() }),
    reply: inventoryView,
    refusals: ['not_found'],
  }),
  saveSettings: endpoint({
    name: 'inventory.saveSettings',
    method: 'PUT',
    path: '/api/v1/inventories/{inventoryId}/settings',
    summary: { zh: '保存边界、GWP、重大性、排除项与凭证', en: 'Save boundary, GWP, significance, exclusions, instruments' },
    access: { action: 'inventory.edit' },
    params: address,
    body: z.strictObject({ settings: inventorySettings, seenVersion: z.int() }),
    reply: reference,
    refusals: ['not_found', 'wrong_state', 'conflict'],
  }),
  addSource: endpoint({
    name: 'inventory.addSource',
    method: 'POST',
    path: '/api/v1/inventories/{inventoryId}/sources',
    summary: { zh: '增加排放源', en: 'Add a source' },
    access: { action: 'inventory.edit' },
    params: address,
    body: sourceInput,
    reply: reference,
    status: 201,
    refusals: ['not_found', 'wrong_state', 'already_exists', 'factor_not_approved', 'unit_mismatch'],
  }),
  saveSource: endpoint({
    name: 'inventory.saveSource',
    method: 'PUT',
    path: '/api/v1/inventories/{inventoryId}/sources/{sourceId}',
    summary: { zh: '修改排放源', en: 'Change a source' },
    access: { action: 'inventory.edit' },
    params: z.object({ inventoryId: id, sourceId: id }),
    body: sourceInput,
    reply: reference,
    refusals: ['not_found', 'wrong_state', 'conflict', 'already_exists', 'factor_not_approved', 'unit_mismatch'],
  }),
  withdrawSource: endpoint({
    name: 'inventory.withdrawSource',
    method: 'POST',
    path: '/api/v1/inventories/{inventoryId}/sources/{sourceId}/withdraw',
    summary: { zh: '撤下没有数据的排放源', en: 'Withdraw a source without data' },
    access: { action: 'inventory.edit' },
    params: z.object({ inventoryId: id, sourceId: id }),
    body: z.strictObject({ seenVersion: z.int().min(1) }),
    reply: reference,
    refusals: ['not_found', 'wrong_state', 'conflict'],
  }),
  pinFactor: endpoint({
    name: 'inventory.pinFactor',
    method: 'GET',
    path: '/api/v1/inventory-factor',
    summary: { zh: '因子及其分气体部分，供排放源采用', en: 'A factor with its parts by gas, as a source would take it' },
    access: { action: 'inventory.read' },
    query: z.object({ factorId: z.string().min(1).max(300) }),
    reply: z.object({ factor: pinnedFactor, unit: z.string() }),
    refusals: ['not_found', 'factor_not_approved'],
  }),
  readGrid: endpoint({
    name: 'inventory.readGrid',
    method: 'GET',
    path: '/api/v1/inventories/{inventoryId}/grid',
    summary: { zh: '活动数据表：排放源 × 月', en: 'Activity data: sources × months' },
    access: { action: 'inventory.read' },
    params: address,
    reply: z.object({
      cells: z.array(
        z.object({
          sourceId: id,
          month: month.nullable(),
          amount: decimalText,
          unit: z.string(),
          version: z.int(),
          estimated: z.boolean(),
          lineId: id,
          note: z.string(),
        }),
      ),
      /** Cells with more lines than their own: how many beside it, and the sum of all of one unit. */
      others: z.array(z.object({ sourceId: id, month: month.nullable(), count: z.int(), amount: decimalText, unit: z.string() })),
    }),
    refusals: ['not_found'],
  }),
  recordLines: endpoint({
    name: 'inventory.recordLines',
    method: 'POST',
    path: '/api/v1/inventories/{inventoryId}/lines',
    summary: { zh: '录入活动数据（一块单元格）', en: 'Record activity data, a block of cells' },
    access: { action: 'inventory.edit' },
    params: address,
    body: z.strictObject({ cells: z.array(cellInput).min(1).max(5000) }),
    bodyBytes: 4 * 1024 * 1024,
    reply: z.object({ recorded: z.int(), unchanged: z.int() }),
    refusals: ['not_found', 'wrong_state', 'conflict', 'unit_mismatch'],
  }),
  importLines: endpoint({
    name: 'inventory.importLines',
    method: 'POST',
    path: '/api/v1/inventories/{inventoryId}/import',
    summary: { zh: '导入明细行：先预览，逐处指出问题', en: 'Import lines: preview first, every fault with its place' },
    access: { action: 'inventory.edit' },
    params: address,
    body: z.strictObject({ rows: z.array(importRow).min(1).max(100_000), dryRun: z.boolean() }),
    bodyBytes: 24 * 1024 * 1024,
    reply: z.object({ rows: z.int(), added: z.int(), skipped: z.int(), faults: z.array(finding), faultCount: z.int() }),
    refusals: ['not_found', 'wrong_state'],
  }),
  takeEntityYear: endpoint({
    name: 'inventory.takeEntityYear',
    method: 'POST',
    path: '/api/v1/inventories/{inventoryId}/entity-years',
    summary: {
      zh: '引入电厂已核算的年度：数值按引用进入，不再录入',
      en: 'Take in the year of a power plant by reference: its figures are not typed again',
    },
    access: { action: 'inventory.edit' },
    params: address,
    body: z.strictObject({ entityId: id, year: dataYear }),
    reply: z.object({ sources: z.array(id), recorded: z.int() }),
    refusals: ['not_found', 'wrong_state', 'conflict'],
  }),
  compareApproaches: endpoint({
    name: 'inventory.compareApproaches',
    method: 'GET',
    path: '/api/v1/inventories/{inventoryId}/approaches',
    summary: { zh: '同一数据在三种合并方法下', en: 'The same data under the three approaches' },
    access: { action: 'inventory.read' },
    params: address,
    reply: z.object({
      items: z.array(
        z.object({
          approach,
          entities: z.array(entityView),
          total: inventorySums,
          totalMarketBased: figureText,
          byIso: z.array(z.object({ iso: isoCategory, emission: figureText })),
          byEntity: z.array(z.object({ entityId: z.string(), emission: figureText })),
        }),
      ),
    }),
    refusals: ['not_found'],
  }),
  explainFigure: endpoint({
    name: 'inventory.explainFigure',
    method: 'GET',
    path: '/api/v1/inventories/{inventoryId}/explanation',
    summary: { zh: '一个数值的来历', en: 'How a figure came about' },
    access: { action: 'inventory.read' },
    params: address,
    query: z.object({
      of: z.enum(inventoryFigureKinds),
      key: z.string().max(60).default(''),
      gwpSet: gwpSetCode.optional(),
      version: frozenVersion.optional(),
    }),
    reply: z.object({
      title: text,
      value: figureText,
      result: calculationResult,
      evidence: z.array(z.object({ id, title: z.string() })),
      sha256,
      /** The version this figure belongs to; null where it is of today's data. */
      frozen: z.object({ version: z.int(), sha256, at: instant }).nullable(),
      /** Lines behind the inputs, by `ref`: who entered them, when, with which files. */
      data: z.array(
        z.object({
          ...{ ref: id, title: text, month: month.nullable(), version: z.int(), amount: z.string(), unit: z.string() },
          ...{ estimated: z.boolean(), note: z.string(), at: instant, by: person, evidence: z.array(lineEvidence) },
        }),
      ),
      moves: z.array(move),
    }),
    refusals: ['not_found'],
  }),
  moveInventory: endpoint({
    name: 'inventory.moveInventory',
    method: 'POST',
    path: '/api/v1/inventories/{inventoryId}/moves',
    summary: { zh: '提交、审核、退回、批准、重开', en: 'Submit, review, return, approve, reopen' },
    access: { action: 'inventory.read' },
    params: address,
    body: z.strictObject({ deed: inventoryDeed, seenSha256: sha256, reason: z.string().trim().max(1000).default('') }),
    reply: z.object({ id, state: inventoryState, version: z.int().nullable() }),
    refusals: [
      ...(['not_found', 'wrong_state', 'conflict', 'reason_required', 'same_person_enters_and_reviews'] as const),
      ...(['same_person_enters_and_approves', 'same_person_reviews_and_approves', 'energy_claimed_already'] as const),
    ],
  }),
  readFrozen: endpoint({
    name: 'inventory.readFrozen',
    method: 'GET',
    path: '/api/v1/inventories/{inventoryId}/versions/{version}',
    summary: { zh: '已批准并冻结的清单版本', en: 'An approved, frozen version of an inventory' },
    access: { action: 'inventory.read' },
    params: z.object({ inventoryId: id, version: frozenVersion }),
    reply: z.object({ version: z.int(), sha256, at: instant, by: person, snapshot: z.record(z.string(), z.unknown()) }),
    refusals: ['not_found'],
  }),
} as const;
