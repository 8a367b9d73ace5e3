import { Drawer, Form } from 'antd';
import { useState } from 'react';
import { ledgerEndpoints } from '../../../../contract/ledger.ts';
import { ledgerKindTitle } from '../../../../contract/ledger-kinds.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { group } from '../../../format/number.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { Deed, useWhyNot } from '../../../parts/Deed.tsx';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { ReasonItem, useRules } from '../../../parts/fields.tsx';
import { DayLabel, InstantLabel, WhoWhen } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { paths } from '../../../paths.ts';
import { lineageOf, useWorkplace } from '../../../shell/workplace.ts';
import { DayField } from '../../../ui/DayField.tsx';
import { GoLink } from '../../../ui/GoLink.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { KeyValues } from '../../../ui/Page.tsx';
import { today } from '../../../ui/today.ts';
import { useSearchFields } from '../../../ui/useSearchFields.ts';
import { useWords } from '../../../words/language.ts';
import styles from './ledger.module.css';
import { className, ledgerReads, type Transaction } from './model.ts';

type Leg = Transaction['legs'][number];

/** The transaction the address names, beside the list it was opened from: legs, serial numbers, people, evidence, and its reversal. */
export function TransactionDrawer() {
  const { t } = useWords();
  const [fields, change] = useSearchFields();
  const transactionId = fields.transaction ?? '';
  const transaction = useAsk(ledgerEndpoints.readTransaction, { params: { transactionId } }, { enabled: transactionId !== '' });
  return (
    <Drawer
      open={transactionId !== ''}
      onClose={() => change({ transaction: null })}
      title={t('ledger.book.transaction')}
      size={760}
      destroyOnHidden
    >
      {transactionId === '' ? null : <Answer of={transaction}>{(found) => <Body transaction={found} />}</Answer>}
    </Drawer>
  );
}

function Body({ transaction }: { transaction: Transaction }) {
  const { t, say } = useWords();
  const [reversing, setReversing] = useState(false);
  const { tree } = useWorkplace();
  const entityId = transaction.legs.map((leg) => leg.from.entityId ?? leg.to.entityId).find((id) => id !== null) ?? null;
  const mayNot = useWhyNot('asset.keep_ledger', lineageOf(tree.data, entityId));
  return (
    <>
      <div className={`th-row ${styles.head}`}>
        <h3 className="th-grow">
          {say(ledgerKindTitle(transaction.kind))} <DayLabel day={transaction.effectiveOn} />
        </h3>
        {transaction.reversedBy !== null && <Tag tone="warn">{t('ledger.book.reversed')}</Tag>}
        <Deed
          why={transaction.reversible ? mayNot : t('ledger.book.whyNotFinal')}
          icon={<Icon name="undo" size={14} />}
          onClick={() => setReversing(true)}
        >
          {t('ledger.book.reverse')}
        </Deed>
      </div>
      <Facts transaction={transaction} />
      <h4 className={styles.part ?? ''}>{t('ledger.book.legs')}</h4>
      <Legs transaction={transaction} />
      <h4 className={styles.part ?? ''}>{t('ledger.evidence')}</h4>
      {transaction.evidence.length === 0 ? (
        <p className="th-quiet">{t('ledger.noEvidence')}</p>
      ) : (
        <ul className="th-lines">
          {transaction.evidence.map((one) => (
            <li key={one.id}>
              <GoLink to={paths.evidenceOf(one.id)}>{one.title}</GoLink>
            </li>
          ))}
        </ul>
      )}
      {reversing ? <ReverseForm transactionId={transaction.id} onClose={() => setReversing(false)} /> : null}
    </>
  );
}

