import { Button, Form, Input, Select } from 'antd';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { inventoryReportEndpoints as e } from '../../../contract/inventory-report.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { FindingList } from '../../parts/FindingList.tsx';
import { useRules } from '../../parts/fields.tsx';
import { plainFinding } from '../../parts/plain-finding.ts';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { useAddress } from '../../shell/address.ts';
import { Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { ComparisonResult } from './ComparisonResult.tsx';
import { FactorPick } from './FactorPick.tsx';
import { RoomHead } from './RoomHead.tsx';

type View = ReplyOf<typeof e.readInventoryQuality>;
const gwpSets = ['AR4', 'AR5', 'AR6'] as const;
const approaches = ['equity_share', 'financial_control', 'operational_control'] as const;

interface Variant {
  name: string;
  gwpSet?: string | null;
  approach?: (typeof approaches)[number] | null;
  factors?: { sourceId: string; factorId: string }[];
}
interface Fields {
  variants: Variant[];
}

/** 方法比较: the same inventory by other GWP sets, factors and approaches, and what explains the difference (9.3.1 m, n). */
export function MethodComparisonPage() {
  const { inventoryId } = useAddress('inventoryId');
  const quality = useAsk(e.readInventoryQuality, { params: { inventoryId }, query: {} });
  return (
    <Answer of={quality} rows={6}>
      {(view) => <Comparison view={view} version={null} />}
    </Answer>
  );
}

/** `version`: a frozen one; null: the inventory as it stands. */
export function Comparison({ view, version }: { view: View; version: number | null }) {
  const { t, say } = useWords();
  const [form] = Form.useForm<Fields>();
  const compare = useDeed(e.compareInventoryMethods, []);
  const sources = view.sources.map(({ id, code, name }) => ({ id, label: `${code} ${say(name)}` }));
  const submit = ({ variants }: Fields) =>
    compare.mutate({
      params: { inventoryId: view.inventoryId },
      body: {
        version,
        variants: variants.map(({ name, gwpSet, approach, factors }) => ({
          ...{ name, gwpSet: gwpSet ?? null, approach: approach ?? null, factors: factors ?? [] },
        })),
      },
    });
  return (
    <>
      <RoomHead title={t('inventoryBeside.methods.title')} clause="A.9" summary={t('inventoryBeside.methods.summary')} of={view} />
      <Section title={t('inventoryBeside.methods.variants')}>
        <Form<Fields> form={form} layout="vertical" initialValues={{ variants: [{ name: 'AR5', gwpSet: 'AR5' }] }} onFinish={submit}>
          <Variants sources={sources} busy={compare.isPending} />
        </Form>
        {compare.isError && <RefusalNotice problem={compare.error} />}
      </Section>
      {compare.data && <ComparisonResult result={compare.data.result} year={view.year} first={view.name} />}
      {compare.data && compare.data.findings.length > 0 && (
        <Section title={t('inventoryBeside.methods.findings')}>
          <FindingList findings={compare.data.findings.map(plainFinding)} />
        </Section>
      )}
    </>
  );
}

function Variants({ sources, busy }: { sources: readonly { id: string; label: string }[]; busy: boolean }) {
  const { t } = useWords();
  const rules = useRules();
  const same = t('inventoryBeside.methods.asInventory');
  return (
    <Form.List name="variants">
      {(fields, { add, remove }) => (
        <>
          {fields.map((field) => (
            <div key={field.key} className="th-form-grid">
              <Form.Item name={[field.name, 'name']} label={t('inventoryBeside.methods.name')} rules={[rules.words]}>
                <Input maxLength={200} />
              </Form.Item>
              <Form.Item name={[field.name, 'gwpSet']} label={t('inventoryBeside.methods.gwpSet')}>
                <Select allowClear placeholder={same} options={gwpSets.map((value) => ({ value, label: value }))} />
              </Form.Item>
              <Form.Item name={[field.name, 'approach']} label={t('inventoryBeside.methods.approach')}>
                <Select
                  allowClear
                  placeholder={same}
                  options={approaches.map((value) => ({ value, label: t(`inventoryBeside.methods.approachOf.${value}`) }))}
                />
              </Form.Item>
              <Form.Item label={t('inventoryBeside.methods.factors')}>
                <Factors of={field.name} sources={sources} />
              </Form.Item>
              {fields.length > 1 && (
                <Form.Item label=" " colon={false}>
                  <Button onClick={() => remove(field.name)}>{t('inventoryBeside.methods.remove')}</Button>
                </Form.Item>
              )}
            </div>
          ))}
          <p className="th-row">
            <Button type="primary" htmlType="submit" loading={busy}>
              {t('inventoryBeside.methods.compare')}
            </Button>
            <Button disabled={fields.length >= 6} onClick={() => add({ name: '', factors: [] })}>
              {t('inventoryBeside.methods.add')}
            </Button>
          </p>
        </>
      )}
    </Form.List>
  );
}

/** Another factor of the library for a source, found as everywhere by name, code, region or gas. */
function Factors({ of, sources }: { of: number; sources: readonly { id: string; label: string }[] }) {
  const { t } = useWords();
  const rules = useRules();
  return (
    <Form.List name={[of, 'factors']}>
      {(fields, { add, remove }) => (
        <>
          {fields.map((field) => (
            <div key={field.key} className="th-stack" style={{ marginBottom: 12 }}>
              <Form.Item name={[field.name, 'sourceId']} rules={[rules.required]}>
                <Select
                  showSearch
                  aria-label={t('inventoryBeside.methods.source')}
                  placeholder={t('inventoryBeside.methods.source')}
                  options={sources.map(({ id, label }) => ({ value: id, label }))}
                  optionFilterProp="label"
                />
              </Form.Item>
              <Form.Item name={[field.name, 'factorId']} rules={[rules.required]}>
                <FactorPick label={t('inventoryBeside.methods.factor')} />
              </Form.Item>
              <Button size="small" onClick={() => remove(field.name)}>
                {t('inventoryBeside.methods.remove')}
              </Button>
            </div>
          ))}
          <Button size="small" disabled={sources.length === 0} onClick={() => add({})}>
            {t('inventoryBeside.methods.addFactor')}
          </Button>
        </>
      )}
    </Form.List>
  );
}
