import { Alert, Button } from 'antd';
import { useState } from 'react';
import type { ReplyOf } from '../../../../contract/endpoint.ts';
import { tradingEndpoints as e } from '../../../../contract/trading.ts';
import { useAsk } from '../../../api/queries.ts';
import { dayName, instantLong } from '../../../format/time.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { Deed, useWhyNot } from '../../../parts/Deed.tsx';
import { Discussion } from '../../../parts/discussion/Discussion.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { PersonName } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { Tag, type Tone } from '../../../parts/Tag.tsx';
import { PageHead, Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { MandateForm } from './MandateForm.tsx';
import { MandateTerms } from './MandateTerms.tsx';
import { type ReasonDeed, ReasonForm } from './ReasonForm.tsx';

export type MandateView = ReplyOf<typeof e.readMandate>;
export type Version = MandateView['versions'][number];

const tones: Readonly<Record<Version['state'], Tone>> = {
  drafted: 'info',
  in_force: 'good',
  approved: 'plain',
  superseded: 'plain',
  ended: 'plain',
  rejected: 'bad',
};

/** 交易授权 (B.4–B.6): the mandate in versions, the one in force, its approval by another person; the emergency stop. */
export function MandatePage() {
  const view = useAsk(e.readMandate, {});
  return (
    <Answer of={view} rows={10}>
      {(data) => <View view={data} />}
    </Answer>
  );
}

function View({ view }: { view: MandateView }) {
  const { t } = useWords();
  const [drafting, setDrafting] = useState(false);
  const [deed, setDeed] = useState<ReasonDeed | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const mayDraft = useWhyNot('trading.plan');
  const mayStop = useWhyNot('trading.stop');
  // What waits for approval is what one comes for; otherwise the one in force.
  const [latest] = view.versions;
  const first = latest?.state === 'drafted' ? latest.id : view.inForceId;
  const version = view.versions.find((one) => one.id === (shown ?? first)) ?? latest;
  return (
    <>
      <PageHead
        title={t('trading.mandate.title')}
        clause="B.5"
        summary={t('trading.mandate.summary')}
        extra={
          <>
            <Deed danger why={mayStop ?? (view.stopped ? t('trading.mandate.stopped') : null)} onClick={() => setDeed({ kind: 'stop' })}>
              {t('trading.mandate.stop')}
            </Deed>
            <Deed type="primary" why={mayDraft} onClick={() => setDrafting(true)}>
              {t('trading.mandate.draft')}
            </Deed>
          </>
        }
      />
      <Stopped view={view} onLift={(stopId) => setDeed({ kind: 'lift', stopId })} />
      {version === undefined ? (
        <EmptyState icon="trading" title={t('trading.mandate.empty')} text={t('trading.mandate.emptyText')} clause="B.5" />
      ) : (
        <Shown version={version} view={view} onDecide={setDeed} />
      )}
      {version && <Discussion objectType="trading_mandate" objectId={version.id} />}
      {view.versions.length > 0 && <Versions view={view} onShow={setShown} />}
      <Stops view={view} />
      {drafting && <MandateForm view={view} onClose={() => setDrafting(false)} />}
      {deed && <ReasonForm deed={deed} onClose={() => setDeed(null)} />}
    </>
  );
}

function Stopped({ view, onLift }: { view: MandateView; onLift: (stopId: string) => void }) {
  const { t, language } = useWords();
  const mayLift = useWhyNot('trading.approve_mandate');
  const open = view.stops.find((one) => one.liftedAt === null);
  if (!open) return null;
  const { reason, stoppedBy } = open;
  return (
    <Alert
      type="error"
      showIcon
      title={t('trading.mandate.stopped')}
      description={t('trading.mandate.stopBy', { name: stoppedBy.name, at: instantLong(open.stoppedAt, language), reason })}
      action={
        <Deed why={mayLift} onClick={() => onLift(open.id)}>
          {t('trading.mandate.lift')}
        </Deed>
      }
    />
  );
}

function Shown({ version, view, onDecide }: { version: Version; view: MandateView; onDecide: (deed: ReasonDeed) => void }) {
  const { t } = useWords();
  const mayDecide = useWhyNot('trading.approve_mandate');
  const { id: mandateId, version: number } = version;
  return (
    <Section
      title={
        <>
          {t('trading.mandate.version', { version: number })}{' '}
          <Tag tone={tones[version.state]}>{t(`trading.mandate.state.${version.state}`)}</Tag>
        </>
      }
      extra={
        version.state === 'drafted' && (
          <>
            <Deed why={mayDecide} onClick={() => onDecide({ kind: 'reject', mandateId, version: number })}>
              {t('trading.mandate.reject')}
            </Deed>
            <Deed type="primary" why={mayDecide} onClick={() => onDecide({ kind: 'approve', mandateId, version: number })}>
              {t('trading.mandate.approve')}
            </Deed>
          </>
        )
      }
    >
      <MandateTerms version={version} people={view.people} />
    </Section>
  );
}

function Versions({ view, onShow }: { view: MandateView; onShow: (id: string) => void }) {
  const { t, language } = useWords();
  return (
    <Section title={t('trading.mandate.versions')}>
      <PlainTable
        rows={view.versions}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'version',
            title: t('trading.price.version'),
            show: (row) => (
              <Button type="link" size="small" onClick={() => onShow(row.id)}>
                {t('trading.mandate.version', { version: row.version })}
              </Button>
            ),
          },
          {
            key: 'state',
            title: t('common.state'),
            show: (row) => <Tag tone={tones[row.state]}>{t(`trading.mandate.state.${row.state}`)}</Tag>,
          },
          {
            key: 'period',
            title: t('trading.mandate.period'),
            show: (row) => `${dayName(row.terms.validFrom, language)} – ${dayName(row.terms.validTo, language)}`,
          },
          { key: 'by', title: t('trading.mandate.draftedBy'), show: (row) => <PersonName name={row.draftedBy.name} /> },
          {
            key: 'decided',
            title: t('trading.mandate.decidedBy'),
            show: (row) => (row.decidedByName === null ? '—' : <PersonName name={row.decidedByName} />),
          },
          { key: 'note', title: t('common.note'), show: (row) => [row.note, row.decisionReason].filter((one) => one !== '').join(' · ') },
        ]}
      />
    </Section>
  );
}

function Stops({ view }: { view: MandateView }) {
  const { t, language } = useWords();
  if (view.stops.length === 0) return null;
  return (
    <Section title={t('trading.mandate.stops')}>
      <PlainTable
        rows={view.stops}
        rowKey={(row) => row.id}
        columns={[
          { key: 'number', show: (row) => row.number },
          {
            key: 'stop',
            show: ({ stoppedBy, stoppedAt, reason }) =>
              t('trading.mandate.stopBy', { name: stoppedBy.name, at: instantLong(stoppedAt, language), reason }),
          },
          {
            key: 'lift',
            show: ({ liftedAt, liftedByName, liftReason }) =>
              liftedAt === null
                ? t('trading.mandate.open')
                : t('trading.mandate.liftedBy', { name: liftedByName ?? '', at: instantLong(liftedAt, language), reason: liftReason }),
          },
        ]}
      />
    </Section>
  );
}
