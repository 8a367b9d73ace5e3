import { z } from 'zod';
import { parseDecimal } from '../kernel/quantity/decimal.ts';
import { statementRows } from '../kernel/trading/group/consolidate.ts';
import { endpoint } from './endpoint.ts';
import { someUnits, unitClassOfLedger, wholeUnits } from './ledger-views.ts';
import { calculationResult } from './library.ts';
import { dataYear, day, decimalInput, figureText, id, instant, longText, text } from './values.ts';

/** The group (B.7, B.8, C.8): positions of its entities, transfers between them at a set price, the consolidated statement. */

const person = z.object({ id, name: z.string() });
const done = { doneBy: person, doneAt: instant };
const notNegative = decimalInput.refine((value) => parseDecimal(value)?.isNegative() === false, 'below 0');
const entityRef = z.object({ id, name: text });

export const groupYear = z
  .object({
    entityId: id,
    entityName: text,
    year: z.int(),
    deadline: day.nullable(),
    obligationFrom: z.enum(['verified', 'calculated', 'forecast']).nullable(),
    holdings: wholeUnits,
    expectedIssue: wholeUnits,
    creditsUsable: wholeUnits,
    outstanding: figureText,
    position: figureText,
    positionLow: figureText,
    positionHigh: figureText,
    coverRatio: figureText.nullable(),
  })
  .meta({ id: 'GroupYear', description: 'The position of one entity for one open compliance year.' });

const ruleMethod = z.enum(['fixed', 'market']);
export const transferPriceRule = z
  .object({
    id,
    version: z.int(),
    method: ruleMethod,
    value: figureText,
    validFrom: day,
    note: z.string(),
    state: z.enum(['proposed', 'in_force', 'approved', 'superseded', 'rejected']),
    ...done,
    decidedBy: z.string().nullable(),
    reason: z.string(),
  })
  .meta({ id: 'TransferPriceRule' });

export const internalTransfer = z
  .object({
    id,
    no: z.int(),
    state: z.enum(['proposed', 'accepted', 'rejected']),
    from: entityRef,
    to: entityRef,
    class: unitClassOfLedger,
    quantity: wholeUnits,
    effectiveOn: day,
    price: figureText,
    amount: figureText,
    priceFormula: z.string(),
    ruleVersion: z.int().nullable(),
    reason: z.string(),
    documentNo: z.string(),
    ...done,
    decision: z.object({ reason: z.string(), transactionId: id.nullable(), ...done }).nullable(),
  })
  .meta({ id: 'InternalTransfer' });

const cell = z.object({ quantity: wholeUnits, amount: figureText });
const column = z.record(z.enum(statementRows), cell);
const journalLine = z.object({ account: z.string(), name: text, debit: figureText, credit: figureText });

const path = (rest = '') => `/api/v1/trading/group${rest}`;
const moved = z.object({ id, state: z.string() });

