import type { Shape } from '../shape.ts';
import type { completeness as zh } from '../zh/completeness.ts';

export const completeness: Shape<typeof zh> = {
  title: 'Completeness of data',
  summary:
    'Every parameter of every unit and month: whether it has a value, evidence, a conservative correction, and how far the month has come. A cell leads to its value.',
  from: 'From year',
  to: 'To year',
  unit: 'Unit',
  allUnits: 'All units',
  parameter: 'Parameter',
  state: 'State of the month',
  face: { e: 'Value with evidence', v: 'Value without evidence', m: 'Missing', none: 'Month not begun' },
  penalty: { c: 'Corrected for its calibration', u: 'Not measured, default used' },
  stateOf: { d: 'Draft', i: 'In review', r: 'Reviewed', a: 'Approved', l: 'Locked', none: 'Not begun' },
  legend: 'Legend',
  empty: 'No units',
  emptyText:
    'Set up units in the organization first; once monthly data are entered, their completeness is shown here by month and parameter.',
};
