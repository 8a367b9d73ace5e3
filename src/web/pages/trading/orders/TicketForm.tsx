import { App, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { ledgerEndpoints } from '../../../../contract/ledger.ts';
import { orderEndpoints } from '../../../../contract/orders.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { EvidenceItem } from '../../../parts/EvidenceItem.tsx';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { NumberItem, numberOut, useRules } from '../../../parts/fields.tsx';
import { useChecked } from '../../../parts/use-checked.ts';
import { entityOptions, firstEntity, useWorkplace } from '../../../shell/workplace.ts';
import { useWords } from '../../../words/language.ts';
import { className } from '../../asset/ledger/model.ts';
import { CheckTable } from './CheckTable.tsx';
import type { PurchaseRequest } from './RequestState.tsx';

interface Fields {
  readonly entityId: string;
  readonly side: 'buy' | 'sell';
  readonly channel: 'listed' | 'block';
  readonly classId?: string;
  readonly programme?: 'CEA' | 'CCER';
  readonly vintage?: string;
  readonly quantity: string;
  readonly price: string;
  readonly previousClose: string;
  readonly closeSource: string;
  readonly arrivalPrice?: string;
  readonly purpose: string;
  readonly complianceYear?: string;
  readonly counterparty?: string;
  readonly funds?: string;
}

/** What is sent; null while a field that every check needs is empty. */
function ticketOf(fields: Partial<Fields>, evidenceId: string | undefined) {
  const { entityId, side = 'buy', closeSource, purpose } = fields;
  const [quantity, price, previousClose] = [fields.quantity, fields.price, fields.previousClose].map(numberOut);
  const funds = numberOut(fields.funds);
  if (!entityId || !quantity || !price || !previousClose || !closeSource || !purpose) return null;
  if (side === 'sell' ? !fields.classId : !fields.programme || !fields.vintage || !funds || !evidenceId) return null;
  const year = Number(fields.complianceYear);
  return {
    ...{ entityId, side, channel: fields.channel ?? ('listed' as const), quantity, price, previousClose, closeSource, purpose },
    ...(side === 'sell'
      ? { ...(fields.classId ? { classId: fields.classId } : {}), funds: null }
      : {
          newClass: { programme: fields.programme ?? ('CEA' as const), vintage: Number(fields.vintage) },
          funds: { available: funds ?? '0', evidenceId: evidenceId ?? '', feeShare: '0' },
        }),
    arrivalPrice: numberOut(fields.arrivalPrice),
    complianceYear: fields.complianceYear && Number.isInteger(year) ? year : null,
    counterparty: fields.counterparty ?? '',
  };
}

/** What a ticket that serves a request begins with: what is still to be ordered of it. */
function beginOf(request: PurchaseRequest): Partial<Fields> {
  const rest = BigInt(request.quantity) - BigInt(request.ordered);
  const programme = request.programme === 'CEA' ? 'CEA' : 'CCER';
  return { entityId: request.entityId, programme, ...(rest > 0n ? { quantity: `${rest}` } : {}) };
}

/** A new ticket; its checks are shown as it is written, before it is sent (B.6). */
export function TicketForm({ request, onClose }: { request: PurchaseRequest | null; onClose: () => void }) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const { tree, at } = useWorkplace();
  const [form] = Form.useForm<Fields>();
  const [evidenceId, setEvidenceId] = useState<string>();
  const place = useDeed(orderEndpoints.placeOrder);
  const check = useDeed(orderEndpoints.checkTicket, []);
  const fields = Form.useWatch<Partial<Fields> | undefined>([], form);
  const written = ticketOf(fields ?? {}, evidenceId);
  const ticket = written && { ...written, ...(request ? { requestId: request.id } : {}) };
  useChecked(ticket, check.mutate);
  if (tree.data === undefined) return null;
  const submit = () => {
    if (ticket === null) return;
    place.mutate(
      { body: ticket },
      {
        onSuccess: ({ no, state }) => {
          void message[state === 'refused' ? 'warning' : 'success'](t(state === 'refused' ? 'orders.sentRefused' : 'orders.sent', { no }));
          onClose();
        },
      },
    );
  };
  return (
    <FormDrawer<Fields>
      open
      size={820}
      title={t('orders.ticket')}
      form={form}
      initial={{
        entityId: firstEntity(tree.data, at)?.id ?? '',
        side: 'buy',
        channel: 'listed',
        programme: 'CEA',
        ...(request ? { ...beginOf(request), purpose: say(request.for.label) } : {}),
      }}
      busy={place.isPending}
      problem={place.error ?? check.error}
      {...(request ? { intro: t('requests.serves', { no: request.no }) } : {})}
      submitLabel={t('orders.send')}
      onSubmit={submit}
      onClose={onClose}
    >
      <Items side={fields?.side ?? 'buy'} />
      {fields?.side === 'sell' ? null : (
        <EvidenceItem label={t('orders.evidence')} icon={evidenceId ? 'check' : 'paperclip'} onPick={([id]) => setEvidenceId(id)}>
          {t(evidenceId ? 'orders.evidenceChosen' : 'orders.chooseEvidence')}
        </EvidenceItem>
      )}
      <h3>{t('orders.checksNow')}</h3>
      {ticket !== null && check.data ? <CheckTable checks={check.data.checks} /> : <p className="th-quiet">{t('orders.fillFirst')}</p>}
    </FormDrawer>
  );
}

