import { App, Button, Drawer, Form, Input, InputNumber, Progress, Radio } from 'antd';
import { useEffect, useState } from 'react';
import { jobEndpoints } from '../../../../contract/jobs.ts';
import { drawsAtOnce, mostDraws, uncertaintyEndpoints } from '../../../../contract/uncertainty.ts';
import { queryClient, useAsk, useDeed } from '../../../api/queries.ts';
import { roundText } from '../../../format/number.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { useWords } from '../../../words/language.ts';
import { CorrelationFields } from './CorrelationFields.tsx';
import { type CorrelationRow, correlationsOf, type Draft, type FormRow, rowsOf, sourcesOf } from './model.ts';
import { SourceRows } from './SourceRows.tsx';
import { SubjectFields } from './SubjectFields.tsx';

interface Place {
  readonly entityId: string;
  readonly year: number;
}

/** What is analysed, and what was changed by hand: kept while another unit or base year is chosen. */
interface Filled {
  readonly unitId: string | null;
  readonly baseYear: number | null;
  readonly approach: 'approach_1' | 'monte_carlo';
  readonly draws: number;
  readonly seed: number;
  readonly note: string;
  readonly edits: Readonly<Record<string, Partial<FormRow>>>;
  readonly bases: Readonly<Record<string, string>>;
  readonly correlations: readonly CorrelationRow[];
}

/** A new analysis: the year's sources with their usual uncertainties, each to be changed with its source. */
export function AnalyseDrawer({ place, onClose }: { place: Place; onClose: () => void }) {
  const { t } = useWords();
  const [filled, setFilled] = useState<Filled>({
    ...{ unitId: null, baseYear: null, approach: 'approach_1', draws: 100_000, seed: place.year, note: '' },
    ...{ edits: {}, bases: {}, correlations: [] },
  });
  const { unitId, baseYear } = filled;
  const whole = useAsk(uncertaintyEndpoints.readUncertaintyDraft, { params: place });
  const draft = useAsk(uncertaintyEndpoints.readUncertaintyDraft, {
    params: place,
    query: { ...(unitId ? { unitId } : {}), ...(baseYear ? { baseYear } : {}) },
  });
  const change = (part: Partial<Filled>) => setFilled((now) => ({ ...now, ...part }));
  return (
    <Drawer open onClose={onClose} title={t('uncertainty.form.title')} size={960} destroyOnHidden>
      <p className="th-form-intro">{t('uncertainty.form.intro')}</p>
      <Answer of={whole} rows={3}>
        {(all) => (
          <SubjectFields
            whole={all}
            unitId={unitId}
            baseYear={baseYear}
            // A pair of parameters belongs to the sources it was chosen from.
            onUnit={(chosen) => change({ unitId: chosen, correlations: [] })}
            onBaseYear={(chosen) => change({ baseYear: chosen, bases: {}, ...(chosen ? { approach: 'approach_1' } : {}) })}
          />
        )}
      </Answer>
      <Answer of={draft} rows={8}>
        {(data) => <AnalyseForm draft={data} place={place} filled={filled} change={change} onClose={onClose} />}
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

interface AnalyseFormProps {
  readonly draft: Draft;
  readonly place: Place;
  readonly filled: Filled;
  readonly change: (part: Partial<Filled>) => void;
  readonly onClose: () => void;
}

function AnalyseForm({ draft, place, filled, change, onClose }: AnalyseFormProps) {
  const { t, say } = useWords();
  const { run, jobId, stopJob, busy, problem } = useAnalysis(place, onClose);
  const { unitId, approach, draws, seed, note, edits, bases, correlations } = filled;
  const rows = rowsOf(draft, say).map((row) => ({ ...row, ...edits[row.key] }));
  const changeRow = (key: string, part: Partial<FormRow>) => change({ edits: { ...edits, [key]: { ...edits[key], ...part } } });
  const trend = draft.baseYear === null ? {} : { baseYear: draft.baseYear };
  const submit = () =>
    run({
      ...{ unitId, approach, draws, seed, note, ...trend },
      sources: sourcesOf(draft, rows, bases),
      correlations: correlationsOf(correlations),
    });
  return (
    <Form layout="vertical" onFinish={submit}>
      {problem && <RefusalNotice problem={problem} />}
      <Form.Item
        label={t('uncertainty.form.approach')}
        extra={draft.baseYear === null ? undefined : t('uncertainty.form.trendByPropagation')}
      >
        <Radio.Group value={approach} onChange={(event) => change({ approach: event.target.value })}>
          <Radio value="approach_1">{t('uncertainty.approach.approach_1')}</Radio>
          <Radio value="monte_carlo" disabled={draft.baseYear !== null}>
            {t('uncertainty.approach.monte_carlo')}
          </Radio>
        </Radio.Group>
      </Form.Item>
      {approach === 'monte_carlo' && (
        <DrawFields draws={draws} seed={seed} onDraws={(n) => change({ draws: n })} onSeed={(n) => change({ seed: n })} />
      )}
      {draft.sources.map((source, i) => (
        <SourceRows
          key={source.name}
          source={source}
          baseYear={draft.baseYear}
          // Shown rounded; unless changed it is sent exact.
          base={bases[source.name] ?? roundText(source.baseValue ?? '', 2)}
          rows={rows.filter((row) => row.source === i)}
          onBase={(value) => change({ bases: { ...bases, [source.name]: value } })}
          onChange={changeRow}
        />
      ))}
      <CorrelationFields draft={draft} rows={correlations} onChange={(next) => change({ correlations: next })} />
      <Form.Item label={t('uncertainty.form.note')} htmlFor="uncertainty-note">
        <Input.TextArea
          id="uncertainty-note"
          autoSize={{ minRows: 2 }}
          maxLength={1000}
          value={note}
          onChange={(event) => change({ note: event.target.value })}
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
