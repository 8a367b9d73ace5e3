import type { z } from 'zod';
import { carryOverEndpoints, type carryOverView } from '../../../../contract/carry-over.ts';
import { evaluateCarryOver } from '../../../../kernel/asset/evaluate-carry-over.ts';
import { parseDay } from '../../../../kernel/calendar/day.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { print } from '../../../../kernel/quantity/decimal.ts';
import { least, most, unitsAbove } from '../../../../kernel/quantity/whole.ts';
import { changeable } from '../../../work/changeable.ts';
import { query, type Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { output } from '../gap-months.ts';
import { told } from '../read-allocation.ts';
import { type ComplianceLedger, complianceLedger, complianceRules, deadlineOf, obligationOf, surrenderedFor } from './compliance-facts.ts';
import { allowanceProgramme } from './offered.ts';
import { type Trade, tradesOf } from './store.ts';

type View = z.input<typeof carryOverView>;
type Figures = readonly (
  | 'sold'
  | 'bought'
  | 'holding'
  | 'net_raw'
  | 'limit'
  | 'carried'
  | 'lost'
  | 'further_sale'
  | 'lost_at_best'
  | 'open_application'
)[];
const shown: Figures = ['holding', 'net_raw', 'limit', 'carried', 'lost', 'further_sale', 'lost_at_best', 'open_application'];
const [earliestYear, latestVintage] = [2019, 2024];

/** A buy leads into the entity's accounts from outside, a sale out of them; moves between own entities are none. */
function tradeView(trade: Trade): View['trades'][number] {
  return {
    ...{ transactionId: trade.transactionId, day: trade.effectiveOn, side: trade.kind === 'buy' ? 'buy' : 'sell' },
    ...{ vintage: trade.vintage, quantity: trade.quantity, documentNo: trade.documentNo },
  };
}

/** What is owed for 2024 and not surrendered: due on the last day of 2025, before the holding is counted at its end. */
async function stillOwed(work: Work, shelf: Shelf, entityId: string, ledger: ComplianceLedger): Promise<bigint> {
  const { obligation } = await obligationOf(work, shelf, entityId, latestVintage);
  if (obligation === null) return 0n;
  const { allowances, credits } = surrenderedFor(ledger, latestVintage);
  const waiting = ledger.standing.filter((one) => one.account.kind === 'reserved').reduce((sum, one) => sum + one.quantity, 0n);
  return most(0n, unitsAbove(obligation.exact) - allowances - credits - waiting);
}

interface Late {
  readonly year: number;
  readonly deadline: string;
  readonly owed: bigint;
  readonly inTime: bigint;
}

/** Compliance years up to the last one carried over whose amount, as it stands now, was not surrendered by its deadline (附5 excludes such entities). */
async function lateYears(work: Work, shelf: Shelf, entityId: string, ledger: ComplianceLedger, today: string): Promise<Late[]> {
  const found: Late[] = [];
  for (let year = earliestYear; year <= latestVintage; year += 1) {
    const deadline = deadlineOf(shelf, year);
    if (deadline === null || deadline >= today) continue;
    const { obligation } = await obligationOf(work, shelf, entityId, year);
    if (obligation === null) continue;
    const owed = unitsAbove(obligation.exact);
    const inTime = surrenderedFor(ledger, year)
      .lines.filter((one) => one.effectiveOn <= deadline)
      .reduce((sum, one) => sum + BigInt(one.quantity), 0n);
    if (inTime < owed) found.push({ year, deadline, owed, inTime });
  }
  return found;
}

const lateFinding = ({ year, deadline, owed, inTime }: Late) => ({
  code: 'late_compliance_year',
  severity: 'error' as const,
  place: { path: '/late_compliance', at: { year: `${year}` } },
  text: {
    zh: `${year} 年度应清缴 ${owed} 吨，到截止日 ${deadline} 清缴 ${inTime} 吨`,
    en: `For ${year} ${owed} t were owed; ${inTime} t were surrendered by the deadline ${deadline}`,
  },
  cure: { zh: '核对该年度的应清缴量与清缴记录的生效日', en: 'Check the amount owed for the year and the effective days of its surrenders' },
  clause: '附5',
});

/** The carry-over of an entity, from what its ledger holds, sold and bought (附5 of the plan 2023–2024). */
export function readCarryOver(shelf: Shelf) {
  return query({
    name: 'asset.read-carry-over',
    action: 'asset.read',
    input: carryOverEndpoints.readCarryOver.params,
    run: async (work, { entityId }): Promise<View> => {
      const entity = await organization.findEntity(work, entityId);
      await work.permit('asset.read', entityId);
      const today = todayOf(work.now);
      const ledger = await complianceLedger(work, entityId);
      const old = ledger.standing.filter((one) => one.held.programme === allowanceProgramme && one.held.vintage <= latestVintage);
      const on = (kind: string, classNo?: number) =>
        old
          .filter((one) => one.account.kind === kind && (classNo === undefined || one.held.no === classNo))
          .reduce((sum, one) => sum + one.quantity, 0n);
      const trades = await tradesOf(work.tx, work.actor.organizationId, [...ledger.accounts.keys()], allowanceProgramme);
      const done = ledger.movements.filter(
        (one) => one.kind === 'carry_over' && (ledger.classes.get(one.classNo)?.vintage ?? 0) <= latestVintage,
      );
      const free = on('trading') + on('registry') + on('frozen');
      // What the last years still owe is surrendered before the holding is counted.
      const owed = least(await stillOwed(work, shelf, entityId, ledger), free);
      const late = await lateYears(work, shelf, entityId, ledger, today);
      const found = evaluateCarryOver(
        {
          ...{ sold: null, bought: null, lateCompliance: late.length > 0, today: parseDay(today) },
          trades: trades.flatMap((one) => {
            const day = parseDay(one.effectiveOn);
            return day
              ? [
                  {
                    day,
                    side: one.kind === 'buy' ? ('buy' as const) : ('sell' as const),
                    vintage: String(one.vintage),
                    quantity: BigInt(one.quantity),
                  },
                ]
              : [];
          }),
          // Units set apart for a surrender or a carry-over are on their way, not free.
          ...{ trading: on('trading'), registry: on('registry') + on('reserved'), frozen: on('frozen'), pending: on('reserved') + owed },
          applied: done.reduce((sum, one) => sum + BigInt(one.quantity), 0n),
        },
        complianceRules(shelf),
      );
      const classes = [...new Map(old.map((one) => [one.held.no, one.held])).values()];
      const figure = (symbol: string) => {
        const value = output(found, symbol);
        return value === null ? null : print(value);
      };
      return {
        ...{ entityId, entityName: { zh: entity.name, en: entity.nameEn }, today },
        held: classes
          .map((held) => ({
            ...{ classId: held.id, vintage: held.vintage, trading: `${on('trading', held.no)}`, registry: `${on('registry', held.no)}` },
            ...{ frozen: `${on('frozen', held.no)}`, pending: `${on('reserved', held.no)}` },
          }))
          .filter((one) => [one.trading, one.registry, one.frozen, one.pending].some((units) => units !== '0'))
          .sort((a, b) => a.vintage - b.vintage),
        trades: trades.map(tradeView),
        owed: `${owed}`,
        figures: Object.fromEntries(shown.map((symbol) => [symbol, figure(symbol)])),
        derivation: changeable(found.derivation),
        ...told(found),
        findings: [...late.map(lateFinding), ...told(found).findings],
      };
    },
  });
}
