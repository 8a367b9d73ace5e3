import { parameterSensitivities } from '../../../../kernel/lca/model/sensitivity.ts';
import type { Units } from '../../../../kernel/quantity/units.ts';
import type { Figured } from './figure.ts';

/** Per cent of the total for one per cent of each parameter and line, the strongest first. */
export function sensitivitiesOf(figured: Figured, units: Units): { kind: 'parameter' | 'line'; name: string; elasticity: number }[] {
  const { study, links, potentials, ruleSet, result } = figured;
  if (result === null || result.total === 0) return [];
  const gwp = (gas: string) => {
    const value = Number(potentials.get(gas) ?? Number.NaN);
    return Number.isFinite(value) ? value : null;
  };
  const parameters = parameterSensitivities({ study, links, gwp, units, ruleSet }, result.total);
  const lines = result.lines.filter((line) => line.value !== 0);
  return [
    ...parameters.map((one) => ({ kind: 'parameter' as const, ...one })),
    ...lines.map((line) => ({ kind: 'line' as const, name: line.name, elasticity: line.value / result.total })),
  ].sort((a, b) => Math.abs(b.elasticity) - Math.abs(a.elasticity));
}
