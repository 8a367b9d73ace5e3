import {
  type Pedigree,
  type PedigreeIndicator,
  pedigreeGsdSquared,
  pedigreeIndicators,
  pefRating,
  type QualityClass,
  qualityClass,
  simpleScore,
  weightedQuality,
} from '../../lca/data-quality.ts';
import { type Decimal, decimal, one, parseDecimal, zero } from '../../quantity/decimal.ts';
import type { InventoryInput, InventoryResult, InventorySource } from '../inventory.ts';

export interface SourceQualityResult {
  readonly sourceId: string;
  readonly category: string;
  /** tCO2e, gross, removals by their size. */
  readonly emission: Decimal;
  readonly primary: boolean;
  readonly pedigree: Pedigree;
  readonly gsdSquared: Decimal | null;
  readonly dqr: Decimal | null;
  readonly quality: QualityClass | null;
  /** DQR where its four indicators are judged, else the mean of those that are. */
  readonly score: Decimal | null;
}

export interface QualitySummary {
  readonly emission: Decimal;
  readonly score: Decimal | null;
  readonly quality: QualityClass | null;
  /** Shares of the emissions, 0 to 1. */
  readonly assessed: Decimal | null;
  readonly primaryShare: Decimal | null;
}

export interface InventoryQuality {
  readonly sources: readonly SourceQualityResult[];
  readonly categories: readonly (QualitySummary & { readonly category: string })[];
  readonly total: QualitySummary;
}

/** Scores as whole numbers of 1 to 5; anything else counts as not judged. */
function pedigreeOf({ quality }: InventorySource): Pedigree {
  const scores = pedigreeIndicators.flatMap((name): [PedigreeIndicator, number][] => {
    const score = parseDecimal(quality.pedigree[name] ?? '')?.toNumber();
    return score !== undefined && Number.isInteger(score) && score >= 1 && score <= 5 ? [[name, score]] : [];
  });
  return Object.fromEntries(scores);
}

/** The four ratings of the PEF from the pedigree: precision is reliability. */
function dqrOf({ technology, geographic, temporal, reliability }: Pedigree): Decimal | null {
  if (technology === undefined || geographic === undefined || temporal === undefined || reliability === undefined) return null;
  return pefRating({ TeR: decimal(technology), GeR: decimal(geographic), TiR: decimal(temporal), P: decimal(reliability) });
}

function judged(source: InventorySource, emission: Decimal): SourceQualityResult {
  const pedigree = pedigreeOf(source);
  const dqr = dqrOf(pedigree);
  const score = dqr ?? simpleScore(pedigree);
  return {
    ...{ sourceId: source.id, category: source.category, emission, primary: source.quality.primaryData, pedigree, dqr, score },
    gsdSquared: Object.keys(pedigree).length === 0 ? null : pedigreeGsdSquared(pedigree, one),
    quality: score && qualityClass(score),
  };
}

function summed(sources: readonly SourceQualityResult[]): QualitySummary {
  const lines = sources.map(({ sourceId, emission, score, primary }) => ({ id: sourceId, contribution: emission, score, primary }));
  const { score, assessed, primaryShare } = weightedQuality(lines);
  const emission = sources.reduce((sum, source) => sum.plus(source.emission), zero);
  return { emission, score, quality: score && qualityClass(score), assessed, primaryShare };
}

/** Data quality of an inventory: of every source, and weighted by emissions for categories and the whole. */
export function qualityOfInventory(
  { sources }: Pick<InventoryInput, 'sources'>,
  { bySource }: Pick<InventoryResult, 'bySource'>,
): InventoryQuality {
  const results = new Map(bySource.map((result) => [result.sourceId, result]));
  const all = sources.map((source) => {
    const result = results.get(source.id);
    return judged(source, result ? decimal(result.emission).plus(decimal(result.removal)) : zero);
  });
  const codes = [...new Set(all.map((source) => source.category))].sort();
  return {
    sources: all,
    categories: codes.map((category) => ({ category, ...summed(all.filter((source) => source.category === category)) })),
    total: summed(all),
  };
}
