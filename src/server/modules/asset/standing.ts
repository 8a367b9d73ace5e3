import { obligationUnits } from '../../../kernel/asset/obligation.ts';
import { todayOf } from '../../../kernel/calendar/today.ts';
import type { Work } from '../../work/command.ts';
import * as emission from '../emission/index.ts';
import type { Shelf } from '../library/index.ts';
import { policiesOf } from './accounting/store.ts';
import { deadlineOf, obligationOf } from './compliance/compliance-facts.ts';
import { isClosing } from './stock-take/close-break.ts';
import { breaksOf, explanationsOf, takesOf } from './stock-take/store.ts';
import {
  type ApprovedBudget,
  type ApprovedInventory,
  budgetsUpTo,
  inventoriesUpTo,
  type MovedAccount,
  movedAccounts,
  surrenderedForYear,
} from './store-standing.ts';

/** The last comparison of an account of units with a statement from outside; days are text. */
export interface TakenAccount {
  readonly entityId: string;
  readonly no: number;
  /** The last day a statement covers; null: never compared. */
  readonly lastDay: string | null;
  readonly openBreaks: number;
}

/** How the asset ledger and what is planned with it stand, for whoever looks at many entities at once. The caller checks permission. */
export interface AssetStanding {
  readonly budgets: readonly ApprovedBudget[];
  readonly inventories: readonly ApprovedInventory[];
  readonly accounts: readonly MovedAccount[];
  /** Registry and trading accounts: those an outside statement exists for. */
  readonly taken: readonly TakenAccount[];
  readonly policy: { readonly version: number; readonly approvedOn: string } | null;
}

/** Every entity in a fixed number of statements. */
export async function assetStanding(work: Work): Promise<AssetStanding> {
  const { organizationId } = work.actor;
  const today = todayOf(work.now);
  const accounts = await movedAccounts(work.tx, organizationId);
  const takes = await takesOf(work.tx, organizationId);
  const closed = new Set((await explanationsOf(work.tx, organizationId)).filter(isClosing).map((one) => one.break_id));
  const open = (await breaksOf(work.tx, organizationId)).filter((one) => !closed.has(one.id));
  const policy = (await policiesOf(work.tx, organizationId)).find((one) => one.approved_at !== null);
  return {
    budgets: await budgetsUpTo(work.tx, organizationId, Number(today.slice(0, 4))),
    inventories: await inventoriesUpTo(work.tx, organizationId, today),
    accounts,
    taken: accounts
      .filter((one) => (one.kind === 'registry' || one.kind === 'trading') && one.lastOn !== null)
      .map(({ entityId, no }) => {
        const own = takes.filter((one) => one.account_no === no && one.source !== 'bank');
        const ids = new Set(own.map((one) => one.id));
        return { entityId, no, lastDay: own[0]?.last_day ?? null, openBreaks: open.filter((one) => ids.has(one.stock_take_id)).length };
      }),
    policy: policy?.approved_at == null ? null : { version: policy.version, approvedOn: todayOf(policy.approved_at) },
  };
}

/** What an entity owed for the last year that fell due, and what it had surrendered by the deadline; tonnes as text. */
export interface DueSurrender {
  readonly entityId: string;
  readonly year: number;
  readonly deadline: string;
  /** Null where the year has no data to compute it from. */
  readonly owedT: string | null;
  readonly byDeadlineT: string;
  readonly laterT: string;
}

/**
 * The last compliance year whose deadline has passed, of the entities that surrendered for it or whose figure of it is verified. What is owed is computed
 * for each of them, so it costs some statements an entity; there are as many as there are plants.
 */
export async function dueSurrenders(work: Work, shelf: Shelf, isWanted: (entityId: string) => boolean): Promise<DueSurrender[]> {
  const { organizationId } = work.actor;
  const today = todayOf(work.now);
  const due = [1, 2, 3]
    .map((before) => Number(today.slice(0, 4)) - before)
    .map((year) => ({ year, deadline: deadlineOf(shelf, year) }))
    .find(({ deadline }) => deadline !== null && deadline < today);
  if (!due?.deadline) return [];
  const { year, deadline } = due;
  const told = new Map((await surrenderedForYear(work.tx, organizationId, year, deadline)).map((one) => [one.entityId, one]));
  const verified = (await emission.latestVerified(work)).filter((one) => one.year >= year).map((one) => one.entityId);
  const found: DueSurrender[] = [];
  for (const entityId of new Set([...told.keys(), ...verified].filter(isWanted))) {
    const { obligation } = await obligationOf(work, shelf, entityId, year);
    const own = told.get(entityId);
    const owedT = obligation === null ? null : `${obligationUnits(obligation.exact)}`;
    if (owedT !== null || own) found.push({ entityId, year, deadline, owedT, byDeadlineT: own?.byDay ?? '0', laterT: own?.after ?? '0' });
  }
  return found;
}
