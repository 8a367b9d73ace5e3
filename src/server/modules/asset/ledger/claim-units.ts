import type { z } from 'zod';
import { ledgerAccountKinds } from '../../../../contract/ledger-kinds.ts';
import type { serialRun } from '../../../../contract/ledger-views.ts';
import { present } from '../../../../kernel/assert.ts';
import type { Block } from '../../../../kernel/asset/ledger/serials.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { Work } from '../../../work/command.ts';
import { accountFor } from './accounts.ts';
import { ownerOf } from './movement.ts';
import { postTransaction } from './post-transaction.ts';
import { accountsOf, blocksOfTransaction, classesOf, transactionOf } from './store.ts';
import { legsOf, seriesNames, standingsNow } from './store-reads.ts';
import { type TradedClass, tradedClasses } from './trade-units.ts';
import { serialViews } from './views.ts';

/** What the neutrality subsystem may ask of the ledger and do in it: always within its own piece of work. The caller checks permission. */

export interface ClaimUnits {
  readonly entityId: string;
  readonly account: 'registry' | 'trading';
  readonly classNo: number;
  readonly quantity: bigint;
  readonly day: string;
  readonly documentNo: string;
  readonly details: Readonly<Record<string, unknown>>;
}

async function sides(work: Work, { entityId, account }: ClaimUnits) {
  const owner = await ownerOf(work, entityId);
  const own = await accountFor(work, { kind: account, owner });
  const apart = await accountFor(work, { kind: 'reserved', owner, parentNo: own.no });
  return { own, apart, retired: await accountFor(work, { kind: 'retired', owner }) };
}

/** Sets units apart for a claim, so that nothing else takes them before it is decided; the id of the reservation. @throws Refusal `units_insufficient` */
export async function reserveForClaim(work: Work, units: ClaimUnits): Promise<string> {
  const { own, apart } = await sides(work, units);
  const { classNo, quantity, documentNo, details, day } = units;
  const legs = [{ fromNo: own.no, toNo: apart.no, classNo, quantity }];
  return (await postTransaction(work, { kind: 'reserve', effectiveOn: day, purpose: 'retire', expiresAt: null, documentNo, details, legs }))
    .id;
}

/** Gives units back that a claim does not take. */
export async function releaseFromClaim(work: Work, units: ClaimUnits, reservationId: string): Promise<string> {
  const { own, apart } = await sides(work, units);
  const { classNo, quantity, documentNo, details, day } = units;
  const legs = [{ fromNo: apart.no, toNo: own.no, classNo, quantity }];
  return (await postTransaction(work, { kind: 'release', effectiveOn: day, resolves: reservationId, documentNo, details, legs })).id;
}

/** Retires the units set apart, for good, with whom it serves and which claim; proposed by another person than the actor. */
export async function retireForClaim(
  work: Work,
  units: ClaimUnits & {
    readonly reservationId: string;
    readonly beneficiary: string;
    readonly period: string;
    readonly claim: string;
    readonly proposedBy: { readonly id: string; readonly name: string };
  },
): Promise<{ readonly id: string; readonly blocks: readonly Block[] }> {
  const { apart, retired } = await sides(work, units);
  const { classNo, quantity, documentNo, details, day, beneficiary, period, claim, proposedBy } = units;
  const legs = [{ fromNo: apart.no, toNo: retired.no, classNo, quantity }];
  const posted = await postTransaction(work, {
    ...{
      kind: 'retire',
      effectiveOn: day,
      resolves: units.reservationId,
      documentNo,
      details,
      legs,
      beneficiary,
      period,
      claim,
      proposedBy,
    },
  });
  return { id: posted.id, blocks: posted.moves.map((one) => one.block) };
}

/** A transaction by which units left for good: what of which class, to which kind of final account, and for whom. */
export interface FinalTransaction {
  readonly id: string;
  readonly kind: string;
  readonly effectiveOn: string;
  readonly entityId: string;
  readonly held: TradedClass;
  readonly quantity: bigint;
  readonly accountKind: string;
  readonly beneficiary: string | null;
  readonly period: string | null;
  readonly claim: string | null;
  readonly blocks: readonly Block[];
}

/** @throws Refusal `not_found` where there is none, `wrong_state` where the units are not gone for good or are of several classes. */
export async function finalTransaction(work: Work, transactionId: string): Promise<FinalTransaction> {
  const { organizationId } = work.actor;
  const found = await transactionOf(work.tx, organizationId, transactionId);
  if (!found) throw new Refusal('not_found', { values: { id: transactionId, what: 'transaction' } });
  const accounts = new Map((await accountsOf(work.tx, organizationId)).map((one) => [one.no, one]));
  const legs = (await legsOf(work.tx, organizationId, [transactionId])).filter(
    (leg) => ledgerAccountKinds[accounts.get(leg.toNo)?.kind ?? 'external'].final,
  );
  const [first, ...others] = legs;
  const to = first ? accounts.get(first.toNo) : undefined;
  if (!first || !to?.entity_id || others.length > 0) throw new Refusal('wrong_state');
  const blocks = (await blocksOfTransaction(work.tx, organizationId, transactionId)).get(first.seq) ?? [];
  return {
    ...{ id: transactionId, kind: found.kind, effectiveOn: found.effective_on, entityId: to.entity_id, accountKind: to.kind, blocks },
    ...{ held: present((await tradedClasses(work)).get(first.classNo), 'a class'), quantity: BigInt(first.quantity) },
    ...{ beneficiary: found.beneficiary, period: found.period, claim: found.claim },
  };
}

/** Blocks as runs of serial numbers with the names of their series. */
export async function runsOfBlocks(work: Work, blocks: readonly Block[]): Promise<z.infer<typeof serialRun>[]> {
  return serialViews(blocks, await seriesNames(work.tx, work.actor.organizationId));
}

/** Tonnes that could be retired now: free on registry and trading accounts of these entities, by class. */
export async function unitsToRetire(
  work: Work,
  entityIds: ReadonlySet<string>,
): Promise<
  { readonly entityId: string; readonly account: 'registry' | 'trading'; readonly held: TradedClass; readonly quantity: bigint }[]
> {
  const { organizationId } = work.actor;
  const accounts = new Map((await accountsOf(work.tx, organizationId)).map((one) => [one.no, one]));
  const classes = new Map((await classesOf(work.tx, organizationId)).map((one) => [one.no, one]));
  const traded = await tradedClasses(work);
  return (await standingsNow(work.tx, organizationId)).flatMap((one) => {
    const account = accounts.get(one.accountNo);
    const held = traded.get(one.classNo);
    if (!account?.entity_id || !entityIds.has(account.entity_id) || !held || classes.get(one.classNo)?.unit !== 't') return [];
    if (account.kind !== 'registry' && account.kind !== 'trading') return [];
    return [{ entityId: account.entity_id, account: account.kind, held, quantity: BigInt(one.quantity) }];
  });
}
