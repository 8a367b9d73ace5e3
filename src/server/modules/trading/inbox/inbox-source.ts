import type { Text } from '../../../../kernel/text.ts';
import type { Work } from '../../../work/command.ts';
import { type InboxItem, type InboxSource, mayAt } from '../../../work/inbox.ts';
import { contractsOf } from '../finance/store.ts';
import { priceRulesOf, transfersOf } from '../group/store.ts';
import { mandatesOf } from '../mandate/store.ts';
import { stateOf } from '../orders/state.ts';
import { type Order, ordersOf } from '../orders/store.ts';
import { progressOf } from '../requests/purchase-requests.ts';
import { requestsOf } from '../requests/store.ts';
import { breachesOf } from '../risk/store.ts';

const subsystem = 'trading' as const;
const approve: Text = { zh: '批准', en: 'Approve' };

/** What an order waits for, and whether this person may give it: who places it neither approves nor settles it. */
function nextOfOrder(order: Order, personId: string, may: Readonly<Record<'override' | 'approve' | 'settle', boolean>>): Text | null {
  const state = stateOf(order);
  if (order.placed_by === personId) return null;
  if (state === 'to_settle') return may.settle && order.decision?.done_by !== personId ? { zh: '结算', en: 'Settle' } : null;
  if (state !== 'waiting') return null;
  if (order.verdict === 'needs_override' && order.override === null)
    return may.override ? { zh: '放行限额', en: 'Override the limit' } : null;
  return may.approve ? approve : null;
}

async function orders(work: Work, most: number): Promise<InboxItem[]> {
  const may = {
    override: await mayAt(work, 'trading.override_limit'),
    approve: await mayAt(work, 'trading.approve_order'),
    settle: await mayAt(work, 'trading.settle'),
  };
  const found = await ordersOf(work.tx, work.actor.organizationId, {});
  return found.slice(0, most).flatMap((one) => {
    const at = { override: may.override(one.entity_id), approve: may.approve(one.entity_id), settle: may.settle(one.entity_id) };
    const deed = nextOfOrder(one, work.actor.personId, at);
    if (deed === null || (stateOf(one) === 'waiting' && Date.parse(one.expires_at) <= Date.parse(work.now))) return [];
    return [
      {
        ...{
          key: `order:${one.id}`,
          subsystem,
          deed,
          entityId: one.entity_id,
          at: one.placed_at,
          due: one.trading_day,
          by: one.placed_by_name,
        },
        title: {
          zh: `委托 ${one.no}：${one.side === 'buy' ? '买入' : '卖出'} ${one.quantity} t`,
          en: `Order ${one.no}: ${one.side} ${one.quantity} t`,
        },
        path: `/trading/orders/${one.id}`,
      },
    ];
  });
}

/** Requests to buy that are not ordered in full, for whoever may place orders where the units are wanted. */
async function requests(work: Work): Promise<InboxItem[]> {
  const may = await mayAt(work, 'trading.place_order');
  const all = await requestsOf(work.tx, work.actor.organizationId);
  return all.flatMap((one) => {
    const { state, ordered } = progressOf(one);
    if (!may(one.entity_id) || state === 'arrived' || state === 'ended' || ordered >= BigInt(one.quantity)) return [];
    return [
      {
        ...{ key: `purchase-request:${one.id}`, subsystem, deed: { zh: '买入单位', en: 'Buy units' }, entityId: one.entity_id },
        ...{ at: one.done_at, due: one.needed_by, by: one.done_by_name, path: '/trading/orders' },
        title: {
          zh: `买入请求 ${one.no}：${one.programme} ${one.quantity} t（${one.label_zh}）`,
          en: `Request to buy ${one.no}: ${one.programme} ${one.quantity} t (${one.label_en})`,
        },
      },
    ];
  });
}

