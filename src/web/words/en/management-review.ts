import type { Shape } from '../shape.ts';
import type { managementReview as zh } from '../zh/management-review.ts';

export const managementReview: Shape<typeof zh> = {
  inputs: 'Inputs of the review',
  fill: 'Fill from the system',
  fillAgain: 'Fill anew as of today',
  done: "The inputs are filled with today's data",
  notNow: 'The minutes are approved; the inputs change no more',
  asOf: 'Data as of',
  older: 'not of today',
  empty: 'The inputs have not been filled from the system',
  emptyText:
    'Thirteen inputs are computed from the registers and the other subsystems. What you write and assess stays, and they can be filled anew any day.',
  ownWords: 'written by people',
  open: 'open',
  more: 'and {{count}} more',
  decisions: 'Decisions and actions',
  decision: 'Decision',
  action: 'Action',
  make: 'Make an action',
  made: 'The action is made',
};
