import { z } from 'zod';
import { allowanceAccounting } from './functions/accounting.ts';
import { assetPerformance, assetValuation, carbonInvestment, ccerProjectCheck } from './functions/asset-appraisal.ts';
import { assetBudget } from './functions/asset-budget.ts';
import { assetStatement } from './functions/asset-statement.ts';
import {
  financeContract,
  forwardMarkCalculation,
  pledgeStateCalculation,
  repoCashFlow,
  unitLending,
  unitSwap,
} from './functions/carbon-finance.ts';
import { carbonReview } from './functions/carbon-review.ts';
import { cbamEmbeddedEmissions } from './functions/cbam.ts';
import {
  carryOver,
  complianceCalendar,
  coverCost,
  oneMwhOneClaim,
  penaltyEstimate,
  surrenderableUnits,
  surrenderCheck,
} from './functions/compliance.ts';
import { cheapestCover } from './functions/cover.ts';
import { cemsMonth } from './functions/direct-measurement.ts';
import { heatPowerFootprint, lcaAllocation, lcaCutOff, lcaDataQuality } from './functions/footprints.ts';
import { baseYearSeries, methodComparison } from './functions/inventory.ts';
import { lcaMonteCarlo, lcaSolve } from './functions/lca.ts';
import { abatementCostCurve, baselineRecalculation, maturityScore } from './functions/maturity.ts';
import { meterAggregate } from './functions/metering.ts';
import { neutralityBalance } from './functions/neutrality.ts';
import { organizationInventory } from './functions/organization-inventory.ts';
import { complianceGap, industryBalanceValue, yearForecast } from './functions/planning.ts';
import { hedgeEffectiveness, marketRisk, priceStatistics } from './functions/risk.ts';
import { scope3Line, spendBasedEmissions } from './functions/scope-3.ts';
import { targetPath } from './functions/target-path.ts';
import { carbonPosition, closingPrice, orderCheck, priceBandCalculation, tradePerformance } from './functions/trading.ts';
import { uncertaintyApproach1, uncertaintyMonteCarlo, uncertaintyOfCalculation } from './functions/uncertainty.ts';
import { yearChangeCalculation } from './functions/year-change.ts';
import type { KernelCalculation } from './kernel-calculation.ts';

/** Every calculation made by a kernel function; a new one is one line here and one file in `functions/`. */
export const kernelCalculations: readonly KernelCalculation[] = [
  uncertaintyApproach1,
  uncertaintyMonteCarlo,
  uncertaintyOfCalculation,
  cemsMonth,
  meterAggregate,
  industryBalanceValue,
  yearForecast,
  complianceGap,
  yearChangeCalculation,
  carryOver,
  surrenderCheck,
  coverCost,
  surrenderableUnits,
  penaltyEstimate,
  oneMwhOneClaim,
  complianceCalendar,
  assetStatement,
  assetBudget,
  assetValuation,
  carbonInvestment,
  assetPerformance,
  ccerProjectCheck,
  orderCheck,
  priceBandCalculation,
  closingPrice,
  tradePerformance,
  carbonPosition,
  repoCashFlow,
  forwardMarkCalculation,
  unitLending,
  unitSwap,
  pledgeStateCalculation,
  financeContract,
  allowanceAccounting,
  priceStatistics,
  hedgeEffectiveness,
  marketRisk,
  cheapestCover,
  maturityScore,
  baselineRecalculation,
  abatementCostCurve,
  carbonReview,
  targetPath,
  neutralityBalance,
  cbamEmbeddedEmissions,
  lcaSolve,
  lcaMonteCarlo,
  lcaAllocation,
  heatPowerFootprint,
  lcaCutOff,
  lcaDataQuality,
  organizationInventory,
  scope3Line,
  spendBasedEmissions,
  baseYearSeries,
  methodComparison,
];

/** Computed in a thread however small the input is: solving and drawing take long by themselves. */
export const apart: ReadonlySet<string> = new Set([marketRisk.id, cheapestCover.id, lcaSolve.id, lcaMonteCarlo.id]);

export function findKernelCalculation(name: string): KernelCalculation | undefined {
  return kernelCalculations.find((one) => one.id === name);
}

/** The input as JSON Schema, closed at every depth; named parts are put in their places, because inside the OpenAPI document a reference would look elsewhere. */
export function functionInputSchema({ input }: KernelCalculation): Record<string, unknown> {
  const { $defs, ...schema } = z.toJSONSchema(input, { io: 'input', reused: 'inline' });
  const named = new Map(Object.entries($defs ?? {}));
  const placed = (part: unknown, inside: readonly string[]): unknown => {
    if (Array.isArray(part)) return part.map((one) => placed(one, inside));
    if (typeof part !== 'object' || part === null) return part;
    const name = '$ref' in part && typeof part.$ref === 'string' ? part.$ref.replace('#/$defs/', '') : null;
    // Any JSON is made of any JSON: where a part holds itself, nothing more is said of it.
    if (name !== null && inside.includes(name)) return {};
    const ref = name === null ? undefined : named.get(name);
    const deeper = name === null ? inside : [...inside, name];
    const fields = Object.entries(ref ?? part).filter(([key]) => ref === undefined || key !== 'id');
    return Object.fromEntries(fields.map(([key, value]) => [key, placed(value, deeper)]));
  };
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, placed(value, [])]));
}
