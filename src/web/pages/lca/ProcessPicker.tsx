import { Button, Drawer, Select } from 'antd';
import { useState } from 'react';
import { lcaDatabaseEndpoints as e } from '../../../contract/lca-databases.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { Prose } from '../../parts/Unit.tsx';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { useWords } from '../../words/language.ts';
import { figure } from './footprint-model.ts';
import type { ProcessRow, Solved } from './model.ts';

export interface PickedProcess {
  readonly databaseId: string;
  readonly processId: string;
  readonly name: string;
  readonly unit: string;
}

interface PickerProps {
  /** What is looked for first: the name of the line. */
  readonly search: string;
  readonly gwpSet: string;
  readonly onPick: (process: PickedProcess) => void;
  readonly onClose: () => void;
}

const pageSize = 20;
const usual = { allocation: 'stored', allocationOf: {}, otherwise: 'reference', providers: 'given_then_lowest_id', most: 1 } as const;

/** kgCO2e of one unit, by the indicator of the product's own gas lists. */
const scoreOf = (solved: Solved): number | null => solved.impacts.find((one) => one.id === 'gwp')?.value ?? null;

/** Chooses a process of an approved background database: by name, product or location, with its unit and what one unit is worth. */
export function ProcessPicker({ search: first, gwpSet, onPick, onClose }: PickerProps) {
  const { t } = useWords();
  const databases = useAsk(e.listLcaDatabases, { query: { state: 'approved', limit: 100 } });
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <Drawer open onClose={onClose} title={t('footprint.pickProcess')} size={1100} destroyOnHidden>
      <p className="th-form-intro">{t('footprint.pickText')}</p>
      <Answer of={databases} rows={4}>
        {({ items }) => {
          const database = items.find((one) => one.id === chosen) ?? items[0];
          if (!database)
            return (
              <EmptyState
                title={t('footprint.noDatabases')}
                text={t('footprint.noDatabasesText')}
                actions={<GoLink to={paths.lcaDatabases()}>{t('shell.page.lcaDatabases')}</GoLink>}
              />
            );
          const choice = (
            <Select
              aria-label={t('footprint.linkKind.database')}
              value={database.id}
              popupMatchSelectWidth={false}
              style={{ minWidth: 240 }}
              options={items.map((one) => ({ value: one.id, label: `${one.name} ${one.edition}`.trim() }))}
              onChange={setChosen}
            />
          );
          return <Choices key={database.id} {...{ databaseId: database.id, choice, first, gwpSet, onPick }} />;
        }}
      </Answer>
    </Drawer>
  );
}

interface Looked {
  readonly search: string;
  readonly location: string | null;
  readonly offset: number;
  readonly limit: number;
}

interface ChoicesProps extends Pick<PickerProps, 'gwpSet' | 'onPick'> {
  readonly databaseId: string;
  readonly choice: React.ReactNode;
  readonly first: string;
}

function Choices({ databaseId, choice, first, gwpSet, onPick }: ChoicesProps) {
  const { t } = useWords();
  const [{ search, location, offset, limit }, set] = useState<Looked>({ search: first, location: null, offset: 0, limit: pageSize });
  const change = (to: Partial<Looked>) => set((now) => ({ ...now, offset: 0, ...to }));
  const filter = { ...(search ? { search } : {}), ...(location ? { location } : {}) };
  const page = useAsk(e.listLcaProcesses, { params: { databaseId }, query: { ...filter, offset, limit } });
  const columns = useColumns({ databaseId, gwpSet, onPick });
  return (
    <Answer of={page} rows={8}>
      {(list) => (
        <TableView<ProcessRow>
          name={t('footprint.pickProcess')}
          rows={list.items}
          columns={columns}
          rowKey={(one) => String(one.number)}
          loading={page.isFetching}
          filtered
          paging={{ offset, limit, total: list.total, go: (to, size) => change({ offset: to, limit: size }) }}
          filters={
            <>
              {choice}
              <SearchField wide value={search} placeholder={t('lcaDatabases.search')} onSearch={(text) => change({ search: text })} />
              <Select
                allowClear
                showSearch
                className="th-filter"
                placeholder={t('lcaDatabases.location')}
                aria-label={t('lcaDatabases.location')}
                value={location}
                options={list.locations.map((value) => ({ value, label: value }))}
                onChange={(to) => change({ location: to ?? null })}
              />
            </>
          }
        />
      )}
    </Answer>
  );
}

const told = (row: ProcessRow) => (row.location === '' ? row.name : `${row.name} [${row.location}]`);

function useColumns({ databaseId, gwpSet, onPick }: Pick<ChoicesProps, 'databaseId' | 'gwpSet' | 'onPick'>): Column<ProcessRow>[] {
  const { t } = useWords();
  const pick = (row: ProcessRow) => onPick({ databaseId, processId: row.processId, name: told(row), unit: row.unit });
  return [
    {
      key: 'name',
      title: t('lcaDatabases.process'),
      text: (one) => one.name,
      show: (one) => (
        <>
          {one.name}
          {one.nameZh && <span className="th-small th-quiet"> {one.nameZh}</span>}
          {one.category !== '' && <div className="th-small th-quiet">{one.category}</div>}
        </>
      ),
    },
    { key: 'product', title: t('lcaDatabases.product'), text: (one) => one.product },
    { key: 'location', title: t('lcaDatabases.location'), text: (one) => one.location, nowrap: true },
    { key: 'unit', title: t('footprint.unit'), text: (one) => one.unit, nowrap: true },
    {
      key: 'score',
      title: `kgCO2e, ${gwpSet}`,
      text: () => '',
      align: 'right',
      show: (one) => <Score databaseId={databaseId} row={one} gwpSet={gwpSet} />,
    },
    {
      key: 'pick',
      title: '',
      text: () => '',
      show: (one) => (
        <Button size="small" type="primary" onClick={() => pick(one)}>
          {t('footprint.usePicked')}
        </Button>
      ),
    },
  ];
}

/** What one unit of the process brings with it: its system is solved when it is asked for. */
function Score({ databaseId, row, gwpSet }: { databaseId: string; row: ProcessRow; gwpSet: string }) {
  const { t } = useWords();
  const solve = useDeed(e.solveLcaDatabase, []);
  if (solve.error) return <RefusalNotice problem={solve.error} />;
  if (solve.data) {
    const score = scoreOf(solve.data);
    return score === null ? '—' : <Prose text={`${figure(score)} / ${solve.data.units[0] ?? row.unit}`} />;
  }
  return (
    <Button
      size="small"
      loading={solve.isPending}
      onClick={() => solve.mutate({ params: { databaseId }, body: { ...usual, demand: [{ process: row.number, amount: 1 }], gwpSet } })}
    >
      {t('footprint.askScore')}
    </Button>
  );
}
