import { Form, Input, Select } from 'antd';
import { useState } from 'react';
import { libraryEndpoints } from '../../../contract/library.ts';
import { useDeed } from '../../api/queries.ts';
import { EvidenceItem } from '../../parts/EvidenceItem.tsx';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { NameItems, NumberItem, numberOut, useRules } from '../../parts/fields.tsx';
import { useDone } from '../../parts/use-done.ts';
import { DayField } from '../../ui/DayField.tsx';
import { useWords } from '../../words/language.ts';
import { useQuantityName } from './quantity-name.ts';

const quantities = ['emission_factor', 'ncv', 'carbon_content', 'oxidation', 'density'] as const;

interface Fields {
  key: string;
  quantity: (typeof quantities)[number];
  name: string;
  nameEn: string;
  gas: string;
  value: string;
  unit: string;
  region: string;
  validFrom: string;
  validTo: string | null;
  source: string;
  note: string;
}

/** Proposes an own factor with its evidence; somebody else approves it. */
export function OwnFactorForm({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<Fields>();
  const [evidenceIds, setEvidenceIds] = useState<readonly string[]>([]);
  const propose = useDeed(libraryEndpoints.proposeOwnFactor, [libraryEndpoints.listOwnFactors]);
  const done = useDone(() => {
    setEvidenceIds([]);
    onClose();
  });
  function submit(fields: Fields) {
    propose.mutate(
      {
        body: {
          ...fields,
          value: numberOut(fields.value) ?? '0',
          region: fields.region ?? '',
          note: fields.note ?? '',
          validTo: fields.validTo ?? null,
          evidenceIds: [...evidenceIds],
        },
      },
      done,
    );
  }
  return (
    <FormDrawer<Fields>
      open={open}
      title={t('library.propose')}
      intro={t('library.ownSummary')}
      form={form}
      initial={{ quantity: 'emission_factor', gas: 'CO2', region: '', validTo: null, note: '' }}
      busy={propose.isPending}
      problem={propose.error}
      submitLabel={t('library.propose')}
      onSubmit={submit}
      onClose={onClose}
    >
      <OwnFactorFields />
      <EvidenceItem label={t('library.evidence')} already={evidenceIds} onPick={(ids) => setEvidenceIds((now) => [...now, ...ids])}>
        {t('library.attachEvidence')} {evidenceIds.length > 0 ? evidenceIds.length : ''}
      </EvidenceItem>
    </FormDrawer>
  );
}

function OwnFactorFields() {
  const { t } = useWords();
  const rules = useRules();
  const quantityName = useQuantityName();
  return (
    <>
      <NameItems />
      <div className="th-form-grid">
        <Form.Item
          name="key"
          label={t('library.key')}
          extra={t('library.keyHint')}
          rules={[rules.required, { pattern: /^[a-z0-9][a-z0-9_.-]{0,59}$/, message: t('library.keyHint') }]}
        >
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="quantity" label={t('library.quantity')} rules={[rules.required]}>
          <Select options={quantities.map((value) => ({ value, label: quantityName(value) }))} />
        </Form.Item>
        <NumberItem name="value" label={t('library.value')} required />
        <Form.Item name="unit" label={t('library.unit')} extra={t('library.unitHint')} rules={[rules.words]}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="gas" label={t('library.gas')} rules={[rules.words]}>
          <Input maxLength={20} />
        </Form.Item>
        <Form.Item name="region" label={t('library.region')}>
          <Input maxLength={10} />
        </Form.Item>
        <Form.Item name="validFrom" label={t('library.validFrom')} rules={[rules.required]}>
          <DayField />
        </Form.Item>
        <Form.Item name="validTo" label={t('library.validTo')}>
          <DayField />
        </Form.Item>
      </div>
      <Form.Item name="source" label={t('common.source')} extra={t('library.sourceHint')} rules={[rules.words]}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
      <Form.Item name="note" label={t('common.note')}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
    </>
  );
}
