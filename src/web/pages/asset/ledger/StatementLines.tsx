import type { ReactNode } from 'react';
import { ledgerKindTitle } from '../../../../contract/ledger-kinds.ts';
import { InstantLabel } from '../../../parts/Labels.tsx';
import { type Column, TableView } from '../../../parts/TableView.tsx';
import { useSearchFields } from '../../../ui/useSearchFields.ts';
import { useWords } from '../../../words/language.ts';
import { className, type Statement, type UnitClass } from './model.ts';
import { Units } from './Units.tsx';

type Line = Statement['lines'][number];

/** The lines of a statement; one opens its transaction, all go out as CSV. */
export function StatementLines({
  statement,
  lines,
  classes,
  filters,
  empty,
}: {
  statement: Statement;
  lines: readonly Line[];
  classes: readonly UnitClass[];
  filters: ReactNode;
  empty: ReactNode;
}) {
  const { t, say } = useWords();
  const [fields, change] = useSearchFields();
  const nameOfClass = (line: Line) => {
    const held = classes.find((one) => one.id === line.classId);
    return held ? className(held) : '';
  };
  const incoming = (line: Line) => (line.quantity.startsWith('-') ? '' : line.quantity);
  const outgoing = (line: Line) => (line.quantity.startsWith('-') ? line.quantity.slice(1) : '');
  const units = (text: string) => (text === '' ? null : <Units quantity={text} />);
  const columns: Column<Line>[] = [
    { key: 'on', title: t('ledger.effectiveOn'), text: (line) => line.effectiveOn, nowrap: true },
    {
      key: 'kind',
      title: t('ledger.book.kind'),
      text: (line) => say(ledgerKindTitle(line.kind)),
      show: (line) => (
        <button type="button" className="th-linkbutton th-nowrap" onClick={() => change({ transaction: line.transactionId })}>
          {say(ledgerKindTitle(line.kind))}
        </button>
      ),
    },
    { key: 'class', title: t('ledger.class'), text: nameOfClass, nowrap: true },
    { key: 'other', title: t('ledger.statement.other'), text: (line) => say(line.other.name) },
    { key: 'document', title: t('ledger.documentNo'), text: (line) => line.documentNo },
    { key: 'reason', title: t('common.reason'), text: (line) => line.reason },
    { key: 'in', title: t('ledger.statement.in'), align: 'right', text: incoming, show: (line) => units(incoming(line)) },
    { key: 'out', title: t('ledger.statement.out'), align: 'right', text: outgoing, show: (line) => units(outgoing(line)) },
    {
      key: 'after',
      title: t('ledger.statement.after'),
      align: 'right',
      text: (line) => line.after,
      show: (line) => (
        <strong className="th-medium">
          <Units quantity={line.after} />
        </strong>
      ),
    },
    {
      key: 'recorded',
      title: t('ledger.recorded'),
      text: (line) => line.recordedAt,
      show: (line) => <InstantLabel at={line.recordedAt} />,
    },
    { key: 'transaction', title: t('ledger.book.transaction'), text: (line) => line.transactionId, exportOnly: true },
  ];
  const filtered = ['classId', 'from', 'to', 'knownOn'].some((name) => fields[name] !== undefined);
  return (
    <TableView<Line>
      name={`${t('ledger.statement.title')} ${say(statement.account.name)}`}
      rows={lines}
      columns={columns}
      rowKey={(line) => line.seq}
      filters={filters}
      filtered={filtered}
      empty={empty}
      onOpen={(line) => change({ transaction: line.transactionId })}
    />
  );
}
