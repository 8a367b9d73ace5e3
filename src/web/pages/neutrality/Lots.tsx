import { useState } from 'react';
import { neutralityEndpoints as e } from '../../../contract/neutrality.ts';
import { useDeed } from '../../api/queries.ts';
import { RightDeed, useWhyNot } from '../../parts/Deed.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { DayLabel, WhoWhen } from '../../parts/Labels.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { Quantity } from '../../parts/Quantity.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { RequestState } from '../trading/orders/RequestState.tsx';
import { DecisionDeeds } from './DecisionDeeds.tsx';
import { LotForm } from './LotForm.tsx';
import { type ClaimView, type Lot, lotTones, verdictTones } from './model.ts';
import styles from './neutrality.module.css';
import { RequestForm } from './RequestForm.tsx';

/** The units behind a claim: set apart, retired with their serial numbers, each with the criteria it meets. */
export function Lots({ view }: { view: ClaimView }) {
  const { t } = useWords();
  const [open, setOpen] = useState<'lot' | 'request' | null>(null);
  const isOver = view.claim.state === 'withdrawn';
  return (
    <Section
      title={t('neutrality.lots')}
      extra={
        isOver ? null : (
          <div className="th-row">
            <RightDeed action="neutrality.keep" onClick={() => setOpen('request')}>
              {t('neutrality.requestUnits')}
            </RightDeed>
            <RightDeed action="neutrality.keep" type="primary" onClick={() => setOpen('lot')}>
              {t('neutrality.addLot')}
            </RightDeed>
          </div>
        )
      }
    >
      {view.lots.length === 0 ? (
        <EmptyState icon="asset" title={t('neutrality.noLots')} text={t('neutrality.noLotsText')} clause="D.8" />
      ) : (
        <LotTable lots={view.lots} />
      )}
      <Procurements view={view} />
      {open === 'lot' && <LotForm view={view} onClose={() => setOpen(null)} />}
      {open === 'request' && <RequestForm view={view} onClose={() => setOpen(null)} />}
    </Section>
  );
}

/** What trading was asked to buy, with its orders and how much stands in the ledger. */
function Procurements({ view }: { view: ClaimView }) {
  const { t } = useWords();
  if (view.procurements.length === 0) return null;
  return (
    <>
      <h3>{t('neutrality.requests')}</h3>
      <PlainTable
        rows={view.procurements}
        rowKey={(row) => row.id}
        columns={[
          { key: 'programme', title: t('neutrality.programme'), show: (row) => row.programme },
          {
            key: 'quantity',
            title: t('neutrality.quantity'),
            className: 'th-right',
            show: (row) => <Quantity value={row.quantity} unit="t" />,
          },
          { key: 'needed', title: t('neutrality.neededBy'), show: (row) => <DayLabel day={row.neededBy} /> },
          { key: 'state', title: t('common.state'), show: (row) => row.request && <RequestState request={row.request} /> },
          {
            key: 'orders',
            title: t('requests.orders'),
            show: (row) =>
              row.request?.orders.map((one) => (
                <div key={one.id}>
                  <GoLink to={paths.order(one.id)}>{t('requests.order', { no: one.no })}</GoLink> {t(`orders.state.${one.state}`)}{' '}
                  {one.transactionId && <GoLink to={paths.ledgerTransaction(one.transactionId)}>{t('requests.inLedger')}</GoLink>}
                </div>
              )),
          },
          { key: 'by', title: t('neutrality.drafted'), show: (row) => <WhoWhen name={row.by} at={row.at} /> },
        ]}
      />
    </>
  );
}

function LotTable({ lots }: { lots: readonly Lot[] }) {
  const { t } = useWords();
  return (
    <PlainTable
      rows={lots}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'units',
          title: t('neutrality.units'),
          show: (row) => (
            <>
              {row.scheme} {row.project || row.class.project} · {row.class.vintage}
              <div className={`th-small th-quiet ${styles.serials ?? ''}`}>
                {row.serials.map((run) => `${run.series} ${run.first}–${run.last}`).join('; ')}
              </div>
            </>
          ),
        },
        {
          key: 'quantity',
          title: t('neutrality.quantity'),
          className: 'th-right',
          show: (row) => <Quantity value={row.quantity} unit="t" />,
        },
        {
          key: 'criteria',
          title: t('neutrality.conditions'),
          show: (row) =>
            row.criteria.map((one) => (
              <Tag key={one.id} tone={verdictTones[one.verdict]}>
                {t(`neutrality.criteria.${one.id}`)}
              </Tag>
            )),
        },
        { key: 'drafted', title: t('neutrality.drafted'), show: (row) => <WhoWhen name={row.proposed.by} at={row.proposed.at} /> },
        { key: 'state', title: t('neutrality.decided'), show: (row) => <LotState lot={row} /> },
      ]}
    />
  );
}

function LotState({ lot }: { lot: Lot }) {
  const { t } = useWords();
  const decide = useDeed(e.decideLot);
  const right = useWhyNot('asset.approve_ledger');
  const why = lot.mine ? t('neutrality.own') : right;
  return (
    <>
      <Tag tone={lotTones[lot.state]}>{t(`neutrality.lotState.${lot.state}`)}</Tag> {lot.retiredOn && <DayLabel day={lot.retiredOn} />}
      {lot.decided && (
        <div className="th-small th-quiet">
          <WhoWhen name={lot.decided.by} at={lot.decided.at} /> {lot.decided.reason}
        </div>
      )}
      {lot.state === 'proposed' && (
        <DecisionDeeds
          why={why}
          approve={t('neutrality.retire')}
          sure={t('neutrality.retireWarn')}
          busy={decide.isPending}
          problem={decide.error}
          send={(decision, reason, done) => decide.mutate({ params: { lotId: lot.id }, body: { decision, reason } }, done)}
        />
      )}
    </>
  );
}
