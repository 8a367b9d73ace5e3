import { z } from 'zod';
import type { Content, Value } from '../kernel/system/register.ts';
import { endpoint } from './endpoint.ts';
import { finding } from './library.ts';
import { day, id, instant, longText, pageOf, pageQuery, sha256, shortText, text } from './values.ts';

/** The registers of the management system (clauses 4–10, A–D): what they are, their records, versions and moves. One engine, declared in `data/frameworks`. */

const name = z.string().regex(/^[a-z][a-z0-9_]{0,60}$/);
const person = z.object({ id, name: z.string() });

/** A content as the register declares it: texts, decimal texts, ids, days, flags, lists, rows. Its fields are checked against the register. */
export const recordContent = z
  .record(
    name,
    z.union([
      z.string().max(20_000),
      z.boolean(),
      z.array(z.string().max(200)).max(500),
      z.array(z.record(name, z.union([z.string().max(20_000), z.boolean(), z.array(z.string().max(200)).max(500)]))).max(500),
    ]),
  )
  .meta({ id: 'RecordContent' });
/** The kernel's own type, for what is read back. */
const storedContent = z
  .custom<Content>((value) => typeof value === 'object' && value !== null)
  .meta({ id: 'StoredContent', type: 'object' });

export type { Content, Value };

const tone = z.enum(['plain', 'good', 'watch', 'bad']);
const option = z.object({ code: z.string(), name: text, tone });
const flatField = {
  ...{ id: name, name: text, hint: text.nullable(), required: z.boolean() },
  type: z.enum(['text', 'choice', 'number', 'day', 'flag', 'person', 'entity', 'record', 'clause', 'rows', 'score']),
  many: z.boolean(),
  long: z.boolean(),
  /** Written by the product alone. */
  kept: z.boolean(),
  options: z.array(option),
  ...{ unit: z.string(), min: z.string().nullable(), max: z.string().nullable(), whole: z.boolean() },
  /** Of a record field: the registers it may name. Of a score: the fields it is the product of. */
  of: z.array(name),
  bands: z.array(z.object({ from: z.int(), code: z.string(), name: text, tone })),
};
export const fieldView = z.object({ ...flatField, columns: z.array(z.object(flatField)) }).meta({ id: 'RegisterField' });

const standing = z.enum(['drafted', 'open', 'in_force', 'done', 'ended']);
const keeper = z.enum(['edit', 'approve', 'audit', 'direct']);
export const registerView = z
  .object({
    ...{ id: name, name: text, one: text, hint: text, clauses: z.array(z.string()), prefix: z.string() },
    ...{ reviewMonths: z.int().nullable(), keeper, columns: z.array(name), facts: z.array(name), fields: z.array(fieldView) },
    roles: z.object({ title: name, owner: name.nullable(), due: name.nullable(), clauses: name.nullable() }),
    states: z.array(z.object({ code: name, name: text, stands: standing, editable: z.boolean(), revisesTo: name.nullable() })),
    moves: z.array(
      z.object({ code: name, name: text, from: z.array(name), to: name, right: keeper, needsReason: z.boolean(), approves: z.boolean() }),
    ),
  })
  .meta({ id: 'Register' });

const counts = z.object({
  drafted: z.int(),
  open: z.int(),
  inForce: z.int(),
  done: z.int(),
  ended: z.int(),
  overdue: z.int(),
  toReview: z.int(),
});

const recordLine = z
  .object({
    ...{ id, register: name, no: z.string(), title: z.string(), entityId: id, state: name, stands: standing },
    ...{ version: z.int(), inForceVersion: z.int().nullable(), inForceOn: day.nullable(), reviewOn: day.nullable() },
    ...{ dueOn: day.nullable(), overdue: z.boolean(), owner: person.nullable(), changedAt: instant },
    content: storedContent,
    evidence: z.int(),
  })
  .meta({ id: 'RegisterRecordLine' });

/** What the ids in a content stand for. */
const names = z.record(
  id,
  z.object({ type: z.enum(['person', 'entity', 'record']), name: text, register: name.nullable(), no: z.string() }),
);

const objection = z.object({ code: z.string(), text });
export const registerRecord = z
  .object({
    ...recordLine.shape,
    clauses: z.array(z.string()),
    names,
    versions: z.array(
      z.object({ version: z.int(), writtenAt: instant, writtenBy: person, reason: z.string(), sha256, content: storedContent }),
    ),
    moves: z.array(
      z.object({
        ...{ no: z.int(), move: name, from: name, to: name, version: z.int(), approves: z.boolean(), reason: z.string(), sha256 },
        ...{ movedAt: instant, movedBy: person },
      }),
    ),
    /** Moves out of this state, with what stands against each for whoever asks. */
    next: z.array(z.object({ move: name, permitted: z.boolean(), objections: z.array(objection) })),
    mayChange: z.boolean(),
    evidenceItems: z.array(
      z.object({
        ...{ id, title: z.string(), kind: z.string(), validUntil: day.nullable(), revision: z.int() },
        ...{ fileSha256: sha256, fileName: z.string(), mediaType: z.string() },
      }),
    ),
    /** Records that name this one. */
    namedBy: z.array(z.object({ id, register: name, no: z.string(), title: z.string(), field: name, state: name })),
  })
  .meta({ id: 'RegisterRecord' });

