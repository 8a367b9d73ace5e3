import type { z } from 'zod';
import { projectSteps } from '../../../../contract/asset-project-steps.ts';
import { type assetProject, assetProjectEndpoints as e } from '../../../../contract/asset-projects.ts';
import { present } from '../../../../kernel/assert.ts';
import { addWorkingDays } from '../../../../kernel/asset/evaluate-project-check.ts';
import { cycleOf } from '../../../../kernel/asset/project-cycle.ts';
import { addDays, parseDay } from '../../../../kernel/calendar/day.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { openSheet } from '../../../../kernel/emission/uncertainty/sheet.ts';
import { openRules } from '../../../../kernel/market/open-rules.ts';
import { query } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import { runCalculation, type Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { type Appraisal, appraisalsOf } from '../appraisals/store.ts';
import { stepObject, takenOf } from './record-step.ts';
import { issuedByProject, type Project, projectsOf, type StepRow, stepsOf } from './store.ts';

type View = z.input<typeof assetProject>;

/** When a step that waits for working days is likely to be over, by the rules of the day it was taken. */
function expectedAfter(shelf: Shelf, step: StepRow | undefined): string | null {
  const waits = step && projectSteps[step.step].waits;
  const book = shelf.ruleBook('cn-ccer/project-rules');
  const from = parseDay(step?.happened_on);
  if (!waits || !book || from === null) return null;
  const rule = waits === 'notice' ? 'public_working_days' : 'registry_working_days';
  const days = openRules(openSheet(), book, from).number(rule).toNumber();
  return addWorkingDays(shelf.ruleBook('cn-ccer/holidays'), from, days);
}

const dayBefore = (day: string): string => addDays(present(parseDay(day), 'a day'), -1);
const firstOf = (a: string, b: string): string => [a, b].sort()[0] ?? a;
const lastOf = (a: string, b: string): string => [a, b].sort()[1] ?? a;

/** The check of the next application: of the stretch monitored last, else of the crediting period up to today; null while a day is missing. */
function checkOf(shelf: Shelf, project: Project, steps: readonly StepRow[], today: string): View['check'] {
  const { construction_on: construction, crediting_from: from, crediting_to: to } = project;
  if (construction === null || from === null || to === null) return null;
  const monitored = steps.filter((one) => one.step === 'monitored').at(-1);
  const round = monitored?.round ?? 0;
  const of = (step: StepRow['step'], at = round) => steps.find((one) => one.step === step && one.round === at);
  const application = of('issue_applied')?.happened_on ?? today;
  return runCalculation(shelf, 'ccer-project-check', {
    ...{ construction, application, crediting_from: from, crediting_to: to },
    ...{ from: monitored?.period_from ?? from, to: monitored?.period_to ?? lastOf(from, firstOf(to, dayBefore(application))) },
    ...{ validator: of('validated', 0)?.body || null, verifier: of('verified')?.body || null },
    ...{ obliged: project.obliged, inside_market: project.inside_market },
  });
}

function expectedOf(appraisals: readonly Appraisal[], projectId: string): View['expected'] {
  return appraisals
    .filter((one) => one.project_id === projectId)
    .map((one) => ({
      ...{ appraisalId: one.appraisal_id, year: one.year, name: one.name, version: one.version },
      quantity: one.headline.find((figure) => figure.symbol === 'ER')?.value ?? '0',
    }))
    .sort((a, b) => a.year - b.year);
}

interface Known {
  readonly steps: readonly StepRow[];
  readonly appraisals: readonly Appraisal[];
  readonly evidence: Awaited<ReturnType<typeof document.evidenceOf>>;
  readonly issued: ReadonlyMap<string, bigint>;
  readonly today: string;
}

function projectView(shelf: Shelf, project: Project, entity: organization.Entity, known: Known): View {
  const own = known.steps.filter((one) => one.project_id === project.id);
  const inOrder = [...own].sort((a, b) => a.round - b.round || (a.happened_on < b.happened_on ? -1 : 1));
  const cycle = cycleOf(own.map(takenOf));
  const last = (round: number) => inOrder.filter((one) => one.round === round).at(-1);
  const issued = own.filter((one) => one.step === 'issued').reduce((sum, one) => sum + BigInt(one.quantity ?? '0'), 0n);
  return {
    ...{ id: project.id, entityId: project.entity_id, entityName: { zh: entity.name, en: entity.nameEn }, code: project.code },
    ...{ version: project.version, name: project.name, methodology: project.methodology, constructionOn: project.construction_on },
    ...{ creditingFrom: project.crediting_from, creditingTo: project.crediting_to, obliged: project.obliged },
    ...{
      insideMarket: project.inside_market,
      note: project.note,
      recordedAt: project.recorded_at,
      recordedByName: project.recorded_by_name,
    },
    state: cycle.state,
    next: cycle.next.map((one) => ({ ...one, expectedOn: one.step === 'ended' ? null : expectedAfter(shelf, last(one.round)) })),
    steps: inOrder.map((one) => ({
      ...{ id: one.id, round: one.round, step: one.step, version: one.version, happenedOn: one.happened_on, body: one.body },
      ...{ periodFrom: one.period_from, periodTo: one.period_to, quantity: one.quantity, documentNo: one.document_no, note: one.note },
      ...{ recordedAt: one.recorded_at, recordedByName: one.recorded_by_name },
      evidence: (known.evidence.get(one.id) ?? []).map(({ id, title }) => ({ id, title })),
    })),
    expected: expectedOf(known.appraisals, project.id),
    ...{ issuedBySteps: `${issued}`, issuedInLedger: `${known.issued.get(project.code) ?? 0n}` },
    check: checkOf(shelf, project, inOrder, known.today),
  };
}

/** Reduction projects of an entity and of what is below it (C.6, C.8). */
export function listAssetProjects(shelf: Shelf) {
  return query({
    name: 'asset.list-projects',
    action: 'asset.read',
    input: e.listAssetProjects.params,
    run: async (work, { entityId }) => {
      const { organizationId } = work.actor;
      await organization.findEntity(work, entityId);
      await work.permit('asset.read', entityId);
      const entities = new Map((await organization.entitiesBelow(work, entityId)).map((one) => [one.id, one]));
      const projects = await projectsOf(work.tx, organizationId, [...entities.keys()]);
      const steps = await stepsOf(
        work.tx,
        organizationId,
        projects.map((one) => one.id),
      );
      const evidence = await document.evidenceOf(
        work,
        stepObject,
        steps.map((one) => one.id),
      );
      const appraisals = await appraisalsOf(work.tx, organizationId, [...entities.keys()]);
      const today = todayOf(work.now);
      const known = { steps, evidence, appraisals, issued: await issuedByProject(work.tx, organizationId), today };
      return {
        today,
        items: projects.flatMap((one) => {
          const entity = entities.get(one.entity_id);
          return entity ? [projectView(shelf, one, entity, known)] : [];
        }),
      };
    },
  });
}
