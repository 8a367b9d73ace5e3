import { Button, Form, Input, InputNumber, Select } from 'antd';
import { assetAppraisalEndpoints as e } from '../../../../contract/asset-appraisals.ts';
import type { ReplyOf } from '../../../../contract/endpoint.ts';
import { performanceInputs } from '../../../../kernel/asset/evaluate-performance.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { NumberItem, numberOut, ReasonItem, useRules } from '../../../parts/fields.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { paths } from '../../../paths.ts';
import { GoLink, useGo } from '../../../ui/GoLink.tsx';
import { Waiting } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import type { Kept } from './AppraisalPage.tsx';
import { type AppraisalFields, fieldsOf, inputOf, type OwnKind, performanceSymbols } from './appraisal-input.ts';

type Start = ReplyOf<typeof e.readAppraisalStart>;

interface Props {
  readonly kind: OwnKind;
  readonly entityId: string;
  readonly year: number;
  /** An appraisal that is revised. */
  readonly kept: Kept | null;
  readonly onClose: () => void;
}

/** Works out an appraisal and keeps it; a new one starts from what the ledger, the books and the statements know. */
export function AppraisalForm(props: Props) {
  const { kind, entityId, year, kept } = props;
  const needsStart = kept === null && kind !== 'investment';
  const start = useAsk(e.readAppraisalStart, { params: { entityId, year } }, { enabled: needsStart });
  if (needsStart && start.data === undefined && !start.isError) return <Waiting rows={2} />;
  return <Filled {...props} start={start.data ?? null} />;
}

function initialOf(kind: OwnKind, kept: Kept | null, start: Start | null): Partial<AppraisalFields> {
  if (kept) return fieldsOf(kind, kept.input);
  if (kind === 'investment') return { rate: '0.08', flows: [0, 1, 2, 3].map((year) => ({ year })) };
  if (kind === 'valuation')
    return {
      ...{ policy: 'lower', lots: start?.lots.map((lot) => ({ ...lot, price: lot.price ?? '' })) ?? [] },
      ...{ owed: start?.liability?.quantity ?? '', owedPrice: start?.liability?.price ?? '' },
    };
  return { figures: Object.fromEntries(start?.figures.map((one) => [one.symbol, one.value]) ?? []) };
}

