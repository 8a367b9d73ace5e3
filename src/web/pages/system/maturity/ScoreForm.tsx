import { Button, Checkbox, Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { maturityEndpoints as e } from '../../../../contract/maturity.ts';
import { useDeed } from '../../../api/queries.ts';
import { EvidencePicker } from '../../../parts/EvidencePicker.tsx';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { useWords } from '../../../words/language.ts';
import { RecordSearch } from '../RecordSearch.tsx';
import styles from './maturity.module.css';
import { type Assessment, type Item, maturityReads, type Proposal } from './model.ts';
import { Reasons } from './Reasons.tsx';

interface Fields {
  score: number;
  applies: boolean;
  reason?: string;
  records?: string[];
  facts?: string[];
}

type Evidence = Item['evidence'];
const idsOf = (evidence: Evidence, type: Evidence[number]['type']): string[] =>
  evidence.flatMap((one) => (one.type === type ? [one.id] : []));

/** What a score not given yet begins with: the proposal and what it rests on. */
function beginning({ score, applies, reason, evidence, proposal }: Item) {
  const given = score !== null || proposal === null;
  const from = given ? { score: score ?? 0, applies, evidence } : proposal;
  return { score: from.score, applies: from.applies, reason, evidence: from.evidence };
}

/** Scores one clause: what it asks, what data propose and why, what each score means, and what it rests on. */
export function ScoreForm({ assessment, item, onClose }: { assessment: Assessment; item: Item; onClose: () => void }) {
  const { t, say } = useWords();
  const [form] = Form.useForm<Fields>();
  const [isPicking, setPicking] = useState(false);
  const first = beginning(item);
  const [files, setFiles] = useState<readonly string[]>(() => idsOf(first.evidence, 'file'));
  const deed = useDeed(e.scoreClause, maturityReads);
  const done = useDone(onClose, t('common.saved'));
  const applies = Form.useWatch('applies', form) ?? first.applies;
  const score = Form.useWatch('score', form) ?? first.score;
  const { proposal } = item;
  const differs = proposal !== null && (proposal.applies !== applies || (applies && proposal.score !== score));
  function submit({ score: chosen, reason, records = [], facts = [] }: Fields) {
    const evidence = [
      ...records.map((id) => ({ type: 'record' as const, id })),
      ...files.map((id) => ({ type: 'file' as const, id })),
      ...facts.map((id) => ({ type: 'fact' as const, id })),
    ];
    const body = {
      ...{ clause: item.clause, applies, score: applies ? (chosen ?? 0) : 0, reason: reason ?? '', evidence: applies ? evidence : [] },
      ...{ seenVersion: item.version, seenProposals: assessment.proposals?.no ?? 0 },
    };
    deed.mutate({ params: { assessmentId: assessment.id }, body }, done);
  }
  return (
    <FormDrawer<Fields>
      open
      size={640}
      title={`${item.clause} ${say(item.title)}`}
      form={form}
      initial={{
        ...{ score: first.score, applies: first.applies, reason: first.reason },
        ...{ records: idsOf(first.evidence, 'record'), facts: idsOf(first.evidence, 'fact') },
      }}
      busy={deed.isPending}
      problem={deed.error}
      onClose={onClose}
      onSubmit={submit}
      intro={say(item.asks)}
    >
      {proposal && <ProposalBox proposal={proposal} />}
      <Form.Item name="applies" valuePropName="checked">
        <Checkbox>{t('maturity.applies')}</Checkbox>
      </Form.Item>
      {applies && (
        <ScoreItems assessment={assessment} item={item} files={files} onPick={() => setPicking(true)} onClear={() => setFiles([])} />
      )}
      <Form.Item
        name="reason"
        label={t(!applies ? 'maturity.whyNot' : differs ? 'maturity.whyOverruled' : 'maturity.why')}
        required={!applies || differs}
      >
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={4000} />
      </Form.Item>
      <EvidencePicker
        open={isPicking}
        onClose={() => setPicking(false)}
        onPick={(ids) => {
          setFiles([...new Set([...files, ...ids])]);
          setPicking(false);
        }}
        already={files}
      />
    </FormDrawer>
  );
}

function ProposalBox({ proposal }: { proposal: Proposal }) {
  const { t } = useWords();
  const said = proposal.applies ? t('maturity.scoreIs', { score: proposal.score }) : t('maturity.notApplicable');
  return (
    <section className={styles.proposal}>
      <p className={styles.proposalHead}>
        <b>{t('maturity.proposedIs', { said })}</b>
        <span className="th-quiet th-small">{t('maturity.asOf', { day: proposal.asOf })}</span>
      </p>
      <Reasons proposal={proposal} />
    </section>
  );
}

/** Facts that hold, as the proposals found them, and those chosen before. */
function factsOf(assessment: Assessment, item: Item): { id: string; label: Evidence[number]['label'] }[] {
  const proposed = assessment.dimensions.flatMap((one) => one.items.flatMap((each) => each.proposal?.evidence ?? []));
  const facts = [...proposed, ...item.evidence].filter((one) => one.type === 'fact');
  return [...new Map(facts.map((one) => [one.id, { id: one.id, label: one.label }])).values()];
}

/** Score and what it rests on. */
function ScoreItems({
  assessment,
  item,
  files,
  onPick,
  onClear,
}: {
  assessment: Assessment;
  item: Item;
  files: readonly string[];
  onPick: () => void;
  onClear: () => void;
}) {
  const { t, say } = useWords();
  const steps = assessment.scheme.steps.map((step) => ({ value: step.score, label: `${step.score} ${say(step.name)}` }));
  const facts = factsOf(assessment, item);
  return (
    <>
      <Form.Item name="score" label={t('maturity.score')}>
        <Radio.Group className={styles.steps ?? ''} options={steps} />
      </Form.Item>
      <Form.Item name="records" label={t('maturity.records')} extra={t('maturity.recordsText')}>
        <RecordSearch many registers={[]} which="counting" />
      </Form.Item>
      {facts.length > 0 && (
        <Form.Item name="facts" label={t('maturity.facts')}>
          <Select
            mode="multiple"
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            options={facts.map(({ id, label }) => ({ value: id, label: say(label) }))}
          />
        </Form.Item>
      )}
      <Form.Item label={t('maturity.files')}>
        <div className="th-row">
          <span>{t('maturity.fileCount', { count: files.length })}</span>
          <Button size="small" icon={<Icon name="plus" size={15} />} onClick={onPick}>
            {t('system.addEvidence')}
          </Button>
          {files.length > 0 && (
            <Button size="small" type="text" onClick={onClear}>
              {t('maturity.noFiles')}
            </Button>
          )}
        </div>
      </Form.Item>
    </>
  );
}
