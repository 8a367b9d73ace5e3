import type { z } from 'zod';
import type { maturityAssessment } from '../../../contract/maturity.ts';
import { evaluateMaturity } from '../../../kernel/maturity/evaluate-maturity.ts';
import { gainsOf } from '../../../kernel/maturity/gains.ts';
import { scoreMaturity } from '../../../kernel/maturity/score.ts';
import { changeable } from '../../work/changeable.ts';
import type { Entity } from '../organization/index.ts';
import type { GateFound } from './gates.ts';
import { givenOf, type Judge } from './scheme.ts';
import type { Assessment, Proposal, Score } from './store.ts';
import type { KeptSummary } from './tables.ts';

export type AssessmentView = z.input<typeof maturityAssessment>;

export const standingOf = (one: Assessment): 'open' | 'frozen' | 'signed' =>
  one.signed_at !== null ? 'signed' : one.frozen_at !== null ? 'frozen' : 'open';

export function lineOf(one: Assessment, entity: Pick<Entity, 'name' | 'nameEn'> | undefined) {
  return {
    ...({ id: one.id, no: one.no, entityId: one.entity_id, year: one.year, standing: standingOf(one) } as const),
    entityName: { zh: entity?.name ?? '', en: entity?.nameEn ?? '' },
    ...{ openedAt: one.opened_at, openedBy: { id: one.opened_by, name: one.opened_by_name } },
    ...{ frozenAt: one.frozen_at, signedAt: one.signed_at, total: one.total, level: one.level },
  };
}

type Dimension = AssessmentView['dimensions'][number];

/** What an assessment is told from. `proposals`: latest first. */
export interface AssessmentParts {
  readonly judge: Judge;
  readonly scores: readonly Score[];
  readonly gates: readonly GateFound[];
  readonly proposals: readonly Proposal[];
  /** Of each clause: the latest proposal, or the one its score was given against. */
  readonly shown: 'latest' | 'scored_against';
}

function proposalOf(
  { proposals, shown }: AssessmentParts,
  clause: string,
  score: Score | undefined,
): Dimension['items'][number]['proposal'] {
  const run = shown === 'latest' ? proposals[0] : proposals.find((one) => one.no === score?.proposal_no);
  const found = run?.content.find((one) => one.clause === clause);
  if (!run || !found) return null;
  const { applies, score: proposed, reasons, evidence } = found;
  return {
    no: run.no,
    asOf: run.as_of,
    applies,
    score: proposed,
    reasons: reasons.map((one) => ({ ...one })),
    evidence: evidence.map((one) => ({ ...one })),
  };
}

const differs = (score: Score): boolean =>
  score.proposal_no !== null && (score.proposed_score !== score.score || score.proposed_applies !== score.applies);

function itemsOf(parts: AssessmentParts, dimension: string, counts: ReadonlyMap<string, string>): Dimension['items'] {
  return parts.judge.items
    .filter((one) => one.module === dimension)
    .map(({ id, title, asks }) => {
      const score = parts.scores.find((each) => each.clause === id);
      return {
        ...{ clause: id, title, asks, applies: score?.applies ?? true, version: score?.version ?? 0, score: score?.score ?? null },
        ...{ counts: counts.get(id) ?? '0', reason: score?.reason ?? '', scoredAt: score?.scored_at ?? null },
        scoredBy: score ? { id: score.scored_by, name: score.scored_by_name } : null,
        evidence: (score?.evidence ?? []).map((one) => ({ ...one })),
        proposal: proposalOf(parts, id, score),
        overruled: score !== undefined && differs(score),
      };
    });
}

/** An assessment by its scores as they are now; what was frozen is told from what was kept instead. */
export function assessmentView(
  one: Assessment,
  entity: Pick<Entity, 'name' | 'nameEn'> | undefined,
  parts: AssessmentParts,
): AssessmentView {
  const { judge, scores, gates, proposals } = parts;
  const given = { dimensions: givenOf(judge, scores), gates: gates.filter((one) => one.stands).map((one) => one.id) };
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
        schemeWeight: scheme.dimensions.find((each) => each.id === dimension.id)?.weight.toFixed() ?? null,
        items: itemsOf(parts, dimension.id, counts),
      };
    }),
    gates: scheme.gates.map((gate) => {
      const found = gates.find((each) => each.id === gate.id);
      const { stands, opens, rests, more } = found ?? { stands: false, opens: null, rests: [], more: 0 };
      return { ...gate, stands, opens, rests, more, holds: maturity.held.some((each) => each.id === gate.id) };
    }),
    proposals: proposals[0] ? { no: proposals[0].no, asOf: proposals[0].as_of } : null,
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

/** A frozen assessment in short. */
export function summaryOf({ dimensions, gates, reached }: AssessmentView): KeptSummary {
  return {
    dimensions: dimensions.map(({ id, name, score, weight }) => ({ id, name, score, weight })),
    held: gates.filter((one) => one.holds).map(({ id, name, caps }) => ({ id, name, caps })),
    reached,
  };
}
