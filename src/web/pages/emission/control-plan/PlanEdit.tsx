import { App, Button, Form, Input, Select } from 'antd';
import { useCallback, useState } from 'react';
import { controlPlanEndpoints as e, revisionTrigger } from '../../../../contract/control-plan.ts';
import { planSections } from '../../../../kernel/emission/control-plan/plan.ts';
import { useDeed } from '../../../api/queries.ts';
import { Deed, useRefusalWords } from '../../../parts/Deed.tsx';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { DayField } from '../../../ui/DayField.tsx';
import { Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import styles from './control-plan.module.css';
import { FacilityGrid } from './FacilityGrid.tsx';
import { LineGrid } from './LineGrid.tsx';
import { bodyOf, type Draft, draftOf, type Plan } from './plan-model.ts';

/** Writes a draft in one grid; everything is saved together and checked by the server. */
export function PlanEdit({ plan }: { plan: Plan }) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const words = useRefusalWords();
  const [draft, setDraft] = useState<Draft>(() => draftOf(plan));
  const [touched, setTouched] = useState(false);
  const save = useDeed(e.changeControlPlan, [e.readControlPlan, e.listControlPlans]);
  const { can, why } = plan.deeds.change;
  function change(part: Partial<Draft>) {
    setDraft((now) => ({ ...now, ...part }));
    setTouched(true);
  }
  const changeLines = useCallback((make: (lines: Draft['lines']) => Draft['lines']) => {
    setDraft((now) => ({ ...now, lines: make(now.lines) }));
    setTouched(true);
  }, []);
  const submit = () =>
    save
      .mutateAsync({ params: { planId: plan.plan.id }, body: bodyOf(draft, plan.plan.version) })
      // The form begins anew with what was saved; it is gone when this is said.
      .then(() => void message.success(t('common.saved')))
      // What went wrong stands above the bar.
      .catch(() => undefined);
  return (
    <>
      <RevisionFields draft={draft} onChange={change} />
      <Section title={t('controlPlan.part.boundary')}>
        <FacilityGrid units={plan.content.units} facilities={draft.facilities} onChange={(facilities) => change({ facilities })} />
      </Section>
      {plan.content.units.map((unit) => (
        <Section key={unit.id} title={`${t('controlPlan.part.parameters')} \u00B7 ${say(unit.name)}`}>
          <LineGrid unitId={unit.id} lines={draft.lines} choices={plan.choices} findings={plan.findings} onChange={changeLines} />
        </Section>
      ))}
      <TextFields draft={draft} onChange={change} />
      {save.isError ? <RefusalNotice problem={save.error} /> : null}
      <div className={styles.saveBar}>
        {touched ? <span className="th-quiet">{t('controlPlan.unsaved')}</span> : null}
        <Button
          disabled={!touched}
          onClick={() => {
            setDraft(draftOf(plan));
            setTouched(false);
          }}
        >
          {t('controlPlan.discard')}
        </Button>
        <Deed type="primary" why={can ? null : words(why ?? 'not_permitted')} loading={save.isPending} onClick={submit}>
          {t('common.save')}
        </Deed>
      </div>
    </>
  );
}

interface FieldsProps {
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
}

function RevisionFields({ draft, onChange }: FieldsProps) {
  const { t } = useWords();
  return (
    <Section title={t('controlPlan.part.revisions')}>
      <Form layout="vertical" className="th-form-grid">
        <Form.Item label={t('controlPlan.triggerLabel')} htmlFor="plan-trigger">
          <Select
            id="plan-trigger"
            value={draft.trigger}
            options={revisionTrigger.options.map((value) => ({ value, label: t(`controlPlan.trigger.${value}`) }))}
            onChange={(trigger) => onChange({ trigger })}
          />
        </Form.Item>
        <Form.Item label={t('controlPlan.validFrom')}>
          <DayField
            label={t('controlPlan.validFrom')}
            clearable={false}
            value={draft.validFrom}
            onChange={(day) => day && onChange({ validFrom: day })}
          />
        </Form.Item>
        <Form.Item label={t('controlPlan.note')} htmlFor="plan-note">
          <Input.TextArea
            id="plan-note"
            autoSize={{ minRows: 1, maxRows: 6 }}
            maxLength={2000}
            placeholder={t('controlPlan.notePlaceholder')}
            value={draft.note}
            onChange={(event) => onChange({ note: event.target.value })}
          />
        </Form.Item>
      </Form>
    </Section>
  );
}

function TextFields({ draft, onChange }: FieldsProps) {
  const { t } = useWords();
  return (
    <Section title={t('controlPlan.part.quality')}>
      <Form layout="vertical">
        {planSections.map((section) => (
          <Form.Item key={section} label={t(`controlPlan.sections.${section}`)} htmlFor={`plan-${section}`}>
            <Input.TextArea
              id={`plan-${section}`}
              autoSize={{ minRows: 2, maxRows: 14 }}
              maxLength={8000}
              value={draft.sections[section]}
              onChange={(event) => onChange({ sections: { ...draft.sections, [section]: event.target.value } })}
            />
          </Form.Item>
        ))}
      </Form>
    </Section>
  );
}
