import { z } from 'zod';
import { journalEndpoints as e } from '../../../contract/journal.ts';
import { query, type Work } from '../../work/command.ts';
import type { JobDefinition } from '../../work/jobs.ts';
import type { MountedRoute } from '../../work/route.ts';
import { route, runs } from '../../work/route.ts';
import type { HistoryView } from './store.ts';
import { deedCounts, deedsPage, historyOfObjects, historyPage, journalState, lastCheckOf } from './store.ts';
import { verifyHistory } from './verify.ts';

function asEntry(row: HistoryView) {
  return {
    leafId: row.leaf_id,
    index: row.index === null ? null : Number(row.index),
    at: row.at,
    actorId: row.actor_id,
    actorName: row.actor_name,
    actorRole: row.actor_role,
    kind: row.kind,
    objectType: row.object_type,
    objectId: row.object_id,
    objectVersion: row.object_version,
    content: row.content as Record<string, never>,
    before: row.before as Record<string, never> | null,
    reason: row.reason,
    contentSha256: row.content_sha256,
    leafSha256: row.leaf_hash.toString('hex'),
  };
}

/** Who did what, newest first. */
const listHistory = query({
  name: 'journal.list-history',
  action: 'journal.read',
  input: e.listHistory.query,
  run: async (work, { offset, limit, ...filter }) => {
    const { rows, total } = await historyPage(work.tx, work.actor.organizationId, filter, offset, limit);
    return { items: rows.map(asEntry), total };
  },
});

const readJournalState = query({
  name: 'journal.read-state',
  action: 'journal.read',
  input: z.object({}),
  run: (work) => journalState(work.tx, work.actor.organizationId),
});

export function routes(): MountedRoute[] {
  return [route(e.listHistory, runs(listHistory)), route(e.readJournalState, runs(readJournalState))];
}

export function jobs(): JobDefinition[] {
  return [verifyHistory];
}

export type Content = Readonly<Record<string, unknown>>;
export interface Deed {
  readonly at: string;
  readonly actorName: string;
  readonly kind: string;
  readonly objectType: string;
  readonly objectId: string;
  readonly content: Content;
  readonly before: Content | null;
  readonly reason: string | null;
  readonly contentSha256: string;
  readonly leafId: string;
}

/** Everything done to these objects, newest first. The caller checks permission. */
export async function historyOf(work: Work, objectTypes: readonly string[], objectIds: readonly string[]): Promise<Deed[]> {
  return (await historyOfObjects(work.tx, work.actor.organizationId, objectTypes, objectIds)).map((row) => ({
    at: row.at,
    actorName: row.actor_name,
    kind: row.kind,
    objectType: row.object_type,
    objectId: row.object_id,
    content: row.content,
    before: row.before,
    reason: row.reason,
    contentSha256: row.content_sha256,
    leafId: row.leaf_id,
  }));
}

export interface OwnDeed {
  readonly leafId: string;
  readonly at: string;
  readonly kind: string;
  readonly objectType: string;
  readonly objectId: string;
}

/** What the person whose work it is did of these kinds, latest first, and how often in all. Their own deeds need no right to the journal. */
export async function ownDeeds(work: Work, kinds: readonly string[], page: { readonly offset: number; readonly limit: number }) {
  const { organizationId, personId } = work.actor;
  const rows = await deedsPage(work.tx, organizationId, personId, kinds, page);
  return rows.map(
    (row): OwnDeed => ({ leafId: row.leaf_id, at: row.at, kind: row.kind, objectType: row.object_type, objectId: row.object_id }),
  );
}

export const ownDeedCounts = (work: Work, kinds: readonly string[]) =>
  deedCounts(work.tx, work.actor.organizationId, work.actor.personId, kinds);

/** The last check of the whole history against the journal; null before there was one. The caller checks permission. */
export const lastCheck = (work: Work) => lastCheckOf(work.tx, work.actor.organizationId);

export { type OpenLog, openLog } from './log/open-log.ts';
export { publicFolder } from './log/signer.ts';
export { trustWitness } from './log/trust-witness.ts';
export { verifyEd25519 } from './log/witnesses.ts';
export { faultOf } from './verify.ts';
