import { Form, Input, Select } from 'antd';
import { useState } from 'react';
import { decisionKind, assetEndpoints as e } from '../../../contract/asset.ts';
import { useDeed } from '../../api/queries.ts';
import { EvidenceItem } from '../../parts/EvidenceItem.tsx';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { NumberItem, numberOut, useRules } from '../../parts/fields.tsx';
import { useDone } from '../../parts/use-done.ts';
import { DayField } from '../../ui/DayField.tsx';
import { today } from '../../ui/today.ts';
import { useWords } from '../../words/language.ts';
import type { UnitAllocation } from './figures.ts';

interface Fields {
  kind: UnitAllocation['decisions'][number]['kind'];
  tonnes: string;
  decidedOn: string;
  documentNo: string;
  note: string;
}

/** Records what the authority decided for a unit's year; without a figure it withdraws what was recorded. */
export function DecisionForm({ unit, year, onClose }: { unit: UnitAllocation; year: number; onClose: () => void }) {
  const { t, say } = useWords();
  const done = useDone(onClose, t('asset.decision.saved'));
  const rules = useRules();
  const [form] = Form.useForm<Fields>();
  const [evidenceIds, setEvidenceIds] = useState<readonly string[]>([]);
  const record = useDeed(e.recordAllocationDecision, [e.readAllocation, e.readGap, e.readAllocationDerivation]);
  function submit({ kind, tonnes, decidedOn, documentNo, note }: Fields) {
    const seenVersion = Math.max(0, ...unit.decisions.filter((one) => one.kind === kind).map((one) => one.version));
    const body = {
      ...{ kind, tonnes: numberOut(tonnes), decidedOn, seenVersion },
      ...{ documentNo: documentNo ?? '', note: note ?? '', evidenceIds: [...evidenceIds] },
    };
    record.mutate({ params: { unitId: unit.unitId, year }, body }, done);
  }
  return (
    <FormDrawer<Fields>
      open
      title={`${t('asset.decision.title')} \u00B7 ${say(unit.unitName)} ${year}`}
      form={form}
      initial={{ kind: 'pre_allocation', decidedOn: today(), documentNo: '', note: '' }}
      busy={record.isPending}
      problem={record.error}
      onSubmit={submit}
      onClose={onClose}
      intro={t('asset.decision.intro')}
    >
      <Form.Item name="kind" label={t('asset.decision.kind')} rules={[rules.required]}>
        <Select options={decisionKind.options.map((value) => ({ value, label: t(`asset.decision.kindOf.${value}`) }))} />
      </Form.Item>
      <NumberItem name="tonnes" label={t('asset.decision.tonnes')} unit="tCO2" extra={t('asset.decision.withdrawHint')} />
      <Form.Item name="decidedOn" label={t('asset.decision.decidedOn')} rules={[rules.required]}>
        <DayField />
      </Form.Item>
      <Form.Item name="documentNo" label={t('asset.decision.documentNo')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="note" label={t('asset.decision.note')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} />
      </Form.Item>
      <EvidenceItem
        label={t('asset.decision.evidence')}
        icon={evidenceIds.length > 0 ? 'check' : 'paperclip'}
        already={evidenceIds}
        onPick={(ids) => setEvidenceIds((now) => [...now, ...ids])}
      >
        {evidenceIds.length > 0 ? t('asset.decision.chosen', { count: evidenceIds.length }) : t('asset.decision.choose')}
      </EvidenceItem>
    </FormDrawer>
  );
}
