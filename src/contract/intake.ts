import { z } from 'zod';
import { acquisition } from './emission-grid.ts';
import { endpoint } from './endpoint.ts';
import { finding } from './library.ts';
import { dataYear, decimalInput, id, instant, month, pageOf, pageQuery, sha256, shortText, text } from './values.ts';

/** Import of activity data: a file of somebody else is recognised, mapped, previewed and taken in, or refused as a whole (A.8). */

const name = z.string().trim().min(1).max(200);
const symbol = z.string().max(60);
const code = z.string().max(40);

export const columnRole = z
  .discriminatedUnion('role', [
    z.strictObject({ role: z.literal('ignore') }),
    z.strictObject({ role: z.literal('month') }),
    z.strictObject({ role: z.literal('facility') }),
    z.strictObject({ role: z.literal('fuel') }),
    z.strictObject({ role: z.literal('parameter') }),
    z.strictObject({ role: z.literal('unit') }),
    z.strictObject({ role: z.literal('comment') }),
    z.strictObject({ role: z.literal('value') }),
    z.strictObject({ role: z.literal('amount'), parameter: symbol, stream: code.nullable(), unit: z.string().max(40).nullable() }),
    z.strictObject({ role: z.literal('month_value'), month: z.string().regex(/^(\d{4}-)?(0[1-9]|1[0-2])$/) }),
  ])
  .meta({ id: 'ImportColumn' });

export const recipe = z
  .strictObject({
    sheet: z.string().max(100).nullable(),
    headerRow: z.int().min(0).max(40),
    decimal: z.enum(['.', ',']),
    dayOrder: z.enum(['day_first', 'month_first']).nullable(),
    columns: z.array(columnRole).max(200),
    month: z.discriminatedUnion('from', [
      z.strictObject({ from: z.literal('column') }),
      z.strictObject({ from: z.literal('fixed'), month }),
      z.strictObject({ from: z.literal('cell'), cell: z.string().regex(/^[A-Za-z]{1,3}\d{1,3}$/) }),
      z.strictObject({ from: z.literal('sheet') }),
      z.strictObject({ from: z.literal('file') }),
    ]),
    year: z.int().min(2010).max(2100).nullable(),
    unitId: id.nullable(),
    stream: code.nullable(),
    parameter: symbol.nullable(),
    repeated: z.enum(['error', 'sum']),
  })
  .meta({ id: 'ImportRecipe' });

export const alias = z
  .strictObject({
    kind: z.enum(['facility', 'fuel', 'parameter', 'unit']),
    name,
    skip: z.boolean(),
    unitId: id.nullable(),
    stream: code.nullable(),
    parameter: symbol.nullable(),
    unit: z.string().max(40).nullable(),
  })
  .meta({ id: 'ImportAlias' });

