import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { reportFileKind } from '../../../../contract/annual-report.ts';
import { present } from '../../../../kernel/assert.ts';
import { type Paper, writePaper } from '../../document/index.ts';
import type { Snapshot } from './report-view.ts';

export type ReportFileKind = z.output<typeof reportFileKind>;

/** What the rendering thread is asked: one file of one report, or (`paper_…`) a paper that another module composed. `snapshot` is the stored text, or the paper's. */
export interface RenderTask {
  readonly kind: ReportFileKind | 'paper_pdf' | 'paper_docx';
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

/** Makes one file. */
export async function answerRendering({ kind, snapshot: text, folder }: RenderTask): Promise<RenderAnswer> {
  if (kind === 'paper_pdf' || kind === 'paper_docx')
    return await writePaper(kind === 'paper_pdf' ? 'pdf' : 'docx', folder, JSON.parse(text));
  const snapshot: Snapshot = JSON.parse(text);
  if (kind === 'forms_xlsx') return await (await import('./forms/write-xlsx.ts')).writeFormsXlsx(snapshot);
  const paper = await paperOf(kind, snapshot, text);
  return await writePaper(kind.endsWith('_pdf') ? 'pdf' : 'docx', folder, paper);
}
