import { documentEndpoints } from '../../../contract/document.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { query } from '../../work/command.ts';
import { findStoredFile, mayRead } from './store/files.ts';

/** What is known of a stored file, for who may see evidence with it or stored it. */
export const findFile = query({
  name: 'document.find-file',
  action: 'evidence.read',
  input: documentEndpoints.readFile.params,
  run: async (work, { sha256 }) => {
    const { organizationId, personId } = work.actor;
    const file = await findStoredFile(work.tx, organizationId, sha256);
    const may = file !== null && (await mayRead(work.tx, organizationId, sha256, personId, await work.reach('evidence.read')));
    if (!file || !may) throw new Refusal('not_found', { values: { sha256 } });
    return file;
  },
});
