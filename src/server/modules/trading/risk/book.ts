import { type Day, parseDay } from '../../../../kernel/calendar/day.ts';
import { decimal } from '../../../../kernel/quantity/decimal.ts';
import { sumUnits, unitsAbove } from '../../../../kernel/quantity/whole.ts';
import type { Text } from '../../../../kernel/text.ts';
import type { MarketRiskInput } from '../../../../kernel/trading/risk/risk-input.ts';
import type { Work } from '../../../work/command.ts';
import * as asset from '../../asset/index.ts';
import type { Shelf } from '../../library/index.ts';
import { evaluateOpen, openYears, tonnesOf } from '../desk/positions.ts';
import { importsOf, pricesOf } from '../price/store.ts';
import { riskBasisOf } from './basis.ts';

/** What of one instrument a price can change. */
export interface AtRisk {
  readonly instrument: 'CEA' | 'CCER';
  readonly held: bigint;
  readonly expected: bigint;
  readonly owed: bigint;
  /** Left over, or negative: still to buy. */
  readonly tonnes: bigint;
  readonly prices: readonly { readonly day: Day; readonly price: string }[];
  readonly currency: string;
}

/** Tonnes an entity has at its disposal, of any vintage. */
async function heldByProgramme(work: Work, entityId: string): Promise<(programme: string) => bigint> {
  const { holdings } = await asset.readHoldings.run(work, { entityId });
  return (programme) =>
    sumUnits(
      holdings
        .filter((one) => one.class.programme === programme)
        .flatMap((one) => one.entities.filter((of) => of.entityId === entityId).flatMap((of) => of.standing))
        .filter((one) => one.kind === 'registry' || one.kind === 'trading'),
      (one) => BigInt(one.quantity),
    );
}

/** Fewer prices have no deviation of returns. */
const fewest = 3;

/**
 * The book of an entity: allowances are what is held and expected less what is owed and not covered by credits, over all open years; credits are those that
 * cover nothing. What is needed for the surrender and held already has no price risk.
 */
export async function bookAtRisk(
  work: Work,
  shelf: Shelf,
  entityId: string,
  windowPrices: number,
): Promise<{ today: Day; book: AtRisk[] }> {
  const { today, years } = await openYears(work, shelf, entityId);
  const evaluation = evaluateOpen(shelf, years);
  const usableCredits = (year: number): bigint => {
    const found = evaluation?.outputs.find((one) => one.symbol === 'credits_usable' && one.at.year === String(year));
    return found?.value == null ? 0n : BigInt(decimal(String(found.value)).toFixed(0));
  };
  const all = years.map((one) => ({ ...tonnesOf(one), owed: unitsAbove(one.outstanding), credited: usableCredits(one.facts.year) }));
  const total = (of: (one: (typeof all)[number]) => bigint) => sumUnits(all, of);
  const { organizationId } = work.actor;
  const imports = await importsOf(work.tx, organizationId);
  const seriesOf = async (instrument: string) => {
    const known = (await pricesOf(work.tx, organizationId, instrument)).filter((one) => one.day <= today).slice(-windowPrices);
    const unit = imports.find((one) => one.instrument === instrument)?.unit ?? 'CNY/t';
    return {
      currency: unit.slice(0, 3),
      prices: known.flatMap(({ day, price }) => {
        const parsed = parseDay(day);
        return parsed ? [{ day: parsed, price }] : [];
      }),
    };
  };
  const credited = total((one) => one.credited);
  const [expected, owed] = [total((one) => one.expectedIssue), total((one) => one.owed)];
  const heldOf = await heldByProgramme(work, entityId);
  const [held, credits] = [heldOf('CEA'), heldOf('CCER')];
  const book: AtRisk[] = [
    { instrument: 'CEA', held, expected, owed: owed - credited, tonnes: held + expected + credited - owed, ...(await seriesOf('CEA')) },
    { instrument: 'CCER', held: credits, expected: 0n, owed: credited, tonnes: credits - credited, ...(await seriesOf('CCER')) },
  ];
  return { today, book: book.filter((one) => one.held !== 0n || one.tonnes !== 0n || one.prices.length > 0) };
}

export interface RiskInput {
  readonly input: MarketRiskInput | null;
  readonly missing: readonly Text[];
}

/** The input of the calculation: every instrument with tonnes at risk and a series in the currency of the first; the others are said. */
export async function riskInputOf(work: Work, book: readonly AtRisk[]): Promise<RiskInput> {
  const { terms } = await riskBasisOf(work);
  const missing: Text[] = [];
  const exposed = book.filter((one) => one.tonnes !== 0n);
  const priced = exposed.filter((one) => {
    if (one.prices.length >= fewest) return true;
    const { instrument } = one;
    missing.push({
      zh: `${instrument} 的价格少于 ${fewest} 个，风险价值未计；请在“市场价格”导入`,
      en: `${instrument} has fewer than ${fewest} prices and is left out of the value at risk; import them under “Market prices”`,
    });
    return false;
  });
  const currency = priced[0]?.currency ?? 'CNY';
  const positions = priced.filter((one) => {
    if (one.currency === currency) return true;
    missing.push({
      zh: `${one.instrument} 以 ${one.currency} 计价，不与 ${currency} 相加，未计入`,
      en: `${one.instrument} is priced in ${one.currency}, which is not added to ${currency}; it is left out`,
    });
    return false;
  });
  if (positions.length === 0) return { input: null, missing };
  const known = new Set<string>(positions.map((one) => one.instrument));
  const input: MarketRiskInput = {
    currency,
    positions: positions.map((one) => ({
      ...{ factor: one.instrument, tonnes: `${one.tonnes}`, price: one.prices.at(-1)?.price ?? '0', prices: one.prices },
    })),
    ...{ correlations: [], methods: ['parametric', 'historical', 'ewma', 'monte_carlo'], confidence: terms.confidence },
    ...{ days: terms.horizonDays, lambda: terms.lambda, shortfalls: [], counterparties: [], limits: [], warn_percent: '80' },
    monte_carlo: { paths: terms.paths, seed: terms.seed, sampling: 'plain' },
    stress: terms.scenarios.flatMap(({ name, moves }) => {
      const own = moves.filter((one) => known.has(one.instrument));
      return own.length === 0 ? [] : [{ scenario: name, moves: own.map(({ instrument, ...move }) => ({ factor: instrument, ...move })) }];
    }),
  };
  return { input, missing };
}
