import { type PlainColumn, PlainTable } from '../../../parts/PlainTable.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../words/language.ts';
import { outputOf } from '../ResultDerivation.tsx';
import type { Group, GroupYear } from './group-model.ts';
import { Wide } from './Wide.tsx';

interface Row extends Omit<GroupYear, 'entityId' | 'entityName' | 'deadline' | 'obligationFrom'> {
  readonly key: string;
  readonly name: string;
  readonly isSum: boolean;
  readonly internal: string | null;
  readonly toBuy: string | null;
}

/** The sum of a year, from the group's calculation. */
function sumOf(group: Group, year: number, name: string): Row {
  const of = (symbol: string) => String(outputOf(group.result, symbol, { year: String(year) })?.value ?? '0');
  const ratio = outputOf(group.result, 'group_cover_ratio', { year: String(year) })?.value;
  return {
    ...{ key: `sum${year}`, name, isSum: true, year, holdings: of('group_holdings'), expectedIssue: of('group_expected_issue') },
    ...{ creditsUsable: of('group_credits'), outstanding: of('group_obligation'), position: of('group_position') },
    ...{ positionLow: of('group_position_low'), positionHigh: of('group_position_high') },
    ...{ coverRatio: ratio == null ? null : String(ratio), internal: of('internal'), toBuy: of('to_buy') },
  };
}

function useRows(group: Group): Row[] {
  const { t, say } = useWords();
  const years = [...new Set(group.years.map((one) => one.year))];
  return years.flatMap((year): Row[] => [
    ...group.years
      .filter((one) => one.year === year)
      .map((one) => ({ ...one, key: `${one.entityId}${year}`, name: say(one.entityName), isSum: false, internal: null, toBuy: null })),
    sumOf(group, year, t('group.sum')),
  ]);
}

/** A figure in tonnes; that of the sum opens its derivation. */
function Figure({ row, value, symbol }: { row: Row; value: string; symbol: string }) {
  return <Quantity value={value} unit="t" digits={0} {...(row.isSum ? { to: paths.group({ node: `${symbol}@year=${row.year}` }) } : {})} />;
}

function Position({ row }: { row: Row }) {
  const { t } = useWords();
  return (
    <>
      <strong>
        <Figure row={row} value={row.position} symbol="group_position" />
      </strong>{' '}
      {!row.isSum && row.position.startsWith('-') && <Tag tone="warn">{t('group.short')}</Tag>}
    </>
  );
}

const parts = [
  ['holdings', 'holdings', 'group_holdings'],
  ['expectedIssue', 'expected', 'group_expected_issue'],
  ['creditsUsable', 'credits', 'group_credits'],
  ['outstanding', 'outstanding', 'group_obligation'],
] as const;

/** Each entity's position of each open year, and the sum with what can be covered within the group. */
export function Positions({ group }: { group: Group }) {
  const { t } = useWords();
  const rows = useRows(group);
  const right = 'th-right';
  const ofSum = (key: 'internal' | 'toBuy', symbol: string): PlainColumn<Row> => ({
    ...{ key, title: t(`group.${key}`), className: right },
    show: (row) => (row[key] === null ? null : <Figure row={row} value={row[key]} symbol={symbol} />),
  });
  const columns: PlainColumn<Row>[] = [
    { key: 'year', title: t('trading.desk.year'), show: (row) => row.year },
    { key: 'entity', title: t('group.entity'), show: (row) => (row.isSum ? <strong>{row.name}</strong> : row.name) },
    ...parts.map(([field, word, symbol]) => ({
      ...{ key: field, title: t(`trading.desk.${word}`), className: right },
      show: (row: Row) => <Figure row={row} value={row[field]} symbol={symbol} />,
    })),
    { key: 'position', title: t('trading.desk.position'), className: right, show: (row) => <Position row={row} /> },
    {
      ...{ key: 'range', title: t('trading.desk.range'), className: right },
      show: (row) => (
        <>
          <Figure row={row} value={row.positionLow} symbol="group_position_low" /> {'–'}{' '}
          <Figure row={row} value={row.positionHigh} symbol="group_position_high" />
        </>
      ),
    },
    {
      ...{ key: 'ratio', title: t('trading.desk.ratio'), className: right },
      show: (row) => (row.coverRatio === null ? '—' : <Quantity value={row.coverRatio} unit="1" digits={3} />),
    },
    ofSum('internal', 'internal'),
    ofSum('toBuy', 'to_buy'),
  ];
  return (
    <Wide name={t('group.positions')}>
      <PlainTable<Row> rows={rows} rowKey={(row) => row.key} rowClass={(row) => (row.isSum ? 'th-row-now' : undefined)} columns={columns} />
    </Wide>
  );
}
