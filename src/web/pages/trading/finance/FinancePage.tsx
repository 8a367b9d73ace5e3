import { useState } from 'react';
import { financeEndpoints } from '../../../../contract/finance.ts';
import { useAsk } from '../../../api/queries.ts';
import { group } from '../../../format/number.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { RightDeed } from '../../../parts/Deed.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { WhoWhen } from '../../../parts/Labels.tsx';
import { type Column, TableView } from '../../../parts/TableView.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { PageHead, Section } from '../../../ui/Page.tsx';
import { useSearchFields } from '../../../ui/useSearchFields.ts';
import { useWords } from '../../../words/language.ts';
import { className } from '../../asset/ledger/model.ts';
import { CalendarStrip } from './CalendarStrip.tsx';
import { FinanceDrawer } from './FinanceDrawer.tsx';
import { FinanceForm } from './FinanceForm.tsx';
import { type FinanceContract, type FinanceList, financeTones, percent } from './finance-model.ts';

/** 碳金融 (B.8, B.9): contracts with the calendar of the next twelve months; one of them beside, with its payments and what stands against it. */
export function FinancePage() {
  const { t } = useWords();
  const [, change] = useSearchFields();
  const [drafting, setDrafting] = useState(false);
  const list = useAsk(financeEndpoints.listFinance, { query: {} });
  const draft = (
    <RightDeed action="trading.draft_contract" type="primary" icon={<Icon name="plus" size={15} />} onClick={() => setDrafting(true)}>
      {t('finance.draft')}
    </RightDeed>
  );
  const open = (id: string) => change({ contract: id, node: null });
  return (
    <>
      <PageHead title={t('shell.page.finance')} clause="B.8" summary={t('finance.summary')} extra={draft} />
      <Answer of={list} rows={8}>
        {(data) =>
          data.items.length === 0 ? (
            <EmptyState icon="trading" title={t('finance.none')} text={t('finance.noneText')} clause="B.8" />
          ) : (
            <>
              <Section title={t('finance.strip')}>
                <CalendarStrip items={data.items} calendar={data.calendar} onOpen={open} />
              </Section>
              <Section flush>
                <Contracts items={data.items} onOpen={open} />
              </Section>
            </>
          )
        }
      </Answer>
      {drafting ? <FinanceForm counterparties={list.data?.counterparties ?? null} onClose={() => setDrafting(false)} /> : null}
      <FinanceDrawer />
    </>
  );
}

const units = (row: FinanceContract) => [row.class, row.receivedClass].flatMap((one) => (one ? className(one) : [])).join(' → ');

/** A second line in small below the first: who the other side is, whose units they are. */
function Two({ first, second }: { first: string; second: string }) {
  return (
    <>
      {first}
      <div className="th-quiet th-small">{second}</div>
    </>
  );
}

function NumberLink({ of, onOpen }: { of: FinanceContract; onOpen: (id: string) => void }) {
  return (
    <button type="button" className="th-linkbutton" onClick={() => onOpen(of.id)}>
      {of.no}
    </button>
  );
}

function Contracts({ items, onOpen }: { items: FinanceList['items']; onOpen: (id: string) => void }) {
  const { t, say } = useWords();
  const state = (row: FinanceContract) => t(`finance.state.${row.state}`);
  const kind = (row: FinanceContract) => `${t(`finance.kinds.${row.kind}`)} · ${t(`finance.sides.${row.kind}.${row.side}`)}`;
  const columns: Column<FinanceContract>[] = [
    {
      key: 'no',
      title: t('finance.no'),
      text: (row) => `${row.no}`,
      show: (row) => <NumberLink of={row} onOpen={onOpen} />,
    },
    {
      key: 'state',
      title: t('common.state'),
      text: state,
      nowrap: true,
      show: (row) => <Tag tone={financeTones[row.state]}>{state(row)}</Tag>,
    },
    {
      key: 'kind',
      title: t('finance.kind'),
      nowrap: true,
      text: kind,
      show: (row) => <Two first={kind(row)} second={row.counterparty} />,
    },
    { key: 'partner', title: t('finance.counterparty'), text: (row) => row.counterparty, exportOnly: true },
    {
      key: 'class',
      title: t('finance.units'),
      nowrap: true,
      text: units,
      show: (row) => <Two first={units(row)} second={say(row.entityName)} />,
    },
    { key: 'entity', title: t('finance.entity'), text: (row) => say(row.entityName), exportOnly: true },
    {
      key: 'quantity',
      title: t('finance.quantity'),
      align: 'right',
      text: (row) => row.quantity,
      show: (row) => `${group(row.quantity)} t`,
    },
    { key: 'from', title: t('finance.startsOn'), text: (row) => row.startsOn, nowrap: true, sort: 'text' },
    { key: 'to', title: t('finance.endsOn'), text: (row) => row.endsOn, nowrap: true, sort: 'text' },
    {
      key: 'net',
      title: t('finance.net'),
      align: 'right',
      text: (row) => row.netResult,
      show: (row) => <Two first={`${group(row.netResult)} CNY`} second={`${t('finance.effective')} ${percent(row.effectiveRate)}`} />,
    },
    { key: 'rate', title: t('finance.effective'), text: (row) => row.effectiveRate ?? '', exportOnly: true },
    {
      key: 'by',
      title: t('finance.by'),
      text: (row) => row.draftedBy.name,
      show: (row) => <WhoWhen name={row.draftedBy.name} at={row.draftedAt} />,
    },
  ];
  return (
    <TableView<FinanceContract>
      name={t('shell.page.finance')}
      rows={items}
      columns={columns}
      rowKey={(row) => row.id}
      onOpen={(row) => onOpen(row.id)}
    />
  );
}
