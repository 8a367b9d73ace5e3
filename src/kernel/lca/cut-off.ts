import { type Decimal, decimal, one, zero } from '../quantity/decimal.ts';

/**
 * What may be left out of a footprint. `single_total`: flows below a single limit, together at most a total limit (practice under ISO 14067 and GB/T 24067, 1 % and
 * 5 %). `pas2050`: the same limits as material contribution and 95 % of the anticipated emissions; where one source is more than half, the 95 % are asked of the rest.
 */
export type CutOffRule = 'single_total' | 'pas2050';

export interface CutOffFlow {
  readonly id: string;
  /** Anticipated contribution in any one unit; shares are of the sum of absolute values. */
  readonly amount: Decimal;
  /** Left out by the author; undefined: the rule proposes. */
  readonly excluded?: boolean;
}

export interface CutOffLimits {
  readonly rule: CutOffRule;
  /** Share below which a flow may be left out; 0.01. */
  readonly single: Decimal;
  /** Share that all of them together may reach; 0.05. */
  readonly total: Decimal;
}

export const usualLimits: CutOffLimits = { rule: 'single_total', single: decimal('0.01'), total: decimal('0.05') };

export interface CutOffLine {
  readonly id: string;
  readonly share: Decimal;
  /** Below the single limit. */
  readonly candidate: boolean;
  /** May be left out together with the smaller candidates. */
  readonly mayGo: boolean;
  /** Left out: as the author says, else as the rule allows. */
  readonly out: boolean;
}

export interface CutOff {
  readonly lines: readonly CutOffLine[];
  /** Of all candidates. */
  readonly candidates: Decimal;
  readonly excluded: Decimal;
  readonly included: Decimal;
  /** What the excluded may reach: the total limit, or under PAS 2050 with a dominant source the limit times what that source leaves. */
  readonly allowance: Decimal;
  /** The dominant source, where the rule asks and there is one. */
  readonly dominant: string | null;
  /** What the included result is divided by to stand for 100 %. */
  readonly scale: Decimal | null;
  /** Excluded although at or above the single limit. */
  readonly tooLarge: readonly string[];
  readonly allowed: boolean;
}

const half = decimal('0.5');

/** Checks what is left out, or proposes it: the smallest candidates first, as long as they stay within what is allowed together. */
export function checkCutOff(flows: readonly CutOffFlow[], limits: CutOffLimits = usualLimits): CutOff {
  const whole = flows.reduce((sum, flow) => sum.plus(flow.amount.abs()), zero);
  const shares = flows.map((flow) => (whole.isZero() ? zero : flow.amount.abs().dividedBy(whole)));
  const dominantIndex = limits.rule === 'pas2050' ? shares.findIndex((share) => share.greaterThan(half)) : -1;
  const allowance = dominantIndex < 0 ? limits.total : limits.total.times(one.minus(shares[dominantIndex] ?? zero));
  const candidates = flows.flatMap((_, i) => ((shares[i] ?? zero).lessThan(limits.single) ? [i] : []));
  const may = smallestWithin(candidates, shares, allowance);
  const told = flows.some((flow) => flow.excluded !== undefined);
  const lines = flows.map((flow, i) => ({
    ...{ id: flow.id, share: shares[i] ?? zero, candidate: candidates.includes(i), mayGo: may.has(i) },
    out: told ? flow.excluded === true : may.has(i),
  }));
  const sumOf = (of: readonly CutOffLine[]) => of.reduce((sum, line) => sum.plus(line.share), zero);
  const out = lines.filter((line) => line.out);
  const excluded = sumOf(out);
  const included = one.minus(excluded);
  const tooLarge = out.filter((line) => !line.candidate).map((line) => line.id);
  return {
    ...{ lines, candidates: sumOf(lines.filter((line) => line.candidate)), excluded, included, allowance, tooLarge },
    dominant: flows[dominantIndex]?.id ?? null,
    scale: included.greaterThan(0) ? one.dividedBy(included) : null,
    allowed: tooLarge.length === 0 && excluded.lessThanOrEqualTo(allowance),
  };
}

function smallestWithin(candidates: readonly number[], shares: readonly Decimal[], allowance: Decimal): Set<number> {
  const may = new Set<number>();
  let sum = zero;
  for (const i of [...candidates].sort((a, b) => (shares[a] ?? zero).comparedTo(shares[b] ?? zero) || a - b)) {
    sum = sum.plus(shares[i] ?? zero);
    if (sum.greaterThan(allowance)) break;
    may.add(i);
  }
  return may;
}
