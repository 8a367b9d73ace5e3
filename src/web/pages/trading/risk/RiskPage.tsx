import { useState } from 'react';
import { tradingRiskEndpoints as e } from '../../../../contract/trading-risk.ts';
import { useAsk } from '../../../api/queries.ts';
import { group } from '../../../format/number.ts';
import { dayName } from '../../../format/time.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { RightDeed } from '../../../parts/Deed.tsx';
import { FindingList } from '../../../parts/FindingList.tsx';
import { useMethodWords } from '../../../parts/method-words.ts';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { plainFinding } from '../../../parts/plain-finding.ts';
import { Quantity } from '../../../parts/Quantity.tsx';
import { paths } from '../../../paths.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { KeyValues, PageHead, Section } from '../../../ui/Page.tsx';
import { useSearchFields } from '../../../ui/useSearchFields.ts';
import { useWords } from '../../../words/language.ts';
import { OfEntity } from '../OfEntity.tsx';
import { outputOf, ResultDerivation } from '../ResultDerivation.tsx';
import { BasisForm } from './BasisForm.tsx';
import { Breaches } from './Breaches.tsx';
import { Hedge } from './Hedge.tsx';
import { LimitUse } from './LimitUse.tsx';
import { Alarms, Counterparties, Results } from './Results.tsx';
import { figureAt, type Risk, riskMethods } from './risk-model.ts';
import { WhatIf } from './WhatIf.tsx';

/** 交易风险 (B.6, B.9, B.10): what is at risk, by which method, what a trade would change; results; limits and breaches; settlement. */
export function RiskPage() {
  const { t } = useWords();
  return (
    <OfEntity title={t('risk.title')} clause="B.9">
      {(entityId) => <OfOne entityId={entityId} />}
    </OfEntity>
  );
}

function OfOne({ entityId }: { entityId: string }) {
  const view = useAsk(e.readRisk, { params: { entityId } });
  return (
    <Answer of={view} rows={12}>
      {(data) => <View view={data} />}
    </Answer>
  );
}

function View({ view }: { view: Risk }) {
  const { t, say } = useWords();
  const [search] = useSearchFields();
  const [setting, setSetting] = useState(false);
  const set = (
    <RightDeed action="trading.set_risk_basis" onClick={() => setSetting(true)}>
      {t('risk.setBasis')}
    </RightDeed>
  );
  const year = Number(view.today.slice(0, 4));
  return (
    <>
      <PageHead title={`${say(view.entityName)} · ${t('risk.title')}`} clause="B.9" summary={t('risk.summary')} extra={set} />
      <AtRisk view={view} />
      <Values view={view} />
      {view.risk && <WhatIf view={view} />}
      {view.risk && <Stress view={view} />}
      <LimitUse view={view} />
      <Breaches breaches={view.breaches} />
      <Alarms view={view} />
      <Counterparties view={view} />
      <Results view={view} />
      <Hedge view={view} />
      {setting && <BasisForm basis={view.basis} onClose={() => setSetting(false)} />}
      {search.of === 'results' ? (
        <ResultDerivation result={view.results} year={year} />
      ) : search.of === 'hedge' ? null : (
        <ResultDerivation result={view.risk} year={year} />
      )}
    </>
  );
}

/** The book: what is left over or short is what a price can change. */
function AtRisk({ view }: { view: Risk }) {
  const { t, say, language } = useWords();
  const tonnes = (['held', 'expected', 'owed', 'tonnes'] as const).map((field) => ({
    key: field,
    title: t(`risk.${field}`),
    className: 'th-right',
    show: (row: Risk['atRisk'][number]) =>
      field === 'tonnes' && outputOf(view.risk, 'value', { factor: row.instrument }) ? (
        <strong>
          <Quantity value={row.tonnes} unit="t" to={figureAt('risk', 'tonnes', { factor: row.instrument })} />
        </strong>
      ) : (
        <Quantity value={row[field]} unit="t" />
      ),
  }));
  return (
    <Section title={t('risk.book')}>
      <p className="th-quiet">{t('risk.bookText')}</p>
      <PlainTable
        rows={view.atRisk}
        rowKey={(row) => row.instrument}
        columns={[
          { key: 'instrument', title: t('risk.instrument'), show: (row) => row.instrument },
          ...tonnes,
          {
            key: 'price',
            title: t('risk.price'),
            className: 'th-right',
            show: (row) =>
              row.price === null ? (
                <GoLink to={paths.prices()}>{t('risk.importPrices')}</GoLink>
              ) : (
                <span className="th-nowrap">
                  <Quantity value={row.price} unit={`${row.currency}/t`} digits={2} />{' '}
                  <span className="th-quiet th-small">{row.priceDay && dayName(row.priceDay, language)}</span>
                </span>
              ),
          },
          {
            key: 'value',
            title: t('risk.value'),
            className: 'th-right',
            show: (row) => {
              const found = outputOf(view.risk, 'value', { factor: row.instrument });
              return found ? (
                <Quantity value={found.value} unit={found.unit} digits={0} to={figureAt('risk', 'value', { factor: row.instrument })} />
              ) : (
                '—'
              );
            },
          },
        ]}
      />
      {view.missing.map((one) => (
        <p key={one.en} className="th-quiet">
          {say(one)}
        </p>
      ))}
    </Section>
  );
}

