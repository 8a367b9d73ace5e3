import { createHash } from 'node:crypto';
import { z } from 'zod';
import { systemFigureEndpoints as e } from '../../../../contract/system-figures.ts';
import { present } from '../../../../kernel/assert.ts';
import { type Day, parseDay } from '../../../../kernel/calendar/day.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import type { Evaluation } from '../../../../kernel/method/evaluation.ts';
import { decimal } from '../../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { isFilled, textIn } from '../../../../kernel/system/content.ts';
import { evaluateCarbonReview } from '../../../../kernel/system/evaluate-carbon-review.ts';
import type { Content } from '../../../../kernel/system/register.ts';
import { changeable } from '../../../work/changeable.ts';
import { command, type Work } from '../../../work/command.ts';
import { canonical } from '../../../work/leaf.ts';
import type { Frameworks, Shelf } from '../../library/index.ts';
import { numberOf, recordObject } from '../registers/content-of.ts';
import type { RecordHead } from '../registers/store.ts';
import { changeContent, recordFor } from '../registers/write-record.ts';
import { appendResult, resultsOf } from '../results/store.ts';
import { gatherEmission, gatherExposure, gatherHoldings, type Part, yearOfPeriod } from './gather-live.ts';
import {
  gatherCompetence,
  gatherNeutrality,
  gatherObligations,
  gatherOpportunities,
  gatherParameters,
  liveRecords,
  type ReviewedValue,
} from './gather-registers.ts';

export const reviewRegister = 'carbon_review';

export interface ComputedReview {
  readonly year: number;
  readonly parts: readonly Part[];
  /** Values of performance parameters that it rests on. */
  readonly values: readonly ReviewedValue[];
  readonly calculation: Evaluation & { readonly calculation: string };
}

const usual = { main_share: decimal('0.8'), main_share_given: false, rate: decimal('0.08'), rate_given: false };

/** What the data of the system say of an entity (6.1); the year is that of the end of the review's period. */
export async function computeNow(
  work: Work,
  shelf: Shelf,
  head: Pick<RecordHead, 'entity_id' | 'content'>,
  asOf: Day,
): Promise<ComputedReview> {
  const { entity_id: entityId, content } = head;
  const today = present(parseDay(todayOf(work.now)), 'a day');
  const year = yearOfPeriod(textIn(content.period_to));
  const live = await liveRecords(work, entityId);
  const { frameworks } = shelf;
  const sources = await gatherEmission(work, shelf, entityId, year, today);
  const parameters = await gatherParameters(work, frameworks, live, year, today);
  const holdings = await gatherHoldings(work, entityId, asOf);
  const exposure = await gatherExposure(work, shelf, entityId, today);
  const opportunities = await gatherOpportunities(frameworks, live, today);
  const evaluation = evaluateCarbonReview({ ...usual, ...sources.input, ...holdings.input, ...exposure.input, ...opportunities.input });
  return {
    year,
    values: parameters.values,
    parts: [
      ...[sources.part, parameters.part, holdings.part, exposure.part],
      ...[await gatherNeutrality(work, shelf, live, { entityId, today }), await gatherObligations(frameworks, live, today)],
      ...[await gatherCompetence(work, frameworks, live, today), opportunities.part],
    ],
    calculation: { calculation: evaluation.method.id, ...evaluation },
  };
}

/** Holdings are known by day; a day to come is not. */
export function dayAsked(work: Work, given: string | undefined): Day {
  const today = present(parseDay(todayOf(work.now)), 'a day');
  const asked = given === undefined ? today : parseDay(given);
  if (asked && asked <= today) return asked;
  throw new Refusal('invalid_input', {
    findings: [
      {
        ...{ code: 'day_ahead', severity: 'error', place: { path: '/asOf' } },
        text: { zh: `数据截至日不晚于今天（${today}）`, en: `Data are as of today (${today}) or before` },
      },
    ],
  });
}

const figureAt = ({ calculation }: ComputedReview, symbol: string, at: Readonly<Record<string, string>>) =>
  calculation.derivation.nodes.find((one) => one.symbol === symbol && Object.entries(at).every(([key, value]) => one.at[key] === value));

