import { Button, Checkbox, Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { maturityEndpoints as e } from '../../../../contract/maturity.ts';
import { systemEndpoints } from '../../../../contract/system.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { EvidencePicker } from '../../../parts/EvidencePicker.tsx';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { useWords } from '../../../words/language.ts';
import styles from './maturity.module.css';
import { type Assessment, type Item, maturityReads } from './model.ts';

interface Fields {
  score: number;
  applies: boolean;
  reason?: string;
  records?: string[];
}

type Named = Readonly<{ id: string; label: string }>;

/** Scores one clause: what it asks, what each score means, and what it rests on. */
export function ScoreForm({ assessment, item, onClose }: { assessment: Assessment; item: Item; onClose: () => void }) {
  const { t, say } = useWords();
  const [form] = Form.useForm<Fields>();
  const [isPicking, setPicking] = useState(false);
  const [files, setFiles] = useState<readonly string[]>(() => item.evidence.flatMap((one) => (one.type === 'file' ? [one.id] : [])));
  const deed = useDeed(e.scoreClause, maturityReads);
  const done = useDone(onClose, t('common.saved'));
  const applies = Form.useWatch('applies', form) ?? true;
  const records = useClauseRecords(item);
  function submit({ score, reason, records: chosen = [] }: Fields) {
    const evidence = [...chosen.map((id) => ({ type: 'record' as const, id })), ...files.map((id) => ({ type: 'file' as const, id }))];
    const body = {
      clause: item.clause,
      applies,
      score: applies ? (score ?? 0) : 0,
      reason: reason ?? '',
      evidence,
      seenVersion: item.version,
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
        ...{ score: item.score ?? 0, applies: item.applies, reason: item.reason },
        records: item.evidence.flatMap((one) => (one.type === 'record' ? [one.id] : [])),
      }}
      busy={deed.isPending}
      problem={deed.error}
      onClose={onClose}
      onSubmit={submit}
      intro={say(item.asks)}
    >
      <Form.Item name="applies" valuePropName="checked">
        <Checkbox>{t('maturity.applies')}</Checkbox>
      </Form.Item>
      {applies && (
        <ScoreItems assessment={assessment} records={records} files={files} onPick={() => setPicking(true)} onClear={() => setFiles([])} />
      )}
      <Form.Item name="reason" label={t(applies ? 'maturity.why' : 'maturity.whyNot')} required={!applies}>
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

/** Score and what it rests on. */
function ScoreItems({
  assessment,
  records,
  files,
  onPick,
  onClear,
}: {
  assessment: Assessment;
  records: readonly Named[];
  files: readonly string[];
  onPick: () => void;
  onClear: () => void;
}) {
  const { t, say } = useWords();
  const steps = assessment.scheme.steps.map((step) => ({ value: step.score, label: `${step.score} ${say(step.name)}` }));
  return (
    <>
      <Form.Item name="score" label={t('maturity.score')}>
        <Radio.Group className={styles.steps ?? ''} options={steps} />
      </Form.Item>
      <Form.Item name="records" label={t('maturity.records')} extra={t('maturity.recordsText')}>
        <Select
          mode="multiple"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          options={records.map(({ id, label }) => ({ value: id, label }))}
        />
      </Form.Item>
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

/** Records that serve the clause and are in force: what a score can rest on. Those chosen before stay named. */
function useClauseRecords(item: Item): Named[] {
  const { say } = useWords();
  const registers = useAsk(systemEndpoints.listRegisters, {});
  const serving = (registers.data?.items ?? []).filter(({ register, counts }) => {
    const serves = register.roles.clauses !== null || register.clauses.includes(item.clause);
    return serves && counts.inForce + counts.done > 0;
  });
  const first = serving[0]?.register.id ?? '';
  const second = serving[1]?.register.id ?? '';
  const third = serving[2]?.register.id ?? '';
  const query = { clause: item.clause, limit: 200, order: 'changed' as const };
  const one = useAsk(systemEndpoints.listRecords, { params: { register: first }, query }, { enabled: first !== '' });
  const two = useAsk(systemEndpoints.listRecords, { params: { register: second }, query }, { enabled: second !== '' });
  const three = useAsk(systemEndpoints.listRecords, { params: { register: third }, query }, { enabled: third !== '' });
  const kept = item.evidence.flatMap((each) => (each.type === 'record' ? [{ id: each.id, label: say(each.label) }] : []));
  const found = [one, two, three].flatMap((asked) =>
    (asked.data?.items ?? []).flatMap((line) => (line.inForceVersion === null ? [] : [{ id: line.id, label: `${line.no} ${line.title}` }])),
  );
  return [...new Map([...kept, ...found].map((each) => [each.id, each])).values()];
}
