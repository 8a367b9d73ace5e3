import { useState } from 'react';
import { inventoryEndpoints as e } from '../../../contract/inventory.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { RightDeed } from '../../parts/Deed.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { SpanLabel, WhoWhen } from '../../parts/Labels.tsx';
import { Quantity } from '../../parts/Quantity.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { paths } from '../../paths.ts';
import { GoLink, useGo } from '../../ui/GoLink.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { PageHead, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { type ListedInventory, stateTones } from './model.ts';
import { OpenInventory } from './OpenInventory.tsx';

/** Inventories of the organization and its parts, with what was approved of each. */
export function InventoriesPage() {
  const { t } = useWords();
  const go = useGo();
  const [isOpening, setOpening] = useState(false);
  const asked = useAsk(e.listInventories, {});
  const columns = useColumns();
  const open = (
    <RightDeed type="primary" action="inventory.edit" icon={<Icon name="plus" size={15} />} onClick={() => setOpening(true)}>
      {t('inventory.open')}
    </RightDeed>
  );
  return (
    <>
      <PageHead title={t('shell.page.inventories')} clause="A.4" summary={t('inventory.summary')} extra={open} />
      <Section flush>
        <Answer of={asked} rows={6}>
          {({ items }) => (
            <TableView<ListedInventory>
              name={t('shell.page.inventories')}
              rows={items}
              columns={columns}
              rowKey={(one) => one.id}
              onOpen={(one) => go(paths.inventoryOf(one.id))}
              empty={
                <EmptyState icon="emission" clause="A.4" title={t('inventory.empty')} text={t('inventory.emptyText')} actions={open} />
              }
            />
          )}
        </Answer>
      </Section>
      {isOpening && <OpenInventory onClose={() => setOpening(false)} />}
    </>
  );
}

function useColumns(): Column<ListedInventory>[] {
  const { t, say } = useWords();
  return [
    {
      key: 'name',
      title: t('inventory.name'),
      text: (one) => one.name,
      show: (one) => <GoLink to={paths.inventoryOf(one.id)}>{one.name}</GoLink>,
    },
    { key: 'entity', title: t('inventory.entity'), text: (one) => say(one.entityName) },
    {
      key: 'period',
      title: t('inventory.period'),
      text: (one) => `${one.from} – ${one.to}`,
      show: (one) => <SpanLabel from={one.from} to={one.to} />,
      nowrap: true,
    },
    {
      key: 'state',
      title: t('common.state'),
      text: (one) => t(`inventory.state.${one.state}`),
      show: (one) => <Tag tone={stateTones[one.state]}>{t(`inventory.state.${one.state}`)}</Tag>,
    },
    { key: 'sources', title: t('inventory.sources'), text: (one) => String(one.sources), align: 'right', sort: 'number' },
    {
      key: 'approved',
      title: t('inventory.approvedTotal'),
      text: (one) => one.frozen?.emission ?? '',
      show: (one) =>
        one.frozen ? (
          <Quantity value={one.frozen.emission} unit="tCO2e" digits={2} />
        ) : (
          <span className="th-quiet">{t('inventory.notApproved')}</span>
        ),
      align: 'right',
      sort: 'number',
    },
    {
      key: 'opened',
      title: t('inventory.opened'),
      text: (one) => one.openedAt,
      show: (one) => <WhoWhen name={one.openedBy.name} at={one.openedAt} />,
    },
  ];
}
