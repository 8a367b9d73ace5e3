import type { Work } from '../../../work/command.ts';
import { accountFor } from './accounts.ts';
import { ownerOf } from './movement.ts';
import { postTransaction } from './post-transaction.ts';
import type { AccountKind } from './tables.ts';

/** What contracts of carbon finance may do with units: where each movement leads, seen from the own account (`own`). */
const ways = {
  pledge: ['own', 'pledged'],
  unpledge: ['pledged', 'own'],
  lend: ['own', 'lent'],
  take_back: ['lent', 'own'],
  borrow: ['external', 'own'],
  give_back: ['own', 'external'],
  buy: ['external', 'own'],
  sell: ['own', 'external'],
  write_off: ['own', 'written_off'],
} as const satisfies Record<string, readonly [AccountKind | 'own', AccountKind | 'own']>;
export type ContractMove = keyof typeof ways;

export interface ContractBooking {
  readonly entityId: string;
  /** Which own account the units leave and come to. */
  readonly account: 'trading' | 'registry';
  readonly moves: readonly { readonly move: ContractMove; readonly classNo: number; readonly quantity: bigint }[];
  readonly day: string;
  readonly documentNo: string;
  readonly reason: string;
  /** Who proposed the contract: somebody else than the actor. */
  readonly proposedBy: { readonly id: string; readonly name: string };
  readonly details: Readonly<Record<string, unknown>>;
}

/**
 * Moves the units of a contract, each movement a transaction of its own in the order given; all of them or none, because they share the piece of work.
 * Pledged and lent units leave only by their release, so that a default takes two. @throws Refusal `units_insufficient`
 */
export async function bookContract(work: Work, booking: ContractBooking): Promise<string[]> {
  const { entityId, account, moves, day, ...rest } = booking;
  const owner = await ownerOf(work, entityId);
  const accountNo = async (kind: AccountKind | 'own') =>
    (await accountFor(work, { kind: kind === 'own' ? account : kind, owner: kind === 'external' ? null : owner })).no;
  const ids: string[] = [];
  for (const { move, classNo, quantity } of moves) {
    const [from, to] = ways[move];
    const legs = [{ fromNo: await accountNo(from), toNo: await accountNo(to), classNo, quantity }];
    ids.push((await postTransaction(work, { ...rest, kind: move, effectiveOn: day, legs })).id);
  }
  return ids;
}

/** Moves units from one entity's trading account to another's (an internal transfer); the transaction's id. @throws Refusal `units_insufficient` */
export async function bookInternalTransfer(
  work: Work,
  of: Omit<ContractBooking, 'entityId' | 'account' | 'moves'> & {
    readonly fromEntityId: string;
    readonly toEntityId: string;
    readonly classNo: number;
    readonly quantity: bigint;
  },
): Promise<string> {
  const { fromEntityId, toEntityId, classNo, quantity, day, ...rest } = of;
  const accountNo = async (entityId: string) => (await accountFor(work, { kind: 'trading', owner: await ownerOf(work, entityId) })).no;
  const legs = [{ fromNo: await accountNo(fromEntityId), toNo: await accountNo(toEntityId), classNo, quantity }];
  return (await postTransaction(work, { ...rest, kind: 'transfer', effectiveOn: day, legs })).id;
}
