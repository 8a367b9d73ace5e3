import { useState } from 'react';
import { isPowerUnit, lineOf } from '../../../kernel/organization/unit-sector.ts';
import { RightDeed } from '../../parts/Deed.tsx';
import { InstantLabel, SpanLabel } from '../../parts/Labels.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { Quantity } from '../../parts/Quantity.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { paths } from '../../paths.ts';
import { type Entity, entityAt, lineageOf, type OrganizationTree, useWorkplace } from '../../shell/workplace.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { KeyValues, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { EntityForm } from './EntityForm.tsx';
import { UnitForm } from './UnitForm.tsx';

/** An entity: what it is, how much of it counts, what lies below it. */
export function EntityDetail({ tree, entity }: { tree: OrganizationTree; entity: Entity }) {
  const { t, nameOf } = useWords();
  const { year } = useWorkplace();
  const [form, setForm] = useState<'change' | 'child' | 'unit' | null>(null);
  const lineage = lineageOf(tree, entity.id);
  const units = tree.units.filter((unit) => unit.entityId === entity.id);
  const children = tree.entities.filter((one) => one.parentId === entity.id);
  return (
    <>
      <Section
        title={
          <>
            {nameOf(entity)} <Tag>{t(`organization.entityKind.${entity.kind}`)}</Tag>
          </>
        }
        extra={
          <>
            {year !== null && units.length > 0 && (
              <GoLink to={paths.annualResult(entity.id, year)} className="th-button-link">
                {t('organization.openResult')}
              </GoLink>
            )}
            <RightDeed action="organization.maintain" lineage={lineage} onClick={() => setForm('child')}>
              {t('organization.addChild')}
            </RightDeed>
            {entity.kind === 'plant' && (
              <RightDeed action="organization.maintain" lineage={lineage} onClick={() => setForm('unit')}>
                {t('organization.addUnit')}
              </RightDeed>
            )}
            <RightDeed
              action="organization.maintain"
              lineage={lineage}
              icon={<Icon name="pencil" size={14} />}
              onClick={() => setForm('change')}
            >
              {t('common.edit')}
            </RightDeed>
          </>
        }
      >
        <EntityFacts tree={tree} entity={entity} />
      </Section>
      <Consolidation tree={tree} entity={entity} />
      {(units.length > 0 || entity.kind === 'plant') && <UnitsBelow units={units} />}
      {children.length > 0 && <EntitiesBelow entities={children} />}
      <EntityForm tree={tree} open={form === 'change'} onClose={() => setForm(null)} entity={entity} parentId={entity.parentId} />
      <EntityForm tree={tree} open={form === 'child'} onClose={() => setForm(null)} entity={null} parentId={entity.id} />
      <UnitForm tree={tree} open={form === 'unit'} onClose={() => setForm(null)} unit={null} entityId={entity.id} />
    </>
  );
}

function UnitsBelow({ units }: { units: OrganizationTree['units'] }) {
  const { t, say, nameOf } = useWords();
  return (
    <Section title={t('organization.units')}>
      <ul className="th-lines">
        {units.map((unit) => (
          <li key={unit.id}>
            <span className="th-grow">
              <GoLink to={paths.unit(unit.id)}>{nameOf(unit)}</GoLink>
              <span className="th-small th-quiet th-block">
                {isPowerUnit(unit) ? t(`organization.unitClass.${unit.unitClass}`) : say(lineOf(unit))}
              </span>
            </span>
            {isPowerUnit(unit) && <span className="th-quiet">{t(`organization.productOf.${unit.product}`)}</span>}
            {isPowerUnit(unit) && <Quantity value={unit.capacityMw} unit="MW" />}
          </li>
        ))}
        {units.length === 0 && <li className="th-quiet">{t('organization.noUnits')}</li>}
      </ul>
    </Section>
  );
}

