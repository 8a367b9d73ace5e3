import { App, Form, Input, InputNumber, Radio, Select } from 'antd';
import { useState } from 'react';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { inventoryReportEndpoints as e, inventoryDraws } from '../../../contract/inventory-report.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { roundText } from '../../format/number.ts';
import { Answer } from '../../parts/Answer.tsx';
import { Deed, useWhyNot } from '../../parts/Deed.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { FindingList } from '../../parts/FindingList.tsx';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { WhoWhen } from '../../parts/Labels.tsx';
import { plainFinding } from '../../parts/plain-finding.ts';
import { Quantity } from '../../parts/Quantity.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { useAddress } from '../../shell/address.ts';
import { lineageOf, useWorkplace } from '../../shell/workplace.ts';
import { KeyValues, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { figureColumn, ResultDerivation } from './figures.tsx';
import { InventoryQuality } from './InventoryQuality.tsx';
import { RoomHead } from './RoomHead.tsx';

export type QualityView = ReplyOf<typeof e.readInventoryQuality>;
type Analysis = QualityView['analyses'][number];
type Approach = Analysis['approach'];

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
  const mayNot = useWhyNot('inventory.analyse', lineageOf(tree.data, view.entityId));
  const why = mayNot ?? (view.sha256 === null ? t('inventoryBeside.notFrozen') : null);
  const [asking, setAsking] = useState(false);
  const deed = (
    <Deed why={why} type="primary" onClick={() => setAsking(true)}>
      {t('inventoryBeside.quality.analyse')}
    </Deed>
  );
  const [latest] = view.analyses;
  return (
    <>
      <RoomHead
        title={t('inventoryBeside.quality.title')}
        clause="A.9"
        summary={t('inventoryBeside.quality.summary')}
        of={view}
        extra={isFrozen ? null : deed}
      />
      {latest ? (
        <Latest key={latest.id} analysis={latest} view={view} />
      ) : (
        <Section>
          <EmptyState icon="emission" title={t('inventoryBeside.quality.none')} text={t('inventoryBeside.quality.noneText')} clause="A.9" />
        </Section>
      )}
      <InventoryQuality view={view} />
      <History analyses={view.analyses} />
      {asking && <Analyse view={view} onClose={() => setAsking(false)} />}
    </>
  );
}

function Latest({ analysis, view }: { analysis: Analysis; view: QualityView }) {
  const { t, say } = useWords();
  const [node, setNode] = useState<string | null>(null);
  const result = useAsk(e.readInventoryAnalysis, { params: { analysisId: analysis.id } }, { enabled: node !== null });
  const title = (code: string) => {
    const found = view.categoryTitles[code];
    return found ? `${code} ${say(found)}` : code;
  };
  const trend =
    analysis.trend === null
      ? []
      : [
          {
            label: t('inventoryBeside.quality.trend'),
            value: t('inventoryBeside.quality.trendFigure', {
              percent: roundText(analysis.trend, 2),
              points: roundText(analysis.trendPoints ?? '0', 2),
            }),
          },
        ];
  return (
    <Section
      title={`${t(`inventoryBeside.quality.approachOf.${analysis.approach}`)} · ${analysis.number}`}
      extra={
        <span className="th-row">
          <Tag tone={analysis.current ? 'good' : 'warn'}>
            {analysis.current ? t('inventoryBeside.quality.current') : t('inventoryBeside.quality.outdated')}
          </Tag>
          <Deed why={null} size="small" onClick={() => setNode('U_total')}>
            {t('inventoryBeside.quality.derivation')}
          </Deed>
        </span>
      }
    >
      <KeyValues
        columns={3}
        items={[
          { label: t('inventoryBeside.quality.total'), value: <Quantity value={analysis.total} unit="tCO2e" digits={2} /> },
          { label: t('inventoryBeside.quality.percent'), value: `±${roundText(analysis.percent, 3)} %` },
          {
            label: t('inventoryBeside.quality.interval'),
            value: (
              <>
                <Quantity value={analysis.low} unit="" digits={2} /> – <Quantity value={analysis.high} unit="tCO2e" digits={2} />
              </>
            ),
          },
          ...trend,
        ]}
      />
      <Contributions analysis={analysis} title={title} />
      <FindingList findings={analysis.findings.map(plainFinding)} />
      {node !== null && result.data && (
        <ResultDerivation result={result.data.result} nodeId={node} year={view.year} onClose={() => setNode(null)} />
      )}
    </Section>
  );
}