function Facts({ transaction: one }: { transaction: Transaction }) {
  const { t } = useWords();
  const link = (id: string | null) => (id === null ? null : <GoLink to={paths.ledgerTransaction(id)}>{t('ledger.book.open')}</GoLink>);
  const optional = [
    { label: t('ledger.beneficiary'), value: one.beneficiary },
    { label: t('ledger.period'), value: one.period },
    { label: t('ledger.claim'), value: one.claim },
    { label: t('ledger.book.expires'), value: one.expiresAt === null ? null : <InstantLabel at={one.expiresAt} /> },
    { label: t('ledger.book.reverses'), value: link(one.reverses) },
    { label: t('ledger.book.reversedBy'), value: link(one.reversedBy) },
    { label: t('ledger.book.resolves'), value: link(one.resolves) },
    { label: t('ledger.book.resolvedBy'), value: link(one.resolvedBy) },
  ].filter((item) => item.value !== null && item.value !== '');
  return (
    <KeyValues
      items={[
        { label: t('ledger.recordedBy'), value: <WhoWhen name={one.recordedByName} at={one.recordedAt} /> },
        ...(one.approvedByName === null ? [] : [{ label: t('ledger.approvedBy'), value: <WhoWhen name={one.approvedByName} at={null} /> }]),
        { label: t('ledger.documentNo'), value: one.documentNo },
        { label: t('common.reason'), value: one.reason },
        ...optional,
        { label: t('ledger.book.transaction'), value: <code className="th-small">{one.id}</code>, wide: true },
      ]}
    />
  );
}

/** Each leg with its accounts, which lead to their statements, and the serial numbers that moved. */
function Legs({ transaction }: { transaction: Transaction }) {
  const { t, say } = useWords();
  const heldOf = (leg: Leg) => transaction.classes.find((one) => one.id === leg.classId);
  const account = (one: Leg['from']) =>
    one.entityId === null ? say(one.name) : <GoLink to={paths.statement(one.id)}>{say(one.name)}</GoLink>;
  return (
    <PlainTable<Leg>
      rows={transaction.legs}
      rowKey={(leg) => leg.seq}
      columns={[
        { key: 'from', title: t('ledger.from'), show: (leg) => account(leg.from) },
        { key: 'to', title: t('ledger.to'), show: (leg) => account(leg.to) },
        {
          key: 'class',
          title: t('ledger.class'),
          className: 'th-nowrap',
          show: (leg) => {
            const held = heldOf(leg);
            return held ? className(held) : null;
          },
        },
        {
          key: 'quantity',
          title: t('ledger.quantity'),
          className: 'th-num th-right th-nowrap',
          show: (leg) => `${group(leg.quantity)} ${heldOf(leg)?.unit ?? ''}`,
        },
        {
          key: 'serials',
          title: t('ledger.book.serials'),
          show: (leg) =>
            leg.serials.length === 0 ? (
              <span className="th-quiet">{t('ledger.book.noSerials')}</span>
            ) : (
              leg.serials.map((run) => (
                <div key={`${run.registry}${run.series}${run.first}`} className="th-nowrap">
                  <span className="th-quiet">{run.series}</span> {group(run.first)}
                  {'\u2013'}
                  {group(run.last)}
                </div>
              ))
            ),
        },
      ]}
    />
  );
}

interface ReverseFields {
  effectiveOn: string;
  reason: string;
}

function ReverseForm({ transactionId, onClose }: { transactionId: string; onClose: () => void }) {
  const { t } = useWords();
  const rules = useRules();
  const [form] = Form.useForm<ReverseFields>();
  const done = useDone(onClose, t('ledger.book.reversedDone'));
  const reverse = useDeed(ledgerEndpoints.reverseTransaction, ledgerReads);
  return (
    <FormDrawer<ReverseFields>
      open
      title={t('ledger.book.reverse')}
      form={form}
      initial={{ effectiveOn: today() }}
      busy={reverse.isPending}
      problem={reverse.error}
      submitLabel={t('ledger.book.reverse')}
      onSubmit={(body) => reverse.mutate({ params: { transactionId }, body }, done)}
      onClose={onClose}
      intro={t('ledger.book.reverseIntro')}
    >
      <Form.Item name="effectiveOn" label={t('ledger.effectiveOn')} rules={[rules.required]}>
        <DayField />
      </Form.Item>
      <ReasonItem />
    </FormDrawer>
  );
}
