import { z } from 'zod';
import { impairmentRules } from '../kernel/accounting/impairment.ts';
import { tableRows } from '../kernel/accounting/movement.ts';
import { endpoint } from './endpoint.ts';
import { unitClassOfLedger, wholeUnits } from './ledger-views.ts';
import { convention, derivation, finding } from './library.ts';
import { dataYear, day, decimalText, figureText, id, instant, longText, text } from './values.ts';

/** Accounting of allowances after 财会〔2019〕22号 (C.7, C.8): policy, costs of ledger transactions, and what follows from both. Amounts in yuan. */

const accountCode = z.enum(['1002', '1221', '1489', '2001', '2221', '2241', '6051', '6301', '6603', '6701', '6711']);
const rules = {
  costFlow: z.enum(['weighted_average', 'fifo', 'by_vintage']),
  freeSale: z.enum(['income', 'no_entry']),
  vat: z.enum(['separate', 'in_cost']),
  cents: z.enum(['exact', 'running']),
  originOrder: z.enum(['free_first', 'purchased_first']),
  impairment: z.enum(impairmentRules).default('no_reversal'),
};
const ownAccount = z.strictObject({ code: z.string().regex(/^\d[\d.]{2,19}$/), name: z.string().trim().max(60) });

const policyInput = z.strictObject({
  ...rules,
  /** Own codes of the general ledger by code of the standard chart; what is left out keeps the standard's. */
  accounts: z.partialRecord(accountCode, ownAccount).default({}),
  /** Participation, features, strategy, measures: a paragraph of the note. */
  note: longText.default(''),
  reason: longText.min(1),
  documentNo: z.string().trim().max(200).default(''),
  seenVersion: z.int().min(0),
});

export const accountingPolicy = z
  .object({
    ...{ id, version: z.int(), ...rules, note: z.string(), reason: z.string(), documentNo: z.string() },
    accounts: z.partialRecord(accountCode, z.object({ code: z.string(), name: z.string() })),
    recordedAt: instant,
    recordedBy: z.object({ id, name: z.string() }),
    approvedAt: instant.nullable(),
    approvedByName: z.string().nullable(),
  })
  .meta({ id: 'AccountingPolicy' });

const money = z.string().regex(/^\d{1,15}(\.\d{1,2})?$/);
const costInput = z.strictObject({
  amount: money,
  fees: money.default('0'),
  vat: money.default('0'),
  /** How many of the units are free ones; null: by the policy. */
  freeQuantity: z
    .string()
    .regex(/^\d{1,18}$/)
    .nullable()
    .default(null),
  paid: z.boolean().default(true),
  note: longText.default(''),
  evidenceIds: z.array(id).max(20).default([]),
  seenVersion: z.int().min(0),
});

export const transactionCost = z
  .object({
    ...{ id, version: z.int(), amount: decimalText, fees: decimalText, vat: decimalText },
    ...{ freeQuantity: wholeUnits.nullable(), paid: z.boolean(), note: z.string() },
    ...{ recordedAt: instant, recordedByName: z.string() },
    evidence: z.array(z.object({ id, title: z.string() })),
  })
  .meta({ id: 'TransactionCost' });

/** `node`: where the derivation of a figure begins; null where nothing moved. */
const amount = z.object({ value: figureText, node: z.string().nullable() });
const tonnes = z.object({ value: wholeUnits, node: z.string().nullable() });
const entryLine = z.object({
  /** Code of the standard chart, and the organization's own where it has one. */
  account: accountCode,
  code: z.string(),
  name: text,
  unit: z.string().nullable(),
  debit: amount.nullable(),
  credit: amount.nullable(),
});

/** A test of impairment (C.10). `amount`: positive: loss, `max(0, carrying - recoverable)`; negative: an earlier one turned back. */
export const impairment = z
  .object({
    ...{ id, no: z.int(), entityId: id, entityName: text, class: unitClassOfLedger, testedOn: day },
    ...{ carrying: figureText, impairedBefore: figureText, recoverable: figureText, amount: figureText },
    ...{ source: z.string(), reason: z.string(), documentNo: z.string(), recordedAt: instant },
    recordedBy: z.object({ id, name: z.string() }),
    decision: z.enum(['approved', 'rejected']).nullable(),
    decidedAt: instant.nullable(),
    decidedByName: z.string().nullable(),
    decisionReason: z.string(),
  })
  .meta({ id: 'Impairment' });

