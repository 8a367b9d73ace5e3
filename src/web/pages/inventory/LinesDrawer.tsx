import { Button, Drawer, Input, Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { inventoryLineEndpoints as l } from '../../../contract/inventory-lines.ts';
import { ways } from '../../../kernel/inventory/scope-3/ladder.ts';
import { useAsk } from '../../api/queries.ts';
import { Deed, useRefusalWords } from '../../parts/Deed.tsx';
import { useReturnFocus } from '../../ui/useReturnFocus.ts';
import { useSearchFields } from '../../ui/useSearchFields.ts';
import { useWords } from '../../words/language.ts';
import { EntryForm } from './EntryForm.tsx';
import { FigureLink } from './FigureLink.tsx';
import { type Line, LineTable } from './LineTable.tsx';
import { type Frameworks, type InventoryView, monthsOf, type Source } from './model.ts';
import { SourceEvidence } from './SourceEvidence.tsx';

/** The lines of the source in the address. */
export function LinesDrawer({ view, books }: { view: InventoryView; books: Frameworks }) {
  const [{ lines = '' }, change] = useSearchFields();
  const source = view.sources.find((one) => one.id === lines);
  return source ? <Lines key={source.id} view={view} books={books} source={source} onClose={() => change({ lines: null })} /> : null;
}

const pageSize = 50;
const allMethods = [...ways, 'plain'] as const;
type Method = (typeof allMethods)[number];

interface Asked {
  readonly search: string;
  readonly month: string | undefined;
  readonly method: Method | undefined;
  readonly sort: 'month' | 'amount' | 'recorded';
  readonly order: 'up' | 'down';
  readonly history: boolean;
}
const all: Asked = { search: '', month: undefined, method: undefined, sort: 'month', order: 'up', history: false };

function Lines({ view, books, source, onClose }: { view: InventoryView; books: Frameworks; source: Source; onClose: () => void }) {
  const { t, say } = useWords();
  useReturnFocus();
  const words = useRefusalWords();
  const [entering, setEntering] = useState<'new' | Line | null>(null);
  const [wanted, setWanted] = useState(all);
  const [window, go] = useState({ offset: 0, limit: pageSize });
  const { search, month, method, history, sort, order } = useDeferredValue(wanted);
  const query = {
    ...{ ...window, sort, order, search: search.trim(), history: history ? ('yes' as const) : ('no' as const) },
    ...(month ? { month } : {}),
    ...(method ? { method } : {}),
  };
  const asked = useAsk(l.readLines, { params: { inventoryId: view.id, sourceId: source.id }, query });
  const scope3 = books.categories.find((one) => one.code === source.category)?.scope3 ?? null;
  const byReference = source.reference !== null;
  const why = view.mayEdit.refusal === null ? null : words(view.mayEdit.refusal);
  const result = view.result.bySource.find((one) => one.sourceId === source.id);
  const change = (part: Partial<Asked>) => {
    setWanted({ ...wanted, ...part });
    go({ offset: 0, limit: window.limit });
  };
  const enter = scope3 !== null && !byReference && (
    <Deed type="primary" why={why} onClick={() => setEntering('new')}>
      {t('inventoryLines.enter')}
    </Deed>
  );
  return (
    <Drawer
      open
      size={1240}
      title={`${source.code} ${say(source.name)}`}
      onClose={onClose}
      extra={<FigureLink value={result?.emission ?? '0'} of="source" id={source.id} large />}
    >
      <SourceEvidence view={view} source={source} items={asked.data?.sourceEvidence ?? []} why={why} />
      <LineTable
        {...{ view, source, asked, window, go }}
        filters={<Filters view={view} wanted={wanted} byMethod={scope3 !== null} onChange={change} />}
        toolbar={enter}
        onChange={scope3 === null ? null : setEntering}
        why={byReference ? t('inventoryLines.byReference') : why}
        filtered={search !== '' || month !== undefined || method !== undefined}
      />
      {entering && scope3 !== null && (
        <EntryForm {...{ view, source, scope3 }} line={entering === 'new' ? null : entering} onClose={() => setEntering(null)} />
      )}
    </Drawer>
  );
}

interface FilterProps {
  readonly view: InventoryView;
  readonly wanted: Asked;
  readonly byMethod: boolean;
  readonly onChange: (part: Partial<Asked>) => void;
}

const sorts = {
  'month up': { sort: 'month', order: 'up' },
  'amount down': { sort: 'amount', order: 'down' },
  'amount up': { sort: 'amount', order: 'up' },
  'recorded down': { sort: 'recorded', order: 'down' },
} as const;
const sortKeys = ['month up', 'amount down', 'amount up', 'recorded down'] as const;

function Filters({ view, wanted, byMethod, onChange }: FilterProps) {
  const { t } = useWords();
  const months = monthsOf(view.from, view.to).map((value) => ({ value, label: value }));
  const [search, month] = [t('inventoryLines.search'), t('inventory.month')];
  return (
    <>
      <Input
        allowClear
        style={{ width: 190 }}
        aria-label={search}
        placeholder={search}
        value={wanted.search}
        onChange={(event) => onChange({ search: event.target.value })}
      />
      <Select
        allowClear
        style={{ width: 130 }}
        aria-label={month}
        placeholder={month}
        value={wanted.month}
        onChange={(value?: string) => onChange({ month: value })}
        options={[{ value: 'period', label: t('inventory.wholePeriod') }, ...months]}
      />
      {byMethod && (
        <Select
          allowClear
          style={{ width: 170 }}
          aria-label={t('inventory.methodLabel')}
          placeholder={t('inventory.methodLabel')}
          value={wanted.method}
          onChange={(value?: Method) => onChange({ method: value })}
          options={allMethods.map((value) => ({ value, label: t(`inventoryLines.way.${value}`) }))}
        />
      )}
      <Select
        style={{ width: 150 }}
        aria-label={t('inventoryLines.sort')}
        value={sortKeys.find((key) => sorts[key].sort === wanted.sort && sorts[key].order === wanted.order)}
        onChange={(value) => onChange(value ? sorts[value] : {})}
        options={sortKeys.map((value) => ({ value, label: t(`inventoryLines.sorted.${value}`) }))}
      />
      <Button type={wanted.history ? 'primary' : 'default'} ghost={wanted.history} onClick={() => onChange({ history: !wanted.history })}>
        {t('inventoryLines.history')}
      </Button>
    </>
  );
}
