import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { systemFigureEndpoints as e } from '../../../../contract/system-figures.ts';
import { useDeed } from '../../../api/queries.ts';
import { EvidencePicker } from '../../../parts/EvidencePicker.tsx';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { NumberItem, numberOut, useRules } from '../../../parts/fields.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { useWords } from '../../../words/language.ts';
import type { RecordView } from '../model.ts';
import type { ParameterReply } from './ParameterFigures.tsx';

interface Fields {
  symbol: string;
  period: string;
  value: string;
  note?: string;
}

/** A value that no subsystem knows, by hand, with what it rests on. */
export function ReadingForm({ record, reply, onClose }: { record: RecordView; reply: ParameterReply; onClose: () => void }) {
  const { t } = useWords();
  const rules = useRules();
  const [form] = Form.useForm<Fields>();
  const [picking, setPicking] = useState(false);
  const [evidenceIds, setEvidence] = useState<readonly string[]>([]);
  const deed = useDeed(e.recordParameterReading, [e.readParameter]);
  const done = useDone(onClose, t('common.saved'));
  const symbols = (reply.definition?.symbols ?? []).filter((one) => one.source === 'by_hand');
  const [first] = symbols;
  return (
    <FormDrawer<Fields>
      open
      title={t('system.parameter.reading')}
      form={form}
      initial={first ? { symbol: first.symbol } : {}}
      busy={deed.isPending}
      problem={deed.error}
      onClose={onClose}
      intro={t(symbols.length === 0 ? 'system.parameter.noneByHand' : 'system.parameter.readingText')}
      onSubmit={({ symbol, period, value, note }) =>
        deed.mutate(
          {
            params: { recordId: record.id },
            body: { symbol, period, value: numberOut(value), note: note ?? '', evidenceIds: [...evidenceIds] },
          },
          done,
        )
      }
    >
      <Form.Item name="symbol" label={t('system.parameter.symbol')} rules={[rules.required]}>
        <Select options={symbols.map((one) => ({ value: one.symbol, label: `${one.symbol} — ${one.meaning} [${one.unit}]` }))} />
      </Form.Item>
      <Form.Item name="period" label={t('system.parameter.period')} rules={[rules.required]} extra={t('system.parameter.periodHint')}>
        <Input maxLength={7} />
      </Form.Item>
      <NumberItem name="value" label={t('system.parameter.value')} unit="" />
      <Form.Item name="note" label={t('system.remark')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={4000} />
      </Form.Item>
      <Form.Item label={t('system.evidence')}>
        <Button onClick={() => setPicking(true)}>{t('system.parameter.evidenceCount', { count: evidenceIds.length })}</Button>
      </Form.Item>
      <EvidencePicker
        open={picking}
        onClose={() => setPicking(false)}
        already={[...evidenceIds]}
        onPick={(ids) => {
          setEvidence((before) => [...new Set([...before, ...ids])]);
          setPicking(false);
        }}
      />
    </FormDrawer>
  );
}
