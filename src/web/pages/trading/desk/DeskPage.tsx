import { Alert } from 'antd';
import type { ReplyOf } from '../../../../contract/endpoint.ts';
import { tradingDeskEndpoints } from '../../../../contract/trading-desk.ts';
import { useAsk } from '../../../api/queries.ts';
import { group } from '../../../format/number.ts';
import { dayName } from '../../../format/time.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { FindingList } from '../../../parts/FindingList.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { plainFinding } from '../../../parts/plain-finding.ts';
import { Quantity } from '../../../parts/Quantity.tsx';
import { paths } from '../../../paths.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { PageHead, Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { OfEntity } from '../OfEntity.tsx';
import { ResultDerivation } from '../ResultDerivation.tsx';
import { Limits } from './Limits.tsx';

export type Desk = ReplyOf<typeof tradingDeskEndpoints.readDesk>;

/** 交易台 (B.7): position of each open compliance year with range, cover ratio and deadline; the mandate's limits; units that count for none. */
export function DeskPage() {
  const { t } = useWords();
  return (
    <OfEntity title={t('trading.desk.title')} clause="B.7">
      {(entityId) => <OfOne entityId={entityId} />}
    </OfEntity>
  );
}

function OfOne({ entityId }: { entityId: string }) {
  const view = useAsk(tradingDeskEndpoints.readDesk, { params: { entityId } });
  return (
    <Answer of={view} rows={10}>
      {(data) => <View view={data} />}
    </Answer>
  );
}

function View({ view }: { view: Desk }) {
  const { t, say, language } = useWords();
  const findings = view.result?.findings.map(plainFinding) ?? [];
  return (
    <>
      <PageHead
        title={`${say(view.entityName)} · ${t('trading.desk.title')}`}
        clause="B.7"
        summary={t('trading.desk.summary')}
        extra={
          <GoLink className="th-button-link" to={paths.cover()}>
            {t('trading.desk.toCover')}
          </GoLink>
        }
      />
      {view.stopped && (
        <Alert type="error" showIcon title={t('trading.desk.stopped', { reason: view.stopped.reason, name: view.stopped.byName })} />
      )}
      {view.years.length === 0 ? (
        <EmptyState
          icon="trading"
          title={t('trading.desk.empty')}
          text={t('trading.desk.emptyText')}
          clause="B.7"
          actions={
            <GoLink className="th-button-link" to={paths.months()}>
              {t('trading.desk.toMonths')}
            </GoLink>
          }
        />
      ) : (
        <Section
          title={t('trading.desk.years')}
          extra={
            view.price && (
              <span className="th-quiet" title={view.price.source}>
                {t('trading.desk.price', { price: group(view.price.price), day: dayName(view.price.day, language) })}
              </span>
            )
          }
        >
          <Years view={view} />
        </Section>
      )}
      <Limits mandate={view.mandate} />
      {view.apart.length > 0 && <Apart apart={view.apart} />}
      {findings.length > 0 && (
        <Section>
          <FindingList findings={findings} />
        </Section>
      )}
      <ResultDerivation result={view.result} year={view.years[0]?.year ?? Number(view.today.slice(0, 4))} />
    </>
  );
}

/** Units held that count for no open year, and why. */
function Apart({ apart }: { apart: Desk['apart'] }) {
  const { t, say } = useWords();
  return (
    <Section title={t('trading.desk.apart')}>
      <PlainTable
        rows={apart}
        rowKey={(row) => row.name}
        columns={[
          { key: 'name', title: t('trading.desk.unit'), show: (row) => row.name },
          {
            key: 'quantity',
            title: t('trading.mandate.tonnes'),
            className: 'th-right',
            show: (row) => <Quantity value={row.quantity} unit="t" />,
          },
          {
            key: 'why',
            title: t('trading.desk.why'),
            show: (row) => (row.objection === null ? t('trading.desk.otherYear') : say(row.objection)),
          },
        ]}
      />
    </Section>
  );
}

type YearRow = Desk['years'][number];
type NodeOf = (symbol: string, year: number) => string;

/** What a position is made of: symbol of the calculation, its word, its field. */
const figures = [
  ['holdings', 'holdings', 'holdings'],
  ['expected_issue', 'expected', 'expectedIssue'],
  ['credits_usable', 'credits', 'creditsUsable'],
  ['obligation', 'outstanding', 'outstanding'],
] as const;

function Range({ row, node }: { row: YearRow; node: NodeOf }) {
  if (row.positionLow === null || row.positionHigh === null) return '—';
  return (
    <span className="th-nowrap">
      <Quantity value={row.positionLow} unit="" digits={0} to={node('position_p10', row.year)} /> {'–'}{' '}
      <Quantity value={row.positionHigh} unit="t" digits={0} to={node('position_p90', row.year)} />
    </span>
  );
}

function Deadline({ row }: { row: YearRow }) {
  const { t, language } = useWords();
  if (row.deadline === null || row.daysLeft === null) return '—';
  return (
    <span className="th-nowrap">
      {dayName(row.deadline, language)}{' '}
      <span className="th-quiet th-small">
        {t(row.daysLeft < 0 ? 'trading.desk.passed' : 'trading.desk.left', { n: Math.abs(row.daysLeft) })}
      </span>
    </span>
  );
}

/** One row a year: what is there, what is owed, what is left over or short. */
function Years({ view }: { view: Desk }) {
  const { t } = useWords();
  const node = (symbol: string, year: number) => paths.tradingDesk({ node: `${symbol}@year=${year}` });
  const right = 'th-right';
  return (
    <PlainTable
      rows={view.years}
      rowKey={(row) => String(row.year)}
      columns={[
        {
          key: 'year',
          title: t('trading.desk.year'),
          show: (row) => (
            <>
              <strong>{row.year}</strong> <span className="th-quiet th-small">{t(`trading.desk.from.${row.obligationFrom}`)}</span>
            </>
          ),
        },
        ...figures.map(([symbol, word, field]) => ({
          key: symbol,
          title: t(`trading.desk.${word}`),
          className: right,
          show: (row: YearRow) => <Quantity value={row[field]} unit="t" digits={0} to={node(symbol, row.year)} />,
        })),
        {
          key: 'position',
          title: t('trading.desk.position'),
          className: right,
          show: (row) => (
            <strong>
              <Quantity value={row.position} unit="t" digits={0} to={node('position', row.year)} />
            </strong>
          ),
        },
        {
          key: 'range',
          title: t('trading.desk.range'),
          className: right,
          show: (row) => <Range row={row} node={node} />,
        },
        {
          key: 'ratio',
          title: t('trading.desk.ratio'),
          className: right,
          show: (row) =>
            row.coverRatio === null ? '—' : <Quantity value={row.coverRatio} unit="1" digits={3} to={node('cover_ratio', row.year)} />,
        },
        {
          key: 'cost',
          title: t('trading.desk.averageCost'),
          className: right,
          show: (row) =>
            row.averageCost === null ? (
              <span className="th-quiet th-small">{t('trading.desk.noCost')}</span>
            ) : (
              <Quantity value={row.averageCost} unit="CNY/t" digits={2} to={node('average_cost', row.year)} />
            ),
        },
        {
          key: 'deadline',
          title: t('trading.desk.deadline'),
          show: (row) => <Deadline row={row} />,
        },
      ]}
    />
  );
}
