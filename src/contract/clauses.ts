import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { day, id, text } from './values.ts';

/** The clause matrix of the management system: how every clause stands, and what it rests on. */

const clauseId = z.string().regex(/^(([4-9]|10)(\.\d+)*|[A-D]\.\d+)$/);
const clauseStatus = z.enum(['not_applicable', 'missing', 'outdated', 'open_points', 'current']);
const standing = z.enum(['missing', 'outdated', 'current']);
const place = z.object({ id, name: text });

const clauseLine = z
  .object({
    ...{ id: clauseId, module: z.enum(['general', 'A', 'B', 'C', 'D']), title: text, status: clauseStatus },
    /** What must be shown, and how much of it is shown and current. */
    ...{ needed: z.int(), met: z.int() },
    ...{ evidence: z.int(), newestOn: day.nullable(), nextReviewOn: day.nullable() },
    ...{ openPoints: z.int(), majorPoints: z.int(), overdue: z.int() },
  })
  .meta({ id: 'ClauseLine' });

const looked = {
  today: day,
  /** The node looked at with everything below it, and what holds for it from above; null: the whole organization. */
  place: place.nullable(),
  /** Whoever asks sees only a part of what is there; what is not seen is not counted. */
  partial: z.boolean(),
  /** The approved scope statement, which alone says that an annex does not apply (clause 4.3). */
  scope: z.object({ number: z.int(), annexes: z.array(z.enum(['A', 'B', 'C', 'D'])), approvedOn: day }).nullable(),
};

export const factView = z
  .object({
    ...{ id: z.string(), name: text, says: text, clauses: z.array(z.string()), currentForDays: z.int() },
    /** Over all places: as old as the oldest. */
    ...{ standing, on: day.nullable(), countsUntil: day.nullable() },
    readings: z.array(
      z.object({ entity: place.nullable(), on: day.nullable(), holds: z.boolean(), standing, says: text, path: z.string() }),
    ),
  })
  .meta({ id: 'LiveFact' });

const shownRecord = z.object({
  ...{ id, no: z.string(), title: z.string(), state: text, entity: place.nullable() },
  standing: z.enum(['open', 'outdated', 'current']),
  /** Why it has grown old: its review day has passed, or evidence tied to it has ended. */
  why: z.enum(['review', 'evidence']).nullable(),
  ...{ on: day.nullable(), reviewOn: day.nullable(), dueOn: day.nullable() },
});

const restView = z.object({
  type: z.enum(['register', 'fact']),
  ...{ id: z.string(), name: text, needed: z.boolean(), either: z.int().nullable(), standing },
  ...{ newestOn: day.nullable(), nextReviewOn: day.nullable() },
  register: z
    .object({
      ...{ exists: z.boolean(), under: z.string(), current: z.int(), outdated: z.int(), open: z.int(), overdue: z.int() },
      /** The first of them, what has grown old first. */
      records: z.array(shownRecord),
    })
    .nullable(),
  fact: factView.nullable(),
});

const point = z.object({
  ...{ id, register: z.string(), no: z.string(), title: z.string(), state: text, dueOn: day.nullable(), overdue: z.boolean() },
  grade: z.enum(['major', 'minor', 'observation']),
});

export const clauseEndpoints = {
  listClauses: endpoint({
    name: 'system.listClauses',
    method: 'GET',
    path: '/api/v1/system/clauses',
    summary: { zh: '条款矩阵：每个条款的状态、证据与未决事项', en: 'The clause matrix: status, evidence and open points of every clause' },
    access: { action: 'system.read' },
    query: z.object({ entityId: id.optional() }),
    reply: z.object({ ...looked, items: z.array(clauseLine) }),
    refusals: ['not_found'],
  }),
  readClause: endpoint({
    name: 'system.readClause',
    method: 'GET',
    path: '/api/v1/system/clauses/{clauseId}',
    summary: { zh: '一个条款以什么为依据', en: 'What a clause rests on' },
    access: { action: 'system.read' },
    params: z.object({ clauseId }),
    query: z.object({ entityId: id.optional() }),
    reply: z.object({ ...looked, clause: z.object({ ...clauseLine.shape, asks: text }), rests: z.array(restView), points: z.array(point) }),
    refusals: ['not_found'],
  }),
  readRegisterFacts: endpoint({
    name: 'system.readRegisterFacts',
    method: 'GET',
    path: '/api/v1/system/registers/{register}/facts',
    summary: { zh: '登记册旁其他子体系的数据已说明的事实', en: 'What data of the other subsystems say beside a register' },
    access: { action: 'system.read' },
    params: z.object({ register: z.string().regex(/^[a-z][a-z0-9_]{0,60}$/) }),
    reply: z.object({ today: day, partial: z.boolean(), items: z.array(factView) }),
    refusals: ['not_found'],
  }),
} as const;
