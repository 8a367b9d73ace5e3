import { Button, Form, Input, Radio, Select } from 'antd';
import { instrumentCriteria, instrumentKinds } from '../../../kernel/inventory/inventory.ts';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { NumberItem, useRules } from '../../parts/fields.tsx';
import { useWords } from '../../words/language.ts';
import { type InventoryView, monthsOf, type Settings } from './model.ts';
import { useSettings } from './use-settings.ts';

type Instrument = Settings['instruments'][number];
type Criterion = (typeof instrumentCriteria)[number];
interface Fields extends Record<Criterion, 'yes' | 'no' | undefined> {
  number: string;
  name: string;
  kind: Instrument['kind'];
  entityId: string;
  sourceIds?: string[];
  mwh: string;
  factor: string;
  from: string;
  to: string;
  claims?: readonly Instrument['claims'][number][];
}

const answerOf = (answer: boolean | null | undefined) => (answer === true ? 'yes' : answer === false ? 'no' : undefined);

/** A contractual instrument with its quality criteria (Scope 2 Guidance table 7.1) and the MWh it stands on. */
export function InstrumentForm({ view, instrument, onClose }: { view: InventoryView; instrument: Instrument | null; onClose: () => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<Fields>();
  const { save, deed } = useSettings(view, onClose);
  return (
    <FormDrawer<Fields>
      open
      size={640}
      title={instrument?.number ?? t('inventory.addInstrument')}
      form={form}
      initial={initialOf(view, instrument)}
      busy={deed.isPending}
      problem={deed.error}
      onClose={onClose}
      onSubmit={(fields) => {
        const made = instrumentOf(fields, instrument);
        const others = view.settings.instruments.filter((one) => one.id !== made.id);
        save({ instruments: [...others, made] });
      }}
      intro={t('inventory.instrumentText')}
    >
      <InstrumentFields view={view} />
    </FormDrawer>
  );
}

function initialOf(view: InventoryView, one: Instrument | null): Partial<Fields> {
  if (!one) return { kind: 'gec', entityId: view.entityId, from: view.from, to: view.to, factor: '0' };
  const answers = Object.fromEntries(instrumentCriteria.map((criterion) => [criterion, answerOf(one.criteria[criterion])]));
  const { number, name, kind, entityId, sourceIds, mwh, from, to } = one;
  return {
    number,
    name,
    kind,
    entityId,
    sourceIds,
    mwh,
    from,
    to,
    factor: one.factor.parts[0]?.value ?? '0',
    ...answers,
    claims: one.claims,
  };
}

function instrumentOf(fields: Fields, before: Instrument | null): Instrument {
  const { claims = [], factor, sourceIds = [], number, name, kind, entityId, mwh, from, to } = fields;
  const answer = (criterion: Criterion) => (fields[criterion] === undefined ? null : fields[criterion] === 'yes');
  const base = {
    ref: '',
    name: { zh: name, en: name },
    source: number,
    version: '',
    region: '',
    year: from.slice(0, 4),
    gwpBasis: null,
    uncertaintyPct: null,
  };
  return {
    ...{ id: before?.id ?? crypto.randomUUID(), number, name, kind, entityId, sourceIds, mwh, from, to },
    criteria: {
      attributes: answer('attributes'),
      unique: answer('unique'),
      retired: answer('retired'),
      vintage: answer('vintage'),
      market: answer('market'),
    },
    factor: { ...base, parts: [{ gas: 'CO2', origin: 'fossil', value: factor, unit: 'kgCO2/kWh' }] },
    claims: [...claims],
  };
}

function InstrumentFields({ view }: { view: InventoryView }) {
  const { t, say } = useWords();
  const rules = useRules();
  const power = view.sources.filter((one) => one.category === '2.1');
  return (
    <>
      <div className="th-form-grid">
        <Form.Item name="number" label={t('inventory.number')} rules={[rules.words]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="name" label={t('inventory.name')} rules={[rules.words]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="kind" label={t('inventory.instrumentKind')}>
          <Select options={instrumentKinds.map((value) => ({ value, label: t(`inventory.instrument.${value}`) }))} />
        </Form.Item>
        <Form.Item name="entityId" label={t('inventory.holder')}>
          <Select options={view.entities.map((one) => ({ value: one.id, label: say(one.name) }))} />
        </Form.Item>
        <NumberItem name="mwh" label={t('inventory.mwh')} unit="MWh" required />
        <NumberItem name="factor" label={t('inventory.factor')} unit="kgCO2/kWh" required />
        <Form.Item name="from" label={t('inventory.generatedFrom')} rules={[rules.required]}>
          <Input maxLength={7} />
        </Form.Item>
        <Form.Item name="to" label={t('inventory.generatedTo')} rules={[rules.required]}>
          <Input maxLength={7} />
        </Form.Item>
      </div>
      <Form.Item name="sourceIds" label={t('inventory.serves')} extra={t('inventory.servesHint')}>
        <Select mode="multiple" options={power.map((one) => ({ value: one.id, label: `${one.code} ${say(one.name)}` }))} />
      </Form.Item>
      <h3>{t('inventory.claims')}</h3>
      <p className="th-quiet th-small">{t('inventory.claimsText')}</p>
      <ClaimFields view={view} />
      <h3>{t('inventory.criteria')}</h3>
      {instrumentCriteria.map((one) => (
        <Form.Item key={one} name={one} label={t(`inventory.criterion.${one}`)}>
          <Radio.Group
            options={[
              { value: 'yes', label: t('inventory.answerYes') },
              { value: 'no', label: t('inventory.answerNo') },
            ]}
          />
        </Form.Item>
      ))}
    </>
  );
}

/** Stretches of MWh by station and month of generation. */
function ClaimFields({ view }: { view: InventoryView }) {
  const { t } = useWords();
  const rules = useRules();
  const months = monthsOf(view.from, view.to).map((value) => ({ value, label: value }));
  const whole = { pattern: /^[1-9]\d{0,14}$/, message: t('common.invalidNumber') };
  return (
    <Form.List name="claims">
      {(rows, { add, remove }) => (
        <>
          {rows.map((row) => (
            <div key={row.key} className="th-form-grid">
              <Form.Item name={[row.name, 'station']} label={t('inventory.station')} rules={[rules.words]}>
                <Input maxLength={200} />
              </Form.Item>
              <Form.Item name={[row.name, 'month']} label={t('inventory.month')} rules={[rules.required]}>
                <Select options={months} />
              </Form.Item>
              <Form.Item name={[row.name, 'first']} label={t('inventory.firstMwh')} rules={[rules.required, whole]}>
                <Input maxLength={15} />
              </Form.Item>
              <Form.Item name={[row.name, 'last']} label={t('inventory.lastMwh')} rules={[rules.required, whole]}>
                <Input maxLength={15} />
              </Form.Item>
              <Button size="small" type="text" danger onClick={() => remove(row.name)}>
                {t('inventory.remove')}
              </Button>
            </div>
          ))}
          <Button size="small" onClick={() => add({})} style={{ marginBottom: 12 }}>
            {t('inventoryLines.addClaim')}
          </Button>
        </>
      )}
    </Form.List>
  );
}
