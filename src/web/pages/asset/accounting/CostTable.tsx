import { useState } from 'react';
import { ledgerKindTitle } from '../../../../contract/ledger-kinds.ts';
import { RightDeed } from '../../../parts/Deed.tsx';
import { DayLabel, WhoWhen } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { useWords } from '../../../words/language.ts';
import type { Accounting } from './AccountingPage.tsx';
import { CostForm } from './CostForm.tsx';

export type CostedTransaction = Accounting['transactions'][number];
const priced = ['buy', 'sell'];

/** Transactions of the year with what they cost or brought; those without their money stand out. */
export function CostTable({ transactions }: { transactions: Accounting['transactions'] }) {
  const { t, say } = useWords();
  const [open, setOpen] = useState<CostedTransaction | null>(null);
  if (transactions.length === 0) return <p className="th-quiet">{t('accounting.transactionsEmpty')}</p>;
  const money = (value: string | undefined) => (value === undefined ? null : <Quantity value={value} digits={2} unit="CNY" />);
  return (
    <>
      <PlainTable
        rows={transactions}
        rowKey={(row) => `${row.transactionId}${row.class.id}`}
        columns={[
          { key: 'day', title: t('accounting.day'), className: 'th-nowrap', show: (row) => <DayLabel day={row.effectiveOn} /> },
          { key: 'kind', title: t('accounting.kind'), show: (row) => say(ledgerKindTitle(row.kind)) },
          { key: 'class', title: t('accounting.classOf'), show: (row) => `${row.class.programme} ${row.class.vintage}` },
          {
            key: 'quantity',
            title: t('accounting.quantity'),
            className: 'th-right',
            show: (row) => <Quantity value={row.quantity} unit="t" />,
          },
          {
            key: 'amount',
            title: t('accounting.amount'),
            className: 'th-right',
            show: (row) => money(row.cost?.amount) ?? <Lacking row={row} />,
          },
          { key: 'fees', title: t('accounting.fees'), className: 'th-right', show: (row) => money(row.cost?.fees) },
          { key: 'vat', title: t('accounting.vat'), className: 'th-right', show: (row) => money(row.cost?.vat) },
          {
            key: 'evidence',
            title: t('accounting.evidence'),
            show: (row) =>
              row.cost?.evidence.map((one) => (
                <div key={one.id}>
                  <GoLink to={paths.evidenceOf(one.id)}>{one.title}</GoLink>
                </div>
              )),
          },
          {
            key: 'recorded',
            title: t('accounting.recorded'),
            show: (row) => row.cost && <WhoWhen name={row.cost.recordedByName} at={row.cost.recordedAt} />,
          },
          {
            key: 'do',
            title: '',
            show: (row) => (
              <RightDeed action="asset.keep_accounts" size="small" onClick={() => setOpen(row)}>
                {t(row.cost === null ? 'accounting.cost.record' : 'accounting.cost.revise')}
              </RightDeed>
            ),
          },
        ]}
      />
      {open && <CostForm transaction={open} onClose={() => setOpen(null)} />}
    </>
  );
}

function Lacking({ row }: { row: CostedTransaction }) {
  const { t } = useWords();
  if (priced.includes(row.kind)) return <Tag tone="bad">{t('accounting.cost.missing')}</Tag>;
  return <span className="th-quiet">{t('accounting.cost.notNeeded')}</span>;
}
