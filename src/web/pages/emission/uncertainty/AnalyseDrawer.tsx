import { App, Button, Drawer, Form, Input, InputNumber, Progress, Radio, Select } from 'antd';
import { useEffect, useState } from 'react';
import { jobEndpoints } from '../../../../contract/jobs.ts';
import { drawsAtOnce, mostDraws, uncertaintyEndpoints } from '../../../../contract/uncertainty.ts';
import { distributions } from '../../../../kernel/emission/uncertainty/marginal.ts';
import { queryClient, useAsk, useDeed } from '../../../api/queries.ts';
import { group, roundText } from '../../../format/number.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { useWords } from '../../../words/language.ts';
import { type Draft, type FormRow, rowsOf, sourcesOf } from './model.ts';
import styles from './uncertainty.module.css';

interface Place {
  readonly entityId: string;
  readonly year: number;
}

/** A new analysis: the year's sources with their usual uncertainties, each to be changed with its source. */
export function AnalyseDrawer({ place, onClose }: { place: Place; onClose: () => void }) {
  const { t } = useWords();
  const draft = useAsk(uncertaintyEndpoints.readUncertaintyDraft, { params: place });
  return (
    <Drawer open onClose={onClose} title={t('uncertainty.form.title')} size={920} destroyOnHidden>
      <p className="th-form-intro">{t('uncertainty.form.intro')}</p>
      <Answer of={draft} rows={8}>
        {(data) => <AnalyseForm draft={data} place={place} onClose={onClose} />}
      </Answer>
    </Drawer>
  );
}

function useAnalysis(place: Place, onClose: () => void) {
  const [jobId, setJobId] = useState<string | null>(null);
  const analyse = useDeed(uncertaintyEndpoints.analyseUncertainty, [uncertaintyEndpoints.listUncertaintyAnalyses]);
  const start = useDeed(jobEndpoints.startJob, [jobEndpoints.listJobs]);
  const run = (body: Parameters<typeof analyse.mutate>[0]['body']) => {
    if (body.approach === 'monte_carlo' && body.draws > drawsAtOnce) {
      const input = JSON.parse(JSON.stringify({ ...place, ...body }));
      start.mutate({ body: { kind: 'emission.uncertainty', input } }, { onSuccess: ({ id }) => setJobId(id) });
    } else analyse.mutate({ params: place, body }, { onSuccess: onClose });
  };
  return { run, jobId, stopJob: () => setJobId(null), busy: analyse.isPending || start.isPending, problem: analyse.error ?? start.error };
}

