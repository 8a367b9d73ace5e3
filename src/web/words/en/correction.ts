import type { Shape } from '../shape.ts';
import type { correction as zh } from '../zh/correction.ts';

export const correction: Shape<typeof zh> = {
  title: 'Corrections after locking',
  request: 'Request a correction',
  requestText:
    'A locked month is corrected by a new version: enter the right values and the reason; once reviewed and approved (three people) it is frozen again, and the earlier result stays readable. Without any value the month is calculated again by present rules and calibrations.',
  none: 'No corrections of this month',
  number: 'Correction {{number}}',
  state: { requested: 'To be reviewed', reviewed: 'To be approved', approved: 'Approved', rejected: 'Rejected' },
  deed: { review: 'Reviewed', approve: 'Approve', reject: 'Reject' },
  done: { review: 'Correction reviewed', approve: 'Correction approved; the new result is frozen', reject: 'Correction rejected' },
  rejectReason: 'Reason for the rejection',
  confirmReject: 'Reject',
  before: 'Before (as frozen)',
  restated: 'Same data, present rules',
  after: 'After',
  change: 'Difference',
  preview: 'Try the difference',
  value: 'Corrected value',
  now: 'now {{value}}',
  recalculationOnly: 'No values changed, only calculated again',
  oldCalculation: 'Frozen calculation before',
  newCalculation: 'Frozen calculation after',
  evidence: 'Evidence',
  chooseEvidence: 'Choose evidence',
  evidenceChosen: '{{count}} chosen',
  requested: 'Correction requested; it waits for its review',
  yearCorrected: 'Corrected',
  yearCorrectedText: 'Months corrected after locking in this year: {{count}}; difference in all {{change}} t',
  withdrawnValue: 'withdrawn',
};
