import { ledgerFeedEndpoints } from '../../../../../contract/ledger-feed.ts';
import { type MountedRoute, route } from '../../../../work/route.ts';
import { pushMovements } from './push-movements.ts';
import { openLedgerWriters, type WritersDeps } from './writers.ts';

/** What other systems report to the ledger, with the writers it needs. */
export function openLedgerFeed(deps: WritersDeps): { readonly routes: MountedRoute[]; readonly stop: () => Promise<void> } {
  const writers = openLedgerWriters(deps);
  return { routes: [route(ledgerFeedEndpoints.pushMovements, pushMovements(writers))], stop: writers.stop };
}
