import type { requests as zh } from '../zh/requests.ts';

export const requests: typeof zh = {
  title: 'Requests to buy',
  no: 'Request',
  for: 'For',
  neededBy: 'Needed by',
  by: 'Asked by',
  state: { open: 'To be ordered', ordered: 'Ordered', arrived: 'In the ledger', ended: 'Ended' },
  ordered: 'ordered',
  filled: 'traded',
  arrived: 'in the ledger',
  placeOrder: 'Order for it',
  end: 'End the request',
  orders: 'Orders and ledger',
  order: 'Order {{no}}',
  inLedger: 'Ledger transaction',
  serves: 'Serves request {{no}}',
};
