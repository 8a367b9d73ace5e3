import { lastCompleteYear } from '../../../../kernel/system/target-attainment.ts';
import type { Text } from '../../../../kernel/text.ts';
import { type Attainment, attainmentsOf } from '../targets/attainment.ts';
import { decidedFor, type FactReader, someOf } from './reading.ts';

function told(year: number, all: readonly Attainment[]): Text {
  const names = (of: readonly Attainment[]) => someOf(of.map((one) => one.title));
  const met = all.filter((one) => one.reached?.met);
  const missed = names(all.filter((one) => one.reached?.met === false));
  const silent = names(all.filter((one) => one.reached === null));
  return {
    zh: `${year} 年 ${all.length} 项指标中 ${met.length} 项达成${missed.zh && `；未达成：${missed.zh}`}${silent.zh && `；没有该年的值：${silent.zh}`}`,
    en: `${year}: ${met.length} of ${all.length} targets met${missed.en && `; not met: ${missed.en}`}${silent.en && `; no value for the year: ${silent.en}`}`,
  };
}

/** Targets of the last complete year (6.4); not known while none of them has a value to compare. */
export const targetFacts: FactReader = async (work, _shelf, places) => {
  const year = lastCompleteYear(places.today);
  const all = await attainmentsOf(work, year);
  const groups = [...new Set(all.map((one) => one.entityId))].map((entityId) => ({
    entityId,
    of: all.filter((one) => one.entityId === entityId),
  }));
  const found = decidedFor(places, groups);
  if (!found.some(({ one }) => one.of.some((each) => each.reached !== null))) return [];
  return found.map(({ entityId, one: { of } }) => {
    const known = of.some((one) => one.reached !== null);
    return {
      ...{ fact: 'targets_met', entityId, on: known ? `${year}-12-31` : null, holds: of.every((one) => one.reached?.met === true) },
      ...{ says: told(year, of), path: '/system/registers/target' },
    };
  });
};
