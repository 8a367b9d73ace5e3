import { Form } from 'antd';
import { useState } from 'react';
import { neutralityEndpoints as e } from '../../../contract/neutrality.ts';
import type { PaperKind } from '../../../contract/neutrality-papers.ts';
import { useDeed } from '../../api/queries.ts';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { useDone } from '../../parts/use-done.ts';
import { useWords } from '../../words/language.ts';
import { FootprintSource } from './FootprintSource.tsx';
import type { Paper } from './model.ts';
import { PaperFields } from './PaperFields.tsx';
import { contentOf, eventPlanFields, paperFields, valuesOf } from './paper-fields.ts';

interface Props {
  readonly subjectId: string;
  readonly subjectKind: string;
  readonly periodId: string | null;
  readonly kind: PaperKind;
  /** The latest version, from which the next one starts. */
  readonly from: Paper | undefined;
  readonly onClose: () => void;
}
type Values = Record<string, unknown>;

/** Drafts a paper of a subject or a period in its next version; another person decides. */
export function PaperForm({ subjectId, subjectKind, periodId, kind, from, onClose }: Props) {
  const { t } = useWords();
  const [form] = Form.useForm<Values>();
  const [fault, setFault] = useState<unknown>(null);
  const draft = useDeed(e.draftPaper);
  const done = useDone(onClose);
  const submit = (values: Values) => {
    try {
      setFault(null);
      draft.mutate({ params: { subjectId }, body: { periodId, content: contentOf(kind, values) } }, done);
    } catch (error) {
      setFault(error);
    }
  };
  const usual: Readonly<Record<PaperKind, Values>> = {
    commitment: {},
    plan: { shortTargets: [{}], longTargets: [{}] },
    footprint: { source: 'stated', lines: [{}], removals: '0', scope2: 'location' },
    reduction: { actions: [] },
    validation: { type: 'independent' },
  };
  const initial: Values = from ? { ...usual[kind], ...valuesOf(from.content) } : usual[kind];
  return (
    <FormDrawer<Values>
      open
      size={760}
      title={`${t('neutrality.draftPaper')}: ${t(`neutrality.paper.${kind}`)}`}
      form={form}
      initial={initial}
      busy={draft.isPending}
      problem={draft.error ?? fault}
      onSubmit={submit}
      onClose={onClose}
    >
      {kind === 'footprint' && periodId !== null && <FootprintSource subjectId={subjectId} periodId={periodId} subjectKind={subjectKind} />}
      <PaperFields fields={paperFields[kind]} />
      {kind === 'plan' && subjectKind === 'event' && <PaperFields fields={eventPlanFields} />}
    </FormDrawer>
  );
}
