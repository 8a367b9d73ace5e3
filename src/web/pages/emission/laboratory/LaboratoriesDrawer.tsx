import { Button, Drawer, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { coalParameters, laboratoryEndpoints } from '../../../../contract/laboratory.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { RightDeed } from '../../../parts/Deed.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { NameItems, useRules } from '../../../parts/fields.tsx';
import { SpanLabel } from '../../../parts/Labels.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { DayField } from '../../../ui/DayField.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { today } from '../../../ui/today.ts';
import { useWords } from '../../../words/language.ts';
import type { Laboratory } from './model.ts';

/** Own and commissioned laboratories with their accreditation (A.7). */
export function LaboratoriesDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useWords();
  const [edited, edit] = useState<Laboratory | 'new' | null>(null);
  const answer = useAsk(laboratoryEndpoints.listLaboratories, {}, { enabled: open });
  const add = (
    <RightDeed type="primary" action="laboratory.record" icon={<Icon name="plus" size={15} />} onClick={() => edit('new')}>
      {t('laboratory.addLaboratory')}
    </RightDeed>
  );
  return (
    <Drawer open={open} onClose={onClose} title={t('laboratory.laboratoriesTitle')} size={640} destroyOnHidden>
      <p className="th-form-intro">{t('laboratory.laboratoriesText')}</p>
      <Answer of={answer}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('laboratory.noLaboratories')} text={t('laboratory.laboratoriesText')} clause="A.7" actions={add} />
          ) : (
            <>
              <ul className="th-lines">
                {items.map((one) => (
                  <LaboratoryLine key={one.id} one={one} onEdit={() => edit(one)} />
                ))}
              </ul>
              {add}
            </>
          )
        }
      </Answer>
      {edited ? (
        <LaboratoryForm
          key={edited === 'new' ? 'new' : edited.id}
          laboratory={edited === 'new' ? null : edited}
          onClose={() => edit(null)}
        />
      ) : null}
    </Drawer>
  );
}

function LaboratoryLine({ one, onEdit }: { one: Laboratory; onEdit: () => void }) {
  const { t, nameOf } = useWords();
  const now = today();
  return (
    <li>
      <div className="th-grow">
        <div className="th-row">
          <strong className="th-medium">{nameOf(one)}</strong>
          <Tag>{t(`laboratory.laboratoryKind.${one.kind}`)}</Tag>
        </div>
        {one.accreditations.map((held) => (
          <div key={`${held.scheme} ${held.number} ${held.validFrom}`} className="th-small th-row">
            <Tag tone={held.validTo < now ? 'warn' : 'good'}>
              {held.scheme} {held.number}
            </Tag>
            <SpanLabel from={held.validFrom} to={held.validTo} />
            <span className="th-quiet">{held.scope.map((name) => t(`laboratory.scopeOf.${name}`)).join(t('common.listComma'))}</span>
          </div>
        ))}
      </div>
      <RightDeed size="small" action="laboratory.record" onClick={onEdit}>
        {t('common.edit')}
      </RightDeed>
    </li>
  );
}

type Fields = Pick<Laboratory, 'name' | 'nameEn' | 'kind' | 'accreditations'>;

function LaboratoryForm({ laboratory, onClose }: { laboratory: Laboratory | null; onClose: () => void }) {
  const { t } = useWords();
  const done = useDone(onClose);
  const rules = useRules();
  const [form] = Form.useForm<Fields>();
  const add = useDeed(laboratoryEndpoints.addLaboratory);
  const change = useDeed(laboratoryEndpoints.changeLaboratory);
  function submit(fields: Fields) {
    const body = { ...fields, accreditations: fields.accreditations ?? [] };
    if (laboratory) change.mutate({ params: { laboratoryId: laboratory.id }, body: { ...body, version: laboratory.version } }, done);
    else add.mutate({ body }, done);
  }
  return (
    <FormDrawer<Fields>
      open
      title={laboratory ? t('laboratory.editLaboratory') : t('laboratory.addLaboratory')}
      form={form}
      initial={laboratory ?? { kind: 'external', accreditations: [] }}
      busy={add.isPending || change.isPending}
      problem={add.error ?? change.error}
      onSubmit={submit}
      onClose={onClose}
      size={640}
    >
      <NameItems />
      <Form.Item name="kind" label={t('laboratory.kindLabel')} rules={[rules.required]}>
        <Select options={(['own', 'external'] as const).map((value) => ({ value, label: t(`laboratory.laboratoryKind.${value}`) }))} />
      </Form.Item>
      <h3>{t('laboratory.accreditations')}</h3>
      <Certificates />
    </FormDrawer>
  );
}

function Certificates() {
  const { t } = useWords();
  const rules = useRules();
  return (
    <Form.List name="accreditations">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <div key={key}>
              <div className="th-lab-certificate">
                <Form.Item name={[name, 'scheme']} label={t('laboratory.scheme')} rules={[rules.required]}>
                  <Select options={['CMA', 'CNAS'].map((value) => ({ value, label: value }))} />
                </Form.Item>
                <Form.Item name={[name, 'number']} label={t('laboratory.certificate')} rules={[rules.words]}>
                  <Input maxLength={100} />
                </Form.Item>
                <Form.Item>
                  <Button type="text" icon={<Icon name="trash" />} aria-label={t('common.remove')} onClick={() => remove(name)} />
                </Form.Item>
              </div>
              <div className="th-lab-figures">
                <Form.Item name={[name, 'validFrom']} label={t('laboratory.validFrom')} rules={[rules.required]}>
                  <DayField />
                </Form.Item>
                <Form.Item name={[name, 'validTo']} label={t('laboratory.validTo')} rules={[rules.required]}>
                  <DayField />
                </Form.Item>
              </div>
              <Form.Item name={[name, 'scope']} label={t('laboratory.scope')} rules={[rules.required]}>
                <Select mode="multiple" options={coalParameters.map((value) => ({ value, label: t(`laboratory.scopeOf.${value}`) }))} />
              </Form.Item>
            </div>
          ))}
          <Button icon={<Icon name="plus" size={14} />} onClick={() => add({ scheme: 'CNAS', scope: [...coalParameters].slice(0, 5) })}>
            {t('laboratory.addAccreditation')}
          </Button>
        </>
      )}
    </Form.List>
  );
}
