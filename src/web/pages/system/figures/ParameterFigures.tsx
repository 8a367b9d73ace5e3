import { App, Button, Select, Tooltip } from 'antd';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { ReplyOf } from '../../../../contract/endpoint.ts';
import { systemFigureEndpoints as e } from '../../../../contract/system-figures.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { RightDeed } from '../../../parts/Deed.tsx';
import { WhoWhen } from '../../../parts/Labels.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { type Column, TableView } from '../../../parts/TableView.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { KeyValues, Section, Waiting } from '../../../ui/Page.tsx';
import { today } from '../../../ui/today.ts';
import { useSearchFields } from '../../../ui/useSearchFields.ts';
import { useWords } from '../../../words/language.ts';
import { outputOf, ResultDerivation } from '../../trading/ResultDerivation.tsx';
import type { RecordView } from '../model.ts';
import type { PathSeries } from './PathChart.tsx';
import { ReadingForm } from './ReadingForm.tsx';
import { RecomputeForm } from './RecomputeForm.tsx';

const PathChart = lazy(async () => ({ default: (await import('./PathChart.tsx')).PathChart }));

export type ParameterReply = ReplyOf<typeof e.readParameter>;
type Value = ParameterReply['values'][number];
export const parameterReads = [e.readParameter, e.readParameterValue] as const;

/** Values of a performance parameter by period: computed, frozen where a review rests on them, against baseline and targets. */
export function ParameterFigures({ record }: { record: RecordView }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [year, setYear] = useState(() => Number(today().slice(0, 4)) - 1);
  const [comparing, setComparing] = useState(false);
  const [reading, setReading] = useState(false);
  const [explaining, setExplaining] = useState(false);
  const asked = useAsk(e.readParameter, { params: { recordId: record.id }, query: comparing ? { compareYear: year } : {} });
  const deed = useDeed(e.computeParameter, parameterReads);
  const used = asked.data?.values.some((one) => one.period.startsWith(String(year)) && one.usedBy.length > 0) ?? false;
  const compute = () => {
    if (used) setExplaining(true);
    else
      deed.mutate(
        { params: { recordId: record.id }, body: { year, reason: '' } },
        { onSuccess: ({ appended }) => void message.success(t('system.parameter.computed', { count: appended.length })) },
      );
  };
  const years = Array.from({ length: 8 }, (_, index) => Number(today().slice(0, 4)) - index);
  return (
    <Section
      title={t('system.parameter.title')}
      extra={
        <>
          <Select
            value={year}
            onChange={setYear}
            aria-label={t('system.parameter.year')}
            options={years.map((value) => ({ value, label: String(value) }))}
          />
          <RightDeed action="system.edit" type="primary" loading={deed.isPending} onClick={compute}>
            {t('system.parameter.compute')}
          </RightDeed>
          <RightDeed action="system.edit" onClick={() => setReading(true)}>
            {t('system.parameter.reading')}
          </RightDeed>
          <Button loading={comparing && asked.isFetching} onClick={() => setComparing(true)}>
            {t('system.review.compare')}
          </Button>
        </>
      }
    >
      {deed.isError && <RefusalNotice problem={deed.error} />}
      <Answer of={asked} rows={6}>
        {(reply) => (
          <>
            <Body record={record} reply={reply} />
            {reading && <ReadingForm record={record} reply={reply} onClose={() => setReading(false)} />}
          </>
        )}
      </Answer>
      {explaining && <RecomputeForm recordId={record.id} year={year} onClose={() => setExplaining(false)} />}
    </Section>
  );
}

function Body({ record, reply }: { record: RecordView; reply: ParameterReply }) {
  const { t } = useWords();
  const { definition, values } = reply;
  if (!definition) return <p className="th-quiet">{t('system.parameter.undefined')}</p>;
  return (
    <>
      <Definition reply={reply} definition={definition} />
      {values.length === 0 ? <p className="th-quiet">{t('system.parameter.none')}</p> : <Chart name={record.title} reply={reply} />}
      {values.length > 0 && <Values record={record} reply={reply} />}
      <ValueDerivation recordId={record.id} />
    </>
  );
}

function Definition({ reply, definition }: { reply: ParameterReply; definition: NonNullable<ParameterReply['definition']> }) {
  const { t } = useWords();
  const { baseline, targets } = reply;
  return (
    <KeyValues
      columns={3}
      items={[
        {
          label: t('system.parameter.formula'),
          value: (
            <code>
              {definition.formula} [{definition.unit}]
            </code>
          ),
        },
        { label: t('system.parameter.better'), value: t(`system.parameter.betterIs.${definition.better}`) },
        {
          label: t('system.parameter.baseline'),
          value: baseline && (
            <span className="th-row">
              <GoLink to={paths.systemRecord(baseline.id)}>{baseline.no}</GoLink>
              <span>{baseline.year}</span>
              <Quantity value={baseline.value} unit={definition.unit} />
            </span>
          ),
        },
        {
          label: t('system.parameter.targets'),
          wide: true,
          value:
            targets.length > 0 ? (
              <span className="th-row">
                {targets.map((one) => (
                  <GoLink key={one.id} to={paths.systemRecord(one.id)}>
                    {one.no} {one.title}
                  </GoLink>
                ))}
              </span>
            ) : null,
        },
      ]}
    />
  );
}

