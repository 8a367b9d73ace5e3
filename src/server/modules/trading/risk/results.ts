import type { z } from 'zod';
import type { riskView } from '../../../../contract/trading-risk.ts';
import { print } from '../../../../kernel/quantity/decimal.ts';
import type { MarketRiskInput } from '../../../../kernel/trading/risk/risk-input.ts';
import type { ClassTrades } from '../results/own-trades.ts';
import type { AtRisk } from './book.ts';

type Classes = z.input<typeof riskView>['classes'];

const nameOf = ({ held: { view } }: ClassTrades): string => `${view.programme} ${view.vintage} ${view.project}`.trim();

/** The input of realized and unrealized results by class, and what stands behind each: units bought, at the latest price of their instrument. */
export function resultsInputOf(
  trades: readonly ClassTrades[],
  book: readonly AtRisk[],
  fallback: string | null,
): { input: MarketRiskInput | null; classes: Classes } {
  const priceOf = ({ held }: ClassTrades): string | null =>
    book.find((one) => one.instrument === held.view.programme)?.prices.at(-1)?.price ?? (held.view.programme === 'CEA' ? fallback : null);
  const priced = trades.flatMap((one) => {
    const price = priceOf(one);
    return price === null || one.own.trades.length === 0 ? [] : [{ one, price }];
  });
  const classes = priced.map(({ one, price }) => ({
    ...{
      name: nameOf(one),
      tonnes: `${one.tonnes}`,
      freeSold: `${one.own.free}`,
      used: `${one.own.used}`,
      unpriced: `${one.unpriced}`,
      price,
    },
  }));
  if (priced.length === 0) return { input: null, classes };
  const input: MarketRiskInput = {
    positions: priced.map(({ one, price }) => ({
      ...{ factor: nameOf(one), price },
      trades: one.own.trades.map((made) => ({
        ...{ side: made.side, tonnes: `${made.tonnes}`, price: print(made.price), fee: print(made.fee) },
      })),
    })),
    ...{ correlations: [], methods: [], confidence: '0.95', days: 1, lambda: '0.94', shortfalls: [], stress: [] },
    ...{ counterparties: [], limits: [], warn_percent: '80' },
  };
  return { input, classes };
}
