import { Alert, Select } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Deed, useRefusalWords } from '../../parts/Deed.tsx';
import { FindingList } from '../../parts/FindingList.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { plainFinding } from '../../parts/plain-finding.ts';
import { Quantity } from '../../parts/Quantity.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { KeyValues, Section } from '../../ui/Page.tsx';
import { useSearchFields } from '../../ui/useSearchFields.ts';
import { useWords } from '../../words/language.ts';
import { FigureLink } from './FigureLink.tsx';
import { GwpForm } from './GwpForm.tsx';
import type { Frameworks, InventoryView } from './model.ts';

const ResultChart = lazy(() => import('./ResultChart.tsx').then((one) => ({ default: one.ResultChart })));

/** Totals with how complete they are; gross emission, removals and biogenic CO2 apart; by category, scope and gas. */
export function ResultSection({ view, books }: { view: InventoryView; books: Frameworks }) {
  const { t, say } = useWords();
  const { result } = view;
  const isoTitle = (code: string) => say(books.isoTitles.find((one) => one.code === code)?.title ?? { zh: code, en: code });
  return (
    <>
      <Headline view={view} books={books} />
      <Section title={t('inventory.byCategory')}>
        <Suspense fallback={null}>
          <ResultChart view={view} titleOf={isoTitle} />
        </Suspense>
        <CategoryTable view={view} books={books} />
      </Section>
      <div className="th-form-grid">
        <ScopeSection view={view} books={books} />
        <GasSection view={view} />
      </div>
      <Section title={t('inventory.findings')}>
        {result.findings.length === 0 ? (
          <p className="th-quiet">{t('inventory.noFindings')}</p>
        ) : (
          <FindingList findings={result.findings.map(plainFinding)} />
        )}
      </Section>
    </>
  );
}

function Headline({ view, books }: { view: InventoryView; books: Frameworks }) {
  const { t } = useWords();
  const [, change] = useSearchFields();
  const { result, settings } = view;
  const { completeness } = result;
  const whatIf = view.gwpSet !== settings.gwpSet;
  const gwp = (
    <Select
      size="small"
      aria-label={t('inventory.gwpSet')}
      value={view.gwpSet}
      style={{ minWidth: 120 }}
      options={books.gwpSets.map((value) => ({ value, label: value }))}
      onChange={(value) => change({ gwp: value === settings.gwpSet ? null : value })}
    />
  );
  const items = [
    { label: t('inventory.totalLocation'), value: <FigureLink value={result.total.emission} of="total" large /> },
    { label: t('inventory.totalMarket'), value: <FigureLink value={result.totalMarketBased} of="total_market" large /> },
    { label: t('inventory.removal'), value: <FigureLink value={result.total.removal} of="removal" unit /> },
    { label: t('inventory.biogenic'), value: <FigureLink value={result.total.biogenic} of="biogenic" unit /> },
    { label: t('inventory.nonAnthropogenic'), value: <FigureLink value={result.total.nonAnthropogenic} of="non_anthropogenic" unit /> },
    { label: t('inventory.otherGases'), value: <FigureLink value={result.total.otherGases} of="other_gases" unit /> },
    {
      label: t('inventory.complete'),
      value: (
        <Tag tone={completeness.complete === completeness.sources ? 'good' : 'warn'}>
          {t('inventory.completeText', {
            complete: completeness.complete,
            sources: completeness.sources,
            pct: Number(completeness.monthsPct).toFixed(0),
          })}
        </Tag>
      ),
    },
    {
      label: t('inventory.excluded'),
      value: t('inventory.excludedText', {
        t: Number(result.exclusions.estimate).toFixed(1),
        pct: Number(result.exclusions.pct).toFixed(2),
      }),
    },
  ];
  return (
    <Section
      title={t('inventory.tab.result')}
      extra={
        <span className="th-row">
          <GwpDeed view={view} books={books} />
          {t('inventory.gwpWhatIf')} {gwp}
        </span>
      }
    >
      {whatIf && (
        <Alert
          type="info"
          showIcon
          title={t('inventory.whatIfText', { set: view.gwpSet, own: settings.gwpSet })}
          style={{ marginBottom: 12 }}
        />
      )}
      <KeyValues items={items} columns={3} />
      <p className="th-quiet th-small">{t('inventory.neverNetted')}</p>
    </Section>
  );
}

