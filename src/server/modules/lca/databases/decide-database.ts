import { z } from 'zod';
import { lcaDatabaseEndpoints } from '../../../../contract/lca-databases.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command, type Work } from '../../../work/command.ts';
import { conflictOf } from '../../../work/conflict.ts';
import { databaseObject, databaseOf, databaseView } from './database-view.ts';
import { moveDatabase } from './store.ts';

const decide = lcaDatabaseEndpoints.decideLcaDatabase;
const retire = lcaDatabaseEndpoints.retireLcaDatabase;

/** Approves a database for use, or rejects it with a reason; never who imported it. */
export const decideDatabase = command({
  name: 'lca.decide-database',
  action: 'lca.approve',
  input: z.strictObject({ ...decide.params.shape, ...decide.body.shape }),
  run: async (work, { databaseId, decision, reason, version }) => {
    await work.permit('lca.approve');
    const before = await databaseOf(work, databaseId);
    if (before.state !== 'proposed') throw new Refusal('wrong_state', { values: { state: before.state } });
    if (before.imported_by === work.actor.personId) throw new Refusal('same_person_enters_and_approves');
    if (decision === 'reject' && reason === '') throw new Refusal('reason_required');
    const approved = decision === 'approve';
    await move(work, databaseId, version, approved ? 'lca_database.approved' : 'lca_database.rejected', reason, {
      ...{ state: approved ? ('approved' as const) : ('rejected' as const), decided_at: work.now, decision_reason: reason },
      ...{ decided_by: work.actor.personId, decided_by_name: work.actor.name },
    });
    return databaseView(await databaseOf(work, databaseId));
  },
});

/** Takes a database out of use: kept for what rests on it, and no longer offered. */
export const retireDatabase = command({
  name: 'lca.retire-database',
  action: 'lca.maintain',
  input: z.strictObject({ ...retire.params.shape, ...retire.body.shape }),
  run: async (work, { databaseId, reason, version }) => {
    await work.permit('lca.maintain');
    const before = await databaseOf(work, databaseId);
    if (before.state !== 'approved') throw new Refusal('wrong_state', { values: { state: before.state } });
    await move(work, databaseId, version, 'lca_database.retired', reason, {
      ...{ state: 'retired' as const, retired_at: work.now, retirement_reason: reason },
      ...{ retired_by: work.actor.personId, retired_by_name: work.actor.name },
    });
    return databaseView(await databaseOf(work, databaseId));
  },
});

type Moved = Parameters<typeof moveDatabase>[4];

async function move(work: Work, databaseId: string, version: number, kind: string, reason: string, moved: Moved): Promise<void> {
  const before = await databaseOf(work, databaseId);
  if (before.version !== version || !(await moveDatabase(work.tx, work.actor.organizationId, databaseId, version, moved)))
    throw conflictOf(databaseView(before), { version });
  work.record({
    ...{ kind, objectType: databaseObject, objectId: databaseId, objectVersion: version + 1, content: { ...moved } },
    before: { state: before.state, version: before.version },
    ...(reason === '' ? {} : { reason }),
  });
}
