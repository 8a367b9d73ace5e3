import { z } from 'zod';
import { assetStatementEndpoints as e } from '../../../../contract/asset-statement.ts';
import { referencePriceOn } from '../../../../kernel/emission/reference-price.ts';
import { command, query } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import { allowanceProgramme } from '../compliance/offered.ts';
import { insertPrice, type Price, pricesOf } from './store.ts';

/** A price with where it is from, as a statement uses it. */
export interface PriceUsed {
  readonly price: string;
  readonly day: string;
  readonly source: string;
  readonly from: 'recorded' | 'reference';
}

const view = (row: Price) => ({
  ...{ id: row.id, programme: row.programme, vintage: row.vintage, day: row.day, version: row.version, price: row.price },
  ...{ source: row.source, recordedAt: row.recorded_at, recordedByName: row.recorded_by_name },
});

/**
 * The price of a class on a day: the latest recorded of its vintage, else of its programme, else, of national allowances, the published reference price. Null
 * where there is none.
 */
export function priceOn(
  prices: readonly Price[],
  shelf: Shelf,
  { programme, vintage }: { readonly programme: string; readonly vintage: number | null },
  day: string,
): PriceUsed | null {
  const own = (of: number | null) => prices.find((one) => one.programme === programme && one.vintage === of && one.day <= day);
  const found = (vintage === null ? undefined : own(vintage)) ?? own(null);
  if (found) return { price: found.price, day: found.day, source: found.source, from: 'recorded' };
  const published = programme === allowanceProgramme ? referencePriceOn(shelf.market.prices, day) : null;
  return published && { ...published, from: 'reference' };
}

export const listValuationPrices = query({
  name: 'asset.list-valuation-prices',
  action: 'asset.read',
  input: z.strictObject({}),
  run: async (work) => {
    await work.permit('asset.read');
    return { items: (await pricesOf(work.tx, work.actor.organizationId)).map(view) };
  },
});

/** Records what a unit is valued at from a day on (C.6, valuation policy), with its source. */
export const recordValuationPrice = command({
  name: 'asset.record-valuation-price',
  action: 'asset.keep_accounts',
  input: e.recordValuationPrice.body,
  run: async (work, given) => {
    await work.permit('asset.keep_accounts');
    const { organizationId, personId, name } = work.actor;
    const same = (await pricesOf(work.tx, organizationId)).find(
      (one) => one.programme === given.programme && one.vintage === given.vintage && one.day === given.day,
    );
    const row = {
      ...{ id: work.newId(), ...given, version: (same?.version ?? 0) + 1 },
      ...{ recorded_at: work.now, recorded_by: personId, recorded_by_name: name },
    };
    await insertPrice(work.tx, { ...row, organization_id: organizationId });
    work.record({
      kind: 'asset.valuation_price_recorded',
      objectType: 'asset_valuation_price',
      objectId: row.id,
      objectVersion: row.version,
      content: row,
    });
    return view(row);
  },
});
