import { clauseEndpoints as c } from '../../../contract/clauses.ts';
import { roleSummaryEndpoints as s } from '../../../contract/role-summaries.ts';
import { systemEndpoints as e } from '../../../contract/system.ts';
import { type MountedRoute, route, runs } from '../../work/route.ts';
import type { StatementFiles } from '../asset/index.ts';
import type { Shelf } from '../library/index.ts';
import { auditRoutes } from './audit/routes.ts';
import { listClauses, readClause, readRegisterFacts } from './clauses/read-clauses.ts';
import type { ReadMaturity } from './management-review/from-live.ts';
import { reviewRoutes } from './management-review/routes.ts';
import { findRecords } from './registers/find-records.ts';
import { registerFileRoutes } from './registers/import-register.ts';
import { moveRecord } from './registers/move-record.ts';
import { listRecords, listRegisters, readRecord, tallyRecords } from './registers/read-records.ts';
import { addRecord, changeRecord, tieEvidence } from './registers/write-record.ts';
import { figureRoutes } from './results/routes.ts';
import { readSystemSummary } from './summary/read-summary.ts';

/** `readMaturity`: what the module above this one tells a management review. */
export function routes(shelf: Shelf, files: StatementFiles, readMaturity: ReadMaturity): MountedRoute[] {
  const { frameworks } = shelf;
  return [
    route(s.readSystemSummary, runs(readSystemSummary(frameworks))),
    route(c.listClauses, runs(listClauses(shelf))),
    route(c.readClause, runs(readClause(shelf))),
    route(c.readRegisterFacts, runs(readRegisterFacts(shelf))),
    ...auditRoutes(shelf),
    ...reviewRoutes(shelf, readMaturity),
    ...registerFileRoutes(frameworks, files),
    route(e.listRegisters, runs(listRegisters(frameworks))),
    route(e.listRecords, runs(listRecords(frameworks))),
    route(e.findRecords, runs(findRecords(frameworks))),
    route(e.tallyRecords, runs(tallyRecords(frameworks))),
    route(e.readRecord, runs(readRecord(frameworks))),
    route(e.addRecord, runs(addRecord(frameworks))),
    route(e.changeRecord, runs(changeRecord(frameworks))),
    route(e.moveRecord, runs(moveRecord(frameworks))),
    route(e.tieEvidence, runs(tieEvidence(frameworks))),
    ...figureRoutes(shelf),
  ];
}
