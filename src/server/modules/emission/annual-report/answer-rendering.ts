import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { reportFileKind } from '../../../../contract/annual-report.ts';
import { present } from '../../../../kernel/assert.ts';
import type { Paper } from './document/model.ts';
import type { Snapshot } from './report-view.ts';

export type ReportFileKind = z.output<typeof reportFileKind>;

/** What the rendering thread is asked: one file of one report, or (`paper_pdf`) a paper that another module composed. `snapshot` is the stored text, or the paper's. */
export interface RenderTask {
  readonly kind: ReportFileKind | 'paper_pdf';
  readonly snapshot: string;
  /** Where the templates lie: `data/reports`. */
  readonly folder: string;
}

export type RenderAnswer = Uint8Array;

async function paperOf(kind: RenderTask['kind'], snapshot: Snapshot, text: string): Promise<Paper> {
  const { report, year } = snapshot;
  if (!kind.startsWith('plan_')) {
    const { composeReport } = await import('./compose/report.ts');
    return composeReport(snapshot, createHash('sha256').update(text, 'utf8').digest('hex'));
  }
  const { composePlan } = await import('./compose/plan.ts');
  return composePlan(present(year.plan, 'a control plan'), report.language, { number: report.number, at: report.issuedAt });
}

/** Makes one file. The libraries are loaded here only, and so in the thread only: one of them is 50 MB of native code. */
export async function answerRendering({ kind, snapshot: text, folder }: RenderTask): Promise<RenderAnswer> {
  if (kind === 'paper_pdf') return (await import('./document/write-pdf.ts')).writePdf(folder, JSON.parse(text));
  const snapshot: Snapshot = JSON.parse(text);
  if (kind === 'forms_xlsx') return await (await import('./forms/write-xlsx.ts')).writeFormsXlsx(snapshot);
  const paper = await paperOf(kind, snapshot, text);
  if (kind.endsWith('_pdf')) return (await import('./document/write-pdf.ts')).writePdf(folder, paper);
  return await (await import('./document/write-docx.ts')).writeDocx(paper);
}
