import path from 'node:path';
import type { InventoryReportFileKind } from '../../../../contract/inventory-report.ts';
import type { RenderThreads } from '../../emission/index.ts';
import { composeReport } from './compose.ts';
import { writeWorkbook } from './write-workbook.ts';

/** A file of a report from its snapshot: papers in a thread, the workbook here. The same snapshot gives the same bytes. */
export async function makeReportFile(
  kind: InventoryReportFileKind,
  snapshot: string,
  { threads, referenceFolder, personId }: { readonly threads: RenderThreads; readonly referenceFolder: string; readonly personId: string },
): Promise<Uint8Array> {
  if (kind === 'xlsx') return await writeWorkbook(snapshot);
  const folder = path.join(referenceFolder, 'reports');
  return await threads.ask(personId, { kind: `paper_${kind}`, snapshot: JSON.stringify(composeReport(snapshot)), folder });
}