function EntitiesBelow({ entities }: { entities: OrganizationTree['entities'] }) {
  const { t, nameOf } = useWords();
  return (
    <Section title={t('organization.children')}>
      <ul className="th-lines">
        {entities.map((child) => (
          <li key={child.id}>
            <span className="th-grow">
              <GoLink to={paths.entity(child.id)}>{nameOf(child)}</GoLink>
            </span>
            <span className="th-quiet">{t(`organization.entityKind.${child.kind}`)}</span>
            <Quantity value={child.equitySharePct} unit="%" />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function EntityFacts({ tree, entity }: { tree: OrganizationTree; entity: Entity }) {
  const { t, language, nameOf } = useWords();
  const parent = entityAt(tree, entity.parentId);
  const coordinates = entity.longitude !== null && entity.latitude !== null ? `${entity.latitude}, ${entity.longitude}` : null;
  return (
    <KeyValues
      columns={3}
      items={[
        { label: language === 'zh' ? t('common.nameEn') : t('common.nameZh'), value: language === 'zh' ? entity.nameEn : entity.name },
        {
          label: t('organization.parent'),
          value: parent ? <GoLink to={paths.entity(parent.id)}>{nameOf(parent)}</GoLink> : t('organization.topLevel'),
        },
        { label: t('organization.code'), value: entity.code },
        { label: t('organization.industryCode'), value: entity.industryCode },
        { label: t('organization.region'), value: [entity.country, entity.region].filter(Boolean).join(' · ') },
        { label: t('organization.address'), value: entity.address },
        { label: `${t('organization.latitude')}, ${t('organization.longitude')}`, value: coordinates },
        { label: t('organization.altitude'), value: entity.altitudeM === null ? null : <Quantity value={entity.altitudeM} unit="m" /> },
        { label: t('organization.equityShare'), value: <Quantity value={entity.equitySharePct} unit="%" /> },
        { label: t('organization.financialControl'), value: t(`organization.financialControlOf.${entity.financialControl}`) },
        { label: t('organization.operationalControl'), value: t(entity.operationalControl ? 'common.yes' : 'common.no') },
        { label: t('organization.valid'), value: <SpanLabel from={entity.validFrom} to={entity.validTo} /> },
        { label: t('organization.changed'), value: <InstantLabel at={entity.changedAt} /> },
      ]}
    />
  );
}

/** How much of this entity counts under each approach, and which is in force. */
function Consolidation({ tree, entity }: { tree: OrganizationTree; entity: Entity }) {
  const { t, say } = useWords();
  const { approach, day, shares } = tree.consolidation;
  const share = shares.find((one) => one.entityId === entity.id);
  if (!share) return null;
  const rows = [
    { key: 'equity_share' as const, part: share.equityShare },
    { key: 'financial_control' as const, part: share.financialControl },
    { key: 'operational_control' as const, part: share.operationalControl },
  ];
  return (
    <Section title={t('organization.consolidation')} extra={approach === null && <Tag tone="warn">{t('organization.approachNone')}</Tag>}>
      <p className="th-quiet th-consolidation-note">{t('organization.consolidationText', { day })}</p>
      <PlainTable
        rows={rows}
        rowKey={({ key }) => key}
        rowClass={({ key }) => (approach === key ? 'th-row-now' : undefined)}
        columns={[
          {
            key: 'approach',
            title: t('organization.scopeApproach'),
            show: ({ key }) => (
              <>
                {t(`organization.approach.${key}`)} {approach === key && <Tag tone="good">{t('organization.approachNow')}</Tag>}
              </>
            ),
          },
          {
            key: 'share',
            title: t('organization.share'),
            className: 'th-right',
            show: ({ part }) => <Quantity value={part.pct} unit="%" />,
          },
          {
            key: 'why',
            title: t('organization.why'),
            show: ({ part }) => (
              <>
                {say(part.why)}
                {part.formula !== '' && <code className="th-place"> {part.formula}</code>}
              </>
            ),
          },
        ]}
      />
    </Section>
  );
}
