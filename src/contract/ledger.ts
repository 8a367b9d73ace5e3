import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { type LedgerAccountKind, type LedgerKindCode, ledgerAccountKindCodes, ledgerKindCodes } from './ledger-kinds.ts';
import { day, id, instant, longText, shortText, text } from './values.ts';

/** The carbon-asset ledger (C.5–C.9): units in whole tonnes or megawatt-hours, as text, because they may be more than a float holds. */

export const wholeUnits = z
  .string()
  .regex(/^-?\d{1,19}$/)
  .meta({ id: 'WholeUnits', description: 'A whole number of units (1 t or 1 MWh) as text.' });
const someUnits = z.string().regex(/^[1-9]\d{0,17}$/);
const accountKind = z.enum(ledgerAccountKindCodes as [LedgerAccountKind, ...LedgerAccountKind[]]);
const kindCode = z.enum(ledgerKindCodes as [LedgerKindCode, ...LedgerKindCode[]]);

export const unitClassOfLedger = z
  .object({
    id,
    programme: z.string(),
    vintage: z.int(),
    project: z.string(),
    unit: z.enum(['t', 'MWh']),
    serialised: z.boolean(),
    registeredOn: day.nullable(),
  })
  .meta({ id: 'LedgerClass', description: 'A programme × vintage × project: units of one class stand in for each other, of two never.' });

export const serialRun = z
  .object({ registry: z.string(), series: z.string(), first: wholeUnits, last: wholeUnits })
  .meta({ id: 'SerialRun', description: 'A run of serial numbers, first and last included.' });

export const ledgerAccount = z.object({ id, kind: accountKind, entityId: id.nullable(), name: text }).meta({ id: 'LedgerAccount' });

export const ledgerHolding = z
  .object({
    class: unitClassOfLedger,
    /** By entity: what is on each kind of its accounts; kinds without units are left out. */
    entities: z.array(
      z.object({
        entityId: id,
        standing: z.array(z.object({ accountId: id, kind: accountKind, quantity: wholeUnits })),
        own: wholeUnits,
        available: wholeUnits,
      }),
    ),
    own: wholeUnits,
    available: wholeUnits,
  })
  .meta({
    id: 'LedgerHolding',
    description: 'What is held of one class: own = all that belongs to the organization, available = registry and trading accounts.',
  });

export const ledgerLeg = z
  .object({
    seq: wholeUnits,
    kind: z.string(),
    from: ledgerAccount,
    to: ledgerAccount,
    classId: id,
    quantity: wholeUnits,
    serials: z.array(serialRun),
  })
  .meta({ id: 'LedgerLeg' });

export const ledgerTransaction = z
  .object({
    id,
    kind: z.string(),
    effectiveOn: day,
    recordedAt: instant,
    recordedByName: z.string(),
    approvedByName: z.string().nullable(),
    reason: z.string(),
    documentNo: z.string(),
    beneficiary: z.string().nullable(),
    period: z.string().nullable(),
    claim: z.string().nullable(),
    purpose: z.string().nullable(),
    expiresAt: instant.nullable(),
    reverses: id.nullable(),
    reversedBy: id.nullable(),
    resolves: id.nullable(),
    resolvedBy: id.nullable(),
    reversible: z.boolean(),
    classes: z.array(unitClassOfLedger),
    legs: z.array(ledgerLeg),
    evidence: z.array(z.object({ id, title: z.string() })),
  })
  .meta({ id: 'LedgerTransaction' });

export const statementLine = z
  .object({
    seq: wholeUnits,
    transactionId: id,
    kind: z.string(),
    effectiveOn: day,
    recordedAt: instant,
    other: ledgerAccount,
    classId: id,
    quantity: wholeUnits,
    /** What stood on the account in this class after this line, in the order of the statement. */
    after: wholeUnits,
    documentNo: z.string(),
    reason: z.string(),
  })
  .meta({ id: 'StatementLine' });

/** What a person wants to happen. Fields a kind does not need are left out. */
export const ledgerDraft = z
  .strictObject({
    kind: kindCode,
    entityId: id,
    effectiveOn: day,
    classId: id.optional(),
    /** Where units of a class come in that is not held yet. */
    newClass: z
      .strictObject({
        programme: z.string().regex(/^[A-Z][A-Z0-9-]{1,15}$/),
        vintage: z.int().min(2000).max(2100),
        project: z.string().trim().max(100).default(''),
        unit: z.enum(['t', 'MWh']).default('t'),
        registeredOn: day.nullable().default(null),
      })
      .optional(),
    quantity: someUnits,
    from: accountKind,
    to: accountKind,
    /** Another entity of the organization, where units go to one. */
    toEntityId: id.optional(),
    /** Which units; otherwise those that came first. */
    serials: z
      .array(z.strictObject({ registry: shortText, series: shortText, first: someUnits, last: someUnits }))
      .max(100)
      .default([]),
    /** Of an issue: the attested statement it rests on. */
    attestationId: id.optional(),
    /** Of a carry-over: the vintage they come back as. */
    toVintage: z.int().min(2000).max(2100).optional(),
    documentNo: z.string().trim().max(200).default(''),
    reason: longText.default(''),
    beneficiary: z.string().trim().max(200).default(''),
    period: z.string().trim().max(50).default(''),
    claim: z.string().trim().max(300).default(''),
    evidenceIds: z.array(id).max(20).default([]),
  })
  .meta({ id: 'LedgerDraft' });

const person = z.object({ id, name: z.string() });
export const ledgerInstruction = z
  .object({
    id,
    kind: kindCode,
    entityId: id,
    class: unitClassOfLedger,
    quantity: wholeUnits,
    draft: ledgerDraft,
    state: z.enum(['proposed', 'approved', 'rejected', 'withdrawn', 'expired']),
    proposedAt: instant,
    proposedBy: person,
    expiresAt: instant,
    triesLeft: z.int(),
    decidedAt: instant.nullable(),
    decidedBy: person.nullable(),
    decisionReason: z.string(),
    transactionId: id.nullable(),
  })
  .meta({ id: 'LedgerInstruction' });

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
