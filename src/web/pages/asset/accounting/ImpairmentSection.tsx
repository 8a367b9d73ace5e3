import { useState } from 'react';
import { accountingEndpoints as e } from '../../../../contract/accounting.ts';
import { useDeed } from '../../../api/queries.ts';
import { useSession } from '../../../api/session.ts';
import { Deed, RightDeed, useRefusalWords, useWhyNot } from '../../../parts/Deed.tsx';
import { DayLabel, WhoWhen } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { usePersonName } from '../../../parts/person-name.ts';
import { Quantity } from '../../../parts/Quantity.tsx';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { className } from '../ledger/model.ts';
import type { Accounting } from './AccountingPage.tsx';
import { ImpairmentForm, RejectImpairment } from './ImpairmentForm.tsx';

type Impairment = Accounting['impairments'][number];

/** Tests of impairment of a year (C.10): carrying against recoverable amount, with the source and who decided. */
export function ImpairmentSection({ view }: { view: Accounting }) {
  const { t, say } = useWords();
  const [open, setOpen] = useState(false);
  const money = (value: string) => <Quantity value={value} unit="CNY" digits={2} />;
  return (
    <Section
      title={t('accounting.impairment.title')}
      extra={
        <RightDeed action="asset.keep_accounts" onClick={() => setOpen(true)}>
          {t('accounting.impairment.test')}
        </RightDeed>
      }
    >
      <p className="th-small th-quiet">{t('accounting.impairment.intro')}</p>
      {view.impairments.length > 0 && (
        <PlainTable
          rows={view.impairments}
          rowKey={(row) => row.id}
          columns={[
            { key: 'day', title: t('accounting.impairment.day'), className: 'th-nowrap', show: (row) => <DayLabel day={row.testedOn} /> },
            {
              key: 'class',
              title: t('accounting.classOf'),
              show: (row) => (
                <>
                  {className(row.class)}
                  <div className="th-small th-quiet">{say(row.entityName)}</div>
                </>
              ),
            },
            { key: 'carrying', title: t('accounting.value'), className: 'th-right th-nowrap', show: (row) => money(row.carrying) },
            {
              key: 'recoverable',
              title: t('accounting.impairment.recoverable'),
              className: 'th-right',
              show: (row) => (
                <>
                  {money(row.recoverable)}
                  <div className="th-small th-quiet">{row.source}</div>
                </>
              ),
            },
            {
              key: 'amount',
              title: t('accounting.impairment.amount'),
              className: 'th-right',
              show: (row) => (
                <>
                  {money(row.amount)}
                  <div className="th-small th-quiet">
                    {row.amount.startsWith('-')
                      ? t('accounting.impairment.turnedBack', { before: row.impairedBefore })
                      : `max(0, ${row.carrying} − ${row.recoverable})`}
                  </div>
                </>
              ),
            },
            { key: 'reason', title: t('common.reason'), show: (row) => row.reason },
            { key: 'state', title: t('common.state'), show: (row) => <Decision of={row} /> },
          ]}
        />
      )}
      {open && <ImpairmentForm view={view} onClose={() => setOpen(false)} />}
    </Section>
  );
}

const tones = { approved: 'good', rejected: 'bad' } as const;

function Decision({ of }: { of: Impairment }) {
  const { t } = useWords();
  const words = useRefusalWords();
  const session = useSession();
  const [rejecting, setRejecting] = useState(false);
  const person = usePersonName();
  const mayNot = useWhyNot('asset.approve_accounts');
  const decide = useDeed(e.decideImpairment);
  if (of.decision !== null && of.decidedAt !== null)
    return (
      <>
        <Tag tone={tones[of.decision]}>{t(`accounting.impairment.${of.decision}`)}</Tag>
        <div className="th-small">
          <WhoWhen name={of.decidedByName ?? ''} at={of.decidedAt} /> {of.decisionReason}
        </div>
      </>
    );
  const why = mayNot ?? (session?.person.id === of.recordedBy.id ? words('same_person_proposes_and_approves') : null);
  return (
    <>
      <Tag tone="warn">{t('accounting.impairment.waits', { name: person(of.recordedBy.name) })}</Tag>
      <div className="th-row">
        <Deed
          size="small"
          type="primary"
          why={why}
          loading={decide.isPending}
          onClick={() => decide.mutate({ params: { impairmentId: of.id }, body: { decision: 'approved', reason: '' } })}
        >
          {t('accounting.impairment.approve')}
        </Deed>
        <Deed size="small" why={why} onClick={() => setRejecting(true)}>
          {t('accounting.impairment.reject')}
        </Deed>
      </div>
      {decide.error && <RefusalNotice problem={decide.error} />}
      {rejecting && <RejectImpairment id={of.id} onClose={() => setRejecting(false)} />}
    </>
  );
}
