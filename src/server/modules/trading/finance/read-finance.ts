import type { z } from 'zod';
import { type financeContract, type financeDetail, financeEndpoints } from '../../../../contract/finance.ts';
import { present } from '../../../../kernel/assert.ts';
import { parseDay } from '../../../../kernel/calendar/day.ts';
import { monthsAfter } from '../../../../kernel/calendar/month.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import type { Evaluation } from '../../../../kernel/method/evaluation.ts';
import { decimal, print } from '../../../../kernel/quantity/decimal.ts';
import { evaluateForward, evaluatePledge } from '../../../../kernel/trading/evaluate-contracts.ts';
import { evaluateContract } from '../../../../kernel/trading/finance/evaluate-contract.ts';
import { changeable } from '../../../work/changeable.ts';
import { query, type Work } from '../../../work/command.ts';
import * as asset from '../../asset/index.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { allowancePrice } from '../desk/read-desk.ts';
import { mandateInForce } from '../mandate/mandate-in-force.ts';
import { calendarDay } from './conflict-facts.ts';
import { conflictsNow, contractOf } from './decide-contract.ts';
import { scheduleOf } from './schedule.ts';
import { stateOf } from './state.ts';
import { type Contract, contractsOf } from './store.ts';
import { termsOf } from './terms-of.ts';

type Summary = z.input<typeof financeContract>;
type Detail = z.input<typeof financeDetail>;
type Marks = z.input<(typeof financeEndpoints)['listFinance']['reply']>['calendar'];

const figureOf = (result: Evaluation, symbol: string): string | null => {
  const found = result.outputs.find((one) => one.symbol === symbol);
  const value = found?.rounded ?? found?.value ?? null;
  return value === null ? null : `${value}`;
};

async function summaryOf(
  work: Work,
  contract: Contract,
  result: Evaluation,
  classes: ReadonlyMap<number, asset.TradedClass>,
): Promise<Summary> {
  const entity = await organization.findEntity(work, contract.entity_id);
  return {
    ...{ id: contract.id, no: contract.no, kind: contract.kind, side: contract.side, state: stateOf(contract) },
    ...{ entityId: contract.entity_id, entityName: { zh: entity.name, en: entity.nameEn }, counterparty: contract.counterparty },
    class: present(classes.get(contract.class_no), 'the class of a contract').view,
    receivedClass: contract.received_class_no === null ? null : present(classes.get(contract.received_class_no), 'a class').view,
    ...{ quantity: contract.quantity, startsOn: contract.starts_on, endsOn: contract.ends_on },
    ...{ documentNo: contract.document_no, purpose: contract.purpose, netResult: figureOf(result, 'net_result') ?? '0' },
    ...{ simpleRate: figureOf(result, 'simple_rate'), effectiveRate: figureOf(result, 'effective_rate') },
    accepted: contract.decision?.decision === 'approved' ? contract.decision.conflicts.length : null,
    ...{ draftedBy: { id: contract.drafted_by, name: contract.drafted_by_name }, draftedAt: contract.drafted_at },
  };
}

/** Deadlines and blackouts of the next twelve months. */
async function calendarOf(work: Work, shelf: Shelf, today: string): Promise<Marks> {
  const from = present(parseDay(`${today.slice(0, 7)}-01`), 'a day');
  const to = monthsAfter(from, 12);
  const marks: Marks['marks'] = [];
  for (let year = Number(today.slice(0, 4)) - 3; year <= Number(today.slice(0, 4)) + 1; year += 1)
    for (const [kind, rule] of [
      ['surrender_deadline', 'surrender_deadline'],
      ['carry_over_deadline', 'carry_over_apply_by'],
    ] as const) {
      const day = calendarDay(shelf, rule, year);
      if (day !== null && from <= day && day < to) marks.push({ kind, from: day, to: day, year, text: '' });
    }
  const mandate = await mandateInForce(work, today);
  for (const one of mandate?.blackouts ?? [])
    if (one.to >= from && one.from < to) marks.push({ kind: 'blackout', from: one.from, to: one.to, year: null, text: one.reason });
  return { from, to, marks };
}

