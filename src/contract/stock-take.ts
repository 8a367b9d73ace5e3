import { z } from 'zod';
import { breakKinds } from '../kernel/asset/stock-take/match-statement.ts';
import { endpoint } from './endpoint.ts';
import { ledgerAccount, wholeUnits } from './ledger-views.ts';
import { day, id, instant, longText, sha256, shortText } from './values.ts';

/** Stock-take (C.6, C.9): statements of registry, exchange and bank against the ledger, line by line. Nothing is put right silently. */

const source = z.enum(['registry', 'exchange', 'bank']);
/** Units; of a bank 0.01 yuan. */
const side = z.object({
  kind: z.enum(['movement', 'balance']),
  day,
  /** `HH:MM:SS` where the statement says one. */
  time: z.string().nullable(),
  heldAs: z.string(),
  quantity: wholeUnits,
  reference: z.string(),
  transactionId: id.nullable(),
});

export const stockTakeBreak = z
  .object({
    id,
    stockTakeId: id,
    kind: z.enum(breakKinds),
    line: side.nullable(),
    book: side.nullable(),
    since: day,
    ageDays: z.int(),
    /** `explained`: waits for somebody else to accept the explanation. */
    state: z.enum(['open', 'explained', 'closed']),
    explanations: z.array(
      z.object({
        ...{ id, version: z.int(), reason: z.string(), transactionId: id.nullable() },
        ...{ recordedAt: instant, recordedBy: z.object({ id, name: z.string() }) },
        decision: z.enum(['accepted', 'rejected']).nullable(),
        decidedByName: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'StockTakeBreak' });

export const stockTake = z
  .object({
    ...{ id, source, account: ledgerAccount, firstDay: day, lastDay: day, fileName: z.string(), documentNo: z.string() },
    ...{ lines: z.int(), matched: z.int(), open: z.int(), recordedAt: instant, recordedByName: z.string() },
  })
  .meta({ id: 'StockTake' });

const summaryRow = z.object({
  account: ledgerAccount,
  source,
  day,
  heldAs: z.string(),
  /** By the ledger as it stands now, and by the latest statement. */
  book: wholeUnits,
  statement: wholeUnits,
  difference: wholeUnits,
});

export const stockTakeEndpoints = {
  readStockTakes: endpoint({
    name: 'asset.readStockTakes',
    method: 'GET',
    path: '/api/v1/stock-takes',
    summary: {
      zh: '盘点：账面 = 登记 = 银行 的汇总、各次盘点与未结差异',
      en: 'Stock-takes: book = registry = bank, each take, and its breaks',
    },
    access: { action: 'asset.read' },
    reply: z.object({ summary: z.array(summaryRow), items: z.array(stockTake), breaks: z.array(stockTakeBreak) }),
  }),
  takeStock: endpoint({
    name: 'asset.takeStock',
    method: 'POST',
    path: '/api/v1/stock-takes',
    summary: { zh: '导入对账单并与账本逐行核对', en: 'Take in a statement and match it line by line against the ledger' },
    access: { action: 'asset.take_stock' },
    body: z.strictObject({
      ...{ accountId: id, source, firstDay: day, lastDay: day, fileName: shortText },
      documentNo: z.string().trim().max(200).default(''),
      /** The CSV itself: type, day, programme, vintage, project, quantity, reference; of a bank day, amount, reference. Or the file: */
      text: z.string().max(900_000).default(''),
      /** A stored xlsx or CSV with the same columns; it becomes evidence of the stock-take. */
      fileSha256: sha256.nullable().default(null),
      evidenceIds: z.array(id).max(20).default([]),
    }),
    reply: z.object({ id, matched: z.int(), breaks: z.int() }),
    status: 201,
    refusals: ['not_found', 'file_type_refused', 'file_too_large', 'file_damaged'],
  }),
  explainBreak: endpoint({
    name: 'asset.explainBreak',
    method: 'POST',
    path: '/api/v1/stock-take-breaks/{breakId}/explanations',
    summary: {
      zh: '说明差异：指明更正它的账本交易即结清；仅说明的须他人认可',
      en: 'Explain a break: with the ledger transaction that puts it right it is closed; words alone wait for another person',
    },
    access: { action: 'asset.take_stock' },
    params: z.object({ breakId: id }),
    body: z.strictObject({ reason: longText.min(1), transactionId: id.nullable().default(null) }),
    reply: z.object({ id, state: z.enum(['explained', 'closed']) }),
    status: 201,
    refusals: ['not_found', 'wrong_state'],
  }),
  decideExplanation: endpoint({
    name: 'asset.decideExplanation',
    method: 'POST',
    path: '/api/v1/stock-take-explanations/{explanationId}/decision',
    summary: { zh: '认可或退回差异说明（说明人以外的人）', en: 'Accept or reject an explanation, by another person' },
    access: { action: 'asset.accept_break' },
    params: z.object({ explanationId: id }),
    body: z.strictObject({ decision: z.enum(['accepted', 'rejected']), reason: longText.default('') }),
    reply: z.object({ id }),
    status: 201,
    refusals: ['not_found', 'wrong_state', 'same_person_proposes_and_approves', 'reason_required'],
  }),
} as const;
