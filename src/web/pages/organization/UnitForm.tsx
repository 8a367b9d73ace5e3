import { Button, Form, type FormInstance, Input, Select } from 'antd';
import { libraryEndpoints } from '../../../contract/library.ts';
import { organizationEndpoints, unitClass } from '../../../contract/organization.ts';
import { methodServes, sectorRules, type UnitSector, unitSectors, usualMethod } from '../../../kernel/organization/unit-sector.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { NameItems, NumberItem, numberOut, useRules } from '../../parts/fields.tsx';
import { useDone } from '../../parts/use-done.ts';
import { paths } from '../../paths.ts';
import { entityOptions, type OrganizationTree, type ProductionUnit } from '../../shell/workplace.ts';
import { DayField } from '../../ui/DayField.tsx';
import { useGo } from '../../ui/GoLink.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useWords } from '../../words/language.ts';

type Amount = 'capacityMw' | 'annualCapacityT' | 'dailyCapacityT' | 'cellCurrentKa';

interface Stream {
  code: string;
  name: string;
  nameEn: string;
  fuelKind: 'coal' | 'oil' | 'gas';
  fuel: string;
}
type Fields = Pick<
  ProductionUnit,
  | 'name'
  | 'nameEn'
  | 'code'
  | 'sector'
  | 'unitClass'
  | 'product'
  | 'boilerType'
  | 'cooling'
  | 'process'
  | 'methodId'
  | 'commissionedOn'
  | 'retiredOn'
  | 'entityId'
> & { [amount in Amount]?: string | null } & { streams: Stream[] };

const firstStream: Stream = { code: 'coal', name: '\u71c3\u7164', nameEn: 'Coal', fuelKind: 'coal', fuel: 'coal' };

/** What the chosen sector asks; what was given for another one before the choice changed is left behind. */
function sectorOut(fields: Omit<Fields, 'streams' | 'entityId'>) {
  const { required, optional } = sectorRules[fields.sector];
  const has = (field: (typeof required)[number]) => required.includes(field) || optional.includes(field);
  const amount = (field: Amount) => (has(field) ? numberOut(fields[field] ?? '') : null);
  return {
    unitClass: has('unitClass') ? (fields.unitClass ?? null) : null,
    product: has('product') ? (fields.product ?? null) : null,
    boilerType: has('boilerType') ? (fields.boilerType ?? '') : '',
    cooling: has('cooling') ? (fields.cooling ?? '') : '',
    process: has('process') ? (fields.process ?? '') : '',
    capacityMw: amount('capacityMw'),
    annualCapacityT: amount('annualCapacityT'),
    dailyCapacityT: amount('dailyCapacityT'),
    cellCurrentKa: amount('cellCurrentKa'),
  } as const;
}

/** Adds a unit with its fuel streams, or changes one; streams of an existing unit can only be added to. */
export function UnitForm({
  tree,
  open,
  onClose,
  unit,
  entityId,
}: {
  tree: OrganizationTree;
  open: boolean;
  onClose: () => void;
  unit: ProductionUnit | null;
  entityId: string;
}) {
  const { t } = useWords();
  const done = useDone((saved: { readonly id: string }) => {
    onClose();
    go(paths.unit(saved.id));
  });
  const go = useGo();
  const [form] = Form.useForm<Fields>();
  const add = useDeed(organizationEndpoints.addUnit);
  const change = useDeed(organizationEndpoints.changeUnit);
  const initial: Partial<Fields> = unit
    ? { ...unit, streams: [] }
    : {
        entityId,
        sector: 'power',
        unitClass: 'conventional_coal_up_to_300mw',
        product: 'chp',
        boilerType: '',
        cooling: '',
        methodId: 'cn-power-generation',
        streams: [firstStream],
      };
  function submit({ streams, entityId: chosen, ...fields }: Fields) {
    const body = {
      ...fields,
      ...sectorOut(fields),
      retiredOn: fields.retiredOn ?? null,
    };
    if (unit) change.mutate({ params: { unitId: unit.id }, body: { ...body, addFuelStreams: streams ?? [], version: unit.version } }, done);
    else add.mutate({ body: { ...body, entityId: chosen ?? entityId, fuelStreams: streams ?? [] } }, done);
  }
  return (
    <FormDrawer<Fields>
      open={open}
      title={unit ? t('organization.changeUnit') : t('organization.addUnit')}
      form={form}
      initial={initial}
      busy={add.isPending || change.isPending}
      problem={add.error ?? change.error}
      onSubmit={submit}
      onClose={onClose}
      size={640}
    >
      <NameItems />
      <UnitFacts tree={tree} fixedEntity={unit !== null} form={form} />
      <h3>{t('organization.fuelStreams')}</h3>
      <p className="th-form-intro">{t('organization.fuelStreamsHint')}</p>
      <Streams />
    </FormDrawer>
  );
}

