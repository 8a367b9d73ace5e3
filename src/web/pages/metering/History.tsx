import { group } from '../../format/number.ts';
import { HashText, InstantLabel, PersonName, WhoWhen } from '../../parts/Labels.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { Unit } from '../../parts/Unit.tsx';
import { Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import styles from './metering.module.css';
import type { Stream, StreamDetail } from './model.ts';

/** How the stream is read. */
export function Facts({ stream }: { stream: Stream }) {
  const { t } = useWords();
  const limit = (value: string | null) => (value === null ? t('common.notGiven') : group(value));
  const facts: [string, React.ReactNode][] = [
    [t('metering.quantityLabel'), t(`metering.quantity.${stream.quantity}`)],
    [t('common.unit'), <Unit key="unit" symbol={stream.unit} />],
    [t('metering.kindLabel'), `${t(`metering.kind.${stream.kind}`)} · ${t('metering.minutes', { n: stream.intervalMinutes })}`],
    [t('metering.zone'), `${stream.zone} · ${t(`metering.stampOrder.${stream.stampOrder}`)}`],
    [t('metering.midnightLabel'), t(`metering.midnight.${stream.midnight}`)],
    [t('metering.multiplier'), group(stream.multiplier)],
    [t('metering.registerSpan'), limit(stream.registerSpan)],
    [t('metering.dailyMaximum'), limit(stream.dailyMaximum)],
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(([title, value]) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What came when from whom, and the settings from day to day. */
export function History({ detail }: { detail: StreamDetail }) {
  const { t } = useWords();
  const n = (value: number) => group(String(value));
  const batches: Column<StreamDetail['batches'][number]>[] = [
    { key: 'number', title: t('metering.number'), text: (row) => String(row.number), align: 'right' },
    { key: 'way', title: t('common.kind'), text: (row) => t(`metering.way.${row.way}`) },
    { key: 'source', title: t('common.source'), text: (row) => row.source },
    { key: 'taken', title: t('metering.taken'), text: (row) => n(row.taken), align: 'right' },
    { key: 'known', title: t('metering.known'), text: (row) => n(row.known + row.repeated), align: 'right' },
    { key: 'replaced', title: t('metering.replaced'), text: (row) => n(row.replaced), align: 'right' },
    { key: 'faulty', title: t('metering.faulty'), text: (row) => n(row.faulty), align: 'right' },
    {
      key: 'from',
      title: t('metering.from'),
      text: (row) => row.fromAt ?? '',
      show: (row) => <InstantLabel at={row.fromAt} />,
      nowrap: true,
    },
    { key: 'to', title: t('metering.to'), text: (row) => row.toAt ?? '', show: (row) => <InstantLabel at={row.toAt} />, nowrap: true },
    { key: 'sha', title: 'SHA-256', text: (row) => row.contentSha256, show: (row) => <HashText sha256={row.contentSha256} /> },
    { key: 'by', title: t('common.person'), text: (row) => row.recordedByName, show: (row) => <PersonName name={row.recordedByName} /> },
    {
      key: 'at',
      title: t('common.time'),
      text: (row) => row.recordedAt,
      show: (row) => <InstantLabel at={row.recordedAt} />,
      nowrap: true,
    },
  ];
  const versions: Column<StreamDetail['versions'][number]>[] = [
    { key: 'from', title: t('metering.validFrom'), text: (row) => row.validFrom, nowrap: true },
    { key: 'multiplier', title: t('metering.multiplier'), text: (row) => row.multiplier, align: 'right' },
    { key: 'span', title: t('metering.registerSpan'), text: (row) => row.registerSpan ?? '', align: 'right' },
    { key: 'max', title: t('metering.dailyMaximum'), text: (row) => row.dailyMaximum ?? '', align: 'right' },
    {
      key: 'stuck',
      title: t('metering.stuckMinutes'),
      text: (row) => (row.stuckMinutes === null ? '' : String(row.stuckMinutes)),
      align: 'right',
    },
    { key: 'spike', title: t('metering.spikeFactor'), text: (row) => row.spikeFactor ?? '', align: 'right' },
    { key: 'new', title: t('metering.newRegister'), text: (row) => (row.newRegister ? t('common.yes') : '') },
    { key: 'reason', title: t('common.reason'), text: (row) => row.reason },
    {
      key: 'by',
      title: t('common.person'),
      text: (row) => row.recordedByName,
      show: (row) => <WhoWhen name={row.recordedByName} at={row.recordedAt} />,
    },
  ];
  return (
    <>
      <Section title={t('metering.batches')}>
        <TableView name={t('metering.batches')} rows={detail.batches} columns={batches} rowKey={(row) => row.id} />
      </Section>
      <Section title={t('metering.versions')}>
        <TableView name={t('metering.versions')} rows={detail.versions} columns={versions} rowKey={(row) => String(row.number)} bare />
      </Section>
    </>
  );
}
