import { App, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { inventoryReportEndpoints as e } from '../../../contract/inventory-report.ts';
import { refusals } from '../../../contract/refusals.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { useSession } from '../../api/session.ts';
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
import styles from './inventory.module.css';
import { ProposeBaseYear } from './ProposeBaseYear.tsx';
import { RoomHead } from './RoomHead.tsx';

export type BaseYearView = ReplyOf<typeof e.readBaseYear>;
type Decision = BaseYearView['decisions'][number];

const tones = { proposed: 'warn', approved: 'good', rejected: 'plain' } as const;

/** 基准年 of an entity's inventories: what is in force, the series of years, proposals and their decisions (ISO 14064-1 clause 6.4). */
export function BaseYearPage() {
  const { inventoryId } = useAddress('inventoryId');
  const answer = useAsk(e.readBaseYear, { params: { inventoryId } });
  return (
    <Answer of={answer} rows={8}>
      {(view) => <BaseYearBody view={view} />}
    </Answer>
  );
}

function BaseYearBody({ view }: { view: BaseYearView }) {
  const { t } = useWords();
  const { tree } = useWorkplace();
  const lineage = lineageOf(tree.data, view.entityId);
  const mayNot = useWhyNot('inventory_base_year.propose', lineage);
  const [proposing, setProposing] = useState(false);
  const [deciding, setDeciding] = useState<Decision | null>(null);
  const inForce = view.decisions.find((one) => one.id === view.inForce);
  const open = view.decisions.find((one) => one.state === 'proposed');
  const shown = open ?? inForce;
  const deed = (
    <Deed why={mayNot} type="primary" onClick={() => setProposing(true)}>
      {t('inventoryBeside.baseYear.propose')}
    </Deed>
  );
  return (
    <>
      <RoomHead title={t('inventoryBeside.baseYear.title')} clause="A.9" summary={t('inventoryBeside.baseYear.summary')} extra={deed} />
      {shown ? (
        <DecisionSection key={shown.id} decision={shown} inForce={shown.id === view.inForce} lineage={lineage} onDecide={setDeciding} />
      ) : (
        <Section>
          <EmptyState icon="file" title={t('inventoryBeside.baseYear.none')} text={t('inventoryBeside.baseYear.noneText')} clause="A.9" />
        </Section>
      )}
      <Decisions decisions={view.decisions} inForce={view.inForce} />
      {proposing && <ProposeBaseYear view={view} onClose={() => setProposing(false)} />}
      {deciding && <Decide decision={deciding} onClose={() => setDeciding(null)} />}
    </>
  );
}

function useStateWords() {
  const { t } = useWords();
  return (decision: Decision) => t(`inventoryBeside.baseYear.state.${decision.state}`);
}

function DecisionSection({
  decision,
  inForce,
  lineage,
  onDecide,
}: {
  decision: Decision;
  inForce: boolean;
  lineage: readonly string[];
  onDecide: (decision: Decision) => void;
}) {
  const { t, say } = useWords();
  const session = useSession();
  const [node, setNode] = useState<string | null>(null);
  const mayNot = useWhyNot('inventory_base_year.decide', lineage);
  const own = session?.person.id === decision.proposedBy.id ? say(refusals.same_person_proposes_and_approves.detail) : null;
  const stateOf = useStateWords();
  const series: Column<Decision['series'][number]>[] = [
    { key: 'year', title: t('inventoryBeside.baseYear.seriesYear'), text: (row) => String(row.year) },
    figureColumn('reported', `${t('inventoryBeside.baseYear.reported')} (tCO2e)`, (row) => row.reported),
    figureColumn('today', `${t('inventoryBeside.baseYear.today')} (tCO2e)`, (row) => row.today),
    figureColumn('restated', `${t('inventoryBeside.baseYear.restated')} (tCO2e)`, (row) => row.restated),
  ];
  const share = decision.share === null ? '—' : `${roundText(String(Number(decision.share) * 100), 2)} %`;
  const threshold = `${roundText(String(Number(decision.input.threshold) * 100), 2)} %`;
  return (
    <Section
      title={`${t('inventoryBeside.baseYear.year')} ${decision.input.baseYear} · ${decision.number}`}
      extra={
        <span className="th-row">
          <Tag tone={inForce ? 'good' : tones[decision.state]}>{inForce ? t('inventoryBeside.baseYear.inForce') : stateOf(decision)}</Tag>
          <Deed why={null} size="small" onClick={() => setNode(`restated@year=${decision.input.baseYear}`)}>
            {t('inventoryBeside.baseYear.derivation')}
          </Deed>
          {decision.state === 'proposed' && (
            <Deed why={mayNot ?? own} size="small" type="primary" onClick={() => onDecide(decision)}>
              {t('inventoryBeside.baseYear.decide')}
            </Deed>
          )}
        </span>
      }
    >
      <KeyValues
        columns={3}
        items={[
          { label: t('inventoryBeside.baseYear.emission'), value: <Quantity value={decision.baseEmission} unit="tCO2e" digits={2} /> },
          { label: t('inventoryBeside.baseYear.share'), value: `${share} / ${threshold}` },
          {
            label: t('inventoryBeside.baseYear.restated'),
            value: decision.required ? t('inventoryBeside.baseYear.required') : t('inventoryBeside.baseYear.notRequired'),
          },
          { label: t('inventoryBeside.baseYear.reason'), value: decision.input.reason, wide: true },
        ]}
      />
      <div className={styles.spaced}>
        <TableView
          bare
          name={t('inventoryBeside.baseYear.series')}
          rows={decision.series}
          columns={series}
          rowKey={(row) => String(row.year)}
        />
        <Changes decision={decision} />
      </div>
      <FindingList findings={decision.findings.map(plainFinding)} />
      {node && <ResultDerivation result={decision.result} nodeId={node} year={decision.input.baseYear} onClose={() => setNode(null)} />}
    </Section>
  );
}

const kinds = ['acquisition', 'divestment', 'outsourcing', 'insourcing', 'method', 'factor', 'error', 'organic', 'new_facility'] as const;

function Changes({ decision }: { decision: Decision }) {
  const { t } = useWords();
  const { changes } = decision.input;
  if (changes.length === 0) return null;
  const kindOf = (kind: string) => {
    const found = kinds.find((one) => one === kind);
    return found ? t(`inventoryBeside.baseYear.kindOf.${found}`) : kind;
  };
  const columns: Column<(typeof changes)[number]>[] = [
    { key: 'id', title: t('inventoryBeside.baseYear.name'), text: (row) => row.id },
    { key: 'kind', title: t('inventoryBeside.baseYear.kind'), text: (row) => kindOf(row.kind) },
    { key: 'from', title: t('inventoryBeside.baseYear.fromYear'), text: (row) => String(row.from_year) },
    {
      key: 'effects',
      title: 'tCO2e',
      text: (row) => row.effects.map(({ year, effect }) => `${year}: ${effect}`).join('; '),
    },
  ];
  return <TableView bare name={t('inventoryBeside.baseYear.changes')} rows={changes} columns={columns} rowKey={(row) => row.id} />;
}

function Decisions({ decisions, inForce }: { decisions: readonly Decision[]; inForce: string | null }) {
  const { t } = useWords();
  const stateOf = useStateWords();
  if (decisions.length === 0) return null;
  const columns: Column<Decision>[] = [
    { key: 'number', title: t('inventoryBeside.baseYear.no'), text: (row) => String(row.number) },
    { key: 'year', title: t('inventoryBeside.baseYear.year'), text: (row) => String(row.input.baseYear) },
    {
      key: 'state',
      title: t('common.state'),
      text: (row) => stateOf(row),
      show: (row) => <Tag tone={tones[row.state]}>{row.id === inForce ? t('inventoryBeside.baseYear.inForce') : stateOf(row)}</Tag>,
    },
    figureColumn('base', t('inventoryBeside.baseYear.emission'), (row) => row.baseEmission),
    {
      key: 'by',
      title: t('inventoryBeside.baseYear.by'),
      text: (row) => row.proposedBy.name,
      show: (row) => <WhoWhen name={row.proposedBy.name} at={row.proposedAt} />,
    },
    {
      key: 'decided',
      title: t('inventoryBeside.baseYear.decidedBy'),
      text: (row) => row.decidedByName ?? '',
      show: (row) => (row.decidedAt === null ? '—' : <WhoWhen name={row.decidedByName ?? ''} at={row.decidedAt} />),
    },
    { key: 'comment', title: t('inventoryBeside.baseYear.comment'), text: (row) => row.comment },
  ];
  return (
    <Section title={t('inventoryBeside.baseYear.decisions')} flush>
      <TableView bare name={t('inventoryBeside.baseYear.decisions')} rows={decisions} columns={columns} rowKey={(row) => row.id} />
    </Section>
  );
}

interface Verdict {
  approve: boolean;
  comment: string;
}

function Decide({ decision, onClose }: { decision: Decision; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<Verdict>();
  const decide = useDeed(e.decideBaseYear, [e.readBaseYear, e.readInventoryReport]);
  const submit = ({ approve, comment }: Verdict) =>
    decide.mutate(
      { params: { decisionId: decision.id }, body: { approve, comment: comment ?? '', seenSha256: decision.contentSha256 } },
      {
        onSuccess: () => {
          void message.success(t('inventoryBeside.baseYear.decided'));
          onClose();
        },
      },
    );
  return (
    <FormDrawer<Verdict>
      open
      title={t('inventoryBeside.baseYear.decideTitle', { number: decision.number })}
      form={form}
      initial={{ approve: true, comment: '' }}
      busy={decide.isPending}
      problem={decide.error}
      submitLabel={t('inventoryBeside.baseYear.decide')}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form.Item name="approve">
        <Radio.Group
          options={[
            { value: true, label: t('inventoryBeside.baseYear.approve') },
            { value: false, label: t('inventoryBeside.baseYear.reject') },
          ]}
        />
      </Form.Item>
      <Form.Item name="comment" label={t('inventoryBeside.baseYear.comment')}>
        <Input.TextArea autoSize={{ minRows: 3 }} maxLength={4000} />
      </Form.Item>
    </FormDrawer>
  );
}