export const importUnit = z
  .object({
    id,
    code: z.string(),
    name: text,
    entityName: text,
    streams: z.array(z.object({ id, code: z.string(), name: text, fuelKind: z.string(), fuel: z.string() })),
    rows: z.array(
      z.object({
        key: z.string(),
        parameter: z.string(),
        stream: z.string().nullable(),
        title: text,
        unit: z.string(),
        acceptedUnits: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'ImportUnit' });

export const importSource = z
  .object({
    id,
    name: z.string(),
    recipe,
    more: z.array(recipe).meta({ description: 'Mappings of the further sheets.' }),
    aliases: z.array(alias),
    version: z.int(),
    changedAt: instant,
    retiredAt: instant
      .nullable()
      .meta({ description: 'Put away: neither recognised nor dropped into; importing under its name brings it back.' }),
    imports: z.int().meta({ description: 'How many imports used it.' }),
    lastUsed: z.object({ runId: id, at: instant, fileName: z.string(), byName: z.string() }).nullable(),
  })
  .meta({ id: 'ImportSource' });

const file = { fileSha256: sha256, fileName: name };
/** Everything that decides what a file says. */
const reading = {
  ...file,
  recipe,
  more: z
    .array(recipe)
    .max(49)
    .default([])
    .meta({ description: 'Further sheets of the same workbook, each with its own mapping; every one then names its sheet.' }),
  aliases: z.array(alias).max(2000).default([]),
  sourceId: id.nullable().default(null),
};

export const recognisedFile = z
  .object({
    kind: z.enum(['xlsx', 'csv']),
    encoding: z.enum(['utf-8', 'gb18030']).nullable(),
    byteOrderMark: z.boolean(),
    separator: z.string().nullable(),
    sheets: z.array(
      z.object({
        name: z.string(),
        rows: z.int(),
        columns: z.int(),
        start: z.array(z.array(z.string())),
        recipe,
        own: z.boolean().meta({ description: 'The form of this product, filled in: nothing is left to map.' }),
        /** The source whose files have these columns. */
        source: z
          .object({
            id,
            name: z.string(),
            recipe,
            aliases: z.array(alias),
            asBefore: z.boolean().meta({ description: 'A sheet of this name was imported from this source last time.' }),
          })
          .nullable(),
      }),
    ),
    units: z.array(importUnit),
    unitSymbols: z.array(z.string()),
  })
  .meta({ id: 'RecognisedFile' });

const importLine = z.object({
  sheet: z.string(),
  cell: z.string(),
  unitId: id,
  unitName: text,
  rowKey: z.string(),
  title: text,
  month,
  state: z.enum(['new', 'changed', 'unchanged']),
  before: z.string().nullable().meta({ description: 'Value that counts now, in the unit of the row.' }),
  after: z.string(),
  unit: z.string(),
  givenValue: z.string(),
  givenUnit: z.string(),
  formula: z.boolean(),
});

export const importPreview = z
  .object({
    counts: z.object({
      rows: z.int(),
      new: z.int(),
      changed: z.int(),
      unchanged: z.int(),
      empty: z.int(),
      skipped: z.int(),
      errors: z.int(),
      formulas: z.int(),
      unresolved: z.int(),
    }),
    lines: z.array(importLine).meta({ description: 'The first thousand values, those that change something first.' }),
    findings: z.array(finding),
    unknown: z.array(
      z.object({
        kind: z.enum(['facility', 'fuel', 'parameter', 'unit']),
        name: z.string(),
        count: z.int(),
        sheet: z.string(),
        cell: z.string(),
      }),
    ),
    /** What the file says and what it would change, as one SHA-256; the import is refused when it is no longer so. */
    seal: sha256,
    months: z.array(month),
    /** Above this many values the import runs as a background job. */
    inBackground: z.boolean(),
  })
  .meta({ id: 'ImportPreview' });

export const importOrder = z.strictObject({
  ...reading,
  /** Saves mapping and names under this name, for the next file of the same source. */
  sourceName: z.string().trim().max(100).nullable().default(null),
  acquisition: acquisition.default('measured'),
  /** Keeps the file as evidence of every value it brought. */
  asEvidence: z.boolean().default(true),
  seal: sha256,
});

/** A run and the version of it that was looked at. */
export const undoOrder = z.strictObject({ runId: id, version: z.int().min(1) });

export const importRun = z
  .object({
    id,
    channel: z.enum(['file', 'push', 'drop']),
    fileName: z.string(),
    fileSha256: sha256.nullable(),
    sourceName: z.string().nullable(),
    state: z.enum(['imported', 'undone']),
    counts: z.object({ new: z.int(), changed: z.int(), unchanged: z.int(), empty: z.int(), skipped: z.int() }),
    undo: z
      .object({ reverted: z.int(), kept: z.int() })
      .nullable()
      .meta({ description: 'Values put back, and those changed since, which stay.' }),
    recordedAt: instant,
    recordedByName: z.string(),
    undoneAt: instant.nullable(),
    undoneByName: z.string().nullable(),
    undoInBackground: z.boolean().meta({ description: 'So many values are put back by a background job of the kind intake.undo.' }),
    /** Where its values can be seen. */
    places: z.array(z.object({ unitId: id, unitName: text, year: z.int(), values: z.int() })),
    version: z.int(),
  })
  .meta({ id: 'ImportRun' });

const runParams = z.object({ runId: id });
const badFile = ['not_found', 'file_type_refused', 'file_damaged', 'file_too_large', 'request_too_large'] as const;

export const intakeEndpoints = {
  recogniseImport: endpoint({
    name: 'intake.recogniseImport',
    method: 'POST',
    path: '/api/v1/imports/recognise',
    summary: { zh: '识别文件：编码、工作表、表头、列的含义', en: 'Recognise a file: encoding, sheets, line of names, what columns mean' },
    access: { action: 'emission.record' },
    body: z.strictObject(file),
    reply: recognisedFile,
    refusals: [...badFile],
  }),
  previewImport: endpoint({
    name: 'intake.previewImport',
    method: 'POST',
    path: '/api/v1/imports/preview',
    summary: { zh: '预览导入：新增、变更、跳过、错误；不保存', en: 'Preview an import: new, changed, skipped, wrong; nothing is saved' },
    access: { action: 'emission.record' },
    body: z.strictObject(reading),
    reply: importPreview,
    refusals: [...badFile],
  }),
  runImport: endpoint({
    name: 'intake.runImport',
    method: 'POST',
    path: '/api/v1/imports',
    summary: { zh: '导入文件（全部成功或全部不保存）', en: 'Import a file (all or nothing)' },
    access: { action: 'emission.record' },
    body: importOrder,
    reply: importRun,
    status: 201,
    refusals: [...badFile, 'conflict', 'month_not_open', 'unit_mismatch'],
  }),
  listImports: endpoint({
    name: 'intake.listImports',
    method: 'GET',
    path: '/api/v1/imports',
    summary: { zh: '导入记录', en: 'Imports, newest first' },
    access: { action: 'emission.read' },
    query: z.object(pageQuery),
    reply: pageOf(importRun).meta({ id: 'ImportRunPage' }),
  }),
  readImport: endpoint({
    name: 'intake.readImport',
    method: 'GET',
    path: '/api/v1/imports/{runId}',
    summary: { zh: '一次导入的结果', en: 'What an import brought' },
    access: { action: 'emission.read' },
    params: runParams,
    reply: importRun,
    refusals: ['not_found'],
  }),
  undoImport: endpoint({
    name: 'intake.undoImport',
    method: 'POST',
    path: '/api/v1/imports/{runId}/undo',
    summary: {
      zh: '撤销导入：以新版本恢复原值，仅限草稿月份',
      en: 'Undo an import: the earlier values come back as new versions, in draft months only',
    },
    access: { action: 'emission.record' },
    params: runParams,
    body: z.strictObject({ version: z.int().min(1) }),
    reply: importRun,
    refusals: ['not_found', 'wrong_state', 'conflict', 'month_not_open', 'request_too_large'],
  }),
  listSources: endpoint({
    name: 'intake.listSources',
    method: 'GET',
    path: '/api/v1/import-sources',
    summary: { zh: '已保存的数据来源及其对应关系', en: 'Sources with their saved mapping' },
    access: { action: 'emission.read' },
    reply: z.object({ items: z.array(importSource) }),
  }),
  changeSource: endpoint({
    name: 'intake.changeSource',
    method: 'PUT',
    path: '/api/v1/import-sources/{sourceId}',
    summary: { zh: '数据来源改名、停用或恢复', en: 'Rename a source, put it away or bring it back' },
    description: {
      zh: '停用的来源不再自动套用，投递文件夹也不再接收；历史导入不变。改名后投递文件夹须同名。',
      en: 'A source put away is no longer recognised and its drop folder takes nothing; earlier imports stay. Rename its drop folder along with it.',
    },
    access: { action: 'emission.record' },
    params: z.object({ sourceId: id }),
    body: z
      .strictObject({ name: z.string().trim().min(1).max(100), retired: z.boolean(), version: z.int().min(1) })
      .meta({ id: 'ImportSourceChange' }),
    reply: importSource,
    refusals: ['not_found', 'conflict', 'already_exists'],
  }),
  fetchTemplate: endpoint({
    name: 'intake.fetchTemplate',
    method: 'GET',
    path: '/api/v1/units/{unitId}/years/{year}/form',
    summary: {
      zh: '月度数据表：空白模板或带数据导出，可原样导回',
      en: 'The monthly form, empty or with the values kept; it imports back as it is',
    },
    access: { action: 'emission.read' },
    params: z.object({ unitId: id, year: dataYear }),
    query: z.object({ values: z.enum(['1']).optional(), format: z.enum(['xlsx', 'csv']).default('xlsx') }),
    reply: z.unknown(),
    replyMedia: 'application/octet-stream',
    refusals: ['not_found'],
  }),
  pushActivityData: endpoint({
    name: 'intake.pushActivityData',
    method: 'POST',
    path: '/api/v1/activity-data',
    summary: {
      zh: '接口推送活动数据（可用 API 密钥，带 Idempotency-Key）',
      en: 'Push activity data (an API key will do; send an Idempotency-Key)',
    },
    description: {
      zh: '一次请求全部保存或全部不保存；同一 Idempotency-Key 重发得到同一答复。只写草稿月份。',
      en: 'One request is kept wholly or not at all; the same Idempotency-Key sent again gets the same answer. Draft months only.',
    },
    access: { action: 'emission.push' },
    body: z.strictObject({
      unitId: id,
      source: shortText.meta({ description: 'The system that sends, as shown in the history.' }),
      values: z
        .array(
          z.strictObject({
            month,
            parameter: symbol,
            stream: code.nullable().default(null).meta({ description: 'Code of the fuel stream, for parameters given by fuel.' }),
            value: decimalInput.nullable(),
            unit: z.string().max(40).optional(),
            acquisition: acquisition.default('measured'),
            comment: z.string().trim().max(1000).default(''),
          }),
        )
        .min(1)
        .max(2000),
    }),
    reply: importRun,
    status: 201,
    refusals: ['not_found', 'month_not_open', 'unit_mismatch', 'conflict'],
  }),
} as const;
