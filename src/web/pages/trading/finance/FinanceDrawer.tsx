import { Drawer } from 'antd';
import { useState } from 'react';
import { financeEndpoints } from '../../../../contract/finance.ts';
import { useAsk } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { Discussion } from '../../../parts/discussion/Discussion.tsx';
import { DayLabel, WhoWhen } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { KeyValues } from '../../../ui/Page.tsx';
import { useSearchFields } from '../../../ui/useSearchFields.ts';
import { useWords } from '../../../words/language.ts';
import { className } from '../../asset/ledger/model.ts';
import { outputOf, ResultDerivation } from '../ResultDerivation.tsx';
import { ConflictList } from './ConflictList.tsx';
import { FinanceDeeds } from './FinanceDeeds.tsx';
import { Flows } from './Flows.tsx';
import styles from './finance.module.css';
import { type FinanceDetail, financeTones, percent } from './finance-model.ts';
import { PaymentForm, Payments } from './Payments.tsx';

/** The contract the address names, beside the list: deeds, terms, payments with formulas, conflicts, today's mark, who did what. */
export function FinanceDrawer() {
  const { t } = useWords();
  const [fields, change] = useSearchFields();
  const contractId = fields.contract ?? '';
  const contract = useAsk(financeEndpoints.readFinance, { params: { contractId } }, { enabled: contractId !== '' });
  return (
    <Drawer
      open={contractId !== ''}
      onClose={() => change({ contract: null, node: null })}
      title={t('finance.contract')}
      size={900}
      destroyOnHidden
    >
      {contractId === '' ? null : <Answer of={contract}>{(found) => <Body contract={found} />}</Answer>}
    </Drawer>
  );
}

function Body({ contract }: { contract: FinanceDetail }) {
  const { t } = useWords();
  const [paying, setPaying] = useState<number | null>(null);
  const year = Number(contract.startsOn.slice(0, 4));
  return (
    <>
      <div className={`th-row ${styles.head}`}>
        <h3 className="th-grow">
          {contract.no} {'·'} {t(`finance.kinds.${contract.kind}`)} {'·'} {t(`finance.sides.${contract.kind}.${contract.side}`)}
        </h3>
        <Tag tone={financeTones[contract.state]}>{t(`finance.state.${contract.state}`)}</Tag>
      </div>
      <div className={styles.head}>
        <FinanceDeeds contract={contract} />
      </div>
      <Facts contract={contract} />
      <h4 className={styles.part ?? ''}>{t('finance.conflicts')}</h4>
      <ConflictList conflicts={contract.conflicts} />
      {contract.decision && (
        <p>
          {t(`finance.decided.${contract.decision.decision}`)}{' '}
          <WhoWhen name={contract.decision.doneBy.name} at={contract.decision.doneAt} /> {contract.decision.reason}
        </p>
      )}
      <h4 className={styles.part ?? ''}>{t('finance.payments')}</h4>
      <Flows result={contract.result} schedule={contract.schedule} onPay={setPaying} />
      <Payments contract={contract} />
      <Discussion objectType="finance_contract" objectId={contract.id} />
      {paying !== null && <PaymentForm contract={contract} flowNo={paying} onClose={() => setPaying(null)} />}
      {contract.mark && contract.markPrice && <Mark mark={contract.mark} price={contract.markPrice} />}
      {contract.steps.length > 0 && <Steps contract={contract} />}
      <ResultDerivation result={contract.result} year={year} />
    </>
  );
}

