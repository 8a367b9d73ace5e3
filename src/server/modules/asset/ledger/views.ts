import type { z } from 'zod';
import type { ledgerAccount, serialRun, unitClassOfLedger } from '../../../../contract/ledger-views.ts';
import type { Block } from '../../../../kernel/asset/ledger/serials.ts';
import { joined } from '../../../../kernel/asset/ledger/serials.ts';
import type { Account, UnitClass } from './store.ts';

/** Rows of the ledger as they cross the wire. */

export const classView = (row: UnitClass): z.infer<typeof unitClassOfLedger> => ({
  id: row.id,
  programme: row.programme,
  vintage: row.vintage,
  project: row.project,
  unit: row.unit,
  serialised: row.serialised,
  registeredOn: row.registered_on,
});

export const accountView = (row: Account): z.infer<typeof ledgerAccount> => ({
  id: row.id,
  kind: row.kind,
  entityId: row.entity_id,
  name: { zh: row.name, en: row.name_en },
});

/** Runs of serial numbers, neighbours joined; a series that is not known is left out. */
export function serialViews(
  blocks: readonly Block[],
  series: ReadonlyMap<number, { readonly registry: string; readonly series: string }>,
): z.infer<typeof serialRun>[] {
  return joined(blocks).flatMap((block) => {
    const name = series.get(block.seriesNo);
    return name ? [{ ...name, first: `${block.first}`, last: `${block.first + block.count - 1n}` }] : [];
  });
}
