import { createHash } from 'node:crypto';
import { z } from 'zod';
import { inventoryReportEndpoints as e, inventoryReportFileKind, inventoryReportOrder } from '../../../../contract/inventory-report.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command, query } from '../../../work/command.ts';
import { contentOf, type ReportSnapshot, sha256Of, textOf } from './content.ts';
import { findReport, partsOf, type ReportDeps, refusedFor } from './report-view.ts';
import { fileOf, insertFile, insertReport, nextSequence, reportsOf } from './store.ts';

export const reportObject = 'inventory_report';

const changedSince = {
  zh: '查看之后清单或报告内容又有变化，因此没有出具。请重新查看后再出具。',
  en: 'Inventory or report changed after it was looked at, so nothing was issued. Look again, then issue.',
};

/**
 * Freezes what an approved inventory reports into a numbered report (ISO 14064-1 clause 9.3). Refused while an item a–t is missing, and to whoever entered the
 * inventory's data. Its files are made from the snapshot afterwards. `reportId`: the id of the job that issues it.
 */
export function issueReport(deps: ReportDeps, reportId?: string) {
  return command({
    name: 'inventory.issue-report',
    action: 'inventory_report.issue',
    statementSeconds: 60,
    input: inventoryReportOrder,
    run: async (work, { inventoryId, language, seenSha256 }) => {
      const standing = await deps.home.standing(work, inventoryId);
      await work.permit('inventory_report.issue', standing.entityId);
      const { organizationId, personId, name } = work.actor;
      const parts = await partsOf(work, deps, standing);
      const refused = refusedFor(parts);
      if (parts === null || refused) throw new Refusal('wrong_state', refused ? { detail: refused } : {});
      if (standing.enteredBy.has(personId)) throw new Refusal('same_person_enters_and_approves');
      const content = contentOf(parts);
      const contentSha256 = sha256Of(textOf(content));
      if (contentSha256 !== seenSha256) throw new Refusal('conflict', { detail: changedSince });
      const sequence = await nextSequence(work.tx, organizationId, standing.year);
      const earlier = await reportsOf(work.tx, organizationId, inventoryId);
      const id = reportId ?? work.newId();
      const number = `GR-${standing.year}-${String(sequence).padStart(4, '0')}`;
      const supersedes = earlier.find((one) => one.language === language)?.id ?? null;
      const snapshot: ReportSnapshot = {
        ...{ format: 'tanheng.inventory-report', formatVersion: 1, contentSha256, content },
        report: { id, number, language, issuedAt: work.now, issuedByName: name, supersedes },
      };
      const text = textOf(snapshot);
      const row = {
        ...{ id, entity_id: standing.entityId, inventory_id: inventoryId, inventory_version: parts.frozen.version, year: standing.year },
        ...{ sequence, number, language, total_t: parts.frozen.result.total.emission, snapshot_sha256: sha256Of(text) },
        ...{ content_sha256: contentSha256, supersedes, issued_at: work.now, issued_by: personId, issued_by_name: name },
      };
      await insertReport(work.tx, { ...row, organization_id: organizationId, snapshot: text });
      work.record({ kind: 'inventory_report.issued', objectType: reportObject, objectId: id, objectVersion: 1, content: row });
      return { id, number };
    },
  });
}

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const excel = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const mediaTypes = { pdf: 'application/pdf', docx: word, xlsx: excel } as const;

/** Keeps a file of an issued report, once: one that is there already stays, so that its bytes never change. */
export const storeReportFile = (content: Uint8Array) =>
  command({
    name: 'inventory.store-report-file',
    action: 'inventory_report.issue',
    input: z.strictObject({ reportId: z.uuid(), kind: inventoryReportFileKind }),
    run: async (work, { reportId, kind }) => {
      const report = await findReport(work, reportId);
      await work.permit('inventory_report.issue', report.entity_id);
      const there = await fileOf(work.tx, work.actor.organizationId, reportId, kind);
      if (there) return { sha256: there.sha256 };
      const row = {
        ...{ report_id: reportId, kind, file_name: `${report.number}-${report.language}.${kind}`, media_type: mediaTypes[kind] },
        ...{ size_bytes: content.byteLength, sha256: createHash('sha256').update(content).digest('hex'), made_at: work.now },
      };
      await insertFile(work.tx, { ...row, organization_id: work.actor.organizationId, content: Buffer.from(content) });
      work.record({ kind: 'inventory_report.file_made', objectType: reportObject, objectId: reportId, objectVersion: 1, content: row });
      return { sha256: row.sha256 };
    },
  });

/** The snapshot of an issued report, from which its files are made. */
export const readReportSnapshot = query({
  name: 'inventory.read-report-snapshot',
  action: 'inventory.read',
  input: z.strictObject({ reportId: z.uuid() }),
  run: async (work, { reportId }) => (await findReport(work, reportId)).snapshot,
});

export const readReportFile = query({
  name: 'inventory.read-report-file',
  action: 'inventory.read',
  input: e.readInventoryReportFile.params,
  run: async (work, { reportId, kind }) => {
    await findReport(work, reportId);
    const file = await fileOf(work.tx, work.actor.organizationId, reportId, kind);
    if (!file) throw new Refusal('not_found', { values: { what: 'inventory_report_file', id: reportId } });
    return { content: file.content, mediaType: file.media_type, fileName: file.file_name };
  },
});
