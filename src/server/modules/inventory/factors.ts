import type { z } from 'zod';
import type { factorChoice } from '../../../contract/inventory-values.ts';
import { coefficientMaker } from '../../../kernel/inventory/coefficients.ts';
import { gwpLookup } from '../../../kernel/inventory/gwp-book.ts';
import type { PinnedFactor } from '../../../kernel/inventory/inventory.ts';
import { decimal, print } from '../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Work } from '../../work/command.ts';
import { pinFactor, type Shelf } from '../library/index.ts';
import { booksOf } from './load-inventory.ts';

type Choice = z.output<typeof factorChoice>;

/** A chosen factor as it is pinned: the library's with its other gases and edition, or the one written in. @throws Refusal `not_found`, `factor_not_approved`. */
export async function pinnedChoice(work: Work, choice: Choice | null): Promise<PinnedFactor | null> {
  if (choice === null) return null;
  if ('factorId' in choice) return await pinFactor(work, choice.factorId);
  const { name, source, gwpBasis, uncertaintyPct, parts } = choice;
  return {
    ...{ ref: '', name: { zh: name, en: name }, source, version: '', region: '', year: '', gwpBasis, uncertaintyPct },
    parts: parts.map((one) => ({ ...one, value: print(decimal(one.value), 50) })),
  };
}

/** What a template of the profile suggests: a factor of the library, or the gas itself. Null where the library does not have it. */
export async function suggestedFactor(work: Work, suggestion: string, unit: string): Promise<PinnedFactor | null> {
  if (!suggestion.startsWith('gas:')) {
    try {
      return await pinFactor(work, suggestion);
    } catch (fault) {
      if (fault instanceof Refusal && fault.code === 'not_found') return null;
      throw fault;
    }
  }
  const [, gas = '', way = ''] = suggestion.split(':');
  const whole = gas === 'CO2e' ? `${unit}/${unit}` : 'kg/kg';
  return {
    ...{ ref: '', name: { zh: `${gas}（直接释放）`, en: `${gas}, released itself` }, source: '1 : 1', version: '', region: '', year: '' },
    ...{ gwpBasis: null, uncertaintyPct: null },
    parts: [{ gas, origin: way === 'biogenic' ? 'biogenic' : 'fossil', value: '1', unit: whole }],
  };
}

/** Refuses a factor that cannot be multiplied with a unit of activity. @throws Refusal `unit_mismatch`. */
export function mustFit(shelf: Shelf, factor: PinnedFactor | null, unit: string, gwpSet: string): void {
  if (shelf.units.find(unit) === null) throw new Refusal('unit_mismatch', { values: { unit, wanted: '' } });
  if (factor === null) return;
  const books = booksOf(shelf);
  const made = coefficientMaker(books, gwpSet, gwpLookup(books.gwp, gwpSet, []))(factor, unit);
  const wrong = made.faults.find((one) => one.code === 'unit_mismatch');
  if (wrong) throw new Refusal('unit_mismatch', { values: { unit, wanted: factor.parts[0]?.unit ?? '' }, detail: wrong.text });
}
