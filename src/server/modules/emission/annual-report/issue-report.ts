import { createHash } from 'node:crypto';
import { issueOrder } from '../../../../contract/annual-report.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command, type Work } from '../../../work/command.ts';
import { canonical } from '../../../work/leaf.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { cellsOfYear } from '../store/cells.ts';
import { findingsOf, listedReport, refusedFor, type Snapshot, totalOf } from './report-view.ts';
import { insertReport, lastSequence, lockReports, reportsOfYear } from './store.ts';
import { sha256Of, yearContent } from './year-content.ts';

/** A report that leaves the house is not issued by somebody who entered its figures. */
async function refuseOwnFigures(work: Work, entityId: string, year: number): Promise<void> {
  const units = await organization.unitsBelow(work, entityId);
  const cells = await cellsOfYear(
    work.tx,
    work.actor.organizationId,
    units.map((unit) => unit.id),
    year,
  );
  if (cells.some((cell) => cell.recordedBy === work.actor.personId)) throw new Refusal('same_person_enters_and_approves');
}

/** Freezes an entity's year into a numbered report (A.8). Its files are made from the snapshot afterwards. `reportId`: the id of the job that issues it. */
export function issueReport(shelf: Shelf, reportId?: string) {
  return command({
    name: 'emission.issue-annual-report',
    action: 'annual_report.issue',
    input: issueOrder,
    run: async (work, order) => {
      const { entityId, year, purpose, language } = order;
      const { organizationId, personId, name } = work.actor;
      await organization.findEntity(work, entityId);
      await work.permit('annual_report.issue', entityId);
      await lockReports(work.tx, organizationId, year);
      const content = await yearContent(work, shelf, entityId, year);
      if (content === null) throw new Refusal('wrong_state', { values: { year: String(year), state: 'no data' } });
      const yearSha256 = sha256Of(content);
      if (yearSha256 !== order.seenYearSha256) throw new Refusal('conflict', { detail: changedSince });
      if (purpose !== 'internal') await refuseOwnFigures(work, entityId, year);
      const against = refusedFor(purpose, content);
      if (against) throw new Refusal('wrong_state', { values: { purpose }, detail: against, findings: findingsOf(content).slice(0, 200) });
      const earlier = await reportsOfYear(work.tx, organizationId, entityId, year);
      const supersedes = earlier.find((one) => one.purpose === purpose && one.language === language)?.id ?? null;
      const sequence = (await lastSequence(work.tx, organizationId, year)) + 1;
      const id = reportId ?? work.newId();
      const number = `AR-${year}-${String(sequence).padStart(4, '0')}`;
      const findings = findingsOf(content);
      const snapshot: Snapshot = {
        format: 'tanheng.annual-report',
        formatVersion: 1,
        report: { id, number, issuedAt: work.now, issuedByName: name, purpose, language, supersedes, findings },
        yearSha256,
        year: content,
      };
      const text = canonical(snapshot);
      const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
      const row = {
        id,
        entity_id: entityId,
        year,
        sequence,
        number,
        purpose,
        language,
        total_t: totalOf(content)?.value ?? null,
        snapshot_sha256: createHash('sha256').update(text, 'utf8').digest('hex'),
        year_sha256: yearSha256,
        supersedes,
        issued_at: work.now,
        issued_by: personId,
        issued_by_name: name,
      };
      const counts = { error: count('error'), warning: count('warning'), info: count('info') };
      await insertReport(work.tx, { ...row, organization_id: organizationId, snapshot: text, findings: JSON.stringify(counts) });
      work.record({
        kind: 'annual_report.issued',
        objectType: 'annual_report',
        objectId: id,
        objectVersion: 1,
        content: { ...row, findings: counts },
      });
      const listed = { ...row, findings: counts };
      return listedReport(listed, [listed], []);
    },
  });
}

const changedSince = {
  zh: '预览之后本年度的数据又有变化，因此没有出具报告。请重新查看预览后再出具。',
  en: 'The year changed after the preview, so no report was issued. Look at the preview again, then issue.',
};
