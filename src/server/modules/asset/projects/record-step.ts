import { z } from 'zod';
import { projectSteps } from '../../../../contract/asset-project-steps.ts';
import { assetProjectEndpoints as e } from '../../../../contract/asset-projects.ts';
import { objectionToStep, type TakenStep } from '../../../../kernel/asset/project-cycle.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { Text } from '../../../../kernel/text.ts';
import { command } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import { projectFor } from './keep-project.ts';
import { insertStep, type StepRow, stepsOf } from './store.ts';

export const stepObject = 'asset_project_step';

export const takenOf = (row: StepRow): TakenStep => ({
  ...{ round: row.round, step: row.step, day: row.happened_on, body: row.body },
  period: row.period_from === null || row.period_to === null ? null : { from: row.period_from, to: row.period_to },
});

const refused = (detail: Text): Refusal => {
  const { zh, en } = detail;
  return new Refusal('wrong_state', { detail: { zh: `${zh}。`, en: `${en}.` } });
};

/** Records a step of a project's cycle in its order, or, as a further version, corrects it or takes back the last one (C.8). */
export const recordProjectStep = command({
  name: 'asset.record-project-step',
  action: 'asset.keep_projects',
  isolation: 'serializable',
  input: z.strictObject({ ...e.recordProjectStep.params.shape, ...e.recordProjectStep.body.shape }),
  run: async (work, { projectId, evidenceIds, seenVersion, ...given }) => {
    const project = await projectFor(work, projectId);
    const { organizationId, personId, name } = work.actor;
    const all = await stepsOf(work.tx, organizationId, [projectId], true);
    const same = all.find((one) => one.round === given.round && one.step === given.step);
    if ((same?.version ?? 0) !== seenVersion) throw new Refusal('conflict', { values: { version: String(same?.version ?? 0) } });
    if (same && given.note === '') throw new Refusal('reason_required');
    const row = {
      ...{ id: work.newId(), project_id: projectId, round: given.round, step: given.step, version: seenVersion + 1 },
      ...{ happened_on: given.happenedOn, body: given.body, period_from: given.periodFrom, period_to: given.periodTo },
      ...{ quantity: given.quantity, document_no: given.documentNo, note: given.note, withdrawn: given.withdrawn },
      ...{ recorded_at: work.now, recorded_by: personId, recorded_by_name: name },
    };
    checkStep(
      all.filter((one) => one !== same && !one.withdrawn),
      row,
      todayOf(work.now),
    );
    await insertStep(work.tx, { ...row, organization_id: organizationId });
    const { title } = projectSteps[given.step];
    await document.useEvidence(work, evidenceIds, {
      objectType: stepObject,
      objectId: row.id,
      label: { zh: `${project.name}：${title.zh}`, en: `${project.name}: ${title.en}` },
      path: `/asset/projects/${projectId}`,
    });
    work.record({
      kind: given.withdrawn ? 'asset.project_step_taken_back' : 'asset.project_step_recorded',
      objectType: stepObject,
      objectId: row.id,
      objectVersion: row.version,
      content: { ...row, evidence_ids: evidenceIds },
      ...(given.note === '' ? {} : { reason: given.note }),
    });
    return { id: row.id, version: row.version };
  },
});

/** The step fits those before it, and those after it still fit. */
function checkStep(others: readonly StepRow[], row: StepRow, today: string): void {
  if (row.happened_on > today)
    throw refused({ zh: '日期在今天之后：只登记已完成的步骤', en: 'The day is ahead: only steps that were taken are recorded' });
  if (row.period_from !== null && row.period_to !== null && row.period_from > row.period_to)
    throw refused({ zh: '监测时段首尾颠倒', en: 'The stretch runs backwards' });
  const before = others.filter((one) => !follows(one, row)).map(takenOf);
  if (!row.withdrawn) {
    const objection = objectionToStep(before, takenOf(row));
    if (objection) throw refused(objection);
  }
  let taken = row.withdrawn ? before : [...before, takenOf(row)];
  for (const one of others.filter((later) => follows(later, row)).sort((a, b) => order(a) - order(b))) {
    const objection = objectionToStep(taken, takenOf(one));
    if (objection) {
      const { zh, en } = projectSteps[one.step].title;
      throw refused({
        zh: `此后的步骤“${zh}”不再成立：${objection.zh}`,
        en: `The later step “${en}” would no longer hold: ${objection.en}`,
      });
    }
    taken = [...taken, takenOf(one)];
  }
}

const codes = Object.keys(projectSteps);
const order = (one: StepRow): number => (one.step === 'ended' ? Number.POSITIVE_INFINITY : one.round * 100 + codes.indexOf(one.step));
const follows = (one: StepRow, other: StepRow): boolean => order(one) > order(other);
