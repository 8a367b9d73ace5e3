import { Segmented, Select } from 'antd';
import { useState } from 'react';
import { meteringEndpoints } from '../../../contract/metering.ts';
import { organizationEndpoints } from '../../../contract/organization.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { RightDeed } from '../../parts/Deed.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { MonthLabel } from '../../parts/Labels.tsx';
import { Quantity } from '../../parts/Quantity.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { useAddress } from '../../shell/address.ts';
import { lineageOf } from '../../shell/workplace.ts';
import { Icon } from '../../ui/Icon.tsx';
import { PageHead, Section } from '../../ui/Page.tsx';
import { useSearchFields } from '../../ui/useSearchFields.ts';
import { useWords } from '../../words/language.ts';
import { CorrectionForm, Corrections } from './Corrections.tsx';
import { FillGap, Fills } from './Fills.tsx';
import { FlagTags, flagText } from './FlagTags.tsx';
import { Facts, History } from './History.tsx';
import { MonthCard } from './MonthCard.tsx';
import { lastDayOf, type Stream, type StreamDetail, type UseItem, yearsOf } from './model.ts';
import { UploadDrawer } from './UploadDrawer.tsx';
import { UseChart } from './UseChart.tsx';
import { VersionForm } from './VersionForm.tsx';

type Dialog = { kind: 'upload' | 'settings' } | { kind: 'correct'; at: string | null; value: string | null } | null;

/** One stream: months of a year with coverage, a month by quarter hour, hour or day with what is missing or doubtful, corrections, batches, settings. */
export function StreamPage() {
  const { streamId } = useAddress('streamId');
  const { t, nameOf } = useWords();
  const detail = useAsk(meteringEndpoints.readMeterStream, { params: { streamId } });
  const tree = useAsk(organizationEndpoints.readTree, {});
  const [dialog, setDialog] = useState<Dialog>(null);
  const stream = detail.data?.stream;
  const lineage = lineageOf(tree.data, stream?.entityId ?? null);
  const close = () => setDialog(null);
  return (
    <>
      <PageHead
        title={stream ? `${stream.code} \u00B7 ${nameOf(stream)}` : t('shell.page.meterReadings')}
        clause="A.7"
        summary={t('metering.streamSummary')}
        extra={
          stream && (
            <div className="th-row">
              <RightDeed action="metering.maintain" lineage={lineage} onClick={() => setDialog({ kind: 'settings' })}>
                {t('metering.changeSettings')}
              </RightDeed>
              <RightDeed action="metering.correct" lineage={lineage} onClick={() => setDialog({ kind: 'correct', at: null, value: null })}>
                {t('metering.correct')}
              </RightDeed>
              <RightDeed
                type="primary"
                action="metering.push"
                lineage={lineage}
                icon={<Icon name="upload" size={15} />}
                onClick={() => setDialog({ kind: 'upload' })}
              >
                {t('metering.upload')}
              </RightDeed>
            </div>
          )
        }
      />
      <Answer of={detail} rows={10}>
        {(data) => <Body detail={data} onUpload={() => setDialog({ kind: 'upload' })} />}
      </Answer>
      {stream && dialog?.kind === 'upload' && <UploadDrawer stream={stream} onClose={close} />}
      {stream && dialog?.kind === 'settings' && <VersionForm stream={stream} onClose={close} />}
      {stream && dialog?.kind === 'correct' && <CorrectionForm stream={stream} onClose={close} />}
    </>
  );
}

function Body({ detail, onUpload }: { detail: StreamDetail; onUpload: () => void }) {
  const { t } = useWords();
  const { stream } = detail;
  const [{ month: asked }, change] = useSearchFields();
  const month = asked ?? stream.lastMonth;
  if (month === null)
    return (
      <Section>
        <Facts stream={stream} />
        <EmptyState
          icon="meter"
          title={t('metering.noReadings')}
          text={t('metering.noReadingsText', { code: stream.code })}
          clause="A.7"
          actions={
            <RightDeed action="metering.push" onClick={onUpload}>
              {t('metering.upload')}
            </RightDeed>
          }
        />
      </Section>
    );
  return (
    <>
      <Section title={t('metering.settings')}>
        <Facts stream={stream} />
      </Section>
      <Year stream={stream} month={month} onMonth={(next) => change({ month: next, node: null })} />
      <Month key={month} stream={stream} month={month} />
      <Fills detail={detail} />
      <Corrections detail={detail} />
      <History detail={detail} />
    </>
  );
}

