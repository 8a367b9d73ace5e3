import type { ReactNode } from 'react';
import { dayName } from '../../../format/time.ts';
import { PersonName } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { useWords } from '../../../words/language.ts';
import type { MandateView, Version } from './MandatePage.tsx';
import styles from './mandate.module.css';

/** What a version says, as it was approved or waits to be. */
export function MandateTerms({ version: { terms }, people }: { version: Version; people: MandateView['people'] }) {
  const { t, language } = useWords();
  const name = (id: string | null) =>
    id === null ? t('trading.mandate.everybody') : <PersonName name={people.find((one) => one.id === id)?.name ?? ''} />;
  const most = (value: string | null, unit: string) =>
    value === null ? <span className="th-quiet">{t('trading.mandate.noLimit')}</span> : <Quantity value={value} unit={unit} />;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t('trading.mandate.period'), `${dayName(terms.validFrom, language)} – ${dayName(terms.validTo, language)}`],
    [t('trading.mandate.purpose'), terms.purpose],
    [t('trading.mandate.budget'), <Quantity key="budget" value={terms.budgetYuan} unit="CNY" />],
    [t('trading.mandate.highest'), most(terms.highestPrice, 'CNY/t')],
    [t('trading.mandate.lowest'), most(terms.lowestPrice, 'CNY/t')],
    [
      t('trading.mandate.soft'),
      terms.soft.length === 0 ? '—' : terms.soft.map((kind) => t(`trading.desk.kind.${kind}`)).join(t('common.listComma')),
    ],
  ];
  return (
    <div className={styles.terms}>
      <PlainTable
        rows={facts}
        rowKey={([label]) => label}
        columns={[
          { key: 'label', show: ([label]) => <span className="th-quiet">{label}</span> },
          { key: 'value', show: ([, value]) => value },
        ]}
      />
      <Part title={t('trading.mandate.people')}>
        <PlainTable
          rows={terms.people}
          rowKey={(row) => row.personId}
          columns={[
            { key: 'person', title: t('trading.mandate.person'), show: (row) => name(row.personId) },
            { key: 'orderT', title: t('trading.mandate.orderT'), className: right, show: (row) => most(row.orderT, 't') },
            { key: 'dayT', title: t('trading.mandate.dayT'), className: right, show: (row) => most(row.dayT, 't') },
            { key: 'orderYuan', title: t('trading.mandate.orderYuan'), className: right, show: (row) => most(row.orderYuan, 'CNY') },
            { key: 'dayYuan', title: t('trading.mandate.dayYuan'), className: right, show: (row) => most(row.dayYuan, 'CNY') },
          ]}
        />
      </Part>
      <PlannedPart terms={terms} />
      <BoundsPart terms={terms} />
      <BlackoutPart terms={terms} name={name} />
    </div>
  );
}

type Terms = Version['terms'];
const right = 'th-right';

function PlannedPart({ terms }: { terms: Terms }) {
  const { t, language } = useWords();
  if (terms.planned.length === 0) return null;
  return (
    <Part title={t('trading.mandate.planned')}>
      <PlainTable
        rows={terms.planned}
        rowKey={(row) => `${row.side} ${row.programme} ${row.complianceYear} ${row.from}`}
        columns={[
          { key: 'side', title: t('trading.mandate.side'), show: (row) => t(`trading.mandate.sides.${row.side}`) },
          { key: 'programme', title: t('trading.mandate.programme'), show: (row) => row.programme },
          { key: 'year', title: t('trading.mandate.complianceYear'), show: (row) => row.complianceYear },
          {
            key: 'tonnes',
            title: t('trading.mandate.tonnes'),
            className: right,
            show: (row) => <Quantity value={row.tonnes} unit="t" />,
          },
          {
            key: 'period',
            title: t('trading.mandate.period'),
            show: (row) => `${dayName(row.from, language)} – ${dayName(row.to, language)}`,
          },
        ]}
      />
    </Part>
  );
}

function BoundsPart({ terms }: { terms: Terms }) {
  const { t } = useWords();
  return (
    <>
      {terms.positions.length > 0 && (
        <Part title={t('trading.mandate.positions')}>
          <PlainTable
            rows={terms.positions}
            rowKey={(row) => String(row.complianceYear)}
            columns={[
              { key: 'year', title: t('trading.mandate.complianceYear'), show: (row) => row.complianceYear },
              {
                key: 'limit',
                title: t('trading.mandate.limitT'),
                className: right,
                show: (row) => <Quantity value={row.limitT} unit="t" />,
              },
            ]}
          />
        </Part>
      )}
      {terms.counterparties.length > 0 && (
        <Part title={t('trading.mandate.counterparties')}>
          <PlainTable
            rows={terms.counterparties}
            rowKey={(row) => row.name}
            columns={[
              { key: 'name', title: t('trading.mandate.counterparty'), show: (row) => row.name },
              {
                key: 'limit',
                title: t('trading.mandate.limitYuan'),
                className: right,
                show: (row) => <Quantity value={row.limitYuan} unit="CNY" />,
              },
            ]}
          />
        </Part>
      )}
    </>
  );
}

function BlackoutPart({ terms, name }: { terms: Terms; name: (id: string | null) => ReactNode }) {
  const { t, language } = useWords();
  if (terms.blackouts.length === 0) return null;
  return (
    <Part title={t('trading.mandate.blackouts')}>
      <PlainTable
        rows={terms.blackouts}
        rowKey={(row) => `${row.from} ${row.to} ${row.personId ?? ''}`}
        columns={[
          { key: 'from', title: t('trading.mandate.validFrom'), show: (row) => dayName(row.from, language) },
          { key: 'to', title: t('trading.mandate.validTo'), show: (row) => dayName(row.to, language) },
          { key: 'person', title: t('trading.mandate.person'), show: (row) => name(row.personId) },
          { key: 'reason', title: t('common.reason'), show: (row) => row.reason },
        ]}
      />
    </Part>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h3>{title}</h3>
      {children}
    </div>
  );
}
