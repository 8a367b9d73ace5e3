import type { ReactNode } from 'react';
import { type LedgerAccountKind, ledgerAccountKinds } from '../../../../contract/ledger-kinds.ts';
import { type Column, TableView } from '../../../parts/TableView.tsx';
import { paths } from '../../../paths.ts';
import { Section } from '../../../ui/Page.tsx';
import { useSearchFields } from '../../../ui/useSearchFields.ts';
import { useWords } from '../../../words/language.ts';
import { className, type Holding, type Holdings, type UnitClass } from './model.ts';
import { ClassName, Units, useEntityName } from './Units.tsx';

/** One class of one entity, or of all entities where `entityId` is null. */
interface Row {
  readonly held: UnitClass;
  readonly entityId: string | null;
  readonly standing: Holding['entities'][number]['standing'];
  readonly own: string;
  readonly available: string;
}

const free: readonly LedgerAccountKind[] = ['registry', 'trading'];
const setApart: readonly LedgerAccountKind[] = ['reserved', 'frozen', 'pledged', 'lent'];
const final: readonly LedgerAccountKind[] = ['surrendered', 'cancelled', 'retired', 'carried_over', 'written_off'];
const kindsOf = (row: Row) => row.standing.map((one) => one.kind);

function rowsOf({ holdings }: Holdings, kinds: readonly LedgerAccountKind[]): Row[] {
  return holdings.flatMap((one): Row[] => {
    const own = one.entities
      .map((entity): Row => ({ ...entity, held: one.class }))
      .filter((row) => kindsOf(row).some((kind) => kinds.includes(kind)));
    const all: Row = { held: one.class, entityId: null, standing: [], own: one.own, available: one.available };
    return own.length > 1 && kinds !== final ? [...own, all] : own;
  });
}

/** What stands on accounts of a kind; each figure opens its statement. */
function Standing({ row, kind }: { row: Row; kind: LedgerAccountKind }) {
  const { say } = useWords();
  const [fields] = useSearchFields();
  const entityName = useEntityName();
  const here = row.standing.filter((one) => one.kind === kind);
  if (here.length === 0) return row.entityId === null ? null : <Units quantity="0" />;
  const title = `${entityName(row.entityId)} ${say(ledgerAccountKinds[kind].title)} ${className(row.held)}`;
  return (
    <>
      {here.map((one) => (
        <div key={one.accountId}>
          <Units
            quantity={one.quantity}
            label={title}
            to={paths.statement(one.accountId, { classId: row.held.id, to: fields.asOf, knownOn: fields.knownOn })}
          />
        </div>
      ))}
    </>
  );
}

function useKindColumns(): (kinds: readonly LedgerAccountKind[]) => Column<Row>[] {
  const { say } = useWords();
  return (kinds) =>
    kinds.map((kind) => ({
      key: kind,
      title: say(ledgerAccountKinds[kind].title),
      align: 'right',
      text: (row) =>
        row.standing
          .filter((one) => one.kind === kind)
          .map((one) => one.quantity)
          .join(' + ') || (row.entityId === null ? '' : '0'),
      show: (row) => <Standing row={row} kind={kind} />,
    }));
}

function useHeadColumns(): Column<Row>[] {
  const { t } = useWords();
  const entityName = useEntityName();
  const entity = (row: Row) => (row.entityId === null ? t('ledger.holdings.all') : entityName(row.entityId));
  return [
    { key: 'class', title: t('ledger.class'), text: (row) => className(row.held), show: (row) => <ClassName held={row.held} /> },
    {
      key: 'entity',
      title: t('ledger.entity'),
      text: entity,
      show: (row) => (row.entityId === null ? <strong className="th-medium">{entity(row)}</strong> : entity(row)),
    },
    { key: 'unit', title: t('common.unit'), text: (row) => t(`ledger.unit.${row.held.unit}`) },
  ];
}

const keyOf = (row: Row) => `${row.held.id}/${row.entityId ?? ''}`;

export function HoldingsTable({ holdings, filters, empty }: { holdings: Holdings; filters: ReactNode; empty: ReactNode }) {
  const { t } = useWords();
  const kinds = useKindColumns();
  const columns: Column<Row>[] = [
    ...useHeadColumns(),
    ...kinds(free),
    {
      key: 'available',
      title: t('ledger.holdings.available'),
      hint: t('ledger.holdings.availableHint'),
      align: 'right',
      text: (row) => row.available,
      show: (row) => (
        <strong className="th-medium">
          <Units quantity={row.available} />
        </strong>
      ),
    },
    ...kinds(setApart),
    {
      key: 'own',
      title: t('ledger.holdings.own'),
      hint: t('ledger.holdings.ownHint'),
      align: 'right',
      text: (row) => row.own,
      show: (row) => (
        <strong className="th-medium">
          <Units quantity={row.own} />
        </strong>
      ),
    },
  ];
  return (
    <TableView<Row>
      name={t('shell.page.holdings')}
      rows={rowsOf(holdings, [...free, ...setApart])}
      columns={columns}
      rowKey={keyOf}
      filters={filters}
      filtered={empty === undefined || holdings.holdings.length > 0}
      empty={empty}
    />
  );
}

/** What was surrendered, cancelled, retired, carried over or written off: told, but not held any more. */
export function FinalTable({ holdings }: { holdings: Holdings }) {
  const { t } = useWords();
  const kinds = useKindColumns();
  const columns = [...useHeadColumns(), ...kinds(final)];
  const rows = rowsOf(holdings, final);
  if (rows.length === 0) return null;
  return (
    <Section title={t('ledger.holdings.finalTitle')}>
      <p className="th-quiet th-small">{t('ledger.holdings.finalText')}</p>
      <TableView<Row> name={t('ledger.holdings.finalTitle')} rows={rows} columns={columns} rowKey={keyOf} bare />
    </Section>
  );
}
