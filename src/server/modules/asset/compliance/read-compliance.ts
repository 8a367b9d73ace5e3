import type { z } from 'zod';
import { complianceEndpoints, type complianceYear } from '../../../../contract/compliance.ts';
import { creditLimit } from '../../../../kernel/asset/composition.ts';
import { evaluatePenalty } from '../../../../kernel/asset/evaluate-penalty.ts';
import { evaluateSurrenderCheck } from '../../../../kernel/asset/evaluate-surrender-check.ts';
import { obligationUnits } from '../../../../kernel/asset/obligation.ts';
import type { Offered } from '../../../../kernel/asset/usability.ts';
import { type Day, daysBetween, parseDay } from '../../../../kernel/calendar/day.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { referencePriceOn } from '../../../../kernel/emission/reference-price.ts';
import { type Decimal, decimal, print } from '../../../../kernel/quantity/decimal.ts';
import { least } from '../../../../kernel/quantity/whole.ts';
import { changeable } from '../../../work/changeable.ts';
import { query } from '../../../work/command.ts';
import * as emission from '../../emission/index.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { output } from '../gap-months.ts';
import { classView } from '../ledger/views.ts';
import { told, yearWithPlan } from '../read-allocation.ts';
import {
  type ComplianceLedger,
  complianceLedger,
  complianceRules,
  creditShareOf,
  deadlineOf,
  objectionOf,
  obligationOf,
  surrenderedFor,
} from './compliance-facts.ts';
import { stepsOf } from './compliance-steps.ts';
import { allowanceProgramme, offeredOf } from './offered.ts';

type View = z.input<typeof complianceYear>;

/** An estimate of the fine if what is short stays short (暂行条例 §24), at the latest reference price not after today. */
function penaltyOf(shelf: Shelf, missing: bigint, day: Day, today: string): View['penalty'] {
  const price = referencePriceOn(shelf.market.prices, today) ?? shelf.market.prices.at(0) ?? null;
  const book = shelf.ruleBook('cn-ets/penalty-rules');
  if (!price || !book || missing === 0n) return null;
  const found = evaluatePenalty({ missing, day, averagePrice: decimal(price.price), trades: [] }, book);
  const of = (symbol: string) => print(output(found, symbol) ?? decimal('0'));
  return {
    low: of('fine_low'),
    high: of('fine_high'),
    makeUp: of('make_up_cost'),
    price: price.price,
    priceDay: price.day,
    priceSource: price.source,
  };
}

/** What may still be offered for the year: each class with what is free on the registry account, what stands elsewhere, and why it may not be used. */
function offeredClasses(shelf: Shelf, ledger: ComplianceLedger, year: number, today: string) {
  const classNos = [...new Set(ledger.standing.map((one) => one.held.no))];
  return classNos.flatMap((no) => {
    const here = ledger.standing.filter((one) => one.held.no === no);
    const [first] = here;
    if (!first) return [];
    const own = here.filter((one) => ['registry', 'trading', 'reserved', 'frozen', 'pledged', 'lent'].includes(one.account.kind));
    const available = own.filter((one) => one.account.kind === 'registry').reduce((sum, one) => sum + one.quantity, 0n);
    const elsewhere = own
      .filter((one) => one.account.kind !== 'registry' && one.quantity > 0n)
      .map((one) => ({ kind: one.account.kind, quantity: `${one.quantity}` }));
    if (available === 0n && elsewhere.length === 0) return [];
    return [{ held: first.held, available, elsewhere, objection: objectionOf(shelf, first.held, year, today) }];
  });
}

