import { Form, Input, Select } from 'antd';
import { useState } from 'react';
import { organizationEndpoints } from '../../../contract/organization.ts';
import { useDeed } from '../../api/queries.ts';
import { addDays, addMonths } from '../../format/day.ts';
import { EvidenceItem } from '../../parts/EvidenceItem.tsx';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { NumberItem, numberOut, ReasonItem, useRules } from '../../parts/fields.tsx';
import { useDone } from '../../parts/use-done.ts';
import { DayField } from '../../ui/DayField.tsx';
import { useWords } from '../../words/language.ts';
import type { Calibration, Meter } from './MeterTable.tsx';

interface Fields {
  calibratedOn: string;
  validUntil: string;
  foundErrorPct: string | null;
  result: 'in_class' | 'out_of_class';
  body: string;
  certificateNo: string;
  reason: string;
}

/** Records a calibration, or corrects one by a new version; the end of its validity is proposed from the meter's interval. */
export function CalibrationForm({
  meter,
  corrected = null,
  open,
  onClose,
}: {
  meter: Meter;
  corrected?: Calibration | null;
  open: boolean;
  onClose: () => void;
}) {
  const { t } = useWords();
  const rules = useRules();
  const [form] = Form.useForm<Fields>();
  const [evidenceId, setEvidenceId] = useState<string | null>(corrected?.evidence?.id ?? null);
  const record = useDeed(organizationEndpoints.recordCalibration);
  const correct = useDeed(organizationEndpoints.correctCalibration);
  const done = useDone(() => {
    setEvidenceId(null);
    onClose();
  });
  function submit({ reason, ...fields }: Fields) {
    const body = { ...fields, certificateNo: fields.certificateNo ?? '', foundErrorPct: numberOut(fields.foundErrorPct), evidenceId };
    if (corrected) {
      const params = { meterId: meter.id, calibrationId: corrected.id };
      correct.mutate({ params, body: { ...body, reason } }, done);
    } else record.mutate({ params: { meterId: meter.id }, body }, done);
  }
  return (
    <FormDrawer<Fields>
      open={open}
      title={corrected ? t('organization.correctCalibration') : t('organization.recordCalibration')}
      form={form}
      initial={corrected ? { ...corrected, reason: '' } : { result: 'in_class', foundErrorPct: null, certificateNo: '' }}
      busy={record.isPending || correct.isPending}
      problem={record.error ?? correct.error}
      onSubmit={submit}
      onClose={onClose}
      size={480}
    >
      <Form.Item name="calibratedOn" label={t('organization.calibratedOn')} rules={[rules.required]}>
        <DayField
          onChange={(day) => {
            form.setFieldValue('calibratedOn', day);
            if (day) form.setFieldValue('validUntil', addDays(addMonths(day, meter.calibrationIntervalMonths), -1));
          }}
        />
      </Form.Item>
      <Form.Item name="validUntil" label={t('organization.validUntil')} rules={[rules.required]}>
        <DayField />
      </Form.Item>
      <Form.Item name="result" label={t('organization.result')} rules={[rules.required]}>
        <Select options={(['in_class', 'out_of_class'] as const).map((value) => ({ value, label: t(`organization.resultOf.${value}`) }))} />
      </Form.Item>
      <NumberItem name="foundErrorPct" label={t('organization.foundError')} unit="%" />
      <Form.Item name="body" label={t('organization.body')} rules={[rules.words]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="certificateNo" label={t('organization.certificate')}>
        <Input maxLength={100} />
      </Form.Item>
      <EvidenceItem
        label={t('organization.evidence')}
        icon={evidenceId ? 'check' : 'paperclip'}
        onPick={(ids) => setEvidenceId(ids[0] ?? null)}
      >
        {t('organization.chooseEvidence')}
      </EvidenceItem>
      {corrected && <ReasonItem />}
    </FormDrawer>
  );
}