function GwpDeed({ view, books }: { view: InventoryView; books: Frameworks }) {
  const { t } = useWords();
  const words = useRefusalWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Deed size="small" why={view.mayEdit.refusal === null ? null : words(view.mayEdit.refusal)} onClick={() => setOpen(true)}>
        {t('inventoryLines.gwpOpen')}
      </Deed>
      {open && <GwpForm view={view} books={books} onClose={() => setOpen(false)} />}
    </>
  );
}

function CategoryTable({ view, books }: { view: InventoryView; books: Frameworks }) {
  const { t, say } = useWords();
  const facts = new Map(books.categories.map((one) => [one.code, one]));
  const scope3 = (code: number | null) =>
    code === null ? '' : `${code} ${say(books.scope3Titles.find((one) => one.code === code)?.title ?? { zh: '', en: '' })}`;
  return (
    <PlainTable
      rows={view.result.byCategory}
      rowKey={(one) => one.category}
      columns={[
        {
          key: 'category',
          title: t('inventory.category'),
          show: (one) => `${one.category} ${say(facts.get(one.category)?.title ?? { zh: '', en: '' })}`,
        },
        { key: 'scope', title: t('inventory.scope'), show: (one) => t('inventory.scopeNo', { scope: one.scope }) },
        { key: 'scope3', title: t('inventory.scope3'), show: (one) => scope3(one.scope3) },
        { key: 'sources', title: t('inventory.sources'), show: (one) => one.sources, className: 'th-right' },
        {
          key: 'emission',
          title: t('inventory.emissionT'),
          show: (one) => <FigureLink value={one.emission} of="category" id={one.category} />,
          className: 'th-right',
        },
        {
          key: 'removal',
          title: t('inventory.removalT'),
          show: (one) => <Quantity value={one.removal} unit="" digits={2} />,
          className: 'th-right',
        },
        {
          key: 'biogenic',
          title: t('inventory.biogenicT'),
          show: (one) => <Quantity value={one.biogenic} unit="" digits={2} />,
          className: 'th-right',
        },
      ]}
    />
  );
}

function ScopeSection({ view, books }: { view: InventoryView; books: Frameworks }) {
  const { t, say } = useWords();
  return (
    <Section title={t('inventory.byScope')}>
      <PlainTable
        rows={view.result.byScope}
        rowKey={(one) => one.scope}
        columns={[
          {
            key: 'scope',
            title: t('inventory.scope'),
            show: (one) => say(books.scopeTitles.find((title) => title.code === one.scope)?.title ?? { zh: '', en: '' }),
          },
          {
            key: 'emission',
            title: t('inventory.emissionT'),
            show: (one) => <FigureLink value={one.emission} of="scope" id={one.scope} />,
            className: 'th-right',
          },
          {
            key: 'market',
            title: t('inventory.marketT'),
            show: (one) => (one.scope === '2' ? <FigureLink value={view.result.scope2.marketBased} of="market" /> : null),
            className: 'th-right',
          },
        ]}
      />
    </Section>
  );
}

function GasSection({ view }: { view: InventoryView }) {
  const { t } = useWords();
  return (
    <Section title={t('inventory.byGas')}>
      <PlainTable
        rows={view.result.total.gases}
        rowKey={(one) => one.gas}
        columns={[
          { key: 'gas', title: t('inventory.gas'), show: (one) => (one.group === 'unspecified' ? t('inventory.unspecified') : one.gas) },
          { key: 'group', title: t('inventory.gasGroup'), show: (one) => t(`inventory.group.${one.group}`) },
          {
            key: 'tonnes',
            title: t('inventory.tonnes'),
            show: (one) => (one.tonnes === null ? '' : <Quantity value={one.tonnes} unit="" digits={4} />),
            className: 'th-right',
          },
          { key: 'gwp', title: t('inventory.gwp'), show: (one) => one.gwp, className: 'th-right' },
          {
            key: 'co2e',
            title: t('inventory.emissionT'),
            show: (one) => <FigureLink value={one.co2e} of="gas" id={one.gas} />,
            className: 'th-right',
          },
        ]}
      />
    </Section>
  );
}