export const groupEndpoints = {
  readGroup: endpoint({
    name: 'trading.readGroup',
    method: 'GET',
    path: path('/{entityId}'),
    summary: {
      zh: '集团头寸：各主体与合计、可调剂数量；内部转让与转让价格规则',
      en: 'The group: positions by entity and in sum, who could give to whom; internal transfers and their price rules',
    },
    access: { action: 'trading.read' },
    params: z.object({ entityId: id }),
    reply: z.object({
      entityName: text,
      today: day,
      /** Entities of which the reader sees nothing are left out, also of the sums. */
      partial: z.boolean(),
      years: z.array(groupYear),
      result: calculationResult.nullable(),
      suggestions: z.array(z.object({ year: z.int(), from: entityRef, to: entityRef, quantity: wholeUnits })),
      transfers: z.array(internalTransfer),
      rules: z.array(transferPriceRule),
      /** By the rule in force, of today; null where there is none. */
      price: z.object({ price: figureText, formula: z.string(), ruleVersion: z.int() }).nullable(),
      entities: z.array(entityRef),
    }),
    refusals: ['not_found'],
  }),
  readGroupStatement: endpoint({
    name: 'trading.readGroupStatement',
    method: 'GET',
    path: path('/{entityId}/statement/{year}'),
    summary: {
      zh: '合并报表：各主体、合计、抵销、合并数，数量与金额',
      en: 'Consolidated statement: entities, sum, elimination, consolidated, in quantity and money',
    },
    access: { action: 'asset.read' },
    params: z.object({ entityId: id, year: dataYear }),
    reply: z.object({
      entityName: text,
      year: z.int(),
      partial: z.boolean(),
      entities: z.array(z.object({ entity: entityRef, column })),
      sum: column,
      elimination: column,
      consolidated: column,
      transfers: z.array(
        z.object({
          transactionId: id,
          from: entityRef,
          to: entityRef,
          day,
          quantity: wholeUnits,
          amount: figureText,
          carrying: figureText,
          giver: z.array(journalLine),
          taker: z.array(journalLine),
        }),
      ),
      eliminationEntry: z.array(journalLine),
      result: calculationResult,
    }),
    refusals: ['not_found'],
  }),
  proposeTransferPrice: endpoint({
    name: 'trading.proposeTransferPrice',
    method: 'POST',
    path: '/api/v1/trading/transfer-prices',
    summary: { zh: '提出内部转让价格规则的新版本', en: 'Propose a version of the transfer-price rule' },
    access: { action: 'trading.set_transfer_price' },
    body: z.strictObject({
      method: ruleMethod,
      value: notNegative,
      validFrom: day,
      note: longText.default(''),
      seenVersion: z.int().min(0),
    }),
    reply: moved,
    status: 201,
    refusals: ['conflict'],
  }),
  decideTransferPrice: endpoint({
    name: 'trading.decideTransferPrice',
    method: 'POST',
    path: '/api/v1/trading/transfer-prices/{ruleId}/decision',
    summary: { zh: '由他人批准或否决转让价格规则', en: 'Approve or reject a transfer-price rule, by another person' },
    access: { action: 'trading.approve_transfer_price' },
    params: z.object({ ruleId: id }),
    body: z.strictObject({ decision: z.enum(['approve', 'reject']), reason: longText.default('') }),
    reply: moved,
    refusals: ['not_found', 'wrong_state', 'reason_required', 'same_person_proposes_and_approves'],
  }),
  proposeTransfer: endpoint({
    name: 'trading.proposeTransfer',
    method: 'POST',
    path: '/api/v1/trading/transfers',
    summary: {
      zh: '为转出主体提出内部转让：价格按规则，或另填并说明理由',
      en: 'Propose a transfer for the entity that gives: at the price of the rule, or at another with the reason',
    },
    access: { action: 'trading.propose_transfer' },
    body: z.strictObject({
      fromEntityId: id,
      toEntityId: id,
      classId: id,
      quantity: someUnits,
      effectiveOn: day,
      price: notNegative.nullable().default(null),
      reason: longText.default(''),
      documentNo: z.string().trim().max(200).default(''),
    }),
    reply: moved.extend({ no: z.int() }),
    status: 201,
    refusals: ['not_found', 'reason_required', 'conflict'],
  }),
  decideTransfer: endpoint({
    name: 'trading.decideTransfer',
    method: 'POST',
    path: '/api/v1/trading/transfers/{transferId}/decision',
    summary: {
      zh: '为转入主体接受或拒绝，由提出人以外的人进行；接受即在台账划转',
      en: 'Accept or reject for the entity that takes, by another person; accepted units move in the ledger',
    },
    access: { action: 'trading.accept_transfer' },
    params: z.object({ transferId: id }),
    body: z.strictObject({ decision: z.enum(['accept', 'reject']), reason: longText.default('') }),
    reply: moved,
    refusals: ['not_found', 'wrong_state', 'reason_required', 'same_person_proposes_and_approves', 'units_insufficient', 'conflict'],
  }),
} as const;