/** The compliance year of an entity on any day (C.4, C.8): owed, surrendered, usable, short; the hard dates with the record of each step. */
export function readCompliance(shelf: Shelf) {
  const { params } = complianceEndpoints.readCompliance;
  return query({
    name: 'asset.read-compliance',
    action: 'asset.read',
    input: params,
    run: async (work, { entityId, year }): Promise<View> => {
      const entity = await organization.findEntity(work, entityId);
      await work.permit('asset.read', entityId);
      yearWithPlan(shelf, year);
      const today = todayOf(work.now);
      const { facts, obligation } = await obligationOf(work, shelf, entityId, year);
      const ledger = await complianceLedger(work, entityId);
      const done = surrenderedFor(ledger, year);
      const owed = obligation && obligationUnits(obligation.exact);
      const left = owed === null ? null : max0(owed - done.allowances - done.credits);
      const offered = offeredClasses(shelf, ledger, year, today);
      const deadline = parseDay(deadlineOf(shelf, year));
      const arrears = deadline !== null && today > deadline;
      const check = obligation && checkOf(shelf, { year, exact: obligation.exact, today, arrears }, offered, done);
      const short = check && (output(check, 'short') ?? null);
      const verified = await emission.verifiedEmission(work, entityId, year);
      return {
        ...{ entityId, entityName: { zh: entity.name, en: entity.nameEn }, year, today },
        obligation: obligation && { units: `${owed}`, exact: print(obligation.exact), from: obligation.from, draft: obligation.draft },
        surrendered: { allowances: `${done.allowances}`, credits: `${done.credits}` },
        outstanding: left === null ? null : `${left}`,
        creditShare: print(creditShareOf(shelf, year)),
        creditLimit: check ? print(output(check, 'credit_limit') ?? decimal('0')) : null,
        offered: offered.map(({ held, available, elsewhere, objection }) => ({
          ...{
            class: classView(held),
            available: `${available}`,
            elsewhere,
            usable: objection === null,
            objection: objection?.text ?? null,
          },
          counted: check ? print(output(check, 'counted', held.id) ?? decimal('0')) : '0',
        })),
        short: short ? print(short) : check ? '0' : null,
        deadline,
        daysLeft: deadline === null ? null : daysBetween(today, deadline),
        penalty: short && deadline ? penaltyOf(shelf, BigInt(print(short)), arrears ? today : deadline, today) : null,
        steps: stepsOf(shelf, { entityId, year, today, facts, verified, ledger, isCovered: left === 0n }),
        surrenders: done.lines.flatMap((one) => {
          const held = ledger.classes.get(one.classNo);
          return held
            ? [
                {
                  ...{ transactionId: one.transactionId, effectiveOn: one.effectiveOn, class: classView(held), quantity: one.quantity },
                  ...{ approvedByName: one.approvedByName, recordedByName: one.recordedByName },
                },
              ]
            : [];
        }),
        derivation: check && changeable(check.derivation),
        ...(check ? told(check) : { findings: [], conventions: [] }),
      };
    },
  });
}

const max0 = (value: bigint): bigint => (value < 0n ? 0n : value);

/**
 * Of what is free only as much as the year still needs: credits as far as they may, then allowances, the oldest first. What may not be used is named while anything is needed; so
 * nothing counts, and nothing is complained about, once the amount is covered.
 */
function stillNeeded(
  offered: ReturnType<typeof offeredClasses>,
  exact: Decimal,
  share: Decimal,
  done: ReturnType<typeof surrenderedFor>,
): Offered[] {
  const owed = obligationUnits(exact);
  let left = max0(owed - done.allowances - done.credits);
  let room = max0(creditLimit(owed, share) - done.credits);
  if (left === 0n) return [];
  const isCredit = (one: (typeof offered)[number]) => one.held.programme !== allowanceProgramme;
  const ordered = [...offered]
    .filter((one) => one.available > 0n)
    .sort((a, b) => Number(isCredit(b)) - Number(isCredit(a)) || a.held.vintage - b.held.vintage);
  return ordered.flatMap((one) => {
    if (one.objection !== null) return [offeredOf(one.held, one.available)];
    const taken = least(one.available, isCredit(one) ? least(left, room) : left);
    left -= taken;
    if (isCredit(one)) room -= taken;
    return taken > 0n ? [offeredOf(one.held, taken)] : [];
  });
}

/** The kernel's check over what was surrendered already and what of the rest is needed. */
function checkOf(
  shelf: Shelf,
  { year, exact, today, arrears }: { year: number; exact: Decimal; today: Day; arrears: boolean },
  offered: ReturnType<typeof offeredClasses>,
  done: ReturnType<typeof surrenderedFor>,
) {
  const surrendered = [
    { id: 'surrendered-allowances', kind: 'allowance' as const, quantity: done.allowances },
    { id: 'surrendered-credits', kind: 'credit' as const, quantity: done.credits },
  ]
    .filter((one) => one.quantity > 0n)
    .map((one) => ({
      ...one,
      vintage: one.kind === 'allowance' ? String(year) : null,
      registered: today,
      insideMarket: false,
      olderScheme: false,
    }));
  const free = stillNeeded(offered, exact, creditShareOf(shelf, year), done);
  return evaluateSurrenderCheck(
    { year, obligation: exact, day: today, arrears, offered: [...surrendered, ...free] },
    complianceRules(shelf),
  );
}
