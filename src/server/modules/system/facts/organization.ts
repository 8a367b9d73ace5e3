import * as organization from '../../organization/index.ts';
import { type FactReader, type FactReport, type Places, someOf } from './reading.ts';

const annexNames = { A: 'A', B: 'B', C: 'C', D: 'D' } as const;

function meterFacts(places: Places, meters: readonly organization.MeterInService[]): FactReport[] {
  return places.entities.flatMap((entity) => {
    const own = meters.filter((one) => one.entityId === entity.id);
    if (own.length === 0) return [];
    const bad = own.filter((one) => one.calibrationState === 'expired' || one.calibrationState === 'never');
    const next = own.flatMap((one) => (one.validUntil !== null && one.validUntil >= places.today ? [one.validUntil] : [])).sort()[0];
    const names = someOf(bad.map((one) => one.code));
    return [
      {
        ...{ fact: 'meters_calibrated', entityId: entity.id, on: places.today, holds: bad.length === 0 },
        says:
          bad.length === 0
            ? {
                zh: `在用 ${own.length} 台，全部在检定期内${next ? `，最近到期 ${next}` : ''}`,
                en: `${own.length} in service, all within calibration${next ? `; the next is due on ${next}` : ''}`,
              }
            : {
                zh: `在用 ${own.length} 台，其中 ${bad.length} 台已过期或未检定：${names.zh}`,
                en: `${own.length} in service, ${bad.length} expired or never calibrated: ${names.en}`,
              },
        path: '/organization/meters',
      },
    ];
  });
}

/** Scope statement (4.3) and calibration of meters (7.1). */
export const organizationFacts: FactReader = async (work, _shelf, places) => {
  const scope = await organization.scopeInForce(work);
  const applies = (scope?.annexes ?? []).map((one) => annexNames[one]).sort();
  const meters = await organization.metersInService(
    work,
    places.entities.map((one) => one.id),
  );
  return [
    {
      ...{ fact: 'scope_in_force', entityId: null, on: scope?.approvedOn ?? null, holds: scope !== null },
      says: scope
        ? {
            zh: `第 ${scope.number} 版，${scope.approvedOn} 批准，自 ${scope.effectiveFrom} 起适用附录 ${applies.join('、')}`,
            en: `Edition ${scope.number}, approved on ${scope.approvedOn}; annexes ${applies.join(', ')} apply from ${scope.effectiveFrom}`,
          }
        : { zh: '尚无已批准的范围声明', en: 'No scope statement is approved yet' },
      path: '/organization/scope',
    },
    ...meterFacts(places, meters),
  ];
};