export const accountingYear = z
  .object({
    year: z.int(),
    /** Null: the whole organization. */
    entityId: id.nullable(),
    policy: accountingPolicy.nullable(),
    /** Waits for approval by somebody else. */
    proposed: accountingPolicy.nullable(),
    inForce: z.object(rules),
    entries: z.array(
      z.object({
        /** Number within the year. */
        no: z.int(),
        day,
        kind: z.string(),
        summary: text,
        transactionId: id.nullable(),
        lines: z.array(entryLine),
      }),
    ),
    /** Rows in the order of the note's form, of this and the last year. */
    table: z.array(
      z.object({
        row: z.enum(tableRows),
        quantity: tonnes,
        amount,
        lastQuantity: tonnes,
        lastAmount: amount,
      }),
    ),
    classes: z.array(z.object({ class: unitClassOfLedger, free: wholeUnits, purchased: wholeUnits, value: figureText, node: z.string() })),
    bookValue: figureText,
    debits: figureText,
    credits: figureText,
    note: z.array(text),
    /** Transactions of the year whose money counts: purchases, sales, openings. */
    transactions: z.array(
      z.object({
        transactionId: id,
        kind: z.string(),
        effectiveOn: day,
        class: unitClassOfLedger,
        quantity: wholeUnits,
        cost: transactionCost.nullable(),
      }),
    ),
    /** Tests of impairment of the year, latest first. */
    impairments: z.array(impairment),
    findings: z.array(finding),
    conventions: z.array(convention),
    derivation: derivation.nullable(),
  })
  .meta({ id: 'AccountingYear' });

const yearParams = z.object({ year: dataYear });
const scope = { entityId: id.optional() };

export const accountingEndpoints = {
  readAccounting: endpoint({
    name: 'asset.readAccounting',
    method: 'GET',
    path: '/api/v1/accounting/{year}',
    summary: {
      zh: '碳排放权会计：分录、变动情况表、账面余额、附注文字（财会〔2019〕22号）',
      en: 'Accounting of allowances: entries, movement table, book value, text of the note',
    },
    access: { action: 'asset.read' },
    params: yearParams,
    query: z.object(scope),
    reply: accountingYear,
    refusals: ['not_found'],
  }),
  exportJournalEntries: endpoint({
    name: 'asset.exportJournalEntries',
    method: 'GET',
    path: '/api/v1/accounting/{year}/entries.csv',
    summary: { zh: '导出年度会计分录（CSV，供总账导入）', en: 'Journal entries of a year as CSV for the general ledger' },
    access: { action: 'asset.read' },
    params: yearParams,
    query: z.object({ ...scope, language: z.enum(['zh', 'en']).default('zh') }),
    reply: z.unknown(),
    replyMedia: 'text/csv',
    refusals: ['not_found'],
  }),
  recordAccountingPolicy: endpoint({
    name: 'asset.recordAccountingPolicy',
    method: 'POST',
    path: '/api/v1/accounting-policies',
    summary: { zh: '提出会计政策的新版本', en: 'Propose a new version of the accounting policy' },
    access: { action: 'asset.keep_accounts' },
    body: policyInput,
    reply: z.object({ id, version: z.int() }),
    status: 201,
    refusals: ['conflict'],
  }),
  approveAccountingPolicy: endpoint({
    name: 'asset.approveAccountingPolicy',
    method: 'POST',
    path: '/api/v1/accounting-policies/{policyId}/approval',
    summary: { zh: '批准会计政策（提出人以外的人）', en: 'Approve the accounting policy, by another person' },
    access: { action: 'asset.approve_accounts' },
    params: z.object({ policyId: id }),
    reply: z.object({ id, version: z.int() }),
    status: 201,
    refusals: ['not_found', 'wrong_state', 'same_person_proposes_and_approves'],
  }),
  recordImpairment: endpoint({
    name: 'asset.recordImpairment',
    method: 'POST',
    path: '/api/v1/impairments',
    summary: {
      zh: '登记碳资产减值测试：账面价值取自账簿，可收回金额附来源；经他人批准后生效',
      en: 'Record a test of impairment: carrying amount by the books, recoverable amount with its source; counts once another person approves it',
    },
    access: { action: 'asset.keep_accounts' },
    body: z.strictObject({
      ...{ entityId: id, classId: id, testedOn: day, recoverable: money, source: longText.min(1), reason: longText.min(1) },
      documentNo: z.string().trim().max(200).default(''),
    }),
    reply: z.object({ id, no: z.int(), carrying: figureText, amount: figureText }),
    status: 201,
    refusals: ['not_found', 'wrong_state'],
  }),
  decideImpairment: endpoint({
    name: 'asset.decideImpairment',
    method: 'POST',
    path: '/api/v1/impairments/{impairmentId}/decision',
    summary: { zh: '批准或退回减值测试（登记人以外的人）', en: 'Approve or reject a test of impairment, by another person' },
    access: { action: 'asset.approve_accounts' },
    params: z.object({ impairmentId: id }),
    body: z.strictObject({ decision: z.enum(['approved', 'rejected']), reason: longText.default('') }),
    reply: z.object({ id }),
    status: 201,
    refusals: ['not_found', 'wrong_state', 'same_person_proposes_and_approves', 'reason_required'],
  }),
  recordTransactionCost: endpoint({
    name: 'asset.recordTransactionCost',
    method: 'POST',
    path: '/api/v1/ledger/transactions/{transactionId}/costs',
    summary: {
      zh: '登记一笔交易的金额、费用与税，附凭证；再次登记形成新版本',
      en: 'Record amount, fees and tax of a transaction with evidence; recording again makes a new version',
    },
    access: { action: 'asset.keep_accounts' },
    params: z.object({ transactionId: id }),
    body: costInput,
    reply: z.object({ id, version: z.int() }),
    status: 201,
    refusals: ['not_found', 'conflict', 'reason_required', 'wrong_state'],
  }),
} as const;

export const accountCodes = accountCode.options;
