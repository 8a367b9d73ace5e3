import type { MoneyPurpose } from '../../../../kernel/accounting/money.ts';
import type { Text } from '../../../../kernel/text.ts';
import type { Work } from '../../../work/command.ts';
import { accountFor } from '../ledger/accounts.ts';
import { ownerOf } from '../ledger/movement.ts';
import { insertMoney } from './store.ts';

export interface MoneyMoved {
  readonly entityId: string;
  readonly account: 'trading' | 'registry';
  readonly movedOn: string;
  /** Yuan to the cent; positive: received. */
  readonly amount: string;
  readonly documentNo: string;
  readonly purpose: MoneyPurpose;
  /** What for, in words of who settles. */
  readonly about: Text;
  readonly contractId: string;
  /** Record of the subsystem that tells it: told once. */
  readonly toldById: string;
}

/** Keeps money that another subsystem settled (B.8), within its transaction and under its permission, for the stock-take (C.9) and the accounts (C.7). */
export async function recordMoney(work: Work, { entityId, account, about, ...of }: MoneyMoved): Promise<string> {
  const { organizationId, personId, name } = work.actor;
  const { no } = await accountFor(work, { kind: account, owner: await ownerOf(work, entityId) });
  const row = {
    ...{ organization_id: organizationId, id: work.newId(), account_no: no, moved_on: of.movedOn, amount: of.amount },
    ...{ document_no: of.documentNo, purpose: of.purpose, about_zh: about.zh, about_en: about.en },
    ...{ contract_id: of.contractId, told_by_id: of.toldById },
    ...{ recorded_at: work.now, recorded_by: personId, recorded_by_name: name },
  };
  await insertMoney(work.tx, row);
  work.record({ kind: 'settlement_money.recorded', objectType: 'settlement_money', objectId: row.id, objectVersion: 1, content: row });
  return row.id;
}
