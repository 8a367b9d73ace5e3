import { Checkbox, Form, Input, Select } from 'antd';
import { neutralityEndpoints as e } from '../../../contract/neutrality.ts';
import { type StatedKind, statedKinds, unitKindNames } from '../../../kernel/neutrality/rule-set.ts';
import { useDeed } from '../../api/queries.ts';
import { group as digits } from '../../format/number.ts';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { NumberItem, numberOut, useRules } from '../../parts/fields.tsx';
import { useDone } from '../../parts/use-done.ts';
import { DayField } from '../../ui/DayField.tsx';
import { useWords } from '../../words/language.ts';
import { className } from '../asset/ledger/model.ts';
import type { ClaimView } from './model.ts';

interface Fields {
  readonly source: 'holding' | 'retired';
  readonly holding?: string;
  readonly quantity?: string;
  readonly transactionId?: string;
  readonly scheme: string;
  readonly project?: string;
  readonly registryUrl?: string;
  readonly verified?: boolean;
  readonly registered?: boolean;
  readonly removal?: boolean;
  readonly reducedUntil: string;
  readonly issuedOn: string;
  readonly kind?: StatedKind;
  readonly forest?: Readonly<Record<'certifiedBy' | 'place' | 'species' | 'areaHa' | 'plan' | 'publishedAt', string>>;
}

/** The chosen holding is named by entity, account and class. */
function bodyOf({ source, holding = '', quantity, transactionId = '', project = '', registryUrl = '', ...facts }: Fields) {
  const [entityId = '', account = '', classId = ''] = holding.split(' ');
  const held = { type: 'holding' as const, entityId, account: account === 'registry' ? ('registry' as const) : ('trading' as const) };
  return {
    source: source === 'retired' ? { type: 'retired' as const, transactionId } : { ...held, classId, quantity: numberOut(quantity) ?? '' },
    facts: {
      ...{ scheme: facts.scheme, project, registryUrl, verified: facts.verified === true, registered: facts.registered === true },
      ...{ removal: facts.removal === true, reducedUntil: facts.reducedUntil, issuedOn: facts.issuedOn },
      ...(facts.kind ? { kind: facts.kind } : {}),
      ...(facts.kind === 'afforestation' && facts.forest
        ? { forest: { ...facts.forest, areaHa: numberOut(facts.forest.areaHa) ?? '' } }
        : {}),
    },
    evidenceIds: [],
  };
}

/** Proposes units for a claim: of what is held, set apart at once, or of a retirement that is posted (D.8). */
export function LotForm({ view, onClose }: { view: ClaimView; onClose: () => void }) {
  const { t } = useWords();
  const rules = useRules();
  const [form] = Form.useForm<Fields>();
  const propose = useDeed(e.proposeLot);
  const done = useDone(onClose);
  const held = Form.useWatch('source', form) !== 'retired';
  const isForest = Form.useWatch('kind', form) === 'afforestation';
  const need = view.figures ? BigInt(view.figures.need) - BigInt(view.figures.retired) : 0n;
  const submit = (fields: Fields) => propose.mutate({ params: { claimId: view.claim.id }, body: bodyOf(fields) }, done);
  const options = view.available.map((one) => ({
    value: `${one.entityId} ${one.account} ${one.class.id}`,
    label: `${className(one.class)} · ${t(`neutrality.account.${one.account}`)} · ${digits(one.quantity)} t`,
  }));
  return (
    <FormDrawer<Fields>
      open
      size={720}
      title={t('neutrality.addLot')}
      intro={t('neutrality.noLotsText')}
      form={form}
      initial={{ source: 'holding', scheme: 'CCER', ...(need > 0n ? { quantity: `${need}` } : {}) }}
      busy={propose.isPending}
      problem={propose.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form.Item name="source" label={t('neutrality.lotFrom')} rules={[rules.required]}>
        <Select options={(['holding', 'retired'] as const).map((value) => ({ value, label: t(`neutrality.lotSource.${value}`) }))} />
      </Form.Item>
      {held ? (
        <div className="th-form-grid">
          <Form.Item name="holding" label={t('neutrality.units')} rules={[rules.required]}>
            <Select options={options} />
          </Form.Item>
          <NumberItem name="quantity" label={t('neutrality.quantity')} unit="t" required />
        </div>
      ) : (
        <Form.Item name="transactionId" label={t('neutrality.transaction')} rules={[rules.words]}>
          <Input maxLength={36} />
        </Form.Item>
      )}
      <CreditFields />
      {view.subject.kind === 'event' && <EventFields isForest={isForest} />}
    </FormDrawer>
  );
}

/** What an event says of its units: their kind, and of a newly planted forest what was certified and made public. */
function EventFields({ isForest }: { isForest: boolean }) {
  const { t, say } = useWords();
  const rules = useRules();
  const line = (name: 'certifiedBy' | 'place' | 'species' | 'plan' | 'publishedAt', label: string) => (
    <Form.Item name={['forest', name]} label={label} rules={[rules.words]}>
      <Input maxLength={200} />
    </Form.Item>
  );
  return (
    <>
      <Form.Item name="kind" label={t('neutrality.unitKind')} extra={t('neutrality.unitKindHint')}>
        <Select allowClear options={statedKinds.map((value) => ({ value, label: say(unitKindNames[value]) }))} />
      </Form.Item>
      {isForest && (
        <fieldset className="th-fieldset">
          <legend>{t('neutrality.forest')}</legend>
          <div className="th-form-grid">
            {line('certifiedBy', t('neutrality.certifiedBy'))}
            {line('place', t('neutrality.place'))}
            {line('species', t('neutrality.species'))}
            <NumberItem name={['forest', 'areaHa']} label={t('neutrality.areaHa')} unit="ha" required />
            {line('plan', t('neutrality.forestPlan'))}
            {line('publishedAt', t('neutrality.forestPublishedAt'))}
          </div>
        </fieldset>
      )}
    </>
  );
}

/** What is known of the credits, as their registry shows it. */
function CreditFields() {
  const { t } = useWords();
  const rules = useRules();
  const yes = (name: 'verified' | 'registered' | 'removal', label: string) => (
    <Form.Item name={name} valuePropName="checked">
      <Checkbox>{label}</Checkbox>
    </Form.Item>
  );
  return (
    <>
      <div className="th-form-grid">
        <Form.Item name="scheme" label={t('neutrality.scheme')} rules={[rules.words]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="project" label={t('neutrality.project')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="reducedUntil" label={t('neutrality.reducedUntil')} rules={[rules.required]}>
          <DayField />
        </Form.Item>
        <Form.Item name="issuedOn" label={t('neutrality.issuedOn')} rules={[rules.required]}>
          <DayField />
        </Form.Item>
      </div>
      <Form.Item name="registryUrl" label={t('neutrality.registryUrl')}>
        <Input maxLength={300} />
      </Form.Item>
      {yes('verified', t('neutrality.verified'))}
      {yes('registered', t('neutrality.registered'))}
      {yes('removal', t('neutrality.removalUnits'))}
    </>
  );
}
