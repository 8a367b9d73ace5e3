import { one } from '../../quantity/decimal.ts';
import type { ComputedInventory } from '../compute.ts';
import type { LineGroup } from '../gather.ts';
import type { ComparedSource, ComparedTerm, Variant } from './compare.ts';

function termsOf({ factor, coefficients, amount }: LineGroup): ComparedTerm[] {
  const says = factor === null ? '' : `${factor.source} ${factor.version}`.trim();
  return coefficients.all
    .filter(({ origin, group }) => origin === 'fossil' && group !== 'other')
    .map(({ gas, perUnit, gwp }) => ({ gas, activity: amount, factor: perUnit, oxidation: one, gwp: gwp.value, says }));
}

/**
 * A computed inventory as a variant to compare: of every source its share, and by gas activity × factor × GWP. Only what is in the gross total counts: no
 * removals, no biogenic CO2, no gases outside the seven.
 */
export function variantOf(id: string, { gathered }: ComputedInventory): Variant {
  const sources = gathered.works
    .filter(({ source }) => source.kind === 'emission')
    .map(({ source, share, groups }): ComparedSource => ({ id: source.code, boundary: share, terms: groups.flatMap(termsOf) }));
  return { id, sources };
}
