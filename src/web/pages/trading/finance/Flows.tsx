import { RightDeed } from '../../../parts/Deed.tsx';
import { DayLabel } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { useWords } from '../../../words/language.ts';
import type { CalculationResult } from '../ResultDerivation.tsx';
import styles from './finance.module.css';
import { type FinanceDetail, paymentTones } from './finance-model.ts';

type FlowWord = 'principal' | 'interest' | 'fee' | 'lending_fee' | 'collateral' | 'delivery' | 'difference';

/** Every payment of a contract, with the formula and its numbers; of an approved one with what moved for it. */
export function Flows({
  result,
  schedule = [],
  onPay,
}: {
  result: CalculationResult;
  schedule?: FinanceDetail['schedule'];
  onPay?: (flowNo: number) => void;
}) {
  const { t } = useWords();
  const nodes = new Map(result.derivation.nodes.map((one) => [one.id, one]));
  const flows = result.outputs.filter((one) => one.symbol === 'flow');
  const standing = (at: Readonly<Record<string, string>>) => schedule.find((one) => String(one.flowNo) === at.flow);
  const node = (at: Readonly<Record<string, string>>) => nodes.get(`flow@flow=${at.flow},day=${at.day},kind=${at.kind}`);
  return (
    <PlainTable
      rows={flows}
      rowKey={(row) => row.at.flow ?? ''}
      columns={[
        { key: 'day', title: t('finance.day'), className: 'th-nowrap', show: (row) => <DayLabel day={row.at.day ?? null} /> },
        {
          key: 'kind',
          title: t('finance.flow'),
          className: 'th-nowrap',
          show: (row) => t(`finance.flows.${(row.at.kind ?? 'fee') as FlowWord}`),
        },
        {
          key: 'amount',
          title: t('finance.amount'),
          className: 'th-right th-nowrap',
          show: (row) => <Quantity value={String(row.rounded ?? row.value)} unit="CNY" digits={2} />,
        },
        ...(schedule.length === 0
          ? []
          : [
              {
                key: 'state',
                title: t('common.state'),
                className: 'th-nowrap',
                show: (row: (typeof flows)[number]) => {
                  const found = standing(row.at);
                  return found ? <Standing of={found} /> : '—';
                },
              },
              {
                key: 'pay',
                title: '',
                className: 'th-right th-nowrap',
                show: (row: (typeof flows)[number]) => {
                  const found = standing(row.at);
                  return found && found.state !== 'paid' ? (
                    <RightDeed action="trading.settle" size="small" onClick={() => onPay?.(found.flowNo)}>
                      {t('finance.pay')}
                    </RightDeed>
                  ) : null;
                },
              },
            ]),
        {
          key: 'formula',
          title: t('finance.formula'),
          show: (row) => {
            const found = node(row.at);
            return found?.kind === 'step' ? (
              <span className={styles.formula}>
                <code>{found.formula}</code> = <code>{found.substituted}</code>
              </span>
            ) : null;
          },
        },
      ]}
    />
  );
}

/** Where a payment stands; how late it is or was, and what of it is open, beside. */
function Standing({ of }: { of: FinanceDetail['schedule'][number] }) {
  const { t } = useWords();
  const isPart = of.state !== 'paid' && Number(of.moved) !== 0;
  return (
    <>
      <Tag tone={paymentTones[of.state]}>{t(`finance.paymentState.${of.state}`)}</Tag>
      {of.lateDays > 0 && <span className="th-small th-quiet"> {t('finance.lateBy', { days: of.lateDays })}</span>}
      {isPart && (
        <div className="th-small">
          {t('finance.moved')} <Quantity value={of.moved} unit="CNY" digits={2} />
        </div>
      )}
    </>
  );
}