function UnitFacts({ tree, fixedEntity, form }: { tree: OrganizationTree; fixedEntity: boolean; form: FormInstance<Fields> }) {
  const { t, language, say } = useWords();
  const rules = useRules();
  const methods = useAsk(libraryEndpoints.listMethods, {});
  const sector = Form.useWatch('sector', form) ?? 'power';
  const choose = (chosen: Fields['sector']) => {
    form.setFieldsValue({ methodId: usualMethod[chosen], process: sectorRules[chosen].processes[0] ?? '' });
    // The coal of a new unit is offered where a unit must burn something; a line that burns nothing shall not keep it unseen.
    const streams: readonly Stream[] = form.getFieldValue('streams') ?? [];
    const untouched = streams.length === 1 && JSON.stringify(streams[0]) === JSON.stringify(firstStream);
    if (!fixedEntity && sectorRules[chosen].burns && streams.length === 0) form.setFieldValue('streams', [firstStream]);
    if (!sectorRules[chosen].burns && untouched) form.setFieldValue('streams', []);
  };
  return (
    <div className="th-form-grid">
      <Form.Item name="entityId" label={t('organization.placeOf')}>
        <Select disabled={fixedEntity} options={entityOptions(tree, language, 'plant')} />
      </Form.Item>
      <Form.Item name="code" label={t('organization.unitCode')} rules={[rules.words]}>
        <Input maxLength={20} />
      </Form.Item>
      <Form.Item name="sector" label={t('organization.sector')} extra={t('organization.sectorHint')} rules={[rules.required]}>
        <Select onChange={choose} options={unitSectors.map((value) => ({ value, label: t(`organization.sectorOf.${value}`) }))} />
      </Form.Item>
      {sector === 'power' ? <PowerFacts /> : <LineFacts sector={sector} />}
      <Form.Item name="methodId" label={t('organization.method')} rules={[rules.required]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={(methods.data?.items ?? [])
            .filter((method) => methodServes(method.id, sector))
            .map((method) => ({ value: method.id, label: say(method.title) }))}
        />
      </Form.Item>
      <Form.Item name="commissionedOn" label={t('organization.commissioned')} rules={[rules.required]}>
        <DayField clearable={false} />
      </Form.Item>
      <Form.Item name="retiredOn" label={t('organization.retired')}>
        <DayField />
      </Form.Item>
    </div>
  );
}

/** What the rules of the power industry ask of a unit. */
function PowerFacts() {
  const { t } = useWords();
  const rules = useRules();
  return (
    <>
      <Form.Item name="unitClass" label={t('organization.unitClassLabel')} rules={[rules.required]}>
        <Select options={unitClass.options.map((value) => ({ value, label: t(`organization.unitClass.${value}`) }))} />
      </Form.Item>
      <Form.Item name="product" label={t('organization.product')} rules={[rules.required]}>
        <Select options={(['condensing', 'chp'] as const).map((value) => ({ value, label: t(`organization.productOf.${value}`) }))} />
      </Form.Item>
      <NumberItem name="capacityMw" label={t('organization.capacity')} unit="MW" required />
      <Form.Item name="boilerType" label={t('organization.boiler')}>
        <Select
          options={[
            { value: '', label: t('common.notGiven') },
            ...(['pulverized', 'cfb', 'gas_turbine', 'other'] as const).map((value) => ({
              value,
              label: t(`organization.boilerOf.${value}`),
            })),
          ]}
        />
      </Form.Item>
      <Form.Item name="cooling" label={t('organization.cooling')}>
        <Select
          options={[
            { value: '', label: t('common.notGiven') },
            ...(['open_water', 'closed_water', 'air', 'back_pressure'] as const).map((value) => ({
              value,
              label: t(`organization.coolingOf.${value}`),
            })),
          ]}
        />
      </Form.Item>
    </>
  );
}

/** What a unit of another sector says of itself. */
function LineFacts({ sector }: { sector: UnitSector }) {
  const { t } = useWords();
  const rules = useRules();
  const { optional, processes } = sectorRules[sector];
  return (
    <>
      {processes.length > 0 && (
        <Form.Item name="process" label={t('organization.process')} rules={[rules.required]}>
          <Select options={processes.map((value) => ({ value, label: t(`organization.processOf.${value}`) }))} />
        </Form.Item>
      )}
      {optional.includes('annualCapacityT') && <NumberItem name="annualCapacityT" label={t('organization.annualCapacity')} unit="t/a" />}
      {optional.includes('dailyCapacityT') && <NumberItem name="dailyCapacityT" label={t('organization.dailyCapacity')} unit="t/d" />}
      {optional.includes('cellCurrentKa') && <NumberItem name="cellCurrentKa" label={t('organization.cellCurrent')} unit="kA" />}
    </>
  );
}

function Streams() {
  const { t } = useWords();
  const rules = useRules();
  return (
    <Form.List name="streams">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <div key={key} className="th-streams">
              <div className="th-form-grid">
                <Form.Item name={[name, 'name']} label={t('common.nameZh')} rules={[rules.words]}>
                  <Input maxLength={200} />
                </Form.Item>
                <Form.Item name={[name, 'nameEn']} label={t('common.nameEn')} rules={[rules.words]}>
                  <Input maxLength={200} />
                </Form.Item>
                <Form.Item name={[name, 'fuelKind']} label={t('organization.fuelKind')} rules={[rules.required]}>
                  <Select
                    options={(['coal', 'oil', 'gas'] as const).map((value) => ({ value, label: t(`organization.fuelKindOf.${value}`) }))}
                  />
                </Form.Item>
                <Form.Item name={[name, 'fuel']} label={t('organization.fuel')} extra={t('organization.fuelHint')} rules={[rules.words]}>
                  <Input maxLength={40} />
                </Form.Item>
                <Form.Item
                  name={[name, 'code']}
                  label={t('organization.streamCode')}
                  rules={[rules.required, { pattern: /^[a-z][a-z0-9_]{0,29}$/, message: t('common.invalidCode') }]}
                >
                  <Input maxLength={30} />
                </Form.Item>
                <Form.Item label=" " colon={false}>
                  <Button icon={<Icon name="trash" size={14} />} onClick={() => remove(name)}>
                    {t('common.remove')}
                  </Button>
                </Form.Item>
              </div>
            </div>
          ))}
          <Button icon={<Icon name="plus" size={14} />} onClick={() => add({ fuelKind: 'oil' })}>
            {t('organization.addStream')}
          </Button>
        </>
      )}
    </Form.List>
  );
}
