import { tradingRiskEndpoints } from '../../../../contract/trading-risk.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { query } from '../../../work/command.ts';
import { runCalculation, type Shelf } from '../../library/index.ts';
import { pricesOf } from '../price/store.ts';
import { riskBasisOf } from './basis.ts';

/** How well price changes of one instrument make up for those of another, over the window of the risk basis (B.9). */
export function readHedge(shelf: Shelf) {
  return query({
    name: 'trading.read-hedge',
    action: 'trading.read',
    input: tradingRiskEndpoints.readHedge.query,
    run: async (work, { item, hedge, ratio }) => {
      const { terms } = await riskBasisOf(work);
      const seriesOf = async (instrument: string) => {
        const known = (await pricesOf(work.tx, work.actor.organizationId, instrument)).filter((one) => one.day <= todayOf(work.now));
        if (known.length < 3) throw new Refusal('not_found', { values: { what: 'prices', id: instrument } });
        return known.slice(-terms.windowPrices).map(({ day, price }) => ({ day, price }));
      };
      return runCalculation(shelf, 'hedge-effectiveness', { item: await seriesOf(item), hedge: await seriesOf(hedge), ratio });
    },
  });
}
