import { Refusal } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Work } from '../../work/command.ts';
import { factorById, gwpRows } from './store/factors.ts';
import { allOwnFactors } from './store/own-factors.ts';

/** A factor as another module uses it: its value with what names and pins it. */
export interface UsedFactor {
  readonly id: string;
  readonly value: string;
  readonly unit: string;
  /** '' where the value is CO2 or CO2e already. */
  readonly gas: string;
  readonly name: Text;
  readonly source: string;
}

/** Factors by id: published ones, and the organization's own where approved. An id that leads nowhere is left out. @throws Refusal `factor_not_approved`. */
export async function factorsForUse(work: Work, ids: readonly string[]): Promise<Map<string, UsedFactor>> {
  if (ids.length === 0) return new Map();
  const own = new Map((await allOwnFactors(work.tx, work.actor.organizationId)).map((factor) => [factor.id, factor]));
  const found = new Map<string, UsedFactor>();
  for (const id of new Set(ids)) {
    const mine = own.get(id);
    if (mine && mine.state !== 'approved') throw new Refusal('factor_not_approved', { values: { factorId: id, state: mine.state } });
    if (mine)
      found.set(id, {
        id,
        value: mine.value,
        unit: mine.unit,
        gas: mine.gas,
        name: { zh: mine.name, en: mine.nameEn },
        source: mine.source,
      });
    else {
      const factor = await factorById(work.tx, id);
      if (factor) found.set(id, { id, value: factor.value, unit: factor.unit, gas: factor.gas, name: factor.name, source: factor.source });
    }
  }
  return found;
}

/** Potentials of a set in kgCO2e/kg, by gas, as printed. */
export async function potentialsOf(work: Work, set: string): Promise<Map<string, string>> {
  const { values } = await gwpRows(work.tx);
  return new Map(values.filter((one) => one.set === set).map((one) => [one.gas, one.printed]));
}