function Facts({ contract }: { contract: FinanceDetail }) {
  const { t, say } = useWords();
  const { terms, result } = contract;
  const node = (symbol: string) => paths.finance({ contract: contract.id, node: symbol });
  const money = (value: string | number) => <Quantity value={String(value)} unit="CNY" />;
  const has = (value: string | number) => Number(value) !== 0;
  return (
    <KeyValues
      columns={3}
      items={[
        { label: t('finance.counterparty'), value: contract.counterparty },
        { label: t('finance.entity'), value: say(contract.entityName) },
        { label: t('finance.documentNo'), value: contract.documentNo },
        { label: t('finance.units'), value: className(contract.class) },
        { label: t('finance.quantity'), value: <Quantity value={contract.quantity} unit="t" /> },
        { label: t('finance.price'), value: <Quantity value={String(terms.price)} unit="CNY/t" /> },
        { label: t('finance.startsOn'), value: <DayLabel day={contract.startsOn} /> },
        { label: t('finance.endsOn'), value: <DayLabel day={contract.endsOn} /> },
        { label: t('finance.account'), value: t(`finance.accounts.${terms.account}`) },
        ...(contract.receivedClass
          ? [
              { label: t('finance.received'), value: className(contract.receivedClass) },
              {
                label: t('finance.receivedQuantity'),
                value: <Quantity value={String(outputOf(result, 'received')?.value ?? '0')} unit="t" to={node('received')} />,
              },
            ]
          : []),
        ...(has(terms.loan) ? [{ label: t('finance.loan'), value: money(terms.loan) }] : []),
        ...(has(terms.rate) ? [{ label: t('finance.rate'), value: percent(String(terms.rate)) }] : []),
        ...(has(terms.otherPrice)
          ? [{ label: t('finance.otherPrice'), value: <Quantity value={String(terms.otherPrice)} unit="CNY/t" /> }]
          : []),
        ...(has(terms.collateralShare) ? [{ label: t('finance.collateralShare'), value: percent(String(terms.collateralShare)) }] : []),
        { label: t('finance.net'), value: <Quantity value={contract.netResult} unit="CNY" to={node('net_result')} /> },
        {
          label: t('finance.unitResult'),
          value: (
            <Quantity value={String(outputOf(result, 'unit_result')?.value ?? '0')} unit="CNY/t" digits={4} to={node('unit_result')} />
          ),
        },
        { label: t('finance.simple'), value: <Rate rate={contract.simpleRate} to={node('simple_rate')} /> },
        { label: t('finance.effective'), value: <Rate rate={contract.effectiveRate} to={node('effective_rate')} /> },
        { label: t('finance.purpose'), value: contract.purpose, wide: true },
      ]}
    />
  );
}

function Rate({ rate, to }: { rate: string | null; to: string }) {
  const { t } = useWords();
  return rate === null ? (
    <span className="th-quiet">{t('finance.noRate')}</span>
  ) : (
    <GoLink to={to} className="th-figure-link" title={t('common.derivation')}>
      {percent(rate)}
    </GoLink>
  );
}

function Mark({ mark, price }: { mark: NonNullable<FinanceDetail['mark']>; price: NonNullable<FinanceDetail['markPrice']> }) {
  const { t, say } = useWords();
  return (
    <>
      <h4 className={styles.part ?? ''}>{t('finance.mark.today')}</h4>
      <p className="th-quiet th-small">{t('finance.mark.price', { price: price.price, day: price.day, source: price.source })}</p>
      <PlainTable
        rows={mark.outputs}
        rowKey={(row) => row.symbol}
        columns={[
          { key: 'title', show: (row) => say(row.title) },
          {
            key: 'value',
            className: 'th-right',
            show: (row) => (row.value === null ? '—' : <Quantity value={String(row.value)} shown={row.shown} unit={row.unit} />),
          },
          {
            key: 'formula',
            show: (row) => {
              const node = mark.derivation.nodes.find((one) => one.id === row.symbol);
              return node?.kind === 'step' ? <code className={styles.formula}>{node.substituted}</code> : null;
            },
          },
        ]}
      />
      {mark.findings.map((one) => (
        <Tag key={one.code} tone="bad">
          {say(one.text)}
        </Tag>
      ))}
    </>
  );
}

function Steps({ contract }: { contract: FinanceDetail }) {
  const { t } = useWords();
  return (
    <>
      <h4 className={styles.part ?? ''}>{t('finance.steps')}</h4>
      <PlainTable
        rows={contract.steps}
        rowKey={(row) => row.step}
        columns={[
          { key: 'step', title: t('finance.step'), show: (row) => t(`finance.stepNames.${row.step}`) },
          { key: 'day', title: t('finance.day'), show: (row) => <DayLabel day={row.doneOn} /> },
          { key: 'document', title: t('finance.documentNo'), show: (row) => row.documentNo },
          {
            key: 'ledger',
            title: t('finance.ledger'),
            show: (row) =>
              row.transactionIds.length === 0
                ? t('finance.noUnits')
                : row.transactionIds.map((id, i) => (
                    <GoLink key={id} to={paths.ledgerTransaction(id)}>
                      {i === 0 ? t('finance.toLedger') : ` ${i + 1}`}
                    </GoLink>
                  )),
          },
          { key: 'who', title: t('finance.by'), show: (row) => <WhoWhen name={row.doneBy.name} at={row.doneAt} /> },
          { key: 'reason', title: t('common.reason'), show: (row) => row.reason },
        ]}
      />
    </>
  );
}
