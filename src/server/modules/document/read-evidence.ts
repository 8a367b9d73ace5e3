import { documentEndpoints } from '../../../contract/document.ts';
import { query } from '../../work/command.ts';
import { evidenceView } from './evidence-view.ts';

/** A piece of evidence with all its files and everything that rests on it. */
export const readEvidence = query({
  name: 'document.read-evidence',
  action: 'evidence.read',
  input: documentEndpoints.readEvidence.params,
  run: (work, { evidenceId }) => evidenceView(work, evidenceId),
});
