import { Button } from 'antd';
import { useState } from 'react';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { inventoryReportEndpoints as e } from '../../../contract/inventory-report.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { Deed, useWhyNot } from '../../parts/Deed.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { JobProgress } from '../../parts/JobProgress.tsx';
import { WhoWhen } from '../../parts/Labels.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { useAddress } from '../../shell/address.ts';
import { lineageOf, useWorkplace } from '../../shell/workplace.ts';
import { Section } from '../../ui/Page.tsx';
import { useSearchFields } from '../../ui/useSearchFields.ts';
import { useWords } from '../../words/language.ts';
import { AnalyseForm } from './AnalyseForm.tsx';
import { AnalysisSection } from './AnalysisSection.tsx';
import { figureColumn } from './figures.tsx';
import { InventoryQuality } from './InventoryQuality.tsx';
import { RoomHead } from './RoomHead.tsx';

export type QualityView = ReplyOf<typeof e.readInventoryQuality>;
type Analysis = QualityView['analyses'][number];

/** 不确定性与数据质量 of an inventory (ISO 14064-1 clause 8.3; 9.3.1 p, q). */
export function InventoryQualityPage() {
  const { inventoryId } = useAddress('inventoryId');
  const quality = useAsk(e.readInventoryQuality, { params: { inventoryId }, query: {} });
  return (
    <Answer of={quality} rows={10}>
      {(view) => <QualityBody view={view} />}
    </Answer>
  );
}

/** `isFrozen`: of an earlier version, of which nothing new is assessed. */
export function QualityBody({ view, isFrozen = false }: { view: QualityView; isFrozen?: boolean }) {
  const { t } = useWords();
  const { tree } = useWorkplace();
  const [jobId, setJobId] = useState<string | null>(null);
  const mayNot = useWhyNot('inventory.analyse', lineageOf(tree.data, view.entityId));
  const why =
    mayNot ?? (view.sha256 === null ? t('inventoryBeside.notFrozen') : jobId === null ? null : t('inventoryBeside.quality.drawing'));
  const [asking, setAsking] = useState(false);
  const deed = (
    <Deed why={why} type="primary" onClick={() => setAsking(true)}>
      {t('inventoryBeside.quality.analyse')}
    </Deed>
  );
  const [{ analysis: wanted }, change] = useSearchFields();
  const latest = view.analyses.find((one) => String(one.number) === wanted) ?? view.analyses[0];
  return (
    <>
      <RoomHead
        title={t('inventoryBeside.quality.title')}
        clause="A.9"
        summary={t('inventoryBeside.quality.summary')}
        of={view}
        extra={isFrozen ? null : deed}
      />
      <Drawing jobId={jobId} onEnd={() => setJobId(null)} />
      {latest ? (
        <AnalysisSection key={latest.id} analysis={latest} view={view} />
      ) : (
        <Section>
          <EmptyState icon="emission" title={t('inventoryBeside.quality.none')} text={t('inventoryBeside.quality.noneText')} clause="A.9" />
        </Section>
      )}
      <InventoryQuality view={view} />
      <History analyses={view.analyses} onOpen={(number) => change({ analysis: String(number) })} />
      {asking && (
        <AnalyseForm
          view={view}
          onClose={() => setAsking(false)}
          onStarted={(id) => {
            setAsking(false);
            setJobId(id);
          }}
        />
      )}
    </>
  );
}

function Drawing({ jobId, onEnd }: { jobId: string | null; onEnd: () => void }) {
  const { t } = useWords();
  const says = {
    running: t('inventoryBeside.quality.running'),
    succeeded: t('inventoryBeside.quality.done'),
    failed: (why: string) => t('inventoryBeside.quality.failed', { why }),
    cancel: t('inventoryBeside.quality.stop'),
  };
  return <JobProgress jobId={jobId} touches={e.readInventoryQuality} onEnd={onEnd} says={says} />;
}

function History({ analyses, onOpen }: { analyses: readonly Analysis[]; onOpen: (number: number) => void }) {
  const { t } = useWords();
  if (analyses.length < 2) return null;
  const columns: Column<Analysis>[] = [
    {
      key: 'number',
      title: t('inventoryBeside.baseYear.no'),
      text: (row) => String(row.number),
      show: (row) => (
        <Button type="link" size="small" onClick={() => onOpen(row.number)}>
          {row.number}
        </Button>
      ),
    },
    {
      key: 'approach',
      title: t('inventoryBeside.quality.approach'),
      text: (row) => t(`inventoryBeside.quality.approachOf.${row.approach}`),
    },
    figureColumn('total', `${t('inventoryBeside.quality.total')} (tCO2e)`, (row) => row.total),
    figureColumn('percent', t('inventoryBeside.quality.percent'), (row) => row.percent, 3),
    {
      key: 'by',
      title: t('inventoryBeside.quality.by'),
      text: (row) => row.recordedByName,
      show: (row) => <WhoWhen name={row.recordedByName} at={row.recordedAt} />,
    },
    { key: 'note', title: t('inventoryBeside.quality.note'), text: (row) => row.note },
  ];
  return (
    <Section title={t('inventoryBeside.quality.history')} flush>
      <TableView bare name={t('inventoryBeside.quality.history')} rows={analyses} columns={columns} rowKey={(row) => row.id} />
    </Section>
  );
}
