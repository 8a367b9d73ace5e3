import { Form, Input, Select } from 'antd';
import { useState } from 'react';
import { ledgerEndpoints } from '../../../../contract/ledger.ts';
import { useDeed } from '../../../api/queries.ts';
import { readNumber } from '../../../format/number.ts';
import { EvidenceItem } from '../../../parts/EvidenceItem.tsx';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { NumberItem, useRules } from '../../../parts/fields.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { entityOptions, firstEntity, useWorkplace } from '../../../shell/workplace.ts';
import { DayField } from '../../../ui/DayField.tsx';
import { today } from '../../../ui/today.ts';
import { useWords } from '../../../words/language.ts';
import { NewClassItems } from './MovementItems.tsx';
import { ledgerReads } from './model.ts';

interface Fields {
  entityId: string;
  programme: string;
  vintage: string;
  project?: string;
  unit: 't' | 'MWh';
  quantity: string;
  documentNo: string;
  attestedOn: string;
}

/** Records what an authority or a verifier attested. */
export function AttestForm({ onClose }: { onClose: () => void }) {
  const { t, language } = useWords();
  const rules = useRules();
  const { tree, at } = useWorkplace();
  const [form] = Form.useForm<Fields>();
  const done = useDone(onClose, t('ledger.attest.done'));
  const [evidenceIds, setEvidenceIds] = useState<readonly string[]>([]);
  const attest = useDeed(ledgerEndpoints.attest, ledgerReads);
  if (tree.data === undefined) return null;
  const submit = ({ project, vintage, quantity, ...fields }: Fields) => {
    const numbers = { vintage: Number(vintage), quantity: readNumber(quantity) ?? quantity };
    attest.mutate({ body: { ...fields, ...numbers, project: project ?? '', evidenceIds: [...evidenceIds] } }, done);
  };
  return (
    <FormDrawer<Fields>
      open
      size={640}
      title={t('ledger.attest.title')}
      form={form}
      initial={{ entityId: firstEntity(tree.data, at)?.id ?? '', programme: 'CEA', unit: 't', attestedOn: today() }}
      busy={attest.isPending}
      problem={attest.error}
      onSubmit={submit}
      onClose={onClose}
      intro={t('ledger.attest.intro')}
    >
      <Form.Item name="entityId" label={t('ledger.entity')} rules={[rules.required]}>
        <Select showSearch={{ optionFilterProp: 'label' }} options={entityOptions(tree.data, language)} />
      </Form.Item>
      <NewClassItems />
      <div className="th-form-grid">
        <NumberItem name="quantity" label={t('ledger.attest.attested')} required />
        <Form.Item name="attestedOn" label={t('ledger.attest.attestedOn')} rules={[rules.required]}>
          <DayField />
        </Form.Item>
        <Form.Item name="documentNo" label={t('ledger.documentNo')} rules={[rules.words]}>
          <Input maxLength={200} />
        </Form.Item>
      </div>
      <EvidenceItem
        label={t('ledger.evidence')}
        icon={evidenceIds.length > 0 ? 'check' : 'paperclip'}
        already={evidenceIds}
        onPick={(ids) => setEvidenceIds((now) => [...now, ...ids])}
      >
        {evidenceIds.length > 0 ? t('ledger.evidenceChosen', { count: evidenceIds.length }) : t('ledger.chooseEvidence')}
      </EvidenceItem>
    </FormDrawer>
  );
}
