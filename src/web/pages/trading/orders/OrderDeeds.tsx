import { Form, Input } from 'antd';
import { useState } from 'react';
import { orderEndpoints as e } from '../../../../contract/orders.ts';
import { useDeed } from '../../../api/queries.ts';
import { RightDeed } from '../../../parts/Deed.tsx';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { NumberItem, numberOut, ReasonItem, useRules } from '../../../parts/fields.tsx';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { DayField } from '../../../ui/DayField.tsx';
import { useWords } from '../../../words/language.ts';
import type { OrderDetail } from './order-model.ts';

type Opened = 'override' | 'reject' | 'fill' | 'settle' | null;

/** What can be done with an order in its state; a deed somebody may not do says who may. */
export function OrderDeeds({ order }: { order: OrderDetail }) {
  const { t } = useWords();
  const [opened, setOpened] = useState<Opened>(null);
  const decide = useDeed(e.decideOrder);
  const cancel = useDeed(e.cancelOrder);
  const params = { orderId: order.id };
  const close = () => setOpened(null);
  const problem = decide.error ?? cancel.error;
  return (
    <div className="th-row">
      {problem ? <RefusalNotice problem={problem} /> : null}
      {order.state === 'waiting' && order.needsOverride && (
        <RightDeed action="trading.override_limit" onClick={() => setOpened('override')}>
          {t('orders.override')}
        </RightDeed>
      )}
      {order.state === 'waiting' && (
        <>
          <RightDeed
            action="trading.approve_order"
            type="primary"
            loading={decide.isPending}
            onClick={() => decide.mutate({ params, body: { decision: 'approve', reason: '' } })}
          >
            {t('orders.approve')}
          </RightDeed>
          <RightDeed action="trading.approve_order" onClick={() => setOpened('reject')}>
            {t('orders.reject')}
          </RightDeed>
        </>
      )}
      {order.state === 'in_market' && (
        <RightDeed action="trading.record_fill" type="primary" onClick={() => setOpened('fill')}>
          {t('orders.enterFill')}
        </RightDeed>
      )}
      {(order.state === 'in_market' || order.state === 'waiting') && (
        <RightDeed action="trading.place_order" loading={cancel.isPending} onClick={() => cancel.mutate({ params, body: { reason: '' } })}>
          {t('orders.cancel')}
        </RightDeed>
      )}
      {order.state === 'to_settle' && (
        <RightDeed action="trading.settle" type="primary" onClick={() => setOpened('settle')}>
          {t('orders.settle')}
        </RightDeed>
      )}
      {opened === 'override' || opened === 'reject' ? <ReasonForm order={order} deed={opened} onClose={close} /> : null}
      {opened === 'fill' ? <FillForm order={order} onClose={close} /> : null}
      {opened === 'settle' ? <SettleForm order={order} onClose={close} /> : null}
    </div>
  );
}

function ReasonForm({ order, deed, onClose }: { order: OrderDetail; deed: 'override' | 'reject'; onClose: () => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<{ reason: string }>();
  const override = useDeed(e.overrideLimit);
  const reject = useDeed(e.decideOrder);
  const done = useDone(onClose);
  const params = { orderId: order.id };
  const submit = ({ reason }: { reason: string }) =>
    deed === 'override'
      ? override.mutate({ params, body: { reason } }, done)
      : reject.mutate({ params, body: { decision: 'reject', reason } }, done);
  return (
    <FormDrawer
      open
      title={t(`orders.${deed}`)}
      form={form}
      initial={{}}
      busy={override.isPending || reject.isPending}
      problem={override.error ?? reject.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <ReasonItem />
    </FormDrawer>
  );
}

interface FillFields {
  readonly tradeNo: string;
  readonly quantity: string;
  readonly price: string;
  readonly time: string;
}

function FillForm({ order, onClose }: { order: OrderDetail; onClose: () => void }) {
  const { t } = useWords();
  const rules = useRules();
  const [form] = Form.useForm<FillFields>();
  const record = useDeed(e.recordFill);
  const done = useDone(onClose);
  const submit = ({ tradeNo, quantity, price, time }: FillFields) =>
    record.mutate(
      {
        params: { orderId: order.id },
        body: {
          ...{ tradeNo, quantity: numberOut(quantity) ?? '', price: numberOut(price) ?? '' },
          tradedAt: `${order.tradingDay}T${time}:00+08:00`,
        },
      },
      done,
    );
  return (
    <FormDrawer<FillFields>
      open
      title={t('orders.enterFill')}
      form={form}
      initial={{ price: order.price }}
      busy={record.isPending}
      problem={record.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form.Item name="tradeNo" label={t('orders.tradeNo')} rules={[rules.words]}>
        <Input maxLength={200} />
      </Form.Item>
      <NumberItem name="quantity" label={t('orders.quantity')} unit="t" required />
      <NumberItem name="price" label={t('orders.fillPrice')} unit="CNY/t" required />
      <Form.Item name="time" label={t('orders.tradedAt')} rules={[rules.required]}>
        <Input type="time" />
      </Form.Item>
    </FormDrawer>
  );
}

interface SettleFields {
  readonly settledOn: string;
  readonly quantity: string;
  readonly amount: string;
  readonly fees: string;
  readonly documentNo: string;
  readonly marketAverage?: string;
}

function SettleForm({ order, onClose }: { order: OrderDetail; onClose: () => void }) {
  const { t } = useWords();
  const rules = useRules();
  const [form] = Form.useForm<SettleFields>();
  const settle = useDeed(e.settleOrder);
  const done = useDone(onClose);
  const submit = (fields: SettleFields) =>
    settle.mutate(
      {
        params: { orderId: order.id },
        body: {
          ...{ settledOn: fields.settledOn, documentNo: fields.documentNo, quantity: numberOut(fields.quantity) ?? '' },
          ...{
            amount: numberOut(fields.amount) ?? '',
            fees: numberOut(fields.fees) ?? '0',
            marketAverage: numberOut(fields.marketAverage),
          },
        },
      },
      done,
    );
  return (
    <FormDrawer<SettleFields>
      open
      title={t('orders.settle')}
      form={form}
      initial={{ settledOn: order.tradingDay, quantity: order.filled, fees: '0' }}
      busy={settle.isPending}
      problem={settle.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form.Item name="settledOn" label={t('orders.settledOn')} rules={[rules.required]}>
        <DayField />
      </Form.Item>
      <NumberItem name="quantity" label={t('orders.quantity')} unit="t" required />
      <NumberItem name="amount" label={t('orders.amount')} unit="CNY" required />
      <NumberItem name="fees" label={t('orders.fees')} unit="CNY" required />
      <NumberItem name="marketAverage" label={t('orders.marketAverage')} unit="CNY/t" />
      <Form.Item name="documentNo" label={t('orders.documentNo')} rules={[rules.words]}>
        <Input maxLength={200} />
      </Form.Item>
    </FormDrawer>
  );
}
