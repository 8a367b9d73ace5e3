import { objectionTo } from '../../../../kernel/asset/usability.ts';
import { parseDay } from '../../../../kernel/calendar/day.ts';
import { openSheet } from '../../../../kernel/emission/uncertainty/sheet.ts';
import { openRules } from '../../../../kernel/market/open-rules.ts';
import type { RuleBook } from '../../../../kernel/market/rule-book.ts';
import { type Decimal, decimal } from '../../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import { type AllocationFacts, evaluateAllocation, loadAllocation, withData } from '../allocation-year.ts';
import { output } from '../gap-months.ts';
import { visibleAccounts } from '../ledger/read-holdings.ts';
import { type Account, classesOf, type UnitClass } from '../ledger/store.ts';
import { standingsNow } from '../ledger/store-reads.ts';
import { planOf } from '../read-allocation.ts';
import { allowanceProgramme, isForCompliance, type OnAccount, offeredOf } from './offered.ts';
import { type Movement, movementsOf } from './store.ts';

/** What an entity owes for a year: the capped obligation of its allocation plan (应清缴量). */
export interface Obligation {
  readonly exact: Decimal;
  readonly from: 'verified' | 'calculated';
  readonly draft: boolean;
}

export async function obligationOf(
  work: Work,
  shelf: Shelf,
  entityId: string,
  year: number,
): Promise<{ facts: AllocationFacts; obligation: Obligation | null }> {
  const facts = await loadAllocation(work, shelf, entityId, year);
  const known = withData(facts);
  // Lines of steel, cement and aluminium get their allowances by another plan and owe like everybody.
  const others = facts.others.flatMap((one) => (one.emission === null ? [] : [decimal(one.emission)]));
  const owed = others.length === 0 ? null : others.reduce((sum, one) => sum.plus(one));
  const from = facts.emissionFrom;
  if (known.units.length === 0) return { facts, obligation: owed && { exact: owed, from, draft: false } };
  const allocation = await evaluateAllocation(shelf, known, year);
  const power = output(allocation, 'obligation');
  const exact = power && owed ? power.plus(owed) : (power ?? owed);
  return { facts, obligation: exact && { exact, from, draft: planOf(allocation) === 'draft' } };
}

export function complianceRules(shelf: Shelf): RuleBook {
  const book = shelf.ruleBook('cn-ets/compliance-rules');
  if (!book) throw new Error('data/markets/cn-ets/compliance-rules.yaml is missing or wrong');
  return book;
}

/** Everything of an entity's ledger that a compliance year looks at. */
export interface ComplianceLedger {
  readonly classes: ReadonlyMap<number, UnitClass>;
  readonly accounts: ReadonlyMap<number, Account>;
  readonly standing: readonly OnAccount[];
  readonly movements: readonly Movement[];
}

export async function complianceLedger(work: Work, entityId: string): Promise<ComplianceLedger> {
  const { organizationId } = work.actor;
  const accounts = new Map((await visibleAccounts(work, entityId)).flatMap((one) => (one.entity_id === null ? [] : [[one.no, one]])));
  const classes = new Map((await classesOf(work.tx, organizationId)).map((one) => [one.no, one]));
  const standing = (await standingsNow(work.tx, organizationId)).flatMap(({ accountNo, classNo, quantity }) => {
    const [account, held] = [accounts.get(accountNo), classes.get(classNo)];
    return account && held && isForCompliance(held) ? [{ account, held, quantity: BigInt(quantity) }] : [];
  });
  return { classes, accounts, standing, movements: await movementsOf(work.tx, organizationId, [...accounts.keys()]) };
}

/** What was surrendered for a year, allowances and credits. */
export function surrenderedFor(
  { movements, classes }: ComplianceLedger,
  year: number,
): { lines: Movement[]; allowances: bigint; credits: bigint } {
  const lines = movements.filter((one) => one.kind === 'surrender' && one.period === String(year));
  const of = (isAllowance: boolean) =>
    lines
      .filter((one) => (classes.get(one.classNo)?.programme === allowanceProgramme) === isAllowance)
      .reduce((sum, one) => sum + BigInt(one.quantity), 0n);
  return { lines, allowances: of(true), credits: of(false) };
}

/** Why a class may not be surrendered for a year on a day; null when it may. */
export function objectionOf(shelf: Shelf, held: UnitClass, year: number, day: string): ReturnType<typeof objectionTo> {
  const rules = openRules(openSheet(), complianceRules(shelf), String(year));
  const deadline = deadlineOf(shelf, year);
  return objectionTo(offeredOf(held, 1n), { year: String(year), day: parseDay(day), arrears: deadline !== null && day > deadline }, rules);
}

export function deadlineOf(shelf: Shelf, year: number): string | null {
  const rule = shelf.ruleBook('cn-ets/compliance-calendar')?.rules.get('surrender_deadline');
  const entry = rule?.entries.find((one) => one.from <= String(year) && (one.to === null || String(year) <= one.to));
  return typeof entry?.value === 'string' ? entry.value : null;
}

/** The credit share of a year. */
export function creditShareOf(shelf: Shelf, year: number): Decimal {
  return openRules(openSheet(), complianceRules(shelf), String(year)).number('credit_share');
}

/**
 * R-07, before a surrender is proposed: the class may be used for the year, and with it no more credits than their share of the amount to surrender.
 * @throws Refusal `not_usable_for_year`, `credits_above_limit`.
 */
export async function checkSurrender(
  work: Work,
  shelf: Shelf,
  surrender: {
    readonly entityId: string;
    readonly year: number;
    readonly day: string;
    readonly held: UnitClass;
    readonly quantity: bigint;
  },
): Promise<void> {
  const { held, year } = surrender;
  const name = `${held.programme} ${held.vintage}${held.project === '' ? '' : ` ${held.project}`}`;
  if (!isForCompliance(held)) throw new Refusal('not_usable_for_year', { values: { held: name, year: String(year) } });
  const objection = objectionOf(shelf, held, year, surrender.day);
  if (objection !== null)
    throw new Refusal('not_usable_for_year', {
      values: { held: name, year: String(year) },
      detail: {
        zh: `${objection.text.zh}。请换用符合规定的单位。`,
        en: `${objection.text.en}. Offer units that may be used.`,
      },
    });
  if (held.programme === allowanceProgramme) return;
  const { obligation } = await obligationOf(work, shelf, surrender.entityId, year);
  const limit = obligation === null ? 0n : BigInt(obligation.exact.ceil().times(creditShareOf(shelf, year)).floor().toFixed());
  const ledger = await complianceLedger(work, surrender.entityId);
  const waiting = ledger.standing
    .filter((one) => one.account.kind === 'reserved' && one.held.programme !== allowanceProgramme)
    .reduce((sum, one) => sum + one.quantity, 0n);
  const used = surrenderedFor(ledger, year).credits + waiting;
  if (used + surrender.quantity > limit)
    throw new Refusal('credits_above_limit', {
      values: { limit: `${limit}`, used: `${used}`, wanted: `${surrender.quantity}`, year: String(year) },
    });
}
