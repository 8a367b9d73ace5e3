export { openAnnualReports, type RenderThreads } from './annual-report/annual-reports.ts';
export { answerRendering, type RenderAnswer, type RenderTask } from './annual-report/answer-rendering.ts';
export { recordEntityFacts, recordUnitFacts } from './annual-report/form-facts.ts';
export { issueReport } from './annual-report/issue-report.ts';
export { readReportFile } from './annual-report/read-report-file.ts';
export { readAnnualReports } from './annual-report/report-view.ts';
export { storeReportFile } from './annual-report/store-report-file.ts';
export { attachEvidence } from './attach-evidence.ts';
export { calendarSource } from './calendar/calendar-source.ts';
export { changeControlPlan } from './control-plan/change-control-plan.ts';
export { draftControlPlan } from './control-plan/draft-control-plan.ts';
export { fileControlPlan } from './control-plan/file-control-plan.ts';
export { moveControlPlan } from './control-plan/move-control-plan.ts';
export { type PlanReport, planForReport } from './control-plan/plan-for-report.ts';
export { decideCorrection } from './correction/decide-correction.ts';
export { requestCorrection } from './correction/request-correction.ts';
export { openDirectMeasurement } from './direct-measurement/routes.ts';
export { addStack } from './direct-measurement/stacks.ts';
export { pushHours } from './direct-measurement/take-hours.ts';
export { explainWarning } from './explain-warning.ts';
export { gridRowsOfUnit } from './grid-rows.ts';
export { inboxSource } from './inbox/inbox-source.ts';
export { answerIntake, type IntakeAnswer, type IntakeTask, type SheetTable } from './intake/answer-intake.ts';
export { startDropFolder } from './intake/drop-folder.ts';
export { importFile } from './intake/import-file.ts';
export { type IntakeThreads, openIntake } from './intake/intake.ts';
export { pushActivityData } from './intake/push-activity-data.ts';
export { undoImport } from './intake/undo-import.ts';
export { adoptLaboratoryValues } from './laboratory/adopt-laboratory-values.ts';
export { correctSample, withdrawSample } from './laboratory/correct-sample.ts';
export { addLaboratory, changeLaboratory } from './laboratory/laboratories.ts';
export { readLaboratoryMonth } from './laboratory/read-laboratory-month.ts';
export { recordDailyCoal } from './laboratory/record-daily-coal.ts';
export { recordSample } from './laboratory/record-sample.ts';
export { reportSamples } from './laboratory/report-samples.ts';
export { moveMonth } from './move-month.ts';
export { productionYear, type UnitProduction } from './production-year.ts';
export { recompute } from './read-calculation.ts';
export { readMonthGrid } from './read-month-grid.ts';
export { recordActivityData } from './record-activity-data.ts';
export { reportAnnualResult } from './report-annual-result.ts';
export { type ReportedEmission, reportedEmission } from './reported-emission.ts';
export { routes } from './routes.ts';
export {
  type ClosedMonths,
  latestPlans,
  latestReports,
  latestVerified,
  monthsClosed,
  type PlanOfYear,
  type ReportedYear,
  type VerifiedYear,
} from './standing.ts';
export { subjects } from './subjects.ts';
export { storeAnalysis } from './uncertainty/analyse.ts';
export { readUncertaintyDraft } from './uncertainty/draft.ts';
export { answerDraw, type DrawAnswer, type DrawTask, type DrawThreads, sampleInPieces, sampleOnce } from './uncertainty/draw.ts';
export { openUncertainty } from './uncertainty/routes.ts';
export { readUsualUncertainties } from './uncertainty/usual.ts';
export { confirmVerificationRecord } from './verification-record/confirm-verification-record.ts';
export { enterVerificationRecord } from './verification-record/enter-verification-record.ts';
export { type VerifiedEmission, verifiedEmission } from './verification-record/verified-emission.ts';
export { type YearParts, yearParts } from './year-parts.ts';
