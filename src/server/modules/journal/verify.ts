import { z } from 'zod';
import { query } from '../../work/command.ts';
import { defineJob } from '../../work/jobs.ts';
import type { Leaf } from '../../work/leaf.ts';
import { contentSha256, leafHash } from '../../work/leaf.ts';
import type { LeafView } from './store.ts';
import { historyAfter, journalState, rowFaults, type SealFault, sealedTables, sealFaults } from './store.ts';

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

/** The tables whose rows are sealed, and the seals that their leaves do not commit to. */
const readSeals = query({
  name: 'journal.read-seals',
  action: 'journal.read',
  statementSeconds: 600,
  input: z.object({}),
  run: async (work) => ({ tables: await sealedTables(work.tx), faults: await sealFaults(work.tx) }),
});

const verifyRows = query({
  name: 'journal.verify-rows',
  action: 'journal.read',
  statementSeconds: 600,
  input: z.object({ table: z.string() }),
  run: (work, { table }) => rowFaults(work.tx, table),
});

/** How far a check has come; what it stored before it was stopped is read back by it. */
const standing = z.object({
  after: z.string().nullable().default(null),
  checked: z.number().default(0),
  wrong: z.number().default(0),
  faults: z.array(z.object({ leafId: z.string(), fault: z.string() })).default([]),
  /** Tables whose rows were compared with their seals. */
  tables: z.number().default(0),
  rows: z.array(z.custom<SealFault>()).default([]),
});

const listed = 100;

/**
 * Recomputes every hash of the organization's history, then compares the rows of every table with their seals and the seals with their leaves; resumes where
 * it stood. At most 100 faults of each are listed, all are counted.
 */
export const verifyHistory = defineJob({
  kind: 'journal.verify',
  title: { zh: '核对操作历史', en: 'Check the history against the journal' },
  action: 'journal.read',
  input: z.object({}),
  single: true,
  run: async (job) => {
    let now = standing.parse(job.saved ?? {});
    const { ownEntries } = await job.ask(countEntries, {});
    for (;;) {
      job.breathe();
      const some = await job.ask(verifySome, { after: now.after });
      if (some.last === null) break;
      const { checked, wrong, faults } = now;
      now = { ...now, after: some.last, checked: checked + some.checked, wrong: wrong + some.faults.length };
      now = { ...now, faults: [...faults, ...some.faults].slice(0, listed) };
      await job.checkpoint(now);
      await job.progress(now.checked, ownEntries, { zh: `已核对 ${now.checked} 条`, en: `${now.checked} entries checked` });
    }
    const { tables, faults } = await job.ask(readSeals, {});
    const found = (more: readonly SealFault[]) => {
      now = { ...now, wrong: now.wrong + more.length, rows: [...now.rows, ...more].slice(0, listed) };
    };
    if (now.tables === 0) found(faults);
    for (const table of tables.slice(now.tables)) {
      job.breathe();
      found(await job.ask(verifyRows, { table }));
      now = { ...now, tables: now.tables + 1 };
      await job.checkpoint(now);
    }
    const { after: _, ...result } = now;
    return result;
  },
});
