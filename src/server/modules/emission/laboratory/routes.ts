import { evidenceListEndpoints } from '../../../../contract/evidence-list.ts';
import { laboratoryEndpoints as e } from '../../../../contract/laboratory.ts';
import { type MountedRoute, route, runs } from '../../../work/route.ts';
import type { Shelf } from '../../library/index.ts';
import { readEvidenceChecklist } from '../evidence-list/read-evidence-checklist.ts';
import { adoptLaboratoryValues } from './adopt-laboratory-values.ts';
import { correctSample, withdrawSample } from './correct-sample.ts';
import { addLaboratory, changeLaboratory, listLaboratories } from './laboratories.ts';
import { readLaboratoryMonth } from './read-laboratory-month.ts';
import { readLaboratoryYear } from './read-laboratory-year.ts';
import { readSample } from './read-sample.ts';
import { recordDailyCoal } from './record-daily-coal.ts';
import { recordSample } from './record-sample.ts';
import { reportSamples } from './report-samples.ts';

export function laboratoryRoutes(shelf: Shelf): MountedRoute[] {
  return [
    route(e.listLaboratories, runs(listLaboratories)),
    route(e.addLaboratory, runs(addLaboratory)),
    route(e.changeLaboratory, runs(changeLaboratory)),
    route(e.readLaboratoryYear, runs(readLaboratoryYear(shelf))),
    route(e.readLaboratoryMonth, runs(readLaboratoryMonth(shelf))),
    route(e.recordDailyCoal, runs(recordDailyCoal(shelf))),
    route(e.recordSample, runs(recordSample(shelf))),
    route(e.readSample, runs(readSample(shelf))),
    route(e.correctSample, runs(correctSample(shelf))),
    route(e.withdrawSample, runs(withdrawSample(shelf))),
    route(e.reportSamples, runs(reportSamples(shelf))),
    route(evidenceListEndpoints.readEvidenceChecklist, runs(readEvidenceChecklist(shelf))),
    route(e.adoptLaboratoryValues, runs(adoptLaboratoryValues(shelf))),
  ];
}
