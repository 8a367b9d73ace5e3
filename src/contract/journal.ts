import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { id, instant, pageOf, pageQuery, sha256 } from './values.ts';

/** Reading the history: who did what, when, in which role, with what before and after (clause 7.5). */

export const historyEntry = z
  .object({
    leafId: id,
    index: z
      .int()
      .nullable()
      .meta({ description: "Place in the installation's journal, without gaps; null for the fraction of a second before it has one." }),
    at: instant,
    actorId: id,
    actorName: z.string(),
    actorRole: z.string(),
    kind: z.string(),
    objectType: z.string(),
    objectId: z.string(),
    objectVersion: z.int(),
    content: z.record(z.string(), z.json()),
    before: z.record(z.string(), z.json()).nullable(),
    reason: z.string().nullable(),
    contentSha256: sha256,
    leafSha256: sha256,
  })
  .meta({ id: 'HistoryEntry' });

export const journalEndpoints = {
  listHistory: endpoint({
    name: 'journal.listHistory',
    method: 'GET',
    path: '/api/v1/history',
    summary: { zh: '操作历史', en: 'History of what was done' },
    access: { action: 'journal.read' },
    query: z.strictObject({
      ...pageQuery,
      objectType: z.string().max(60).optional(),
      objectId: z.string().max(200).optional(),
      actorId: id.optional(),
      kind: z.string().max(80).optional(),
      from: instant.optional(),
      to: instant.optional(),
    }),
    reply: pageOf(historyEntry).meta({ id: 'HistoryPage' }),
  }),
  readJournalState: endpoint({
    name: 'journal.readState',
    method: 'GET',
    path: '/api/v1/journal',
    summary: { zh: '日志状态', en: 'State of the journal' },
    access: { action: 'journal.read' },
    reply: z
      .object({
        size: z.int().meta({ description: 'Leaves of the whole installation that have an index.' }),
        waiting: z.int().meta({ description: 'Leaves committed and not yet indexed.' }),
        ownEntries: z.int().meta({ description: "Entries of the asker's organization." }),
        lastAt: instant.nullable(),
      })
      .meta({ id: 'JournalState' }),
  }),
} as const;