/** What an import would do with a record, or has done. */
const importLine = z.object({
  /** Of the sheet; of records given as JSON their place, from 1. */
  row: z.int(),
  kind: z.enum(['new', 'changed', 'unchanged']),
  no: z.string(),
  title: z.string(),
  /** Fields that change. */
  fields: z.array(name),
});
export const registerImport = z
  .object({
    counts: z.object({ new: z.int(), changed: z.int(), unchanged: z.int() }),
    /** Why must be said: something of it is in force. */
    needsReason: z.boolean(),
    lines: z.array(importLine),
    findings: z.array(finding),
  })
  .meta({ id: 'RegisterImport' });

/** One of the three: a stored xlsx or CSV, CSV text, or records as the JSON export gives them. */
const importBody = z.strictObject({
  file: z.strictObject({ sha256, name: shortText }).optional(),
  csv: z.string().min(1).max(900_000).optional(),
  records: z
    .array(
      z.strictObject({ no: z.string().max(20).default(''), seenVersion: z.int().min(1).optional(), entityId: id, content: recordContent }),
    )
    .max(5_000)
    .optional(),
  reason: longText.default(''),
});

const address = z.object({ register: name });
const reference = z.object({ id, no: z.string(), version: z.int(), state: name });

export const systemEndpoints = {
  listRegisters: endpoint({
    name: 'system.listRegisters',
    method: 'GET',
    path: '/api/v1/system/registers',
    summary: { zh: '管理体系的登记册：字段、状态、数量', en: 'Registers of the management system: fields, states, counts' },
    access: { action: 'system.read' },
    reply: z.object({ today: day, items: z.array(z.object({ register: registerView, counts })) }),
  }),
  listRecords: endpoint({
    name: 'system.listRecords',
    method: 'GET',
    path: '/api/v1/system/registers/{register}/records',
    summary: { zh: '登记册的记录', en: 'Records of a register' },
    access: { action: 'system.read' },
    params: address,
    query: z.object({
      ...pageQuery,
      search: z.string().trim().max(200).default(''),
      state: name.optional(),
      entityId: id.optional(),
      ownerId: id.optional(),
      clause: z.string().max(10).optional(),
      only: z.enum(['all', 'overdue', 'to_review']).default('all'),
      /** `number`, or what was changed last first. */
      order: z.enum(['number', 'changed', 'due']).default('number'),
    }),
    reply: z.object({ ...pageOf(recordLine).shape, today: day, names, states: z.record(name, z.int()) }),
    refusals: ['not_found'],
  }),
  findRecords: endpoint({
    name: 'system.findRecords',
    method: 'GET',
    path: '/api/v1/system/records',
    summary: {
      zh: '在若干或全部登记册中按编号和文字查找记录，或按标识取其名称',
      en: 'Records of some registers or all, found by number and words, or named by their ids',
    },
    access: { action: 'system.read' },
    query: z.object({
      search: z.string().trim().max(200).default(''),
      /** Names with commas between; without, every register. */
      registers: z
        .string()
        .regex(/^[a-z][a-z0-9_]{0,60}(,[a-z][a-z0-9_]{0,60}){0,49}$/)
        .optional(),
      /** Ids with commas between: these and no others. */
      ids: z
        .string()
        .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(,[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}){0,99}$/)
        .optional(),
      /** `counting`: only what is evidence: in force, or done. */
      which: z.enum(['all', 'counting']).default('all'),
      limit: z.coerce.number().int().min(1).max(100).default(30),
    }),
    reply: z.object({
      items: z.array(
        z.object({ id, register: name, registerName: text, no: z.string(), title: z.string(), entityId: id, inForceOn: day.nullable() }),
      ),
      /** There are more than are told. */
      more: z.boolean(),
    }),
    refusals: ['not_found'],
  }),
  tallyRecords: endpoint({
    name: 'system.tallyRecords',
    method: 'GET',
    path: '/api/v1/system/registers/{register}/tally',
    summary: {
      zh: '按两个选项字段统计记录（如 5 × 5 风险矩阵）',
      en: 'Records counted by two fields of choices, such as the 5 × 5 matrix of risks',
    },
    access: { action: 'system.read' },
    params: address,
    query: z.object({ across: name, down: name, entityId: id.optional(), only: name.optional(), onlyIs: z.string().max(60).default('') }),
    reply: z.object({
      cells: z.array(
        z.object({
          ...{ across: z.string(), down: z.string(), count: z.int() },
          /** The first of them by number; `before`: where each stood in the approved version before the one written now, null without one. */
          first: z.array(
            z.object({ id, no: z.string(), title: z.string(), before: z.object({ across: z.string(), down: z.string() }).nullable() }),
          ),
        }),
      ),
      /** Records in which one of the two is not filled. */
      unplaced: z.int(),
    }),
    refusals: ['not_found'],
  }),
  readRecord: endpoint({
    name: 'system.readRecord',
    method: 'GET',
    path: '/api/v1/system/records/{recordId}',
    summary: { zh: '一条记录及其版本、流转、证据', en: 'A record with its versions, moves and evidence' },
    access: { action: 'system.read' },
    params: z.object({ recordId: id }),
    reply: registerRecord,
    refusals: ['not_found'],
  }),
  addRecord: endpoint({
    name: 'system.addRecord',
    method: 'POST',
    path: '/api/v1/system/registers/{register}/records',
    summary: { zh: '新增记录', en: 'Add a record' },
    access: { action: 'system.read' },
    params: address,
    body: z.strictObject({ entityId: id, content: recordContent, evidenceIds: z.array(id).max(50).default([]) }),
    reply: reference,
    status: 201,
    refusals: ['not_found'],
  }),
  changeRecord: endpoint({
    name: 'system.changeRecord',
    method: 'POST',
    path: '/api/v1/system/records/{recordId}/versions',
    summary: { zh: '修改记录，形成新版本', en: 'Change a record: a further version' },
    access: { action: 'system.read' },
    params: z.object({ recordId: id }),
    body: z.strictObject({ content: recordContent, seenVersion: z.int().min(1), reason: longText.default('') }),
    reply: reference,
    status: 201,
    refusals: ['not_found', 'conflict', 'wrong_state', 'reason_required'],
  }),
  moveRecord: endpoint({
    name: 'system.moveRecord',
    method: 'POST',
    path: '/api/v1/system/records/{recordId}/moves',
    summary: { zh: '提交、批准、关闭等状态变更', en: 'Move a record to another state: submit, approve, close …' },
    access: { action: 'system.read' },
    params: z.object({ recordId: id }),
    body: z.strictObject({ move: name, seenVersion: z.int().min(1), seenState: name, reason: longText.default('') }),
    reply: reference,
    refusals: ['not_found', 'conflict', 'wrong_state', 'reason_required', 'same_person_proposes_and_approves'],
  }),
  exportRegister: endpoint({
    name: 'system.exportRegister',
    method: 'GET',
    path: '/api/v1/system/registers/{register}/export',
    summary: { zh: '导出整个登记册，可原样导回', en: 'The whole register as a file; it imports back as it is' },
    access: { action: 'system.read' },
    params: address,
    query: z.object({ format: z.enum(['xlsx', 'csv', 'json']).default('xlsx'), language: z.enum(['zh', 'en']).default('zh') }),
    reply: z.unknown(),
    replyMedia: 'application/octet-stream',
    refusals: ['not_found'],
  }),
  previewRegisterImport: endpoint({
    name: 'system.previewRegisterImport',
    method: 'POST',
    path: '/api/v1/system/registers/{register}/import/preview',
    summary: {
      zh: '预览导入：新增、修改、不变与各单元格的错误，不保存',
      en: 'What an import would add and change, with every fault at its cell; nothing is kept',
    },
    access: { action: 'system.read' },
    params: address,
    body: importBody,
    reply: registerImport,
    refusals: ['not_found', 'file_too_large', 'file_type_refused', 'file_damaged', 'request_too_large'],
  }),
  importRegister: endpoint({
    name: 'system.importRegister',
    method: 'POST',
    path: '/api/v1/system/registers/{register}/import',
    summary: {
      zh: '导入登记册：带编号的修改该记录，不带的新增；全部或都不',
      en: 'Import a register: rows with a number change that record, rows without add one; all or none',
    },
    access: { action: 'system.read' },
    params: address,
    body: importBody,
    reply: z.object({ counts: z.object({ new: z.int(), changed: z.int(), unchanged: z.int() }) }),
    status: 201,
    refusals: [
      'not_found',
      'conflict',
      'wrong_state',
      'reason_required',
      'file_too_large',
      'file_type_refused',
      'file_damaged',
      'request_too_large',
    ],
  }),
  tieEvidence: endpoint({
    name: 'system.tieEvidence',
    method: 'POST',
    path: '/api/v1/system/records/{recordId}/evidence',
    summary: { zh: '附上或解除证据', en: 'Tie evidence to a record, or untie it' },
    access: { action: 'system.read' },
    params: z.object({ recordId: id }),
    body: z.strictObject({ add: z.array(id).max(50).default([]), remove: z.array(id).max(50).default([]) }),
    reply: reference,
    refusals: ['not_found', 'wrong_state'],
  }),
} as const;
