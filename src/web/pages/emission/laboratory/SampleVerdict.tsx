import { present } from '../../../../kernel/assert.ts';
import { daysBetween, parseDay } from '../../../../kernel/calendar/day.ts';
import { Tag, type Tone } from '../../../parts/Tag.tsx';
import { useWords } from '../../../words/language.ts';
import type { Sample, SampleDetail } from './model.ts';

const steps = ['sampledOn', 'receivedOn', 'testedOn', 'reportedOn'] as const;

function daysFrom(from: string, to: string): number {
  return daysBetween(present(parseDay(from), 'a recorded day'), present(parseDay(to), 'a recorded day'));
}

/** The four days of a sample on a line, counted from sampling, with the report's limit and how long the sample is kept. */
export function SampleTimeline({ detail }: { detail: SampleDetail }) {
  const { t } = useWords();
  const { sample } = detail;
  const has = (code: string) => sample.findings.some((finding) => finding.code === code);
  return (
    <>
      <ol className="th-lab-line">
        {steps.map((step, index) => {
          const day = sample[step];
          const before = steps.slice(0, index).flatMap((one) => sample[one] ?? []);
          const disordered = day !== null && before.some((one) => one > day);
          const wrong = disordered || (step === 'reportedOn' && has('laboratory_report_late'));
          return (
            <li key={step} data-done={day === null ? 'no' : 'yes'} data-wrong={wrong ? 'yes' : 'no'}>
              <strong className="th-medium">{t(`laboratory.${step}`)}</strong>
              <span className="th-num">{day ?? <span className="th-quiet">{t('laboratory.notYet')}</span>}</span>
              <span className="th-small th-quiet">
                {day === null || step === 'sampledOn' ? '' : t('laboratory.dayCount', { n: daysFrom(sample.sampledOn, day) })}
              </span>
            </li>
          );
        })}
      </ol>
      <p className="th-small th-quiet">
        {t('laboratory.dueBy', { day: sample.reportDue })} · {t('laboratory.retained')} {sample.retainUntil} (
        {t('laboratory.retainedMass', { mass: detail.retainedMassKg })})
      </p>
    </>
  );
}

const ruleCodes = [
  ['ruleOrder', ['laboratory_days_disordered']],
  ['ruleLimit', ['laboratory_report_late']],
  ['ruleScope', ['laboratory_scope_missing']],
  ['ruleState', ['sample_state_differs']],
  ['ruleUnique', ['laboratory_report_doubled', 'laboratory_file_doubled', 'laboratory_figures_doubled']],
  ['ruleUnedited', ['laboratory_report_edited', 'laboratory_pdf_changed']],
] as const;

/** Each rule with what came of it; one that needs days not recorded yet is open. */
export function SampleRules({ sample }: { sample: Sample }) {
  const { t } = useWords();
  const codes = new Set(sample.findings.map((finding) => finding.code));
  const open = (rule: (typeof ruleCodes)[number][0]) =>
    ((rule === 'ruleOrder' || rule === 'ruleLimit') && sample.reportedOn === null) || (rule === 'ruleScope' && sample.testedOn === null);
  const told = (rule: (typeof ruleCodes)[number][0], own: readonly string[]): readonly [Tone, string] => {
    if (own.some((code) => codes.has(code))) return ['bad', t('laboratory.failed')];
    return open(rule) ? ['info', t('laboratory.pending')] : ['good', t('laboratory.passed')];
  };
  return (
    <ul className="th-lab-rules">
      {ruleCodes.map(([rule, own]) => {
        const [tone, word] = told(rule, own);
        return (
          <li key={rule}>
            <span>{t(`laboratory.${rule}`)}</span>
            <Tag tone={tone}>{word}</Tag>
          </li>
        );
      })}
    </ul>
  );
}
