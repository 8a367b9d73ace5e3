import type { Work } from '../../work/command.ts';
import { gwpRows } from './store/factors.ts';

/** kgCO2e per kg by gas of one set, e.g. AR6; null where there is no set of this name. */
export async function gwpValues(work: Pick<Work, 'tx'>, set: string): Promise<Readonly<Record<string, number>> | null> {
  const { values } = await gwpRows(work.tx);
  const own = values.filter((one) => one.set === set);
  return own.length === 0 ? null : Object.fromEntries(own.map((one) => [one.gas, Number(one.printed)]));
}
