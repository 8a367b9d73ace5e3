import { useState } from 'react';
import { ledgerEndpoints } from '../../../../contract/ledger.ts';
import { instantsOfDay } from '../../../../kernel/calendar/today.ts';
import { useAsk } from '../../../api/queries.ts';
import { group } from '../../../format/number.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { RightDeed } from '../../../parts/Deed.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { DayField } from '../../../ui/DayField.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { PageHead, Section } from '../../../ui/Page.tsx';
import { today } from '../../../ui/today.ts';
import { useSearchFields } from '../../../ui/useSearchFields.ts';
import { useWords } from '../../../words/language.ts';
import styles from '../asset.module.css';
import { FinalTable, HoldingsTable } from './HoldingsTable.tsx';
import { MovementForm } from './MovementForm.tsx';
import type { Holdings } from './model.ts';
import { useChosenEntity } from './Units.tsx';

/** 持仓: what is held by class and entity on each kind of account, on any day, as it was known on any day (C.6). */
export function HoldingsPage() {
  const { t } = useWords();
  const [entering, setEntering] = useState(false);
  const [fields] = useSearchFields();
  const entity = useChosenEntity();
  const holdings = useAsk(ledgerEndpoints.readHoldings, {
    query: {
      ...entity,
      ...(fields.asOf ? { effectiveOn: fields.asOf } : {}),
      ...(fields.knownOn ? { knownAt: instantsOfDay(fields.knownOn).last } : {}),
    },
  });
  const enter = (
    <RightDeed type="primary" action="asset.keep_ledger" icon={<Icon name="plus" size={15} />} onClick={() => setEntering(true)}>
      {t('ledger.enter.button')}
    </RightDeed>
  );
  return (
    <>
      <PageHead title={t('shell.page.holdings')} clause="C.6" summary={t('ledger.holdings.summary')} extra={enter} />
      <Answer of={holdings} rows={10}>
        {(now) => (
          <>
            <NotNow />
            <Totals totals={now.totals} />
            <Section flush>
              <HoldingsTable
                holdings={now}
                filters={<AsOf />}
                empty={
                  fields.asOf || fields.knownOn ? undefined : (
                    <EmptyState
                      icon="asset"
                      title={t('ledger.holdings.empty')}
                      text={t('ledger.holdings.emptyText')}
                      clause="C.6"
                      actions={enter}
                    />
                  )
                }
              />
            </Section>
            <FinalTable holdings={now} />
          </>
        )}
      </Answer>
      {entering ? <MovementForm onClose={() => setEntering(false)} /> : null}
    </>
  );
}

/** Headline by programme: what is available, and what is held in all. */
function Totals({ totals }: { totals: Holdings['totals'] }) {
  const { t } = useWords();
  const held = totals.filter((one) => one.own !== '0');
  if (held.length === 0) return null;
  return (
    <div className={styles.cards}>
      {held.map((one) => (
        <div key={`${one.programme} ${one.unit}`} className={styles.card}>
          <h2>{t('ledger.holdings.totalAvailable', { programme: one.programme })}</h2>
          <Quantity value={one.available} unit={one.unit} large />
          {one.own !== one.available && (
            <span className="th-quiet th-small">{t('ledger.holdings.totalOwn', { own: `${group(one.own)} ${one.unit}` })}</span>
          )}
        </div>
      ))}
    </div>
  );
}

/** The two times of every figure: the day it counts on, and the day it was known. */
function AsOf() {
  const { t } = useWords();
  const [fields, change] = useSearchFields();
  return (
    <>
      <span className="th-filter-day">
        {t('ledger.holdings.asOf')}
        <DayField label={t('ledger.holdings.asOf')} value={fields.asOf ?? null} onChange={(day) => change({ asOf: day })} />
      </span>
      <span className="th-filter-day" title={t('ledger.holdings.knownHint')}>
        {t('ledger.holdings.knownOn')}
        <DayField label={t('ledger.holdings.knownOn')} value={fields.knownOn ?? null} onChange={(day) => change({ knownOn: day })} />
      </span>
    </>
  );
}

/** Says so where the figures are not those of now. */
function NotNow() {
  const { t } = useWords();
  const [fields, change] = useSearchFields();
  if (!fields.asOf && !fields.knownOn) return null;
  const known = fields.knownOn ? t('ledger.holdings.knownPart', { day: fields.knownOn }) : '';
  return (
    <p className="th-row">
      <Icon name="clock" size={15} />
      {t('ledger.holdings.notNow', { day: fields.asOf ?? today(), known })}
      <button type="button" className="th-linkbutton" onClick={() => change({ asOf: null, knownOn: null })}>
        {t('ledger.holdings.backToNow')}
      </button>
    </p>
  );
}
