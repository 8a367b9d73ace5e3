import path from 'node:path';
import { z } from 'zod';
import { annualReportEndpoints as e, issueOrder } from '../../../../contract/annual-report.ts';
import { query } from '../../../work/command.ts';
import { download } from '../../../work/download.ts';
import { defineJob, type JobDefinition } from '../../../work/jobs.ts';
import { type FilesMade, type FileToMake, freezeAndMakeFiles } from '../../../work/make-files.ts';
import type { ModuleDeps } from '../../../work/module.ts';
import { type MountedRoute, route, runs } from '../../../work/route.ts';
import type { Threads } from '../../../work/threads.ts';
import type { Shelf } from '../../library/index.ts';
import type { RenderAnswer, RenderTask, ReportFileKind } from './answer-rendering.ts';
import { compareReport } from './compare-report.ts';
import { readFormFacts, recordEntityFacts, recordUnitFacts } from './form-facts.ts';
import { issueReport } from './issue-report.ts';
import { readReportFile } from './read-report-file.ts';
import { findReport, readAnnualReports } from './report-view.ts';
import { storeReportFile } from './store-report-file.ts';

export type RenderThreads = Threads<RenderTask, RenderAnswer>;

/** The files of a report in the order they are made, with what a person reads meanwhile. */
const files: readonly FileToMake<ReportFileKind>[] = [
  { kind: 'forms_xlsx', message: { zh: '生成报表 C.1–C.6', en: 'Making the forms C.1–C.6' } },
  { kind: 'report_pdf', message: { zh: '生成 PDF 报告', en: 'Making the PDF' } },
  { kind: 'report_docx', message: { zh: '生成 Word 报告', en: 'Making the Word document' } },
];
const planFiles: typeof files = [
  { kind: 'plan_pdf', message: { zh: '生成数据质量控制方案 PDF', en: 'Making the PDF of the control plan' } },
  { kind: 'plan_docx', message: { zh: '生成数据质量控制方案 Word', en: 'Making the Word document of the control plan' } },
];

const snapshotOf = query({
  name: 'emission.read-report-snapshot',
  action: 'emission.read',
  input: z.strictObject({ reportId: z.uuid() }),
  run: async (work, { reportId }) => {
    const { snapshot, content } = await findReport(work, reportId);
    return { snapshot, hasPlan: content.year.plan !== null };
  },
});

/** Freezes the year, then makes the files from the snapshot in a thread; after an interruption it goes on with the file it was at. The report bears the job's id. */
function issueJob(shelf: Shelf, threads: RenderThreads, folder: string): JobDefinition {
  return defineJob<typeof issueOrder, FilesMade>({
    kind: 'annual-report.issue',
    title: { zh: '出具年度报告', en: 'Issue an annual report' },
    action: 'annual_report.issue',
    input: issueOrder,
    run: async (context) => {
      const { actor, ask, input, jobId: reportId } = context;
      await freezeAndMakeFiles(context, {
        freeze: { command: issueReport(shelf, reportId), input, message: { zh: '冻结年度快照', en: 'Freezing the year' } },
        frozen: () => ask(snapshotOf, { reportId }),
        files: ({ hasPlan }) => (hasPlan ? [...files, ...planFiles] : files),
        make: (kind, { snapshot }) => threads.ask(actor.personId, { kind, snapshot, folder }),
        store: (kind, content) => ({ command: storeReportFile(content), input: { reportId, kind } }),
        done: { zh: '报告已出具', en: 'The report is issued' },
      });
      return { reportId };
    },
  });
}

export interface AnnualReports {
  readonly routes: readonly MountedRoute[];
  readonly jobs: readonly JobDefinition[];
}

/** Annual reports: preview, issue, list, files, comparison, and the facts that their forms ask for. */
export function openAnnualReports(deps: Pick<ModuleDeps, 'referenceFolder'>, shelf: Shelf, threads: RenderThreads): AnnualReports {
  return {
    jobs: [issueJob(shelf, threads, path.join(deps.referenceFolder, 'reports'))],
    routes: [
      route(e.readAnnualReports, runs(readAnnualReports(shelf))),
      route(e.compareReport, runs(compareReport(shelf))),
      route(e.readFormFacts, runs(readFormFacts)),
      route(e.recordEntityFacts, runs(recordEntityFacts)),
      route(e.recordUnitFacts, runs(recordUnitFacts)),
      route(e.readReportFile, async (call) => download(call, await call.ask(readReportFile, call.params))),
    ],
  };
}
