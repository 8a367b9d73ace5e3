import type { Shape } from '../shape.ts';
import type { workbench as zh } from '../zh/workbench.ts';

export const workbench: Shape<typeof zh> = {
  summary: 'Data year {{year}} · today {{today}}',
  compare: '{{label}}: {{value}}',
  rise: 'up {{percent}}%',
  fall: 'down {{percent}}%',
  same: 'unchanged',
  noData: 'No data yet',
  complete: 'Completeness',
  completeHint:
    '{{given}} of {{required}} required values given; {{evidenced}} with evidence; {{approved}} of {{all}} unit-months approved',
  given: 'entered',
  evidenced: 'with evidence',
  approved: 'approved',
  ofItems: '{{given}} / {{required}}',
  strip: 'Progress by month',
  stripHint: 'Each cell is one month of a unit: the fill is the share of required data entered, the symbol its state. Click to open it.',
  stripCell: '{{unit}}, {{month}}: {{state}}, {{given}} of {{required}} given, {{errors}} errors, {{warnings}} warnings without a reason',
  stripUnit: 'Unit',
  due: 'What is due',
  dueNone: 'Nothing is due soon',
  dueDone: 'done',
  dueMore: 'Show {{count}} more',
  wrong: 'What is wrong',
  wrongNone: 'No errors, no warnings without a reason, no expired calibrations.',
  next: 'What next',
  nextNone: 'No month waits for you at the moment.',
  noRoleTitle: 'You have no role yet',
  noRoleText:
    'You are signed in, but no role was granted to you, so there are no data to see. Ask an administrator of your organization to grant you one under People and roles, then reload.',
  emptyTitle: 'No data for {{year}} yet',
  emptyText:
    'First check the plant, its units and fuel streams under Organization, then enter or paste the first month under Monthly data. This page will then show emissions, due dates and problems.',
  toMonths: 'Enter monthly data',
  toOrganization: 'See the organization',
  legend: 'Legend',
};
