import { Tabs } from 'antd';
import { useState } from 'react';
import { appraisalKinds, assetAppraisalEndpoints as e } from '../../../../contract/asset-appraisals.ts';
import type { ReplyOf } from '../../../../contract/endpoint.ts';
import { useAsk } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { RightDeed } from '../../../parts/Deed.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { WhoWhen } from '../../../parts/Labels.tsx';
import { type PlainColumn, PlainTable } from '../../../parts/PlainTable.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { paths } from '../../../paths.ts';
import { firstEntity, useWorkplace } from '../../../shell/workplace.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { PageHead, Section, Waiting } from '../../../ui/Page.tsx';
import { useSearchFields } from '../../../ui/useSearchFields.ts';
import { useWords } from '../../../words/language.ts';
import { AppraisalForm } from './AppraisalForm.tsx';
import { ownKinds } from './appraisal-input.ts';

type Item = ReplyOf<typeof e.listAppraisals>['items'][number];

/** 碳资产评估 (C.8): investments with a carbon price, valuations, performance, each kept with its input and result. */
export function AppraisalsPage() {
  const { t } = useWords();
  const { tree, at, year } = useWorkplace();
  if (tree.data === undefined || year === null) return <Waiting rows={8} />;
  const entity = firstEntity(tree.data, at);
  if (entity !== null) return <OfEntity key={entity.id} entityId={entity.id} year={year} />;
  return (
    <>
      <PageHead title={t('assetAppraisals.title')} clause="C.8" summary={t('assetAppraisals.summary')} />
      <EmptyState icon="asset" title={t('assetAppraisals.empty')} text={t('assetAppraisals.emptyText')} clause="C.8" />
    </>
  );
}

function OfEntity({ entityId, year }: { entityId: string; year: number }) {
  const { t, say } = useWords();
  const [{ kind: asked }, change] = useSearchFields();
  const [isOpen, setOpen] = useState(false);
  const kind = appraisalKinds.find((one) => one === asked) ?? 'investment';
  const own = ownKinds.find((one) => one === kind);
  const view = useAsk(e.listAppraisals, { params: { entityId }, query: {} });
  const add = own && (
    <RightDeed action="asset.appraise" type="primary" onClick={() => setOpen(true)}>
      {t(`assetAppraisals.add.${own}`)}
    </RightDeed>
  );
  return (
    <>
      <PageHead
        title={`${view.data ? `${say(view.data.entityName)} · ` : ''}${t('assetAppraisals.title')}`}
        clause="C.8"
        summary={t('assetAppraisals.summary')}
        extra={add}
      />
      <Tabs
        activeKey={kind}
        onChange={(key) => change({ kind: key })}
        items={appraisalKinds.map((key) => ({ key, label: t(`assetAppraisals.kind.${key}`) }))}
      />
      <Answer of={view} rows={8}>
        {({ items }) => {
          const shown = items.filter((one) => one.kind === kind);
          return shown.length === 0 ? (
            <EmptyState
              icon="asset"
              title={t('assetAppraisals.empty')}
              text={t(`assetAppraisals.emptyOf.${kind}`)}
              clause="C.8"
              actions={add}
            />
          ) : (
            <Section>
              <List items={shown} />
            </Section>
          );
        }}
      </Answer>
      {isOpen && own && <AppraisalForm kind={own} entityId={entityId} year={year} kept={null} onClose={() => setOpen(false)} />}
    </>
  );
}

function List({ items }: { items: readonly Item[] }) {
  const { t, say } = useWords();
  const figures: PlainColumn<Item>[] = (items[0]?.headline ?? []).map(({ symbol, title }) => ({
    key: symbol,
    title: say(title),
    className: 'th-right',
    show: (row) => {
      const found = row.headline.find((one) => one.symbol === symbol);
      return found ? <Quantity value={found.value} shown={found.shown} unit={found.unit} /> : null;
    },
  }));
  return (
    <PlainTable
      rows={items}
      rowKey={(row) => row.id}
      columns={[
        { key: 'name', title: t('assetAppraisals.name'), show: (row) => <GoLink to={paths.appraisal(row.appraisalId)}>{row.name}</GoLink> },
        { key: 'year', title: t('assetAppraisals.year'), show: (row) => row.year },
        ...figures,
        { key: 'version', title: t('assetAppraisals.version'), className: 'th-right', show: (row) => row.version },
        { key: 'by', title: t('assetAppraisals.recorded'), show: (row) => <WhoWhen name={row.recordedByName} at={row.recordedAt} /> },
      ]}
    />
  );
}
