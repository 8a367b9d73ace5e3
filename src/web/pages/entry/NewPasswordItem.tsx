import { Form, Input } from 'antd';
import { useWords } from '../../words/language.ts';

/** A new password, with what is asked of it; the server refuses the common ones. */
export function NewPasswordItem() {
  const { t } = useWords();
  return (
    <Form.Item
      name="password"
      label={t('entry.newPassword')}
      extra={t('entry.passwordHint')}
      rules={[
        { required: true, message: t('common.required') },
        { min: 8, message: t('entry.passwordShort') },
      ]}
    >
      <Input.Password autoComplete="new-password" maxLength={128} />
    </Form.Item>
  );
}
