import type { z } from 'zod';
import { type analysisBody, storedInput, type uncertaintySummary } from '../../../../contract/uncertainty.ts';
import { present } from '../../../../kernel/assert.ts';
import { approach1Method, evaluateApproach1 } from '../../../../kernel/emission/uncertainty/evaluate-approach-1.ts';
import { evaluateMonteCarlo, monteCarloMethod } from '../../../../kernel/emission/uncertainty/evaluate-monte-carlo.ts';
import type { Evaluation } from '../../../../kernel/method/evaluation.ts';
import { Decimal, print } from '../../../../kernel/quantity/decimal.ts';
import { contentHash } from '../move-month.ts';
import type { Draft } from './draft.ts';
import type { StoredAnalysis } from './store.ts';

export type AnalysisBody = z.output<typeof analysisBody>;
export type Summary = z.input<typeof uncertaintySummary>;

/** What is computed, and kept: nothing but this decides about the result. */
export interface AnalysisInput extends Pick<AnalysisBody, 'sources' | 'correlations'> {
  readonly draws?: number;
  readonly seed?: number;
  readonly baseYear?: number;
}

/** Plain JSON without fields that were not given, as the database gives it back. */
export function inputOf({ approach, sources, correlations, draws, seed, baseYear }: AnalysisBody): AnalysisInput {
  const input = approach === 'monte_carlo' ? { sources, correlations, draws, seed } : { sources, correlations, baseYear };
  return readInput(JSON.parse(JSON.stringify(input)));
}

/** A stored input as the kernel takes it. */
export function readInput(stored: unknown): AnalysisInput {
  const { sources, correlations, draws, seed, baseYear } = storedInput.parse(stored);
  return {
    ...{ sources, correlations },
    ...(draws === undefined ? {} : { draws }),
    ...(seed === undefined ? {} : { seed }),
    ...(baseYear === undefined ? {} : { baseYear }),
  };
}

export function methodOf(approach: AnalysisBody['approach']): { readonly id: string; readonly version: number } {
  const { id, version } = approach === 'monte_carlo' ? monteCarloMethod : approach1Method;
  return { id, version };
}

/** Computes a stored input once more, all in one place. */
export function evaluateStored(approach: AnalysisBody['approach'], input: AnalysisInput): Evaluation {
  if (approach === 'approach_1') return evaluateApproach1(input);
  return evaluateMonteCarlo({ ...input, draws: input.draws ?? 0, seed: input.seed ?? 0 });
}

export function analysisHash(approach: AnalysisBody['approach'], input: AnalysisInput, result: Evaluation): string {
  return contentHash({ method: methodOf(approach), input, result: JSON.parse(JSON.stringify(result)) });
}

/** The figures a list shows: total, ± %, both ends. Approach 1 has equal sides. */
export function figuresOf(result: Evaluation): Record<'total' | 'percent' | 'low' | 'high' | 'lower_percent' | 'upper_percent', string> {
  const of = (symbol: string): string | undefined => result.outputs.find((one) => one.symbol === symbol)?.value ?? undefined;
  const must = (symbol: string): string => print(new Decimal(present(of(symbol), `output ${symbol}`)), 20);
  const percent = must('U_total');
  return {
    total: must('total'),
    percent,
    low: must('low'),
    high: must('high'),
    lower_percent: of('U_lower') ?? percent,
    upper_percent: of('U_upper') ?? percent,
  };
}

/** Whether an analysis was made of the year as it stands: the same sources with the same values. */
export function isCurrent(input: AnalysisInput, unitId: string | null, sources: Draft['sources']): boolean {
  const now = sources.filter((one) => unitId === null || one.unitId === unitId);
  const given = new Map(input.sources.map((one) => [one.name, one.value]));
  return now.every((one) => {
    const value = given.get(one.name);
    return value !== undefined && new Decimal(value).eq(one.value);
  });
}

export function summaryOf(row: Omit<StoredAnalysis, 'result'>, sources: Draft['sources']): Summary {
  const input = readInput(row.input);
  return {
    id: row.id,
    number: row.number,
    entityId: row.entity_id,
    unitId: row.unit_id,
    year: row.year,
    approach: row.approach,
    total: row.total,
    percent: row.percent,
    low: row.low,
    high: row.high,
    lowerPercent: row.lower_percent,
    upperPercent: row.upper_percent,
    baseYear: input.baseYear ?? null,
    correlations: input.correlations.length,
    draws: input.draws ?? null,
    seed: input.seed ?? null,
    note: row.note,
    contentSha256: row.content_sha256,
    recordedAt: row.recorded_at,
    recordedByName: row.recorded_by_name,
    current: isCurrent(input, row.unit_id, sources),
  };
}
