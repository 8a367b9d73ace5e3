import { useParams } from '@tanstack/react-router';
import { Form } from 'antd';
import { useState } from 'react';
import { neutralityEndpoints as e } from '../../../contract/neutrality.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { RightDeed } from '../../parts/Deed.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { useRules } from '../../parts/fields.tsx';
import { SpanLabel } from '../../parts/Labels.tsx';
import { Quantity } from '../../parts/Quantity.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { useDone } from '../../parts/use-done.ts';
import { paths } from '../../paths.ts';
import { DayField } from '../../ui/DayField.tsx';
import { GoLink } from '../../ui/GoLink.tsx';
import { PageHead, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { Bars } from './Bars.tsx';
import { Conditions } from './Conditions.tsx';
import { claimTones, type SubjectView, stepTones } from './model.ts';
import styles from './neutrality.module.css';
import { Papers } from './Papers.tsx';
import { SubjectForm } from './SubjectForm.tsx';

/** 一个碳中和主体 (D.4–D.10): the steps from subject to maintenance, papers, periods with their conditions, claims. */
export function SubjectPage() {
  const { subjectId } = useParams({ strict: false });
  const view = useAsk(e.readSubject, { params: { subjectId: subjectId ?? '' } });
  return (
    <Answer of={view} rows={10}>
      {(data) => <View view={data} />}
    </Answer>
  );
}

function View({ view }: { view: SubjectView }) {
  const { t, say } = useWords();
  const [open, setOpen] = useState<'subject' | 'period' | null>(null);
  const overview = useAsk(e.readOverview, {});
  const { subject } = view;
  return (
    <>
      <PageHead
        title={say(subject.name)}
        clause="D.4"
        summary={`${subject.code} · ${t(`neutrality.kinds.${subject.kind}`)} · ${say(subject.ruleSet.name)}${
          subject.ruleSet.withdrawnOn ? ` (${t('neutrality.withdrawnRule', { day: subject.ruleSet.withdrawnOn })})` : ''
        } · ${subject.boundary}`}
        extra={
          <>
            <RightDeed action="neutrality.keep" onClick={() => setOpen('subject')}>
              {t('neutrality.changeSubject')}
            </RightDeed>
            <RightDeed action="neutrality.keep" type={view.periods.length === 0 ? 'primary' : 'default'} onClick={() => setOpen('period')}>
              {t('neutrality.addPeriod')}
            </RightDeed>
          </>
        }
      />
      <ol className={styles.steps} aria-label={t('common.steps')}>
        {view.steps.map((step) => (
          <li key={step.id}>
            <strong>{t(`neutrality.steps.${step.id}`)}</strong>{' '}
            <Tag tone={stepTones[step.state]}>{t(`neutrality.stepState.${step.state}`)}</Tag>
            <div className="th-small th-quiet">{say(step.reason)}</div>
          </li>
        ))}
      </ol>
      {[...view.periods].reverse().map((period) => (
        <PeriodSection key={period.id} view={view} period={period} />
      ))}
      {view.periods.length === 0 && (
        <EmptyState icon="neutrality" title={t('neutrality.noPeriod')} text={t('neutrality.noneText')} clause="D.4" />
      )}
      <Papers view={view} />
      {open === 'subject' && overview.data && (
        <SubjectForm ruleSets={overview.data.ruleSets} subject={subject} onClose={() => setOpen(null)} />
      )}
      {open === 'period' && <PeriodForm subjectId={subject.id} onClose={() => setOpen(null)} />}
    </>
  );
}

function PeriodSection({ view, period }: { view: SubjectView; period: SubjectView['periods'][number] }) {
  const { t } = useWords();
  const draft = useDeed(e.draftClaim);
  const { figures } = period;
  const claims = view.claims.filter((one) => one.periodId === period.id);
  const may = (kind: 'commitment' | 'achievement') => !claims.some((one) => one.kind === kind && one.state !== 'withdrawn');
  const deed = (kind: 'commitment' | 'achievement') =>
    may(kind) && (
      <RightDeed
        action="neutrality.keep"
        loading={draft.isPending}
        onClick={() => draft.mutate({ params: { subjectId: view.subject.id }, body: { periodId: period.id, kind } })}
      >
        {t('neutrality.draftClaim')}: {t(`neutrality.claimKinds.${kind}`)}
      </RightDeed>
    );
  return (
    <Section
      title={
        <>
          {t('neutrality.periodNo', { no: period.no })} <SpanLabel from={period.startsOn} to={period.endsOn} />
        </>
      }
      extra={
        <div className="th-row">
          {deed('commitment')}
          {deed('achievement')}
        </div>
      }
    >
      {draft.error && <RefusalNotice problem={draft.error} />}
      {figures && (
        <>
          <Bars figures={figures} />
          <p>
            {t('neutrality.residual')} <Quantity value={figures.residual} unit="tCO2e" /> · {t('neutrality.need')}{' '}
            <Quantity value={figures.need} unit="t" /> · {t('neutrality.short')} <Quantity value={figures.short} unit="tCO2e" />{' '}
            <Tag tone={figures.neutral ? 'good' : 'warn'}>{t(figures.neutral ? 'neutrality.neutral' : 'neutrality.notNeutral')}</Tag>{' '}
            <Tag tone={figures.claimAllowed ? 'good' : 'warn'}>
              {t(figures.claimAllowed ? 'neutrality.claimAllowed' : 'neutrality.claimNotAllowed')}
            </Tag>
          </p>
          <Conditions conditions={period.conditions} />
        </>
      )}
      {claims.map((one) => (
        <p key={one.id}>
          {t(`neutrality.claimKinds.${one.kind}`)} <GoLink to={paths.neutralityClaim(one.id)}>{one.number}</GoLink>{' '}
          <Tag tone={claimTones[one.state]}>{t(`neutrality.state.${one.state}`)}</Tag>
        </p>
      ))}
    </Section>
  );
}

function PeriodForm({ subjectId, onClose }: { subjectId: string; onClose: () => void }) {
  const { t } = useWords();
  const rules = useRules();
  const [form] = Form.useForm<{ startsOn: string; endsOn: string }>();
  const add = useDeed(e.addPeriod);
  const done = useDone(onClose);
  return (
    <FormDrawer<{ startsOn: string; endsOn: string }>
      open
      title={t('neutrality.addPeriod')}
      form={form}
      initial={{}}
      busy={add.isPending}
      problem={add.error}
      onSubmit={(body) => add.mutate({ params: { subjectId }, body }, done)}
      onClose={onClose}
    >
      <Form.Item name="startsOn" label={t('neutrality.startsOn')} rules={[rules.required]}>
        <DayField />
      </Form.Item>
      <Form.Item name="endsOn" label={t('neutrality.endsOn')} rules={[rules.required]}>
        <DayField />
      </Form.Item>
    </FormDrawer>
  );
}
