import { roundText } from '../../../format/number.ts';
import { DayLabel } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../words/language.ts';
import type { Accounting } from './AccountingPage.tsx';

type Amount = { readonly value: string; readonly node: string | null };

/** Yuan with two decimals, as books show them; leads to its derivation. */
function Money({ of }: { of: Amount | null }) {
  if (of === null) return null;
  return (
    <Quantity value={of.value} shown={roundText(of.value, 2)} unit="" to={of.node === null ? null : paths.accountingDerivation(of.node)} />
  );
}

function Tonnes({ of }: { of: Amount }) {
  return <Quantity value={of.value} unit="t" to={of.node === null ? null : paths.accountingDerivation(of.node)} />;
}

/** Journal entries, a row a line of each. */
export function EntryTable({ entries }: { entries: Accounting['entries'] }) {
  const { t, say } = useWords();
  if (entries.length === 0) return <p className="th-quiet">{t('accounting.entriesEmpty')}</p>;
  const rows = entries.flatMap((entry) => entry.lines.map((line, i) => ({ ...line, entry, first: i === 0, key: `${entry.no}/${i}` })));
  return (
    <PlainTable
      rows={rows}
      rowKey={(row) => row.key}
      columns={[
        { key: 'no', title: t('accounting.no'), className: 'th-right', show: ({ first, entry }) => (first ? entry.no : null) },
        { key: 'day', title: t('accounting.day'), show: ({ first, entry }) => first && <DayLabel day={entry.day} /> },
        { key: 'summary', title: t('accounting.entrySummary'), show: ({ first, entry }) => (first ? say(entry.summary) : null) },
        {
          key: 'account',
          title: t('accounting.account'),
          show: (row) => `${row.code} ${say(row.name)}${row.unit === null ? '' : ` · ${row.unit}`}`,
        },
        { key: 'debit', title: t('accounting.debit'), className: 'th-right', show: (row) => <Money of={row.debit} /> },
        { key: 'credit', title: t('accounting.credit'), className: 'th-right', show: (row) => <Money of={row.credit} /> },
      ]}
    />
  );
}

/** The movement table of the note: this year and last, quantity and amount. */
export function MovementRows({ rows }: { rows: Accounting['table'] }) {
  const { t } = useWords();
  return (
    <PlainTable
      rows={rows}
      rowKey={(row) => row.row}
      columns={[
        {
          key: 'item',
          title: t('accounting.item'),
          show: (row) => <span className="th-pre">{t(`accounting.row.${row.row}`)}</span>,
        },
        { key: 'q', title: t('accounting.thisQuantity'), className: 'th-right', show: (row) => <Tonnes of={row.quantity} /> },
        { key: 'a', title: t('accounting.thisAmount'), className: 'th-right', show: (row) => <Money of={row.amount} /> },
        { key: 'lq', title: t('accounting.lastQuantity'), className: 'th-right', show: (row) => <Tonnes of={row.lastQuantity} /> },
        { key: 'la', title: t('accounting.lastAmount'), className: 'th-right', show: (row) => <Money of={row.lastAmount} /> },
      ]}
    />
  );
}

/** Free and bought units left of each class, with the carrying amount. */
export function ClassTable({ classes }: { classes: Accounting['classes'] }) {
  const { t } = useWords();
  return (
    <PlainTable
      rows={classes}
      rowKey={(row) => row.class.id}
      columns={[
        {
          key: 'class',
          title: t('accounting.classOf'),
          show: ({ class: held }) => `${held.programme} ${held.vintage} ${held.project}`.trim(),
        },
        { key: 'free', title: t('accounting.free'), className: 'th-right', show: (row) => <Quantity value={row.free} unit="t" /> },
        {
          key: 'bought',
          title: t('accounting.purchased'),
          className: 'th-right',
          show: (row) => <Quantity value={row.purchased} unit="t" />,
        },
        {
          key: 'value',
          title: t('accounting.value'),
          className: 'th-right',
          show: (row) => <Quantity value={row.value} digits={2} unit="CNY" to={paths.accountingDerivation(row.node)} />,
        },
      ]}
    />
  );
}
