import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import {
  ledgerAccount,
  ledgerDraft,
  ledgerHolding,
  ledgerInstruction,
  ledgerTransaction,
  someUnits,
  statementLine,
  unitClassOfLedger,
  wholeUnits,
} from './ledger-views.ts';
import { day, id, instant, longText, month, shortText, text } from './values.ts';

const energyUse = z.enum(['gec', 'ccer', 'green_contract', 'own_claim']);
const asOf = { effectiveOn: day.optional(), knownAt: instant.optional() };

export const ledgerEndpoints = {
  readHoldings: endpoint({
    name: 'asset.readHoldings',
    method: 'GET',
    path: '/api/v1/ledger/holdings',
    summary: {
      zh: '持仓：按单位类别与账户，某日、按某时所知',
      en: 'Holdings by class and account, as of a day, as known at an instant',
    },
    access: { action: 'asset.read' },
    query: z.object({ entityId: id.optional(), ...asOf }),
    reply: z.object({
      effectiveOn: day,
      knownAt: instant.nullable(),
      holdings: z.array(ledgerHolding),
      /** By programme and unit, over vintages and projects: how much of it, not what may stand in for what. */
      totals: z.array(z.object({ programme: z.string(), unit: z.enum(['t', 'MWh']), own: wholeUnits, available: wholeUnits })),
      accounts: z.array(ledgerAccount),
      /** Place of the last transfer that counts in it. */
      seq: wholeUnits,
    }),
    refusals: ['not_found'],
  }),
  readStatement: endpoint({
    name: 'asset.readStatement',
    method: 'GET',
    path: '/api/v1/ledger/accounts/{accountId}/statement',
    summary: {
      zh: '账户对账单：期初、逐笔、期末，按生效日，按某时所知',
      en: 'Statement of an account: opening, lines, closing, by effective day, as known at an instant',
    },
    access: { action: 'asset.read' },
    params: z.object({ accountId: id }),
    query: z.object({
      classId: id.optional(),
      from: day.optional(),
      to: day.optional(),
      knownAt: instant.optional(),
      /** `2025-01-20/17`: after this line. */
      after: z
        .string()
        .regex(/^\d{4}-\d\d-\d\d\/\d{1,19}$/)
        .optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    reply: z.object({
      account: ledgerAccount,
      classes: z.array(unitClassOfLedger),
      opening: z.array(z.object({ classId: id, quantity: wholeUnits })),
      closing: z.array(z.object({ classId: id, quantity: wholeUnits })),
      lines: z.array(statementLine),
      next: z.string().nullable(),
    }),
    refusals: ['not_found'],
  }),
  readTransaction: endpoint({
    name: 'asset.readTransaction',
    method: 'GET',
    path: '/api/v1/ledger/transactions/{transactionId}',
    summary: { zh: '一笔交易：分录、序列号、证据', en: 'A transaction: legs, serial numbers, evidence' },
    access: { action: 'asset.read' },
    params: z.object({ transactionId: id }),
    reply: ledgerTransaction,
    refusals: ['not_found'],
  }),
  listTransactions: endpoint({
    name: 'asset.listTransactions',
    method: 'GET',
    path: '/api/v1/ledger/transactions',
    summary: { zh: '登记簿：全部交易，新的在前', en: 'The book: every transaction, latest first' },
    access: { action: 'asset.read' },
    query: z.object({
      kind: z.string().max(30).optional(),
      classId: id.optional(),
      entityId: id.optional(),
      from: day.optional(),
      to: day.optional(),
      before: wholeUnits.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    reply: z.object({ items: z.array(ledgerTransaction), next: wholeUnits.nullable() }),
  }),
  instruct: endpoint({
    name: 'asset.instruct',
    method: 'POST',
    path: '/api/v1/ledger/instructions',
    summary: {
      zh: '登记一笔变动；清缴、注销、质押等须他人以一次性验证码批准',
      en: 'Enter a movement; surrender, retirement, pledge and the like wait for another person with a one-time code',
    },
    access: { action: 'asset.keep_ledger' },
    body: ledgerDraft,
    reply: z.object({
      /** Where it waits for approval. */
      instructionId: id.nullable(),
      /** Shown once, to the proposer, who tells it to the approver. */
      code: z.string().nullable(),
      transactionId: id.nullable(),
    }),
    status: 201,
    refusals: [
      'not_found',
      'units_insufficient',
      'units_not_there',
      'units_known_already',
      'move_not_allowed',
      'above_attested',
      'conflict',
      'reason_required',
    ],
  }),
  listInstructions: endpoint({
    name: 'asset.listInstructions',
    method: 'GET',
    path: '/api/v1/ledger/instructions',
    summary: { zh: '待批准与已决定的指令', en: 'Instructions that wait, and those decided' },
    access: { action: 'asset.read' },
    reply: z.object({ items: z.array(ledgerInstruction) }),
  }),
  readToDo: endpoint({
    name: 'asset.readToDo',
    method: 'GET',
    path: '/api/v1/ledger/to-do',
    summary: { zh: '碳资产待办：等待本人批准的指令', en: 'What waits for this very person: instructions to approve' },
    access: { action: 'asset.read' },
    reply: z.object({ next: z.array(z.object({ key: z.string(), title: text, count: z.int(), path: z.string() })) }),
  }),
  decideInstruction: endpoint({
    name: 'asset.decideInstruction',
    method: 'POST',
    path: '/api/v1/ledger/instructions/{instructionId}/decision',
    summary: {
      zh: '批准（凭一次性验证码）、否决，或由提出人撤回',
      en: 'Approve with the one-time code, reject, or, by the proposer, withdraw',
    },
    access: { action: 'asset.read' },
    params: z.object({ instructionId: id }),
    body: z.strictObject({
      decision: z.enum(['approve', 'reject', 'withdraw']),
      code: z.string().max(12).default(''),
      reason: longText.default(''),
    }),
    // A wrong code is an answer, not a refusal: the try is counted, which a refusal would undo.
    reply: z.object({
      state: z.enum(['proposed', 'approved', 'rejected', 'withdrawn', 'expired']),
      transactionId: id.nullable(),
      triesLeft: z.int(),
    }),
    limit: 'guessing',
    refusals: [
      'not_found',
      'wrong_state',
      'same_person_proposes_and_approves',
      'reason_required',
      'units_insufficient',
      'move_not_allowed',
      'conflict',
    ],
  }),
  reverseTransaction: endpoint({
    name: 'asset.reverseTransaction',
    method: 'POST',
    path: '/api/v1/ledger/transactions/{transactionId}/reversal',
    summary: { zh: '冲正：以新的分录反向登记，原分录不变', en: 'Reverse by new entries; the first ones stay' },
    access: { action: 'asset.keep_ledger' },
    params: z.object({ transactionId: id }),
    body: z.strictObject({ effectiveOn: day, reason: longText.min(1) }),
    reply: z.object({ transactionId: id }),
    status: 201,
    refusals: [
      'not_found',
      'final_cannot_be_reversed',
      'units_insufficient',
      'units_not_there',
      'move_not_allowed',
      'already_exists',
      'conflict',
    ],
  }),
  attest: endpoint({
    name: 'asset.attest',
    method: 'POST',
    path: '/api/v1/ledger/attestations',
    summary: {
      zh: '登记核定文件：发放不得超过其数量',
      en: 'Record an attested statement; no more is issued than it says',
    },
    access: { action: 'asset.keep_ledger' },
    body: z.strictObject({
      entityId: id,
      programme: z.string().regex(/^[A-Z][A-Z0-9-]{1,15}$/),
      vintage: z.int().min(2000).max(2100),
      project: z.string().trim().max(100).default(''),
      unit: z.enum(['t', 'MWh']).default('t'),
      quantity: someUnits,
      documentNo: shortText,
      attestedOn: day,
      evidenceIds: z.array(id).max(20).default([]),
    }),
    reply: z.object({ id }),
    status: 201,
    refusals: ['not_found'],
  }),
  claimEnergy: endpoint({
    name: 'asset.claimEnergy',
    method: 'POST',
    path: '/api/v1/energy-claims',
    summary: {
      zh: '登记电量的用途：每兆瓦时只支持一项主张（绿证、CCER、绿电合同、自用）',
      en: 'Record what megawatt-hours back: each backs one claim only (certificate, credit, contract, own use)',
    },
    access: { action: 'asset.keep_ledger' },
    body: z.strictObject({
      station: shortText,
      month,
      /** Which of the month's megawatt-hours, counted from 1; first and last included. */
      first: someUnits,
      last: someUnits,
      use: energyUse,
      reference: shortText,
    }),
    reply: z.object({ id }),
    status: 201,
    refusals: ['energy_claimed_already'],
  }),
  listEnergyClaims: endpoint({
    name: 'asset.listEnergyClaims',
    method: 'GET',
    path: '/api/v1/energy-claims',
    summary: { zh: '电量用途登记', en: 'What megawatt-hours back' },
    access: { action: 'asset.read' },
    reply: z.object({
      items: z.array(
        z.object({
          ...{ id, station: z.string(), month, first: wholeUnits, last: wholeUnits, use: energyUse, reference: z.string() },
          ...{ recordedAt: instant, recordedByName: z.string() },
        }),
      ),
    }),
  }),
  listAttestations: endpoint({
    name: 'asset.listAttestations',
    method: 'GET',
    path: '/api/v1/ledger/attestations',
    summary: { zh: '核定文件及其已发放数量', en: 'Attested statements and what was issued of them' },
    access: { action: 'asset.read' },
    reply: z.object({
      items: z.array(
        z.object({
          id,
          entityId: id,
          class: unitClassOfLedger,
          quantity: wholeUnits,
          issued: wholeUnits,
          documentNo: z.string(),
          attestedOn: day,
          recordedByName: z.string(),
        }),
      ),
    }),
  }),
} as const;
