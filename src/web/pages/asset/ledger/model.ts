import type { ReplyOf } from '../../../../contract/endpoint.ts';
import { ledgerEndpoints as e } from '../../../../contract/ledger.ts';
import type { LedgerAccountKind } from '../../../../contract/ledger-kinds.ts';

export type Holdings = ReplyOf<typeof e.readHoldings>;
export type Holding = Holdings['holdings'][number];
export type UnitClass = Holding['class'];
export type Statement = ReplyOf<typeof e.readStatement>;
export type Transaction = ReplyOf<typeof e.readTransaction>;
export type Instruction = ReplyOf<typeof e.listInstructions>['items'][number];
export type Attestation = ReplyOf<typeof e.listAttestations>['items'][number];

/** Everything a movement may change on a page of the ledger. */
export const ledgerReads = [
  e.readHoldings,
  e.readStatement,
  e.readTransaction,
  e.listTransactions,
  e.listInstructions,
  e.listAttestations,
  e.readToDo,
] as const;

/** `CEA 2024`, or with its project. */
export function className(held: Pick<UnitClass, 'programme' | 'vintage' | 'project'>): string {
  return [held.programme, String(held.vintage), held.project].filter((part) => part !== '').join(' ');
}

/** What stands on an entity's accounts of a kind in a class, in units. */
export function standingOf(holdings: Holdings | undefined, classId: string, entityId: string, kind: LedgerAccountKind): string {
  const held = holdings?.holdings.find((one) => one.class.id === classId);
  const own = held?.entities.find((one) => one.entityId === entityId)?.standing ?? [];
  return `${own.filter((one) => one.kind === kind).reduce((all, one) => all + BigInt(one.quantity), 0n)}`;
}
