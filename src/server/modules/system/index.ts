export { type AuditContent, auditContent } from './audit/audit-content.ts';
export { calendarSource } from './calendar/calendar-source.ts';
export {
  type FactPlace,
  type FactStanding,
  factStandings,
  type ShownRecord,
  type SystemStanding,
  systemStanding,
} from './clauses/standing-for.ts';
export { inboxSource } from './inbox/inbox-source.ts';
export { fillReview } from './management-review/fill-review.ts';
export { type ReviewContent, reviewContent } from './management-review/review-content.ts';
export { computeParameter } from './parameters/write-values.ts';
export {
  type CountingRecord,
  openRecordsWith,
  recordNumbered,
  recordsNamed,
  recordsThatCount,
  registerOfRecord,
} from './registers/for-others.ts';
export { moveRecord } from './registers/move-record.ts';
export { readRecord } from './registers/read-records.ts';
export { addRecord, changeRecord, tieEvidence } from './registers/write-record.ts';
export { computeCarbonReview } from './review/compute-review.ts';
export { routes } from './routes.ts';
export { subjects } from './subjects.ts';
