export { makePack, storePackFile } from './make-pack.ts';
export { openPacks, type Packs } from './open-packs.ts';
export { composePack, dataZip } from './pack-files.ts';
export { findPackRecord } from './read-packs.ts';
