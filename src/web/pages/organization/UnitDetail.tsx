import { type ComponentProps, useState } from 'react';
import { organizationEndpoints } from '../../../contract/organization.ts';
import { isPowerUnit, type OfPower, sectorRules } from '../../../kernel/organization/unit-sector.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { RightDeed } from '../../parts/Deed.tsx';
import { DayLabel } from '../../parts/Labels.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { Quantity } from '../../parts/Quantity.tsx';
import { paths } from '../../paths.ts';
import { entityAt, lineageOf, type OrganizationTree, type ProductionUnit, useWorkplace } from '../../shell/workplace.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { ClauseMark, KeyValues, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { MeterTable } from './MeterTable.tsx';
import { UnitForm } from './UnitForm.tsx';

/** A unit: its facts for the method, its fuel streams, its meters. */
export function UnitDetail({ tree, unit }: { tree: OrganizationTree; unit: ProductionUnit }) {
  const { t, nameOf } = useWords();
  const { year } = useWorkplace();
  const [changing, setChanging] = useState(false);
  const meters = useAsk(organizationEndpoints.listMeters, { query: { unitId: unit.id } });
  const entity = entityAt(tree, unit.entityId);
  const lineage = lineageOf(tree, unit.entityId);
  return (
    <>
      <Section
        title={nameOf(unit)}
        extra={
          <>
            {year !== null && (
              <GoLink to={paths.monthGrid(unit.id, year)} className="th-button-link">
                {t('organization.openMonths')}
              </GoLink>
            )}
            <RightDeed
              action="organization.maintain"
              lineage={lineage}
              icon={<Icon name="pencil" size={14} />}
              onClick={() => setChanging(true)}
            >
              {t('common.edit')}
            </RightDeed>
          </>
        }
      >
        <UnitFacts unit={unit} entity={entity} />
      </Section>
      <Section title={t('organization.fuelStreams')}>
        <FuelStreams streams={unit.fuelStreams} />
      </Section>
      <Section
        flush
        title={
          <>
            {t('organization.meters')} <ClauseMark clause="7.1" />
          </>
        }
      >
        <Answer of={meters}>{(list) => <MeterTable meters={list.items} tree={tree} compact />}</Answer>
      </Section>
      <UnitForm tree={tree} open={changing} onClose={() => setChanging(false)} unit={unit} entityId={unit.entityId} />
    </>
  );
}

type Facts = ComponentProps<typeof KeyValues>['items'];
type Translate = ReturnType<typeof useWords>['t'];

function powerFacts(unit: OfPower<ProductionUnit>, t: Translate): Facts {
  return [
    { label: t('organization.unitClassLabel'), value: t(`organization.unitClass.${unit.unitClass}`) },
    { label: t('organization.product'), value: t(`organization.productOf.${unit.product}`) },
    { label: t('organization.capacity'), value: <Quantity value={unit.capacityMw} unit="MW" /> },
    { label: t('organization.boiler'), value: unit.boilerType === '' ? null : t(`organization.boilerOf.${unit.boilerType}`) },
    { label: t('organization.cooling'), value: unit.cooling === '' ? null : t(`organization.coolingOf.${unit.cooling}`) },
  ];
}

/** What a unit of another sector says of itself; the sector's rule tells which fields there are. */
function lineFacts(unit: ProductionUnit, t: Translate): Facts {
  const { required, optional } = sectorRules[unit.sector];
  const has = (field: (typeof required)[number]) => required.includes(field) || optional.includes(field);
  const amount = (value: string | null, of: string) => (value === null ? null : <Quantity value={value} unit={of} />);
  return [
    ...(has('process')
      ? [{ label: t('organization.process'), value: unit.process === '' ? null : t(`organization.processOf.${unit.process}`) }]
      : []),
    ...(has('annualCapacityT') ? [{ label: t('organization.annualCapacity'), value: amount(unit.annualCapacityT, 't/a') }] : []),
    ...(has('dailyCapacityT') ? [{ label: t('organization.dailyCapacity'), value: amount(unit.dailyCapacityT, 't/d') }] : []),
    ...(has('cellCurrentKa') ? [{ label: t('organization.cellCurrent'), value: amount(unit.cellCurrentKa, 'kA') }] : []),
  ];
}

/** What the method asks of a unit. */
function UnitFacts({ unit, entity }: { unit: ProductionUnit; entity: ReturnType<typeof entityAt> }) {
  const { t, language, nameOf } = useWords();
  return (
    <KeyValues
      columns={3}
      items={[
        { label: language === 'zh' ? t('common.nameEn') : t('common.nameZh'), value: language === 'zh' ? unit.nameEn : unit.name },
        {
          label: t('organization.placeOf'),
          value: entity && <GoLink to={paths.entity(entity.id)}>{nameOf(entity)}</GoLink>,
        },
        { label: t('organization.unitCode'), value: unit.code },
        { label: t('organization.sector'), value: t(`organization.sectorOf.${unit.sector}`) },
        ...(isPowerUnit(unit) ? powerFacts(unit, t) : lineFacts(unit, t)),
        { label: t('organization.method'), value: <GoLink to={paths.method(unit.methodId)}>{unit.methodId}</GoLink> },
        { label: t('organization.commissioned'), value: <DayLabel day={unit.commissionedOn} /> },
        { label: t('organization.retired'), value: unit.retiredOn === null ? null : <DayLabel day={unit.retiredOn} /> },
      ]}
    />
  );
}

function FuelStreams({ streams }: { streams: ProductionUnit['fuelStreams'] }) {
  const { t, nameOf } = useWords();
  return (
    <PlainTable
      rows={streams}
      rowKey={(stream) => stream.id}
      columns={[
        { key: 'name', title: t('common.name'), show: (stream) => nameOf(stream) },
        { key: 'kind', title: t('organization.fuelKind'), show: (stream) => t(`organization.fuelKindOf.${stream.fuelKind}`) },
        { key: 'fuel', title: t('organization.fuel'), show: (stream) => stream.fuel },
        { key: 'code', title: t('organization.streamCode'), show: (stream) => <code>{stream.code}</code> },
      ]}
    />
  );
}
