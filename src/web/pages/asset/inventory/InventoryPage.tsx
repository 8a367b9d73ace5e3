import { Select } from 'antd';
import { useState } from 'react';
import { assetInventoryEndpoints as e } from '../../../../contract/asset-inventory.ts';
import type { ReplyOf } from '../../../../contract/endpoint.ts';
import { useAsk } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { RightDeed } from '../../../parts/Deed.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { DayLabel, WhoWhen } from '../../../parts/Labels.tsx';
import { Tag, type Tone } from '../../../parts/Tag.tsx';
import { firstEntity, useWorkplace } from '../../../shell/workplace.ts';
import { PageHead, Section, Waiting } from '../../../ui/Page.tsx';
import { useSearchFields } from '../../../ui/useSearchFields.ts';
import { useWords } from '../../../words/language.ts';
import { ResultDerivation } from '../../trading/ResultDerivation.tsx';
import styles from '../asset.module.css';
import { DecisionDeeds } from './DecisionDeeds.tsx';
import { EntryForm } from './EntryForm.tsx';
import { EntryTables } from './EntryTables.tsx';
import { OpenForm } from './OpenForm.tsx';
import { StepList } from './StepList.tsx';

export type Inventory = ReplyOf<typeof e.readAssetInventory>;
export type Shown = NonNullable<Inventory['shown']>;
export type Version = Inventory['versions'][number];

export const versionTone: Readonly<Record<Version['state'], Tone>> = {
  open: 'info',
  approved: 'good',
  rejected: 'bad',
  superseded: 'plain',
};

/** 碳资产清单 (C.6, Annex G): how existing and potential assets were identified, by whom, on what ground; versions approved by another person. */
export function InventoryPage() {
  const { tree, at, year } = useWorkplace();
  const entity = tree.data ? firstEntity(tree.data, at) : null;
  if (tree.data === undefined || year === null) return <Waiting rows={10} />;
  if (entity === null) return <NoEntity />;
  return <OfYear key={`${entity.id} ${year}`} entityId={entity.id} year={year} />;
}

function NoEntity() {
  const { t } = useWords();
  return (
    <>
      <PageHead title={t('assetInventory.title')} clause="C.6" summary={t('assetInventory.summary')} />
      <EmptyState icon="asset" title={t('assetInventory.empty')} text={t('assetInventory.emptyText')} clause="C.6" />
    </>
  );
}

function OfYear({ entityId, year }: { entityId: string; year: number }) {
  const [{ version }] = useSearchFields();
  const view = useAsk(e.readAssetInventory, {
    params: { entityId, year },
    query: version === undefined ? {} : { identificationId: version },
  });
  return (
    <Answer of={view} rows={12}>
      {(data) => <View view={data} />}
    </Answer>
  );
}

function View({ view }: { view: Inventory }) {
  const { t, say } = useWords();
  const [open, setOpen] = useState<'open' | 'entry' | null>(null);
  const { shown, versions } = view;
  const latest = versions[0];
  const current = versions.find((one) => one.id === shown?.id);
  const begin = (
    <RightDeed action="asset.identify" type="primary" onClick={() => setOpen('open')}>
      {t(latest ? 'assetInventory.openNext' : 'assetInventory.open')}
    </RightDeed>
  );
  return (
    <>
      <PageHead
        title={`${say(view.entityName)} · ${t('assetInventory.title')} ${view.year}`}
        clause="C.6"
        summary={t('assetInventory.summary')}
        extra={latest && latest.state !== 'open' && begin}
      />
      {shown && current ? (
        <>
          <VersionLine versions={versions} current={current} missing={shown.missing.length} />
          <StepList shown={shown} isOpen={current.state === 'open'} />
          <EntryTables view={view} shown={shown} isOpen={current.state === 'open'} onAdd={() => setOpen('entry')} />
          <Missing shown={shown} isOpen={current.state === 'open'} />
          <ResultDerivation result={shown.result} year={view.year} />
          {open === 'entry' && <EntryForm identificationId={shown.id} entry={null} onClose={() => setOpen(null)} />}
        </>
      ) : (
        <EmptyState icon="asset" title={t('assetInventory.empty')} text={t('assetInventory.emptyText')} clause="C.6" actions={begin} />
      )}
      {open === 'open' && <OpenForm view={view} onClose={() => setOpen(null)} />}
    </>
  );
}

/** The version shown, its day and state, who opened and who decided it; the deeds of whoever decides. */
function VersionLine({ versions, current, missing }: { versions: Inventory['versions']; current: Version; missing: number }) {
  const { t } = useWords();
  const [, change] = useSearchFields();
  return (
    <p className={`${styles.line} ${styles.figure}`}>
      <Select
        aria-label={t('assetInventory.version')}
        value={current.id}
        onChange={(id) => change({ version: id, node: null })}
        options={versions.map((one) => ({
          value: one.id,
          label: t('assetInventory.versionOf', { n: one.version, day: one.asOf, state: t(`assetInventory.state.${one.state}`) }),
        }))}
        popupMatchSelectWidth={false}
      />
      <Tag tone={versionTone[current.state]}>{t(`assetInventory.state.${current.state}`)}</Tag>
      <span className="th-quiet">{t('assetInventory.asOf')}</span> <DayLabel day={current.asOf} />
      <span className="th-quiet">{t('assetInventory.openedBy')}</span> <WhoWhen name={current.openedBy.name} at={current.openedAt} />
      {current.decidedByName !== null && (
        <>
          <span className="th-quiet">{t('assetInventory.decidedBy')}</span> <WhoWhen name={current.decidedByName} at={current.decidedAt} />
        </>
      )}
      {current.decisionReason !== '' && <span className="th-quiet">{current.decisionReason}</span>}
      {current.state === 'open' && <DecisionDeeds version={current} missing={missing} />}
    </p>
  );
}

function Missing({ shown, isOpen }: { shown: Shown; isOpen: boolean }) {
  const { t, say } = useWords();
  if (!isOpen || shown.missing.length === 0) return null;
  return (
    <Section title={t('assetInventory.missing')}>
      <ul className={styles.notes}>
        {shown.missing.map((one) => (
          <li key={one.en}>{say(one)}</li>
        ))}
      </ul>
    </Section>
  );
}
