import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import type { ReplyOf } from '../../../../contract/endpoint.ts';
import { tradingPriceEndpoints as e } from '../../../../contract/trading-prices.ts';
import { useAsk } from '../../../api/queries.ts';
import { group } from '../../../format/number.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { Deed, useWhyNot } from '../../../parts/Deed.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { FindingList } from '../../../parts/FindingList.tsx';
import { DayLabel, InstantLabel, PersonName } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { plainFinding } from '../../../parts/plain-finding.ts';
import { Quantity } from '../../../parts/Quantity.tsx';
import { TableView } from '../../../parts/TableView.tsx';
import { paths } from '../../../paths.ts';
import { DayField } from '../../../ui/DayField.tsx';
import { PageHead, Section } from '../../../ui/Page.tsx';
import { useSearchFields } from '../../../ui/useSearchFields.ts';
import { useWords } from '../../../words/language.ts';
import { outputOf, ResultDerivation } from '../ResultDerivation.tsx';
import { ImportForm } from './ImportForm.tsx';
import { PriceChart } from './PriceChart.tsx';

export type Prices = ReplyOf<typeof e.readPrices>;

/** 市场价格 (B.7): prices of any market, their course and statistics, and the value at risk of what is held. */
export function PricesPage() {
  const [search] = useSearchFields();
  const asked = {
    ...(search.instrument ? { instrument: search.instrument } : {}),
    ...(search.from ? { from: search.from } : {}),
    ...(search.tonnes ? { tonnes: search.tonnes } : {}),
  };
  const view = useAsk(e.readPrices, { query: asked });
  return (
    <Answer of={view} rows={10}>
      {(data) => <View view={data} />}
    </Answer>
  );
}

function View({ view }: { view: Prices }) {
  const { t } = useWords();
  const [importing, setImporting] = useState(false);
  const mayNot = useWhyNot('trading.record_prices');
  const take = (
    <Deed type="primary" why={mayNot} onClick={() => setImporting(true)}>
      {t('trading.price.import')}
    </Deed>
  );
  return (
    <>
      <PageHead title={t('trading.price.title')} clause="B.7" summary={t('trading.price.summary')} extra={take} />
      {view.instruments.length === 0 || view.instrument === null ? (
        <EmptyState icon="trading" title={t('trading.price.empty')} text={t('trading.price.emptyText')} clause="B.7" actions={take} />
      ) : (
        <Series view={view} instrument={view.instrument} />
      )}
      {importing && <ImportForm onClose={() => setImporting(false)} />}
    </>
  );
}

function Series({ view, instrument }: { view: Prices; instrument: string }) {
  const { t } = useWords();
  const [search, change] = useSearchFields();
  const latestFirst = [...view.prices].reverse();
  return (
    <>
      <div className="th-row">
        <Select
          aria-label={t('trading.price.instrument')}
          value={instrument}
          options={view.instruments.map((one) => ({ value: one.instrument, label: `${one.instrument} · ${one.unit} · ${one.count}` }))}
          onChange={(value) => change({ instrument: value, node: null })}
        />
        <DayField label={t('trading.price.from')} value={search.from ?? null} onChange={(from) => change({ from, node: null })} />
      </div>
      <Section title={`${t('trading.price.chart')} · ${instrument}`}>
        <PriceChart prices={view.prices} unit={view.unit} label={instrument} />
      </Section>
      <Statistics view={view} />
      <Risk view={view} />
      <TableView
        name={`${t('trading.price.table')} ${instrument}`}
        rows={latestFirst}
        rowKey={(row) => row.day}
        columns={[
          { key: 'day', title: t('trading.price.date'), text: (row) => row.day, show: (row) => <DayLabel day={row.day} /> },
          {
            key: 'price',
            title: `${t('trading.price.price')} (${view.unit})`,
            text: (row) => row.price,
            align: 'right',
            show: (row) => group(row.price),
          },
          {
            key: 'volume',
            title: t('trading.price.volumeShort'),
            text: (row) => row.volume ?? '',
            align: 'right',
            show: (row) => (row.volume === null ? '—' : group(row.volume)),
          },
          { key: 'source', title: t('trading.price.source'), text: (row) => row.source },
          { key: 'version', title: t('trading.price.version'), text: (row) => String(row.version), align: 'right', width: 90 },
        ]}
      />
      <Imports view={view} />
      <ResultDerivation
        result={search.of === 'risk' ? view.risk : view.statistics}
        year={Number(view.prices.at(-1)?.day.slice(0, 4) ?? 0)}
      />
    </>
  );
}

