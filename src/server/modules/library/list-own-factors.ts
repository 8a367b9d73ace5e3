import { z } from 'zod';
import { query } from '../../work/command.ts';
import { ownFactorViews } from './own-factor-view.ts';
import { allOwnFactors } from './store/own-factors.ts';
import type { Vocabulary } from './vocabulary.ts';

/** All own factors, every edition. */
export const listOwnFactors = (vocabulary: Vocabulary) =>
  query({
    name: 'library.list-own-factors',
    action: 'library.read',
    input: z.strictObject({}),
    run: async (work) => {
      const all = await allOwnFactors(work.tx, work.actor.organizationId);
      return { items: await ownFactorViews(work, all, all, vocabulary) };
    },
  });
