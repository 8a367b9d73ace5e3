import { orderEndpoints } from '../../../../contract/orders.ts';
import { useAsk } from '../../../api/queries.ts';
import { group } from '../../../format/number.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { Discussion } from '../../../parts/discussion/Discussion.tsx';
import { FindingList } from '../../../parts/FindingList.tsx';
import { InstantLabel, WhoWhen } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { plainFinding } from '../../../parts/plain-finding.ts';
import { Quantity } from '../../../parts/Quantity.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { useAddress } from '../../../shell/address.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { KeyValues, PageHead, Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { className } from '../../asset/ledger/model.ts';
import { type CalculationResult, ResultDerivation } from '../ResultDerivation.tsx';
import { CheckTable } from './CheckTable.tsx';
import { OrderDeeds } from './OrderDeeds.tsx';
import { OrderSteps } from './OrderSteps.tsx';
import { type OrderDetail, orderTones } from './order-model.ts';

/** One order: what is to be done, checks, fills, settlement, reconciliation, report, time line (B.8, B.9). */
export function OrderPage() {
  const { orderId } = useAddress('orderId');
  const order = useAsk(orderEndpoints.readOrder, { params: { orderId } });
  return (
    <Answer of={order} rows={12}>
      {(data) => <View order={data} />}
    </Answer>
  );
}

function View({ order }: { order: OrderDetail }) {
  const { t, say } = useWords();
  // Checks are what one decides by; afterwards what came of the order stands first.
  const checks = (
    <Section title={t('orders.checks')}>
      {(['approval', 'ticket'] as const).map((stage) => {
        const checks = order.checks.filter((one) => one.stage === stage);
        return checks.length === 0 ? null : (
          <div key={stage}>
            <h3>{t(`orders.stage.${stage}`)}</h3>
            <CheckTable checks={checks} />
          </div>
        );
      })}
    </Section>
  );
  const isTraded = order.fills.length > 0;
  const title = `${t('orders.no')} ${order.no} · ${t(`orders.sides.${order.side}`)} ${className(order.class)}`;
  return (
    <>
      <PageHead title={title} clause="B.8" extra={<OrderDeeds order={order} />} />
      <Section
        title={t(`orders.state.${order.state}`)}
        extra={<Tag tone={orderTones[order.state]}>{t(`orders.state.${order.state}`)}</Tag>}
      >
        <OrderSteps state={order.state} />
        {order.request && (
          <p>
            {t('requests.serves', { no: order.request.no })}: <GoLink to={order.request.path}>{say(order.request.label)}</GoLink>
          </p>
        )}
        <div className="th-under">
          <Facts order={order} />
        </div>
      </Section>
      {isTraded ? null : checks}
      <Section title={t('orders.fills')}>
        <Fills order={order} />
      </Section>
      {(order.settlement || order.fills.length > 0) && (
        <Section title={t('orders.settlement')}>
          {order.settlement ? <Settlement settlement={order.settlement} /> : <p>{t('orders.toSettle', { day: order.settlementDueOn })}</p>}
          <Reconciliation order={order} />
        </Section>
      )}
      {order.report && <Report order={order} report={order.report} />}
      {isTraded ? checks : null}
      <Discussion objectType="trading_order" objectId={order.id} />
      <Section title={t('orders.timeline')}>
        <TimeLine order={order} />
      </Section>
    </>
  );
}

function Facts({ order }: { order: OrderDetail }) {
  const { t } = useWords();
  return (
    <KeyValues
      items={[
        { label: t('orders.quantity'), value: <Quantity value={order.quantity} unit="t" /> },
        { label: t('orders.price'), value: <Quantity value={order.price} unit="CNY/t" /> },
        { label: t('orders.channel'), value: t(`orders.channels.${order.channel}`) },
        { label: t('orders.day'), value: order.tradingDay },
        { label: t('orders.previousClose'), value: <Quantity value={order.previousClose} unit="CNY/t" /> },
        { label: t('orders.closeSource'), value: order.closeSource },
        { label: t('orders.filled'), value: <Quantity value={order.filled} unit="t" /> },
        ...(order.average === null ? [] : [{ label: t('orders.average'), value: <Quantity value={order.average} unit="CNY/t" /> }]),
        { label: t('orders.purpose'), value: order.purpose },
        { label: t('orders.dueOn'), value: order.settlementDueOn },
        ...(order.side === 'buy' ? [{ label: t('orders.resaleFrom'), value: order.settlementDueOn }] : []),
      ]}
    />
  );
}

function Fills({ order }: { order: OrderDetail }) {
  const { t } = useWords();
  if (order.fills.length === 0) return <p className="th-quiet">{t('orders.noFills')}</p>;
  return (
    <PlainTable
      columns={[
        { key: 'no', title: t('orders.tradeNo'), show: (row) => row.tradeNo },
        { key: 'at', title: t('orders.tradedAt'), show: (row) => <InstantLabel at={row.tradedAt} /> },
        { key: 'quantity', title: t('orders.quantity'), className: 'th-right', show: (row) => `${group(row.quantity)} t` },
        { key: 'price', title: t('orders.fillPrice'), className: 'th-right', show: (row) => `${group(row.price)} CNY/t` },
        { key: 'by', title: t('orders.enteredBy'), show: (row) => <WhoWhen name={row.doneBy.name} at={row.doneAt} /> },
      ]}
      rows={order.fills}
      rowKey={(row) => row.id}
    />
  );
}

/** Fills, clearing statement and ledger side by side: what does not agree is named (B.8). */
function Reconciliation({ order }: { order: OrderDetail }) {
  const { t, say } = useWords();
  if (order.breaks.length === 0) return order.settlement ? <Tag tone="good">{t('orders.noBreaks')}</Tag> : null;
  return order.breaks.map((one) => (
    <p key={one.code}>
      <Tag tone="bad">{t('orders.breaks')}</Tag> {say(one.text)}
    </p>
  ));
}

function Settlement({ settlement }: { settlement: NonNullable<OrderDetail['settlement']> }) {
  const { t } = useWords();
  return (
    <>
      <KeyValues
        items={[
          { label: t('orders.dueOn'), value: settlement.dueOn },
          { label: t('orders.settledOn'), value: settlement.settledOn },
          { label: t('orders.amount'), value: <Quantity value={settlement.amount} unit="CNY" digits={2} /> },
          { label: t('orders.fees'), value: <Quantity value={settlement.fees} unit="CNY" digits={2} /> },
          { label: t('orders.cash'), value: <Quantity value={settlement.cash} unit="CNY" digits={2} /> },
          { label: t('orders.documentNo'), value: settlement.documentNo },
        ]}
      />
      <p>
        <GoLink to={paths.ledgerTransaction(settlement.transactionId)}>{t('orders.openLedger')}</GoLink>
      </p>
    </>
  );
}

/** Average price, slippage and result (B.9); every figure opens how it came about. */
function Report({ order, report }: { order: OrderDetail; report: CalculationResult }) {
  const { t, say } = useWords();
  return (
    <Section title={t('orders.report')}>
      <PlainTable
        columns={[
          { key: 'title', title: t('orders.figure'), show: (row) => say(row.title) },
          {
            key: 'value',
            title: t('orders.value'),
            className: 'th-right',
            show: (row) => <Quantity value={row.value} shown={row.shown} unit={row.unit} to={paths.order(order.id, row.symbol)} />,
          },
        ]}
        rows={report.outputs}
        rowKey={(row) => row.symbol}
      />
      {report.findings.length > 0 && <FindingList findings={report.findings.map(plainFinding)} />}
      <ResultDerivation result={report} year={Number(order.tradingDay.slice(0, 4))} />
    </Section>
  );
}

function TimeLine({ order }: { order: OrderDetail }) {
  const { t } = useWords();
  const known = ['placed', 'refused', 'overridden', 'approved', 'rejected', 'filled', 'cancelled', 'expired', 'settled'] as const;
  return (
    <PlainTable
      columns={[
        {
          key: 'kind',
          show: (row) => {
            const kind = known.find((one) => one === row.kind);
            return kind ? t(`orders.step.${kind}`) : row.kind;
          },
        },
        { key: 'by', show: (row) => <WhoWhen name={row.by.name} at={row.at} /> },
        { key: 'reason', show: (row) => row.reason },
      ]}
      rows={order.timeline.map((one, at) => ({ ...one, number: at }))}
      rowKey={(row) => `${row.number}`}
    />
  );
}
