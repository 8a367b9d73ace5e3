import { Select } from 'antd';
import { useState } from 'react';
import { ledgerEndpoints } from '../../../../contract/ledger.ts';
import { ledgerFurtherKinds, ledgerKindCodes, ledgerKindTitle } from '../../../../contract/ledger-kinds.ts';
import { useInParts } from '../../../api/pages.ts';
import { useAsk } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { RightDeed } from '../../../parts/Deed.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { DayField } from '../../../ui/DayField.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { PageHead, Section } from '../../../ui/Page.tsx';
import { useSearchFields } from '../../../ui/useSearchFields.ts';
import { useWords } from '../../../words/language.ts';
import { BookTable } from './BookTable.tsx';
import { MoreParts } from './MoreParts.tsx';
import { MovementForm } from './MovementForm.tsx';
import { className } from './model.ts';
import { TransactionDrawer } from './TransactionDrawer.tsx';
import { useChosenEntity } from './Units.tsx';

const allKinds = [...ledgerKindCodes, ...Object.keys(ledgerFurtherKinds)];

/** 登记簿: every transaction, latest first (C.7). */
export function BookPage() {
  const { t } = useWords();
  const [entering, setEntering] = useState(false);
  const [fields] = useSearchFields();
  const entity = useChosenEntity();
  const filter = {
    ...(fields.kind ? { kind: fields.kind } : {}),
    ...(fields.classId ? { classId: fields.classId } : {}),
    ...(fields.from ? { from: fields.from } : {}),
    ...(fields.to ? { to: fields.to } : {}),
  };
  const parts = useInParts(
    ledgerEndpoints.listTransactions,
    { query: { ...entity, ...filter, limit: 200 } },
    { at: (given, before) => ({ ...given, query: { ...given.query, before } }), next: (reply) => reply.next },
  );
  const enter = (
    <RightDeed type="primary" action="asset.keep_ledger" icon={<Icon name="plus" size={15} />} onClick={() => setEntering(true)}>
      {t('ledger.enter.button')}
    </RightDeed>
  );
  return (
    <>
      <PageHead title={t('shell.page.ledger')} clause="C.7" summary={t('ledger.book.summary')} extra={enter} />
      <Section flush>
        <Answer of={parts} rows={10}>
          {(loaded) => {
            const items = loaded.flatMap((part) => part.items);
            return (
              <>
                <BookTable
                  items={items}
                  filters={<Filters />}
                  filtered={Object.keys(filter).length > 0}
                  empty={
                    <EmptyState
                      icon="asset"
                      title={t('ledger.book.empty')}
                      text={t('ledger.book.emptyText')}
                      clause="C.7"
                      actions={enter}
                    />
                  }
                />
                <MoreParts parts={parts} count={items.length} />
              </>
            );
          }}
        </Answer>
      </Section>
      <TransactionDrawer />
      {entering ? <MovementForm onClose={() => setEntering(false)} /> : null}
    </>
  );
}

function Filters() {
  const { t, say } = useWords();
  const [fields, change] = useSearchFields();
  const holdings = useAsk(ledgerEndpoints.readHoldings, {});
  const classes = (holdings.data?.holdings ?? []).map((one) => one.class);
  const chosen = (name: string) => (fields[name] ? { value: fields[name] } : {});
  return (
    <>
      <Select<string>
        allowClear
        className="th-filter"
        placeholder={t('ledger.book.kind')}
        aria-label={t('ledger.book.kind')}
        showSearch={{ optionFilterProp: 'label' }}
        {...chosen('kind')}
        options={allKinds.map((kind) => ({ value: kind, label: say(ledgerKindTitle(kind)) }))}
        onChange={(kind) => change({ kind: kind ?? null })}
      />
      <Select<string>
        allowClear
        className="th-filter"
        placeholder={t('ledger.class')}
        aria-label={t('ledger.class')}
        {...(classes.some((one) => one.id === fields.classId) ? chosen('classId') : {})}
        options={classes.map((held) => ({ value: held.id, label: className(held) }))}
        onChange={(id) => change({ classId: id ?? null })}
      />
      <span className="th-filter-day">
        <DayField label={t('ledger.day.from')} value={fields.from ?? null} onChange={(day) => change({ from: day })} />
        {'\u2013'}
        <DayField label={t('ledger.day.to')} value={fields.to ?? null} onChange={(day) => change({ to: day })} />
      </span>
    </>
  );
}