function Chart({ name, reply }: { name: string; reply: ParameterReply }) {
  const { t } = useWords();
  const { values, targets, baseline, definition } = reply;
  const { periods, series } = useMemo(() => {
    const years = values.filter((one) => one.period.length === 4);
    const monthly = years.length < 2 && values.length > years.length;
    const shown = monthly ? values.filter((one) => one.period.length === 7) : years;
    const paths = monthly ? [] : targets.flatMap((one) => (one.calculation ? [{ name: `${one.no}`, result: one.calculation }] : []));
    const known = paths.flatMap(({ result }) => result.outputs.filter((one) => one.symbol === 'path').map((one) => one.at.year ?? ''));
    const all = [...new Set([...shown.map((one) => one.period), ...known])].sort();
    const text = (value: string | boolean | null | undefined) => (typeof value === 'string' ? value : null);
    const lines: PathSeries[] = [
      {
        name: t('system.parameter.actual'),
        kind: 'actual',
        values: all.map((period) => shown.find((one) => one.period === period)?.value ?? null),
      },
      ...paths.map(
        (one): PathSeries => ({
          ...{ name: t('system.parameter.pathOf', { no: one.name }), kind: 'path' },
          values: all.map((period) => text(outputOf(one.result, 'path', { year: period })?.value)),
        }),
      ),
      ...(baseline ? [{ name: t('system.parameter.baseline'), kind: 'base' as const, values: all.map(() => baseline.value) }] : []),
    ];
    return { periods: all, series: lines };
  }, [values, targets, baseline, t]);
  return (
    <Suspense fallback={<Waiting rows={6} />}>
      <PathChart name={name} periods={periods} unit={definition?.unit ?? ''} series={series} />
    </Suspense>
  );
}

const tones = { better: 'good', worse: 'bad', same: 'plain' } as const;

function Values({ record, reply }: { record: RecordView; reply: ParameterReply }) {
  const { t } = useWords();
  const nowOf = (one: Value) => reply.now?.find((now) => now.period === one.period) ?? null;
  const columns: Column<Value>[] = [
    { key: 'period', title: t('system.parameter.period'), text: (one) => one.period, sort: 'text' },
    {
      ...{ key: 'value', title: t('system.parameter.value'), text: (one: Value) => one.value, align: 'right', sort: 'number' },
      show: (one) => (
        <Quantity
          value={one.value}
          shown={one.shown}
          unit={one.unit}
          to={paths.systemRecord(record.id, { period: one.period, node: 'parameter_value' })}
        />
      ),
    },
    {
      ...{ key: 'change', title: t('system.parameter.change'), hint: t('system.parameter.changeHint'), align: 'right' },
      text: (one) => one.change ?? '',
      show: (one) =>
        one.change === null ? null : (
          <span className="th-row">
            <Quantity value={one.change} unit="%" />
            {one.verdict && <Tag tone={tones[one.verdict]}>{t(`system.parameter.verdict.${one.verdict}`)}</Tag>}
          </span>
        ),
    },
    ...(reply.now
      ? [
          {
            ...{ key: 'now', title: t('system.review.now'), text: (one: Value) => nowOf(one)?.value ?? '', align: 'right' as const },
            show: (one: Value) => {
              const now = nowOf(one);
              if (now === null) return null;
              return now.value === one.value ? (
                <Tag tone="good">{t('system.parameter.same')}</Tag>
              ) : (
                <Tooltip title={t('system.parameter.differs')}>
                  <Tag tone="warn">{now.shown}</Tag>
                </Tooltip>
              );
            },
          },
        ]
      : []),
    {
      ...{ key: 'used', title: t('system.parameter.usedBy'), text: (one: Value) => one.usedBy.map((use) => use.no).join(' ') },
      show: (one) => (
        <span className="th-row">
          {one.usedBy.map((use) => (
            <GoLink key={use.id} to={paths.systemRecord(use.id)}>
              {use.no}
            </GoLink>
          ))}
        </span>
      ),
    },
    {
      ...{ key: 'by', title: t('system.review.by'), text: (one: Value) => `${one.computedBy.name} ${one.computedAt}` },
      show: (one) => <WhoWhen name={one.computedBy.name} at={one.computedAt} />,
    },
  ];
  return <TableView<Value> name={record.title} rows={reply.values} rowKey={(one) => one.period} columns={columns} />;
}

/** The derivation of the period that the address names. */
function ValueDerivation({ recordId }: { recordId: string }) {
  const [{ period }] = useSearchFields();
  const asked = useAsk(e.readParameterValue, { params: { recordId, period: period ?? '' } }, { enabled: period !== undefined });
  if (period === undefined || !asked.data) return null;
  return <ResultDerivation result={asked.data.calculation} year={Number(period.slice(0, 4))} />;
}
