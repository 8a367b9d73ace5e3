import type { z } from 'zod';
import type { inventoryAnalysis } from '../../../../contract/inventory-report.ts';
import { evaluateApproach1 } from '../../../../kernel/emission/uncertainty/evaluate-approach-1.ts';
import type { SourceInput } from '../../../../kernel/emission/uncertainty/sources.ts';
import type { Evaluation } from '../../../../kernel/method/evaluation.ts';
import { decimal, zero } from '../../../../kernel/quantity/decimal.ts';
import { changeable } from '../../../work/changeable.ts';
import type { KeptInput } from '../report/tables.ts';
import type { StoredAnalysis } from './store.ts';

/** An analysis as screens and reports show it. */
export type ToldAnalysis = z.input<typeof inventoryAnalysis>;

type Kept = Pick<Evaluation, 'outputs' | 'findings'>;

function reader({ outputs }: Kept) {
  const map = new Map(outputs.map((one) => [`${one.symbol} ${one.at.source ?? ''}`, one.value]));
  return (symbol: string, source = ''): string | null => map.get(`${symbol} ${source}`) ?? null;
}

const percentOf = ({ parameters }: SourceInput, kind: 'activity' | 'factor'): string | null => {
  const found = parameters.find((one) => one.kind === kind)?.plus_minus_percent;
  return found === undefined ? null : String(found);
};

/** ± % of each category by error propagation over its own sources, one factor correlated with itself. A category whose sources add to zero has none. */
export function categoriesOf(sources: KeptInput['sources']): KeptInput['categories'] {
  const codes = [...new Set(sources.map((source) => source.category))].sort();
  return codes.flatMap((category) => {
    const own = sources.filter((source) => source.category === category);
    const value = own.reduce((sum, source) => sum.plus(decimal(source.value)), zero);
    if (value.isZero()) return [];
    const plain = own.map(({ base_value: _, category: __, ...source }) => source);
    const percent = reader(evaluateApproach1({ sources: plain, correlations: [] }))('U_total') ?? '0';
    return [{ category, value: value.toFixed(), percent }];
  });
}

/** One published factor is one quantity: the sources that use it deviate together. */
function sharedOf(sources: KeptInput['sources']): ToldAnalysis['shared'] {
  const by = new Map<string, string[]>();
  for (const { name, parameters } of sources)
    for (const { group } of parameters) if (group !== undefined) by.set(group, [...(by.get(group) ?? []), name]);
  return [...by].flatMap(([factor, codes]) => (codes.length > 1 ? [{ factor, sources: codes }] : []));
}

function drawnOf({ outputs }: Kept): ToldAnalysis['drawn'] {
  const one = (symbol: string): string => outputs.find((output) => output.symbol === symbol)?.value ?? '0';
  const all = (symbol: string) => outputs.filter((output) => output.symbol === symbol);
  const counts = new Map(all('bin_count').map(({ at, value }) => [at.bin, Number(value)]));
  return {
    ...{ mean: one('mean'), sd: one('sd'), lower: one('U_lower'), upper: one('U_upper'), standardError: one('standard_error') },
    percentiles: all('percentile').map(({ at, value }) => ({ percent: at.percentile ?? '', value: value ?? '0' })),
    convergence: all('convergence').map(({ at, value }) => ({ draws: Number(at.draws), percent: value ?? '0' })),
    bins: all('bin_from').map(({ at, value }) => ({ from: value ?? '0', count: counts.get(at.bin) ?? 0 })),
  };
}

/** `currentSha256`: of the inventory as it stands approved. */
export function tellAnalysis(row: StoredAnalysis, currentSha256: string | null): ToldAnalysis {
  const { input, result } = row;
  const of = reader(result);
  return {
    ...{ id: row.id, number: row.number, inventoryId: row.inventory_id, approach: row.approach, inventorySha256: row.inventory_sha256 },
    ...{ total: of('total') ?? '0', percent: of('U_total') ?? '0', low: of('low') ?? '0', high: of('high') ?? '0' },
    ...{ trend: of('trend'), trendPoints: of('U_trend') },
    sources: input.sources.map((source) => ({
      ...{ code: source.name, category: source.category, value: String(source.value) },
      ...{ percent: of('U_source', source.name), share: of('share', source.name) },
      ...{ activity: percentOf(source, 'activity'), factor: percentOf(source, 'factor'), trend: of('trend_contribution', source.name) },
    })),
    categories: input.categories.map((one) => ({ ...one })),
    shared: sharedOf(input.sources),
    correlations: (input.correlations ?? []).map((one) => ({ ...one })),
    drawn: input.draws === null ? null : drawnOf(result),
    ...{ draws: input.draws, seed: input.seed, note: row.note, contentSha256: row.content_sha256 },
    findings: changeable(result.findings),
    ...{ recordedAt: row.recorded_at, recordedByName: row.recorded_by_name, current: row.inventory_sha256 === currentSha256 },
  };
}
