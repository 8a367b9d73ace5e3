import { libraryEndpoints } from '../../../contract/library.ts';
import { query } from '../../work/command.ts';
import { collectFaults } from '../../work/faults.ts';
import { searchFactors } from './store/factors.ts';

/** Factors by words in Chinese or English, key, gas or region; all words must match. */
export const listFactors = query({
  name: 'library.list-factors',
  action: 'library.read',
  input: libraryEndpoints.listFactors.query,
  run: async (work, { offset, limit, search, ...narrow }) => {
    const faults = collectFaults();
    faults.day('/query/validOn', narrow.validOn ?? null);
    faults.refuse();
    const phrase = (search ?? '').trim().replaceAll(/\s+/g, ' ').toLowerCase();
    const words = phrase.split(' ').filter((word) => word !== '');
    return searchFactors(work.tx, { words, phrase, ...narrow }, { offset, limit });
  },
});
