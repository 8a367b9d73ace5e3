import { Checkbox, Form, Input } from 'antd';
import { useState } from 'react';
import { projectSteps } from '../../../../contract/asset-project-steps.ts';
import { assetProjectEndpoints as e } from '../../../../contract/asset-projects.ts';
import { useDeed } from '../../../api/queries.ts';
import { EvidenceItem } from '../../../parts/EvidenceItem.tsx';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { NumberItem, numberOut, useRules } from '../../../parts/fields.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { DayField } from '../../../ui/DayField.tsx';
import { today } from '../../../ui/today.ts';
import { useWords } from '../../../words/language.ts';
import type { Project } from './ProjectsPage.tsx';

type Taken = Project['steps'][number];
export interface StepPlace {
  readonly round: number;
  readonly step: Taken['step'];
  /** Recorded already: then it is corrected. */
  readonly taken: Taken | null;
}

interface Fields {
  happenedOn: string;
  body?: string;
  periodFrom?: string | null;
  periodTo?: string | null;
  quantity?: string;
  documentNo?: string;
  note?: string;
  withdrawn?: boolean;
}

/** Records a step of the cycle with what belongs to it, or corrects one. */
export function StepForm({ project, place, onClose }: { project: Project; place: StepPlace; onClose: () => void }) {
  const { t, say } = useWords();
  const rules = useRules();
  const [form] = Form.useForm<Fields>();
  const { taken } = place;
  const [evidenceIds, setEvidenceIds] = useState<readonly string[]>(taken?.evidence.map((one) => one.id) ?? []);
  const done = useDone(onClose, t('common.saved'));
  const record = useDeed(e.recordProjectStep, [e.listAssetProjects]);
  const rule = projectSteps[place.step];
  function submit(fields: Fields) {
    const body = {
      ...{ round: place.round, step: place.step, happenedOn: fields.happenedOn, body: fields.body ?? '' },
      ...{ periodFrom: fields.periodFrom ?? null, periodTo: fields.periodTo ?? null, quantity: numberOut(fields.quantity) },
      ...{ documentNo: fields.documentNo ?? '', note: fields.note ?? '', withdrawn: fields.withdrawn ?? false },
      ...{ evidenceIds: [...evidenceIds], seenVersion: taken?.version ?? 0 },
    };
    record.mutate({ params: { projectId: project.id }, body }, done);
  }
  return (
    <FormDrawer<Fields>
      open
      title={say(rule.title)}
      form={form}
      initial={{
        ...{ happenedOn: taken?.happenedOn ?? today(), body: taken?.body ?? '', periodFrom: taken?.periodFrom ?? null },
        ...{ periodTo: taken?.periodTo ?? null, quantity: taken?.quantity ?? '', documentNo: taken?.documentNo ?? '', note: '' },
      }}
      busy={record.isPending}
      problem={record.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form.Item name="happenedOn" label={t('assetProjects.day')} rules={[rules.required]}>
        <DayField clearable={false} />
      </Form.Item>
      <ToldItems step={place.step} />
      <Form.Item name="documentNo" label={t('assetProjects.documentNo')}>
        <Input maxLength={200} />
      </Form.Item>
      <EvidenceItem
        label={t('assetProjects.evidence')}
        icon={evidenceIds.length > 0 ? 'check' : 'paperclip'}
        already={evidenceIds}
        onPick={(ids) => setEvidenceIds((now) => [...now, ...ids])}
      >
        {evidenceIds.length > 0 ? t('assetProjects.evidenceChosen', { count: evidenceIds.length }) : t('assetProjects.evidenceChoose')}
      </EvidenceItem>
      <Form.Item name="note" label={t(taken ? 'common.reason' : 'assetProjects.note')} rules={taken ? [rules.words] : []}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={4000} />
      </Form.Item>
      {taken && (
        <Form.Item name="withdrawn" valuePropName="checked">
          <Checkbox>{t('assetProjects.takeBack')}</Checkbox>
        </Form.Item>
      )}
    </FormDrawer>
  );
}

/** What is told of a step besides its day. */
function ToldItems({ step }: { step: Taken['step'] }) {
  const { t } = useWords();
  const rules = useRules();
  const rule = projectSteps[step];
  return (
    <>
      {rule.body && (
        <Form.Item name="body" label={t('assetProjects.body')} rules={[rules.words]}>
          <Input maxLength={200} />
        </Form.Item>
      )}
      {rule.period && (
        <div className="th-form-grid">
          <Form.Item name="periodFrom" label={t('assetProjects.periodFrom')} rules={[rules.required]}>
            <DayField clearable={false} />
          </Form.Item>
          <Form.Item name="periodTo" label={t('assetProjects.periodTo')} rules={[rules.required]}>
            <DayField clearable={false} />
          </Form.Item>
        </div>
      )}
      {rule.quantity && <NumberItem name="quantity" label={t('assetProjects.quantity')} unit="tCO2e" />}
    </>
  );
}
