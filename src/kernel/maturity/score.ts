import type { Finding } from '../finding.ts';
import { type Decimal, decimal, zero } from '../quantity/decimal.ts';
import { Refusal } from '../refusal.ts';
import type { Text } from '../text.ts';

/** How maturity is scored: an input like any other (conventions.md §4). Ours is `data/frameworks/maturity.yaml`; it is not the official EATNS rating. */
export interface MaturityScheme {
  readonly id: string;
  readonly title: Text;
  readonly source: string;
  /** The best an item can have; the worst is 0. */
  readonly scale: Decimal;
  /** Whether dimensions and total are told as a share of the scale in percent, or on the scale itself. */
  readonly told: 'percent' | 'scale';
  /** Weights add to 1. */
  readonly dimensions: readonly { readonly id: string; readonly name: Text; readonly weight: Decimal }[];
  /** By rising minimum; a level is the highest whose minimum is reached. */
  readonly levels: readonly { readonly level: number; readonly name: Text; readonly min: Decimal }[];
  /** What holds the level down while it stands. */
  readonly gates: readonly { readonly id: string; readonly name: Text; readonly caps: number }[];
  /** Staged: a level also needs every applicable dimension to reach its minimum. */
  readonly staged: boolean;
  /** The most that an item without evidence counts. */
  readonly withoutEvidence: Decimal;
}

export interface GivenItem {
  readonly id: string;
  readonly weight: Decimal;
  readonly score: Decimal;
  /** How many pieces of evidence it rests on. */
  readonly evidence: number;
  readonly applies: boolean;
}

export interface GivenDimension {
  readonly id: string;
  readonly applies: boolean;
  /** As the scheme tells it; null: from its items. */
  readonly score: Decimal | null;
  readonly items: readonly GivenItem[];
}

export interface MaturityGiven {
  readonly dimensions: readonly GivenDimension[];
  /** Gates that stand. */
  readonly gates: readonly string[];
}

export interface ScoredItem extends GivenItem {
  /** What counts of the score: at most `withoutEvidence` where there is none. */
  readonly counts: Decimal;
}

export interface ScoredDimension {
  readonly id: string;
  readonly name: Text;
  readonly applies: boolean;
  readonly score: Decimal | null;
  /** Share of the total after what does not apply has left; null for that itself. */
  readonly weight: Decimal | null;
  readonly items: readonly ScoredItem[];
}

export interface Maturity {
  readonly total: Decimal;
  /** By the total, and the staged rule where the scheme has it. */
  readonly reached: number;
  /** After the gates. */
  readonly level: number;
  readonly dimensions: readonly ScoredDimension[];
  /** Gates that hold the level below what was reached. */
  readonly held: readonly MaturityScheme['gates'][number][];
  readonly findings: readonly Finding[];
}

const hundred = decimal('100');
const lesser = (a: Decimal, b: Decimal): Decimal => (a.lessThan(b) ? a : b);
const sum = (all: readonly Decimal[]): Decimal => all.reduce((total, one) => total.plus(one), zero);

/** What makes a scheme unusable. */
export function schemeFaults(scheme: MaturityScheme): Finding[] {
  const fault = (path: string, text: Text): Finding => ({ code: 'maturity_scheme', severity: 'error', place: { path }, text });
  const faults: Finding[] = [];
  const total = sum(scheme.dimensions.map((one) => one.weight));
  if (!total.equals(1))
    faults.push(
      fault('/scheme/dimensions', { zh: `权重之和为 ${total.toFixed()}，应为 1`, en: `The weights add to ${total.toFixed()}, not to 1` }),
    );
  if (!scheme.scale.greaterThan(0)) faults.push(fault('/scheme/scale', { zh: '满分须大于 0', en: 'The best score is above 0' }));
  if (
    scheme.levels.length === 0 ||
    scheme.levels.some((one, index) => index > 0 && !one.min.greaterThan(scheme.levels[index - 1]?.min ?? zero))
  )
    faults.push(fault('/scheme/levels', { zh: '等级的下限须依次升高', en: 'Levels rise with their minimum' }));
  if (new Set(scheme.dimensions.map((one) => one.id)).size !== scheme.dimensions.length)
    faults.push(fault('/scheme/dimensions', { zh: '维度重复', en: 'A dimension stands twice' }));
  return faults;
}

