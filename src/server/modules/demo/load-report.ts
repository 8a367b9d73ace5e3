import path from 'node:path';
import * as emission from '../emission/index.ts';
import type { Scene } from './load-turns.ts';

/** The files of a report, in the order they are made. */
const kinds = ['forms_xlsx', 'report_pdf', 'report_docx'] as const;

/**
 * The annual report as it went to the authority: frozen and numbered by the plant manager, who entered none of its figures. Its files are made in a thread while
 * the story goes on; the answer is when they are there.
 */
export async function issueAnnualReport(scene: Scene, threads: emission.RenderThreads): Promise<{ readonly files: Promise<void> }> {
  const { told, cast, shelf, places, referenceFolder } = scene;
  const { entity, year, purpose, language, by, issued_at: at } = told.annual_report;
  const place = { entityId: places.entities.get(entity), year };
  const { now } = await cast.ask(by, at, emission.readAnnualReports(shelf), place);
  const order = { ...place, purpose, language, seenYearSha256: now?.yearSha256 };
  const { id: reportId } = await cast.act(by, at, emission.issueReport(shelf), order);
  const { content } = await cast.ask(by, at, emission.readReportFile, { reportId, kind: 'snapshot_json' });
  const snapshot = content.toString('utf8');
  const make = async (): Promise<void> => {
    for (const kind of kinds) {
      const file = await threads.ask(cast.personId(by), { kind, snapshot, folder: path.join(referenceFolder, 'reports') });
      await cast.act(by, at, emission.storeReportFile(file), { reportId, kind });
    }
  };
  const files = make();
  // Awaited at the end of the story; a fault before that is told there, or by the fault that came first.
  files.catch(() => undefined);
  return { files };
}
