import { assert, present } from '../../../../kernel/assert.ts';
import { type Book, type Leg, post, type Shortage, type Step } from '../../../../kernel/asset/ledger/post.ts';
import { type Block, takeUnits, unitsIn } from '../../../../kernel/asset/ledger/serials.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { Work } from '../../../work/command.ts';
import {
  type Account,
  accountsOf,
  blocksOn,
  bookOf,
  classesOf,
  insertBlockMoves,
  insertTransaction,
  isOutside,
  lockHead,
  seriesOf,
  type UnitClass,
} from './store.ts';

export const transactionObject = 'ledger_transaction';

export interface DraftLeg {
  /** The transaction's own kind unless said otherwise (what is left of a reservation is released in the transaction that ends it). */
  readonly kind?: string;
  readonly fromNo: number;
  readonly toNo: number;
  readonly classNo: number;
  readonly quantity: bigint;
  /** Which units; otherwise those that came first, and new numbers for what comes from outside. */
  readonly blocks?: readonly Block[];
}

/** What is to happen. Days are of the organization's calendar, instants UTC. */
export interface Draft {
  readonly kind: string;
  readonly effectiveOn: string;
  readonly legs: readonly DraftLeg[];
  readonly reason?: string;
  readonly documentNo?: string;
  readonly reverses?: string;
  readonly resolves?: string;
  readonly purpose?: 'sell' | 'surrender' | 'cancel' | 'retire' | 'carry_over';
  readonly expiresAt?: string | null;
  readonly attestationId?: string;
  readonly beneficiary?: string;
  readonly period?: string;
  readonly claim?: string;
  /** Where four eyes are needed: who proposed it; the actor is who approves. */
  readonly proposedBy?: { readonly id: string; readonly name: string };
  readonly details?: Readonly<Record<string, unknown>>;
}

export interface Posted {
  readonly id: string;
  readonly steps: readonly Step[];
  readonly moves: readonly { readonly seq: bigint; readonly block: Block }[];
}

function shortageRefusal(shortage: Shortage, accounts: readonly Account[], classes: readonly UnitClass[]): Refusal {
  const account = accounts.find((one) => one.no === shortage.accountNo);
  const held = classes.find((one) => one.no === shortage.classNo);
  const name = held ? `${held.programme} ${held.vintage}` : '';
  const { wanted, available } = shortage;
  return new Refusal('units_insufficient', {
    values: { held: name, wanted: `${wanted}`, available: `${available}` },
    detail: {
      zh: `账户“${account?.name ?? ''}”的 ${name} 可用 ${available}，少于所需的 ${wanted}。请减少数量，或先买入、划转、解除占用。`,
      en: `Account “${account?.name_en ?? ''}” has ${available} of ${name} available, fewer than the ${wanted} wanted. Take fewer, or buy, transfer or release first.`,
    },
  });
}

/** Which serial numbers each step moves: those named, those that came first, or new ones for what comes from outside. */
async function blocksFor(
  work: Work,
  steps: readonly Step[],
  legs: readonly DraftLeg[],
  accounts: ReadonlyMap<number, Account>,
  classes: ReadonlyMap<number, UnitClass>,
): Promise<Posted['moves']> {
  const { organizationId } = work.actor;
  // What earlier legs of the same transaction have taken away or brought.
  const here = new Map<string, Block[]>();
  const on = async (accountNo: number, classNo: number): Promise<Block[]> => {
    const key = `${accountNo}/${classNo}`;
    const known = here.get(key) ?? (await blocksOn(work.tx, organizationId, accountNo, classNo));
    here.set(key, known);
    return known;
  };
  const given = new Map<number, bigint>();
  const fresh = async (held: UnitClass, quantity: bigint): Promise<Block[]> => {
    const series = await seriesOf(work.tx, organizationId, {
      registry: 'own',
      series: [held.programme, held.vintage, held.project].filter((part) => part !== '').join('-'),
      classNo: held.no,
    });
    const first = given.get(series.no) ?? series.next;
    given.set(series.no, first + quantity);
    return [{ seriesNo: series.no, first, count: quantity }];
  };
  const moves: { seq: bigint; block: Block }[] = [];
  for (const [index, step] of steps.entries()) {
    const held = present(classes.get(step.classNo), 'a posted step of an unknown class');
    if (!held.serialised) continue;
    const from = present(accounts.get(step.fromNo), 'a posted step of an unknown account');
    const named = legs[index]?.blocks;
    const standing = await on(step.fromNo, step.classNo);
    const blocks = named ?? takeUnits(standing, step.quantity) ?? (isOutside(from) ? await fresh(held, step.quantity) : null);
    if (blocks === null || unitsIn(blocks) !== step.quantity) throw new Refusal('units_not_there');
    here.set(`${step.fromNo}/${step.classNo}`, without(standing, blocks));
    here.set(`${step.toNo}/${step.classNo}`, [...(await on(step.toNo, step.classNo)), ...[...blocks].sort(byNumber)]);
    moves.push(...blocks.map((block) => ({ seq: step.seq, block })));
  }
  return moves;
}

