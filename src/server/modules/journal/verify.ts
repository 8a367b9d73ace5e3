import { z } from 'zod';
import { query } from '../../work/command.ts';
import { defineJob } from '../../work/jobs.ts';
import type { Leaf } from '../../work/leaf.ts';
import { contentSha256, leafHash } from '../../work/leaf.ts';
import type { LeafView } from './store.ts';
import { historyAfter, journalState } from './store.ts';

/** What is wrong with one entry; null when history, leaf and sequence say the same. */
export function faultOf(row: LeafView): string | null {
  if (!row.bytes) return 'leaf_missing';
  const computed = contentSha256({
    salt: row.salt,
    organizationId: row.organization_id,
    leafId: row.leaf_id,
    at: row.at,
    actorId: row.actor_id,
    actorName: row.actor_name,
    actorRole: row.actor_role,
    kind: row.kind,
    objectType: row.object_type,
    objectId: row.object_id,
    objectVersion: row.object_version,
    content: row.content,
    before: row.before,
    reason: row.reason,
  });
  const leaf: Leaf = JSON.parse(row.bytes);
  if (computed !== row.content_sha256 || computed !== leaf.contentSha256) return 'content_changed';
  if (!leafHash(row.bytes).equals(row.leaf_hash)) return 'leaf_changed';
  if (row.sequence_hash !== null && !row.sequence_hash.equals(row.leaf_hash)) return 'sequence_changed';
  return null;
}

const batch = 500;

/** Checks the next entries after one; tells where it got to. */
export const verifySome = query({
  name: 'journal.verify-some',
  action: 'journal.read',
  input: z.object({ after: z.uuid().nullable() }),
  run: async (work, { after }) => {
    const rows = await historyAfter(work.tx, work.actor.organizationId, after, batch);
    const faults = rows.flatMap((row) => {
      const fault = faultOf(row);
      return fault === null ? [] : [{ leafId: row.leaf_id, fault }];
    });
    return { checked: rows.length, last: rows.at(-1)?.leaf_id ?? null, faults };
  },
});

export const countEntries = query({
  name: 'journal.count-entries',
  action: 'journal.read',
  input: z.object({}),
  run: (work) => journalState(work.tx, work.actor.organizationId),
});

/** Recomputes every hash of the organization's history; resumes where it stood. At most 100 faults are listed, all are counted. */
export const verifyHistory = defineJob({
  kind: 'journal.verify',
  title: { zh: '核对操作历史', en: 'Check the history against the journal' },
  action: 'journal.read',
  input: z.object({}),
  single: true,
  run: async (job) => {
    const saved = job.saved as
      | { after: string | null; checked: number; wrong: number; faults: { leafId: string; fault: string }[] }
      | undefined;
    let { after, checked, wrong, faults } = saved ?? { after: null, checked: 0, wrong: 0, faults: [] };
    const { ownEntries } = await job.ask(countEntries, {});
    for (;;) {
      job.breathe();
      const some = await job.ask(verifySome, { after });
      if (some.last === null) break;
      checked += some.checked;
      wrong += some.faults.length;
      after = some.last;
      faults = [...faults, ...some.faults].slice(0, 100);
      await job.checkpoint({ after, checked, wrong, faults });
      await job.progress(checked, ownEntries, { zh: `已核对 ${checked} 条`, en: `${checked} entries checked` });
    }
    return { checked, wrong, faults };
  },
});
