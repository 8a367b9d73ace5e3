import { Form, Select } from 'antd';
import { useState } from 'react';
import { laboratoryEndpoints } from '../../../../contract/laboratory.ts';
import { useDeed } from '../../../api/queries.ts';
import { EvidenceItem } from '../../../parts/EvidenceItem.tsx';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { ReasonItem, useRules } from '../../../parts/fields.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { useWords } from '../../../words/language.ts';
import { isReported, type Sample } from './model.ts';
import { ReportItems } from './SampleForm.tsx';
import { type CoalPlace, useTakeMonth } from './useDailySheet.ts';

interface Fields {
  samples: string[];
  receivedOn: string;
  testedOn: string;
  reportedOn: string;
  laboratoryId: string;
  reportNumber: string;
  standard: string;
  reason: string;
}

/** One laboratory report for several samples of the month. */
export function ReportForm({
  open,
  place,
  samples,
  onClose,
}: {
  open: boolean;
  place: CoalPlace;
  samples: readonly Sample[];
  onClose: () => void;
}) {
  const { t } = useWords();
  const rules = useRules();
  const take = useTakeMonth(place);
  const [form] = Form.useForm<Fields>();
  const [evidenceIds, setEvidenceIds] = useState<readonly string[]>([]);
  const report = useDeed(laboratoryEndpoints.reportSamples, []);
  const waiting = samples.filter((one) => !isReported(one));
  const chosen = Form.useWatch('samples', form) ?? [];
  const changes = samples.some((one) => chosen.includes(one.sampleId) && isReported(one));
  const done = useDone((month: Parameters<typeof take>[0]) => {
    take(month);
    onClose();
  });
  function submit({ samples: ids, reason, ...fields }: Fields) {
    const named = samples.filter((one) => ids.includes(one.sampleId)).map(({ sampleId, version }) => ({ sampleId, version }));
    const body = { ...fields, standard: fields.standard ?? '', reason: reason ?? '', samples: named, evidenceIds: [...evidenceIds] };
    report.mutate({ params: place, body }, done);
  }
  return (
    <FormDrawer<Fields>
      open={open}
      title={t('laboratory.registerReport')}
      form={form}
      initial={{ samples: waiting.map((one) => one.sampleId), standard: '' }}
      busy={report.isPending}
      problem={report.error}
      onSubmit={submit}
      onClose={onClose}
      intro={t('laboratory.reportText')}
      size={640}
    >
      <Form.Item name="samples" label={t('laboratory.reportFor')} rules={[rules.required]}>
        <Select
          mode="multiple"
          maxTagCount={4}
          optionFilterProp="label"
          options={samples.map((one) => ({ value: one.sampleId, label: one.number }))}
        />
      </Form.Item>
      <ReportItems required />
      <EvidenceItem
        label={t('laboratory.evidence')}
        icon={evidenceIds.length > 0 ? 'check' : 'paperclip'}
        onPick={(ids) => setEvidenceIds([...new Set([...evidenceIds, ...ids])])}
      >
        {evidenceIds.length > 0 ? t('laboratory.evidenceChosen', { n: evidenceIds.length }) : t('laboratory.chooseEvidence')}
      </EvidenceItem>
      {changes ? <ReasonItem /> : null}
    </FormDrawer>
  );
}
