import { useParams } from '@tanstack/react-router';
import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { neutralityEndpoints as e } from '../../../contract/neutrality.ts';
import { addressOf } from '../../api/call.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { Deed, RightDeed, useWhyNot } from '../../parts/Deed.tsx';
import { Discussion } from '../../parts/discussion/Discussion.tsx';
import { HashText, InstantLabel, SpanLabel, WhoWhen } from '../../parts/Labels.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { Quantity } from '../../parts/Quantity.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { PageHead, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { ResultDerivation } from '../trading/ResultDerivation.tsx';
import { Bars } from './Bars.tsx';
import { Conditions } from './Conditions.tsx';
import { Lots } from './Lots.tsx';
import { type ClaimView, claimTones } from './model.ts';
import styles from './neutrality.module.css';
import { QrCode } from './QrCode.tsx';
import { ReasonForm } from './ReasonForm.tsx';

/** 碳中和声明 (D.8–D.10): units, every condition, what it says, the checklist of its report, its versions and public page. */
export function ClaimPage() {
  const { claimId } = useParams({ strict: false });
  const view = useAsk(e.readClaim, { params: { claimId: claimId ?? '' } });
  return (
    <Answer of={view} rows={10}>
      {(data) => <View view={data} />}
    </Answer>
  );
}

function View({ view }: { view: ClaimView }) {
  const { t, say } = useWords();
  const { claim, subject, period, figures } = view;
  return (
    <>
      <PageHead
        title={t('neutrality.claim', { number: claim.number })}
        clause="D.8"
        summary={
          <>
            <GoLink to={paths.neutralitySubject(subject.id)}>{say(subject.name)}</GoLink> · {t(`neutrality.claimKinds.${claim.kind}`)} ·{' '}
            <SpanLabel from={period.startsOn} to={period.endsOn} /> · {say(subject.ruleSet.name)}{' '}
            <Tag tone={claimTones[claim.state]}>{t(`neutrality.state.${claim.state}`)}</Tag>
          </>
        }
        extra={<Deeds view={view} />}
      />
      {view.withdrawal && (
        <p>
          <Tag tone="bad">{t('neutrality.state.withdrawn')}</Tag> <WhoWhen name={view.withdrawal.by} at={view.withdrawal.at} />{' '}
          {view.withdrawal.reason}
        </p>
      )}
      {figures && <Figures view={view} figures={figures} />}
      {claim.kind === 'achievement' && <Lots view={view} />}
      {view.conditions.length > 0 && (
        <Section title={t('neutrality.conditions')}>
          <Conditions conditions={view.conditions} />
        </Section>
      )}
      <Declared view={view} />
      <Checklist view={view} />
      <ResultDerivation result={view.result} year={Number(period.endsOn.slice(0, 4))} />
      <Discussion objectType="neutrality_claim" objectId={claim.id} />
    </>
  );
}

function Figures({ view, figures }: { view: ClaimView; figures: NonNullable<ClaimView['figures']> }) {
  const { t } = useWords();
  const to = (symbol: string) => paths.neutralityClaim(view.claim.id, symbol);
  return (
    <Section title={t('neutrality.gap')}>
      <Bars figures={figures} />
      <p>
        {t('neutrality.residual')} <Quantity value={figures.residual} unit="tCO2e" to={to('residual')} /> · {t('neutrality.need')}{' '}
        <Quantity value={figures.need} unit="t" to={to('need')} /> · {t('neutrality.short')}{' '}
        <Quantity value={figures.short} unit="tCO2e" to={to('short')} />
        {figures.surplus !== '0' && (
          <>
            {' '}
            · {t('neutrality.surplus')} <Quantity value={figures.surplus} unit="t" to={to('surplus')} /> ({t('neutrality.surplusText')})
          </>
        )}{' '}
        <Tag tone={figures.neutral ? 'good' : 'warn'}>{t(figures.neutral ? 'neutrality.neutral' : 'neutrality.notNeutral')}</Tag>{' '}
        <Tag tone={figures.claimAllowed ? 'good' : 'warn'}>
          {t(figures.claimAllowed ? 'neutrality.claimAllowed' : 'neutrality.claimNotAllowed')}
        </Tag>
      </p>
    </Section>
  );
}

function Deeds({ view }: { view: ClaimView }) {
  const { t } = useWords();
  const [open, setOpen] = useState<'correct' | 'withdraw' | null>(null);
  const { claim } = view;
  const params = { claimId: claim.id };
  const declare = useDeed(e.declareClaim);
  const publish = useDeed(e.publishClaim);
  const withdraw = useDeed(e.withdrawClaim);
  const right = useWhyNot('neutrality.sign');
  const why = view.mine ? t('neutrality.own') : right;
  const close = { onSuccess: () => setOpen(null) };
  if (claim.state === 'withdrawn') return null;
  const failed = open === null ? (declare.error ?? publish.error) : null;
  return (
    <>
      {claim.state === 'drafted' ? (
        <Deed why={why} type="primary" loading={declare.isPending} onClick={() => declare.mutate({ params, body: { reason: '' } })}>
          {t('neutrality.declare')}
        </Deed>
      ) : (
        <Deed why={why} onClick={() => setOpen('correct')}>
          {t('neutrality.correct')}
        </Deed>
      )}
      {claim.state === 'declared' && (
        <Popconfirm title={t('neutrality.publishText')} onConfirm={() => publish.mutate({ params })}>
          <RightDeed action="neutrality.keep" type="primary" loading={publish.isPending}>
            {t('neutrality.publish')}
          </RightDeed>
        </Popconfirm>
      )}
      <Deed why={right} onClick={() => setOpen('withdraw')}>
        {t('neutrality.withdraw')}
      </Deed>
      {failed && <RefusalNotice problem={failed} />}
      {open === 'correct' && (
        <ReasonForm
          title={t('neutrality.correct')}
          intro={t('neutrality.correctWhy')}
          busy={declare.isPending}
          problem={declare.error}
          onSubmit={(reason) => declare.mutate({ params, body: { reason } }, close)}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'withdraw' && (
        <ReasonForm
          title={t('neutrality.withdraw')}
          intro={t('neutrality.withdrawText')}
          busy={withdraw.isPending}
          problem={withdraw.error}
          onSubmit={(reason) => withdraw.mutate({ params, body: { reason } }, close)}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

/** What it says now, and what was signed; published versions with the code of their page. */
function Declared({ view }: { view: ClaimView }) {
  const { t, say, language } = useWords();
  const { claim } = view;
  const page = `${window.location.origin}${paths.publicClaim(claim.number)}`;
  const isPublic = view.versions.some((one) => one.published !== null);
  const report = (version: number, format: 'pdf' | 'docx') =>
    addressOf(e.readClaimReport, { params: { claimId: claim.id }, query: { format, language, version } });
  return (
    <Section title={t('neutrality.versions')}>
      {claim.version === 0 && view.statement && (
        <>
          <h3>{t('neutrality.wording')}</h3>
          <p className={styles.statement}>{say(view.statement)}</p>
        </>
      )}
      {view.versions.map((one) => (
        <div key={one.version}>
          <h3>
            {t('neutrality.version', { n: one.version })}{' '}
            {one.published && (
              <Tag tone="good">
                {t('neutrality.published')} <InstantLabel at={one.published.at} />
              </Tag>
            )}
          </h3>
          <p className={styles.statement}>{say(one.statement)}</p>
          <p className="th-small th-quiet">
            <WhoWhen name={one.declared.by} at={one.declared.at} /> {one.reason} <HashText sha256={one.sha256} />
          </p>
          <div className="th-row">
            {(['pdf', 'docx'] as const).map((format) => (
              <Button key={format} download href={report(one.version, format)} icon={<Icon name="download" size={15} />}>
                {t('neutrality.report')} {format === 'pdf' ? 'PDF' : 'Word'}
              </Button>
            ))}
          </div>
        </div>
      ))}
      {isPublic && (
        <div className="th-row">
          <QrCode text={page} label={t('neutrality.qr')} />
          <a href={page} target="_blank" rel="noreferrer">
            {t('neutrality.publicPage')}
          </a>
        </div>
      )}
    </Section>
  );
}

function Checklist({ view }: { view: ClaimView }) {
  const { t, say } = useWords();
  if (view.checklist.length === 0) return null;
  return (
    <Section title={t('neutrality.checklist')}>
      <PlainTable
        rows={view.checklist}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'point',
            title: t('neutrality.point'),
            show: (row) => (
              <>
                {say(row.title)} <span className="th-small th-quiet">{say(row.section)}</span>
              </>
            ),
          },
          {
            key: 'answer',
            title: t('neutrality.answer'),
            show: (row) => (row.complete ? say(row.value) : <Tag tone="warn">{t('neutrality.incomplete')}</Tag>),
          },
        ]}
      />
    </Section>
  );
}
