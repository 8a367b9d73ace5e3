import { Pagination } from 'antd';
import { useState } from 'react';
import { inventoryEndpoints as e } from '../../../contract/inventory.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { Deed, useRefusalWords } from '../../parts/Deed.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { ImportForm } from './ImportForm.tsx';
import { LinesDrawer } from './LinesDrawer.tsx';
import type { Frameworks, InventoryView, Source } from './model.ts';
import { SourceForm } from './SourceForm.tsx';
import { SourceGrid } from './SourceGrid.tsx';
import { TakeYearForm } from './TakeYearForm.tsx';

const page = 25;
type Open = { readonly form: 'source'; readonly source: Source | null } | { readonly form: 'import' | 'year' };

/** Sources and their months: a grid that takes blocks from a spreadsheet, a form for a source, an import with every fault told. */
export function SourcesSection({ view, books }: { view: InventoryView; books: Frameworks }) {
  const { t } = useWords();
  const words = useRefusalWords();
  const [open, setOpen] = useState<Open | null>(null);
  const [from, setFrom] = useState(0);
  const grid = useAsk(e.readGrid, { params: { inventoryId: view.id } });
  const why = view.mayEdit.refusal === null ? null : words(view.mayEdit.refusal);
  const close = () => setOpen(null);
  const add = (
    <Deed type="primary" why={why} icon={<Icon name="plus" size={15} />} onClick={() => setOpen({ form: 'source', source: null })}>
      {t('inventory.addSource')}
    </Deed>
  );
  const extra = (
    <span className="th-row">
      <Deed why={why} onClick={() => setOpen({ form: 'year' })}>
        {t('inventory.takeYear')}
      </Deed>
      <Deed why={why} onClick={() => setOpen({ form: 'import' })}>
        {t('inventory.import')}
      </Deed>
      {add}
    </span>
  );
  return (
    <Section title={t('inventory.sourcesTitle', { n: view.sources.length, lines: view.lineCount })} extra={extra}>
      {view.sources.length === 0 ? (
        <EmptyState icon="emission" clause="A.6" title={t('inventory.noSources')} text={t('inventory.noSourcesText')} actions={add} />
      ) : (
        <Answer of={grid} rows={8}>
          {(data) => (
            <SourceGrid
              key={from}
              view={view}
              grid={data}
              rows={view.sources.slice(from, from + page)}
              readOnly={why !== null}
              onSource={(source) => setOpen({ form: 'source', source })}
            />
          )}
        </Answer>
      )}
      {view.sources.length > page && (
        <Pagination
          align="end"
          size="small"
          pageSize={page}
          total={view.sources.length}
          current={from / page + 1}
          showSizeChanger={false}
          onChange={(at) => setFrom((at - 1) * page)}
        />
      )}
      <LinesDrawer view={view} books={books} />
      {open?.form === 'source' && <SourceForm view={view} books={books} source={open.source} onClose={close} />}
      {open?.form === 'import' && <ImportForm view={view} onClose={close} />}
      {open?.form === 'year' && <TakeYearForm view={view} onClose={close} />}
    </Section>
  );
}
