import { Select } from 'antd';
import { useState } from 'react';
import { controlPlanEndpoints as e } from '../../../../contract/control-plan.ts';
import { useAsk } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { HashText, InstantLabel, PersonName } from '../../../parts/Labels.tsx';
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
        <PersonName name={one.byName} /> <InstantLabel at={one.at} />
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

/** What a field of a plan is called; fields of different parts share their words. */
function useFieldWords(): (difference: Difference) => string {
  const { t } = useWords();
  return ({ part, field }) => {
    if (field === '') return t('controlPlan.whole');
    const keyed = {
      section: `controlPlan.sections.${field}`,
      facility: `controlPlan.facility.${field}`,
      line: `controlPlan.line.${field}`,
      entity: `controlPlan.entityFields.${field}`,
      unit: `controlPlan.otherField.${field}`,
      meter: `controlPlan.otherField.${field}`,
    }[part];
    const known = t(keyed as 'controlPlan.whole', { defaultValue: '' });
    const shared = t(`controlPlan.facility.${field}` as 'controlPlan.whole', { defaultValue: '' });
    return known || shared || field;
  };
}

function DifferenceTable({ items }: { items: readonly Difference[] }) {
  const { t, say } = useWords();
  const fieldWords = useFieldWords();
  const value = (difference: Difference, text: string | null) => {
    if (text === null || text === '') return '';
    if (difference.part === 'line' && difference.field === 'acquisition')
      return t(`controlPlan.acquisition.${text}` as 'controlPlan.acquisition.measured');
    if (difference.part === 'line' && difference.field === 'frequency')
      return t(`controlPlan.frequency.${text}` as 'controlPlan.frequency.daily');
    if (difference.part === 'facility' && difference.field === 'state')
      return t(`controlPlan.facilityState.${text}` as 'controlPlan.facilityState.in_use');
    return difference.field === '' ? say(difference.title) : text;
  };
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
