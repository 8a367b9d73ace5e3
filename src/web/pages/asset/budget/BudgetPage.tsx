import { Select } from 'antd';
import { useState } from 'react';
import { assetBudgetEndpoints as e } from '../../../../contract/asset-budget.ts';
import type { ReplyOf } from '../../../../contract/endpoint.ts';
import { type BudgetItem, budgetItemCodes, budgetItems } from '../../../../kernel/asset/evaluate-budget.ts';
import { useAsk } from '../../../api/queries.ts';
import { dayName } from '../../../format/time.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { RightDeed } from '../../../parts/Deed.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { WhoWhen } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { Tag, type Tone } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { firstEntity, useWorkplace } from '../../../shell/workplace.ts';
import { PageHead, Section, Waiting } from '../../../ui/Page.tsx';
import { useSearchFields } from '../../../ui/useSearchFields.ts';
import { useWords } from '../../../words/language.ts';
import { type CalculationResult, outputOf, ResultDerivation } from '../../trading/ResultDerivation.tsx';
import styles from '../asset.module.css';
import { ResultFigure } from '../ResultFigure.tsx';
import { BudgetDeeds } from './BudgetDeeds.tsx';
import { BudgetForm } from './BudgetForm.tsx';

export type Budget = ReplyOf<typeof e.readAssetBudget>;
export type BudgetVersion = Budget['versions'][number];
const tones: Readonly<Record<BudgetVersion['state'], Tone>> = { drafted: 'warn', approved: 'good', rejected: 'bad', superseded: 'plain' };

/** 碳资产预算 (C.6, C.8, C.9): units and money of a year in approved versions beside what became of them. */
export function BudgetPage() {
  const { t } = useWords();
  const { tree, at, year } = useWorkplace();
  if (tree.data === undefined || year === null) return <Waiting rows={8} />;
  const entity = firstEntity(tree.data, at);
  if (entity !== null) return <OfYear key={`${entity.id} ${year}`} entityId={entity.id} year={year} />;
  return (
    <>
      <PageHead title={t('assetBudget.title')} clause="C.6" summary={t('assetBudget.summary')} />
      <EmptyState icon="asset" title={t('assetBudget.empty')} text={t('assetBudget.emptyText')} clause="C.6" />
    </>
  );
}

function OfYear({ entityId, year }: { entityId: string; year: number }) {
  const [{ version }] = useSearchFields();
  const view = useAsk(e.readAssetBudget, { params: { entityId, year }, query: version === undefined ? {} : { budgetId: version } });
  return (
    <Answer of={view} rows={10}>
      {(data) => <View view={data} />}
    </Answer>
  );
}

function View({ view }: { view: Budget }) {
  const { t, say, language } = useWords();
  const [isOpen, setOpen] = useState(false);
  const [{ version }, change] = useSearchFields();
  const shown = view.versions.find((one) => one.id === view.shownId);
  const to = (node: string) => paths.assetBudget({ year: view.year, node, version });
  const draft = (
    <RightDeed action="asset.plan_budget" type="primary" onClick={() => setOpen(true)}>
      {t(view.versions.length === 0 ? 'assetBudget.draft' : 'assetBudget.revise')}
    </RightDeed>
  );
  return (
    <>
      <PageHead
        title={`${say(view.entityName)} · ${t('assetBudget.title')} ${view.year}`}
        clause="C.6"
        summary={t('assetBudget.summary')}
        extra={shown && draft}
      />
      {shown && view.result ? (
        <>
          <p className={`${styles.line} ${styles.figure}`}>
            <Select
              aria-label={t('assetBudget.version')}
              value={shown.id}
              onChange={(id) => change({ version: id, node: null })}
              options={view.versions.map((one) => ({
                value: one.id,
                label: t('assetBudget.versionOf', { n: one.version, state: t(`assetBudget.state.${one.state}`) }),
              }))}
              popupMatchSelectWidth={false}
            />
            <Tag tone={tones[shown.state]}>{t(`assetBudget.state.${shown.state}`)}</Tag>
            <WhoWhen name={shown.draftedBy.name} at={shown.draftedAt} />
            {shown.decidedByName !== null && (
              <>
                <span className="th-quiet">{t('assetBudget.decidedBy')}</span> <WhoWhen name={shown.decidedByName} at={shown.decidedAt} />
              </>
            )}
            {shown.note !== '' && <span className="th-quiet">{shown.note}</span>}
            {shown.state === 'drafted' && <BudgetDeeds version={shown} />}
          </p>
          <Cards result={view.result} to={to} />
          <Section title={t('assetBudget.lines', { day: dayName(view.until, language) })}>
            <Lines version={shown} result={view.result} to={to} />
          </Section>
          <ResultDerivation result={view.result} year={view.year} />
        </>
      ) : (
        <EmptyState icon="asset" title={t('assetBudget.empty')} text={t('assetBudget.emptyText')} clause="C.6" actions={draft} />
      )}
      {isOpen && <BudgetForm view={view} from={shown?.lines ?? view.proposal} onClose={() => setOpen(false)} />}
    </>
  );
}