/** ± of categories, and what each source adds to it. */
function Contributions({ analysis, title }: { analysis: Analysis; title: (code: string) => string }) {
  const { t } = useWords();
  const sources: Column<Analysis['sources'][number]>[] = [
    { key: 'code', title: t('inventoryBeside.quality.source'), text: (row) => row.code, nowrap: true },
    { key: 'category', title: t('inventoryBeside.quality.category'), text: (row) => title(row.category) },
    figureColumn('value', t('inventoryBeside.quality.emission'), (row) => row.value),
    figureColumn('activity', t('inventoryBeside.quality.activity'), (row) => row.activity, 1),
    figureColumn('factor', t('inventoryBeside.quality.factor'), (row) => row.factor, 1),
    figureColumn('percent', t('inventoryBeside.quality.combined'), (row) => row.percent),
    figureColumn('share', t('inventoryBeside.quality.share'), (row) => row.share),
  ];
  const categories: Column<Analysis['categories'][number]>[] = [
    { key: 'category', title: t('inventoryBeside.quality.category'), text: (row) => title(row.category) },
    figureColumn('value', t('inventoryBeside.quality.emission'), (row) => row.value),
    figureColumn('percent', t('inventoryBeside.quality.combined'), (row) => row.percent),
  ];
  return (
    <>
      <h3>{t('inventoryBeside.quality.byCategory')}</h3>
      <TableView
        bare
        name={t('inventoryBeside.quality.byCategory')}
        rows={analysis.categories}
        columns={categories}
        rowKey={(row) => row.category}
      />
      <h3>{t('inventoryBeside.quality.sources')}</h3>
      <TableView bare name={t('inventoryBeside.quality.sources')} rows={analysis.sources} columns={sources} rowKey={(row) => row.code} />
    </>
  );
}

function History({ analyses }: { analyses: readonly Analysis[] }) {
  const { t } = useWords();
  if (analyses.length < 2) return null;
  const columns: Column<Analysis>[] = [
    { key: 'number', title: t('inventoryBeside.baseYear.no'), text: (row) => String(row.number) },
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

interface Fields {
  approach: Approach;
  baseInventoryId: string | null;
  draws: number;
  seed: number;
  note: string;
}

function Analyse({ view, onClose }: { view: QualityView; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const approach = Form.useWatch('approach', form) ?? 'approach_1';
  const analyse = useDeed(e.analyseInventory, [e.readInventoryQuality, e.readInventoryReport]);
  const submit = ({ note, ...fields }: Partial<Fields>) => {
    const { approach: way = 'approach_1', baseInventoryId = null, draws = 50_000, seed = 1 } = fields;
    analyse.mutate(
      {
        params: { inventoryId: view.inventoryId },
        body: { approach: way, baseInventoryId: way === 'approach_1' ? (baseInventoryId ?? null) : null, draws, seed, note: note ?? '' },
      },
      {
        onSuccess: () => {
          void message.success(t('inventoryBeside.quality.done'));
          onClose();
        },
      },
    );
  };
  return (
    <FormDrawer<Fields>
      open
      title={t('inventoryBeside.quality.analyseTitle')}
      form={form}
      initial={{ approach: 'approach_1', draws: 50_000, seed: 1, note: '' }}
      busy={analyse.isPending}
      problem={analyse.error}
      submitLabel={t('inventoryBeside.quality.analyse')}
      onSubmit={submit}
      onClose={onClose}
      intro={t('inventoryBeside.quality.analyseIntro')}
    >
      <Form.Item name="approach" label={t('inventoryBeside.quality.approach')}>
        <Radio.Group
          options={(['approach_1', 'monte_carlo'] as const).map((value) => ({
            value,
            label: t(`inventoryBeside.quality.approachOf.${value}`),
          }))}
        />
      </Form.Item>
      {approach === 'approach_1' ? (
        <Form.Item name="baseInventoryId" label={t('inventoryBeside.quality.base')}>
          <Select
            allowClear
            placeholder={t('inventoryBeside.quality.noBase')}
            options={view.baseInventories.map((one) => ({ value: one.inventoryId, label: `${one.year} · ${one.name}` }))}
          />
        </Form.Item>
      ) : (
        <div className="th-form-grid">
          <Form.Item name="draws" label={t('inventoryBeside.quality.draws')}>
            <InputNumber min={10_000} max={inventoryDraws} step={10_000} precision={0} />
          </Form.Item>
          <Form.Item name="seed" label={t('inventoryBeside.quality.seed')}>
            <InputNumber min={0} precision={0} />
          </Form.Item>
        </div>
      )}
      <Form.Item name="note" label={t('inventoryBeside.quality.note')}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={4000} />
      </Form.Item>
    </FormDrawer>
  );
}
