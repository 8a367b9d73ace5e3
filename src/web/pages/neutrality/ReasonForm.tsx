import { Form } from 'antd';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { ReasonItem } from '../../parts/fields.tsx';

interface Props {
  readonly title: string;
  readonly intro?: string;
  readonly busy: boolean;
  readonly problem: unknown;
  readonly onSubmit: (reason: string) => void;
  readonly onClose: () => void;
}

/** A deed that needs its reason. */
export function ReasonForm({ title, intro, busy, problem, onSubmit, onClose }: Props) {
  const [form] = Form.useForm<{ reason: string }>();
  return (
    <FormDrawer<{ reason: string }>
      open
      title={title}
      {...(intro ? { intro } : {})}
      form={form}
      initial={{}}
      busy={busy}
      problem={problem}
      onSubmit={({ reason }) => onSubmit(reason)}
      onClose={onClose}
    >
      <ReasonItem />
    </FormDrawer>
  );
}
