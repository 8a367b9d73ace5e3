import { Select } from 'antd';
import { useState } from 'react';
import { controlPlanEndpoints as e } from '../../../../contract/control-plan.ts';
import { planAcquisitions, planFrequencies, planSections } from '../../../../kernel/emission/control-plan/plan.ts';
import { useAsk } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { HashText, WhoWhen } from '../../../parts/Labels.tsx';
import { type Column, TableView } from '../../../parts/TableView.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import styles from './control-plan.module.css';
import type { Difference, Plan, Plans, Version } from './plan-model.ts';

/** Every version with who signed it, and what differs between two of them. */
export function PlanHistory({ plan, plans }: { plan: Plan; plans: Plans }) {
  const { t } = useWords();
  const others = plans.versions.filter((one) => one.id !== plan.plan.id);
  const earlier =
    plan.plan.basedOn !== null && plan.plan.basedOn === plans.earlier?.planId
      ? [
          {
            value: plans.earlier.planId,
            label: `${t('common.year', { year: plans.earlier.year })} ${t('controlPlan.version', { n: plans.earlier.number })}`,
          },
        ]
      : [];
  const options = [...others.map((one) => ({ value: one.id, label: t('controlPlan.version', { n: one.number }) })), ...earlier];
  const [chosen, setChosen] = useState<string | null>(null);
  const from = options.find((one) => one.value === (chosen ?? plan.plan.basedOn))?.value ?? options[0]?.value;
  return (
    <>
      <Section title={t('controlPlan.part.revisions')} flush>
        <VersionTable plans={plans} />
      </Section>
      <Section
        title={`${t('controlPlan.differences')} \u00B7 ${t('controlPlan.version', { n: plan.plan.number })}`}
        extra={
          from === undefined ? null : (
            <Select<string>
              aria-label={t('controlPlan.compareWith')}
              prefix={t('controlPlan.compareWith')}
              value={from}
              popupMatchSelectWidth={200}
              options={options}
              onChange={setChosen}
            />
          )
        }
      >
        {from === undefined ? (
          <p className="th-quiet">{t('controlPlan.noDifferences')}</p>
        ) : (
          <Differences planId={plan.plan.id} from={from} />
        )}
      </Section>
    </>
  );
}

function VersionTable({ plans }: { plans: Plans }) {
  const { t } = useWords();
  const signed = (one: { byName: string; at: string } | null) =>
    one ? (
      <span className="th-row">
        <WhoWhen name={one.byName} at={one.at} />
      </span>
    ) : null;
  const columns: Column<Version>[] = [
    {
      key: 'number',
      title: t('verificationRecord.version'),
      text: (row) => String(row.number),
      nowrap: true,
      show: (row) => (
        <GoLink to={`${paths.controlPlan(plans.entityId, plans.year)}?version=${row.number}`}>
          {t('controlPlan.version', { n: row.number })}
        </GoLink>
      ),
    },
    {
      key: 'state',
      title: t('common.state'),
      text: (row) => t(`controlPlan.state.${row.state}`),
      show: (row) => (
        <span className="th-row">
          <Tag tone={row.state === 'filed' ? 'good' : row.state === 'draft' ? 'plain' : 'info'}>{t(`controlPlan.state.${row.state}`)}</Tag>
          {row.inForce ? <Tag tone="good">{t('controlPlan.inForce')}</Tag> : null}
        </span>
      ),
    },
    { key: 'trigger', title: t('controlPlan.triggerLabel'), text: (row) => t(`controlPlan.trigger.${row.trigger}`) },
    { key: 'note', title: t('controlPlan.note'), text: (row) => row.note },
    { key: 'validFrom', title: t('controlPlan.validFrom'), text: (row) => row.validFrom, nowrap: true },
    { key: 'drafted', title: t('controlPlan.drafted'), text: (row) => row.drafted.byName, show: (row) => signed(row.drafted) },
    { key: 'reviewed', title: t('controlPlan.reviewed'), text: (row) => row.reviewed?.byName ?? '', show: (row) => signed(row.reviewed) },
    { key: 'approved', title: t('controlPlan.approved'), text: (row) => row.approved?.byName ?? '', show: (row) => signed(row.approved) },
    {
      key: 'filed',
      title: t('controlPlan.filed'),
      text: (row) => (row.filed ? `${row.filed.on} ${row.filed.receiptNumber}` : ''),
    },
    { key: 'hash', title: t('common.hash'), text: (row) => row.contentSha256, show: (row) => <HashText sha256={row.contentSha256} /> },
  ];
  return <TableView bare name={t('controlPlan.part.revisions')} rows={plans.versions} columns={columns} rowKey={(row) => row.id} />;
}

