import { ledgerAccountKinds } from '../../../../contract/ledger-kinds.ts';
import type { WriteDown } from '../../../../kernel/accounting/impairment.ts';
import type { LedgerChange, OriginOrder } from '../../../../kernel/accounting/ledger-movements.ts';
import type { AccountingPolicy } from '../../../../kernel/accounting/movement.ts';
import type { Work } from '../../../work/command.ts';
import { visibleAccounts } from '../ledger/read-holdings.ts';
import { rulesOf } from './policy.ts';
import { changesUntil } from './read-accounting.ts';
import { policiesOf } from './store.ts';
import { writeDownsByEntity } from './write-downs.ts';

export interface EntityBooks {
  /** Each entity with what crossed the border of its own accounts and its approved impairments; of nobody below it. */
  readonly entities: readonly {
    readonly entity: string;
    readonly changes: readonly LedgerChange[];
    readonly writeDowns: readonly WriteDown[];
  }[];
  /** Impairments of an entity that holds no account of its own: whose units they lower is not known. */
  readonly unplaced: readonly WriteDown[];
  readonly policy: AccountingPolicy;
  readonly order: OriginOrder;
}

/** What the books of entities are made of, below one and within the actor's reach, up to a day: told to the trading module for the group's statement. */
export async function entityBooks(work: Work, entityId: string, until: string): Promise<EntityBooks> {
  const accounts = (await visibleAccounts(work, entityId)).filter((one) => ledgerAccountKinds[one.kind].own);
  const owners = [...new Set(accounts.flatMap((one) => one.entity_id ?? []))];
  const approved = (await policiesOf(work.tx, work.actor.organizationId)).find((one) => one.approved_at !== null);
  const { originOrder: order, impairment, ...policy } = rulesOf(approved);
  const writeDowns = await writeDownsByEntity(work, entityId, until, impairment);
  const entities = [];
  for (const entity of owners) {
    const { changes } = await changesUntil(work, entity, until, undefined, (account) => account.entity_id === entity);
    entities.push({ entity, changes, writeDowns: writeDowns.get(entity) ?? [] });
  }
  const unplaced = [...writeDowns].filter(([entity]) => !owners.includes(entity)).flatMap(([, all]) => all);
  return { entities, unplaced, policy, order };
}
