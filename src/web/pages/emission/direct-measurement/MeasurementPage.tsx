import { useState } from 'react';
import { directMeasurementEndpoints } from '../../../../contract/direct-measurement.ts';
import { organizationEndpoints } from '../../../../contract/organization.ts';
import { useAsk } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { RightDeed } from '../../../parts/Deed.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { InstantLabel, PersonName } from '../../../parts/Labels.tsx';
import { type Column, TableView } from '../../../parts/TableView.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { useAddress } from '../../../shell/address.ts';
import { unitAt } from '../../../shell/workplace.ts';
import { PageHead, Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { ComparisonTable } from './ComparisonTable.tsx';
import { MonthView } from './MonthView.tsx';
import styles from './measurement.module.css';
import { hourName, type MeasuredYear } from './model.ts';
import { StackCard } from './StackCard.tsx';
import { StackForm } from './StackForm.tsx';

/** 连续监测: a unit's stacks, their hours, and the measured value beside the calculated one (A.8). */
export function MeasurementPage() {
  const params = useAddress('unitId', 'year');
  const place = { unitId: params.unitId, year: Number(params.year) };
  const { t, nameOf } = useWords();
  const tree = useAsk(organizationEndpoints.readTree, {});
  const year = useAsk(directMeasurementEndpoints.readMeasuredYear, { params: place });
  const [adding, setAdding] = useState(false);
  const unit = unitAt(tree.data, place.unitId);
  const name = unit ? nameOf(unit) : '';
  const add = (
    <RightDeed action="measurement.record" onClick={() => setAdding(true)}>
      {t('measurement.addStack')}
    </RightDeed>
  );
  return (
    <>
      <PageHead
        title={name === '' ? t('measurement.title') : `${name} \u00B7 ${t('measurement.title')}`}
        clause="A.8"
        summary={t('measurement.summary')}
        extra={year.data && year.data.stacks.length > 0 ? add : undefined}
      />
      <Answer of={year} rows={10}>
        {(data) =>
          data.stacks.length === 0 ? (
            <Section>
              <EmptyState icon="meter" title={t('measurement.empty')} text={t('measurement.emptyText')} clause="A.8" actions={add} />
            </Section>
          ) : (
            <YearView key={`${place.unitId} ${place.year}`} data={data} />
          )
        }
      </Answer>
      {adding && <StackForm unitId={place.unitId} onClose={() => setAdding(false)} />}
    </>
  );
}

function YearView({ data }: { data: MeasuredYear }) {
  const { t } = useWords();
  const withData = data.months.filter((month) => month.expected > 0);
  const [chosen, setChosen] = useState<string | null>(null);
  const month = chosen ?? withData.at(-1)?.month ?? null;
  return (
    <>
      <Section title={t('measurement.stack')}>
        <RuleLine data={data} />
        <div className={styles.stacks}>
          {data.stacks.map((stack) => (
            <StackCard key={stack.id} stack={stack} />
          ))}
        </div>
      </Section>
      <Section title={t('measurement.months')}>
        <ComparisonTable data={data} shown={month} onShow={setChosen} />
      </Section>
      {month !== null && <MonthView unitId={data.unitId} month={month} />}
      {data.batches.length > 0 && (
        <Section title={t('measurement.batches')}>
          <Batches data={data} />
        </Section>
      )}
    </>
  );
}

/** What is in force in the data year, with its source. */
function RuleLine({ data }: { data: MeasuredYear }) {
  const { t, say } = useWords();
  const { rule, substitution } = data;
  return (
    <p className={styles.rule}>
      {rule ? (
        <>
          <Tag tone="info">{t(`measurement.status.${rule.status}`)}</Tag>
          <span title={say(rule.document)}>
            {t(`measurement.prevails.${rule.prevails}`)} · {t('measurement.threshold', { percent: rule.thresholdPercent })}
          </span>
        </>
      ) : (
        <span>{t('measurement.noRule')}</span>
      )}
      <span className="th-quiet" title={say(substitution.document)}>
        {t('measurement.substitution', { title: say(substitution.title) })}
      </span>
    </p>
  );
}

type Batch = MeasuredYear['batches'][number];

function Batches({ data }: { data: MeasuredYear }) {
  const { t } = useWords();
  const codes = new Map(data.stacks.map((stack) => [stack.id, stack.code]));
  const columns: Column<Batch>[] = [
    { key: 'stack', title: t('measurement.stack'), text: (row) => codes.get(row.stackId) ?? '' },
    { key: 'way', title: t('common.kind'), text: (row) => t(`measurement.way.${row.way}`) },
    {
      key: 'span',
      title: t('measurement.hour'),
      text: (row) =>
        t('measurement.span', {
          from: `${row.fromHour.slice(0, 4)}-${hourName(row.fromHour)}`,
          to: `${row.toHour.slice(0, 4)}-${hourName(row.toHour)}`,
        }),
    },
    { key: 'rows', title: t('measurement.rows'), text: (row) => String(row.rows), align: 'right' },
    { key: 'replaced', title: t('measurement.replaced'), text: (row) => String(row.replaced), align: 'right' },
    { key: 'by', title: t('common.person'), text: (row) => row.recordedByName, show: (row) => <PersonName name={row.recordedByName} /> },
    { key: 'at', title: t('common.time'), text: (row) => row.recordedAt, show: (row) => <InstantLabel at={row.recordedAt} /> },
  ];
  return <TableView name={t('measurement.batches')} rows={data.batches} columns={columns} rowKey={(row) => row.id} bare />;
}
