import { groupEndpoints } from '../../../../contract/group.ts';
import { type StatementRow, statementRows } from '../../../../kernel/trading/group/consolidate.ts';
import { useAsk } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { FindingList } from '../../../parts/FindingList.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { plainFinding } from '../../../parts/plain-finding.ts';
import { Quantity } from '../../../parts/Quantity.tsx';
import { paths } from '../../../paths.ts';
import { Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { ResultDerivation } from '../ResultDerivation.tsx';
import type { Statement } from './group-model.ts';
import { Wide } from './Wide.tsx';

/** The consolidated statement of the year (C.8): entities, sum, elimination, consolidated, in tonnes and yuan; entries of internal transfers. */
export function StatementSection({ entityId, year }: { entityId: string; year: number }) {
  const { t } = useWords();
  const statement = useAsk(groupEndpoints.readGroupStatement, { params: { entityId, year } });
  return (
    <Section title={t('group.statement', { year })}>
      <Answer of={statement} rows={6}>
        {(data) => <View statement={data} />}
      </Answer>
    </Section>
  );
}

function View({ statement }: { statement: Statement }) {
  const { t, say } = useWords();
  if (statement.entities.length === 0) return <p className="th-quiet">{t('group.noBooks')}</p>;
  const columns = [
    ...statement.entities.map((one) => ({ key: one.entity.id, title: say(one.entity.name), column: one.column, of: null })),
    ...(['sum', 'elimination', 'consolidated'] as const).map((of) => ({
      key: of,
      title: t(`group.columns.${of}`),
      column: statement[of],
      of,
    })),
  ];
  const cell = (row: StatementRow, { column, of }: (typeof columns)[number]) => {
    const found = column[row];
    if (!found || (found.quantity === '0' && found.amount === '0')) return <span className="th-quiet">{'—'}</span>;
    const to = (symbol: string) => (of === null ? {} : { to: paths.group({ node: `${of}_${symbol}@row=${row}` }) });
    return (
      <>
        {row === 'internal_result' ? null : <Quantity value={found.quantity} unit="t" {...to('quantity')} />}
        {row === 'internal_result' ? null : <br />}
        <Quantity value={found.amount} unit="CNY" digits={2} {...to('amount')} />
      </>
    );
  };
  const findings = statement.result.findings.map(plainFinding);
  return (
    <>
      <p className="th-quiet th-small">{t('group.statementText')}</p>
      <Wide name={t('group.statement', { year: statement.year })}>
        <PlainTable<StatementRow>
          rows={statementRows}
          rowKey={(row) => row}
          columns={[
            { key: 'row', title: t('group.row'), show: (row) => t(`group.rowNames.${row}`) },
            ...columns.map((one) => ({
              key: one.key,
              title: one.title,
              className: 'th-right th-nowrap',
              show: (row: StatementRow) => cell(row, one),
            })),
          ]}
        />
      </Wide>
      <Entries statement={statement} />
      {findings.length > 0 && <FindingList findings={findings} />}
      <ResultDerivation result={statement.result} year={statement.year} />
    </>
  );
}

interface EntryLine {
  readonly key: string;
  readonly head: string;
  readonly account: string;
  readonly debit: string;
  readonly credit: string;
}

/** Entries of each transfer at both sides, and the elimination as one entry. */
function Entries({ statement }: { statement: Statement }) {
  const { t, say } = useWords();
  if (statement.transfers.length === 0) return null;
  const lines = (head: string, key: string, all: Statement['eliminationEntry']): EntryLine[] =>
    all.map((one, i) => ({
      key: `${key}${i}`,
      head: i === 0 ? head : '',
      account: `${one.account} ${say(one.name)}`,
      debit: one.debit,
      credit: one.credit,
    }));
  const rows = [
    ...statement.transfers.flatMap((one) => [
      ...lines(`${say(one.from.name)} · ${t('group.gives')}`, `${one.transactionId}g`, one.giver),
      ...lines(`${say(one.to.name)} · ${t('group.takes')}`, `${one.transactionId}t`, one.taker),
    ]),
    ...lines(t('group.columns.elimination'), 'e', statement.eliminationEntry),
  ];
  const money = (value: string) => (value === '0' ? null : <Quantity value={value} unit="CNY" digits={2} />);
  return (
    <>
      <h3>{t('group.entries')}</h3>
      <PlainTable<EntryLine>
        rows={rows}
        rowKey={(row) => row.key}
        columns={[
          { key: 'head', title: t('group.entity'), show: (row) => row.head },
          { key: 'account', title: t('group.account'), show: (row) => row.account },
          { key: 'debit', title: t('group.debit'), className: 'th-right', show: (row) => money(row.debit) },
          { key: 'credit', title: t('group.credit'), className: 'th-right', show: (row) => money(row.credit) },
        ]}
      />
    </>
  );
}
