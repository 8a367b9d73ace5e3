import { lastDay, monthsBetween, parseMonth } from '../../../../kernel/calendar/month.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { decimal } from '../../../../kernel/quantity/decimal.ts';
import { grouped } from '../../../../kernel/quantity/grouped.ts';
import type { Text } from '../../../../kernel/text.ts';
import * as emission from '../../emission/index.ts';
import * as organization from '../../organization/index.ts';
import { type FactReader, type FactReport, type Places, someOf } from './reading.ts';

/** The last day up to which every unit's months are locked, and months left open before it. */
function monthFacts(
  places: Places,
  plants: ReadonlyMap<string, readonly organization.Unit[]>,
  closed: readonly emission.ClosedMonths[],
): FactReport[] {
  return [...plants].map(([entityId, units]) => {
    const of = units.map((unit) => ({ unit, one: closed.find((each) => each.unitId === unit.id) }));
    const last = of.map(({ one }) => one?.lastLocked ?? '').sort()[0] ?? '';
    const gaps = of.reduce((sum, { one }) => {
      const [from, to] = [parseMonth(one?.first), parseMonth(one?.lastLocked)];
      return sum + (one && from && to ? Math.max(0, monthsBetween(from, to) + 1 - one.locked) : 0);
    }, 0);
    const month = parseMonth(last);
    const year = (month ?? places.today).slice(0, 4);
    const waiting = someOf(of.filter(({ one }) => (one?.lastLocked ?? null) === null).map(({ unit }) => unit.code));
    const says: Text =
      month === null
        ? { zh: `机组 ${waiting.zh} 尚无锁定的月份`, en: `No month is locked yet: ${waiting.en}` }
        : gaps > 0
          ? { zh: `锁定至 ${month}，其前有 ${gaps} 个月未锁定`, en: `Locked up to ${month}, with ${gaps} months before left open` }
          : { zh: `${units.length} 台机组均锁定至 ${month}`, en: `All ${units.length} units are locked up to ${month}` };
    return {
      ...{ fact: 'months_closed', entityId, on: month === null ? null : lastDay(month), holds: month !== null && gaps === 0, says },
      path: `/emission/completeness?from=${year}&to=${year}`,
    };
  });
}

/** One reading for each plant: its own, or what stands above it for it. */
function ofPlants<T extends { readonly entityId: string }>(
  places: Places,
  fact: string,
  plants: Iterable<string>,
  found: readonly T[],
  read: (one: T) => { readonly on: string; readonly holds: boolean; readonly says: Text; readonly path: string },
  none: { readonly says: Text; readonly path: string },
): FactReport[] {
  return [...plants].map((entityId) => {
    const one = places.nearest(entityId, found);
    return one ? { fact, entityId, ...read(one) } : { fact, entityId, on: null, holds: false, ...none };
  });
}

/** Control plan (A.6), closed months and reports (A.8), verified figures (A.9): of every entity with units in service. */
export const emissionFacts: FactReader = async (work, _shelf, places) => {
  const units = (await organization.allUnits(work)).filter(
    (one) => places.inView(one.entityId) && (one.retiredOn === null || one.retiredOn > places.today),
  );
  if (units.length === 0) return [];
  const plants = new Map([...new Set(units.map((one) => one.entityId))].map((id) => [id, units.filter((one) => one.entityId === id)]));
  const closed = await emission.monthsClosed(
    work,
    units.map((one) => one.id),
  );
  const thisYear = Number(places.today.slice(0, 4));
  return [
    ...monthFacts(places, plants, closed),
    ...ofPlants(
      places,
      'control_plan_in_force',
      plants.keys(),
      await emission.latestPlans(work),
      (one) => ({
        ...{ on: todayOf(one.approvedAt), holds: one.year >= thisYear, path: `/emission/plans/${one.entityId}/${one.year}` },
        says: {
          zh: `${one.year} 年第 ${one.number} 版，${todayOf(one.approvedAt)} 批准${one.filedOn ? `，${one.filedOn} 备案` : ''}`,
          en: `Version ${one.number} for ${one.year}, approved on ${todayOf(one.approvedAt)}${one.filedOn ? `, filed on ${one.filedOn}` : ''}`,
        },
      }),
      { says: { zh: '尚无已批准的数据质量控制方案', en: 'No data quality control plan is approved yet' }, path: '/emission/plans' },
    ),
    ...ofPlants(
      places,
      'year_reported',
      plants.keys(),
      await emission.latestReports(work),
      (one) => ({
        ...{ on: `${one.year}-12-31`, holds: true, path: `/emission/reports/${one.entityId}/${one.year}` },
        says: {
          zh: `${one.year} 年度报告 ${one.number}，${todayOf(one.issuedAt)} 出具${one.totalT === null ? '' : `，${grouped(decimal(one.totalT))} t`}`,
          en: `Report ${one.number} of ${one.year}, issued on ${todayOf(one.issuedAt)}${one.totalT === null ? '' : `, ${grouped(decimal(one.totalT))} t`}`,
        },
      }),
      { says: { zh: '尚未出具年度报告', en: 'No annual report is issued yet' }, path: '/emission/reports' },
    ),
    ...ofPlants(
      places,
      'year_verified',
      plants.keys(),
      await emission.latestVerified(work),
      (one) => ({
        ...{ on: `${one.year}-12-31`, holds: true, path: `/emission/entities/${one.entityId}/${one.year}` },
        says: {
          zh: `${one.year} 年度核查 ${grouped(decimal(one.verifiedT))} t（${one.verifier}），${todayOf(one.confirmedAt)} 确认`,
          en: `${one.year} verified at ${grouped(decimal(one.verifiedT))} t by ${one.verifierEn || one.verifier}, confirmed on ${todayOf(one.confirmedAt)}`,
        },
      }),
      { says: { zh: '尚无已确认的核查结果', en: 'No verified figure is confirmed yet' }, path: '/emission/result' },
    ),
  ];
};
