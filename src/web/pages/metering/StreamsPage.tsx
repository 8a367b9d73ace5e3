import { useState } from 'react';
import { meteringEndpoints } from '../../../contract/metering.ts';
import { organizationEndpoints } from '../../../contract/organization.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { RightDeed } from '../../parts/Deed.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { InstantLabel } from '../../parts/Labels.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { paths } from '../../paths.ts';
import { entityAt, unitAt } from '../../shell/workplace.ts';
import { GoLink, useGo } from '../../ui/GoLink.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { PageHead, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import type { Stream } from './model.ts';
import { StreamForm } from './StreamForm.tsx';
import { UploadDrawer } from './UploadDrawer.tsx';

/** 计量读数: every stream of readings, since when and until when it speaks (7.1, A.7). */
export function StreamsPage() {
  const { t } = useWords();
  const streams = useAsk(meteringEndpoints.listMeterStreams, {});
  const [open, setOpen] = useState<'add' | 'upload' | null>(null);
  const add = (
    <RightDeed action="metering.maintain" icon={<Icon name="plus" size={15} />} onClick={() => setOpen('add')}>
      {t('metering.addStream')}
    </RightDeed>
  );
  const upload = (
    <RightDeed type="primary" action="metering.push" icon={<Icon name="upload" size={15} />} onClick={() => setOpen('upload')}>
      {t('metering.upload')}
    </RightDeed>
  );
  return (
    <>
      <PageHead
        title={t('shell.page.meterReadings')}
        clause="7.1"
        summary={t('metering.summary')}
        extra={
          <div className="th-row">
            {add}
            {streams.data && streams.data.items.length > 0 && upload}
          </div>
        }
      />
      <Section flush>
        <Answer of={streams} rows={8}>
          {({ items }) => (
            <StreamTable
              streams={items}
              empty={<EmptyState icon="meter" title={t('metering.empty')} text={t('metering.emptyText')} clause="A.7" actions={add} />}
            />
          )}
        </Answer>
      </Section>
      {open === 'add' && <StreamForm onClose={() => setOpen(null)} />}
      {open === 'upload' && <UploadDrawer stream={null} onClose={() => setOpen(null)} />}
    </>
  );
}

function StreamTable({ streams, empty }: { streams: readonly Stream[]; empty: React.ReactNode }) {
  const { t, nameOf } = useWords();
  const go = useGo();
  const tree = useAsk(organizationEndpoints.readTree, {});
  const placeOf = (row: Stream) => {
    const place = unitAt(tree.data, row.unitId) ?? entityAt(tree.data, row.entityId);
    return place ? nameOf(place) : '';
  };
  const columns: Column<Stream>[] = [
    {
      key: 'code',
      title: t('common.code'),
      text: (row) => row.code,
      show: (row) => <GoLink to={paths.meterStream(row.id)}>{row.code}</GoLink>,
      sort: 'text',
    },
    { key: 'name', title: t('common.name'), text: (row) => nameOf(row), sort: 'text' },
    { key: 'place', title: t('metering.place'), text: placeOf, sort: 'text' },
    { key: 'quantity', title: t('metering.quantityLabel'), text: (row) => t(`metering.quantity.${row.quantity}`) },
    {
      key: 'kind',
      title: t('metering.kindLabel'),
      text: (row) => `${t(`metering.kind.${row.kind}`)} · ${t('metering.minutes', { n: row.intervalMinutes })}`,
    },
    { key: 'unit', title: t('common.unit'), text: (row) => row.unit },
    {
      key: 'first',
      title: t('metering.first'),
      text: (row) => row.firstAt ?? '',
      show: (row) => <InstantLabel at={row.firstAt} />,
      nowrap: true,
    },
    {
      key: 'last',
      title: t('metering.last'),
      text: (row) => row.lastAt ?? '',
      show: (row) => <InstantLabel at={row.lastAt} />,
      nowrap: true,
    },
    { key: 'batches', title: t('metering.batches'), text: (row) => String(row.batches), align: 'right', sort: 'number' },
  ];
  return (
    <TableView
      name={t('shell.page.meterReadings')}
      rows={streams}
      columns={columns}
      rowKey={(row) => row.id}
      onOpen={(row) => go(paths.meterStream(row.id))}
      empty={empty}
    />
  );
}
