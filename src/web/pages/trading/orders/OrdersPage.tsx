import { useState } from 'react';
import { orderEndpoints } from '../../../../contract/orders.ts';
import { useAsk } from '../../../api/queries.ts';
import { group } from '../../../format/number.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { RightDeed } from '../../../parts/Deed.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { WhoWhen } from '../../../parts/Labels.tsx';
import { type Column, TableView } from '../../../parts/TableView.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { PageHead } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { className } from '../../asset/ledger/model.ts';
import { ImportFillsForm } from './ImportFillsForm.tsx';
import { type Order, orderTones } from './order-model.ts';
import type { PurchaseRequest } from './RequestState.tsx';
import { Requests } from './Requests.tsx';
import { TicketForm } from './TicketForm.tsx';

/** 委托: every order with its state; a new ticket with its checks (B.8). */
export function OrdersPage() {
  const { t } = useWords();
  const [opened, setOpened] = useState<'ticket' | 'fills' | null>(null);
  const [request, setRequest] = useState<PurchaseRequest | null>(null);
  const orders = useAsk(orderEndpoints.listOrders, {});
  const write = (
    <div className="th-row">
      <RightDeed action="trading.record_fill" icon={<Icon name="upload" size={15} />} onClick={() => setOpened('fills')}>
        {t('orders.importFills')}
      </RightDeed>
      <RightDeed action="trading.place_order" type="primary" icon={<Icon name="plus" size={15} />} onClick={() => setOpened('ticket')}>
        {t('orders.ticket')}
      </RightDeed>
    </div>
  );
  return (
    <>
      <PageHead title={t('shell.page.orders')} clause="B.8" summary={t('orders.summary')} extra={write} />
      <Requests onOrder={setRequest} />
      <Answer of={orders} rows={8}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon="trading" title={t('orders.none')} text={t('orders.noneText')} clause="B.8" />
          ) : (
            <OrderTable items={items} />
          )
        }
      </Answer>
      {opened === 'ticket' && <TicketForm request={null} onClose={() => setOpened(null)} />}
      {request && <TicketForm request={request} onClose={() => setRequest(null)} />}
      {opened === 'fills' && <ImportFillsForm onClose={() => setOpened(null)} />}
    </>
  );
}

function OrderTable({ items }: { items: readonly Order[] }) {
  const { t } = useWords();
  const state = (row: Order) => t(`orders.state.${row.state}`);
  const columns: Column<Order>[] = [
    {
      key: 'no',
      title: t('orders.no'),
      text: (row) => `${row.no}`,
      show: (row) => <GoLink to={paths.order(row.id)}>{row.no}</GoLink>,
    },
    {
      key: 'state',
      title: t('common.state'),
      text: state,
      nowrap: true,
      show: (row) => <Tag tone={orderTones[row.state]}>{state(row)}</Tag>,
    },
    { key: 'side', title: t('orders.side'), text: (row) => t(`orders.sides.${row.side}`), nowrap: true },
    { key: 'class', title: t('orders.instrument'), text: (row) => className(row.class), nowrap: true },
    { key: 'channel', title: t('orders.channel'), text: (row) => t(`orders.channels.${row.channel}`), nowrap: true },
    {
      key: 'quantity',
      title: t('orders.quantity'),
      align: 'right',
      text: (row) => row.quantity,
      show: (row) => `${group(row.quantity)} t`,
    },
    { key: 'price', title: t('orders.price'), align: 'right', text: (row) => row.price, show: (row) => `${group(row.price)} CNY/t` },
    { key: 'filled', title: t('orders.filled'), align: 'right', text: (row) => row.filled, show: (row) => `${group(row.filled)} t` },
    { key: 'day', title: t('orders.day'), text: (row) => row.tradingDay, nowrap: true },
    {
      key: 'by',
      title: t('orders.by'),
      text: (row) => row.placedBy.name,
      show: (row) => <WhoWhen name={row.placedBy.name} at={row.placedAt} />,
    },
  ];
  return <TableView<Order> name={t('shell.page.orders')} rows={items} columns={columns} rowKey={(row) => row.id} />;
}
