import { Form, Input, Select, Switch } from 'antd';
import { entityKind, organizationEndpoints } from '../../../contract/organization.ts';
import { useDeed } from '../../api/queries.ts';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { NameItems, NumberItem, numberOut, useRules } from '../../parts/fields.tsx';
import { useDone } from '../../parts/use-done.ts';
import { paths } from '../../paths.ts';
import { type Entity, entityAt, entityOptions, type OrganizationTree } from '../../shell/workplace.ts';
import { DayField } from '../../ui/DayField.tsx';
import { useGo } from '../../ui/GoLink.tsx';
import { useWords } from '../../words/language.ts';

type Fields = Pick<
  Entity,
  | 'kind'
  | 'name'
  | 'nameEn'
  | 'code'
  | 'country'
  | 'region'
  | 'address'
  | 'industryCode'
  | 'financialControl'
  | 'operationalControl'
  | 'fixedAssetInvestment'
  | 'validFrom'
  | 'validTo'
  | 'parentId'
> & { longitude: string | null; latitude: string | null; altitudeM: string | null; equitySharePct: string };

/** Adds an entity, or changes the one given; a change carries the version seen, so that two people do not overwrite each other. */
export function EntityForm({
  tree,
  open,
  onClose,
  entity,
  parentId,
}: {
  tree: OrganizationTree;
  open: boolean;
  onClose: () => void;
  entity: Entity | null;
  parentId: string | null;
}) {
  const { t } = useWords();
  const done = useDone((saved: { readonly id: string }) => {
    onClose();
    go(paths.entity(saved.id));
  });
  const go = useGo();
  const [form] = Form.useForm<Fields>();
  const add = useDeed(organizationEndpoints.addEntity);
  const change = useDeed(organizationEndpoints.changeEntity);
  // What usually stands there: a group on top, companies below it, plants below those.
  const above = entityAt(tree, parentId) ?? tree.entities.find((one) => one.parentId === null);
  const initial: Partial<Fields> = entity ?? {
    kind: above === undefined ? 'group' : above.kind === 'group' ? 'company' : 'plant',
    parentId: above?.id ?? null,
    country: 'CN',
    region: null,
    equitySharePct: '100',
    financialControl: 'yes',
    operationalControl: true,
    fixedAssetInvestment: false,
    validFrom: `${tree.consolidation.day.slice(0, 4)}-01-01`,
    validTo: null,
  };
  function submit(fields: Fields) {
    const body = {
      ...fields,
      code: fields.code ?? '',
      address: fields.address ?? '',
      industryCode: fields.industryCode ?? '',
      region: fields.region || null,
      parentId: fields.parentId ?? null,
      validTo: fields.validTo ?? null,
      longitude: numberOut(fields.longitude),
      latitude: numberOut(fields.latitude),
      altitudeM: numberOut(fields.altitudeM),
      equitySharePct: numberOut(fields.equitySharePct) ?? '100',
    };
    if (entity) change.mutate({ params: { entityId: entity.id }, body: { ...body, version: entity.version } }, done);
    else add.mutate({ body }, done);
  }
  return (
    <FormDrawer<Fields>
      open={open}
      title={entity ? t('organization.changeEntity') : t('organization.addEntity')}
      form={form}
      initial={initial}
      busy={add.isPending || change.isPending}
      problem={add.error ?? change.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <EntityFields tree={tree} self={entity?.id ?? null} />
    </FormDrawer>
  );
}

function EntityFields({ tree, self }: { tree: OrganizationTree; self: string | null }) {
  const { t, language } = useWords();
  const rules = useRules();
  return (
    <>
      <NameItems />
      <div className="th-form-grid">
        <Form.Item name="kind" label={t('organization.kind')} rules={[rules.required]}>
          <Select options={entityKind.options.map((kind) => ({ value: kind, label: t(`organization.entityKind.${kind}`) }))} />
        </Form.Item>
        <Form.Item name="parentId" label={t('organization.parent')}>
          <Select
            allowClear
            placeholder={t('organization.topLevel')}
            options={entityOptions(tree, language).filter((one) => one.value !== self)}
          />
        </Form.Item>
        <Form.Item name="code" label={t('organization.code')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="industryCode" label={t('organization.industryCode')}>
          <Input maxLength={20} />
        </Form.Item>
        <Form.Item name="country" label={t('organization.country')} rules={[rules.required, { len: 2 }]}>
          <Input maxLength={2} />
        </Form.Item>
        <Form.Item name="region" label={t('organization.region')}>
          <Input maxLength={10} />
        </Form.Item>
      </div>
      <Form.Item name="address" label={t('organization.address')}>
        <Input maxLength={300} />
      </Form.Item>
      <div className="th-form-grid">
        <NumberItem name="longitude" label={t('organization.longitude')} unit="°" />
        <NumberItem name="latitude" label={t('organization.latitude')} unit="°" />
        <NumberItem name="altitudeM" label={t('organization.altitude')} unit="m" extra={t('organization.altitudeHint')} />
        <NumberItem name="equitySharePct" label={t('organization.equityShare')} unit="%" required />
        <Form.Item name="financialControl" label={t('organization.financialControl')}>
          <Select
            options={(['yes', 'joint', 'no'] as const).map((value) => ({ value, label: t(`organization.financialControlOf.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="operationalControl" label={t('organization.operationalControl')} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item name="validFrom" label={t('organization.validFrom')} rules={[rules.required]}>
          <DayField clearable={false} />
        </Form.Item>
        <Form.Item name="validTo" label={t('organization.validTo')}>
          <DayField />
        </Form.Item>
      </div>
      <Form.Item name="fixedAssetInvestment" label={t('organization.fixedAssetInvestment')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </>
  );
}
