import type { z } from 'zod';
import { type priceView, tradingPriceEndpoints } from '../../../../contract/trading-prices.ts';
import { query, type Work } from '../../../work/command.ts';
import * as asset from '../../asset/index.ts';
import { runCalculation, type Shelf } from '../../library/index.ts';
import { importsOf, instrumentsOf, pricesOf, type StoredPrice } from './store.ts';

type View = z.input<typeof priceView>;

/** Fewer prices have no deviation of returns. */
const fewest = 3;

/** Tonnes of the instrument that are the organization's own. */
async function heldOf(work: Work, programme: string): Promise<string> {
  const { totals } = await asset.readHoldings.run(work, {});
  return totals.find((one) => one.programme === programme && one.unit === 't')?.own ?? '0';
}

function riskOf(
  shelf: Shelf,
  { instrument, unit }: { instrument: string; unit: string },
  tonnes: string,
  prices: readonly StoredPrice[],
): View['risk'] {
  const last = prices.at(-1);
  if (!last || prices.length < fewest || BigInt(tonnes) === 0n) return null;
  const series = prices.map(({ day, price }) => ({ day, price }));
  return runCalculation(shelf, 'market-risk', {
    currency: unit.slice(0, 3),
    positions: [{ factor: instrument, tonnes, price: last.price, prices: series }],
    methods: ['parametric', 'historical', 'ewma'],
  });
}

/** A series with its statistics, and the value at risk of what is held of it at 95 % over ten days (B.7, B.8). */
export function readPrices(shelf: Shelf) {
  return query({
    name: 'trading.read-prices',
    action: 'trading.read',
    input: tradingPriceEndpoints.readPrices.query,
    run: async (work, { instrument: asked, from, tonnes: given }): Promise<View> => {
      const { organizationId } = work.actor;
      const [found, imports] = [await instrumentsOf(work.tx, organizationId), await importsOf(work.tx, organizationId)];
      const unitOf = (instrument: string) => imports.find((one) => one.instrument === instrument)?.unit ?? 'CNY/t';
      const instrument = asked ?? found[0]?.instrument ?? null;
      const all = instrument === null ? [] : await pricesOf(work.tx, organizationId, instrument);
      const prices = all.filter((one) => from === undefined || one.day >= from);
      const tonnes = given ?? (instrument === null ? '0' : await heldOf(work, instrument));
      const unit = instrument === null ? 'CNY/t' : unitOf(instrument);
      const series = prices.map(({ day, price, volume }) => ({ day, price, ...(volume === null ? {} : { volume }) }));
      return {
        instruments: found.map((one) => ({ ...one, unit: unitOf(one.instrument) })),
        ...{ instrument, unit, prices },
        statistics: prices.length < fewest ? null : runCalculation(shelf, 'price-statistics', { unit, prices: series }),
        position: { tonnes, from: given === undefined ? (BigInt(tonnes) === 0n ? 'none' : 'holdings') : 'given' },
        risk: instrument === null ? null : riskOf(shelf, { instrument, unit }, tonnes, prices),
        imports: imports.map((one) => ({
          ...{ id: one.id, instrument: one.instrument, source: one.source, rowsAdded: one.rows_added, rowsKnown: one.rows_known },
          ...{ recordedAt: one.recorded_at, recordedByName: one.recorded_by_name, contentSha256: one.content_sha256 },
        })),
      };
    },
  });
}