/** Fields of the record that are still empty, filled with what was computed; what somebody wrote stays. */
function filledFrom(review: ComputedReview, content: Content, language: 'zh' | 'en'): Record<string, Content[]> {
  const of = (id: Part['id']) => review.parts.find((one) => one.id === id);
  const rounded = (symbol: string, at: Readonly<Record<string, string>>): string | null => {
    const shown = figureAt(review, symbol, at)?.shown;
    return shown === undefined || shown === null ? null : decimal(shown).toFixed();
  };
  const points = (of('emission')?.lines ?? [])
    .filter((line) => figureAt(review, 'main', line.at)?.value === 'yes')
    .map((line) => ({ line, place: Number(figureAt(review, 'place', line.at)?.value ?? 0) }))
    .sort((a, b) => a.place - b.place)
    .map(({ line }): Content => {
      const [amount, share] = [rounded('emission', line.at), rounded('share', line.at)];
      return { point: line.name[language].slice(0, 500), ...(amount === null ? {} : { amount }), ...(share === null ? {} : { share }) };
    });
  const areas: readonly (readonly [Part['id'], string | null])[] = [
    ['asset', 'available_total'],
    ['exposure', 'position_total'],
    ['neutrality', null],
    ['obligation', null],
    ['competence', null],
  ];
  const findings = areas.flatMap(([area, symbol]): Content[] => {
    const part = of(area);
    if (!part) return [];
    const node = symbol === null ? undefined : figureAt(review, symbol, {});
    const figure = node?.shown ? { figure: decimal(node.shown).toFixed(), unit: node.unit } : {};
    const said = node ? node.title[language] : (part.says[0]?.[language] ?? '');
    return said === '' ? [] : [{ area, finding: said.slice(0, 500), ...figure }];
  });
  const ranked = (of('opportunity')?.lines ?? [])
    .filter((line) => line.at.opportunity?.startsWith('IO-'))
    .map((line) => ({ line, rank: figureAt(review, 'rank', line.at)?.value, cost: figureAt(review, 'cost_of_tonne', line.at) }))
    .flatMap(({ line, rank, cost }): Content[] => {
      if (rank == null || !cost?.shown) return [];
      return [{ rank, opportunity: line.key, why: `${cost.title[language]} ${cost.shown} CNY/tCO2e` }];
    });
  const filled = { points, findings, ranked };
  return Object.fromEntries(Object.entries(filled).filter(([id, rows]) => rows.length > 0 && !isFilled(content[id])));
}

/** Computes a review from live data (6.1): the figures are kept for good, and a further version of the record names them by their hash. */
export function computeCarbonReview(shelf: Shelf, frameworks: Frameworks = shelf.frameworks) {
  return command({
    name: 'system.compute-carbon-review',
    action: 'system.edit',
    statementSeconds: 60,
    input: z.strictObject({ ...e.computeCarbonReview.params.shape, ...e.computeCarbonReview.body.shape }),
    run: async (work, { recordId, asOf: asked, seenVersion, language }) => {
      const { head, register } = await recordFor(work, frameworks, recordId);
      if (register.id !== reviewRegister) throw new Refusal('not_found', { values: { what: reviewRegister, id: recordId } });
      await work.permit('system.edit', head.entity_id);
      const asOf = dayAsked(work, asked);
      const review = await computeNow(work, shelf, head, asOf);
      const result = canonical(changeable({ asOf, ...review }));
      const sha = createHash('sha256').update(result).digest();
      const sha256 = sha.toString('hex');
      const content: Content = {
        ...{ ...head.content, ...filledFrom(review, head.content, language) },
        ...{ computed_as_of: asOf, computed_sha256: sha256 },
      };
      const changed = await changeContent(work, register, head, { content, seenVersion, reason: '' });
      const { organizationId, personId, name } = work.actor;
      const no = (await resultsOf(work.tx, organizationId, head.id)).length + 1;
      await appendResult(work.tx, {
        ...{ organization_id: organizationId, record_id: head.id, period: '', no, record_version: changed.version, as_of: asOf },
        ...{ result, result_sha256: sha, reason: '', computed_at: work.now, computed_by: personId, computed_by_name: name },
      });
      work.record({
        kind: 'system.review_computed',
        objectType: recordObject,
        objectId: head.id,
        objectVersion: changed.version,
        content: { record: numberOf(register, head.no), no, asOf, sha256 },
      });
      return { no, ...changed, sha256 };
    },
  });
}
