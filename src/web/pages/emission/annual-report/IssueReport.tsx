import { Form, Select } from 'antd';
import { reportLanguage, reportPurpose } from '../../../../contract/annual-report.ts';
import { jobEndpoints } from '../../../../contract/jobs.ts';
import { useDeed } from '../../../api/queries.ts';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { useWords } from '../../../words/language.ts';
import type { Reports } from './AnnualReportsPage.tsx';

interface Fields {
  purpose: (typeof reportPurpose)['options'][number];
  language: (typeof reportLanguage)['options'][number];
}

/** Chooses purpose and language, and starts the job that issues the report. */
export function IssueReport({
  entityId,
  year,
  now,
  onStarted,
  onClose,
}: {
  entityId: string;
  year: number;
  now: NonNullable<Reports['now']>;
  onStarted: (jobId: string) => void;
  onClose: () => void;
}) {
  const { t, say, language } = useWords();
  const [form] = Form.useForm<Fields>();
  const start = useDeed(jobEndpoints.startJob, [jobEndpoints.listJobs]);
  const why = (purpose: Fields['purpose']) => now.refused.find((one) => one.purpose === purpose)?.text ?? null;
  const submit = (fields: Fields) =>
    start.mutate(
      { body: { kind: 'annual-report.issue', input: { entityId, year, ...fields, seenYearSha256: now.yearSha256 } } },
      {
        onSuccess: (job) => {
          onStarted(job.id);
          onClose();
        },
      },
    );
  return (
    <FormDrawer<Fields>
      open
      title={t('annualReport.issueTitle', { year })}
      form={form}
      initial={{ purpose: 'internal', language }}
      busy={start.isPending}
      problem={start.error}
      submitLabel={t('annualReport.issue')}
      onSubmit={submit}
      onClose={onClose}
      intro={t('annualReport.issueIntro')}
    >
      <Form.Item name="purpose" label={t('annualReport.purpose')}>
        <Select
          options={reportPurpose.options.map((value) => {
            const against = why(value);
            return { value, label: t(`annualReport.purposeOf.${value}`), disabled: against !== null, title: against ? say(against) : '' };
          })}
        />
      </Form.Item>
      <Form.Item name="language" label={t('annualReport.language')}>
        <Select options={reportLanguage.options.map((value) => ({ value, label: t(`annualReport.languageOf.${value}`) }))} />
      </Form.Item>
      {now.refused.map(({ purpose, text }) => (
        <p key={purpose} className="th-small th-quiet">
          {t('annualReport.notFor', { purpose: t(`annualReport.purposeOf.${purpose}`), why: say(text) })}
        </p>
      ))}
    </FormDrawer>
  );
}