/** What the calculation says of the series; every figure opens its derivation. */
function Statistics({ view }: { view: Prices }) {
  const { t, say } = useWords();
  const [search] = useSearchFields();
  if (!view.statistics) return null;
  const { outputs, findings } = view.statistics;
  const href = (node: string) => paths.prices({ ...search, of: 'statistics', node });
  const half = Math.ceil(outputs.length / 2);
  const cell = (one: (typeof outputs)[number] | undefined) =>
    one && (one.unit === '' ? (one.value ?? '—') : <Quantity value={one.value} shown={one.shown} unit={one.unit} to={href(one.symbol)} />);
  return (
    <Section title={t('trading.price.statistics')}>
      <PlainTable
        rows={outputs.slice(0, half).map((one, i) => [one, outputs[half + i]] as const)}
        rowKey={([one]) => one.symbol}
        columns={[
          { key: 'a', show: ([one]) => <span className="th-quiet">{say(one.title)}</span> },
          { key: 'b', className: 'th-right', show: ([one]) => cell(one) },
          { key: 'c', show: ([, other]) => other && <span className="th-quiet">{say(other.title)}</span> },
          { key: 'd', className: 'th-right', show: ([, other]) => cell(other) },
        ]}
      />
      {findings.length > 0 && <FindingList findings={findings.map(plainFinding)} />}
    </Section>
  );
}

const riskMethods = ['parametric', 'historical', 'ewma'] as const;

function Risk({ view }: { view: Prices }) {
  const { t, say } = useWords();
  const [search, change] = useSearchFields();
  const [typed, setTyped] = useState(search.tonnes ?? '');
  const isWhole = /^-?\d{0,12}$/.test(typed) && typed !== '-';
  const node = (symbol: string, method: string) => paths.prices({ ...search, of: 'risk', node: `${symbol}@method=${method}` });
  const money = view.unit.slice(0, 3);
  return (
    <Section
      title={t('trading.price.risk')}
      extra={
        <span className="th-row">
          <Input
            aria-label={t('trading.price.tonnes')}
            placeholder={t('trading.price.tonnes')}
            value={typed}
            {...(isWhole ? {} : { status: 'error' as const })}
            onChange={(event) => setTyped(event.target.value.trim())}
          />
          <Button disabled={!isWhole} onClick={() => change({ tonnes: typed, node: null })}>
            {t('trading.price.apply')}
          </Button>
        </span>
      }
    >
      {view.risk === null ? (
        <p className="th-quiet">{t('trading.price.noRisk')}</p>
      ) : (
        <>
          <p className="th-quiet">{t('trading.price.riskText', { tonnes: group(view.position.tonnes) })}</p>
          <PlainTable
            rows={riskMethods}
            rowKey={(method) => method}
            columns={[
              { key: 'method', title: t('trading.price.method'), show: (method) => t(`trading.price.methods.${method}`) },
              ...(['value_at_risk', 'expected_shortfall'] as const).map((symbol) => ({
                key: symbol,
                title: t(symbol === 'value_at_risk' ? 'trading.price.var' : 'trading.price.es'),
                className: 'th-right',
                show: (method: (typeof riskMethods)[number]) => (
                  <Quantity
                    value={outputOf(view.risk, symbol, { method })?.value ?? null}
                    unit={money}
                    digits={0}
                    to={node(symbol, method)}
                  />
                ),
              })),
            ]}
          />
          <p className="th-small th-quiet">
            {t('trading.price.conventions')}
            {': '}
            {view.risk.conventions.map((one) => `${say(one.title)} ${one.value}`).join(' · ')}
          </p>
          {view.risk.findings.length > 0 && <FindingList findings={view.risk.findings.map(plainFinding)} />}
        </>
      )}
    </Section>
  );
}

function Imports({ view }: { view: Prices }) {
  const { t } = useWords();
  return (
    <Section title={t('trading.price.imports')}>
      <PlainTable
        rows={view.imports}
        rowKey={(row) => row.id}
        columns={[
          { key: 'at', title: t('common.time'), show: (row) => <InstantLabel at={row.recordedAt} /> },
          { key: 'instrument', title: t('trading.price.instrument'), show: (row) => row.instrument },
          { key: 'source', title: t('trading.price.source'), show: (row) => row.source },
          { key: 'added', title: t('trading.price.added'), className: 'th-right', show: (row) => group(String(row.rowsAdded)) },
          { key: 'known', title: t('trading.price.known'), className: 'th-right', show: (row) => group(String(row.rowsKnown)) },
          { key: 'by', title: t('trading.price.by'), show: (row) => <PersonName name={row.recordedByName} /> },
        ]}
      />
    </Section>
  );
}
