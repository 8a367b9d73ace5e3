import type { ReplyOf } from '../../contract/endpoint.ts';
import { ledgerEndpoints } from '../../contract/ledger.ts';
import { useAsk } from '../api/queries.ts';
import { useMay } from '../api/session.ts';

/** What waits for this person in the asset ledger. Asked beside the workbench, which as a lower part of the product knows nothing of assets. */
export function useLedgerToDo(): ReplyOf<typeof ledgerEndpoints.readToDo>['next'] {
  const may = useMay('asset.approve_ledger');
  return useAsk(ledgerEndpoints.readToDo, {}, { enabled: may }).data?.next ?? [];
}
