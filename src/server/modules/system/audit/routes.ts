import { auditEndpoints as e } from '../../../../contract/audit.ts';
import { type MountedRoute, route, runs } from '../../../work/route.ts';
import type { Shelf } from '../../library/index.ts';
import { drawChecklist, fillChecklist } from './fill-checklist.ts';
import { makeAudit } from './make-audit.ts';
import { raiseFinding, raiseNonconformity } from './raise-finding.ts';
import { readAuditCoverage } from './read-coverage.ts';
import { readAuditWorkspace } from './read-workspace.ts';

/** The workspace of internal audits (9.2). */
export function auditRoutes(shelf: Shelf): MountedRoute[] {
  const { frameworks } = shelf;
  return [
    route(e.readAuditCoverage, runs(readAuditCoverage(frameworks))),
    route(e.makeAudit, runs(makeAudit(frameworks))),
    route(e.readAuditWorkspace, runs(readAuditWorkspace(frameworks))),
    route(e.drawChecklist, runs(drawChecklist(shelf))),
    route(e.fillChecklist, runs(fillChecklist(frameworks))),
    route(e.raiseFinding, runs(raiseFinding(frameworks))),
    route(e.raiseNonconformity, runs(raiseNonconformity(frameworks))),
  ];
}
