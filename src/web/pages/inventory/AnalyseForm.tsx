import { App, Button, Form, Input, InputNumber, Radio, Select } from 'antd';
import { inventoryReportEndpoints as e, inventoryDraws } from '../../../contract/inventory-report.ts';
import { jobEndpoints } from '../../../contract/jobs.ts';
import { useDeed } from '../../api/queries.ts';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { numberOut, useRules } from '../../parts/fields.tsx';
import { useWords } from '../../words/language.ts';
import type { QualityView } from './InventoryQualityPage.tsx';

type Approach = QualityView['analyses'][number]['approach'];

interface Fields {
  approach: Approach;
  baseInventoryId: string | null;
  draws: number;
  seed: number;
  correlations?: { a: string; b: string; coefficient: string }[];
  note: string;
}

interface Props {
  readonly view: QualityView;
  /** A sample has been started: its job. */
  readonly onStarted: (jobId: string) => void;
  readonly onClose: () => void;
}

/** Asks for an analysis: error propagation with a trend, or a sample with its seed, drawn by a job; pairs that deviate together. */
export function AnalyseForm({ view, onStarted, onClose }: Props) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const approach = Form.useWatch('approach', form) ?? 'approach_1';
  const analyse = useDeed(e.analyseInventory, [e.readInventoryQuality, e.readInventoryReport]);
  const start = useDeed(jobEndpoints.startJob, []);
  const submit = ({ note, correlations = [], ...fields }: Partial<Fields>) => {
    const { approach: way = 'approach_1', baseInventoryId = null, draws = 50_000, seed = 1 } = fields;
    const params = { inventoryId: view.inventoryId };
    const body = {
      ...{ approach: way, baseInventoryId: way === 'approach_1' ? (baseInventoryId ?? null) : null, draws, seed, note: note ?? '' },
      correlations: correlations.map((one) => ({ ...one, coefficient: numberOut(one.coefficient) ?? '0' })),
    };
    if (way === 'monte_carlo')
      return start.mutate({ body: { kind: 'inventory.analyse', input: { ...params, ...body } } }, { onSuccess: ({ id }) => onStarted(id) });
    analyse.mutate(
      { params, body },
      {
        onSuccess: () => {
          void message.success(t('inventoryBeside.quality.done'));
          onClose();
        },
      },
    );
  };
  return (
    <FormDrawer<Fields>
      open
      title={t('inventoryBeside.quality.analyseTitle')}
      form={form}
      initial={{ approach: 'approach_1', draws: 50_000, seed: 1, note: '' }}
      busy={analyse.isPending || start.isPending}
      problem={analyse.error ?? start.error}
      submitLabel={t('inventoryBeside.quality.analyse')}
      onSubmit={submit}
      onClose={onClose}
      intro={t('inventoryBeside.quality.analyseIntro')}
    >
      <Form.Item name="approach" label={t('inventoryBeside.quality.approach')}>
        <Radio.Group
          options={(['approach_1', 'monte_carlo'] as const).map((value) => ({
            value,
            label: t(`inventoryBeside.quality.approachOf.${value}`),
          }))}
        />
      </Form.Item>
      {approach === 'approach_1' ? (
        <Form.Item name="baseInventoryId" label={t('inventoryBeside.quality.base')}>
          <Select
            allowClear
            placeholder={t('inventoryBeside.quality.noBase')}
            options={view.baseInventories.map((one) => ({ value: one.inventoryId, label: `${one.year} · ${one.name}` }))}
          />
        </Form.Item>
      ) : (
        <DrawFields />
      )}
      <Pairs view={view} />
      <Form.Item name="note" label={t('inventoryBeside.quality.note')}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={4000} />
      </Form.Item>
    </FormDrawer>
  );
}

function DrawFields() {
  const { t } = useWords();
  return (
    <div className="th-form-grid">
      <Form.Item name="draws" label={t('inventoryBeside.quality.draws')}>
        <InputNumber min={10_000} max={inventoryDraws} step={10_000} precision={0} />
      </Form.Item>
      <Form.Item name="seed" label={t('inventoryBeside.quality.seed')}>
        <InputNumber min={0} precision={0} />
      </Form.Item>
    </div>
  );
}

/** Two sources whose activity data deviate together (one meter, one estimator), with the coefficient. */
function Pairs({ view }: { view: QualityView }) {
  const { t, say } = useWords();
  const rules = useRules();
  const options = view.sources.map((one) => ({ value: one.code, label: `${one.code} ${say(one.name)}` }));
  return (
    <Form.List name="correlations">
      {(fields, { add, remove }) => (
        <fieldset>
          <legend>{t('inventoryBeside.quality.pairs')}</legend>
          <p className="th-quiet th-small">{t('inventoryBeside.quality.pairsText')}</p>
          {fields.map((field) => (
            <div key={field.key} className="th-row">
              {(['a', 'b'] as const).map((end) => (
                <Form.Item key={end} name={[field.name, end]} rules={[rules.required]}>
                  <Select
                    showSearch
                    optionFilterProp="label"
                    style={{ width: 200 }}
                    aria-label={t('inventoryBeside.quality.source')}
                    placeholder={t('inventoryBeside.quality.source')}
                    options={options}
                  />
                </Form.Item>
              ))}
              <Form.Item name={[field.name, 'coefficient']} rules={[rules.required, rules.number]}>
                <Input
                  inputMode="decimal"
                  aria-label={t('inventoryBeside.quality.coefficient')}
                  placeholder={t('inventoryBeside.quality.coefficient')}
                />
              </Form.Item>
              <Button onClick={() => remove(field.name)}>{t('common.remove')}</Button>
            </div>
          ))}
          <Button size="small" onClick={() => add({})}>
            {t('inventoryBeside.quality.addPair')}
          </Button>
        </fieldset>
      )}
    </Form.List>
  );
}
