import type { Decimal } from '../quantity/decimal.ts';
import { grouped } from '../quantity/grouped.ts';
import type { Text } from '../text.ts';
import type { Limit, LimitKind, OrderCheck, OrderFacts } from './order.ts';

const names: Readonly<Record<LimitKind, Text>> = {
  order_quantity: { zh: '单笔数量', en: 'quantity of an order' },
  day_quantity: { zh: '当日数量', en: 'quantity of the day' },
  position: { zh: '头寸', en: 'position' },
  order_value: { zh: '单笔金额', en: 'value of an order' },
  day_value: { zh: '当日金额', en: 'value of the day' },
  budget: { zh: '预算', en: 'budget' },
  counterparty: { zh: '交易对手敞口', en: 'exposure to the counterparty' },
  highest_price: { zh: '最高买入价', en: 'highest price to buy at' },
  lowest_price: { zh: '最低卖出价', en: 'lowest price to sell at' },
};

const units: Readonly<Record<LimitKind, string>> = {
  ...{ order_quantity: 't', day_quantity: 't', position: 't', order_value: 'CNY', day_value: 'CNY' },
  ...{ budget: 'CNY', counterparty: 'CNY', highest_price: 'CNY/t', lowest_price: 'CNY/t' },
};

/** Each limit that applies to the order, with what would be used of it. A hard limit refuses, a soft one warns. */
export function checkLimits({ order, limits }: OrderFacts): OrderCheck[] {
  return limits.flatMap((limit): OrderCheck[] => {
    if (limit.of !== null && limit.of !== (limit.kind === 'counterparty' ? order.counterparty : order.person)) return [];
    const after = usedAfter(limit, order);
    if (after === null) return [];
    const floor = limit.kind === 'lowest_price';
    const inside = floor ? after.greaterThanOrEqualTo(limit.limit) : after.abs().lessThanOrEqualTo(limit.limit);
    // A limit on the position is there to bring it down: an order that does so is never held up by it.
    const eases = !inside && limit.kind === 'position' && after.abs().lessThan(limit.used.abs());
    const within = inside || eases;
    const name = names[limit.kind];
    const [a, l] = [grouped(after), grouped(limit.limit)];
    const unit = units[limit.kind];
    const [zh, en] = wordsOf(inside, eases, floor);
    return [
      {
        code: 'limits',
        verdict: within ? 'pass' : limit.hard ? 'fail' : 'warn',
        figures: { limit: limit.limit.toFixed(), used: limit.used.toFixed(), after: after.toFixed() },
        text: { zh: `${name.zh}${zh}：${a} / ${l} ${unit}`, en: `${name.en} ${en}: ${a} of ${l} ${unit}` },
        of: limit.id,
      },
    ];
  });
}

function wordsOf(inside: boolean, eases: boolean, floor: boolean): readonly [string, string] {
  if (inside) return ['在限额内', 'inside the limit'];
  if (eases) return ['仍超限额，但本单使其减小', 'still above the limit, and this order brings it down'];
  return floor ? ['低于限额', 'below the limit'] : ['超出限额', 'above the limit'];
}

/** What is used of a limit once the order is filled; null when the limit does not concern this side. */
function usedAfter({ kind, used }: Limit, { side, quantity, price }: OrderFacts['order']): Decimal | null {
  const value = quantity.times(price);
  const buys = side === 'buy';
  switch (kind) {
    case 'order_quantity':
      return quantity;
    case 'day_quantity':
      return used.plus(quantity);
    case 'position':
      return buys ? used.plus(quantity) : used.minus(quantity);
    case 'order_value':
      return value;
    case 'day_value':
    case 'counterparty':
      return used.plus(value);
    case 'budget':
      return buys ? used.plus(value) : null;
    case 'highest_price':
      return buys ? price : null;
    case 'lowest_price':
      return buys ? null : price;
  }
}
