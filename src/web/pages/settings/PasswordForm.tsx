import { Form, Input } from 'antd';
import { identityEndpoints } from '../../../contract/identity.ts';
import { useDeed } from '../../api/queries.ts';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { useRules } from '../../parts/fields.tsx';
import { useDone } from '../../parts/use-done.ts';
import { useWords } from '../../words/language.ts';
import { NewPasswordItem } from '../entry/NewPasswordItem.tsx';

interface PasswordFields {
  currentPassword: string;
  password: string;
}

/** A new password, for which the present one has to be known. */
export function PasswordForm({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useWords();
  const done = useDone(onClose, t('settings.passwordChanged'));
  const rules = useRules();
  const [form] = Form.useForm<PasswordFields>();
  const change = useDeed(identityEndpoints.changePassword, [identityEndpoints.listMySessions]);
  return (
    <FormDrawer<PasswordFields>
      open={open}
      title={t('settings.changePassword')}
      form={form}
      initial={{}}
      busy={change.isPending}
      problem={change.error}
      onClose={onClose}
      size={440}
      onSubmit={({ currentPassword, password }) => change.mutate({ body: { currentPassword, newPassword: password } }, done)}
    >
      <Form.Item name="currentPassword" label={t('settings.currentPassword')} rules={[rules.required]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <NewPasswordItem />
    </FormDrawer>
  );
}