function Differences({ planId, from }: { planId: string; from: string }) {
  const compared = useAsk(e.compareControlPlans, { params: { planId }, query: { from } });
  return <Answer of={compared}>{({ items }) => <DifferenceTable items={items} />}</Answer>;
}

const lineFields = [
  'acquisition',
  'description',
  'ledgers',
  'meterIds',
  'frequency',
  'source',
  'sourceReason',
  'missing',
  'department',
  'person',
  'unit',
] as const;
const facilityFields = ['name', 'number', 'model', 'location', 'state'] as const;
const entityFields = ['name', 'code', 'region', 'address', 'industryCode', 'longitude', 'latitude', 'altitudeM'] as const;
const otherFields = [
  'code',
  'kind',
  'accuracyClass',
  'accuracyPct',
  'calibrationIntervalMonths',
  'unitClass',
  'product',
  'capacityMw',
  'methodId',
  'streams',
] as const;

function among<T extends string>(known: readonly T[], field: string): T | undefined {
  return known.find((one) => one === field);
}

/** What a field of a plan is called; fields of different parts share their words. */
function useFieldWords(): (difference: Difference) => string {
  const { t } = useWords();
  return ({ part, field }) => {
    if (field === '') return t('controlPlan.whole');
    const section = part === 'section' ? among(planSections, field) : undefined;
    if (section) return t(`controlPlan.sections.${section}`);
    const line = part === 'line' ? among(lineFields, field) : undefined;
    if (line) return t(`controlPlan.line.${line}`);
    const fact = part === 'entity' ? among(entityFields, field) : undefined;
    if (fact) return t(`controlPlan.entityFields.${fact}`);
    const facility = among(facilityFields, field);
    if (facility) return t(`controlPlan.facility.${facility}`);
    const other = among(otherFields, field);
    return other ? t(`controlPlan.otherField.${other}`) : field;
  };
}

/** A value in words where it is one of a closed list. */
function useValueWords(): (difference: Difference, text: string | null) => string {
  const { t, say } = useWords();
  return ({ field, title }, text) => {
    if (text === null || text === '') return '';
    if (field === '') return say(title);
    const acquisition = field === 'acquisition' ? among(planAcquisitions, text) : undefined;
    if (acquisition) return t(`controlPlan.acquisition.${acquisition}`);
    const frequency = field === 'frequency' ? among(planFrequencies, text) : undefined;
    if (frequency) return t(`controlPlan.frequency.${frequency}`);
    const state = field === 'state' ? among(['in_use', 'stopped'] as const, text) : undefined;
    return state ? t(`controlPlan.facilityState.${state}`) : text;
  };
}

function DifferenceTable({ items }: { items: readonly Difference[] }) {
  const { t, say } = useWords();
  const fieldWords = useFieldWords();
  const value = useValueWords();
  if (items.length === 0) return <p className="th-quiet">{t('controlPlan.noDifferences')}</p>;
  const columns: Column<Difference & { at: number }>[] = [
    { key: 'part', title: t('common.kind'), text: (row) => t(`controlPlan.partOf.${row.part}`), nowrap: true },
    { key: 'where', title: t('controlPlan.where'), text: (row) => say(row.title) },
    { key: 'field', title: t('controlPlan.field'), text: fieldWords },
    {
      key: 'from',
      title: t('controlPlan.from'),
      text: (row) => value(row, row.from),
      show: (row) => <span className={styles.old}>{value(row, row.from)}</span>,
    },
    {
      key: 'to',
      title: t('controlPlan.to'),
      text: (row) => value(row, row.to),
      show: (row) => (
        <span className={styles.new}>{row.field === '' && row.to === null ? t('controlPlan.wentAway') : value(row, row.to)}</span>
      ),
    },
  ];
  const rows = items.map((one, at) => ({ ...one, at }));
  return <TableView name={t('controlPlan.differences')} rows={rows} columns={columns} rowKey={(row) => String(row.at)} />;
}
