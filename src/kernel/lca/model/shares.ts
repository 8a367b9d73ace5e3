import type { Finding } from '../../finding.ts';
import { Decimal, one, parseDecimal } from '../../quantity/decimal.ts';
import { applyFactor } from '../../quantity/rational.ts';
import type { Units } from '../../quantity/units.ts';
import { Refusal } from '../../refusal.ts';
import { type AllocatableOutput, allocationShares } from '../allocation.ts';
import type { StudyOutput, StudyProcess } from './study.ts';

/** Shares of the outputs of each process, by its rule. */
export interface OutputShares {
  readonly shares: readonly number[];
  readonly findings: readonly Finding[];
}

const kilogram = 'kg';
const megajoule = 'MJ';

function inUnit(amount: Decimal, unit: string, wanted: string, units: Units): Decimal | null {
  const factor = units.conversionFactor(unit, wanted);
  return factor === null ? null : applyFactor(amount, factor);
}

/** An output as the rules of allocation want it: mass and energy from its own unit where that says so. */
export function allocatable(output: StudyOutput, amount: number, units: Units, main: boolean): AllocatableOutput {
  const whole = new Decimal(amount);
  const read = (text: string | null) => (text === null ? null : parseDecimal(text));
  const energy = read(output.energy) ?? inUnit(whole, output.unit, megajoule, units);
  const electric = output.exergyFactor === null && energy !== null && units.convertible(output.unit, 'kWh') && /Wh$/.test(output.unit);
  return {
    ...{ id: output.name || output.id, amount: whole, main, energy },
    mass: read(output.mass) ?? inUnit(whole, output.unit, kilogram, units),
    exergyFactor: electric ? one : read(output.exergyFactor),
    referenceEfficiency: read(output.referenceEfficiency),
    prices: output.prices.flatMap((price) => parseDecimal(price) ?? []),
  };
}

/** Shares by the rule of the process; where the rule lacks what it needs, all goes to the main product and a finding says so. */
export function sharesOf(process: StudyProcess, amounts: readonly number[], units: Units, path: string): OutputShares {
  const outputs = process.outputs.map((output, i) => allocatable(output, amounts[i] ?? 0, units, i === 0));
  try {
    return { shares: allocationShares(outputs, process.allocation).map((share) => share.toNumber()), findings: [] };
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    const findings = refusal.findings.map((finding) => ({ ...finding, place: { path: `${path}/allocation` } }));
    return { shares: outputs.map((_, i) => (i === 0 ? 1 : 0)), findings };
  }
}