function useColumns(unit: string, monthly: boolean): Column<UseItem>[] {
  const { t } = useWords();
  return [
    {
      key: 'key',
      title: monthly ? t('metering.month') : t('common.time'),
      text: (row) => row.key,
      show: (row) => (monthly ? <MonthLabel month={row.key} /> : row.key),
      nowrap: true,
    },
    {
      key: 'use',
      title: `${t('metering.use')} (${unit})`,
      text: (row) => row.use ?? '',
      show: (row) => <Quantity value={row.use} unit={unit} digits={3} />,
      align: 'right',
      sort: 'number',
    },
    { key: 'measured', title: t('metering.measured'), text: (row) => row.measured, align: 'right', sort: 'number' },
    { key: 'estimated', title: t('metering.estimated'), text: (row) => row.estimated, align: 'right', sort: 'number' },
    { key: 'substituted', title: t('metering.substituted'), text: (row) => row.substituted, align: 'right', sort: 'number' },
    { key: 'missing', title: t('metering.missing'), text: (row) => row.missing, align: 'right', sort: 'number' },
    { key: 'flags', title: t('metering.flags'), text: (row) => flagText(t, row.flags), show: (row) => <FlagTags flags={row.flags} /> },
  ];
}

/** The months of a year: use and coverage, as a chart and a table; a month opens below. */
function Year({ stream, month, onMonth }: { stream: Stream; month: string; onMonth: (month: string) => void }) {
  const { t } = useWords();
  const year = month.slice(0, 4);
  const query = { step: 'month' as const, from: `${year}-01-01`, to: `${year}-12-31` };
  const use = useAsk(meteringEndpoints.readMeterUse, { params: { streamId: stream.id }, query });
  const columns = useColumns(stream.unit, true);
  const years = yearsOf(stream);
  return (
    <Section
      title={t('metering.monthsOf', { year })}
      extra={
        <Select
          aria-label={t('metering.year')}
          value={year}
          options={years.map((one) => ({ value: String(one), label: String(one) }))}
          onChange={(next) => onMonth(`${next}-${month.slice(5)}`)}
        />
      }
    >
      <Answer of={use} rows={8}>
        {({ items }) => (
          <>
            <UseChart items={items} unit={stream.unit} fine={false} label={t('metering.monthsOf', { year })} />
            <TableView
              name={`${stream.code} ${year}`}
              rows={items}
              columns={columns}
              rowKey={(row) => row.key}
              onOpen={(row) => onMonth(row.key)}
            />
          </>
        )}
      </Answer>
    </Section>
  );
}

const steps = ['interval', 'hour', 'day'] as const;

/** A month by interval, hour or day, its gaps, and what it offers as activity data. */
function Month({ stream, month }: { stream: Stream; month: string }) {
  const { t } = useWords();
  const [step, setStep] = useState<(typeof steps)[number]>('day');
  const query = { step, from: `${month}-01`, to: lastDayOf(month) };
  const use = useAsk(meteringEndpoints.readMeterUse, { params: { streamId: stream.id }, query });
  const columns = useColumns(stream.unit, false);
  return (
    <Section
      title={<MonthLabel month={month} />}
      extra={
        <Segmented<(typeof steps)[number]>
          value={step}
          onChange={setStep}
          options={steps.map((value) => ({
            value,
            label: value === 'interval' ? t('metering.minutes', { n: stream.intervalMinutes }) : t(`metering.step.${value}`),
          }))}
        />
      }
    >
      <MonthCard stream={stream} month={month} />
      <Answer of={use} rows={8}>
        {({ items, gaps, gapCount }) => (
          <>
            <UseChart items={items} unit={stream.unit} fine={step !== 'day'} label={`${stream.code} ${month}`} />
            <h3>{t('metering.gaps', { n: gapCount })}</h3>
            {gaps.length === 0 ? (
              <p className="th-quiet">{t('metering.noGaps')}</p>
            ) : (
              <TableView
                name={t('metering.gaps', { n: gapCount })}
                rows={gaps}
                columns={[
                  { key: 'from', title: t('metering.from'), text: (row) => row.fromLocal, nowrap: true },
                  { key: 'to', title: t('metering.to'), text: (row) => row.toLocal, nowrap: true },
                  {
                    key: 'kind',
                    title: t('metering.flags'),
                    text: (row) => t(`metering.flag.${row.kind}`),
                    show: (row) => <FlagTags flags={{ [row.kind]: 1 }} />,
                  },
                  { key: 'n', title: t('metering.intervals'), text: (row) => String(row.intervals), align: 'right' },
                  { key: 'fill', title: '', text: () => '', show: (row) => <FillGap stream={stream} gap={row} /> },
                ]}
                rowKey={(row) => `${row.from} ${row.kind}`}
                bare
              />
            )}
            <h3>{t('metering.values')}</h3>
            <TableView name={`${stream.code} ${month}`} rows={items} columns={columns} rowKey={(row) => row.from} />
          </>
        )}
      </Answer>
    </Section>
  );
}