interface Figures {
  readonly result: CalculationResult;
  readonly to: (node: string) => string;
}

function Cards({ result, to }: Figures) {
  const { t } = useWords();
  const cards = [
    ['plan_net', 'plan_closing'],
    ['actual_net', 'actual_closing'],
    ['net_variance', null],
  ] as const;
  return (
    <div className={styles.cards}>
      {cards
        .filter(([symbol]) => outputOf(result, symbol) !== null)
        .map(([symbol, below]) => (
          <div key={symbol} className={styles.card}>
            <h2>{t(`assetBudget.card.${symbol}`)}</h2>
            <ResultFigure result={result} symbol={symbol} large to={to} />
            {below !== null && (
              <span className="th-small th-quiet">
                {t('assetBudget.closing')} <ResultFigure result={result} symbol={below} to={to} />
              </span>
            )}
          </div>
        ))}
    </div>
  );
}

/** Item by item: planned, actual, and the variance parted into quantity and price. */
function Lines({ version, result, to }: Figures & { version: BudgetVersion }) {
  const { t } = useWords();
  const right = 'th-right';
  const given = (symbol: string, item: string) => result.derivation.nodes.find((one) => one.symbol === symbol && one.at.item === item);
  const known = (symbol: string, item: string, unit: string) => {
    const value = given(symbol, item)?.value;
    return typeof value === 'string' ? <Quantity value={value} unit={unit} {...(unit === 'CNY' ? { digits: 2 } : {})} /> : null;
  };
  const figure = (symbol: string, item: string) => <ResultFigure result={result} symbol={symbol} at={{ item }} to={to} />;
  const money = (symbol: string, item: BudgetItem) => (budgetItems[item].money === 0 ? null : known(symbol, item, 'CNY'));
  const units = (symbol: string, item: BudgetItem) => (budgetItems[item].units === 0 ? null : known(symbol, item, 't'));
  const items = budgetItemCodes.filter((item) => given('plan_quantity', item) ?? given('actual_quantity', item));
  return (
    <PlainTable
      rows={items}
      rowKey={(row) => row}
      columns={[
        {
          key: 'item',
          title: t('assetBudget.item'),
          show: (row) => (
            <>
              {t(`assetBudget.itemOf.${row}`)}
              <div className="th-quiet th-small">{version.lines.find((one) => one.item === row)?.note}</div>
            </>
          ),
        },
        { key: 'plan', title: t('assetBudget.planned'), className: right, show: (row) => units('plan_quantity', row) },
        { key: 'actual', title: t('assetBudget.actual'), className: right, show: (row) => units('actual_quantity', row) },
        { key: 'units', title: t('assetBudget.variance'), className: right, show: (row) => figure('quantity_variance', row) },
        { key: 'planMoney', title: t('assetBudget.plannedMoney'), className: right, show: (row) => money('plan_amount', row) },
        { key: 'money', title: t('assetBudget.actualMoney'), className: right, show: (row) => money('actual_amount', row) },
        { key: 'quantity', title: t('assetBudget.byQuantity'), className: right, show: (row) => figure('quantity_effect', row) },
        { key: 'price', title: t('assetBudget.byPrice'), className: right, show: (row) => figure('price_effect', row) },
      ]}
    />
  );
}
