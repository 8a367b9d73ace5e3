import { present } from '../../../../kernel/assert.ts';
import { creditLimit } from '../../../../kernel/asset/composition.ts';
import { type Day, parseDay } from '../../../../kernel/calendar/day.ts';
import { openSheet } from '../../../../kernel/emission/uncertainty/sheet.ts';
import { openRules } from '../../../../kernel/market/open-rules.ts';
import { entryOn } from '../../../../kernel/market/rule-book.ts';
import { Decimal, zero } from '../../../../kernel/quantity/decimal.ts';
import { most, unitsAbove } from '../../../../kernel/quantity/whole.ts';
import {
  awayOn,
  type ConflictFacts,
  type ContractConflict,
  type ContractObligation,
  contractConflicts,
} from '../../../../kernel/trading/finance/conflicts.ts';
import type { ContractTerms } from '../../../../kernel/trading/finance/terms.ts';
import type { Work } from '../../../work/command.ts';
import * as asset from '../../asset/index.ts';
import type { Shelf } from '../../library/index.ts';
import { evaluateOpen, type OpenYear, openYears, outstandingOf, tonnesOf } from '../desk/positions.ts';
import { mandateInForce, stopInForce } from '../mandate/mandate-in-force.ts';
import { worthOf } from '../orders/limit-use.ts';
import { ordersOf } from '../orders/store.ts';
import { marketOf } from '../orders/ticket-checks.ts';
import { contractExposure, exposureOf } from './exposure.ts';
import { movesAhead } from './state.ts';
import { type Contract, contractsOf } from './store.ts';
import type { StoredConflict } from './tables.ts';

/** What is to be checked: a draft, or a contract at its approval. */
export interface ToCheck {
  /** The contract itself, which must not stand against itself; null before it is drafted. */
  readonly contractId: string | null;
  readonly entityId: string;
  readonly counterparty: string;
  readonly terms: ContractTerms;
  readonly given: UnitName;
  readonly received: UnitName | null;
  readonly drafterId: string;
}

export interface UnitName {
  readonly programme: string;
  readonly vintage: number;
  readonly registeredOn: string | null;
}

const calendar = 'cn-ets/compliance-calendar';

/** A day of the compliance calendar, by rule and year. */
export function calendarDay(shelf: Shelf, rule: string, year: number): Day | null {
  const entry = entryOn(shelf.ruleBook(calendar)?.rules.get(rule), String(year));
  return typeof entry?.value === 'string' ? parseDay(entry.value) : null;
}

const dayOf = (text: string): Day => present(parseDay(text), 'a day');

/** The earliest open year a unit may be used for: there it counts, as on the desk. */
function yearFor(shelf: Shelf, years: readonly OpenYear[], unit: UnitName): number | null {
  const found = years.find(({ facts }) => asset.objectionToClass(shelf, unit, facts.year, facts.deadline ?? '9999-12-31') === null);
  return found?.facts.year ?? null;
}

/** Units of other contracts that still leave before a deadline (negative) or are back by then. */
function ahead(
  contracts: readonly Contract[],
  units: ReadonlyMap<number, UnitName>,
  deadline: Day,
  counts: (unit: UnitName) => boolean,
): bigint {
  let sum = 0n;
  for (const contract of contracts)
    for (const move of movesAhead(contract)) {
      const no = move.of === 'given' ? contract.class_no : (contract.received_class_no ?? contract.class_no);
      const unit = units.get(no);
      if (unit === undefined || !counts(unit)) continue;
      if (move.direction === 'out' && move.day <= deadline) sum -= move.quantity;
      if (move.direction === 'in' && move.day < deadline) sum += move.quantity;
    }
  return sum;
}

async function obligationsOf(work: Work, shelf: Shelf, of: ToCheck, others: readonly Contract[]): Promise<ContractObligation[]> {
  const { years } = await openYears(work, shelf, of.entityId);
  const evaluation = evaluateOpen(shelf, years);
  const units = new Map([...(await asset.tradedClasses(work))].map(([no, { view }]) => [no, view]));
  const mine = others.filter((one) => one.entity_id === of.entityId);
  const figure = (symbol: string, year: number) =>
    evaluation?.outputs.find((one) => one.symbol === symbol && one.at.year === String(year))?.value ?? '0';
  return years.flatMap((one): ContractObligation[] => {
    const { year, deadline } = one.facts;
    if (deadline === null) return [];
    const counts = (unit: UnitName) => yearFor(shelf, years, unit) === year;
    const usableCredits = BigInt(new Decimal(figure('credits_usable', year)).toFixed(0));
    const { credits } = tonnesOf(one);
    const isCredit = of.given.programme === 'CCER';
    const limit = isCredit ? most(0n, credits - usableCredits) : 0n;
    const cover = BigInt(new Decimal(figure('cover', year)).toFixed(0));
    return [
      {
        ...{ year, deadline: dayOf(deadline), outstanding: unitsAbove(outstandingOf(one.facts)) },
        outstandingHigh: unitsAbove(outstandingOf(one.facts, 'p90')),
        // Credits above their limit cover nothing: taking them away takes nothing.
        available: cover + limit + ahead(mine, units, dayOf(deadline), counts),
        usable: counts(of.given),
        receivedUsable: of.received !== null && counts(of.received),
        creditsLeft: of.received?.programme === 'CCER' ? creditsLeft(shelf, year, one.outstanding, credits) : null,
      },
    ];
  });
}

