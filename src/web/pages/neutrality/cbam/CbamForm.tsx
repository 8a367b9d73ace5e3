import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { cbamEndpoints as e } from '../../../../contract/cbam-declarations.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { EvidenceItem } from '../../../parts/EvidenceItem.tsx';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { NumberItem, useRules } from '../../../parts/fields.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { entityOptions, firstEntity, useWorkplace } from '../../../shell/workplace.ts';
import { DayField } from '../../../ui/DayField.tsx';
import { useWords } from '../../../words/language.ts';
import { type Book, type CbamFields, cbamSourceKinds, contentOut, type DeclarationView, fieldsIn } from './cbam-model.ts';
import { PrecursorFields } from './PrecursorFields.tsx';

/** A declaration, or its next version; another person approves it. */
export function CbamForm({ book, from, onClose }: { book: Book; from: DeclarationView | null; onClose: () => void }) {
  const { t } = useWords();
  const { tree, at, year } = useWorkplace();
  const [form] = Form.useForm<CbamFields>();
  const [evidenceIds, setEvidenceIds] = useState<readonly string[]>(from?.content.evidenceIds ?? []);
  const open = useDeed(e.openCbamDeclaration);
  const draft = useDeed(e.draftCbamDeclaration);
  const done = useDone(onClose);
  if (tree.data === undefined) return null;
  const entity = firstEntity(tree.data, at);
  const submit = (fields: CbamFields) => {
    const content = contentOut(fields, book, evidenceIds);
    const { entityId = '', from: starts = '', until = '' } = fields;
    if (from)
      draft.mutate({ params: { declarationId: from.declaration.id }, body: { content, seenVersion: from.declaration.version } }, done);
    else open.mutate({ body: { entityId, from: starts, until, content } }, done);
  };
  const begin: CbamFields = {
    ...{ entityId: entity?.id ?? '', installation: entity?.name ?? '', installationEn: entity?.nameEn ?? '', country: 'CN' },
    ...(year === null ? {} : { from: `${year}-01-01`, until: `${year}-12-31` }),
    goods: [{ basis: 'actual', sourceKind: 'stated', currency: 'CNY' }],
  };
  return (
    <FormDrawer<CbamFields>
      open
      size={900}
      title={t(from ? 'cbam.change' : 'cbam.open')}
      intro={t('cbam.notOfficial')}
      form={form}
      initial={from ? fieldsIn(from) : begin}
      busy={open.isPending || draft.isPending}
      problem={open.error ?? draft.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Head isNew={from === null} />
      <Goods book={book} />
      <EvidenceItem
        label={t('cbam.evidence')}
        already={evidenceIds}
        onPick={(ids) => setEvidenceIds([...new Set([...evidenceIds, ...ids])])}
      >
        {evidenceIds.length > 0 ? t('cbam.evidenceChosen', { n: evidenceIds.length }) : t('cbam.chooseEvidence')}
      </EvidenceItem>
      <Form.Item name="note" label={t('cbam.note')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={4000} />
      </Form.Item>
    </FormDrawer>
  );
}

function Head({ isNew }: { isNew: boolean }) {
  const { t, language } = useWords();
  const rules = useRules();
  const { tree } = useWorkplace();
  const line = (
    name: 'installation' | 'installationEn' | 'address' | 'country' | 'importer' | 'contact' | 'verifier',
    label: string,
    needed = false,
  ) => (
    <Form.Item name={name} label={label} rules={needed ? [rules.words] : []}>
      <Input maxLength={name === 'country' ? 2 : 200} />
    </Form.Item>
  );
  const dayOf = (name: 'from' | 'until') => (
    <Form.Item name={name} hidden={!isNew} label={t(`cbam.${name}`)} rules={[rules.required]}>
      <DayField />
    </Form.Item>
  );
  return (
    <div className="th-form-grid">
      <Form.Item name="entityId" hidden={!isNew} label={t('cbam.entity')} rules={[rules.required]}>
        <Select options={entityOptions(tree.data, language)} labelRender={({ label }) => String(label).trim()} />
      </Form.Item>
      {line('country', t('cbam.country'), true)}
      {dayOf('from')}
      {dayOf('until')}
      {line('installation', t('cbam.installationZh'), true)}
      {line('installationEn', t('cbam.installationEn'), true)}
      {line('address', t('cbam.address'))}
      {line('importer', t('cbam.importer'))}
      {line('contact', t('cbam.contact'))}
      {line('verifier', t('cbam.verifier'))}
      <Form.Item name="verifiedOn" label={t('cbam.verifiedOn')}>
        <DayField />
      </Form.Item>
    </div>
  );
}

function Goods({ book }: { book: Book }) {
  const { t } = useWords();
  return (
    <Form.List name="goods">
      {(items, { add, remove }) => (
        <>
          {items.map((item, index) => (
            <fieldset key={item.key} className="th-fieldset">
              <legend>
                {t('cbam.goods')} {index + 1}
              </legend>
              <Good at={item.name} book={book} />
              {items.length > 1 && <Button onClick={() => remove(item.name)}>{t('cbam.remove')}</Button>}
            </fieldset>
          ))}
          <Form.Item>
            <Button onClick={() => add({ basis: 'actual', sourceKind: 'stated', currency: 'CNY' })}>{t('cbam.addGood')}</Button>
          </Form.Item>
        </>
      )}
    </Form.List>
  );
}

function Good({ at, book }: { at: number; book: Book }) {
  const { t, say } = useWords();
  const rules = useRules();
  const form = Form.useFormInstance();
  const chosen: unknown = Form.useWatch(['goods', at, 'category'], form);
  const unit = book.categories.find((one) => one.id === chosen)?.unit ?? 't';
  const number = (name: string, label: string, of?: string, required = false) => (
    <NumberItem name={[at, name]} label={label} required={required} {...(of ? { unit: of } : {})} />
  );
  const bases = (['actual', 'default'] as const).map((value) => ({ value, label: t(`cbam.bases.${value}`) }));
  return (
    <>
      <div className="th-form-grid">
        <Form.Item name={[at, 'id']} label={t('cbam.good')} rules={[rules.words]}>
          <Input maxLength={120} />
        </Form.Item>
        <Form.Item name={[at, 'category']} label={t('cbam.category')} rules={[rules.required]}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={book.categories.map((one) => ({ value: one.id, label: `${say(one.name)} (${one.cn.slice(0, 3).join(', ')}…)` }))}
          />
        </Form.Item>
        <Form.Item name={[at, 'cnCode']} label={t('cbam.cnCode')} rules={[rules.words]}>
          <Input maxLength={11} inputMode="numeric" />
        </Form.Item>
        <Form.Item name={[at, 'route']} label={t('cbam.route')}>
          <Input maxLength={200} />
        </Form.Item>
        {number('quantity', t('cbam.quantity'), unit, true)}
        <Form.Item name={[at, 'basis']} label={t('cbam.basis')}>
          <Select options={bases} />
        </Form.Item>
        <Source at={at} />
        {number('power', t('cbam.electricity'), 'MWh')}
        {number('factor', t('cbam.factor'), 'tCO2e/MWh')}
        {number('surrendered', t('cbam.surrendered'), 't')}
        {number('freeAllocation', t('cbam.freeAllocation'), 't')}
        {number('price', t('cbam.price'))}
        <Form.Item name={[at, 'currency']} label={t('cbam.currency')}>
          <Input maxLength={3} />
        </Form.Item>
        {number('rebate', t('cbam.rebate'))}
        <Form.Item name={[at, 'priceEvidence']} label={t('cbam.priceEvidence')}>
          <Input maxLength={500} />
        </Form.Item>
      </div>
      <PrecursorFields at={at} book={book} unit={unit} />
    </>
  );
}

/** Stated, or taken from what is frozen; one that does not fit says why. */
function Source({ at }: { at: number }) {
  const { t, say } = useWords();
  const rules = useRules();
  const form = Form.useFormInstance();
  const [entityId, from, until] = [Form.useWatch('entityId', form), Form.useWatch('from', form), Form.useWatch('until', form)];
  const kind: unknown = Form.useWatch(['goods', at, 'sourceKind'], form);
  const known = typeof entityId === 'string' && entityId !== '' && typeof from === 'string' && typeof until === 'string';
  const isTaken = kind === 'entity_year' || kind === 'inventory' || kind === 'footprint';
  const found = useAsk(
    e.readCbamSources,
    { query: { entityId: String(entityId), from: String(from), until: String(until) } },
    { enabled: known && isTaken },
  );
  const choices = {
    entity_year: (found.data?.years ?? []).map((one) => ({
      value: `${one.entityId} ${one.year}`,
      label: `${say(one.name)} ${one.year} · ${one.tonnes} t`,
      disabled: false,
    })),
    inventory: (found.data?.inventories ?? []).map((one) => ({
      value: `${one.id} ${one.version}`,
      label: `${one.name} ${one.from} – ${one.to}${one.whyNot ? ` · ${say(one.whyNot)}` : ''}`,
      disabled: one.whyNot !== null,
    })),
    footprint: (found.data?.footprints ?? []).map((one) => ({
      value: one.versionId,
      label: `${one.name} (${one.unit})${one.whyNot ? ` · ${say(one.whyNot)}` : ''}`,
      disabled: one.whyNot !== null,
    })),
  };
  return (
    <>
      <Form.Item name={[at, 'sourceKind']} label={t('cbam.source')}>
        <Select options={cbamSourceKinds.map((value) => ({ value, label: t(`cbam.sources.${value}`) }))} />
      </Form.Item>
      {isTaken ? (
        <Form.Item name={[at, 'sourceOf']} label={t('cbam.chooseSource')} rules={[rules.required]}>
          <Select options={choices[kind]} loading={found.isFetching} notFoundContent={t('cbam.noSources')} />
        </Form.Item>
      ) : (
        <NumberItem name={[at, 'attributed']} label={t('cbam.attributed')} unit="tCO2e" required />
      )}
      {(kind === 'entity_year' || kind === 'inventory') && <NumberItem name={[at, 'share']} label={t('cbam.share')} unit="%" required />}
    </>
  );
}
