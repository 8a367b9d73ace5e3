import { useRouterState } from '@tanstack/react-router';
import { Input, Segmented } from 'antd';
import { useState } from 'react';
import { organizationEndpoints } from '../../../contract/organization.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { RightDeed } from '../../parts/Deed.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { paths } from '../../paths.ts';
import { useGo } from '../../ui/GoLink.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { PageHead, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { MeterForm } from './MeterForm.tsx';
import { type Meter, MeterTable } from './MeterTable.tsx';

/** Every meter used in accounting, with the state of its calibration (clause 7.1; A.8). `?meter=` opens one. */
export function MetersPage() {
  const { t } = useWords();
  const go = useGo();
  const shown = useRouterState({ select: (state) => state.location.search.meter });
  const tree = useAsk(organizationEndpoints.readTree, {});
  const meters = useAsk(organizationEndpoints.listMeters, {});
  const [adding, setAdding] = useState(false);
  const [which, setWhich] = useState<'all' | 'problem'>('all');
  const [search, setSearch] = useState('');
  const problem = (meter: Meter) => !meter.retired && meter.calibrationState !== 'valid';
  const fits = (meter: Meter) =>
    `${meter.code} ${meter.name} ${meter.nameEn} ${meter.parameter}`.toLowerCase().includes(search.trim().toLowerCase());
  const add = (
    <RightDeed type="primary" action="meter.maintain" icon={<Icon name="plus" size={15} />} onClick={() => setAdding(true)}>
      {t('organization.addMeter')}
    </RightDeed>
  );
  return (
    <>
      <PageHead title={t('shell.page.meters')} clause="7.1" summary={t('organization.meterSummary')} extra={add} />
      <Section flush>
        <Answer of={meters} rows={8}>
          {(list) =>
            tree.data ? (
              <MeterTable
                meters={list.items.filter((meter) => (which === 'all' || problem(meter)) && fits(meter))}
                tree={tree.data}
                shownId={typeof shown === 'string' ? shown : null}
                onShow={(id) => go(id === null ? paths.meters() : paths.meter(id))}
                filtered={which === 'problem' || search !== ''}
                filters={
                  <>
                    <Segmented<'all' | 'problem'>
                      value={which}
                      onChange={setWhich}
                      options={[
                        { value: 'all', label: `${t('organization.allMeters')} ${list.items.length}` },
                        { value: 'problem', label: `${t('organization.onlyProblem')} ${list.items.filter(problem).length}` },
                      ]}
                    />
                    <Input
                      allowClear
                      className="th-search-field"
                      prefix={<Icon name="search" size={15} />}
                      placeholder={t('common.search')}
                      aria-label={t('common.search')}
                      value={search}
                      onChange={(event) => setSearch(event.target.value)}
                    />
                  </>
                }
                empty={
                  <EmptyState
                    icon="meter"
                    title={t('organization.meterEmptyTitle')}
                    text={t('organization.meterEmptyText')}
                    clause="7.1"
                    actions={add}
                  />
                }
              />
            ) : null
          }
        </Answer>
      </Section>
      {tree.data && <MeterForm tree={tree.data} open={adding} onClose={() => setAdding(false)} />}
    </>
  );
}
