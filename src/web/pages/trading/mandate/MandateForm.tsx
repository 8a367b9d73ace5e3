import { Button, Form, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { identityEndpoints } from '../../../../contract/identity.ts';
import { tradingEndpoints as e, softLimitKinds } from '../../../../contract/trading.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { NumberItem, useRules } from '../../../parts/fields.tsx';
import { DayField } from '../../../ui/DayField.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { useWords } from '../../../words/language.ts';
import type { MandateView } from './MandatePage.tsx';
import styles from './mandate.module.css';
import { fieldsOf, type MandateFields, termsOf } from './mandate-fields.ts';

/** A new version, beginning as a copy of the last. */
export function MandateForm({ view, onClose }: { view: MandateView; onClose: () => void }) {
  const { t } = useWords();
  const rules = useRules();
  const [form] = Form.useForm<MandateFields>();
  const draft = useDeed(e.draftMandate, [e.readMandate]);
  const [latest] = view.versions;
  const submit = (fields: MandateFields) =>
    draft.mutate({ body: { terms: termsOf(fields), note: fields.note ?? '', seenVersion: latest?.version ?? 0 } }, { onSuccess: onClose });
  return (
    <FormDrawer<MandateFields>
      open
      size={860}
      title={t('trading.mandate.draft')}
      form={form}
      initial={fieldsOf(latest?.terms, view.today)}
      busy={draft.isPending}
      problem={draft.error}
      onSubmit={submit}
      onClose={onClose}
      intro={t('trading.mandate.intro')}
    >
      <div className="th-form-grid">
        <DayItem name="validFrom" label={t('trading.mandate.validFrom')} />
        <DayItem name="validTo" label={t('trading.mandate.validTo')} />
      </div>
      <Form.Item name="purpose" label={t('trading.mandate.purpose')} rules={[rules.words]}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={4000} />
      </Form.Item>
      <NumberItem name="budgetYuan" label={t('trading.mandate.budget')} unit="CNY" required />
      <div className="th-form-grid">
        <NumberItem name="highestPrice" label={t('trading.mandate.highest')} unit="CNY/t" />
        <NumberItem name="lowestPrice" label={t('trading.mandate.lowest')} unit="CNY/t" />
      </div>
      <People />
      <Bounds />
      <Planned />
      <Form.Item name="soft" label={t('trading.mandate.soft')} extra={t('trading.mandate.hard')}>
        <Select mode="multiple" options={softLimitKinds.map((value) => ({ value, label: t(`trading.desk.kind.${value}`) }))} />
      </Form.Item>
      <Form.Item name="note" label={t('trading.mandate.noteLabel')}>
        <Input maxLength={1000} />
      </Form.Item>
    </FormDrawer>
  );
}

function DayItem({ name, label }: { name: string | (string | number)[]; label: string }) {
  const rules = useRules();
  return (
    <Form.Item name={name} label={label} rules={[rules.required]}>
      <DayField />
    </Form.Item>
  );
}

function People() {
  const { t } = useWords();
  const rules = useRules();
  const people = useAsk(identityEndpoints.listPeople, {});
  const options = (people.data?.items ?? []).map(({ id: value, name: label }) => ({ value, label }));
  return (
    <Rows name="people" title={t('trading.mandate.people')}>
      {(n) => (
        <>
          <Form.Item name={[n, 'personId']} label={t('trading.mandate.person')} rules={[rules.required]}>
            <Select options={options} showSearch={{ optionFilterProp: 'label' }} />
          </Form.Item>
          <NumberItem name={[n, 'orderT']} label={t('trading.mandate.orderT')} unit="t" />
          <NumberItem name={[n, 'dayT']} label={t('trading.mandate.dayT')} unit="t" />
          <NumberItem name={[n, 'orderYuan']} label={t('trading.mandate.orderYuan')} unit="CNY" />
          <NumberItem name={[n, 'dayYuan']} label={t('trading.mandate.dayYuan')} unit="CNY" />
        </>
      )}
    </Rows>
  );
}

/** Positions, counterparties and blackouts. */
function Bounds() {
  const { t } = useWords();
  const rules = useRules();
  return (
    <>
      <Rows name="positions" title={t('trading.mandate.positions')}>
        {(n) => (
          <>
            <NumberItem name={[n, 'complianceYear']} label={t('trading.mandate.complianceYear')} required />
            <NumberItem name={[n, 'limitT']} label={t('trading.mandate.limitT')} unit="t" required />
          </>
        )}
      </Rows>
      <Rows name="counterparties" title={t('trading.mandate.counterparties')}>
        {(n) => (
          <>
            <Form.Item name={[n, 'name']} label={t('trading.mandate.counterparty')} rules={[rules.words]}>
              <Input maxLength={200} />
            </Form.Item>
            <NumberItem name={[n, 'limitYuan']} label={t('trading.mandate.limitYuan')} unit="CNY" required />
          </>
        )}
      </Rows>
      <Rows name="blackouts" title={t('trading.mandate.blackouts')}>
        {(n) => (
          <>
            <DayItem name={[n, 'from']} label={t('trading.mandate.validFrom')} />
            <DayItem name={[n, 'to']} label={t('trading.mandate.validTo')} />
            <Form.Item name={[n, 'reason']} label={t('common.reason')} rules={[rules.words]}>
              <Input maxLength={200} />
            </Form.Item>
          </>
        )}
      </Rows>
    </>
  );
}

function Planned() {
  const { t } = useWords();
  const rules = useRules();
  const sides = (['buy', 'sell'] as const).map((value) => ({ value, label: t(`trading.mandate.sides.${value}`) }));
  return (
    <Rows name="planned" title={t('trading.mandate.planned')}>
      {(n) => (
        <>
          <Form.Item name={[n, 'side']} label={t('trading.mandate.side')} rules={[rules.required]}>
            <Select options={sides} />
          </Form.Item>
          <Form.Item name={[n, 'programme']} label={t('trading.mandate.programme')} rules={[rules.required]}>
            <Select options={['CEA', 'CCER'].map((value) => ({ value, label: value }))} />
          </Form.Item>
          <NumberItem name={[n, 'complianceYear']} label={t('trading.mandate.complianceYear')} required />
          <NumberItem name={[n, 'tonnes']} label={t('trading.mandate.tonnes')} unit="t" required />
          <DayItem name={[n, 'from']} label={t('trading.mandate.validFrom')} />
          <DayItem name={[n, 'to']} label={t('trading.mandate.validTo')} />
        </>
      )}
    </Rows>
  );
}

/** A list of the document: rows that are added and taken away. */
function Rows({ name, title, children }: { name: string; title: string; children: (row: number) => ReactNode }) {
  const { t } = useWords();
  return (
    <fieldset className={styles.list} aria-label={title}>
      <h3>{title}</h3>
      <Form.List name={name}>
        {(rows, { add, remove }) => (
          <>
            {rows.map((row) => (
              <div key={row.key} className={styles.row}>
                {children(row.name)}
                <Button
                  type="text"
                  icon={<Icon name="close" size={16} />}
                  aria-label={t('trading.mandate.remove', { n: row.name + 1 })}
                  onClick={() => remove(row.name)}
                />
              </div>
            ))}
            <Button icon={<Icon name="plus" size={15} />} onClick={() => add({})}>
              {t('trading.mandate.add')}
            </Button>
          </>
        )}
      </Form.List>
    </fieldset>
  );
}
