import type { ParameterInput, SourceInput, UncertaintyInput } from '../../emission/uncertainty/sources.ts';
import type { Finding } from '../../finding.ts';
import { decimal, parseDecimal } from '../../quantity/decimal.ts';
import type { Text } from '../../text.ts';
import type { InventoryInput, InventoryResult, InventorySource, PinnedFactor, SourceMethod, SourceResult } from '../inventory.ts';

/** What is assumed where a source or a factor says nothing, ± % of the 95 % interval; `data/uncertainty/inventory.yaml`. */
export interface UsualInventoryUncertainty {
  readonly activity: Readonly<Record<SourceMethod, UsualValue>>;
  readonly factor: Readonly<Record<SourceMethod, UsualValue>>;
}
export interface UsualValue {
  readonly percent: string;
  readonly document: Text;
}

export interface InventoryUncertainty {
  readonly input: UncertaintyInput;
  /** The category of each source by its name in the input. */
  readonly categoryOf: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
}

/** Above this half-width a lognormal keeps the emission above zero, which a normal would not (IPCC 2006 vol. 1 §3.2.3.2). */
const wide = decimal('60');

function parameterOf(name: string, kind: 'activity' | 'factor', percent: string, source: string, group?: string): ParameterInput {
  const isWide = parseDecimal(percent)?.greaterThan(wide) ?? false;
  return {
    ...{ name, kind, plus_minus_percent: percent, source },
    distribution: isWide ? 'lognormal' : 'normal',
    ...(group === undefined ? {} : { group }),
  };
}

/** One published factor is one quantity, wherever it is used: its uncertainty is fully correlated. */
function groupOf({ ref, name, version }: PinnedFactor): string {
  return (ref === '' ? `${name.en} ${version}` : ref).slice(0, 120);
}

function parametersOf(source: InventorySource, usual: UsualInventoryUncertainty): { parameters: ParameterInput[]; assumed: boolean } {
  const own = source.quality.uncertaintyPct;
  const byRule = usual.activity[source.method];
  const activity = parameterOf('activity', 'activity', own ?? byRule.percent, own === null ? byRule.document.en : source.code);
  if (source.factor === null) return { parameters: [activity], assumed: own === null };
  const { uncertaintyPct, source: from } = source.factor;
  const factorRule = usual.factor[source.method];
  const factor = parameterOf(
    ...(['factor', 'factor', uncertaintyPct ?? factorRule.percent] as const),
    uncertaintyPct === null ? factorRule.document.en : from,
    groupOf(source.factor),
  );
  return { parameters: [activity, factor], assumed: own === null || uncertaintyPct === null };
}

function netOf({ emission, removal }: SourceResult): string {
  return decimal(emission).minus(decimal(removal)).toFixed();
}

/** A source of the base inventory: what it was then, net, and what was known of it. */
export interface BaseSource {
  readonly value: string;
  readonly source: InventorySource;
}

/**
 * The sources of an inventory as the uncertainty calculations take them: ± of activity and factor, one factor correlated with itself, values of the base year
 * beside them by the sources' codes where a base inventory is given. Sources without emissions have no relative uncertainty and are left out. A source that is
 * gone keeps the uncertainties of the base year: its factor deviates in the trend (IPCC 2006 vol. 1 table 3.2, K = I·F) though it emits nothing now. Of a
 * source of both years the present uncertainties are taken for both, as table 3.2 has one column for each.
 */
export function inventoryUncertainty(
  { sources }: InventoryInput,
  { bySource }: Pick<InventoryResult, 'bySource'>,
  usual: UsualInventoryUncertainty,
  base: ReadonlyMap<string, BaseSource> | null,
): InventoryUncertainty {
  const results = new Map(bySource.map((one) => [one.sourceId, one]));
  const categoryOf = new Map<string, string>();
  const assumed: string[] = [];
  const take = (source: InventorySource, value: string, before: string | null): SourceInput => {
    const told = parametersOf(source, usual);
    if (told.assumed) assumed.push(source.code);
    categoryOf.set(source.code, source.category);
    return { name: source.code, value, ...(before === null ? {} : { base_value: before }), parameters: told.parameters };
  };
  const input = sources.flatMap((source): SourceInput[] => {
    const result = results.get(source.id);
    const value = result === undefined ? '0' : netOf(result);
    const before = base?.get(source.code)?.value ?? '0';
    if (decimal(value).isZero() && (base === null || decimal(before).isZero())) return [];
    return [take(source, value, base === null ? null : before)];
  });
  const gone = [...(base ?? [])].filter(([code, { value }]) => !categoryOf.has(code) && !decimal(value).isZero());
  const left = gone.map(([, { source, value }]) => take(source, '0', value));
  return {
    input: { sources: [...input, ...left], correlations: [] },
    categoryOf,
    findings: assumed.length === 0 ? [] : [assumption(assumed)],
  };
}

function assumption(codes: readonly string[]): Finding {
  const some = codes.slice(0, 5).join(', ');
  return {
    code: 'uncertainty_assumed',
    severity: 'warning',
    place: {},
    text: {
      zh: `${codes.length} 个来源没有给出活动数据或因子的不确定度，采用常用值：${some}`,
      en: `${codes.length} sources state no uncertainty of activity or factor; usual values are assumed: ${some}`,
    },
    cure: { zh: '在来源和因子上填写不确定度', en: 'State the uncertainty at the sources and factors' },
  };
}
