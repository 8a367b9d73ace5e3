import type { z } from 'zod';
import { ledgerEndpoints } from '../../../../contract/ledger.ts';
import { ledgerAccountKinds } from '../../../../contract/ledger-kinds.ts';
import type { ledgerTransaction } from '../../../../contract/ledger-views.ts';
import { present } from '../../../../kernel/assert.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { query, type Work } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import * as organization from '../../organization/index.ts';
import { transactionObject } from './post-transaction.ts';
import { visibleAccounts } from './read-holdings.ts';
import { type Account, accountsOf, classesOf } from './store.ts';
import { bookPage, type LegRow, legsOf, serialsOf, seriesNames, type TransactionFacts, transactionFacts } from './store-reads.ts';
import { accountView, classView, serialViews } from './views.ts';

type View = z.infer<typeof ledgerTransaction>;

/** Kinds that no reversal undoes: they end or begin something that has its own way back. */
const ownWayBack = ['reserve', 'issue', 'carry_over', 'reverse', 'release', 'expire'];

/** Whether new entries could turn a transaction round: nothing of it went to a final account, and it was not turned round already. */
export function isReversible(facts: TransactionFacts, legs: readonly LegRow[], accounts: ReadonlyMap<number, Account>): boolean {
  const toFinal = legs.some((leg) => ledgerAccountKinds[accounts.get(leg.toNo)?.kind ?? 'external'].final);
  return !toFinal && facts.reversed_by === null && facts.resolves === null && !ownWayBack.includes(facts.kind);
}

async function viewsOf(work: Work, ids: readonly string[]): Promise<View[]> {
  if (ids.length === 0) return [];
  const { organizationId } = work.actor;
  const [facts, legs] = [await transactionFacts(work.tx, organizationId, ids), await legsOf(work.tx, organizationId, ids)];
  const serials = await serialsOf(
    work.tx,
    organizationId,
    legs.map((leg) => leg.seq),
  );
  const series = await seriesNames(work.tx, organizationId);
  const accounts = new Map((await accountsOf(work.tx, organizationId)).map((one) => [one.no, one]));
  const classes = new Map((await classesOf(work.tx, organizationId)).map((one) => [one.no, one]));
  const evidence = await document.evidenceOf(work, transactionObject, ids);
  const account = (no: number) => accountView(present(accounts.get(no), 'an account'));
  return ids.flatMap((id) => {
    const one = facts.find((row) => row.id === id);
    if (!one) return [];
    const own = legs.filter((leg) => leg.transactionId === id);
    return [
      {
        ...{ id, kind: one.kind, effectiveOn: one.effective_on, recordedAt: one.recorded_at, recordedByName: one.recorded_by_name },
        ...{ approvedByName: one.approved_by_name, reason: one.reason, documentNo: one.document_no },
        ...{ beneficiary: one.beneficiary, period: one.period, claim: one.claim, purpose: one.purpose, expiresAt: one.expires_at },
        ...{ reverses: one.reverses, reversedBy: one.reversed_by, resolves: one.resolves, resolvedBy: one.resolved_by },
        reversible: isReversible(one, own, accounts),
        classes: [...new Set(own.map((leg) => leg.classNo))].map((no) => classView(present(classes.get(no), 'a class'))),
        legs: own.map((leg) => ({
          ...{ seq: leg.seq, kind: leg.kind, from: account(leg.fromNo), to: account(leg.toNo), quantity: leg.quantity },
          classId: present(classes.get(leg.classNo), 'a class').id,
          serials: serialViews(serials.get(leg.seq) ?? [], series),
        })),
        evidence: (evidence.get(id) ?? []).map((piece) => ({ id: piece.id, title: piece.title })),
      },
    ];
  });
}

/** One transaction whole: legs, serial numbers, who did and approved it, evidence. */
export const readTransaction = query({
  name: 'asset.read-transaction',
  action: 'asset.read',
  input: ledgerEndpoints.readTransaction.params,
  run: async (work, { transactionId }) => {
    const [view] = await viewsOf(work, [transactionId]);
    if (!view) throw new Refusal('not_found', { values: { id: transactionId, what: 'transaction' } });
    const owners = new Set(view.legs.flatMap((leg) => [leg.from.entityId, leg.to.entityId]).filter((one) => one !== null));
    const reach = await work.reach('asset.read');
    if (reach !== null && ![...owners].some((owner) => reach.has(owner))) throw new Refusal('not_permitted');
    return view;
  },
});

/** The book: transactions of the accounts one may see, latest first. */
export const listTransactions = query({
  name: 'asset.list-transactions',
  action: 'asset.read',
  input: ledgerEndpoints.listTransactions.query,
  run: async (work, { kind, classId, entityId, from, to, before, limit }) => {
    const { organizationId } = work.actor;
    if (entityId !== undefined) await organization.findEntity(work, entityId);
    const reach = await work.reach('asset.read');
    const mine = (await visibleAccounts(work, entityId)).filter((one) => one.entity_id !== null).map((one) => one.no);
    const held = (await classesOf(work.tx, organizationId)).find((one) => one.id === classId);
    const rows = await bookPage(work.tx, organizationId, {
      ...{ kind: kind ?? null, classNo: classId === undefined ? null : (held?.no ?? 0) },
      ...{ accountNos: reach === null && entityId === undefined ? null : mine, from: from ?? null, to: to ?? null },
      ...{ before: before ?? null, limit: limit + 1 },
    });
    const page = rows.slice(0, limit);
    const items = await viewsOf(
      work,
      page.map((row) => row.id),
    );
    return { items, next: rows.length > limit ? (page.at(-1)?.seq ?? null) : null };
  },
});
