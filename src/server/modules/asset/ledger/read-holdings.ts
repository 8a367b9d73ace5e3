import { ledgerEndpoints } from '../../../../contract/ledger.ts';
import { ledgerAccountKinds } from '../../../../contract/ledger-kinds.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { query, type Work } from '../../../work/command.ts';
import * as organization from '../../organization/index.ts';
import { type Account, accountsOf, classesOf } from './store.ts';
import { countsLater, type Standing, seqKnownAt, standings, standingsNow } from './store-reads.ts';
import { accountView, classView } from './views.ts';

const endpoint = ledgerEndpoints.readHoldings;

/** The accounts an actor may see: those of entities in its reach (or below the one asked for), and the world outside. */
export async function visibleAccounts(work: Work, entityId?: string): Promise<Account[]> {
  const reach = await work.reach('asset.read');
  const below = entityId === undefined ? null : new Set((await organization.entitiesBelow(work, entityId)).map((one) => one.id));
  return (await accountsOf(work.tx, work.actor.organizationId)).filter(
    ({ entity_id: owner }) => owner === null || ((reach === null || reach.has(owner)) && (below === null || below.has(owner))),
  );
}

const sum = (rows: readonly { readonly quantity: string }[]): string => `${rows.reduce((all, row) => all + BigInt(row.quantity), 0n)}`;

/** What is held, by class and account (C.6): now from the stored balances, for an earlier day or an earlier knowledge from the transfers themselves. */
export const readHoldings = query({
  name: 'asset.read-holdings',
  action: 'asset.read',
  input: endpoint.query,
  run: async (work, { entityId, effectiveOn, knownAt }) => {
    const { organizationId } = work.actor;
    if (entityId !== undefined) {
      await organization.findEntity(work, entityId);
      await work.permit('asset.read', entityId);
    }
    const day = effectiveOn ?? todayOf(work.now);
    const seq = await seqKnownAt(work.tx, organizationId, knownAt);
    const isNow = knownAt === undefined && !(await countsLater(work.tx, organizationId, day));
    const rows = isNow ? await standingsNow(work.tx, organizationId) : await standings(work.tx, organizationId, day, seq);
    const accounts = (await visibleAccounts(work, entityId)).filter((one) => one.entity_id !== null);
    const byNo = new Map(accounts.map((one) => [one.no, one]));
    const classes = await classesOf(work.tx, organizationId);
    const holdings = classes.flatMap((held) => {
      const here = rows.filter((row) => row.classNo === held.no && byNo.has(row.accountNo));
      if (here.length === 0) return [];
      return [
        {
          class: classView(held),
          entities: entitiesOf(here, byNo),
          own: sum(here.filter(isOwn(byNo))),
          available: sum(here.filter(isFree(byNo))),
        },
      ];
    });
    return { effectiveOn: day, knownAt: knownAt ?? null, holdings, totals: totalsOf(holdings), accounts: accounts.map(accountView), seq };
  },
});

interface Held {
  readonly class: { readonly programme: string; readonly unit: 't' | 'MWh' };
  readonly own: string;
  readonly available: string;
}

function totalsOf(holdings: readonly Held[]) {
  const same = (a: Held, b: Held) => a.class.programme === b.class.programme && a.class.unit === b.class.unit;
  return holdings
    .filter((one, index) => holdings.findIndex((other) => same(one, other)) === index)
    .map((first) => {
      const all = (part: 'own' | 'available') =>
        `${holdings.filter((one) => same(one, first)).reduce((total, one) => total + BigInt(one[part]), 0n)}`;
      return { programme: first.class.programme, unit: first.class.unit, own: all('own'), available: all('available') };
    });
}

const isOwn = (accounts: ReadonlyMap<number, Account>) => (row: Standing) =>
  ledgerAccountKinds[accounts.get(row.accountNo)?.kind ?? 'external'].own;
const isFree = (accounts: ReadonlyMap<number, Account>) => (row: Standing) =>
  ['registry', 'trading'].includes(accounts.get(row.accountNo)?.kind ?? '');

function entitiesOf(rows: readonly Standing[], accounts: ReadonlyMap<number, Account>) {
  const owners = new Set(rows.map((row) => accounts.get(row.accountNo)?.entity_id ?? ''));
  return [...owners].map((entityId) => {
    const own = rows.filter((row) => accounts.get(row.accountNo)?.entity_id === entityId);
    const standing = own.flatMap((row) => {
      const account = accounts.get(row.accountNo);
      return account ? [{ accountId: account.id, kind: account.kind, quantity: row.quantity }] : [];
    });
    return { entityId, standing, own: sum(own.filter(isOwn(accounts))), available: sum(own.filter(isFree(accounts))) };
  });
}
