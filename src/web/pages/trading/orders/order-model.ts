import type { ReplyOf } from '../../../../contract/endpoint.ts';
import type { OrderState, orderEndpoints } from '../../../../contract/orders.ts';
import type { Tone } from '../../../parts/Tag.tsx';

export type Order = ReplyOf<typeof orderEndpoints.listOrders>['items'][number];
export type FillReport = ReplyOf<typeof orderEndpoints.previewFills>;
export type OrderDetail = ReplyOf<typeof orderEndpoints.readOrder>;

export const orderTones: Record<OrderState, Tone> = {
  ...{ refused: 'bad', waiting: 'warn', rejected: 'bad', in_market: 'info', to_settle: 'warn' },
  ...{ settled: 'good', cancelled: 'plain', expired: 'plain' },
};
