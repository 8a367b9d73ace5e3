import { DayLabel } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { useWords } from '../../../words/language.ts';
import type { FinanceConflict } from './finance-model.ts';

/** What stands against a contract: how hard, on which day, for how many tonnes, and what helps. */
export function ConflictList({ conflicts }: { conflicts: readonly FinanceConflict[] }) {
  const { t, say } = useWords();
  if (conflicts.length === 0) return <Tag tone="good">{t('finance.noConflicts')}</Tag>;
  return (
    <PlainTable
      rows={conflicts}
      rowKey={(row) => `${row.code}${row.day}${row.year ?? ''}`}
      columns={[
        {
          key: 'severity',
          title: t('finance.severity'),
          className: 'th-nowrap',
          show: (row) => <Tag tone={row.severity === 'hard' ? 'bad' : 'warn'}>{t(`finance.severities.${row.severity}`)}</Tag>,
        },
        { key: 'day', title: t('finance.day'), className: 'th-nowrap', show: (row) => <DayLabel day={row.day} /> },
        {
          key: 'quantity',
          title: t('finance.quantity'),
          className: 'th-right',
          show: (row) => (row.quantity === null ? '—' : <Quantity value={row.quantity} unit="t" />),
        },
        {
          key: 'text',
          title: t('finance.found'),
          show: (row) => (
            <>
              {say(row.text)}
              <br />
              <span className="th-quiet">{say(row.cure)}</span>
            </>
          ),
        },
      ]}
    />
  );
}
