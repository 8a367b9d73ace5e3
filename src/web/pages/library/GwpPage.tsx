import { Segmented } from 'antd';
import { useState } from 'react';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { libraryEndpoints } from '../../../contract/library.ts';
import { useAsk } from '../../api/queries.ts';
import { group } from '../../format/number.ts';
import { Answer } from '../../parts/Answer.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { Prose } from '../../parts/Unit.tsx';
import { PageHead, Section } from '../../ui/Page.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { useWords } from '../../words/language.ts';
import { LibraryTabs } from './LibraryTabs.tsx';
import './library.css';

type Table = ReplyOf<typeof libraryEndpoints.readGwp>;
type Gas = Table['gases'][number];

/** The gases that inventories meet most: shown first. */
const common = [
  'CO2',
  'CH4',
  'CH4-fossil',
  'CH4-nonfossil',
  'N2O',
  'SF6',
  'NF3',
  'CF4',
  'C2F6',
  'HFC-23',
  'HFC-32',
  'HFC-125',
  'HFC-134a',
  'HFC-152a',
  'HFC-227ea',
];

/** GWP sets side by side. */
export function GwpPage() {
  const { t, say } = useWords();
  const table = useAsk(libraryEndpoints.readGwp, {});
  const [which, setWhich] = useState<'common' | 'all'>('common');
  const [search, setSearch] = useState('');
  return (
    <>
      <PageHead title={t('shell.page.gwp')} clause="A.8" summary={t('library.gwpSummary')} />
      <LibraryTabs />
      <Answer of={table} rows={10}>
        {(data) => (
          <>
            <Section flush>
              <TableView<Gas>
                name={t('shell.page.gwp')}
                rows={data.gases.filter((gas) => fits(gas, which, search))}
                columns={columnsOf(data, t('library.gwpGas'), t('library.gwpFormula'), say)}
                rowKey={(gas) => gas.gas}
                filtered={search !== ''}
                filters={
                  <>
                    <Segmented<'common' | 'all'>
                      value={which}
                      onChange={setWhich}
                      options={[
                        { value: 'common', label: t('library.gwpOnlyCommon') },
                        { value: 'all', label: `${t('library.gwpAll')} ${data.gases.length}` },
                      ]}
                    />
                    <SearchField
                      value={search}
                      onSearch={(text) => {
                        setSearch(text);
                        if (text !== '') setWhich('all');
                      }}
                    />
                  </>
                }
              />
            </Section>
            <Section title={t('library.credit')}>
              <p>{say(data.credit)}</p>
              <ul className="th-bullets">
                {data.cautions.map((caution) => (
                  <li key={caution.en}>
                    <Prose text={say(caution)} />
                  </li>
                ))}
              </ul>
            </Section>
          </>
        )}
      </Answer>
    </>
  );
}

function fits(gas: Gas, which: 'common' | 'all', search: string): boolean {
  if (which === 'common' && !common.includes(gas.gas)) return false;
  return `${gas.gas} ${gas.name.zh} ${gas.name.en}`.toLowerCase().includes(search.trim().toLowerCase());
}

function columnsOf(table: Table, gasTitle: string, formulaTitle: string, say: (text: Gas['name']) => string): Column<Gas>[] {
  return [
    { key: 'name', title: gasTitle, text: (gas) => say(gas.name), sort: 'text', show: (gas) => <Prose text={say(gas.name)} /> },
    { key: 'gas', title: formulaTitle, text: (gas) => gas.gas, sort: 'text', show: (gas) => <Prose text={gas.gas} /> },
    ...table.sets.map(
      (set): Column<Gas> => ({
        key: set.set,
        title: set.set,
        hint: say(set.title),
        align: 'right',
        text: (gas) => gas.values[set.set] ?? '',
        sort: 'number',
        show: (gas) =>
          gas.values[set.set] === undefined ? <span className="th-quiet">{'\u2013'}</span> : group(gas.values[set.set] ?? ''),
      }),
    ),
  ];
}
