import type { z } from 'zod';
import type { maturityAssessment } from '../../../contract/maturity.ts';
import { evaluateMaturity } from '../../../kernel/maturity/evaluate-maturity.ts';
import { gainsOf } from '../../../kernel/maturity/gains.ts';
import { scoreMaturity } from '../../../kernel/maturity/score.ts';
import { changeable } from '../../work/changeable.ts';
import type { Entity } from '../organization/index.ts';
import { givenOf, type Judge } from './scheme.ts';
import type { Assessment, Score } from './store.ts';

export type AssessmentView = z.input<typeof maturityAssessment>;

export const standingOf = (one: Assessment) => (one.signed_at !== null ? 'signed' : one.frozen_at !== null ? 'frozen' : 'open');

export function lineOf(one: Assessment, entity: Pick<Entity, 'name' | 'nameEn'> | undefined) {
  return {
    ...({ id: one.id, no: one.no, entityId: one.entity_id, year: one.year, standing: standingOf(one) } as const),
    entityName: { zh: entity?.name ?? '', en: entity?.nameEn ?? '' },
    ...{ openedAt: one.opened_at, openedBy: { id: one.opened_by, name: one.opened_by_name } },
    ...{ frozenAt: one.frozen_at, signedAt: one.signed_at, total: one.total, level: one.level },
  };
}

type Dimension = AssessmentView['dimensions'][number];

function itemsOf(judge: Judge, scores: readonly Score[], dimension: string, counts: ReadonlyMap<string, string>): Dimension['items'] {
  return judge.items
    .filter((one) => one.module === dimension)
    .map(({ id, title, asks }) => {
      const score = scores.find((each) => each.clause === id);
      return {
        ...{ clause: id, title, asks, applies: score?.applies ?? true, version: score?.version ?? 0, score: score?.score ?? null },
        ...{ counts: counts.get(id) ?? '0', reason: score?.reason ?? '', scoredAt: score?.scored_at ?? null },
        scoredBy: score ? { id: score.scored_by, name: score.scored_by_name } : null,
        evidence: (score?.evidence ?? []).map((one) => ({ ...one })),
      };
    });
}

/** An assessment by its scores as they are now; what was frozen is told from what was kept instead. */
export function assessmentView(
  one: Assessment,
  entity: Pick<Entity, 'name' | 'nameEn'> | undefined,
  judge: Judge,
  scores: readonly Score[],
  gates: readonly string[],
): AssessmentView {
  const given = { dimensions: givenOf(judge, scores), gates };
  const maturity = scoreMaturity(judge.scheme, given);
  const result = evaluateMaturity(judge.scheme, given, false);
  const { scheme, steps } = judge;
  return {
    ...lineOf(one, entity),
    ...{ note: one.note, total: maturity.total.toDecimalPlaces(4).toFixed(), level: maturity.level, reached: maturity.reached },
    scheme: {
      ...{ id: scheme.id, title: scheme.title, steps: steps.map((step) => ({ ...step })) },
      levels: scheme.levels.map((level) => ({ ...level, min: level.min.toFixed() })),
    },
    dimensions: maturity.dimensions.map((dimension) => {
      const counts = new Map(dimension.items.map((item) => [item.id, item.counts.toFixed()]));
      return {
        ...{ id: dimension.id, name: dimension.name, applies: dimension.applies },
        ...{ score: dimension.score?.toDecimalPlaces(4).toFixed() ?? null, weight: dimension.weight?.toDecimalPlaces(6).toFixed() ?? null },
        items: itemsOf(judge, scores, dimension.id, counts),
      };
    }),
    gates: scheme.gates.map((gate) => ({
      ...gate,
      stands: gates.includes(gate.id),
      holds: maturity.held.some((each) => each.id === gate.id),
    })),
    gains: gainsOf(scheme, given, maturity).map(({ item, from, to, points, ...gain }) => ({
      ...{ ...gain, clause: item, from: from.toFixed(), to: to.toFixed(), points: points.toDecimalPlaces(4).toFixed() },
    })),
    missing: judge.items.map((item) => item.id).filter((id) => !scores.some((score) => score.clause === id)),
    result: changeable({ calculation: result.method.id, ...result }),
    ...{ sha256: one.content_sha256?.toString('hex') ?? null, signedBy: personOf(one.signed_by, one.signed_by_name) },
    frozenBy: personOf(one.frozen_by, one.frozen_by_name),
  };
}

export function personOf(id: string | null, name: string | null): { id: string; name: string } | null {
  return id === null ? null : { id, name: name ?? '' };
}
