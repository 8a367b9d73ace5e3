import { useState } from 'react';
import { assetStatementEndpoints as e } from '../../../../contract/asset-statement.ts';
import type { ReplyOf } from '../../../../contract/endpoint.ts';
import { useAsk } from '../../../api/queries.ts';
import { group } from '../../../format/number.ts';
import { dayName } from '../../../format/time.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { RightDeed } from '../../../parts/Deed.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { FindingList } from '../../../parts/FindingList.tsx';
import { plainFinding } from '../../../parts/plain-finding.ts';
import { paths } from '../../../paths.ts';
import { firstEntity, useWorkplace } from '../../../shell/workplace.ts';
import { DayField } from '../../../ui/DayField.tsx';
import { GoLink } from '../../../ui/GoLink.tsx';
import { PageHead, Section, Waiting } from '../../../ui/Page.tsx';
import { useSearchFields } from '../../../ui/useSearchFields.ts';
import { useWords } from '../../../words/language.ts';
import { ResultDerivation } from '../../trading/ResultDerivation.tsx';
import styles from '../asset.module.css';
import { ResultFigure } from '../ResultFigure.tsx';
import { PriceForm } from './PriceForm.tsx';
import { ExpectedTable, HoldingsTable, MovementTable, OwedTable, PotentialTable } from './StatementTables.tsx';

export type AssetStatement = ReplyOf<typeof e.readAssetStatement>;

/** 碳资产报表 (C.8, Annex G): positive and negative carbon assets of a day, how they came and went, potential assets apart. */
export function AssetStatementPage() {
  const { tree, at } = useWorkplace();
  if (tree.data === undefined) return <Waiting rows={10} />;
  const entity = firstEntity(tree.data, at);
  return <OfEntity entityId={entity?.id} />;
}

function OfEntity({ entityId }: { entityId: string | undefined }) {
  const [{ asOf }] = useSearchFields();
  const view = useAsk(e.readAssetStatement, {
    query: { ...(entityId === undefined ? {} : { entityId }), ...(asOf ? { day: asOf } : {}) },
  });
  return (
    <Answer of={view} rows={12}>
      {(data) => <View view={data} />}
    </Answer>
  );
}

function View({ view }: { view: AssetStatement }) {
  const { t, say } = useWords();
  const [isPricing, setPricing] = useState(false);
  const [{ asOf }] = useSearchFields();
  const to = (node: string) => paths.assetStatement({ node, asOf });
  const findings = view.result.findings.map(plainFinding);
  const isEmpty = view.holdings.length === 0 && view.years.length === 0 && view.movement.length === 0;
  return (
    <>
      <PageHead
        title={`${view.entityName ? `${say(view.entityName)} · ` : ''}${t('assetStatement.title')}`}
        clause="C.8"
        summary={t('assetStatement.summary')}
        extra={
          <RightDeed action="asset.keep_accounts" onClick={() => setPricing(true)}>
            {t('assetStatement.price.record')}
          </RightDeed>
        }
      />
      <AsOf view={view} />
      {isEmpty ? (
        <EmptyState
          icon="asset"
          title={t('assetStatement.empty')}
          text={t('assetStatement.emptyText')}
          clause="C.8"
          actions={
            <GoLink className="th-button-link" to={paths.holdings()}>
              {t('assetStatement.toHoldings')}
            </GoLink>
          }
        />
      ) : (
        <Cards view={view} to={to} />
      )}
      {!isEmpty && <Blocks view={view} to={to} />}
      {view.potentials.length > 0 && (
        <Section title={t('assetStatement.potential')}>
          <p className="th-quiet">{t('assetStatement.potentialText')}</p>
          <PotentialTable view={view} to={to} />
        </Section>
      )}
      {findings.length > 0 && (
        <Section title={t('assetStatement.checks')}>
          <FindingList findings={findings} />
        </Section>
      )}
      <p className="th-quiet th-small">{t('assetStatement.managementFigures')}</p>
      <ResultDerivation result={view.result} year={Number(view.day.slice(0, 4))} />
      {isPricing && <PriceForm day={view.day} onClose={() => setPricing(false)} />}
    </>
  );
}

function Blocks({ view, to }: { view: AssetStatement; to: (node: string) => string }) {
  const { t } = useWords();
  return (
    <>
      <Section title={t('assetStatement.positive')}>
        {view.holdings.length === 0 ? <p className="th-quiet">{t('assetStatement.nothingHeld')}</p> : <HoldingsTable view={view} to={to} />}
        {view.years.length > 0 && (
          <>
            <h3 className={styles.gapAbove}>{t('assetStatement.expected')}</h3>
            <ExpectedTable view={view} to={to} />
          </>
        )}
      </Section>
      <Section title={t('assetStatement.negative')}>
        {view.years.length === 0 ? <p className="th-quiet">{t('assetStatement.nothingOwed')}</p> : <OwedTable view={view} to={to} />}
      </Section>
      {view.movement.length > 0 && (
        <Section title={t('assetStatement.movement', { from: view.from, to: view.day })}>
          <MovementTable view={view} />
        </Section>
      )}
    </>
  );
}

/** The day the statement is of, and the price that what is owed and expected is valued at. */
function AsOf({ view }: { view: AssetStatement }) {
  const { t, language } = useWords();
  const [{ asOf }, change] = useSearchFields();
  const price = view.allowancePrice;
  return (
    <p className={`${styles.line} ${styles.figure}`}>
      <span className="th-filter-day">
        {t('assetStatement.asOf')}
        <DayField label={t('assetStatement.asOf')} value={asOf ?? view.day} onChange={(day) => change({ asOf: day, node: null })} />
      </span>
      {price === null ? (
        <span className="th-quiet">{t('assetStatement.noPrice')}</span>
      ) : (
        <span className="th-quiet" title={price.source}>
          {t(`assetStatement.priceFrom.${price.from}`, { price: group(price.price), day: dayName(price.day, language) })}
        </span>
      )}
    </p>
  );
}

function Cards({ view, to }: { view: AssetStatement; to: (node: string) => string }) {
  const { t } = useWords();
  const cards = [
    ['positive', 'positive', 'market_sum', 'ofHeld'],
    ['negative', 'negative', 'owed_units', 'ofUnits'],
    ['net', 'net', 'unrealized_sum', 'ofUnrealized'],
    ['balance', 'balance', 'gap_value', 'ofGap'],
  ] as const;
  return (
    <div className={styles.cards}>
      {cards.map(([key, symbol, below, word]) => (
        <div key={key} className={styles.card}>
          <h2>{t(`assetStatement.card.${key}`)}</h2>
          <ResultFigure result={view.result} symbol={symbol} large to={to} />
          <span className="th-small th-quiet">
            {t(`assetStatement.card.${word}`)} <ResultFigure result={view.result} symbol={below} to={to} />
          </span>
        </div>
      ))}
    </div>
  );
}
