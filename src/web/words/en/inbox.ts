import type { Shape } from '../shape.ts';
import type { inbox as zh } from '../zh/inbox.ts';

export const inbox: Shape<typeof zh> = {
  summary: 'What waits for you in every subsystem, what you did, what you started, and what is copied to you.',
  tabs: 'The four parts of the inbox',
  tab: { to_do: 'To do', done: 'Done', started: 'Started by me', copied: 'Copied to me' },
  subsystems: 'Filter by subsystem',
  all: 'Everything',
  deed: 'What to do',
  did: 'What was done',
  what: 'About',
  where: 'Applies to',
  since: 'At',
  due: 'Due',
  by: 'From',
  gone: 'No longer there, or not to be seen',
  isNew: 'New',
  putAway: 'Noted',
  putAllAway: 'Note all on this page',
  more: 'There is more than is listed; the rest follows as these are done.',
  empty: {
    to_do: 'Nothing waits for you',
    done: 'You have not settled anything yet',
    started: 'You have not started anything yet',
    copied: 'Nothing is copied to you',
  },
  emptyText: {
    to_do:
      'Months to review, plans to approve, instructions and orders to decide, records to confirm, reminders and questions appear here.',
    done: 'Reviews, approvals, confirmations and closures are listed here, from the history.',
    started: 'Months submitted, instructions proposed, orders placed and records added are listed here, with where they stand.',
    copied: 'Escalations of what is not done in time, and remarks that mention you, are listed here.',
  },
  keys: 'Keyboard: ↑ ↓ to choose, Enter to open.',
};