async function mandates(work: Work): Promise<InboxItem[]> {
  const { organizationId, personId } = work.actor;
  const may = { mandate: await mayAt(work, 'trading.approve_mandate'), breach: await mayAt(work, 'trading.close_breach') };
  const all = await mandatesOf(work.tx, organizationId);
  const trades = (id: string) => all.find((one) => one.id === id)?.terms.people.some((one) => one.personId === personId) ?? false;
  const [latest] = all;
  const open =
    may.mandate(null) && latest && latest.decision === null && latest.drafted_by !== personId && !trades(latest.id) ? [latest] : [];
  const breaches = may.breach(null)
    ? (await breachesOf(work.tx, organizationId)).filter((one) => one.closure === null && !trades(one.mandate_id))
    : [];
  return [
    ...open.map((one) => ({
      ...{ key: `mandate:${one.id}`, subsystem, deed: approve, entityId: null, at: one.drafted_at, due: null, by: one.drafted_by_name },
      ...{ title: { zh: `交易授权第 ${one.version} 版`, en: `Trading mandate, version ${one.version}` }, path: '/trading/mandate' },
    })),
    ...breaches.map((one) => ({
      ...{ key: `breach:${one.id}`, subsystem, deed: { zh: '关闭', en: 'Close' }, entityId: one.entity_id, at: one.found_at, due: null },
      ...{ title: { zh: `限额突破 ${one.number}`, en: `Breach of a limit ${one.number}` }, path: '/trading/risk', by: one.found_by_name },
    })),
  ];
}

async function agreements(work: Work, most: number): Promise<InboxItem[]> {
  const { organizationId, personId } = work.actor;
  const may = {
    contract: await mayAt(work, 'trading.approve_contract'),
    transfer: await mayAt(work, 'trading.accept_transfer'),
    price: await mayAt(work, 'trading.approve_transfer_price'),
  };
  const contracts = (await contractsOf(work.tx, organizationId)).filter(
    (one) => one.decision === null && one.drafted_by !== personId && may.contract(one.entity_id),
  );
  const transfers = (await transfersOf(work.tx, organizationId)).filter(
    (one) => one.decision === null && one.done_by !== personId && may.transfer(one.to_entity_id),
  );
  const rules = (await priceRulesOf(work.tx, organizationId)).filter(
    (one) => one.decision === null && one.done_by !== personId && may.price(null),
  );
  const due = null;
  return [
    ...contracts.map((one) => ({
      ...{ key: `contract:${one.id}`, subsystem, deed: approve, entityId: one.entity_id, at: one.drafted_at, due, by: one.drafted_by_name },
      title: { zh: `碳金融合约 ${one.no}（${one.counterparty}）`, en: `Contract of carbon finance ${one.no} (${one.counterparty})` },
      path: '/trading/finance',
    })),
    ...transfers.map((one) => ({
      ...{ key: `transfer:${one.id}`, subsystem, deed: { zh: '接受', en: 'Accept' }, entityId: one.to_entity_id, at: one.done_at, due },
      ...{ title: { zh: `内部转让 ${one.no}：${one.quantity} t`, en: `Internal transfer ${one.no}: ${one.quantity} t` } },
      ...{ path: '/trading/group', by: one.done_by_name },
    })),
    ...rules.map((one) => ({
      ...{ key: `transfer-price:${one.id}`, subsystem, deed: approve, entityId: null, at: one.done_at, due, by: one.done_by_name },
      ...{
        title: { zh: `内部转让价格规则第 ${one.version} 版`, en: `Rule of transfer prices, version ${one.version}` },
        path: '/trading/group',
      },
    })),
  ].slice(0, most);
}

/** Orders, the mandate, breaches, contracts, internal transfers (B.5–B.10). */
export const inboxSource: InboxSource = {
  subsystem,
  toDo: async (work, most) => [
    ...(await orders(work, most)),
    ...(await requests(work)),
    ...(await mandates(work)),
    ...(await agreements(work, most)),
  ],
  done: [
    ...[
      'trading.order_approved',
      'trading.order_rejected',
      'trading.limit_overridden',
      'trading.order_settled',
      'trading.mandate_approved',
    ],
    ...[
      'trading.mandate_rejected',
      'trading.breach_closed',
      'finance.contract_approved',
      'finance.contract_rejected',
      'internal_transfer.accepted',
    ],
    ...['internal_transfer.rejected', 'transfer_price.approved', 'transfer_price.rejected', 'trading.stop_lifted'],
  ],
  started: [
    ...[
      'trading.order_placed',
      'trading.mandate_drafted',
      'finance.contract_drafted',
      'internal_transfer.proposed',
      'transfer_price.proposed',
    ],
    ...['trading.stopped', 'trading.purchase_requested'],
  ],
};
