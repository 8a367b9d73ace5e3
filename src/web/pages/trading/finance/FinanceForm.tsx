import { App, AutoComplete, Form, Input, Select } from 'antd';
import { financeEndpoints as e } from '../../../../contract/finance.ts';
import { ledgerEndpoints } from '../../../../contract/ledger.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { NumberItem, useRules } from '../../../parts/fields.tsx';
import { useChecked } from '../../../parts/use-checked.ts';
import { entityOptions, firstEntity, useWorkplace } from '../../../shell/workplace.ts';
import { DayField } from '../../../ui/DayField.tsx';
import { today } from '../../../ui/today.ts';
import { useWords } from '../../../words/language.ts';
import { className } from '../../asset/ledger/model.ts';
import { outputOf } from '../ResultDerivation.tsx';
import { ConflictList } from './ConflictList.tsx';
import { Flows } from './Flows.tsx';
import styles from './finance.module.css';
import { contractKindsInOrder, draftOf, type FinanceFields, sidesShown, termFields } from './finance-fields.ts';
import { percent } from './finance-model.ts';

/** A new contract; payments, cost and conflicts are shown as it is written, before it is kept (B.6). */
export function FinanceForm({ counterparties, onClose }: { counterparties: readonly string[] | null; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const { tree, at } = useWorkplace();
  const [form] = Form.useForm<FinanceFields>();
  const keep = useDeed(e.draftFinance);
  const check = useDeed(e.checkFinance, []);
  const fields = Form.useWatch<Partial<FinanceFields> | undefined>([], form);
  const draft = draftOf(fields ?? {});
  useChecked(draft, check.mutate);
  if (tree.data === undefined) return null;
  const submit = () => {
    if (draft === null) return;
    keep.mutate(
      { body: draft },
      {
        onSuccess: ({ no }) => {
          void message.success(t('finance.kept', { no }));
          onClose();
        },
      },
    );
  };
  return (
    <FormDrawer<FinanceFields>
      open
      size={900}
      title={t('finance.draft')}
      form={form}
      initial={{
        ...{ kind: 'pledge', side: 'give', entityId: firstEntity(tree.data, at)?.id ?? '', startsOn: today(), basis: '365', every: 'end' },
        ...{ account: 'trading', programme: 'CEA', receivedProgramme: 'CCER', ratio: '1' },
      }}
      busy={keep.isPending}
      problem={keep.error ?? check.error}
      submitLabel={t('finance.keep')}
      onSubmit={submit}
      onClose={onClose}
    >
      <Items
        kind={fields?.kind ?? 'pledge'}
        side={fields?.side ?? 'give'}
        counterparties={counterparties}
        form={{ setSide: (side) => form.setFieldValue('side', side) }}
      />
      <h3 className={styles.part}>{t('finance.checkedNow')}</h3>
      {draft !== null && check.data ? <Checked answer={check.data} /> : <p className="th-quiet">{t('finance.fillFirst')}</p>}
    </FormDrawer>
  );
}

type Answer = NonNullable<ReturnType<typeof useDeed<typeof e.checkFinance>>['data']>;

function Checked({ answer: { result, conflicts } }: { answer: Answer }) {
  const { t } = useWords();
  const net = outputOf(result, 'net_result');
  const rate = outputOf(result, 'effective_rate');
  return (
    <>
      <p>
        {t('finance.net')} <strong>{String(net?.rounded ?? '0')}</strong> CNY {'·'} {t('finance.effective')}{' '}
        <strong>{percent(rate?.value == null ? null : String(rate.value))}</strong>
      </p>
      <ConflictList conflicts={conflicts} />
      <Flows result={result} />
    </>
  );
}

interface Shown {
  readonly kind: FinanceFields['kind'];
  readonly side: FinanceFields['side'];
}

function Items({
  kind,
  side,
  counterparties,
  form,
}: Shown & { counterparties: readonly string[] | null; form: { setSide: (side: FinanceFields['side']) => void } }) {
  const { t, language } = useWords();
  const { tree } = useWorkplace();
  const rules = useRules();
  const sides = sidesShown(kind);
  return (
    <>
      <div className="th-form-grid">
        <Form.Item name="kind" label={t('finance.kind')} rules={[rules.required]}>
          <Select
            options={contractKindsInOrder.map((one) => ({ value: one, label: t(`finance.kinds.${one}`) }))}
            onChange={(next: FinanceFields['kind']) => form.setSide(sidesShown(next)[0] ?? 'give')}
          />
        </Form.Item>
        <Form.Item name="side" label={t('finance.side')} rules={[rules.required]}>
          <Select options={sides.map((one) => ({ value: one, label: t(`finance.sides.${kind}.${one}`) }))} />
        </Form.Item>
        <Form.Item name="entityId" label={t('finance.entity')} rules={[rules.required]}>
          <Select options={entityOptions(tree.data, language)} labelRender={({ label }) => String(label).trim()} />
        </Form.Item>
        <Form.Item
          name="counterparty"
          label={t('finance.counterparty')}
          rules={[rules.words]}
          extra={counterparties === null ? t('finance.noMandate') : undefined}
        >
          <AutoComplete options={(counterparties ?? []).map((value) => ({ value }))} maxLength={200} />
        </Form.Item>
        <Units kind={kind} side={side} />
        <NumberItem name="quantity" label={t('finance.quantity')} unit="t" required />
        <Form.Item name="startsOn" label={t(kind === 'forward' ? 'finance.agreedOn' : 'finance.startsOn')} rules={[rules.required]}>
          <DayField clearable={false} />
        </Form.Item>
        <Form.Item name="endsOn" label={t(kind === 'swap' ? 'finance.settledOn' : 'finance.endsOn')} rules={[rules.required]}>
          <DayField clearable={false} />
        </Form.Item>
        <Terms kind={kind} />
        <Form.Item name="account" label={t('finance.account')} rules={[rules.required]}>
          <Select options={(['trading', 'registry'] as const).map((value) => ({ value, label: t(`finance.accounts.${value}`) }))} />
        </Form.Item>
        <Form.Item name="documentNo" label={t('finance.documentNo')}>
          <Input maxLength={200} />
        </Form.Item>
      </div>
      <Form.Item name="purpose" label={t('finance.purpose')} rules={[rules.words]}>
        <Input maxLength={200} />
      </Form.Item>
    </>
  );
}

/** A class that is held; of units that come from the other side, programme and vintage. */
function Units({ kind, side }: Shown) {
  const { t } = useWords();
  const rules = useRules();
  const holdings = useAsk(ledgerEndpoints.readHoldings, { query: {} });
  const programme = (name: 'programme' | 'receivedProgramme', label: string) => (
    <Form.Item name={name} label={label} rules={[rules.required]}>
      <Select options={(['CEA', 'CCER'] as const).map((value) => ({ value, label: value }))} />
    </Form.Item>
  );
  return (
    <>
      {side === 'take' ? (
        <>
          {programme('programme', t('finance.programme'))}
          <NumberItem name="vintage" label={t('finance.vintage')} required />
        </>
      ) : (
        <Form.Item name="classId" label={t('finance.units')} rules={[rules.required]}>
          <Select options={(holdings.data?.holdings ?? []).map((one) => ({ value: one.class.id, label: className(one.class) }))} />
        </Form.Item>
      )}
      {kind === 'swap' && (
        <>
          {programme('receivedProgramme', t('finance.receivedProgramme'))}
          <NumberItem name="receivedVintage" label={t('finance.receivedVintage')} required />
        </>
      )}
    </>
  );
}

/** Prices, rates and shares that a kind of contract has. */
function Terms({ kind }: Pick<Shown, 'kind'>) {
  const { t } = useWords();
  const rules = useRules();
  return (
    <>
      <NumberItem name="price" label={t(`finance.prices.${kind}`)} unit="CNY/t" required />
      {termFields(kind).map(({ name, unit, required }) => (
        <NumberItem key={name} name={name} label={t(`finance.${name}`)} {...(unit ? { unit } : {})} required={required} />
      ))}
      {kind !== 'forward' && kind !== 'swap' && (
        <Form.Item name="basis" label={t('finance.basis')} rules={[rules.required]}>
          <Select options={(['365', '360'] as const).map((value) => ({ value, label: value }))} />
        </Form.Item>
      )}
      {kind === 'pledge' && (
        <Form.Item name="every" label={t('finance.every')} rules={[rules.required]}>
          <Select options={(['end', 'quarter', 'month'] as const).map((value) => ({ value, label: t(`finance.everies.${value}`) }))} />
        </Form.Item>
      )}
    </>
  );
}
