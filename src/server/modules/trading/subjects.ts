import type { Work } from '../../work/command.ts';
import type { Subject, SubjectKind } from '../../work/subject.ts';
import { financeObject } from './finance/draft-contract.ts';
import { contractsOf } from './finance/store.ts';
import { mandateObject } from './mandate/draft-mandate.ts';
import { mandateById } from './mandate/store.ts';
import { orderObject } from './orders/place-order.ts';
import { ordersOf } from './orders/store.ts';

async function orderSubject(work: Work, id: string): Promise<Subject | null> {
  const [found] = await ordersOf(work.tx, work.actor.organizationId, { id });
  if (!found) return null;
  const { no, side, quantity } = found;
  const label = {
    zh: `委托 ${no}：${side === 'buy' ? '买入' : '卖出'} ${quantity} t`,
    en: `Order ${no}: ${side === 'buy' ? 'buy' : 'sell'} ${quantity} t`,
  };
  return { entityId: found.entity_id, label, path: `/trading/orders/${id}` };
}

/** The mandate is the whole organization's, as on its page. */
async function mandateSubject(work: Work, id: string): Promise<Subject | null> {
  const found = await mandateById(work.tx, work.actor.organizationId, id);
  if (!found) return null;
  const label = { zh: `交易授权 第 ${found.version} 版`, en: `Trading mandate, version ${found.version}` };
  return { entityId: null, label, path: '/trading/mandate' };
}

async function contractSubject(work: Work, id: string): Promise<Subject | null> {
  const [found] = await contractsOf(work.tx, work.actor.organizationId, { id });
  if (!found) return null;
  const label = { zh: `碳金融合约 ${found.no}：${found.counterparty}`, en: `Carbon finance contract ${found.no}: ${found.counterparty}` };
  return { entityId: found.entity_id, label, path: '/trading/finance' };
}

/** What of trading can be talked about: an order, a version of the mandate, a contract of carbon finance. */
export function subjects(): SubjectKind[] {
  const action = 'trading.read' as const;
  return [
    { objectType: orderObject, action, find: orderSubject },
    { objectType: mandateObject, action, find: mandateSubject },
    { objectType: financeObject, action, find: contractSubject },
  ];
}
