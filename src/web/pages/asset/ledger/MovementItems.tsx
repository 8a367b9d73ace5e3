import { Button, Form, Input, Select } from 'antd';
import { useEffect } from 'react';
import { ledgerEndpoints } from '../../../../contract/ledger.ts';
import { type LedgerAccountKind, type LedgerKindCode, ledgerAccountKinds, ledgerKinds } from '../../../../contract/ledger-kinds.ts';
import { useAsk } from '../../../api/queries.ts';
import { group } from '../../../format/number.ts';
import { NumberItem, useRules } from '../../../parts/fields.tsx';
import { entityOptions, useWorkplace } from '../../../shell/workplace.ts';
import { DayField } from '../../../ui/DayField.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { useWords } from '../../../words/language.ts';
import styles from './ledger.module.css';
import { type Attestation, className, standingOf } from './model.ts';
import { type MovementFields, newClassChoice } from './movement-draft.ts';

const outside: readonly LedgerAccountKind[] = ['external', 'issuance'];
const useField = <Name extends keyof MovementFields>(name: Name): MovementFields[Name] | undefined =>
  Form.useWatch<MovementFields[Name]>(name, Form.useFormInstance<MovementFields>());

/** Where the units come from and go to, as the kind allows. */
export function SideItems({ kind }: { kind: LedgerKindCode }) {
  const { t, say, language } = useWords();
  const { tree } = useWorkplace();
  const rule: { readonly from: readonly LedgerAccountKind[]; readonly to: readonly LedgerAccountKind[] } = ledgerKinds[kind];
  const options = (kinds: readonly LedgerAccountKind[]) => kinds.map((one) => ({ value: one, label: say(ledgerAccountKinds[one].title) }));
  return (
    <div className="th-form-grid">
      <Form.Item name="from" label={t('ledger.from')} required>
        <Select disabled={rule.from.length === 1} options={options(rule.from)} />
      </Form.Item>
      <Form.Item name="to" label={t('ledger.to')} required>
        <Select disabled={rule.to.length === 1} options={options(rule.to)} />
      </Form.Item>
      {kind === 'transfer' ? (
        <Form.Item name="toEntityId" label={t('ledger.enter.toEntity')} extra={t('ledger.enter.toEntityHint')}>
          <Select allowClear options={entityOptions(tree.data, language)} />
        </Form.Item>
      ) : null}
    </div>
  );
}

/** Which units: of those that stand where they come from, of an attested statement, or of a class that is not held yet. */
export function ClassItem({ kind, attestations }: { kind: LedgerKindCode; attestations: readonly Attestation[] }) {
  const { t } = useWords();
  const rules = useRules();
  const form = Form.useFormInstance<MovementFields>();
  const [entityId = '', from = 'registry', classId] = [useField('entityId'), useField('from'), useField('classId')];
  const holdings = useAsk(ledgerEndpoints.readHoldings, {});
  const fromOutside = outside.includes(from);
  const known = (holdings.data?.holdings ?? []).map(({ class: held }) => ({
    held,
    standing: standingOf(holdings.data, held.id, entityId, from),
  }));
  const offered = fromOutside ? known : known.filter((one) => one.standing !== '0');
  const options = [
    ...offered.map(({ held, standing }) => ({
      value: held.id,
      label: fromOutside
        ? className(held)
        : t('ledger.enter.classLeft', { name: className(held), quantity: `${group(standing)} ${held.unit}` }),
    })),
    ...(ledgerKinds[kind].newClass ? [{ value: newClassChoice, label: t('ledger.enter.newClass') }] : []),
  ];
  const gone = classId !== undefined && !options.some((one) => one.value === classId);
  useEffect(() => {
    if (gone) form.setFieldValue('classId', undefined);
  }, [gone, form]);
  if (kind === 'issue') return <AttestationItem attestations={attestations.filter((one) => one.entityId === entityId)} />;
  return (
    <>
      <div className="th-form-grid">
        <Form.Item name="classId" label={t('ledger.class')} rules={[rules.required]}>
          <Select options={options} notFoundContent={t('ledger.enter.none')} placeholder={t('ledger.class')} />
        </Form.Item>
        {kind === 'carry_over' ? (
          <Form.Item name="toVintage" label={t('ledger.enter.toVintage')} rules={[rules.required, rules.number]}>
            <Input inputMode="numeric" maxLength={4} />
          </Form.Item>
        ) : null}
      </div>
      {classId === newClassChoice ? <NewClassItems under /> : null}
    </>
  );
}

