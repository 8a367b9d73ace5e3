export { attachEvidence } from './attach-evidence.ts';
export { explainWarning } from './explain-warning.ts';
export { moveMonth } from './move-month.ts';
export { recompute } from './read-calculation.ts';
export { readMonthGrid } from './read-month-grid.ts';
export { recordActivityData } from './record-activity-data.ts';
export { reportAnnualResult } from './report-annual-result.ts';
export { routes } from './routes.ts';
