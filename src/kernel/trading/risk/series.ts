import { faultyInput } from '../../asset/faulty-input.ts';
import type { Day } from '../../calendar/day.ts';
import type { PricePoint } from './statistics.ts';

/** Prices as given, checked: in the order of days, each day once, above zero, three at least. */
export function priceSeries(given: readonly { readonly day: Day; readonly price: string | number }[], path: string): PricePoint[] {
  const points = given.map(({ day, price }) => ({ day, price: Number(price) }));
  const wrong = points.findIndex(({ price }) => !(price > 0));
  if (wrong >= 0) {
    const [zh, en] = ['价格须大于 0', 'A price must be above 0'];
    throw faultyInput(`${path}/${wrong}/price`, zh, en, '改正或删除该价格', 'Correct the price or leave it out');
  }
  const turn = points.findIndex(({ day }, i) => i > 0 && day <= (points[i - 1]?.day ?? day));
  if (turn >= 0) {
    const [zh, en] = ['日期须递增且不重复', 'Days must go forward, each once'];
    throw faultyInput(`${path}/${turn}/day`, zh, en, '按日期排序，每日一个价格', 'Put prices in the order of days, one a day');
  }
  if (points.length < 3) {
    throw faultyInput(path, '至少需要 3 个价格', 'Three prices are needed at least', '补充历史价格', 'Add earlier prices');
  }
  return points;
}
