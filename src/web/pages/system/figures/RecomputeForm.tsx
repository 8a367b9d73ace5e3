import { Form } from 'antd';
import { systemFigureEndpoints as e } from '../../../../contract/system-figures.ts';
import { useDeed } from '../../../api/queries.ts';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { ReasonItem } from '../../../parts/fields.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { useWords } from '../../../words/language.ts';

/** Computes a year of which an approved review uses values: they stay there, and further ones say why. */
export function RecomputeForm({ recordId, year, onClose }: { recordId: string; year: number; onClose: () => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<{ reason: string }>();
  const deed = useDeed(e.computeParameter, [e.readParameter, e.readParameterValue]);
  const done = useDone(onClose, t('common.saved'));
  return (
    <FormDrawer<{ reason: string }>
      open
      size={480}
      title={t('system.parameter.computeOf', { year })}
      form={form}
      initial={{}}
      busy={deed.isPending}
      problem={deed.error}
      onClose={onClose}
      onSubmit={({ reason }) => deed.mutate({ params: { recordId }, body: { year, reason } }, done)}
      intro={t('system.parameter.usedText')}
    >
      <ReasonItem />
    </FormDrawer>
  );
}
