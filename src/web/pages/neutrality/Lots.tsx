import { Popconfirm } from 'antd';
import { useState } from 'react';
import { neutralityEndpoints as e } from '../../../contract/neutrality.ts';
import { useDeed } from '../../api/queries.ts';
import { Deed, RightDeed, useWhyNot } from '../../parts/Deed.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { DayLabel, WhoWhen } from '../../parts/Labels.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { Quantity } from '../../parts/Quantity.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { LotForm } from './LotForm.tsx';
import { type ClaimView, type Lot, lotTones, verdictTones } from './model.ts';
import styles from './neutrality.module.css';
import { ReasonForm } from './ReasonForm.tsx';
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
      {view.procurements.length > 0 && (
        <p>
          {t('neutrality.requests')}:{' '}
          {view.procurements.map((one) => (
            <span key={one.id}>
              {one.programme} <Quantity value={one.quantity} unit="t" /> <DayLabel day={one.neededBy} />{' '}
              <WhoWhen name={one.by} at={one.at} />{' '}
            </span>
          ))}
        </p>
      )}
      {open === 'lot' && <LotForm view={view} onClose={() => setOpen(null)} />}
      {open === 'request' && <RequestForm view={view} onClose={() => setOpen(null)} />}
    </Section>
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
  const [rejecting, setRejecting] = useState(false);
  const decide = useDeed(e.decideLot);
  const right = useWhyNot('asset.approve_ledger');
  const why = lot.mine ? t('neutrality.own') : right;
  const send = (decision: 'approved' | 'rejected', reason: string) =>
    decide.mutate({ params: { lotId: lot.id }, body: { decision, reason } }, { onSuccess: () => setRejecting(false) });
  return (
    <>
      <Tag tone={lotTones[lot.state]}>{t(`neutrality.lotState.${lot.state}`)}</Tag> {lot.retiredOn && <DayLabel day={lot.retiredOn} />}
      {lot.decided && (
        <div className="th-small th-quiet">
          <WhoWhen name={lot.decided.by} at={lot.decided.at} /> {lot.decided.reason}
        </div>
      )}
      {lot.state === 'proposed' && (
        <div className="th-row">
          {why === null ? (
            <Popconfirm title={t('neutrality.retireWarn')} onConfirm={() => send('approved', '')}>
              <Deed why={null} type="primary" size="small" loading={decide.isPending}>
                {t('neutrality.retire')}
              </Deed>
            </Popconfirm>
          ) : (
            <Deed why={why} size="small">
              {t('neutrality.retire')}
            </Deed>
          )}
          <Deed why={why} size="small" onClick={() => setRejecting(true)}>
            {t('neutrality.reject')}
          </Deed>
        </div>
      )}
      {decide.error && !rejecting && <RefusalNotice problem={decide.error} />}
      {rejecting && (
        <ReasonForm
          title={t('neutrality.reject')}
          busy={decide.isPending}
          problem={decide.error}
          onSubmit={(reason) => send('rejected', reason)}
          onClose={() => setRejecting(false)}
        />
      )}
    </>
  );
}
