import { App, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { controlPlanEndpoints as e, planState } from '../../../../contract/control-plan.ts';
import { useDeed } from '../../../api/queries.ts';
import { Deed, useRefusalWords } from '../../../parts/Deed.tsx';
import { EvidenceItem } from '../../../parts/EvidenceItem.tsx';
import { FindingList } from '../../../parts/FindingList.tsx';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { useRules } from '../../../parts/fields.tsx';
import { plainFinding } from '../../../parts/plain-finding.ts';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { DayField } from '../../../ui/DayField.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { Section } from '../../../ui/Page.tsx';
import { today } from '../../../ui/today.ts';
import { useWords } from '../../../words/language.ts';
import styles from './control-plan.module.css';
import { DraftPlanButton } from './DraftPlanButton.tsx';
import type { Plan, Plans, Version } from './plan-model.ts';

const touched = [e.readControlPlan, e.listControlPlans];

/** Where a version stands, what is wrong with it, and what this person may do next. */
export function PlanStanding({ plan, plans }: { plan: Plan; plans: Plans }) {
  const { t } = useWords();
  const open = plans.versions.some((one) => one.state === 'draft' || one.state === 'reviewed');
  const count = (severity: string) => plan.findings.filter((one) => one.severity === severity).length;
  const shown = plan.findings.filter((one) => one.severity !== 'info' || plan.plan.state === 'draft').map(plainFinding);
  return (
    <Section>
      <div className={styles.standing}>
        <div className="th-row">
          <strong>{t('controlPlan.version', { n: plan.plan.number })}</strong>
          {plan.plan.inForce ? <Tag tone="good">{t('controlPlan.inForce')}</Tag> : null}
          <Steps state={plan.plan.state} />
        </div>
        <div className="th-row">
          <Deeds plan={plan} />
          {open ? null : <DraftPlanButton plans={plans} />}
        </div>
      </div>
      {shown.length > 0 ? (
        <details open={plan.plan.state === 'draft' && count('error') > 0}>
          <summary>
            {t('controlPlan.findings')} {'\u00B7'} {t('controlPlan.findingsCount', { errors: count('error'), warnings: count('warning') })}
          </summary>
          <FindingList findings={shown.map((one) => ({ ...one, place: {} }))} />
        </details>
      ) : (
        <p className="th-all-well">{t('controlPlan.noFindings')}</p>
      )}
    </Section>
  );
}

function Steps({ state }: { state: Version['state'] }) {
  const { t } = useWords();
  const now = planState.options.indexOf(state);
  return (
    <ol className="th-steps" aria-label={t('controlPlan.steps')}>
      {planState.options.map((step, index) => (
        <li
          key={step}
          className={index < now ? 'th-step th-step-done' : index === now ? 'th-step th-step-now' : 'th-step'}
          {...(index === now ? { 'aria-current': 'step' as const } : {})}
        >
          <span className="th-step-dot">{index < now && <Icon name="check" size={10} strokeWidth={3} />}</span>
          {t(`controlPlan.state.${step}`)}
        </li>
      ))}
    </ol>
  );
}

const offered = { draft: ['review'], reviewed: ['approve', 'return'], approved: ['file'], filed: [] } as const;
const targets = { review: 'reviewed', approve: 'approved', return: 'draft' } as const;

function Deeds({ plan }: { plan: Plan }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const words = useRefusalWords();
  const move = useDeed(e.moveControlPlan);
  const [asking, setAsking] = useState<'return' | 'file' | null>(null);
  const [reason, setReason] = useState('');
  const { id: planId, state, version } = plan.plan;
  const run = (deed: keyof typeof targets, why = '') =>
    move.mutate(
      { params: { planId }, body: { to: targets[deed], reason: why, version } },
      {
        onSuccess: () => {
          setAsking(null);
          void message.success(t(`controlPlan.done.${targets[deed]}`));
        },
      },
    );
  return (
    <>
      {offered[state].map((deed) => {
        const { can, why } = plan.deeds[deed];
        return (
          <Deed
            key={deed}
            type={deed === 'return' ? 'default' : 'primary'}
            why={can ? null : words(why ?? 'not_permitted')}
            loading={move.isPending}
            onClick={() => (deed === 'return' || deed === 'file' ? setAsking(deed) : run(deed))}
          >
            {t(`controlPlan.deed.${deed}`)}
          </Deed>
        );
      })}
      <Modal
        open={asking === 'return'}
        title={t('controlPlan.deed.return')}
        okText={t('controlPlan.deed.return')}
        cancelText={t('common.cancel')}
        okButtonProps={{ disabled: reason.trim() === '' }}
        confirmLoading={move.isPending}
        onOk={() => run('return', reason.trim())}
        onCancel={() => setAsking(null)}
      >
        <Input.TextArea
          aria-label={t('controlPlan.returnReason')}
          placeholder={t('controlPlan.returnReason')}
          autoSize={{ minRows: 2 }}
          maxLength={1000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Modal>
      {asking === 'file' ? <FileForm plan={plan} onClose={() => setAsking(null)} /> : null}
      {move.isError ? <RefusalNotice problem={move.error} /> : null}
    </>
  );
}

interface Filed {
  filedOn: string;
  receiptNumber: string;
}

function FileForm({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const rules = useRules();
  const [form] = Form.useForm<Filed>();
  const [evidenceIds, setEvidenceIds] = useState<readonly string[]>([]);
  const file = useDeed(e.fileControlPlan, touched);
  const submit = (fields: Filed) =>
    file.mutate(
      { params: { planId: plan.plan.id }, body: { ...fields, evidenceIds: [...evidenceIds], version: plan.plan.version } },
      {
        onSuccess: () => {
          void message.success(t('controlPlan.done.filed'));
          onClose();
        },
      },
    );
  return (
    <FormDrawer<Filed>
      open
      title={t('controlPlan.fileTitle')}
      form={form}
      initial={{ filedOn: today() }}
      busy={file.isPending}
      problem={file.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form.Item name="filedOn" label={t('controlPlan.filedOn')} rules={[rules.required]}>
        <DayField />
      </Form.Item>
      <Form.Item name="receiptNumber" label={t('controlPlan.receiptNumber')} rules={[rules.words]}>
        <Input maxLength={100} />
      </Form.Item>
      <EvidenceItem
        label={t('controlPlan.receipt')}
        icon={evidenceIds.length > 0 ? 'check' : 'paperclip'}
        already={evidenceIds}
        onPick={(ids) => setEvidenceIds((now) => [...now, ...ids])}
      >
        {evidenceIds.length > 0 ? t('controlPlan.evidenceChosen', { count: evidenceIds.length }) : t('controlPlan.chooseEvidence')}
      </EvidenceItem>
    </FormDrawer>
  );
}
