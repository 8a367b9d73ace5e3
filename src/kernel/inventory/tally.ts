import { type Decimal, print, zero } from '../quantity/decimal.ts';
import type { Coefficient } from './coefficients.ts';
import { type GasGroup, gasGroups, type Sums } from './inventory.ts';

interface GasTally {
  readonly group: GasGroup;
  readonly gwp: Decimal;
  tonnes: Decimal;
  co2e: Decimal;
}

/** Running sums of one part of an inventory, in tonnes and tCO2e; `sumsOf` makes the value of it. */
export interface Tally {
  emission: Decimal;
  removal: Decimal;
  biogenic: Decimal;
  nonAnthropogenic: Decimal;
  otherGases: Decimal;
  readonly gases: Map<string, GasTally>;
}

export function openTally(): Tally {
  return { emission: zero, removal: zero, biogenic: zero, nonAnthropogenic: zero, otherGases: zero, gases: new Map() };
}

/**
 * Adds `tonnes` of a gas. Removals, CO2 of biogenic and of non-anthropogenic origin and gases outside the seven go into sums of their own: nothing is
 * ever taken off the gross emission.
 */
export function addGas(tally: Tally, kind: 'emission' | 'removal', coefficient: Coefficient, tonnes: Decimal): void {
  const co2e = tonnes.times(coefficient.gwp.value);
  if (kind === 'removal') {
    tally.removal = tally.removal.plus(co2e);
    return;
  }
  if (coefficient.gas === 'CO2' && coefficient.origin !== 'fossil') {
    if (coefficient.origin === 'biogenic') tally.biogenic = tally.biogenic.plus(co2e);
    else tally.nonAnthropogenic = tally.nonAnthropogenic.plus(co2e);
    return;
  }
  addRow(tally, coefficient.gas, { group: coefficient.group, gwp: coefficient.gwp.value, tonnes, co2e });
}

function addRow(tally: Tally, gas: string, row: GasTally): void {
  if (row.group === 'other') tally.otherGases = tally.otherGases.plus(row.co2e);
  else tally.emission = tally.emission.plus(row.co2e);
  const before = tally.gases.get(gas);
  if (before === undefined) tally.gases.set(gas, { ...row });
  else {
    before.tonnes = before.tonnes.plus(row.tonnes);
    before.co2e = before.co2e.plus(row.co2e);
  }
}

export function addTally(to: Tally, from: Tally): void {
  to.removal = to.removal.plus(from.removal);
  to.biogenic = to.biogenic.plus(from.biogenic);
  to.nonAnthropogenic = to.nonAnthropogenic.plus(from.nonAnthropogenic);
  for (const [gas, row] of from.gases) addRow(to, gas, row);
}

export function sumsOf(tally: Tally): Sums {
  const order = (gas: string, group: GasGroup) => `${gasGroups.indexOf(group)} ${gas}`;
  const gases = [...tally.gases].sort(([a, x], [b, y]) => (order(a, x.group) < order(b, y.group) ? -1 : 1));
  return {
    emission: print(tally.emission),
    removal: print(tally.removal),
    biogenic: print(tally.biogenic),
    nonAnthropogenic: print(tally.nonAnthropogenic),
    otherGases: print(tally.otherGases),
    gases: gases.map(([gas, { group, gwp, tonnes, co2e }]) => ({
      gas,
      group,
      tonnes: group === 'unspecified' ? null : print(tonnes),
      co2e: print(co2e),
      gwp: print(gwp),
    })),
  };
}
