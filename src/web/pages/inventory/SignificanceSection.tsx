import { Select } from 'antd';
import { type SignificanceCriterion, significanceCriteria } from '../../../kernel/inventory/inventory.ts';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { Quantity } from '../../parts/Quantity.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import type { Frameworks, InventoryView } from './model.ts';
import { useSettings } from './use-settings.ts';

const scores = ['1', '2', '3', '4', '5'].map((value) => ({ value, label: value }));

/** Which indirect emissions are significant, by the organization's own criteria; magnitude follows from the figures until it is given. */
export function SignificanceSection({ view, books }: { view: InventoryView; books: Frameworks }) {
  const { t, say } = useWords();
  const { save, deed, why } = useSettings(view);
  const { rule, scores: given } = view.settings.significance;
  const titles = new Map(books.categories.map((one) => [one.code, one.title]));
  const set = (category: string, criterion: SignificanceCriterion, value: string | undefined) => {
    const before = given.find((one) => one.category === category) ?? { category, scores: {}, note: '' };
    const own = Object.fromEntries(Object.entries({ ...before.scores, [criterion]: value }).filter(([, score]) => score !== undefined));
    save({ significance: { rule, scores: [...given.filter((one) => one.category !== category), { ...before, scores: own }] } });
  };
  const shown = (one: InventoryView['result']['significance'][number], criterion: SignificanceCriterion) => (
    <Select
      size="small"
      allowClear={criterion !== 'magnitude' || one.magnitudeGiven}
      variant={criterion === 'magnitude' && !one.magnitudeGiven ? 'borderless' : 'outlined'}
      disabled={why !== null}
      aria-label={`${one.category} ${t(`inventory.significanceOf.${criterion}`)}`}
      style={{ width: 64 }}
      value={one.scores[criterion] ?? undefined}
      options={scores}
      onChange={(value?: string) => set(one.category, criterion, value)}
    />
  );
  return (
    <Section title={t('inventory.tab.significance')} extra={<span className="th-quiet th-small">{why}</span>}>
      {deed.error && <RefusalNotice problem={deed.error} />}
      <p className="th-quiet">
        {t('inventory.significanceText', {
          threshold: rule.threshold,
          decisive: rule.decisiveMagnitude,
          bands: rule.magnitudeBands.join(' / '),
        })}
      </p>
      <PlainTable
        rows={view.result.significance}
        rowKey={(one) => one.category}
        columns={[
          {
            key: 'category',
            title: t('inventory.category'),
            show: (one) => `${one.category} ${say(titles.get(one.category) ?? { zh: '', en: '' })}`,
          },
          {
            key: 'emission',
            title: t('inventory.emissionT'),
            show: (one) => <Quantity value={one.emission} unit="" digits={2} />,
            className: 'th-right',
          },
          { key: 'share', title: t('inventory.sharePct'), show: (one) => Number(one.sharePct).toFixed(2), className: 'th-right' },
          ...significanceCriteria.map((criterion) => ({
            key: criterion,
            title: t('inventory.weighted', { criterion: t(`inventory.significanceOf.${criterion}`), weight: rule.weights[criterion] }),
            show: (one: InventoryView['result']['significance'][number]) => shown(one, criterion),
          })),
          { key: 'score', title: t('inventory.score'), show: (one) => Number(one.score).toFixed(2), className: 'th-right' },
          {
            key: 'significant',
            title: t('inventory.significant'),
            show: (one) => (
              <Tag tone={one.significant ? 'info' : 'plain'}>{one.significant ? t('inventory.isSignificant') : t('inventory.isNot')}</Tag>
            ),
          },
          { key: 'why', title: t('inventory.why'), show: (one) => <span className="th-small th-quiet">{say(one.why)}</span> },
        ]}
      />
    </Section>
  );
}
