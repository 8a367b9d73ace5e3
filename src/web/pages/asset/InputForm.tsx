import { Button, Form, Select } from 'antd';
import { assetEndpoints as e } from '../../../contract/asset.ts';
import { useDeed } from '../../api/queries.ts';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { NumberItem, numberOut, ReasonItem } from '../../parts/fields.tsx';
import { useMethodWords } from '../../parts/method-words.ts';
import { useDone } from '../../parts/use-done.ts';
import { useWords } from '../../words/language.ts';
import type { UnitAllocation } from './figures.ts';

interface Fields {
  value: string;
  reason: string;
}

const treatments = ['benchmark', 'verified_emission', 'none'];

/** Says a value with its reason instead of a computed input, or goes back to what is computed. */
export function InputForm({
  unitId,
  year,
  input,
  onClose,
}: {
  unitId: string;
  year: number;
  input: UnitAllocation['inputs'][number];
  onClose: () => void;
}) {
  const { t, say } = useWords();
  const { word } = useMethodWords();
  const done = useDone(onClose);
  const [form] = Form.useForm<Fields>();
  const record = useDeed(e.recordAllocationInput, [e.readAllocation, e.readGap, e.readAllocationDerivation]);
  const send = (value: string | null, reason: string) =>
    record.mutate({ params: { unitId, year }, body: { symbol: input.symbol, value, reason, seenVersion: input.version } }, done);
  const clear = async () => {
    const { reason } = await form.validateFields(['reason']);
    send(null, reason);
  };
  const isChoice = input.unit === '';
  return (
    <FormDrawer<Fields>
      open
      title={t('asset.input.title', { name: say(input.title) })}
      form={form}
      initial={{ value: input.used ?? '' }}
      busy={record.isPending}
      problem={record.error}
      onSubmit={({ value, reason }) => send(isChoice ? value : numberOut(value), reason)}
      onClose={onClose}
      intro={t('asset.input.intro')}
    >
      {isChoice ? (
        <Form.Item name="value" label={t('asset.input.value')}>
          <Select options={treatments.map((value) => ({ value, label: word(value) }))} />
        </Form.Item>
      ) : (
        <NumberItem name="value" label={t('asset.input.value')} unit={input.unit} required />
      )}
      <ReasonItem />
      {input.owner ? <Button onClick={() => void clear()}>{t('asset.input.clear')}</Button> : null}
    </FormDrawer>
  );
}
