import { App, Button, Form, Input, Select } from 'antd';
import { useRef, useState } from 'react';
import { tradingPriceEndpoints as e } from '../../../../contract/trading-prices.ts';
import { dayForms, readCsv, readPriceFile } from '../../../../kernel/trading/risk/price-file.ts';
import { useDeed } from '../../../api/queries.ts';
import { FindingList } from '../../../parts/FindingList.tsx';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { useRules } from '../../../parts/fields.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { useWords } from '../../../words/language.ts';

interface Fields {
  instrument: string;
  unit: string;
  source: string;
  day: string;
  price: string;
  volume?: string;
  dayForm: (typeof dayForms)[number];
}

/** The heading of a file, as the kernel's reader takes it apart. */
function headingOf(text: string): string[] {
  const [head = ''] = text.split('\n', 1);
  const separator = [',', ';', '\t'].reduce((best, one) => (head.split(one).length > head.split(best).length ? one : best), ',');
  return (readCsv(head, separator)[0]?.cells ?? []).map((one) => one.trim());
}

/** What a market calls its columns, most usual first. */
const likely = { day: /date|day|time|\u65e5/i, price: /price|close|\u4ef7/i } as const;

/** A market's file: which column is what, how days are written; what can be read is told before anything is kept. */
export function ImportForm({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const rules = useRules();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const [text, setText] = useState('');
  const chooser = useRef<HTMLInputElement>(null);
  const take = useDeed(e.importPrices, [e.readPrices]);
  const chosen = Form.useWatch([], form);
  async function read(file: File | undefined) {
    if (!file) return;
    const content = await file.text();
    setText(content);
    const names = headingOf(content);
    const guess = (pattern: RegExp) => names.find((one) => pattern.test(one)) ?? '';
    form.setFieldsValue({ day: guess(likely.day), price: guess(likely.price), source: form.getFieldValue('source') || file.name });
  }
  function submit({ instrument, unit, source, volume, ...rest }: Fields) {
    const body = { instrument, unit, source, text, columns: { ...rest, ...(volume ? { volume } : {}) } };
    take.mutate(
      { body },
      {
        onSuccess: ({ added, known }) => {
          void message.success(t('trading.price.imported', { added, known }));
          onClose();
        },
      },
    );
  }
  return (
    <FormDrawer<Fields>
      open
      title={t('trading.price.import')}
      form={form}
      initial={{ instrument: 'CEA', unit: 'CNY/t', source: '', day: '', price: '', dayForm: 'YYYY-MM-DD' }}
      busy={take.isPending}
      problem={take.error}
      submitLabel={t('trading.price.import')}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form.Item label={t('trading.price.file')} required>
        <input
          ref={chooser}
          type="file"
          accept=".csv,text/csv,text/plain"
          hidden
          aria-label={t('trading.price.file')}
          onChange={(event) => void read(event.target.files?.[0])}
        />
        <Button onClick={() => chooser.current?.click()}>{t('trading.price.choose')}</Button>
      </Form.Item>
      <div className="th-form-grid">
        <Form.Item name="instrument" label={t('trading.price.instrument')} extra={t('trading.price.instrumentHint')} rules={[rules.words]}>
          <Input maxLength={16} />
        </Form.Item>
        <Form.Item name="unit" label={t('trading.price.unit')} rules={[rules.required]}>
          <Select options={['CNY/t', 'NZD/t', 'EUR/t', 'USD/t', 'GBP/t'].map((value) => ({ value, label: value }))} />
        </Form.Item>
      </div>
      <Form.Item name="source" label={t('trading.price.source')} rules={[rules.words]}>
        <Input maxLength={200} />
      </Form.Item>
      <ColumnItems heading={headingOf(text)} />
      {text !== '' && chosen?.day && chosen.price ? <Readable text={text} columns={chosen} /> : null}
    </FormDrawer>
  );
}

/** Which column is what. */
function ColumnItems({ heading }: { heading: readonly string[] }) {
  const { t } = useWords();
  const rules = useRules();
  const columns = heading.map((value) => ({ value, label: value }));
  return (
    <div className="th-form-grid">
      <Form.Item name="day" label={t('trading.price.day')} rules={[rules.required]}>
        <Select options={columns} />
      </Form.Item>
      <Form.Item name="price" label={t('trading.price.priceColumn')} rules={[rules.required]}>
        <Select options={columns} />
      </Form.Item>
      <Form.Item name="volume" label={t('trading.price.volume')}>
        <Select allowClear options={columns} />
      </Form.Item>
      <Form.Item name="dayForm" label={t('trading.price.dayForm')} rules={[rules.required]}>
        <Select options={dayForms.map((value) => ({ value, label: value }))} />
      </Form.Item>
    </div>
  );
}

function Readable({ text, columns }: { text: string; columns: Pick<Fields, 'day' | 'price' | 'volume' | 'dayForm'> }) {
  const { t } = useWords();
  const { rows, findings } = readPriceFile(text, columns);
  return (
    <div className="th-row">
      <Tag tone={rows.length > 0 ? 'good' : 'bad'}>{t('trading.price.readable', { n: rows.length })}</Tag>
      {findings.length > 0 && <Tag tone="warn">{t('trading.price.faults', { n: findings.length })}</Tag>}
      {findings.length > 0 && <FindingList findings={findings.slice(0, 5)} />}
    </div>
  );
}
