import { Form, Input, Select } from 'antd';
import { useState } from 'react';
import { verificationRecordEndpoints as e, opinion } from '../../../../contract/verification-record.ts';
import { useDeed } from '../../../api/queries.ts';
import { EvidenceItem } from '../../../parts/EvidenceItem.tsx';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { NumberItem, numberOut, useRules } from '../../../parts/fields.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { DayField } from '../../../ui/DayField.tsx';
import { today } from '../../../ui/today.ts';
import { useWords } from '../../../words/language.ts';
import type { Records } from './VerificationRecordSection.tsx';

interface Fields {
  verifiedT: string;
  units: Record<string, string>;
  opinion: Records['versions'][number]['opinion'];
  verifier: string;
  verifierEn: string;
  verifiedOn: string;
  statement: string;
}

/** Enters what the verifier found: total, units where known, opinion, day and evidence. */
export function VerificationRecordForm({ records, onClose }: { records: Records; onClose: () => void }) {
  const { t } = useWords();
  const done = useDone(onClose);
  const [form] = Form.useForm<Fields>();
  const [evidenceIds, setEvidenceIds] = useState<readonly string[]>([]);
  const enter = useDeed(e.enterVerificationRecord, [e.readVerificationRecords]);
  function submit({ units = {}, statement, ...fields }: Fields) {
    const given = Object.entries(units).flatMap(([unitId, value]) => {
      const verifiedT = numberOut(value);
      return verifiedT === null ? [] : [{ unitId, verifiedT }];
    });
    const body = {
      ...fields,
      verifiedT: numberOut(fields.verifiedT) ?? '',
      statement: statement ?? '',
      units: given,
      evidenceIds: [...evidenceIds],
      seenVersion: records.versions[0]?.version ?? 0,
    };
    enter.mutate({ params: { entityId: records.entityId, year: records.year }, body }, done);
  }
  return (
    <FormDrawer<Fields>
      open
      title={t('verificationRecord.enter')}
      form={form}
      initial={{ opinion: 'unqualified', verifiedOn: today(), statement: '', verifierEn: '' }}
      busy={enter.isPending}
      problem={enter.error}
      onSubmit={submit}
      onClose={onClose}
      intro={
        <>
          {t('verificationRecord.reported')}: <Quantity value={records.reported.totalT} unit="t" />
        </>
      }
    >
      <RecordFields records={records} />
      <EvidenceItem
        label={t('verificationRecord.evidence')}
        icon={evidenceIds.length > 0 ? 'check' : 'paperclip'}
        already={evidenceIds}
        onPick={(ids) => setEvidenceIds((now) => [...now, ...ids])}
      >
        {evidenceIds.length > 0
          ? t('verificationRecord.evidenceChosen', { count: evidenceIds.length })
          : t('verificationRecord.chooseEvidence')}
      </EvidenceItem>
    </FormDrawer>
  );
}

function RecordFields({ records }: { records: Records }) {
  const { t, say } = useWords();
  const rules = useRules();
  return (
    <>
      <NumberItem name="verifiedT" label={t('verificationRecord.verified')} unit="t" required />
      {records.reported.units.map((unit) => (
        <Form.Item
          key={unit.unitId}
          name={['units', unit.unitId]}
          label={say(unit.unitName)}
          extra={t('verificationRecord.unitHint')}
          rules={[rules.number]}
        >
          <Input inputMode="decimal" className="th-number-field" suffix="t" />
        </Form.Item>
      ))}
      <Form.Item name="opinion" label={t('verificationRecord.opinion')} rules={[rules.required]}>
        <Select options={opinion.options.map((value) => ({ value, label: t(`verificationRecord.opinionOf.${value}`) }))} />
      </Form.Item>
      <Form.Item name="verifier" label={t('verificationRecord.verifier')} rules={[rules.words]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="verifierEn" label={t('verificationRecord.verifierEn')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="verifiedOn" label={t('verificationRecord.verifiedOn')} rules={[rules.required]}>
        <DayField />
      </Form.Item>
      <Form.Item name="statement" label={t('verificationRecord.statement')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={4000} />
      </Form.Item>
    </>
  );
}