function AnalyseForm({ draft, place, onClose }: { draft: Draft; place: Place; onClose: () => void }) {
  const { t, say } = useWords();
  const [rows, setRows] = useState(() => rowsOf(draft, say));
  const [approach, setApproach] = useState<'approach_1' | 'monte_carlo'>('approach_1');
  const [draws, setDraws] = useState(100_000);
  const [seed, setSeed] = useState(place.year);
  const [note, setNote] = useState('');
  const { run, jobId, stopJob, busy, problem } = useAnalysis(place, onClose);
  const change = (key: string, part: Partial<FormRow>) => setRows((all) => all.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const submit = () => run({ unitId: null, approach, sources: sourcesOf(draft, rows), correlations: [], draws, seed, note });
  return (
    <Form layout="vertical" onFinish={submit}>
      {problem && <RefusalNotice problem={problem} />}
      <Form.Item label={t('uncertainty.form.approach')}>
        <Radio.Group value={approach} onChange={(event) => setApproach(event.target.value)}>
          <Radio value="approach_1">{t('uncertainty.approach.approach_1')}</Radio>
          <Radio value="monte_carlo">{t('uncertainty.approach.monte_carlo')}</Radio>
        </Radio.Group>
      </Form.Item>
      {approach === 'monte_carlo' && <DrawFields draws={draws} seed={seed} onDraws={setDraws} onSeed={setSeed} />}
      {draft.sources.map((source, i) => (
        <SourceRows key={source.name} source={source} rows={rows.filter((row) => row.source === i)} onChange={change} />
      ))}
      <Form.Item label={t('uncertainty.form.note')} htmlFor="uncertainty-note">
        <Input.TextArea
          id="uncertainty-note"
          autoSize={{ minRows: 2 }}
          maxLength={1000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </Form.Item>
      {jobId ? (
        <DrawingJob jobId={jobId} onDone={onClose} onStopped={stopJob} />
      ) : (
        <Button type="primary" htmlType="submit" loading={busy} disabled={draft.sources.length === 0}>
          {t('uncertainty.form.run')}
        </Button>
      )}
    </Form>
  );
}

interface DrawFieldsProps {
  readonly draws: number;
  readonly seed: number;
  readonly onDraws: (draws: number) => void;
  readonly onSeed: (seed: number) => void;
}

function DrawFields({ draws, seed, onDraws, onSeed }: DrawFieldsProps) {
  const { t } = useWords();
  return (
    <div className="th-form-grid">
      <Form.Item label={t('uncertainty.form.draws')} extra={t('uncertainty.form.drawsHint')} htmlFor="uncertainty-draws">
        <InputNumber
          id="uncertainty-draws"
          min={1000}
          max={mostDraws}
          step={100_000}
          value={draws}
          onChange={(value) => onDraws(value ?? 100_000)}
        />
      </Form.Item>
      <Form.Item label={t('uncertainty.form.seed')} extra={t('uncertainty.form.seedHint')} htmlFor="uncertainty-seed">
        <InputNumber id="uncertainty-seed" min={0} precision={0} value={seed} onChange={(value) => onSeed(value ?? 0)} />
      </Form.Item>
    </div>
  );
}

type Source = Draft['sources'][number];

function SourceRows({
  source,
  rows,
  onChange,
}: {
  source: Source;
  rows: readonly FormRow[];
  onChange: (key: string, part: Partial<FormRow>) => void;
}) {
  const { t, say } = useWords();
  return (
    <section>
      <div className={styles.sourceHead}>
        <h3>{say(source.title)}</h3>
        <span className="th-quiet th-num">{`${group(roundText(source.value, 2))} tCO2`}</span>
      </div>
      <table className={styles.form}>
        <thead>
          <tr>
            <th scope="col">{t('uncertainty.form.parameter')}</th>
            <th scope="col">{t('uncertainty.form.lower')}</th>
            <th scope="col">{t('uncertainty.form.upper')}</th>
            <th scope="col">{t('uncertainty.form.shape')}</th>
            <th scope="col">{t('uncertainty.form.origin')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <ParameterRow key={row.key} row={row} source={source} onChange={(part) => onChange(row.key, part)} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ParameterRow({ row, source, onChange }: { row: FormRow; source: Source; onChange: (part: Partial<FormRow>) => void }) {
  const { t, say } = useWords();
  const parameter = source.parameters.find((one) => one.name === row.name);
  if (!parameter) return null;
  const title = say(parameter.title);
  const label = (column: string) => `${say(source.title)} ${title} ${column}`;
  const side = (name: 'lower' | 'upper') => (
    <Input
      aria-label={label(t(`uncertainty.form.${name}`))}
      inputMode="decimal"
      value={row[name]}
      onChange={(event) => onChange({ [name]: event.target.value })}
    />
  );
  return (
    <tr>
      <th scope="row">
        {title}
        {parameter.group && <p className="th-quiet th-small">{t('uncertainty.form.group', { group: parameter.group })}</p>}
      </th>
      <td className={styles.narrow}>{side('lower')}</td>
      <td className={styles.narrow}>{side('upper')}</td>
      <td className={styles.shape}>
        <Select
          aria-label={label(t('uncertainty.form.shape'))}
          value={row.distribution}
          onChange={(distribution) => onChange({ distribution })}
          options={distributions.map((value) => ({ value, label: t(`uncertainty.shape.${value}`) }))}
        />
      </td>
      <td>
        <Input.TextArea
          aria-label={label(t('uncertainty.form.origin'))}
          autoSize={{ minRows: 1, maxRows: 4 }}
          maxLength={500}
          value={row.origin}
          onChange={(event) => onChange({ origin: event.target.value })}
        />
      </td>
    </tr>
  );
}

const watchMs = 500;

/** A large sample under way: progress, and a way to stop it. */
function DrawingJob({ jobId, onDone, onStopped }: { jobId: string; onDone: () => void; onStopped: () => void }) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const job = useAsk(jobEndpoints.readJob, { params: { jobId } }, { refetchInterval: watchMs });
  const cancel = useDeed(jobEndpoints.cancelJob, [jobEndpoints.listJobs]);
  const state = job.data?.state;
  const problem = job.data?.problem;
  useEffect(() => {
    if (state === 'succeeded')
      void queryClient.invalidateQueries({ queryKey: [uncertaintyEndpoints.listUncertaintyAnalyses.name] }).then(onDone);
    if (state === 'cancelled' || state === 'failed' || state === 'interrupted') {
      if (problem) void message.error(say(problem.text));
      onStopped();
    }
  }, [state, problem, message, say, onDone, onStopped]);
  const { done = 0, total = null } = job.data ?? {};
  return (
    <div className="th-row">
      <Progress
        percent={total ? Math.round((100 * done) / total) : 0}
        style={{ width: 320 }}
        aria-label={t('uncertainty.form.progress', { done, total: total ?? 0 })}
      />
      <Button onClick={() => cancel.mutate({ params: { jobId } })}>{t('uncertainty.form.cancel')}</Button>
    </div>
  );
}