function Filled({ kind, entityId, year, kept, start, onClose }: Props & { start: Start | null }) {
  const { t } = useWords();
  const rules = useRules();
  const go = useGo();
  const [form] = Form.useForm<AppraisalFields>();
  const record = useDeed(e.recordAppraisal, [e.listAppraisals, e.readAppraisal]);
  const done = useDone<ReplyOf<typeof e.recordAppraisal>>((reply) => {
    onClose();
    go(paths.appraisal(reply.appraisalId));
  }, t('assetAppraisals.saved'));
  function submit(fields: AppraisalFields) {
    const input = inputOf(kind, fields, (value) => numberOut(value));
    const body = { kind, name: fields.name, year: fields.year, projectId: null, input };
    const before = kept && { appraisalId: kept.appraisal.appraisalId, seenVersion: kept.versions[0]?.version ?? 0 };
    record.mutate({ params: { entityId }, body: { ...body, seenVersion: 0, ...before, note: fields.reason ?? '' } }, done);
  }
  return (
    <FormDrawer<AppraisalFields>
      open
      size={760}
      title={t(kept ? 'assetAppraisals.revise' : `assetAppraisals.add.${kind}`)}
      form={form}
      initial={{ name: kept?.appraisal.name ?? '', year: kept?.appraisal.year ?? year, ...initialOf(kind, kept, start) }}
      busy={record.isPending}
      problem={record.error}
      submitLabel={t('assetAppraisals.compute')}
      onSubmit={submit}
      onClose={onClose}
      intro={t(`assetAppraisals.intro.${kind}`)}
    >
      <div className="th-form-grid">
        <Form.Item name="name" label={t('assetAppraisals.name')} rules={[rules.words]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="year" label={t('assetAppraisals.year')} rules={[rules.required]}>
          <InputNumber min={2010} max={2100} precision={0} className="th-number-field" />
        </Form.Item>
      </div>
      {kind === 'investment' && <InvestmentItems />}
      {kind === 'valuation' && <ValuationItems />}
      {kind === 'performance' && <PerformanceItems start={start} />}
      {kept && <ReasonItem />}
    </FormDrawer>
  );
}

/** Money without carbon, tonnes avoided and the carbon price expected, year by year; year 0 is today. */
function InvestmentItems() {
  const { t } = useWords();
  return (
    <>
      <NumberItem name="rate" label={t('assetAppraisals.rate')} required extra={t('assetAppraisals.rateHint')} />
      <h3>{t('assetAppraisals.flows')}</h3>
      <Form.List name="flows">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className="th-row">
                <Form.Item name={[name, 'year']} label={t('assetAppraisals.flowYear')} className="th-grow">
                  <InputNumber min={0} max={100} precision={0} className="th-number-field" />
                </Form.Item>
                <NumberItem name={[name, 'cash']} label={t('assetAppraisals.cash')} unit="CNY" required />
                <NumberItem name={[name, 'reduction']} label={t('assetAppraisals.reduction')} unit="tCO2" />
                <NumberItem name={[name, 'price']} label={t('assetAppraisals.price')} unit="CNY/t" />
                <Button onClick={() => remove(name)}>{t('assetAppraisals.remove')}</Button>
              </div>
            ))}
            <Button onClick={() => add({ year: fields.length })}>{t('assetAppraisals.addYear')}</Button>
          </>
        )}
      </Form.List>
    </>
  );
}

function ValuationItems() {
  const { t } = useWords();
  const rules = useRules();
  return (
    <>
      <Form.Item name="policy" label={t('assetAppraisals.policy')} rules={[rules.required]}>
        <Select
          options={(['cost', 'market', 'lower'] as const).map((value) => ({ value, label: t(`assetAppraisals.policyOf.${value}`) }))}
        />
      </Form.Item>
      <h3>{t('assetAppraisals.lots')}</h3>
      <Form.List name="lots">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className="th-row">
                <Form.Item name={[name, 'id']} label={t('assetAppraisals.lot')} rules={[rules.words]} className="th-grow">
                  <Input maxLength={120} />
                </Form.Item>
                <NumberItem name={[name, 'quantity']} label={t('assetAppraisals.quantity')} required />
                <NumberItem name={[name, 'cost']} label={t('assetAppraisals.cost')} unit="CNY" required />
                <NumberItem name={[name, 'price']} label={t('assetAppraisals.marketPrice')} unit="CNY/t" />
                <Button onClick={() => remove(name)}>{t('assetAppraisals.remove')}</Button>
              </div>
            ))}
            <Button onClick={() => add({})}>{t('assetAppraisals.addLot')}</Button>
          </>
        )}
      </Form.List>
      <div className="th-form-grid">
        <NumberItem name="owed" label={t('assetAppraisals.owed')} unit="t" />
        <NumberItem name="owedPrice" label={t('assetAppraisals.owedPrice')} unit="CNY/t" />
      </div>
    </>
  );
}

/** Each figure with the page it is from, where the product knows it; the others are the appraiser's. */
function PerformanceItems({ start }: { start: Start | null }) {
  const { t, say } = useWords();
  return (
    <div className="th-form-grid">
      {performanceSymbols.map((symbol) => {
        const from = start?.figures.find((one) => one.symbol === symbol);
        const { title, unit } = performanceInputs[symbol];
        return (
          <NumberItem
            key={symbol}
            name={['figures', symbol]}
            label={say(title)}
            unit={unit === '1' ? '' : unit}
            extra={from ? <GoLink to={from.path}>{t('assetAppraisals.fromProduct')}</GoLink> : t('assetAppraisals.own')}
          />
        );
      })}
    </div>
  );
}
