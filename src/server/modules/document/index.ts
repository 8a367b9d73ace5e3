export { addEvidence } from './add-evidence.ts';
export { type FileStore, openFileStore, type ReceivedFile, type Scan } from './files/file-store.ts';
export { reviseEvidence } from './revise-evidence.ts';
export { routes } from './routes.ts';
export type { UsedEvidence, UsingObject } from './store/uses.ts';
export { storeFile } from './store-file.ts';
export { evidenceCounts, evidenceOf, releaseEvidence, useEvidence } from './use-evidence.ts';
