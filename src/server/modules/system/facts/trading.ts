import * as trading from '../../trading/index.ts';
import type { FactReader, FactReport, Places } from './reading.ts';

function ofMandate({ today }: Places, { mandate, breaches, openBreaches }: trading.TradingStanding): FactReport[] {
  const isNow = mandate !== null && today <= mandate.validTo;
  // While a mandate is in force the product looks at its limits every half hour.
  const watchedOn = mandate === null ? null : isNow ? today : mandate.validTo;
  return [
    {
      ...{ fact: 'mandate_in_force', entityId: null, on: mandate?.approvedOn ?? null, holds: isNow },
      says: mandate
        ? {
            zh: `第 ${mandate.version} 版，${mandate.approvedOn} 批准，有效期 ${mandate.validFrom} 至 ${mandate.validTo}`,
            en: `Version ${mandate.version}, approved on ${mandate.approvedOn}, valid from ${mandate.validFrom} to ${mandate.validTo}`,
          }
        : { zh: '尚无已批准的交易授权', en: 'No trading mandate is approved yet' },
      path: '/trading/mandate',
    },
    {
      ...{ fact: 'limits_watched', entityId: null, on: watchedOn, holds: isNow && openBreaches === 0 },
      says:
        mandate === null
          ? { zh: '没有授权，无限额可核对', en: 'Without a mandate there are no limits to watch' }
          : {
              zh: `核对至 ${watchedOn}，突破 ${breaches} 次，其中 ${openBreaches} 次未关闭`,
              en: `Watched up to ${watchedOn}; ${breaches} breaches, ${openBreaches} of them not closed`,
            },
      path: '/trading/risk',
    },
  ];
}

function ofPrices({ today }: Places, { instruments, riskWindow }: trading.TradingStanding): FactReport[] {
  const until =
    instruments
      .map((one) => one.lastDay)
      .sort()
      .at(-1) ?? null;
  const on = until !== null && until > today ? today : until;
  const telling = instruments.filter((one) => riskWindow !== null && one.count >= 3);
  return [
    {
      ...{ fact: 'prices_recent', entityId: null, on, holds: on !== null },
      says:
        on === null
          ? { zh: '尚未导入价格', en: 'No prices are imported yet' }
          : {
              zh: instruments.map((one) => `${one.instrument} ${one.count} 日，至 ${one.lastDay}`).join('；'),
              en: instruments.map((one) => `${one.instrument}: ${one.count} days up to ${one.lastDay}`).join('; '),
            },
      path: '/trading/prices',
    },
    {
      ...{ fact: 'trading_risk_valued', entityId: null, on: riskWindow === null ? null : on, holds: telling.length > 0 },
      says:
        riskWindow === null
          ? { zh: '尚未设定风险计算依据', en: 'Nobody has set what risk figures start from' }
          : {
              zh: `回看 ${riskWindow} 个价格；可估值：${telling.map((one) => one.instrument).join('、') || '无'}`,
              en: `Over ${riskWindow} prices; valued: ${telling.map((one) => one.instrument).join(', ') || 'none'}`,
            },
      path: '/trading/risk',
    },
  ];
}

function ofOrders(places: Places, { orders }: trading.TradingStanding): FactReport[] {
  const own = orders.filter((one) => places.inView(one.entityId));
  const nothing = { entityId: null, settled: 0, late: 0 };
  return (own.length > 0 ? own : [nothing]).map(({ entityId, settled, late }) => ({
    ...{ fact: 'orders_settled', entityId, on: places.today, holds: late === 0 },
    says: { zh: `已交收 ${settled} 笔，逾期未交收 ${late} 笔`, en: `${settled} settled, ${late} past their settlement day` },
    path: '/trading/orders',
  }));
}

/** Mandate (B.4–B.6), limits (B.9), prices and risk (B.6, B.7), settlement (B.8). */
export const tradingFacts: FactReader = async (work, shelf, places) => {
  const standing = await trading.tradingStanding(work, shelf);
  return [...ofMandate(places, standing), ...ofPrices(places, standing), ...ofOrders(places, standing)];
};
