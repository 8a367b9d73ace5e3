import type { allocationInputSymbol } from '../../../contract/asset.ts';
import { present } from '../../../kernel/assert.ts';
import type { Decimal } from '../../../kernel/quantity/decimal.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Shelf, ShelvedMethod } from '../library/index.ts';

export const allocationMethod = 'cn-power-allocation';
export const preAllocationMethod = 'cn-power-pre-allocation';
export type InputSymbol = (typeof allocationInputSymbol.options)[number];

export interface InputField {
  readonly title: Text;
  readonly unit: string;
  /** Choices; empty for quantities. */
  readonly values: readonly string[];
  readonly min: Decimal | null;
  readonly max: Decimal | null;
}

export function methodOf(shelf: Shelf, id: string): ShelvedMethod {
  return present(shelf.method(id), `the method ${id}`);
}

/** What the owner may say for an input, as the methods declare it: title, unit, choices and bounds. */
export function inputField(shelf: Shelf, symbol: InputSymbol): InputField {
  for (const id of [allocationMethod, preAllocationMethod]) {
    const found = methodOf(shelf, id).method.symbols.find((one) => one.is === 'input' && one.name === symbol);
    if (found?.is !== 'input') continue;
    const { title, unit, values, min, max } = found;
    return { title, unit: unit?.symbol ?? '', values: [...values], min, max };
  }
  throw new Error(`no allocation method has the input ${symbol}`);
}
