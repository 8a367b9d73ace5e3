import { Form } from 'antd';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { ReasonItem } from '../../../parts/fields.tsx';
import { useWords } from '../../../words/language.ts';

interface Props {
  readonly busy: boolean;
  readonly problem: unknown;
  readonly onReject: (reason: string) => void;
  readonly onClose: () => void;
}

/** Sends a proposal back; the reason goes with it. */
export function RejectForm({ busy, problem, onReject, onClose }: Props) {
  const { t } = useWords();
  const [form] = Form.useForm<{ reason: string }>();
  return (
    <FormDrawer<{ reason: string }>
      open
      title={t('group.reject')}
      form={form}
      initial={{}}
      busy={busy}
      problem={problem}
      onSubmit={({ reason }) => onReject(reason)}
      onClose={onClose}
    >
      <ReasonItem />
    </FormDrawer>
  );
}