function Items({ side }: { side: 'buy' | 'sell' }) {
  const { t, language } = useWords();
  const { tree } = useWorkplace();
  const rules = useRules();
  const holdings = useAsk(ledgerEndpoints.readHoldings, { query: {} });
  const options = <K extends string>(keys: readonly K[], label: (key: K) => string) =>
    keys.map((value) => ({ value, label: label(value) }));
  return (
    <>
      <div className="th-form-grid">
        <Form.Item name="side" label={t('orders.side')} rules={[rules.required]}>
          <Select options={options(['buy', 'sell'] as const, (one) => t(`orders.sides.${one}`))} />
        </Form.Item>
        <Form.Item name="channel" label={t('orders.channel')} rules={[rules.required]}>
          <Select options={options(['listed', 'block'] as const, (one) => t(`orders.channels.${one}`))} />
        </Form.Item>
        <Form.Item name="entityId" label={t('orders.entity')} rules={[rules.required]}>
          <Select options={entityOptions(tree.data, language)} labelRender={({ label }) => String(label).trim()} />
        </Form.Item>
        {side === 'sell' ? (
          <Form.Item name="classId" label={t('orders.instrument')} rules={[rules.required]}>
            <Select options={(holdings.data?.holdings ?? []).map((one) => ({ value: one.class.id, label: className(one.class) }))} />
          </Form.Item>
        ) : (
          <>
            <Form.Item name="programme" label={t('orders.programme')} rules={[rules.required]}>
              <Select options={options(['CEA', 'CCER'] as const, (one) => one)} />
            </Form.Item>
            <NumberItem name="vintage" label={t('orders.vintage')} required />
            <NumberItem name="funds" label={t('orders.funds')} unit="CNY" required />
          </>
        )}
        <NumberItem name="quantity" label={t('orders.quantity')} unit="t" required />
        <NumberItem name="price" label={t('orders.price')} unit="CNY/t" required />
        <NumberItem name="previousClose" label={t('orders.previousClose')} unit="CNY/t" required />
        <Form.Item name="closeSource" label={t('orders.closeSource')} rules={[rules.words]}>
          <Input maxLength={200} />
        </Form.Item>
        <NumberItem name="arrivalPrice" label={t('orders.arrivalPrice')} unit="CNY/t" />
        <NumberItem name="complianceYear" label={t('orders.complianceYear')} />
        <Form.Item name="counterparty" label={t('orders.counterparty')}>
          <Input maxLength={200} />
        </Form.Item>
      </div>
      <Form.Item name="purpose" label={t('orders.purpose')} rules={[rules.words]}>
        <Input maxLength={200} />
      </Form.Item>
    </>
  );
}