/** Programme, vintage, project, unit; below `newClass` in a movement, on their own in an attested statement. */
export function NewClassItems({ under = false }: { under?: boolean }) {
  const { t } = useWords();
  const rules = useRules();
  const at = (name: string) => (under ? ['newClass', name] : [name]);
  return (
    <div className="th-form-grid">
      <Form.Item
        name={at('programme')}
        label={t('ledger.programme')}
        extra={t('ledger.programmeHint')}
        rules={[rules.words]}
        initialValue="CEA"
      >
        <Input maxLength={16} />
      </Form.Item>
      <Form.Item name={at('vintage')} label={t('ledger.vintage')} rules={[rules.required, rules.number]}>
        <Input inputMode="numeric" maxLength={4} />
      </Form.Item>
      <Form.Item name={at('project')} label={t('ledger.project')} extra={t('ledger.projectHint')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name={at('unit')} label={t('common.unit')} initialValue="t">
        <Select options={(['t', 'MWh'] as const).map((unit) => ({ value: unit, label: t(`ledger.unit.${unit}`) }))} />
      </Form.Item>
      {under ? (
        <Form.Item name={at('registeredOn')} label={t('ledger.registeredOn')}>
          <DayField />
        </Form.Item>
      ) : null}
    </div>
  );
}

function AttestationItem({ attestations }: { attestations: readonly Attestation[] }) {
  const { t } = useWords();
  const rules = useRules();
  const label = (one: Attestation) =>
    t('ledger.enter.attestationLeft', {
      ...{ name: className(one.class), document: one.documentNo },
      ...{ issued: group(one.issued), quantity: group(one.quantity) },
    });
  return (
    <Form.Item
      name="attestationId"
      label={t('ledger.enter.attestation')}
      rules={[rules.required]}
      {...(attestations.length === 0 ? { extra: t('ledger.enter.noAttestation') } : {})}
    >
      <Select options={attestations.map((one) => ({ value: one.id, label: label(one) }))} />
    </Form.Item>
  );
}

/** How many, with what stands on the account beside it. */
export function QuantityItem() {
  const { t } = useWords();
  const rules = useRules();
  const form = Form.useFormInstance<MovementFields>();
  const [entityId = '', from = 'registry', classId = ''] = [useField('entityId'), useField('from'), useField('classId')];
  const newUnit = useField('newClass')?.unit ?? 't';
  const holdings = useAsk(ledgerEndpoints.readHoldings, {});
  const held = holdings.data?.holdings.find((one) => one.class.id === classId)?.class;
  const unit = held?.unit ?? newUnit;
  const standing = held && !outside.includes(from) ? standingOf(holdings.data, classId, entityId, from) : null;
  return (
    <div className="th-form-grid">
      <NumberItem
        name="quantity"
        label={t('ledger.quantity')}
        unit={unit}
        required
        extra={
          standing === null ? undefined : (
            <>
              {t('ledger.enter.standing', { quantity: `${group(standing)} ${unit}` })}{' '}
              <button type="button" className="th-linkbutton" onClick={() => form.setFieldValue('quantity', standing)}>
                {t('ledger.enter.all')}
              </button>
            </>
          )
        }
      />
      <Form.Item name="effectiveOn" label={t('ledger.effectiveOn')} rules={[rules.required]}>
        <DayField />
      </Form.Item>
    </div>
  );
}

/** Whom a final movement serves, for which period, and the one claim it backs. */
export function ClaimItems() {
  const { t } = useWords();
  const rules = useRules();
  return (
    <div className="th-form-grid">
      <Form.Item name="beneficiary" label={t('ledger.beneficiary')} rules={[rules.words]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="period" label={t('ledger.period')} rules={[rules.words]}>
        <Input maxLength={50} />
      </Form.Item>
      <Form.Item name="claim" label={t('ledger.claim')} extra={t('ledger.claimHint')} rules={[rules.words]}>
        <Input maxLength={300} />
      </Form.Item>
    </div>
  );
}

/** Which serial numbers, where somebody knows. */
export function SerialItems() {
  const { t } = useWords();
  const rules = useRules();
  const text = (index: number, name: 'registry' | 'series' | 'first' | 'last') => (
    <Form.Item name={[index, name]} label={t(`ledger.enter.${name}`)} rules={[rules.words]}>
      <Input maxLength={name === 'first' || name === 'last' ? 18 : 200} />
    </Form.Item>
  );
  return (
    <Form.Item label={t('ledger.enter.serials')} extra={t('ledger.enter.serialsHint')}>
      <Form.List name="serials">
        {(runs, { add, remove }) => (
          <>
            {runs.map(({ key, name }) => (
              <div key={key} className={styles.serialRow}>
                {text(name, 'registry')}
                {text(name, 'series')}
                {text(name, 'first')}
                {text(name, 'last')}
                <Button
                  type="text"
                  icon={<Icon name="close" size={16} />}
                  aria-label={t('ledger.enter.removeSerials', { n: name + 1 })}
                  onClick={() => remove(name)}
                />
              </div>
            ))}
            <Button icon={<Icon name="plus" size={15} />} onClick={() => add({ registry: 'own' })}>
              {t('ledger.enter.addSerials')}
            </Button>
          </>
        )}
      </Form.List>
    </Form.Item>
  );
}

export function DocumentItems({ reasonRequired }: { reasonRequired: boolean }) {
  const { t } = useWords();
  const rules = useRules();
  return (
    <div className="th-form-grid">
      <Form.Item name="documentNo" label={t('ledger.documentNo')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="reason" label={t('common.reason')} rules={reasonRequired ? [rules.words] : []}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} maxLength={1000} />
      </Form.Item>
    </div>
  );
}
