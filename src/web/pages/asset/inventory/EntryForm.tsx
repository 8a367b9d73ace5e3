import { Checkbox, Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { assetInventoryEndpoints as e } from '../../../../contract/asset-inventory.ts';
import { type PotentialKind, potentialKindCodes, potentialKinds } from '../../../../contract/asset-inventory-kinds.ts';
import { useDeed } from '../../../api/queries.ts';
import { EvidenceItem } from '../../../parts/EvidenceItem.tsx';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { NumberItem, numberOut, ReasonItem, useRules } from '../../../parts/fields.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { DayField } from '../../../ui/DayField.tsx';
import { useWords } from '../../../words/language.ts';
import type { Shown } from './InventoryPage.tsx';

export type Entry = Shown['entries'][number];

interface Fields {
  kind?: PotentialKind;
  name: string;
  quantity?: string;
  unit: 't' | 'MWh';
  low?: string;
  high?: string;
  probability?: string;
  expectedYear?: number | null;
  basis: string;
  holder?: string;
  responsible?: string;
  nextStep?: string;
  dueOn?: string | null;
  withdrawn?: boolean;
  reason?: string;
}

const kindOf = (kind: string | undefined): PotentialKind | undefined => potentialKindCodes.find((one) => one === kind);

function initialOf(entry: Entry | null): Partial<Fields> {
  const kind = kindOf(entry?.kind);
  if (entry === null) return { unit: 't' };
  return {
    ...(kind === undefined ? {} : { kind }),
    ...{ name: entry.name, quantity: entry.quantity, unit: entry.unit, low: entry.low ?? '', high: entry.high ?? '' },
    ...{ probability: entry.probability ?? '', expectedYear: entry.expectedYear, basis: entry.basis, holder: entry.holder },
    ...{ responsible: entry.responsible, nextStep: entry.nextStep, dueOn: entry.dueOn, withdrawn: entry.withdrawn },
  };
}

/** The line as it goes on the wire; of an existing asset kind and quantity stay the ledger's. */
function bodyOf(fields: Fields, entry: Entry | null, evidenceIds: readonly string[]) {
  const quantity = numberOut(fields.quantity);
  const isExisting = entry?.standing === 'existing';
  const own = isExisting ? {} : { ...(fields.kind === undefined ? {} : { kind: fields.kind }), ...(quantity === null ? {} : { quantity }) };
  return {
    ...own,
    ...{ unit: fields.unit ?? entry?.unit ?? 't', seenVersion: entry?.version ?? 0 },
    ...(entry === null ? {} : { lineId: entry.lineId }),
    ...{ name: fields.name, basis: fields.basis, low: numberOut(fields.low), high: numberOut(fields.high) },
    ...{ probability: isExisting ? null : numberOut(fields.probability), expectedYear: fields.expectedYear ?? null },
    ...{ holder: fields.holder ?? '', responsible: fields.responsible ?? '', nextStep: fields.nextStep ?? '', dueOn: fields.dueOn ?? null },
    ...{ withdrawn: fields.withdrawn ?? false, reason: fields.reason ?? '', evidenceIds: [...evidenceIds] },
  };
}

/** A potential asset with what it rests on, or a further version of a line. */
export function EntryForm({ identificationId, entry, onClose }: { identificationId: string; entry: Entry | null; onClose: () => void }) {
  const { t } = useWords();
  const rules = useRules();
  const [form] = Form.useForm<Fields>();
  const [evidenceIds, setEvidenceIds] = useState<readonly string[]>(entry?.evidence.map((one) => one.id) ?? []);
  const done = useDone(onClose, t('assetInventory.entrySaved'));
  const record = useDeed(e.recordInventoryEntry, [e.readAssetInventory]);
  const isExisting = entry?.standing === 'existing';
  const submit = (fields: Fields) => record.mutate({ params: { identificationId }, body: bodyOf(fields, entry, evidenceIds) }, done);
  return (
    <FormDrawer<Fields>
      open
      title={t(entry === null ? 'assetInventory.add' : 'assetInventory.change')}
      form={form}
      initial={initialOf(entry)}
      busy={record.isPending}
      problem={record.error}
      onSubmit={submit}
      onClose={onClose}
      intro={t(isExisting ? 'assetInventory.existingIntro' : 'assetInventory.potentialIntro')}
    >
      <Form.Item name="name" label={t('assetInventory.name')} rules={[rules.words]}>
        <Input maxLength={200} />
      </Form.Item>
      {!isExisting && <PotentialItems />}
      <Form.Item name="basis" label={t('assetInventory.basis')} rules={[rules.words]} extra={t('assetInventory.basisHint')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={4000} />
      </Form.Item>
      <NextItems />
      <EvidenceItem
        label={t('assetInventory.evidence')}
        icon={evidenceIds.length > 0 ? 'check' : 'paperclip'}
        already={evidenceIds}
        onPick={(ids) => setEvidenceIds((now) => [...now, ...ids])}
      >
        {evidenceIds.length > 0 ? t('assetInventory.evidenceChosen', { count: evidenceIds.length }) : t('assetInventory.evidenceChoose')}
      </EvidenceItem>
      {entry !== null && (
        <>
          <Form.Item name="withdrawn" valuePropName="checked">
            <Checkbox>{t('assetInventory.withdraw')}</Checkbox>
          </Form.Item>
          <ReasonItem />
        </>
      )}
    </FormDrawer>
  );
}

function NextItems() {
  const { t } = useWords();
  return (
    <div className="th-form-grid">
      <Form.Item name="holder" label={t('assetInventory.holder')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="responsible" label={t('assetInventory.responsible')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="nextStep" label={t('assetInventory.nextStep')}>
        <Input maxLength={500} />
      </Form.Item>
      <Form.Item name="dueOn" label={t('assetInventory.dueOn')}>
        <DayField />
      </Form.Item>
    </div>
  );
}

function PotentialItems() {
  const { t, say } = useWords();
  const rules = useRules();
  return (
    <>
      <Form.Item name="kind" label={t('assetInventory.kind')} rules={[rules.required]}>
        <Select options={potentialKindCodes.map((value) => ({ value, label: say(potentialKinds[value]) }))} />
      </Form.Item>
      <div className="th-form-grid">
        <NumberItem name="quantity" label={t('assetInventory.quantity')} required />
        <Form.Item name="unit" label={t('assetInventory.unit')} rules={[rules.required]}>
          <Select options={(['t', 'MWh'] as const).map((value) => ({ value, label: value }))} />
        </Form.Item>
        <NumberItem name="low" label={t('assetInventory.low')} />
        <NumberItem name="high" label={t('assetInventory.high')} />
        <NumberItem name="probability" label={t('assetInventory.probability')} required extra={t('assetInventory.probabilityHint')} />
        <Form.Item name="expectedYear" label={t('assetInventory.expectedYear')}>
          <InputNumber min={2010} max={2100} precision={0} className="th-number-field" />
        </Form.Item>
      </div>
    </>
  );
}
