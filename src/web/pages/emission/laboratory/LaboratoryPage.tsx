import { Button, Select } from 'antd';
import { useState } from 'react';
import { laboratoryEndpoints, laboratoryStatus } from '../../../../contract/laboratory.ts';
import { useAsk } from '../../../api/queries.ts';
import { group, roundText } from '../../../format/number.ts';
import { monthName } from '../../../format/time.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { StateMark } from '../../../parts/StateSteps.tsx';
import { type Column, TableView } from '../../../parts/TableView.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { firstUnit, useWorkplace } from '../../../shell/workplace.ts';
import { GoLink, useGo } from '../../../ui/GoLink.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { PageHead, Section, Waiting } from '../../../ui/Page.tsx';
import { useSearchFields } from '../../../ui/useSearchFields.ts';
import { useWords } from '../../../words/language.ts';
import { NoUnits } from '../../organization/NoUnits.tsx';
import { LaboratoriesDrawer } from './LaboratoriesDrawer.tsx';
import './laboratory.css';
import { type LaboratoryYear, statusTones, type YearMonth } from './model.ts';

/** 化验: where the laboratory record of a unit's year stands, month by month (A.7, A.8). */
export function LaboratoryPage() {
  const { t } = useWords();
  const { tree, year, at } = useWorkplace();
  const [listing, setListing] = useState(false);
  const unit = tree.data ? firstUnit(tree.data, at) : undefined;
  const extra = (
    <Button icon={<Icon name="plant" size={15} />} onClick={() => setListing(true)}>
      {t('laboratory.laboratories')}
    </Button>
  );
  return (
    <>
      <PageHead title={t('shell.page.laboratory')} clause="A.8" summary={t('laboratory.summary')} extra={extra} />
      {unit === null ? (
        <Section>
          <NoUnits />
        </Section>
      ) : unit === undefined || year === null ? (
        <Waiting rows={8} />
      ) : (
        <Months key={`${unit.id} ${year}`} unitId={unit.id} year={year} />
      )}
      <LaboratoriesDrawer open={listing} onClose={() => setListing(false)} />
    </>
  );
}

function Months({ unitId, year }: { unitId: string; year: number }) {
  const { t } = useWords();
  const answer = useAsk(laboratoryEndpoints.readLaboratoryYear, { params: { unitId, year } });
  return (
    <Answer of={answer} rows={12}>
      {(data) =>
        data.months.length === 0 ? (
          <Section>
            <EmptyState title={t('laboratory.noCoal')} text={t('laboratory.noCoalText')} clause="A.8" />
          </Section>
        ) : (
          <MonthTable data={data} />
        )
      }
    </Answer>
  );
}

function MonthTable({ data }: { data: LaboratoryYear }) {
  const { t, say } = useWords();
  const go = useGo();
  const [fields, change] = useSearchFields();
  const status = laboratoryStatus.options.find((one) => one === fields.status);
  const rows = data.months.filter((one) => status === undefined || one.status === status);
  const columns = useColumns(data);
  return (
    <Section flush>
      <TableView<YearMonth>
        name={`${t('laboratory.months')} ${say(data.unitName)} ${data.year}`}
        rows={rows}
        columns={columns}
        rowKey={(one) => `${one.fuelStreamId} ${one.month}`}
        filtered={status !== undefined}
        onOpen={(one) => go(paths.coalMonth(data.unitId, one.fuelStreamId, one.month))}
        filters={
          <>
            <strong className="th-medium">{say(data.unitName)}</strong>
            <Select<string>
              allowClear
              className="th-filter"
              placeholder={t('laboratory.allStatus')}
              aria-label={t('laboratory.statusLabel')}
              {...(status ? { value: status } : {})}
              options={laboratoryStatus.options.map((value) => ({ value, label: t(`laboratory.status.${value}`) }))}
              onChange={(value) => change({ status: value ?? null })}
            />
            <span className="th-small th-quiet">{t('laboratory.retention', data.retention)}</span>
          </>
        }
      />
    </Section>
  );
}

function useColumns(data: LaboratoryYear): Column<YearMonth>[] {
  const { t, say, language } = useWords();
  const streams = new Set(data.months.map((one) => one.fuelStreamId)).size;
  const count = (key: string, title: string, of: (one: YearMonth) => number): Column<YearMonth> => ({
    key,
    title,
    align: 'right',
    text: (one) => String(of(one)),
    show: (one) => (of(one) === 0 ? <span className="th-quiet">0</span> : of(one)),
  });
  const figure = (key: string, title: string, unit: string, digits: number, of: (one: YearMonth) => string | null): Column<YearMonth> => ({
    key,
    title: `${title} (${unit})`,
    align: 'right',
    text: (one) => of(one) ?? '',
    show: (one) => {
      const value = of(one);
      return value === null ? <span className="th-quiet">{t('laboratory.notMade')}</span> : group(roundText(value, digits));
    },
  });
  return [
    {
      key: 'month',
      title: t('laboratory.month'),
      nowrap: true,
      text: (one) => one.month,
      show: (one) => <GoLink to={paths.coalMonth(data.unitId, one.fuelStreamId, one.month)}>{monthName(one.month, language)}</GoLink>,
    },
    ...(streams > 1 ? [{ key: 'stream', title: t('laboratory.stream'), text: (one: YearMonth) => say(one.streamName) }] : []),
    {
      key: 'status',
      title: t('laboratory.statusLabel'),
      nowrap: true,
      text: (one) => t(`laboratory.status.${one.status}`),
      show: (one) =>
        one.status === 'empty' ? (
          <span className="th-quiet">{t('laboratory.status.empty')}</span>
        ) : (
          <Tag tone={statusTones[one.status]}>{t(`laboratory.status.${one.status}`)}</Tag>
        ),
    },
    count('fuelDays', t('laboratory.fuelDays'), (one) => one.fuelDays),
    count('samples', t('laboratory.sampleCount'), (one) => one.samples),
    count('valid', t('laboratory.validCount'), (one) => one.valid),
    problemColumn(t('laboratory.problems')),
    {
      key: 'way',
      title: t('laboratory.wayLabel'),
      nowrap: true,
      text: (one) => (one.way ? t(`laboratory.way.${one.way}`) : ''),
      show: (one) => (one.way ? t(`laboratory.way.${one.way}`) : <span className="th-quiet">{t('laboratory.none')}</span>),
    },
    figure('carbon', t('laboratory.carbonAr'), 'tC/t', 4, (one) => one.carbonAr),
    figure('ncv', t('laboratory.ncvAr'), 'GJ/t', 3, (one) => one.ncvAr),
    {
      key: 'state',
      title: t('shell.page.months'),
      nowrap: true,
      text: (one) => t(`common.monthState.${one.monthState}`),
      show: (one) => <StateMark state={one.monthState} />,
    },
  ];
}

function problemColumn(title: string): Column<YearMonth> {
  return {
    key: 'problems',
    title,
    align: 'right',
    text: (one) => `${one.late} / ${one.flagged}`,
    show: (one) =>
      one.late + one.flagged === 0 ? (
        <span className="th-quiet">0</span>
      ) : (
        <Tag tone="bad">
          {one.late} / {one.flagged}
        </Tag>
      ),
  };
}
