import { Form, Input, Select } from 'antd';
import { useState } from 'react';
import { coalBasis, laboratoryEndpoints, sampleKind, sampleState } from '../../../../contract/laboratory.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { EvidenceItem } from '../../../parts/EvidenceItem.tsx';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { NumberItem, numberOut, ReasonItem, useRules } from '../../../parts/fields.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { DayField } from '../../../ui/DayField.tsx';
import { useWords } from '../../../words/language.ts';
import { isReported, type Sample } from './model.ts';
import type { CoalPlace } from './useDailySheet.ts';

const figures = ['mAd', 'mAr', 'carbon', 'ncvAr', 'ash', 'volatile', 'hydrogen', 'sulfur', 'transmittance', 'grossCv'] as const;
const units: Partial<Record<(typeof figures)[number], string>> = { ncvAr: 'GJ/t', grossCv: 'MJ/kg' };

type Fields = Pick<
  Sample,
  | 'kind'
  | 'number'
  | 'sampledOn'
  | 'state'
  | 'amountT'
  | 'receivedOn'
  | 'testedOn'
  | 'reportedOn'
  | 'laboratoryId'
  | 'reportNumber'
  | 'standard'
  | 'basis'
  | 'note'
  | (typeof figures)[number]
> & { reason: string };

/** Records a sample, or corrects one by a new version. */
export function SampleForm({
  open,
  place,
  sample,
  onClose,
}: {
  open: boolean;
  place: CoalPlace;
  sample: Sample | null;
  onClose: () => void;
}) {
  const { t } = useWords();
  const done = useDone(onClose);
  const [form] = Form.useForm<Fields>();
  const [evidenceIds, setEvidenceIds] = useState<readonly string[]>(sample?.evidence.map((one) => one.id) ?? []);
  const record = useDeed(laboratoryEndpoints.recordSample);
  const correct = useDeed(laboratoryEndpoints.correctSample);
  const kind = Form.useWatch('kind', form) ?? sample?.kind ?? 'monthly_composite';
  function submit({ reason, ...given }: Fields) {
    const numbers = Object.fromEntries(figures.map((name) => [name, numberOut(given[name])]));
    const body = {
      ...given,
      ...numbers,
      amountT: given.kind === 'batch' ? numberOut(given.amountT) : null,
      receivedOn: given.receivedOn ?? null,
      testedOn: given.testedOn ?? null,
      reportedOn: given.reportedOn ?? null,
      laboratoryId: given.laboratoryId ?? null,
      reportNumber: given.reportNumber ?? '',
      standard: given.standard ?? '',
      note: given.note ?? '',
      evidenceIds: [...evidenceIds],
    };
    if (sample)
      correct.mutate({ params: { sampleId: sample.sampleId }, body: { ...body, reason: reason ?? '', version: sample.version } }, done);
    else record.mutate({ params: { unitId: place.unitId }, body: { ...body, fuelStreamId: place.fuelStreamId, month: place.month } }, done);
  }
  return (
    <FormDrawer<Fields>
      open={open}
      title={sample ? t('laboratory.correct') : t('laboratory.addSample')}
      form={form}
      initial={sample ? { ...sample, reason: '' } : { kind: 'monthly_composite', state: 'as_fired', basis: 'ad' }}
      busy={record.isPending || correct.isPending}
      problem={record.error ?? correct.error}
      onSubmit={submit}
      onClose={onClose}
      intro={sample ? t('laboratory.correctText') : undefined}
      size={640}
    >
      <WhatItems kind={kind} />
      <ReportItems />
      <FigureItems />
      <EvidenceItem
        label={t('laboratory.evidence')}
        icon={evidenceIds.length > 0 ? 'check' : 'paperclip'}
        onPick={(ids) => setEvidenceIds([...new Set([...evidenceIds, ...ids])])}
      >
        {evidenceIds.length > 0 ? t('laboratory.evidenceChosen', { n: evidenceIds.length }) : t('laboratory.chooseEvidence')}
      </EvidenceItem>
      <Form.Item name="note" label={t('laboratory.note')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={2000} />
      </Form.Item>
      {sample && isReported(sample) ? <ReasonItem /> : null}
    </FormDrawer>
  );
}

function FigureItems() {
  const { t } = useWords();
  return (
    <>
      <h3>{t('laboratory.figures')}</h3>
      <div className="th-lab-figures">
        <Form.Item name="basis" label={t('laboratory.basis')}>
          <Select options={coalBasis.options.map((value) => ({ value, label: t(`laboratory.basisOf.${value}`) }))} />
        </Form.Item>
        {figures.map((name) => (
          <NumberItem key={name} name={name} label={t(`laboratory.field.${name}`)} unit={units[name] ?? '%'} />
        ))}
      </div>
    </>
  );
}

function WhatItems({ kind }: { kind: Sample['kind'] }) {
  const { t } = useWords();
  const rules = useRules();
  return (
    <div className="th-lab-figures">
      <Form.Item name="kind" label={t('laboratory.kindLabel')} rules={[rules.required]}>
        <Select options={sampleKind.options.map((value) => ({ value, label: t(`laboratory.kind.${value}`) }))} />
      </Form.Item>
      <Form.Item name="number" label={t('laboratory.number')} rules={[rules.words]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="sampledOn" label={t('laboratory.sampledOn')} rules={[rules.required]}>
        <DayField />
      </Form.Item>
      <Form.Item name="state" label={t('laboratory.state')}>
        <Select options={sampleState.options.map((value) => ({ value, label: t(`laboratory.stateOf.${value}`) }))} />
      </Form.Item>
      {kind === 'batch' ? <NumberItem name="amountT" label={t('laboratory.amount')} unit="t" required /> : null}
    </div>
  );
}

/** Dates, laboratory and number of a report: of one sample, or of several at once. */
export function ReportItems({ required = false }: { required?: boolean }) {
  const { t, nameOf } = useWords();
  const rules = useRules();
  const laboratories = useAsk(laboratoryEndpoints.listLaboratories, {});
  const must = required ? [rules.required] : [];
  return (
    <>
      <h3>{t('laboratory.report')}</h3>
      <div className="th-lab-figures">
        {(['receivedOn', 'testedOn', 'reportedOn'] as const).map((name) => (
          <Form.Item key={name} name={name} label={t(`laboratory.${name}`)} rules={must}>
            <DayField />
          </Form.Item>
        ))}
        <Form.Item name="laboratoryId" label={t('laboratory.laboratory')} rules={must}>
          <Select
            allowClear={!required}
            options={(laboratories.data?.items ?? []).map((one) => ({ value: one.id, label: nameOf(one) }))}
            notFoundContent={t('laboratory.noLaboratories')}
          />
        </Form.Item>
        <Form.Item name="reportNumber" label={t('laboratory.reportNumber')} rules={required ? [rules.words] : []}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="standard" label={t('laboratory.standard')}>
          <Input maxLength={200} placeholder="GB/T 476" />
        </Form.Item>
      </div>
    </>
  );
}
