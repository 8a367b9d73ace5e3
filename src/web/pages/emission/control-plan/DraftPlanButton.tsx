import { Form, Input, Select } from 'antd';
import { useState } from 'react';
import { controlPlanEndpoints as e, revisionTrigger } from '../../../../contract/control-plan.ts';
import { useDeed } from '../../../api/queries.ts';
import { Deed, useWhyNot } from '../../../parts/Deed.tsx';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { useRules } from '../../../parts/fields.tsx';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { paths } from '../../../paths.ts';
import { lineageOf, useWorkplace } from '../../../shell/workplace.ts';
import { DayField } from '../../../ui/DayField.tsx';
import { useGo } from '../../../ui/GoLink.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { today } from '../../../ui/today.ts';
import { useWords } from '../../../words/language.ts';
import type { Plans, Version } from './plan-model.ts';

interface Fields {
  trigger: Version['trigger'];
  note: string;
  validFrom: string;
}

/** Begins a version: at once for the first of a year, with trigger and day for a revision. */
export function DraftPlanButton({ plans }: { plans: Plans }) {
  const { t, language } = useWords();
  const go = useGo();
  const { tree } = useWorkplace();
  const [revising, setRevising] = useState(false);
  const mayNot = useWhyNot('control_plan.draft', lineageOf(tree.data, plans.entityId));
  const draft = useDeed(e.draftControlPlan);
  const latest = plans.versions[0];
  const begin = (fields: Partial<Fields> = {}, from: 'last' | 'organization' = 'last') =>
    draft
      .mutateAsync({
        params: { entityId: plans.entityId, year: plans.year },
        body: { note: '', ...fields, from, language, seenNumber: latest?.number ?? 0 },
      })
      // This button may be gone by then: where it stood a version stands now.
      .then(() => {
        setRevising(false);
        go(`${paths.controlPlan(plans.entityId, plans.year)}?view=edit`);
      })
      // What went wrong stands beside the button.
      .catch(() => undefined);
  const label = latest
    ? t('controlPlan.revise')
    : plans.earlier
      ? t('controlPlan.draftFrom', { year: plans.earlier.year })
      : t('controlPlan.draft');
  return (
    <>
      <Deed
        type={latest ? 'default' : 'primary'}
        why={mayNot}
        loading={draft.isPending && !revising}
        icon={<Icon name="plus" size={15} />}
        onClick={() => (latest ? setRevising(true) : begin())}
      >
        {label}
      </Deed>
      {!latest && plans.earlier ? (
        <Deed why={mayNot} onClick={() => begin({}, 'organization')}>
          {t('controlPlan.draft')}
        </Deed>
      ) : null}
      {draft.isError && !revising ? <RefusalNotice problem={draft.error} /> : null}
      {revising ? (
        <ReviseForm year={plans.year} busy={draft.isPending} problem={draft.error} onSubmit={begin} onClose={() => setRevising(false)} />
      ) : null}
    </>
  );
}

interface ReviseProps {
  readonly year: number;
  readonly busy: boolean;
  readonly problem: unknown;
  readonly onSubmit: (fields: Fields) => void;
  readonly onClose: () => void;
}

function ReviseForm({ year, busy, problem, onSubmit, onClose }: ReviseProps) {
  const { t } = useWords();
  const rules = useRules();
  const [form] = Form.useForm<Fields>();
  const day = today();
  const validFrom = day.startsWith(String(year)) ? day : `${year}-01-01`;
  const triggers = revisionTrigger.options.filter((one) => one !== 'first' && one !== 'new_year');
  return (
    <FormDrawer<Fields>
      open
      title={t('controlPlan.reviseTitle')}
      form={form}
      initial={{ validFrom }}
      busy={busy}
      problem={problem}
      submitLabel={t('controlPlan.revise')}
      intro={t('controlPlan.reviseIntro')}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <Form.Item name="trigger" label={t('controlPlan.triggerLabel')} rules={[rules.required]}>
        <Select options={triggers.map((value) => ({ value, label: t(`controlPlan.trigger.${value}`) }))} />
      </Form.Item>
      <Form.Item name="note" label={t('controlPlan.note')} rules={[rules.words]}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} placeholder={t('controlPlan.notePlaceholder')} />
      </Form.Item>
      <Form.Item name="validFrom" label={t('controlPlan.validFrom')} rules={[rules.required]}>
        <DayField clearable={false} />
      </Form.Item>
    </FormDrawer>
  );
}
