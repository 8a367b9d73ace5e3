import { present } from '../../../../kernel/assert.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import type { Work } from '../../../work/command.ts';
import { insertReport, lockReports, nextSequence, type ReportRow, reportsOf } from './store.ts';

/** Gives the report of a version that is approved now its number: one after another in the year of approval, without gaps (ISO 14067 clause 7). */
export async function issueReportNumber(
  work: Work,
  version: { readonly id: string; readonly entity_id: string; readonly frozen_sha256: string | null },
) {
  const { organizationId, personId, name } = work.actor;
  const year = Number(todayOf(work.now).slice(0, 4));
  await lockReports(work.tx, organizationId, year);
  const sequence = await nextSequence(work.tx, organizationId, year);
  const row: Omit<ReportRow, 'organization_id'> = {
    ...{ footprint_version_id: version.id, entity_id: version.entity_id, year, sequence },
    number: `PF-${year}-${String(sequence).padStart(4, '0')}`,
    frozen_sha256: present(version.frozen_sha256, 'the hash of a frozen version'),
    ...{ issued_at: work.now, issued_by: personId, issued_by_name: name },
  };
  await insertReport(work.tx, { ...row, organization_id: organizationId });
  work.record({
    ...{ kind: 'footprint.report_issued', objectType: 'footprint_report', objectId: version.id, objectVersion: 1, content: row },
  });
}

/** Numbers of reports by version. */
export async function reportNumbers(work: Work, versionIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await reportsOf(work.tx, work.actor.organizationId, versionIds);
  return new Map(rows.map((row) => [row.footprint_version_id, row.number]));
}
