import { todayOf } from '../../../../kernel/calendar/today.ts';
import { decimal } from '../../../../kernel/quantity/decimal.ts';
import { grouped } from '../../../../kernel/quantity/grouped.ts';
import * as asset from '../../asset/index.ts';
import { decidedFor, type FactReader, type FactReport, type Places } from './reading.ts';

function planned(places: Places, { budgets, inventories }: asset.AssetStanding): FactReport[] {
  const thisYear = Number(places.today.slice(0, 4));
  return [
    ...decidedFor(places, budgets).map(({ entityId, one }) => ({
      ...{ fact: 'budget_approved', entityId, on: todayOf(one.approvedAt), holds: one.year >= thisYear },
      says: {
        zh: `${one.year} 年预算第 ${one.version} 版，${todayOf(one.approvedAt)} 批准`,
        en: `Budget of ${one.year}, version ${one.version}, approved on ${todayOf(one.approvedAt)}`,
      },
      path: `/asset/budget?year=${one.year}`,
    })),
    ...decidedFor(places, inventories).map(({ entityId, one }) => ({
      ...{ fact: 'inventory_approved', entityId, on: one.asOf, holds: true },
      says: {
        zh: `截至 ${one.asOf} 的识别第 ${one.version} 版已批准，共 ${one.entries} 项`,
        en: `Identification as of ${one.asOf}, version ${one.version}, approved with ${one.entries} entries`,
      },
      path: `/asset/inventory?year=${one.year}`,
    })),
  ];
}

function ledger(places: Places, { accounts, taken }: asset.AssetStanding): FactReport[] {
  return places.entities.flatMap((entity): FactReport[] => {
    const own = accounts.filter((one) => one.entityId === entity.id);
    const last = own
      .flatMap((one) => one.lastOn ?? [])
      .sort()
      .at(-1);
    if (last === undefined) return [];
    const held = taken.filter((one) => one.entityId === entity.id);
    const never = held.filter((one) => one.lastDay === null).length;
    const open = held.reduce((sum, one) => sum + one.openBreaks, 0);
    const oldest = held.flatMap((one) => one.lastDay ?? []).sort()[0] ?? null;
    return [
      {
        ...{ fact: 'ledger_kept', entityId: entity.id, on: [last, places.today].sort()[0] ?? null, holds: true },
        says: { zh: `${own.length} 个账户，最近一笔 ${last}`, en: `${own.length} accounts, the latest movement on ${last}` },
        path: '/asset/holdings',
      },
      {
        ...{ fact: 'stock_taken', entityId: entity.id, on: oldest, holds: never === 0 && open === 0 },
        says:
          oldest === null
            ? { zh: `${held.length} 个登记与交易账户尚未盘点`, en: `${held.length} registry and trading accounts were never compared` }
            : {
                zh: `${held.length - never}/${held.length} 个账户已核对，最早一次至 ${oldest}，未了结差异 ${open} 项`,
                en: `${held.length - never} of ${held.length} accounts compared, the oldest up to ${oldest}; ${open} differences open`,
              },
        path: '/asset/stock-take',
      },
    ];
  });
}

const surrender = (one: asset.DueSurrender): FactReport => {
  const full = one.owedT !== null && decimal(one.byDeadlineT).gte(one.owedT);
  const owed = one.owedT === null ? null : grouped(decimal(one.owedT));
  const late =
    one.laterT === '0'
      ? { zh: '', en: '' }
      : { zh: `，逾期补缴 ${grouped(decimal(one.laterT))} t`, en: `, ${grouped(decimal(one.laterT))} t after it` };
  return {
    ...{ fact: 'surrendered_on_time', entityId: one.entityId, on: one.deadline, holds: full },
    says: {
      zh: `${one.year} 年度应清缴 ${owed ?? '未知'} t，截止日 ${one.deadline} 前清缴 ${grouped(decimal(one.byDeadlineT))} t${late.zh}`,
      en: `${one.year}: ${owed ?? 'an unknown amount'} t owed, ${grouped(decimal(one.byDeadlineT))} t surrendered by ${one.deadline}${late.en}`,
    },
    path: `/asset/compliance/${one.entityId}/${one.year}`,
  };
};

/** Inventory, budget (C.6), ledger, policy (C.7), stock-take (C.9), on-time compliance (B.9). */
export const assetFacts: FactReader = async (work, shelf, places) => {
  const standing = await asset.assetStanding(work);
  const { policy } = standing;
  return [
    ...planned(places, standing),
    ...ledger(places, standing),
    ...(await asset.dueSurrenders(work, shelf, places.inView)).map(surrender),
    {
      ...{ fact: 'accounting_policy_in_force', entityId: null, on: policy?.approvedOn ?? null, holds: policy !== null },
      says: policy
        ? { zh: `第 ${policy.version} 版，${policy.approvedOn} 批准`, en: `Version ${policy.version}, approved on ${policy.approvedOn}` }
        : { zh: '尚无已批准的会计政策', en: 'No accounting policy is approved yet' },
      path: '/asset/accounting',
    },
  ];
};
