import { z } from 'zod';
import { maturityEndpoints as e, maturityAssessment } from '../../../contract/maturity.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { query, type Work } from '../../work/command.ts';
import type { Shelf } from '../library/index.ts';
import * as organization from '../organization/index.ts';
import { type AssessmentParts, type AssessmentView, assessmentView, lineOf, personOf, standingOf } from './assessment-view.ts';
import { gatesFor } from './gates.ts';
import { judgeFrom } from './scheme.ts';
import { type Assessment, assessmentById, assessmentsOf, frozenContent, latestScores, proposalsOf, type ShortAssessment } from './store.ts';

export const assessmentObject = 'maturity_assessment';

/** An assessment at which the actor may do something. @throws Refusal `not_found`, `not_permitted`. */
export async function assessmentFor(
  work: Work,
  id: string,
  action: 'maturity.read' | 'maturity.assess' | 'maturity.sign',
): Promise<Assessment> {
  const found = await assessmentById(work.tx, work.actor.organizationId, id);
  if (!found) throw new Refusal('not_found', { values: { what: assessmentObject, id } });
  await work.permit(action, found.entity_id);
  return found;
}

/** As it was frozen, or as it is now. */
export async function viewOf(
  work: Work,
  shelf: Shelf,
  one: Assessment,
  shown: AssessmentParts['shown'] = 'latest',
): Promise<AssessmentView> {
  const entity = await organization.findEntity(work, one.entity_id);
  const { organizationId } = work.actor;
  if (one.frozen_at !== null) {
    const kept = maturityAssessment.parse(await frozenContent(work.tx, organizationId, one.id));
    const sealed = { sha256: one.content_sha256?.toString('hex') ?? null, frozenBy: personOf(one.frozen_by, one.frozen_by_name) };
    return { ...kept, ...lineOf(one, entity), ...sealed, signedBy: personOf(one.signed_by, one.signed_by_name) };
  }
  const judge = judgeFrom(one.scheme, shelf.frameworks);
  return assessmentView(one, entity, {
    ...{ judge, shown },
    scores: await latestScores(work.tx, organizationId, one.id),
    gates: await gatesFor(work, shelf, judge, one.entity_id),
    proposals: await proposalsOf(work.tx, organizationId, one.id, shown === 'latest' ? 1 : null),
  });
}

/** The entities that are asked for, those below them, and of these what may be seen; null: all. @throws Refusal `not_found`. */
async function entitiesSeen(work: Work, entityId: string | undefined): Promise<readonly string[] | null> {
  const reach = await work.reach('maturity.read');
  if (entityId === undefined) return reach === null ? null : [...reach];
  await organization.findEntity(work, entityId);
  const below = (await organization.entitiesBelow(work, entityId)).map((one) => one.id);
  return reach === null ? below : below.filter((id) => reach.has(id));
}

const dimensionsOf = ({ summary }: ShortAssessment) => (summary?.dimensions ?? []).map((one) => ({ ...one }));

/** Assessments of a unit and everything below, latest first, with their dimensions: a trend. */
export const listAssessments = query({
  name: 'maturity.list-assessments',
  action: 'maturity.read',
  input: z.strictObject(e.listAssessments.query.shape),
  run: async (work, { entityId }) => {
    const seen = await entitiesSeen(work, entityId);
    const entities = new Map((await organization.everyEntity(work)).map((one) => [one.id, one]));
    const rows = await assessmentsOf(work.tx, work.actor.organizationId, seen);
    return { items: rows.map((one) => ({ ...lineOf(one, entities.get(one.entity_id)), dimensions: dimensionsOf(one) })) };
  },
});

/** Each unit by its own latest signed assessment; units without one are there too, with what is under way. */
export const compareUnits = query({
  name: 'maturity.compare-units',
  action: 'maturity.read',
  input: z.strictObject(e.compareUnits.query.shape),
  run: async (work, { entityId }) => {
    const seen = await entitiesSeen(work, entityId);
    const rows = await assessmentsOf(work.tx, work.actor.organizationId, seen);
    const entities = (await organization.everyEntity(work)).filter((one) => seen === null || seen.includes(one.id));
    const dimensions = new Map(rows.flatMap((one) => dimensionsOf(one).map(({ id, name }) => [id, { id, name }] as const)));
    const items = entities.map((entity) => {
      const own = rows.filter((one) => one.entity_id === entity.id);
      const released = own.find((one) => one.signed_at !== null);
      const open = own.find((one) => one.signed_at === null && (released === undefined || one.no > released.no));
      return {
        ...{ entityId: entity.id, entityName: { zh: entity.name, en: entity.nameEn }, kind: entity.kind },
        assessment: released ? comparedOf(released) : null,
        underWay: open ? { id: open.id, year: open.year, standing: standingOf(open) } : null,
      };
    });
    return { dimensions: [...dimensions.values()], items };
  },
});

function comparedOf(one: ShortAssessment) {
  const { id, no, year, total, level, signed_at: signedAt, summary } = one;
  return {
    ...{
      id,
      no,
      year,
      total: total ?? '0',
      level: level ?? 0,
      reached: summary?.reached ?? level ?? 0,
      signedAt: signedAt ?? one.opened_at,
    },
    ...{ dimensions: dimensionsOf(one), held: (summary?.held ?? []).map((gate) => ({ ...gate })) },
  };
}

export function readAssessment(shelf: Shelf) {
  return query({
    name: 'maturity.read-assessment',
    action: 'maturity.read',
    input: z.strictObject(e.readAssessment.params.shape),
    run: async (work, { assessmentId }) => await viewOf(work, shelf, await assessmentFor(work, assessmentId, 'maturity.read')),
  });
}
