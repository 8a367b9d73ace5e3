import type { ReplyOf } from '../../../../contract/endpoint.ts';
import { tradingDeskEndpoints } from '../../../../contract/trading-desk.ts';
import { useAsk } from '../../../api/queries.ts';
import { useMay } from '../../../api/session.ts';
import { group, roundText } from '../../../format/number.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../words/language.ts';
import { nextLine, useHomeEntity, useTradingSummary } from './asks.ts';
import { type CardFacts, type RoleHome, told } from './HomeCards.tsx';

type Desk = ReplyOf<typeof tradingDeskEndpoints.readDesk>;

/** Position and cover of the compliance year that is due next. */
function deskCards(desk: Desk | undefined, t: ReturnType<typeof useWords>['t']): CardFacts[] {
  const year = desk?.years[0];
  const ratio = year?.coverRatio ?? null;
  const waits = (value: string | null) => (desk === undefined ? undefined : value);
  return [
    {
      key: 'position',
      title: year ? t('workbench.home.position', { year: year.year }) : t('workbench.home.positionNone'),
      value: waits(year ? group(roundText(year.position, 0)) : null),
      unit: 't',
      note: year?.daysLeft === null || year === undefined ? '' : t('workbench.home.daysToDeadline', { count: year.daysLeft }),
      isWrong: year?.position.startsWith('-') === true,
      to: paths.tradingDesk(),
    },
    {
      key: 'cover',
      title: t('workbench.home.cover'),
      value: waits(ratio === null ? null : roundText(ratio, 3)),
      note: year ? t('workbench.home.outstanding', { tonnes: group(roundText(year.outstanding, 0)) }) : '',
      to: paths.tradingDesk(),
    },
  ];
}

/** The desk: position and cover of the year that is due next, orders that wait, the limit used most, settlements that are late. */
export function useTraderHome(): RoleHome {
  const { t, say } = useWords();
  const entityId = useHomeEntity();
  const desk = useAsk(
    tradingDeskEndpoints.readDesk,
    { params: { entityId: entityId ?? '' } },
    { enabled: useMay('trading.read') && entityId !== null },
  ).data;
  const summary = useTradingSummary();
  const shares = (desk?.mandate?.limits ?? []).flatMap(({ kind, limit, used }) =>
    used === null || Number(limit) === 0 ? [] : [{ kind, share: Number(used) / Number(limit) }],
  );
  const most = shares.sort((a, b) => b.share - a.share)[0];
  const late = summary?.settlements.filter((one) => one.severity !== 'info') ?? [];
  const waits = (value: string | null) => (desk === undefined ? undefined : value);
  return {
    cards: [
      ...deskCards(desk, t),
      {
        key: 'orders',
        title: t('workbench.home.ordersWaiting'),
        value: summary && String(summary.orders.waiting),
        note: summary && t('workbench.home.inMarket', { count: summary.orders.inMarket }),
        to: paths.orders(),
      },
      {
        key: 'limits',
        title: t('workbench.home.limitUse'),
        value: waits(most ? `${Math.round(most.share * 100)} %` : null),
        note: summary && t('workbench.home.breaches', { count: summary.openBreaches }),
        isWrong: (most !== undefined && most.share > 1) || (summary?.openBreaches ?? 0) > 0,
        to: paths.tradingRisk(),
      },
      {
        key: 'settlement',
        title: t('workbench.home.lateSettlements'),
        value: summary && String(late.length),
        note: summary && t('workbench.home.toSettle', { count: summary.settlements.length }),
        isWrong: late.length > 0,
        to: paths.orders(),
      },
    ],
    wrong: [
      ...(desk?.stopped
        ? [{ severity: 'error' as const, title: told(t('workbench.home.stopped', { reason: desk.stopped.reason })), path: paths.mandate() }]
        : []),
      ...late.map((one) => ({
        severity: one.severity,
        title: told(t('workbench.home.orderLine', { no: one.orderNo, words: say(one.text) })),
        path: paths.order(one.orderId),
      })),
    ],
    next: [
      ...nextLine('orders', t('workbench.home.ordersToDecide'), summary?.orders.toDecide, paths.orders()),
      ...nextLine('mandates', t('workbench.home.mandatesToDecide'), summary?.mandatesToDecide, paths.mandate()),
      ...nextLine('contracts', t('workbench.home.contractsToDecide'), summary?.contractsToDecide, paths.finance()),
    ],
    due: [],
  };
}
