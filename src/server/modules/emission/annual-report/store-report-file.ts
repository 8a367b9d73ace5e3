import { createHash } from 'node:crypto';
import { z } from 'zod';
import { reportFileKind } from '../../../../contract/annual-report.ts';
import { command } from '../../../work/command.ts';
import { findReport } from './report-view.ts';
import { fileOf, insertFile } from './store.ts';

type Kind = z.output<typeof reportFileKind>;

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const excel = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const types: Readonly<Record<Kind, { readonly mediaType: string; readonly ending: string }>> = {
  forms_xlsx: { mediaType: excel, ending: '-forms.xlsx' },
  report_pdf: { mediaType: 'application/pdf', ending: '.pdf' },
  report_docx: { mediaType: word, ending: '.docx' },
  plan_pdf: { mediaType: 'application/pdf', ending: '-control-plan.pdf' },
  plan_docx: { mediaType: word, ending: '-control-plan.docx' },
};

/** Keeps a file of an issued report, once: one that is there already stays, so that its bytes never change. */
export const storeReportFile = (content: Uint8Array) =>
  command({
    name: 'emission.store-report-file',
    action: 'annual_report.issue',
    input: z.strictObject({ reportId: z.uuid(), kind: reportFileKind }),
    run: async (work, { reportId, kind }) => {
      const report = await findReport(work, reportId);
      await work.permit('annual_report.issue', report.entity_id);
      const there = await fileOf(work.tx, work.actor.organizationId, reportId, kind);
      if (there) return { sha256: there.sha256 };
      const { mediaType, ending } = types[kind];
      const row = {
        report_id: reportId,
        kind,
        file_name: `${report.number}${ending}`,
        media_type: mediaType,
        size_bytes: content.byteLength,
        sha256: createHash('sha256').update(content).digest('hex'),
        rendered_at: work.now,
      };
      await insertFile(work.tx, { ...row, organization_id: work.actor.organizationId, content: Buffer.from(content) });
      work.record({ kind: 'annual_report.file_made', objectType: 'annual_report', objectId: reportId, objectVersion: 1, content: row });
      return { sha256: row.sha256 };
    },
  });
