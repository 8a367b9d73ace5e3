import { useState } from 'react';
import type { ReplyOf } from '../../../../contract/endpoint.ts';
import { stockTakeEndpoints as e } from '../../../../contract/stock-take.ts';
import { useAsk } from '../../../api/queries.ts';
import { shiftLeft } from '../../../format/number.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { RightDeed } from '../../../parts/Deed.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { DayLabel, SpanLabel, WhoWhen } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { PageHead, Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { BreakTable } from './BreakTable.tsx';
import { StatementForm } from './StatementForm.tsx';

export type StockTakes = ReplyOf<typeof e.readStockTakes>;

/** Units, or money kept in 0.01 yuan. */
export function Held({ quantity, heldAs }: { quantity: string; heldAs: string }) {
  if (heldAs === 'CNY') return <Quantity value={shiftLeft(quantity, 2)} digits={2} unit="CNY" />;
  return <Quantity value={quantity} unit={heldAs.startsWith('GEC') ? 'MWh' : 't'} />;
}

export const className = (heldAs: string): string => heldAs.split('/').join(' ').trim();

/** 盘点: whether book, registry and bank agree, and what is not settled (C.6, C.9). */
export function StockTakePage() {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const view = useAsk(e.readStockTakes, {});
  return (
    <>
      <PageHead
        title={t('stockTake.title')}
        clause="C.9"
        summary={t('stockTake.summary')}
        extra={
          <RightDeed action="asset.take_stock" type="primary" onClick={() => setOpen(true)}>
            {t('stockTake.take')}
          </RightDeed>
        }
      />
      <Answer of={view} rows={10}>
        {(data) =>
          data.items.length === 0 ? (
            <EmptyState icon="asset" title={t('stockTake.empty')} text={t('stockTake.emptyText')} clause="C.9" />
          ) : (
            <>
              <Agreement rows={data.summary} />
              <Section title={t('stockTake.breaks')}>
                <BreakTable view={data} />
              </Section>
              <Takes items={data.items} />
            </>
          )
        }
      </Answer>
      {isOpen && <StatementForm onClose={() => setOpen(false)} />}
    </>
  );
}

function Agreement({ rows }: { rows: StockTakes['summary'] }) {
  const { t, say } = useWords();
  if (rows.length === 0) return null;
  const right = 'th-right';
  return (
    <Section title={t('stockTake.agree')}>
      <PlainTable
        rows={rows}
        rowKey={(row) => `${row.account.id}${row.source}${row.heldAs}`}
        columns={[
          { key: 'account', title: t('stockTake.account'), show: (row) => say(row.account.name) },
          { key: 'source', title: t('stockTake.source'), show: (row) => t(`stockTake.sourceOf.${row.source}`) },
          { key: 'day', title: t('stockTake.day'), show: (row) => <DayLabel day={row.day} /> },
          { key: 'class', title: t('stockTake.heldAs'), show: (row) => className(row.heldAs) },
          { key: 'book', title: t('stockTake.book'), className: right, show: (row) => <Held quantity={row.book} heldAs={row.heldAs} /> },
          {
            key: 'statement',
            title: t('stockTake.statement'),
            className: right,
            show: (row) => <Held quantity={row.statement} heldAs={row.heldAs} />,
          },
          {
            key: 'difference',
            title: t('stockTake.difference'),
            className: right,
            show: (row) => <Held quantity={row.difference} heldAs={row.heldAs} />,
          },
          {
            key: 'state',
            title: t('common.state'),
            show: (row) => (
              <Tag tone={row.difference === '0' ? 'good' : 'bad'}>
                {t(row.difference === '0' ? 'stockTake.agreed' : 'stockTake.differs')}
              </Tag>
            ),
          },
        ]}
      />
    </Section>
  );
}

function Takes({ items }: { items: StockTakes['items'] }) {
  const { t, say } = useWords();
  return (
    <Section title={t('stockTake.takes')}>
      <PlainTable
        rows={items}
        rowKey={(row) => row.id}
        columns={[
          { key: 'account', title: t('stockTake.account'), show: (row) => say(row.account.name) },
          { key: 'source', title: t('stockTake.source'), show: (row) => t(`stockTake.sourceOf.${row.source}`) },
          { key: 'span', title: t('stockTake.span'), show: (row) => <SpanLabel from={row.firstDay} to={row.lastDay} /> },
          { key: 'file', title: t('stockTake.file'), show: (row) => row.fileName },
          { key: 'lines', title: t('stockTake.lines'), className: 'th-right', show: (row) => row.lines },
          { key: 'matched', title: t('stockTake.matched'), className: 'th-right', show: (row) => row.matched },
          { key: 'open', title: t('stockTake.open'), className: 'th-right', show: (row) => row.open },
          { key: 'recorded', title: t('stockTake.recorded'), show: (row) => <WhoWhen name={row.recordedByName} at={row.recordedAt} /> },
        ]}
      />
    </Section>
  );
}
