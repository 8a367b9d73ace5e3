import { Input } from 'antd';
import { useDeferredValue, useState } from 'react';
import { penaltyEndpoints } from '../../../../contract/penalty.ts';
import { useAsk } from '../../../api/queries.ts';
import { readNumber } from '../../../format/number.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { MonthLabel } from '../../../parts/Labels.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { type Column, TableView } from '../../../parts/TableView.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import type { Penalties, Penalty } from './MonthPenalties.tsx';

/** 保守修正与缺测代价: every penalty of an entity's year with its cost at a price (A.7, A.9). */
export function PenaltySection({ entityId, year }: { entityId: string; year: number }) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const number = useDeferredValue(text.trim() === '' ? null : readNumber(text));
  const penalties = useAsk(penaltyEndpoints.readEntityPenalties, {
    params: { entityId, year },
    query: number === null || number.startsWith('-') ? {} : { price: number },
  });
  const price = (
    <Input
      className="th-number-field"
      inputMode="decimal"
      allowClear
      aria-label={t('penalty.priceGiven')}
      placeholder={t('penalty.priceGiven')}
      suffix={t('penalty.yuanPerTonne')}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
  return (
    <Section id="penalties" title={t('penalty.title')} extra={penalties.data && penalties.data.items.length > 0 ? price : null}>
      <Answer of={penalties} rows={3}>
        {(data) =>
          data.items.length === 0 ? (
            <EmptyState icon="check" title={t('penalty.none')} text={t('penalty.noneText')} clause="A.7" />
          ) : (
            <PenaltyTable list={data} />
          )
        }
      </Answer>
    </Section>
  );
}

function usePenaltyColumns(year: number): Column<Penalty>[] {
  const { t, say } = useWords();
  return [
    { key: 'unit', title: t('emission.result.units'), text: (row) => say(row.unitName), sort: 'text' },
    {
      key: 'month',
      title: t('emission.result.month'),
      text: (row) => row.month,
      sort: 'text',
      nowrap: true,
      show: (row) => (
        <GoLink to={paths.monthGrid(row.unitId, year, row.month)}>
          <MonthLabel month={row.month} />
        </GoLink>
      ),
    },
    {
      key: 'kind',
      title: t('penalty.kindTitle'),
      text: (row) => t(`penalty.kind.${row.kind}`),
      show: (row) => <Tag tone="warn">{t(`penalty.kind.${row.kind}`)}</Tag>,
    },
    { key: 'what', title: t('penalty.what'), text: (row) => say(row.title) },
    {
      key: 'why',
      title: t('penalty.why'),
      text: (row) => say(row.why),
      show: (row) => (
        <>
          {say(row.why)}
          {row.frozen ? <div className="th-small th-quiet">{t('penalty.frozen')}</div> : null}
        </>
      ),
    },
    {
      key: 'factor',
      title: t('penalty.factor'),
      align: 'right',
      text: (row) => row.factor ?? '',
      show: (row) => row.factor && <Quantity value={row.factor} unit="" digits={6} />,
    },
    {
      key: 'cost',
      title: `${t('penalty.cost')} (t)`,
      align: 'right',
      sort: 'number',
      text: (row) => row.costT ?? '',
      show: (row) =>
        row.costT === null ? (
          <span className="th-quiet">{t('penalty.noCost')}</span>
        ) : (
          <>
            <Quantity value={row.costT} unit="" digits={2} />
            <div className="th-small th-quiet">{t(`penalty.basis.${row.basis}`)}</div>
          </>
        ),
    },
    {
      key: 'yuan',
      title: `${t('penalty.yuan')} (${t('penalty.yuanUnit')})`,
      align: 'right',
      sort: 'number',
      text: (row) => row.costYuan ?? '',
      show: (row) => <Quantity value={row.costYuan} unit="" digits={0} />,
    },
  ];
}

function PenaltyTable({ list }: { list: Penalties }) {
  const { t, say } = useWords();
  const columns = usePenaltyColumns(list.year);
  return (
    <>
      <p className="th-row">
        <strong>{t('penalty.total')}</strong> <Quantity value={list.totalT} unit="t" digits={2} />
        {list.totalYuan ? (
          <>
            {'\u2248'} <Quantity value={list.totalYuan} unit="" digits={0} /> {t('penalty.yuanUnit')}
          </>
        ) : null}
        <span className="th-small th-quiet">{priceText(list, t)}</span>
      </p>
      <TableView
        bare
        name={t('penalty.title')}
        rows={list.items}
        columns={columns}
        rowKey={(row) => `${row.unitId} ${row.month} ${row.kind} ${row.rowKey ?? row.title.en}`}
      />
      <p className="th-small th-quiet">
        {t('penalty.conventions')}
        {'\u00b7'} {list.conventions.map((one) => say(one)).join('\u3000')}
      </p>
    </>
  );
}

function priceText(list: Penalties, t: ReturnType<typeof useWords>['t']): string {
  if (!list.price) return t('penalty.noPrice');
  const at =
    list.price.day === null ? t('penalty.priceGiven') : t('penalty.priceOf', { day: list.price.day, source: list.price.source ?? '' });
  return `${t('penalty.price')} ${list.price.value} ${t('penalty.yuanPerTonne')} (${at})`;
}
