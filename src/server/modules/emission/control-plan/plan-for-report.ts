import { z } from 'zod';
import type { planReport } from '../../../../contract/control-plan.ts';
import { controlPlanEndpoints } from '../../../../contract/control-plan.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { requirementOf } from '../../../../kernel/emission/control-plan/requirements.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { query, type Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { filingOf, findPlan, requirementsOf, versionViews, wireContent } from './plan-view.ts';
import { planHeads } from './store.ts';

export type PlanReport = z.input<typeof planReport>;

/**
 * The plan of an entity's year as one document, everything resolved: the version asked for, else the latest approved one, else the latest. Null where there is
 * none. The caller checks permission.
 */
export async function planForReport(work: Work, shelf: Shelf, entityId: string, year: number, number?: number): Promise<PlanReport | null> {
  const heads = await planHeads(work.tx, work.actor.organizationId, entityId, { from: year, to: year });
  const chosen =
    number === undefined
      ? (heads.find((one) => one.state === 'approved' || one.state === 'filed') ?? heads[0])
      : heads.find((one) => one.number === number);
  if (!chosen) return null;
  const { content } = await findPlan(work, chosen.id);
  const views = await versionViews(work, heads);
  const plan = views.find((one) => one.id === chosen.id);
  if (!plan) return null;
  const wire = wireContent(content);
  const meters = new Map(wire.meters.map((meter) => [meter.id, meter]));
  const units = new Map(content.units.map((unit) => [unit.id, unit]));
  const filed = heads.some((one) => one.state === 'filed');
  return {
    plan,
    content: wire,
    revisions: views.filter((one) => one.number <= chosen.number).reverse(),
    lines: wire.lines.map((line) => ({
      ...line,
      unitName: units.get(line.unitId)?.name ?? { zh: '', en: '' },
      sourceTitle: sourceTitle(shelf, units.get(line.unitId)?.methodId ?? '', line.parameter, line.source),
      meters: line.meterIds.flatMap((id) => meters.get(id) ?? []),
    })),
    filing: filingOf(requirementsOf(shelf, content.units), year, todayOf(work.now), filed),
  };
}

/** How a data source is called in the rules; null where the line names none. */
export function sourceTitle(shelf: Shelf, methodId: string, parameter: string, source: string) {
  return requirementOf(shelf.controlPlan(methodId), parameter)?.sources.find((one) => one.key === source)?.title ?? null;
}

const endpoint = controlPlanEndpoints.readPlanReport;

/** The same for programs (A.7). */
export function readPlanReport(shelf: Shelf) {
  return query({
    name: 'emission.read-plan-report',
    action: 'emission.read',
    input: z.strictObject({ ...endpoint.params.shape, ...endpoint.query.shape }),
    run: async (work, { entityId, year, number }) => {
      await organization.findEntity(work, entityId);
      await work.permit('emission.read', entityId);
      const report = await planForReport(work, shelf, entityId, year, number);
      if (report === null) throw new Refusal('not_found', { values: { what: 'control_plan' } });
      return report;
    },
  });
}
