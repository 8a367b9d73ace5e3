import { type SelectQueryBuilder, sql } from 'kysely';
import type { Tables } from '../../../db/tables.ts';
import type { Tx } from '../../../db/tx.ts';
import type { RecordHead } from '../registers/store.ts';

interface Look {
  readonly from: string;
  readonly to: string;
  readonly entityIds: readonly string[] | null;
  readonly most: number;
}

type Heads = SelectQueryBuilder<Tables, 'app.register_record', RecordHead>;

function heads(tx: Tx, organizationId: string, entityIds: readonly string[] | null): Heads {
  const all = tx.selectFrom('app.register_record').selectAll().where('organization_id', '=', organizationId);
  return entityIds === null ? all : all.where('entity_id', '=', sql<string>`any(${entityIds}::uuid[])`);
}

/** Records that are under way and due within a span, the earliest first. */
export async function dueRecords(tx: Tx, organizationId: string, { from, to, entityIds, most }: Look): Promise<RecordHead[]> {
  return await heads(tx, organizationId, entityIds)
    .where('due_on', '>=', from)
    .where('due_on', '<=', to)
    .where('stands', 'in', ['drafted', 'open'])
    .where('register', '<>', 'obligation')
    .orderBy('due_on')
    .orderBy('id')
    .limit(most)
    .execute();
}

/** Records in force, or done, that must be looked at again within a span, the earliest first. */
export async function reviewRecords(tx: Tx, organizationId: string, { from, to, entityIds, most }: Look): Promise<RecordHead[]> {
  return await heads(tx, organizationId, entityIds)
    .where('review_on', '>=', from)
    .where('review_on', '<=', to)
    .where('stands', 'in', ['in_force', 'done'])
    .orderBy('review_on')
    .orderBy('id')
    .limit(most)
    .execute();
}

/** Obligations in force or drafted that have a next day, however far back: they come again. */
export async function obligationRecords(tx: Tx, organizationId: string, { to, entityIds, most }: Look): Promise<RecordHead[]> {
  return await heads(tx, organizationId, entityIds)
    .where('register', '=', 'obligation')
    .where('due_on', '<=', to)
    .where('stands', 'in', ['drafted', 'open', 'in_force'])
    .orderBy('due_on')
    .orderBy('id')
    .limit(most)
    .execute();
}
