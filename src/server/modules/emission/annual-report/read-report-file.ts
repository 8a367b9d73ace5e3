import { annualReportEndpoints as e } from '../../../../contract/annual-report.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { query } from '../../../work/command.ts';
import { findReport } from './report-view.ts';
import { fileOf } from './store.ts';

/** A file of an issued report as it was made; the snapshot as it was stored. */
export const readReportFile = query({
  name: 'emission.read-report-file',
  action: 'emission.read',
  input: e.readReportFile.params,
  run: async (work, { reportId, kind }) => {
    const report = await findReport(work, reportId);
    if (kind === 'snapshot_json')
      return {
        content: Buffer.from(report.snapshot, 'utf8'),
        fileName: `${report.number}.json`,
        mediaType: 'application/json; charset=utf-8',
      };
    const file = await fileOf(work.tx, work.actor.organizationId, reportId, kind);
    if (!file) throw new Refusal('not_found', { values: { what: 'annual_report_file', kind } });
    return { content: file.content, fileName: file.file_name, mediaType: file.media_type };
  },
});
