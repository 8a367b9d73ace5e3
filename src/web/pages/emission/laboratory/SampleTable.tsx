import { Button } from 'antd';
import { useState } from 'react';
import { sampleKind } from '../../../../contract/laboratory.ts';
import { group, roundText } from '../../../format/number.ts';
import { Deed, useRefusalWords } from '../../../parts/Deed.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { type Column, TableView } from '../../../parts/TableView.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { GoLink, useGo } from '../../../ui/GoLink.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { Section } from '../../../ui/Page.tsx';
import { SearchField } from '../../../ui/SearchField.tsx';
import { useWords } from '../../../words/language.ts';
import { type CoalMonth, type Sample, standingTones } from './model.ts';
import { ReportForm } from './ReportForm.tsx';
import { SampleForm } from './SampleForm.tsx';
import type { CoalPlace } from './useDailySheet.ts';

/** Every sample of a coal month with its verdict; a new one, and a report for several. */
export function SampleTable({ month, place }: { month: CoalMonth; place: CoalPlace }) {
  const { t } = useWords();
  const go = useGo();
  const refusalWords = useRefusalWords();
  const [adding, setAdding] = useState(false);
  const [reporting, setReporting] = useState(false);
  const [kind, setKind] = useState<Sample['kind'] | null>(null);
  const [search, setSearch] = useState('');
  const columns = useColumns();
  const why = month.record.can ? null : refusalWords(month.record.why ?? 'not_permitted');
  const open = month.samples.filter((one) => one.standing !== 'withdrawn');
  const rows = month.samples.filter(
    (one) =>
      (kind === null || one.kind === kind) && `${one.number} ${one.reportNumber}`.toLowerCase().includes(search.trim().toLowerCase()),
  );
  const add = (
    <Deed why={why} icon={<Icon name="plus" size={15} />} onClick={() => setAdding(true)}>
      {t('laboratory.addSample')}
    </Deed>
  );
  return (
    <Section
      title={t('laboratory.samples')}
      extra={
        <>
          {add}
          <Deed
            type="primary"
            why={why ?? (open.length === 0 ? t('laboratory.noSamples') : null)}
            icon={<Icon name="file" size={15} />}
            onClick={() => setReporting(true)}
          >
            {t('laboratory.registerReport')}
          </Deed>
        </>
      }
      flush
    >
      <TableView<Sample>
        name={`${t('laboratory.samples')} ${month.month}`}
        rows={rows}
        columns={columns}
        rowKey={(one) => one.sampleId}
        filtered={kind !== null || search !== ''}
        onOpen={(one) => go(paths.coalSample(one.sampleId))}
        filters={
          <>
            <SearchField value={search} placeholder={t('laboratory.search')} onSearch={setSearch} />
            <span className="th-row">
              {[null, ...sampleKind.options].map((one) => (
                <Button key={one ?? 'all'} size="small" type={kind === one ? 'primary' : 'default'} onClick={() => setKind(one)}>
                  {one === null ? t('laboratory.allKinds') : t(`laboratory.kind.${one}`)}
                </Button>
              ))}
            </span>
          </>
        }
        empty={<EmptyState title={t('laboratory.noSamples')} text={t('laboratory.noSamplesText')} clause="A.8" />}
      />
      {adding ? <SampleForm open place={place} sample={null} onClose={() => setAdding(false)} /> : null}
      {reporting ? <ReportForm open place={place} samples={open} onClose={() => setReporting(false)} /> : null}
    </Section>
  );
}

function useColumns(): Column<Sample>[] {
  const { t } = useWords();
  const day = (key: 'sampledOn' | 'receivedOn' | 'testedOn' | 'reportedOn'): Column<Sample> => ({
    key,
    title: t(`laboratory.${key}`),
    nowrap: true,
    text: (one) => one[key] ?? '',
    show: (one) => (one[key] ? <span className="th-num">{one[key]}</span> : <span className="th-quiet">{t('laboratory.notYet')}</span>),
  });
  return [
    {
      key: 'number',
      title: t('laboratory.number'),
      nowrap: true,
      text: (one) => one.number,
      show: (one) => <GoLink to={paths.coalSample(one.sampleId)}>{one.number}</GoLink>,
    },
    { key: 'kind', title: t('laboratory.kindLabel'), nowrap: true, text: (one) => t(`laboratory.kind.${one.kind}`) },
    {
      key: 'standing',
      title: t('laboratory.standingLabel'),
      nowrap: true,
      text: (one) => t(`laboratory.standing.${one.standing}`),
      show: (one) => <Tag tone={standingTones[one.standing]}>{t(`laboratory.standing.${one.standing}`)}</Tag>,
    },
    day('sampledOn'),
    day('receivedOn'),
    day('testedOn'),
    day('reportedOn'),
    { key: 'report', title: t('laboratory.reportNumber'), nowrap: true, text: (one) => one.reportNumber },
    {
      key: 'carbonAr',
      title: `${t('laboratory.carbonAr')} (%)`,
      align: 'right',
      text: (one) => one.carbonAr ?? '',
      show: (one) => (one.carbonAr ? group(roundText(one.carbonAr, 2)) : <span className="th-quiet">{t('laboratory.none')}</span>),
    },
    { key: 'evidence', title: t('laboratory.evidence'), align: 'right', text: (one) => String(one.evidence.length) },
  ];
}
