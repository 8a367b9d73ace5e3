import type { Shape } from '../shape.ts';
import type { whatIf as zh } from '../zh/what-if.ts';

export const whatIf: Shape<typeof zh> = {
  title: 'What if',
  summary:
    "The unit's year calculated again with another factor or by the rules of another year. It only compares: nothing is stored, and frozen months do not move.",
  ruleYear: 'Rules of the year',
  input: 'Factors and rules that can be set',
  used: 'Used',
  given: 'Set to',
  calculate: 'Calculate',
  reset: 'Reset',
  old: 'As it stands',
  new: 'Tried',
  difference: 'Difference',
  months: 'By month',
  sources: 'By source',
  total: 'Year',
  month: 'Month',
  source: 'Source',
  state: 'State',
  correct: 'Request a correction',
  correctHint: 'A locked month changes only by a correction that three people carry',
  findings: 'What the trial says',
  open: 'Try other factors or rules',
  yes: 'yes',
  no: 'no',
};
