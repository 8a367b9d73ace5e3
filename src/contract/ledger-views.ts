import { z } from 'zod';
import { ledgerAccountKindCodes, ledgerKindCodes } from './ledger-kinds.ts';
import { day, id, instant, longText, shortText, text } from './values.ts';

/** The carbon-asset ledger (C.5–C.9): units in whole tonnes or megawatt-hours, as text, because they may be more than a float holds. */

export const wholeUnits = z
  .string()
  .regex(/^-?\d{1,19}$/)
  .meta({ id: 'WholeUnits', description: 'A whole number of units (1 t or 1 MWh) as text.' });
export const someUnits = z.string().regex(/^[1-9]\d{0,17}$/);
export const accountKind = z.enum(ledgerAccountKindCodes);
const kindCode = z.enum(ledgerKindCodes);

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
