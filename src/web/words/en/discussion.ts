import type { Shape } from '../shape.ts';
import type { discussion as zh } from '../zh/discussion.ts';

export const discussion: Shape<typeof zh> = {
  title: 'Discussion',
  titleCount: 'Discussion ({{count}})',
  openCount: '{{count}} open',
  empty:
    'Nothing has been said yet. Remarks are seen by everybody who may see this record and stay in the history; type @ to call upon a colleague.',
  hint: 'Say or ask something; type @ to call upon people who may see this record',
  nobody: 'Nobody found',
  say: 'Say it',
  reply: 'Reply',
  ask: 'Ask',
  asAQuestion: 'As a question to somebody',
  askedOf: 'Asked of',
  until: 'Until',
  resolve: 'Resolve',
  reopen: 'Open again',
  isOpen: 'Open',
  isOverdue: 'Overdue',
  isResolved: 'Resolved',
  turn: { asked: 'asked', resolved: 'resolved it', reopened: 'opened it again' },
  attach: 'Attach files',
  attached: 'Files chosen: {{count}}',
  mentioned: 'Called upon',
  unseen: 'Calls upon you',
  correct: 'Correct',
  corrected: 'Corrected: {{reason}}',
  withdraw: 'Withdraw',
  withdrawn: 'Withdrawn by the author: {{reason}}',
  reasonOptional: 'Remark (may be left out)',
  takePartFirst: 'Who takes part in the thread, or is asked, decides; reply first.',
};