/** How many credits may still be surrendered for a year, those held already taken off. */
function creditsLeft(shelf: Shelf, year: number, outstanding: Decimal, credits: bigint): bigint | null {
  const book = shelf.ruleBook('cn-ets/compliance-rules');
  if (!book) return null;
  const share = openRules(openSheet(), book, String(year)).number('credit_share');
  return most(0n, creditLimit(unitsAbove(outstanding), share) - credits);
}

async function mandateFacts(
  work: Work,
  of: ToCheck,
  others: readonly Contract[],
): Promise<Pick<ConflictFacts, 'mandate' | 'blackouts' | 'stopped'>> {
  const mandate = await mandateInForce(work, of.terms.from);
  const limit = mandate?.limits.find((one) => one.kind === 'counterparty' && one.of === of.counterparty)?.limit ?? null;
  // Orders and contracts share a partner's limit.
  const orders = mandate && limit ? await ordersOf(work.tx, work.actor.organizationId, { since: mandate.validFrom }) : [];
  const ordered = orders.filter((one) => one.counterparty === of.counterparty).reduce((sum, one) => sum.plus(worthOf(one)), zero);
  const used = contractExposure(others, of.counterparty).plus(ordered);
  return {
    mandate: mandate && { counterparties: mandate.counterparties, limit, used },
    blackouts: (mandate?.blackouts ?? []).filter((one) => one.person === null || one.person === of.drafterId),
    stopped: (await stopInForce(work)) !== null,
  };
}

/** Compliance years whose usual deadline, the last day of the next year, lies in the term and is not published. */
function unknownDeadlines(shelf: Shelf, { from, to, ...rest }: ContractTerms): ConflictFacts['unknownDeadlines'] {
  const found = [];
  for (let year = Number(from.slice(0, 4)) - 1; year < Number(to.slice(0, 4)); year += 1) {
    const usual = dayOf(`${year + 1}-12-31`);
    if (calendarDay(shelf, 'surrender_deadline', year) === null && awayOn({ from, to, ...rest }, usual) > 0n) found.push({ year, usual });
  }
  return found;
}

/** The last day to apply for the carry-over, where units of this class are of no use after without it. */
function carryOverBy(shelf: Shelf, { from, to }: ContractTerms, unit: UnitName): Day | null {
  if (unit.programme !== 'CEA') return null;
  for (let year = Number(from.slice(0, 4)) - 1; year < Number(to.slice(0, 4)) + 1; year += 1) {
    const last = calendarDay(shelf, 'carry_over_apply_by', year);
    if (last !== null && last <= to && unit.vintage < year && asset.objectionToClass(shelf, unit, year, last) !== null) return last;
  }
  return null;
}

/** Everything that stands against a contract, with the facts of now. */
export async function conflictsOf(work: Work, shelf: Shelf, of: ToCheck): Promise<ContractConflict[]> {
  const others = (await contractsOf(work.tx, work.actor.organizationId)).filter((one) => one.id !== of.contractId);
  return contractConflicts({
    ...{ terms: of.terms, unit: `${of.given.programme} ${of.given.vintage}`, counterparty: of.counterparty },
    obligations: await obligationsOf(work, shelf, of, others),
    ...(await mandateFacts(work, of, others)),
    ...{ carryOverBy: carryOverBy(shelf, of.terms, of.given), unknownDeadlines: unknownDeadlines(shelf, of.terms) },
    ...{ holidays: marketOf(shelf, of.given.programme).holidays, exposure: exposureOf(of.terms) },
  });
}

/** A conflict as it is kept and sent. */
export const conflictView = (one: ContractConflict): StoredConflict => ({
  ...one,
  quantity: one.quantity === null ? null : `${one.quantity}`,
  text: { ...one.text },
  cure: { ...one.cure },
});
