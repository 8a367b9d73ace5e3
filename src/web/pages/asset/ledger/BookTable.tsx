import type { ReactNode } from 'react';
import { ledgerAccountKinds, ledgerKindTitle } from '../../../../contract/ledger-kinds.ts';
import { InstantLabel, PersonName } from '../../../parts/Labels.tsx';
import { type Column, TableView } from '../../../parts/TableView.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { useSearchFields } from '../../../ui/useSearchFields.ts';
import { useWords } from '../../../words/language.ts';
import { className, type Transaction } from './model.ts';
import { Units, useEntityName } from './Units.tsx';

type Leg = Transaction['legs'][number];

/** Transactions with one line for each leg. */
export function BookTable({
  items,
  filters,
  filtered,
  empty,
}: {
  items: readonly Transaction[];
  filters: ReactNode;
  filtered: boolean;
  empty: ReactNode;
}) {
  const { t } = useWords();
  const [, change] = useSearchFields();
  const columns = useColumns();
  return (
    <TableView<Transaction>
      name={t('shell.page.ledger')}
      rows={items}
      columns={columns}
      rowKey={(row) => row.id}
      filters={filters}
      filtered={filtered}
      empty={empty}
      onOpen={(row) => change({ transaction: row.id })}
    />
  );
}

/** One line for each leg. */
const lines = (row: Transaction, show: (leg: Leg) => ReactNode) => row.legs.map((leg) => <div key={leg.seq}>{show(leg)}</div>);

/** From which account to which. */
function useWay(): (leg: Leg) => string {
  const { say } = useWords();
  // Between accounts of one entity its name is said once, beside; between two entities the accounts are named whole.
  return (leg) => {
    const { from, to } = leg;
    const whole = from.entityId !== null && to.entityId !== null && from.entityId !== to.entityId;
    const name = (one: Leg['from']) => say(whole ? one.name : ledgerAccountKinds[one.kind].title);
    return `${name(from)} \u2192 ${name(to)}`;
  };
}

function useColumns(): Column<Transaction>[] {
  const { t, say } = useWords();
  const entityName = useEntityName();
  const [, change] = useSearchFields();
  const classOf = (row: Transaction, leg: Leg) => {
    const held = row.classes.find((one) => one.id === leg.classId);
    return held ? className(held) : '';
  };
  const way = useWay();
  const owners = (row: Transaction) =>
    [...new Set(row.legs.flatMap((leg) => [leg.from.entityId, leg.to.entityId]))].filter((id) => id !== null).map(entityName);
  return [
    { key: 'on', title: t('ledger.effectiveOn'), text: (row) => row.effectiveOn, nowrap: true },
    {
      key: 'kind',
      title: t('ledger.book.kind'),
      text: (row) => say(ledgerKindTitle(row.kind)),
      show: (row) => (
        <span className="th-row">
          <button type="button" className="th-linkbutton th-nowrap" onClick={() => change({ transaction: row.id })}>
            {say(ledgerKindTitle(row.kind))}
          </button>
          {row.reversedBy !== null && <Tag tone="warn">{t('ledger.book.reversed')}</Tag>}
        </span>
      ),
    },
    {
      key: 'class',
      title: t('ledger.class'),
      nowrap: true,
      text: (row) => row.legs.map((leg) => classOf(row, leg)).join('; '),
      show: (row) => lines(row, (leg) => classOf(row, leg)),
    },
    { key: 'entity', title: t('ledger.entity'), text: (row) => owners(row).join('; '), exportOnly: true },
    {
      key: 'way',
      title: t('ledger.fromTo'),
      text: (row) => row.legs.map(way).join('; '),
      show: (row) => (
        <>
          {lines(row, way)}
          <span className="th-small th-quiet">{owners(row).join(t('common.listComma'))}</span>
        </>
      ),
    },
    {
      key: 'quantity',
      title: t('ledger.quantity'),
      align: 'right',
      text: (row) => row.legs.map((leg) => leg.quantity).join('; '),
      show: (row) => lines(row, (leg) => <Units quantity={leg.quantity} />),
    },
    { key: 'document', title: t('ledger.documentNo'), text: (row) => row.documentNo },
    {
      key: 'by',
      title: t('ledger.recordedBy'),
      text: (row) => row.recordedByName,
      show: (row) => <PersonName name={row.recordedByName} />,
    },
    {
      key: 'approved',
      title: t('ledger.approvedBy'),
      text: (row) => row.approvedByName ?? '',
      show: (row) => (row.approvedByName === null ? null : <PersonName name={row.approvedByName} />),
    },
    { key: 'recorded', title: t('ledger.recorded'), text: (row) => row.recordedAt, show: (row) => <InstantLabel at={row.recordedAt} /> },
    { key: 'reason', title: t('common.reason'), text: (row) => row.reason, exportOnly: true },
    { key: 'id', title: t('ledger.book.transaction'), text: (row) => row.id, exportOnly: true },
  ];
}