/** What arrives together goes on by its numbers, as it would from the store. */
const byNumber = (a: Block, b: Block): number => a.seriesNo - b.seriesNo || (a.first < b.first ? -1 : 1);

/** Blocks without the numbers of others. */
function without(standing: readonly Block[], taken: readonly Block[]): Block[] {
  return taken.reduce<Block[]>(
    (left, gone) =>
      left.flatMap((block) => {
        const [end, goneEnd] = [block.first + block.count, gone.first + gone.count];
        if (block.seriesNo !== gone.seriesNo || goneEnd <= block.first || gone.first >= end) return [block];
        const before = { ...block, count: gone.first - block.first };
        const after = { ...block, first: goneEnd, count: end - goneEnd };
        return [before, after].filter((one) => one.count > 0n);
      }),
    [...standing],
  );
}

/**
 * Posts one transaction: every leg or none. The head of the ledger is locked first, so that whoever posts meanwhile waits and sees this one; the database
 * checks order, versions, balances, allowed moves, serial numbers and resolutions again (migrations 0021, 0030).
 * @throws Refusal `units_insufficient` where an account holds less, `units_not_there` where it holds other serial numbers, `move_not_allowed`.
 */
export async function postTransaction(work: Work, draft: Draft): Promise<Posted> {
  const { organizationId, personId, name } = work.actor;
  assert(draft.legs.length > 0, 'a transaction moves something');
  const head = await lockHead(work.tx, organizationId);
  const touched = new Set(draft.legs.flatMap((leg) => [leg.fromNo, leg.toNo]));
  const accounts = (await accountsOf(work.tx, organizationId)).filter((one) => touched.has(one.no));
  const classes = await classesOf(work.tx, organizationId);
  const classBy = new Map(classes.map((one) => [one.no, one]));
  if (accounts.length < touched.size || draft.legs.some((leg) => !classBy.has(leg.classNo))) throw new Refusal('not_found');
  const book: Book = await bookOf(work.tx, organizationId, head.seq, accounts);
  const legs = draft.legs.map((leg): Leg => ({ ...leg, kind: leg.kind ?? draft.kind }));
  const outcome = post(book, legs);
  if ('shortage' in outcome) throw shortageRefusal(outcome.shortage, accounts, classes);

  const id = work.newId();
  const row = {
    ...{ organization_id: organizationId, id, kind: draft.kind, effective_on: draft.effectiveOn },
    ...{ recorded_at: work.now, recorded_by: draft.proposedBy?.id ?? personId, recorded_by_name: draft.proposedBy?.name ?? name },
    ...{ reason: draft.reason ?? '', document_no: draft.documentNo ?? '' },
    ...{ reverses: draft.reverses ?? null, resolves: draft.resolves ?? null },
    ...{ purpose: draft.purpose ?? null, expires_at: draft.expiresAt ?? null, attestation_id: draft.attestationId ?? null },
    ...{ beneficiary: draft.beneficiary ?? null, period: draft.period ?? null, claim: draft.claim ?? null },
    ...{ approved_by: draft.proposedBy === undefined ? null : personId, approved_by_name: draft.proposedBy === undefined ? null : name },
    ...{ details: JSON.stringify(draft.details ?? {}) },
  };
  const accountBy = new Map(accounts.map((one) => [one.no, one]));
  const kindOf = (no: number) => present(accountBy.get(no), 'a posted step of an unknown account').kind;
  const moves = await blocksFor(work, outcome.steps, draft.legs, accountBy, classBy);
  await insertTransaction(
    work.tx,
    { ...row, first_seq: `${BigInt(head.seq) + 1n}`, legs: outcome.steps.length },
    outcome.steps.map((step) => ({
      ...{ ...step, serialised: classBy.get(step.classNo)?.serialised ?? false },
      ...{ fromKind: kindOf(step.fromNo), toKind: kindOf(step.toNo) },
    })),
  );
  await insertBlockMoves(work.tx, organizationId, moves);
  work.record({
    kind: `ledger.${draft.kind}`,
    objectType: transactionObject,
    objectId: id,
    objectVersion: 1,
    content: {
      ...row,
      details: draft.details ?? {},
      transfers: outcome.steps.map((step) => ({
        ...{ seq: `${step.seq}`, kind: step.kind, from: step.fromNo, to: step.toNo, class: step.classNo, quantity: `${step.quantity}` },
        blocks: moves.filter((m) => m.seq === step.seq).map(({ block }) => `${block.seriesNo}:${block.first}+${block.count}`),
      })),
    },
    ...(draft.reason ? { reason: draft.reason } : {}),
  });
  return { id, steps: outcome.steps, moves };
}
