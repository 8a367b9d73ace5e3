import type { JobDefinition } from '../../work/jobs.ts';
import type { FileStore } from './files/file-store.ts';
import { verifyFiles } from './verify-files.ts';

export { addEvidence } from './add-evidence.ts';
export { type DamagedUse, damagedEvidence, type PdfFacts, pdfFacts } from './file-states.ts';
export { type FileStore, openFileStore, type ReceivedFile, type Scan } from './files/file-store.ts';
export { findFile } from './find-file.ts';
export { type Block, type Code, column, heading, type Paper, paragraph } from './paper/model.ts';
export { steadyZip, zipOf } from './paper/steady-zip.ts';
export { grouped, left, right, type Voice, voiceOf } from './paper/voice.ts';
export { writePaper } from './paper/write-paper.ts';
export { reviseEvidence } from './revise-evidence.ts';
export { routes, takeFile } from './routes.ts';
export type { UsedEvidence, UsingObject } from './store/uses.ts';
export { storeFile } from './store-file.ts';
export { type Swept, startSweeping, sweepFiles } from './sweep.ts';
export {
  evidenceCounts,
  evidenceKinds,
  evidenceNamed,
  evidenceOf,
  objectsOnEndedEvidence,
  releaseEvidence,
  useEvidence,
} from './use-evidence.ts';
export { openWorkbook, workbookBytes, writeTable, xlsxMedia } from './write-table.ts';

export function jobs(files: FileStore): JobDefinition[] {
  return [verifyFiles(files)];
}
