import { Radio } from 'antd';
import { inventoryEndpoints as e } from '../../../contract/inventory.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { Quantity } from '../../parts/Quantity.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { FigureLink } from './FigureLink.tsx';
import type { InventoryView } from './model.ts';
import { useSettings } from './use-settings.ts';

/** The entities with their shares, and the same data under the three approaches side by side. */
export function BoundarySection({ view }: { view: InventoryView }) {
  const { t } = useWords();
  const asked = useAsk(e.compareApproaches, { params: { inventoryId: view.id } });
  const { save, deed, why } = useSettings(view);
  return (
    <>
      {deed.error && <RefusalNotice problem={deed.error} />}
      <Section title={t('inventory.threeApproaches')} extra={<span className="th-quiet th-small">{why}</span>}>
        <Answer of={asked} rows={4}>
          {({ items }) => (
            <PlainTable
              rows={items}
              rowKey={(one) => one.approach}
              rowClass={(one) => (one.approach === view.settings.approach ? 'th-row-chosen' : undefined)}
              columns={[
                {
                  key: 'approach',
                  title: t('inventory.approachLabel'),
                  show: (one) => (
                    <Radio
                      checked={one.approach === view.settings.approach}
                      disabled={why !== null}
                      onChange={() => save({ approach: one.approach })}
                    >
                      {t(`inventory.approach.${one.approach}`)}
                    </Radio>
                  ),
                },
                ...(['1', '2', '3', '4', '5', '6'] as const).map((iso) => ({
                  key: iso,
                  title: t('inventory.isoNo', { iso }),
                  show: (one: (typeof items)[number]) => (
                    <Quantity value={one.byIso.find((row) => row.iso === iso)?.emission ?? '0'} unit="" digits={2} />
                  ),
                  className: 'th-right',
                })),
                {
                  key: 'total',
                  title: t('inventory.totalLocation'),
                  show: (one) => <Quantity value={one.total.emission} unit="" digits={2} />,
                  className: 'th-right',
                },
                {
                  key: 'market',
                  title: t('inventory.totalMarket'),
                  show: (one) => <Quantity value={one.totalMarketBased} unit="" digits={2} />,
                  className: 'th-right',
                },
              ]}
            />
          )}
        </Answer>
      </Section>
      <EntityTable view={view} />
    </>
  );
}

/** Entities with their shares and what each contributes. */
export function EntityTable({ view }: { view: InventoryView }) {
  const { t, say } = useWords();
  const emissions = new Map(view.result.byEntity.map((one) => [one.entityId, one.emission]));
  return (
    <Section title={t('inventory.boundary')}>
      <PlainTable
        rows={view.entities}
        rowKey={(one) => one.id}
        columns={[
          { key: 'name', title: t('inventory.entity'), show: (one) => say(one.name) },
          { key: 'share', title: t('inventory.share'), show: (one) => one.formula, className: 'th-right' },
          { key: 'why', title: t('inventory.why'), show: (one) => say(one.why) },
          {
            key: 'emission',
            title: t('inventory.emissionT'),
            show: (one) =>
              emissions.has(one.id) ? (
                <FigureLink value={emissions.get(one.id) ?? '0'} of="entity" id={one.id} />
              ) : (
                <span className="th-quiet">{t('inventory.noSources')}</span>
              ),
            className: 'th-right',
          },
        ]}
      />
    </Section>
  );
}
