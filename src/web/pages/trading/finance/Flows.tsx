import { DayLabel } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { useWords } from '../../../words/language.ts';
import type { CalculationResult } from '../ResultDerivation.tsx';
import styles from './finance.module.css';

type FlowWord = 'principal' | 'interest' | 'fee' | 'lending_fee' | 'collateral' | 'delivery' | 'difference';

/** Every payment of a contract, with the formula and its numbers. */
export function Flows({ result }: { result: CalculationResult }) {
  const { t } = useWords();
  const nodes = new Map(result.derivation.nodes.map((one) => [one.id, one]));
  const flows = result.outputs.filter((one) => one.symbol === 'flow');
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
