import {
  inventoryReportEndpoints as e,
  type InventoryReportFileKind,
  inventoryReportFileKinds,
  inventoryReportOrder,
} from '../../../contract/inventory-report.ts';
import type { Text } from '../../../kernel/text.ts';
import { download } from '../../work/download.ts';
import { defineJob, type JobDefinition } from '../../work/jobs.ts';
import { type FilesMade, freezeAndMakeFiles } from '../../work/make-files.ts';
import type { ModuleDeps } from '../../work/module.ts';
import { type MountedRoute, route, runs } from '../../work/route.ts';
import type { DrawThreads, RenderThreads } from '../emission/index.ts';
import type { Shelf } from '../library/index.ts';
import { analyseInventory, inventoryAnalysisJob } from './analysis/analyse.ts';
import { readInventoryAnalysis, readInventoryQuality } from './analysis/read-quality.ts';
import { readUsualOfInventories } from './analysis/usual-inventory.ts';
import { decideBaseYear, proposeBaseYear, readBaseYear } from './base-year/base-year.ts';
import { compareMethods } from './comparison/compare-methods.ts';
import type { InventoryHome } from './home.ts';
import { issueReport, readReportFile, readReportSnapshot, storeReportFile } from './report/issue-report.ts';
import { makeReportFile } from './report/make-file.ts';
import { type ReportDeps, readInventoryReport, writeReportFacts } from './report/report-view.ts';

const messages: Readonly<Record<InventoryReportFileKind, Text>> = {
  pdf: { zh: '生成 PDF 报告', en: 'Making the PDF' },
  docx: { zh: '生成 Word 报告', en: 'Making the Word document' },
  xlsx: { zh: '生成数据表', en: 'Making the workbook' },
};

/** Freezes the report, then makes its files from the snapshot; after an interruption it goes on with the file it was at. The report bears the job's id. */
function issueJob(reports: ReportDeps, threads: RenderThreads, referenceFolder: string): JobDefinition {
  return defineJob<typeof inventoryReportOrder, FilesMade>({
    kind: 'inventory-report.issue',
    title: { zh: '出具温室气体清单报告', en: 'Issue a greenhouse gas inventory report' },
    action: 'inventory_report.issue',
    input: inventoryReportOrder,
    run: async (context) => {
      const { actor, ask, input, jobId: reportId } = context;
      await freezeAndMakeFiles(context, {
        freeze: { command: issueReport(reports, reportId), input, message: { zh: '冻结报告内容', en: 'Freezing the report' } },
        frozen: () => ask(readReportSnapshot, { reportId }),
        files: () => inventoryReportFileKinds.map((kind) => ({ kind, message: messages[kind] })),
        make: (kind, text) => makeReportFile(kind, text, { threads, referenceFolder, personId: actor.personId }),
        store: (kind, content) => ({ command: storeReportFile(content), input: { reportId, kind } }),
        done: { zh: '报告已出具', en: 'The report is issued' },
      });
      return { reportId };
    },
  });
}

export interface BesideThreads {
  readonly reports: RenderThreads;
  readonly drawing: DrawThreads;
}

/** What stands beside inventories: report, base year, uncertainty and quality, comparison of methods. */
export function openBeside(
  { referenceFolder }: Pick<ModuleDeps, 'referenceFolder'>,
  { frameworks }: Pick<Shelf, 'frameworks'>,
  home: InventoryHome,
  threads: BesideThreads,
): { readonly routes: readonly MountedRoute[]; readonly jobs: readonly JobDefinition[] } {
  const reports = { home, framework: frameworks.inventoryReport };
  const usual = readUsualOfInventories(referenceFolder);
  return {
    jobs: [issueJob(reports, threads.reports, referenceFolder), inventoryAnalysisJob(home, usual, threads.drawing)],
    routes: [
      route(e.readInventoryReport, runs(readInventoryReport(reports))),
      route(e.writeInventoryReportFacts, runs(writeReportFacts(reports))),
      route(e.readInventoryReportFile, async (call) => download(call, await call.ask(readReportFile, call.params))),
      route(e.readBaseYear, runs(readBaseYear(home))),
      route(e.proposeBaseYear, runs(proposeBaseYear(home))),
      route(e.decideBaseYear, runs(decideBaseYear(home))),
      route(e.readInventoryQuality, runs(readInventoryQuality(home))),
      route(e.readInventoryAnalysis, runs(readInventoryAnalysis)),
      route(e.analyseInventory, analyseInventory(home, usual, threads.drawing)),
      route(e.compareInventoryMethods, runs(compareMethods(home))),
    ],
  };
}
