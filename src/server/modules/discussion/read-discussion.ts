import { z } from 'zod';
import { discussionEndpoints as e } from '../../../contract/discussion.ts';
import { command, query } from '../../work/command.ts';
import { discussionOf, remarkObject } from './discussion-view.ts';
import { insertSeen } from './store.ts';
import { readersOf, type SubjectKinds, subjectOf } from './subjects.ts';

/** What is said about an object, for whoever may see it (clause 7.3). */
export function readDiscussion(kinds: SubjectKinds) {
  return query({
    name: 'discussion.read',
    action: 'discussion.take_part',
    input: e.read.query,
    run: async (work, { objectType, objectId }) => discussionOf(work, await subjectOf(work, kinds, objectType, objectId)),
  });
}

const mostSuggested = 20;

/** People who may see the object, found by name or job title. */
export function suggestPeople(kinds: SubjectKinds) {
  return query({
    name: 'discussion.suggest',
    action: 'discussion.take_part',
    input: e.suggest.query,
    run: async (work, { objectType, objectId, search }) => {
      const readers = await readersOf(work, await subjectOf(work, kinds, objectType, objectId));
      const wanted = (search ?? '').trim().toLowerCase();
      return {
        items: readers
          .filter((one) => [one.name, one.nameEn, one.jobTitle, one.jobTitleEn].some((text) => text.toLowerCase().includes(wanted)))
          .slice(0, mostSuggested)
          .map(({ id, name, nameEn, jobTitle, jobTitleEn }) => ({ id, name, nameEn, jobTitle, jobTitleEn })),
      };
    },
  });
}

/** Marks the remarks about an object that call upon whoever asks as seen; what was seen before stays as it was. */
export function seeRemarks(kinds: SubjectKinds) {
  return command({
    name: 'discussion.see',
    action: 'discussion.take_part',
    input: z.strictObject(e.see.body.shape),
    run: async (work, { objectType, objectId }) => {
      const { organizationId, personId } = work.actor;
      const { threads } = await discussionOf(work, await subjectOf(work, kinds, objectType, objectId));
      const unseen = threads.flatMap((thread) => thread.remarks.filter((one) => one.unseen));
      if (unseen.length > 0) {
        const rows = unseen.map(({ id }) => ({ organization_id: organizationId, remark_id: id, person_id: personId, seen_at: work.now }));
        await insertSeen(work.tx, rows);
      }
      for (const { id, version } of unseen) {
        work.record({ kind: 'remark.seen', objectType: remarkObject, objectId: id, objectVersion: version, content: { seenBy: personId } });
      }
      return { seen: unseen.length };
    },
  });
}
