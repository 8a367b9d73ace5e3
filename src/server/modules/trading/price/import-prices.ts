import { createHash } from 'node:crypto';
import { tradingPriceEndpoints } from '../../../../contract/trading-prices.ts';
import { decimal, print } from '../../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { readPriceFile } from '../../../../kernel/trading/risk/price-file.ts';
import { changeable } from '../../../work/changeable.ts';
import { command } from '../../../work/command.ts';
import { insertImport, insertPrices, pricesOf } from './store.ts';

/** So many faults are told at once. */
const mostFindings = 100;

/**
 * Takes in a file of closes (B.7). A day with the price it has already counts as known; another price becomes a further version. Rows with a fault are left out and told.
 */
export const importPrices = command({
  name: 'trading.import-prices',
  action: 'trading.record_prices',
  input: tradingPriceEndpoints.importPrices.body,
  run: async (work, { instrument, unit, source, text, columns }) => {
    await work.permit('trading.record_prices');
    const { organizationId, personId, name } = work.actor;
    const { rows, findings } = readPriceFile(text, columns);
    const told = changeable(findings.slice(0, mostFindings));
    if (rows.length === 0) throw new Refusal('invalid_input', { findings: told });
    const before = new Map((await pricesOf(work.tx, organizationId, instrument)).map((one) => [one.day, one]));
    const fresh = rows.filter(({ day, price }) => {
      const known = before.get(day);
      return known === undefined || !price.equals(decimal(known.price));
    });
    const id = work.newId();
    const row = {
      ...{ id, instrument, unit, source, content_sha256: createHash('sha256').update(text).digest('hex') },
      ...{ rows_added: fresh.length, rows_known: rows.length - fresh.length },
      ...{ recorded_at: work.now, recorded_by: personId, recorded_by_name: name },
    };
    await insertImport(work.tx, { ...row, organization_id: organizationId, columns: JSON.stringify(columns) });
    const at = { organization_id: organizationId, instrument, import_id: id };
    await insertPrices(
      work.tx,
      fresh.map(({ day, price, volume }) => ({
        ...{ ...at, day, version: (before.get(day)?.version ?? 0) + 1, price: print(price), volume: volume && print(volume) },
      })),
    );
    work.record({
      kind: 'trading.prices_imported',
      objectType: 'trading_price_import',
      objectId: id,
      objectVersion: 1,
      content: { ...row, columns },
    });
    return { importId: id, added: fresh.length, known: rows.length - fresh.length, findings: told };
  },
});