/** Contracts in the actor's reach, latest first, with the calendar of the next twelve months (B.8, B.9). */
export function listFinance(shelf: Shelf) {
  return query({
    name: 'trading.list-finance',
    action: 'trading.read',
    input: financeEndpoints.listFinance.query,
    run: async (work, { entityId }) => {
      const below =
        entityId === undefined
          ? undefined
          : (await organization.entitiesBelow(work, (await organization.findEntity(work, entityId)).id)).map((one) => one.id);
      const reach = await work.reach('trading.read');
      const classes = await asset.tradedClasses(work);
      const contracts = await contractsOf(work.tx, work.actor.organizationId, below === undefined ? {} : { entityIds: below });
      const items: Summary[] = [];
      for (const one of contracts)
        if (reach === null || reach.has(one.entity_id)) items.push(await summaryOf(work, one, evaluateContract(termsOf(one)), classes));
      const today = todayOf(work.now);
      const mandate = await mandateInForce(work, today);
      return { items, calendar: await calendarOf(work, shelf, today), counterparties: mandate && [...mandate.counterparties] };
    },
  });
}

const doneOf = (row: { done_at: string; done_by: string; done_by_name: string }) => ({
  ...{ doneAt: row.done_at, doneBy: { id: row.done_by, name: row.done_by_name } },
});

/** A pledge or a forward at today's price. */
function markOf(contract: Contract, price: string): Evaluation | null {
  const { quantity, loan, initialShare, lineShare, price: agreed, side } = termsOf(contract);
  const units = decimal(`${quantity}`);
  if (contract.kind === 'pledge' && !initialShare.isZero())
    return evaluatePledge({ quantity: units, price: decimal(price), loan, initial: initialShare, line: lineShare, away: null });
  if (contract.kind !== 'forward') return null;
  return evaluateForward({ quantity: units, agreed, mark: decimal(price), side: side === 'take' ? 'long' : 'short', discount: null });
}

const told = (result: Evaluation) => changeable({ calculation: result.method.id, ...result });

/** One contract with every payment and its formula, what stands against it, who decided, and what happened to its units. */
export function readFinance(shelf: Shelf) {
  return query({
    name: 'trading.read-finance',
    action: 'trading.read',
    input: financeEndpoints.readFinance.params,
    run: async (work, { contractId }): Promise<Detail> => {
      const contract = await contractOf(work, contractId);
      await work.permit('trading.read', contract.entity_id);
      const result = evaluateContract(termsOf(contract));
      const { decision, steps } = contract;
      const classes = await asset.tradedClasses(work);
      const isAllowance = classes.get(contract.class_no)?.view.programme === 'CEA';
      const price =
        isAllowance && ['approved', 'running'].includes(stateOf(contract)) ? await allowancePrice(work, shelf, todayOf(work.now)) : null;
      const mark = price === null ? null : markOf(contract, price.price);
      return {
        ...(await summaryOf(work, contract, result, classes)),
        ...{ terms: contract.terms, result: told(result), mark: mark && told(mark) },
        markPrice: mark && price && { price: print(decimal(price.price)), day: price.day, source: price.source },
        conflicts: decision === null ? await conflictsNow(work, shelf, contract) : decision.conflicts,
        decision: decision && { decision: decision.decision, reason: decision.reason, ...doneOf(decision) },
        steps: steps.map((one) => ({
          ...{ step: one.step, doneOn: one.done_on, documentNo: one.document_no, reason: one.reason, conflicts: one.conflicts },
          transactionIds: [one.transaction_id, one.second_transaction_id].flatMap((transaction) => transaction ?? []),
          ...doneOf(one),
        })),
        schedule: scheduleOf(contract, todayOf(work.now)).map(({ flow, standing, payments }) => ({
          ...{ flowNo: flow.no, state: standing.state, lateDays: standing.lateDays },
          ...{ moved: print(standing.moved), difference: print(standing.difference) },
          payments: payments.map((one) => ({
            ...{ id: one.id, paidOn: one.paid_on, amount: print(decimal(one.amount)), documentNo: one.document_no, reason: one.reason },
            ...doneOf(one),
          })),
        })),
      };
    },
  });
}