function scoreItems(scheme: MaturityScheme, { id, items }: GivenDimension, findings: Finding[]): ScoredItem[] {
  return items.map((item) => {
    const most = item.evidence > 0 ? scheme.scale : scheme.withoutEvidence;
    const counts = lesser(item.score, most);
    if (item.applies && counts.lessThan(item.score))
      findings.push({
        code: 'score_without_evidence',
        severity: 'warning',
        place: { path: `/dimensions/${id}/items/${item.id}` },
        text: {
          zh: `“${item.id}”没有证据，只计 ${counts.toFixed()} 分`,
          en: `“${item.id}” has no evidence and counts ${counts.toFixed()} only`,
        },
        cure: { zh: '关联至少一项证据', en: 'Tie at least one piece of evidence to it' },
      });
    return { ...item, counts };
  });
}

/** Mean of the applicable items by their weights, as the scheme tells it; null without any. */
function meanOf(scheme: MaturityScheme, items: readonly ScoredItem[]): Decimal | null {
  const there = items.filter((one) => one.applies);
  const weights = sum(there.map((one) => one.weight));
  if (weights.isZero()) return null;
  const mean = sum(there.map((one) => one.weight.times(one.counts))).dividedBy(weights);
  return scheme.told === 'percent' ? mean.dividedBy(scheme.scale).times(hundred) : mean;
}

function levelOf(scheme: MaturityScheme, total: Decimal, scores: readonly Decimal[]): number {
  const reaches = (min: Decimal) =>
    total.greaterThanOrEqualTo(min) && (!scheme.staged || scores.every((one) => one.greaterThanOrEqualTo(min)));
  // The lowest level is everybody's.
  return scheme.levels.findLast((one) => reaches(one.min))?.level ?? scheme.levels[0]?.level ?? 0;
}

/**
 * Maturity after a scheme: dimensions by their items or as given, what does not apply leaves and its weight goes to the rest, the level by total and gates.
 * @throws Refusal `invalid_input` for a scheme that cannot be used, an unknown dimension, or nothing that applies.
 */
export function scoreMaturity(scheme: MaturityScheme, given: MaturityGiven): Maturity {
  const faults = schemeFaults(scheme);
  const known = new Set(scheme.dimensions.map((one) => one.id));
  for (const { id } of given.dimensions)
    if (!known.has(id))
      faults.push({
        ...{ code: 'maturity_dimension', severity: 'error', place: { path: `/dimensions/${id}` } },
        text: { zh: `方案中没有维度“${id}”`, en: `The scheme has no dimension “${id}”` },
      });
  if (faults.length > 0) throw new Refusal('invalid_input', { findings: faults });
  const findings: Finding[] = [];
  const drawn = scheme.dimensions.map(({ id, name, weight }) => {
    const dimension = given.dimensions.find((one) => one.id === id) ?? { id, applies: true, score: null, items: [] };
    const items = scoreItems(scheme, dimension, findings);
    const score = dimension.score ?? meanOf(scheme, items);
    return { id, name, weight, items, score: dimension.applies ? (score ?? zero) : null };
  });
  const scored = drawn.flatMap(({ score, weight }) => (score === null ? [] : [{ score, weight }]));
  const weights = sum(scored.map((one) => one.weight));
  if (weights.isZero()) {
    const text = { zh: '没有适用的维度', en: 'No dimension applies' };
    throw new Refusal('invalid_input', {
      findings: [{ code: 'maturity_dimension', severity: 'error', place: { path: '/dimensions' }, text }],
    });
  }
  const total = sum(scored.map((one) => one.weight.times(one.score))).dividedBy(weights);
  const reached = levelOf(
    scheme,
    total,
    scored.map((one) => one.score),
  );
  const standing = scheme.gates.filter((gate) => given.gates.includes(gate.id));
  const level = Math.min(reached, ...standing.map((gate) => gate.caps));
  return {
    ...{ total, reached, level, findings },
    held: standing.filter((gate) => gate.caps < reached),
    dimensions: drawn.map(({ weight, ...one }) => ({
      ...one,
      applies: one.score !== null,
      weight: one.score === null ? null : weight.dividedBy(weights),
    })),
  };
}
