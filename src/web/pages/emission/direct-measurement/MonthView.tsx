import { Button, Segmented } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { directMeasurementEndpoints } from '../../../../contract/direct-measurement.ts';
import { addressOf } from '../../../api/call.ts';
import { useAsk } from '../../../api/queries.ts';
import { group } from '../../../format/number.ts';
import { unitPlain } from '../../../format/unit.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { FindingList } from '../../../parts/FindingList.tsx';
import { plainFinding } from '../../../parts/plain-finding.ts';
import { type Column, TableView } from '../../../parts/TableView.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { Section, Waiting } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import styles from './measurement.module.css';
import { gapsOf, hourName, type StackMonth } from './model.ts';

const HourChart = lazy(async () => ({ default: (await import('./HourChart.tsx')).HourChart }));

/** A month: its hours in a picture with gaps marked, what was substituted, and table C.8 to look at and to take along. */
export function MonthView({ unitId, month }: { unitId: string; month: string }) {
  const { t, language } = useWords();
  const view = useAsk(directMeasurementEndpoints.readMeasuredMonth, { params: { unitId, month } });
  const address = addressOf(directMeasurementEndpoints.exportMeasuredMonth, { params: { unitId, month }, query: { language } });
  return (
    <Answer of={view} rows={12}>
      {(data) => (
        <>
          {data.stacks
            .filter((stack) => stack.hours.length > 0)
            .map((stack) => (
              <Section
                key={stack.stack.id}
                title={`${stack.stack.code} \u00B7 ${month}`}
                extra={
                  <Button href={address} download icon={<Icon name="download" size={15} />}>
                    {t('measurement.exportReport')}
                  </Button>
                }
              >
                <StackMonthView month={month} stack={stack} />
              </Section>
            ))}
        </>
      )}
    </Answer>
  );
}

type View = 'hour' | 'day' | 'table';

function StackMonthView({ month, stack }: { month: string; stack: StackMonth }) {
  const { t } = useWords();
  const [view, setView] = useState<View>('hour');
  const label = t('measurement.chartOf', { month, stack: stack.stack.code });
  const gaps = gapsOf(stack);
  return (
    <>
      <figure className={styles.figure} aria-label={label}>
        <figcaption className={styles.head}>
          <h3>{t('measurement.chart')}</h3>
          <Segmented<View>
            size="small"
            aria-label={label}
            value={view}
            onChange={setView}
            options={[
              { value: 'hour', label: t('measurement.perHour') },
              { value: 'day', label: t('measurement.perDay') },
              { value: 'table', label: t('uncertainty.table') },
            ]}
          />
        </figcaption>
        {view === 'table' ? (
          <HourTable stack={stack} />
        ) : (
          <Suspense fallback={<Waiting rows={6} />}>
            <HourChart month={stack} by={view} label={label} />
          </Suspense>
        )}
      </figure>
      {stack.findings.length > 0 && <FindingList findings={stack.findings.map(plainFinding)} />}
      {gaps.length > 0 && (
        <>
          <h3>{t('measurement.gaps')}</h3>
          <ul>
            {gaps.map((gap) => (
              <li key={gap.from} className="th-num">
                {t('measurement.gapLine', { ...gap, from: hourName(gap.from), emission: group(gap.emission) })}
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>{t('measurement.report')}</h3>
      <ReportTable stack={stack} />
    </>
  );
}

type Hour = StackMonth['hours'][number];

function HourTable({ stack }: { stack: StackMonth }) {
  const { t } = useWords();
  const columns: Column<Hour>[] = [
    { key: 'hour', title: t('measurement.hour'), text: (row) => hourName(row.hour) },
    { key: 'state', title: t('common.state'), text: (row) => t(`measurement.state.${row.state}`) },
    { key: 'emission', title: `${t('measurement.emission')} (t)`, text: (row) => row.emission ?? '', align: 'right' },
  ];
  return <TableView name={t('measurement.hour')} rows={stack.hours} columns={columns} rowKey={(row) => row.hour} bare />;
}

/** Table C.8 as the form has it: days down, quantities across, statistics below, each with its own decimals. */
function ReportTable({ stack }: { stack: StackMonth }) {
  const { t, say } = useWords();
  const { fields, days } = stack;
  const line = (label: string, pick: 'mean' | 'greatest' | 'least' | 'total') => (
    <tr>
      <th scope="row">{label}</th>
      {fields.map((field) => (
        <td key={field.key}>{field[pick] === null ? '' : group(field[pick])}</td>
      ))}
    </tr>
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by key
    <section className={styles.report} tabIndex={0} aria-label={t('measurement.report')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('measurement.day')}</th>
            {fields.map((field) => (
              <th key={field.key} scope="col">
                {say(field.title)}
                <br />
                {unitPlain(field.unit)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.day}>
              <th scope="row">{day.day.slice(5)}</th>
              {fields.map((field) => (
                <td key={field.key}>{day.values[field.key] === undefined ? '' : group(day.values[field.key] ?? '')}</td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          {line(t('measurement.mean'), 'mean')}
          {line(t('measurement.greatest'), 'greatest')}
          {line(t('measurement.least'), 'least')}
          <tr>
            <th scope="row">{t('measurement.count')}</th>
            {fields.map((field) => (
              <td key={field.key}>{field.count}</td>
            ))}
          </tr>
          {line(t('measurement.total'), 'total')}
        </tfoot>
      </table>
    </section>
  );
}
