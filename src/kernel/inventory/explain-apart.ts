import { type Figure, figure, type Sheet } from '../emission/uncertainty/sheet.ts';
import { parseDecimal } from '../quantity/decimal.ts';
import type { ComputedInventory } from './compute.ts';
import type { CarbonOrigin, GasGroup, InventorySource } from './inventory.ts';

/** Figures that stand beside the gross total and are never netted. */
export type ApartFigure = 'removal' | 'biogenic' | 'non_anthropogenic' | 'other_gases';

/** A gas of a source as a derivation has told it: its node of tCO2e. */
export interface ToldGas {
  readonly node: string;
  readonly gas: string;
  readonly origin: CarbonOrigin;
  readonly group: GasGroup;
  readonly kind: InventorySource['kind'];
}

const figures: Readonly<Record<ApartFigure | 'gas', Figure>> = {
  gas: figure('E_gas', '各气体排放量', 'Emission of the gas', 'tCO2e', 4),
  removal: figure('E_removal', '清除量（不抵减）', 'Removals, never netted', 'tCO2e', 2),
  biogenic: figure('E_biogenic', '生物成因二氧化碳（总量之外）', 'Biogenic CO2, outside the total', 'tCO2e', 2),
  non_anthropogenic: figure(
    'E_non_anthropogenic',
    '非人为生物二氧化碳（总量之外）',
    'Non-anthropogenic biogenic CO2, outside the total',
    'tCO2e',
    2,
  ),
  other_gases: figure('E_other_gases', '七类之外的气体（总量之外）', 'Gases outside the seven, outside the total', 'tCO2e', 2),
};

/** One gas, or one of the figures beside the total, from the gases of all sources. */
export function explainApart(
  sheet: Sheet,
  { result }: ComputedInventory,
  of: ApartFigure | 'gas',
  gas: string,
  told: readonly ToldGas[],
): void {
  const { removal, biogenic, nonAnthropogenic, otherGases, gases } = result.total;
  const values = { removal, biogenic, non_anthropogenic: nonAnthropogenic, other_gases: otherGases };
  const value = of === 'gas' ? gases.find((one) => one.gas === gas)?.co2e : values[of];
  if (value === undefined) return;
  const uses = told.filter((one) => belongs(one, of, gas)).map((one) => one.node);
  const at = of === 'gas' ? { gas } : {};
  sheet.step(figures[of], at, parseDecimal(value), { formula: uses.length === 0 ? '0' : 'sum(co2e)', uses });
}

function belongs(one: ToldGas, of: ApartFigure | 'gas', gas: string): boolean {
  const outside = one.gas === 'CO2' && one.origin !== 'fossil';
  if (one.kind === 'removal') return of === 'removal';
  if (of === 'biogenic' || of === 'non_anthropogenic') return one.gas === 'CO2' && one.origin === of;
  if (of === 'other_gases') return one.group === 'other';
  return of === 'gas' && one.gas === gas && !outside;
}
