import { BarChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useMemo } from 'react';
import { maturityEndpoints as e } from '../../../../contract/maturity.ts';
import { useAsk } from '../../../api/queries.ts';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { colours, fontFamily } from '../../../theme.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { Section } from '../../../ui/Page.tsx';
import { useChart } from '../../../ui/useChart.ts';
import { useWords } from '../../../words/language.ts';
import { type Compared, type Comparison, points } from './model.ts';

use([BarChart, GridComponent, TooltipComponent, CanvasRenderer]);

const text = { color: colours.inkSecondary, fontFamily, fontSize: 12 };
const totalOf = (one: Compared): number => Number(one.assessment?.total ?? -1);

/** Units beside each other, each by its own latest signed assessment, the best first; units without one stand below. */
export function ComparisonSection({ entityId }: { entityId: string | null }) {
  const { t } = useWords();
  const asked = useAsk(e.compareUnits, { query: entityId === null ? {} : { entityId } });
  const { data } = asked;
  if (!data || data.items.length < 2) return null;
  const rows = [...data.items].sort((a, b) => totalOf(b) - totalOf(a));
  const told = rows.filter((one) => one.assessment !== null);
  return (
    <Section title={t('maturity.comparison')}>
      <p className="th-quiet">{t('maturity.comparisonText', { count: told.length, all: rows.length })}</p>
      {told.length > 1 && <ComparisonChart rows={told} />}
      <ComparisonTable rows={rows} dimensions={data.dimensions} />
    </Section>
  );
}

function ComparisonTable({ rows, dimensions }: { rows: readonly Compared[]; dimensions: Comparison['dimensions'] }) {
  const { t, say } = useWords();
  const scoreOf = (one: Compared, id: string) => one.assessment?.dimensions.find((each) => each.id === id)?.score ?? null;
  return (
    <PlainTable
      rows={rows}
      rowKey={(one) => one.entityId}
      columns={[
        { key: 'unit', title: t('maturity.entity'), show: (one) => say(one.entityName) },
        {
          key: 'level',
          title: t('maturity.level'),
          show: ({ assessment, underWay }) =>
            assessment ? (
              <span className="th-row th-nowrap">
                <GoLink to={paths.maturityOf(assessment.id)}>{`L${assessment.level} (${assessment.year})`}</GoLink>
                {assessment.held.length > 0 && <Tag tone="bad">{t('maturity.heldShort', { reached: assessment.reached })}</Tag>}
              </span>
            ) : underWay ? (
              <GoLink to={paths.maturityOf(underWay.id)}>{t(`maturity.standing.${underWay.standing}`)}</GoLink>
            ) : (
              <span className="th-quiet">{t('maturity.notAssessed')}</span>
            ),
        },
        {
          key: 'total',
          title: t('maturity.total'),
          className: 'th-right',
          show: (one) => one.assessment && <b>{points(one.assessment.total)}</b>,
        },
        ...dimensions.map(({ id, name }) => ({
          key: id,
          title: say(name),
          className: 'th-right',
          show: (one: Compared) => {
            const score = scoreOf(one, id);
            return score === null ? one.assessment && <span className="th-quiet">{t('maturity.notApplicable')}</span> : points(score);
          },
        })),
      ]}
    />
  );
}

function ComparisonChart({ rows }: { rows: readonly Compared[] }) {
  const { t, say } = useWords();
  const option = useMemo(() => {
    const up = [...rows].reverse();
    return {
      animationDuration: 200,
      textStyle: text,
      grid: { left: 8, right: 96, top: 4, bottom: 4, containLabel: true },
      xAxis: { type: 'value' as const, max: 100, axisLabel: text, splitLine: { lineStyle: { color: colours.lineSoft } } },
      yAxis: { type: 'category' as const, data: up.map((one) => say(one.entityName)), axisTick: { show: false }, axisLabel: text },
      series: [
        {
          type: 'bar' as const,
          data: up.map((one) => Number(one.assessment?.total ?? 0)),
          barMaxWidth: 18,
          itemStyle: { color: colours.accent },
          label: {
            ...{ show: true, position: 'right' as const, ...text },
            formatter: ({ dataIndex }: { dataIndex: number }) => labelOf(up[dataIndex]),
          },
        },
      ],
    };
  }, [rows, say]);
  const box = useChart(option);
  const told = rows.map((one) => `${say(one.entityName)} ${labelOf(one)}`).join('; ');
  return <div ref={box} style={{ height: 44 + rows.length * 28 }} role="img" aria-label={`${t('maturity.comparison')}. ${told}`} />;
}

const labelOf = (one: Compared | undefined): string => (one?.assessment ? `${points(one.assessment.total)}  L${one.assessment.level}` : '');