/** A finding of the book without its place in the calculation's input, which nobody gave here. */
const unplaced = (one: Parameters<typeof plainFinding>[0]) => plainFinding({ ...one, place: { ...one.place, path: undefined } });

/** Value at risk and expected shortfall, method by method, with what they start from. */
function Values({ view }: { view: Risk }) {
  const { t, say } = useWords();
  const { word } = useMethodWords();
  const { risk, basis } = view;
  if (!risk) return null;
  const { terms } = basis;
  const figure = (symbol: string) => (method: (typeof riskMethods)[number]) => {
    const found = outputOf(risk, symbol, { method });
    return found ? <Quantity value={found.value} unit={found.unit} digits={0} to={figureAt('risk', symbol, { method })} /> : '—';
  };
  const columns = (['value_at_risk', 'expected_shortfall', 'value_at_risk_error', 'expected_shortfall_error'] as const).map((symbol) => ({
    ...{ key: symbol, title: t(`risk.symbols.${symbol}`), className: 'th-right', show: figure(symbol) },
  }));
  const conventions = risk.conventions.map((one) => ({ label: say(one.title), value: word(one.value ?? '—') }));
  return (
    <Section
      title={t('risk.values')}
      extra={
        <span className="th-quiet">{basis.version === 0 ? t('risk.usualBasis') : t('risk.basisVersion', { version: basis.version })}</span>
      }
    >
      <p>
        {t('risk.basisText', {
          ...{ confidence: (Number(terms.confidence) * 100).toFixed(1).replace(/\.0$/, ''), days: terms.horizonDays },
          ...{ window: terms.windowPrices, lambda: Number(terms.lambda), paths: group(String(terms.paths)), seed: String(terms.seed) },
        })}
      </p>
      <PlainTable
        rows={riskMethods}
        rowKey={(method) => method}
        columns={[{ key: 'method', title: t('risk.method'), show: (method) => t(`risk.methods.${method}`) }, ...columns]}
      />
      <details className="th-small th-under">
        <summary>{t('risk.conventions')}</summary>
        <KeyValues columns={2} items={conventions} />
      </details>
      {risk.findings.length > 0 && <FindingList findings={risk.findings.map(unplaced)} />}
    </Section>
  );
}

/** The stored scenarios and what each would do to the book. */
function Stress({ view }: { view: Risk }) {
  const { t } = useWords();
  const { scenarios } = view.basis.terms;
  const result = (name: string) => outputOf(view.risk, 'stress_result', { scenario: name });
  return (
    <Section title={t('risk.stress')}>
      {scenarios.length === 0 ? (
        <p className="th-quiet">{t('risk.noStress')}</p>
      ) : (
        <PlainTable
          rows={scenarios}
          rowKey={(row) => row.name}
          columns={[
            { key: 'name', title: t('risk.scenario'), show: (row) => row.name },
            {
              key: 'moves',
              title: t('risk.moves'),
              show: (row) =>
                row.moves
                  .map((one) => `${one.instrument} ${one.percent === undefined ? `→ ${one.price}` : `${one.percent} %`}`)
                  .join(' · '),
            },
            {
              key: 'result',
              title: t('risk.effect'),
              className: 'th-right',
              show: (row) => {
                const found = result(row.name);
                return found ? (
                  <Quantity
                    value={found.value}
                    unit={found.unit}
                    digits={0}
                    to={figureAt('risk', 'stress_result', { scenario: row.name })}
                  />
                ) : (
                  '—'
                );
              },
            },
          ]}
        />
      )}
    </Section>
  );
}
