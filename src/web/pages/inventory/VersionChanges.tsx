import { Pagination } from 'antd';
import { useState } from 'react';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { inventoryVersionEndpoints as e } from '../../../contract/inventory-versions.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { WhoWhen } from '../../parts/Labels.tsx';
import { Quantity } from '../../parts/Quantity.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { figureColumn } from './figures.tsx';

type Changes = ReplyOf<typeof e.readChanges>;
const page = 100;
const tones = { added: 'good', changed: 'info', withdrawn: 'warn' } as const;

/** What differs between a frozen version and a later one, or now: figures, settings, sources, single lines. */
export function VersionChanges({
  inventoryId,
  from,
  to,
  pick,
}: {
  inventoryId: string;
  from: number;
  to: number | null;
  pick: React.ReactNode;
}) {
  const { t } = useWords();
  const [offset, setOffset] = useState(0);
  const asked = useAsk(e.readChanges, { params: { inventoryId }, query: { from, offset, ...(to === null ? {} : { to }) } });
  return (
    <Section title={t('inventory.changedSince')} extra={pick}>
      <Answer of={asked} rows={6}>
        {(changes) => <Told changes={changes} offset={offset} onPage={setOffset} />}
      </Answer>
    </Section>
  );
}

function Told({ changes, offset, onPage }: { changes: Changes; offset: number; onPage: (offset: number) => void }) {
  const { t } = useWords();
  const { figures, settings, sources, lines } = changes;
  const count = lines.added + lines.changed + lines.withdrawn;
  if (settings.length + sources.length + count === 0 && figures.every((one) => Number(one.difference) === 0))
    return <p className="th-quiet">{t('inventory.noChanges')}</p>;
  return (
    <>
      <Figures figures={figures} />
      {settings.length > 0 && (
        <p>
          {t('inventory.settingsChanged')} {settings.map((one) => t(`inventory.settingOf.${one}`)).join(t('common.listComma'))}
        </p>
      )}
      {sources.length > 0 && <Sources sources={sources} />}
      {count > 0 && (
        <>
          <h3>{t('inventory.linesChanged', { added: lines.added, changed: lines.changed, withdrawn: lines.withdrawn })}</h3>
          <Lines lines={lines.items} />
          {count > page && (
            <Pagination
              align="end"
              size="small"
              pageSize={page}
              total={count}
              current={offset / page + 1}
              showSizeChanger={false}
              onChange={(at) => onPage((at - 1) * page)}
            />
          )}
        </>
      )}
    </>
  );
}

function Figures({ figures }: { figures: Changes['figures'] }) {
  const { t } = useWords();
  type Row = Changes['figures'][number];
  const nameOf = ({ part }: Row) => {
    if (part === 'total') return t('inventory.totalLocation');
    if (part === 'market') return t('inventory.totalMarket');
    if (part === 'removal' || part === 'biogenic') return t(`inventory.${part}`);
    return t('inventory.isoNo', { iso: part });
  };
  const columns: Column<Row>[] = [
    { key: 'part', title: t('inventory.figure'), text: nameOf },
    figureColumn('before', `${t('inventory.before')} (tCO2e)`, (one) => one.before),
    figureColumn('now', `${t('inventory.after')} (tCO2e)`, (one) => one.now),
    figureColumn('difference', `${t('inventory.difference')} (tCO2e)`, (one) => one.difference),
  ];
  return <TableView bare name={t('inventory.figure')} rows={figures} columns={columns} rowKey={(one) => one.part} />;
}

function Sources({ sources }: { sources: Changes['sources'] }) {
  const { t, say } = useWords();
  type Row = Changes['sources'][number];
  const what = ({ kind, fields, activity }: Row) => {
    if (kind !== 'changed') return '';
    const parts = [...fields.map((one) => t(`inventory.fieldOf.${one}`)), ...(activity ? [t('inventory.activityData')] : [])];
    return parts.length === 0 ? t('inventory.bySettings') : parts.join(t('common.listComma'));
  };
  const columns: Column<Row>[] = [
    { key: 'source', title: t('inventory.source'), text: (one) => `${one.code} ${say(one.name)}` },
    {
      key: 'kind',
      title: t('inventory.change'),
      text: (one) => t(`inventory.changeOf.${one.kind}`),
      show: (one) => <Tag tone={tones[one.kind]}>{t(`inventory.changeOf.${one.kind}`)}</Tag>,
      nowrap: true,
    },
    { key: 'what', title: t('inventory.whatChanged'), text: what },
    figureColumn('before', `${t('inventory.before')} (tCO2e)`, (one) => one.before),
    figureColumn('now', `${t('inventory.after')} (tCO2e)`, (one) => one.now),
    figureColumn('difference', `${t('inventory.difference')} (tCO2e)`, (one) => one.difference),
  ];
  return (
    <>
      <h3>{t('inventory.sourcesChanged', { n: sources.length })}</h3>
      <TableView bare name={t('inventory.sources')} rows={sources} columns={columns} rowKey={(one) => one.sourceId} />
    </>
  );
}

function Lines({ lines }: { lines: Changes['lines']['items'] }) {
  const { t, say } = useWords();
  type Row = Changes['lines']['items'][number];
  const amount = (key: 'before' | 'now', title: string): Column<Row> => ({
    ...{ key, title, align: 'right' },
    text: (one) => one[key] ?? '',
    show: (one) => (one[key] === null ? '—' : <Quantity value={one[key]} unit={one.unit} />),
  });
  const columns: Column<Row>[] = [
    { key: 'source', title: t('inventory.source'), text: (one) => `${one.code} ${say(one.name)}` },
    { key: 'month', title: t('inventory.month'), text: (one) => one.month ?? t('inventory.wholePeriod'), nowrap: true },
    {
      key: 'kind',
      title: t('inventory.change'),
      text: (one) => t(`inventory.changeOf.${one.kind}`),
      show: (one) => <Tag tone={tones[one.kind]}>{t(`inventory.changeOf.${one.kind}`)}</Tag>,
      nowrap: true,
    },
    amount('before', t('inventory.before')),
    amount('now', t('inventory.after')),
    { key: 'note', title: t('inventory.note'), text: (one) => one.note },
    {
      key: 'who',
      title: t('inventory.who'),
      text: (one) => one.by.name,
      show: (one) => <WhoWhen name={one.by.name} at={one.at} />,
    },
  ];
  return <TableView bare name={t('inventory.lines')} rows={lines} columns={columns} rowKey={(one) => one.lineId} />;
}
