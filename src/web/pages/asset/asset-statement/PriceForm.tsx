import { Form, Input, InputNumber } from 'antd';
import { assetStatementEndpoints as e } from '../../../../contract/asset-statement.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { NumberItem, numberOut, useRules } from '../../../parts/fields.tsx';
import { DayLabel, WhoWhen } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { DayField } from '../../../ui/DayField.tsx';
import { useWords } from '../../../words/language.ts';

interface Fields {
  programme: string;
  vintage?: number | null;
  day: string;
  price: string;
  source: string;
}

/** Records a price to value with, and lists those recorded: which one counts follows from day and vintage. */
export function PriceForm({ day, onClose }: { day: string; onClose: () => void }) {
  const { t } = useWords();
  const rules = useRules();
  const [form] = Form.useForm<Fields>();
  const done = useDone(onClose, t('assetStatement.price.saved'));
  const record = useDeed(e.recordValuationPrice, [e.readAssetStatement, e.listValuationPrices]);
  const known = useAsk(e.listValuationPrices, {});
  function submit({ price, vintage, ...fields }: Fields) {
    record.mutate({ body: { ...fields, vintage: vintage ?? null, price: numberOut(price) ?? '' } }, done);
  }
  return (
    <FormDrawer<Fields>
      open
      title={t('assetStatement.price.record')}
      form={form}
      initial={{ programme: 'CEA', vintage: null, day, price: '', source: '' }}
      busy={record.isPending}
      problem={record.error}
      onSubmit={submit}
      onClose={onClose}
      intro={t('assetStatement.price.intro')}
    >
      <div className="th-form-grid">
        <Form.Item name="programme" label={t('assetStatement.price.programme')} rules={[rules.words]}>
          <Input maxLength={16} />
        </Form.Item>
        <Form.Item name="vintage" label={t('assetStatement.price.vintage')} extra={t('assetStatement.price.vintageHint')}>
          <InputNumber min={2000} max={2100} precision={0} className="th-number-field" />
        </Form.Item>
        <Form.Item name="day" label={t('assetStatement.price.day')} rules={[rules.required]}>
          <DayField clearable={false} />
        </Form.Item>
        <NumberItem name="price" label={t('assetStatement.price.price')} unit="CNY" required />
      </div>
      <Form.Item name="source" label={t('assetStatement.price.source')} rules={[rules.words]} extra={t('assetStatement.price.sourceHint')}>
        <Input maxLength={200} />
      </Form.Item>
      {known.data && known.data.items.length > 0 && (
        <>
          <h3>{t('assetStatement.price.known')}</h3>
          <PlainTable
            rows={known.data.items}
            rowKey={(row) => row.id}
            columns={[
              { key: 'class', title: t('assetStatement.class'), show: (row) => `${row.programme} ${row.vintage ?? ''}`.trim() },
              { key: 'day', title: t('assetStatement.price.day'), show: (row) => <DayLabel day={row.day} /> },
              {
                key: 'price',
                title: t('assetStatement.price.price'),
                className: 'th-right',
                show: (row) => <Quantity value={row.price} unit="CNY" />,
              },
              { key: 'source', title: t('assetStatement.price.source'), show: (row) => row.source },
              {
                key: 'by',
                title: t('assetStatement.price.recorded'),
                show: (row) => <WhoWhen name={row.recordedByName} at={row.recordedAt} />,
              },
            ]}
          />
        </>
      )}
    </FormDrawer>
  );
}
