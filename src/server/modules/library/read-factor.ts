import { libraryEndpoints } from '../../../contract/library.ts';
import { present } from '../../../kernel/assert.ts';
import { todayOf } from '../../../kernel/calendar/today.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { query } from '../../work/command.ts';
import { publicationOf } from './list-publications.ts';
import { factorById, factorsOfKey, publicationById } from './store/factors.ts';

/** A factor with its publication, its other editions, and what other publications say of the same key: side by side, never merged. */
export const readFactor = query({
  name: 'library.read-factor',
  action: 'library.read',
  input: libraryEndpoints.readFactor.query,
  run: async (work, { factorId }) => {
    const factor = await factorById(work.tx, factorId);
    if (!factor) throw new Refusal('not_found', { values: { factorId } });
    const publication = present(await publicationById(work.tx, factor.publicationId), 'the publication of a factor');
    const same = (await factorsOfKey(work.tx, factor.key, factor.quantity)).filter((other) => other.id !== factorId);
    return {
      factor,
      publication: publicationOf(publication, todayOf(work.now)),
      otherEditions: same.filter((other) => other.series === publication.series),
      otherPublications: same.filter((other) => other.series !== publication.series),
    };
  },
});
