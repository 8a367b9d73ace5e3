import { App, Button, Modal } from 'antd';
import { instantShort } from '../../format/time.ts';
import { useWords } from '../../words/language.ts';
import type { Invitation } from './PeoplePage.tsx';

/** The one-time link, shown this once. */
export function InvitationDialog({ invitation, onClose }: { invitation: Invitation; onClose: () => void }) {
  const { t } = useWords();
  return (
    <Modal open title={t('settings.invite')} onCancel={onClose} footer={<CopyAndClose text={invitation.link} onClose={onClose} />}>
      <p>{t('settings.inviteText')}</p>
      <code className="th-secret">{invitation.link}</code>
      <p className="th-quiet">
        {t('settings.inviteUntil')} {instantShort(invitation.expiresAt)}
      </p>
    </Modal>
  );
}

export function CopyAndClose({ text, onClose }: { text: string; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  async function copy() {
    await navigator.clipboard.writeText(text);
    message.success(t('common.copied'));
  }
  return (
    <div className="th-row th-end">
      <Button onClick={onClose}>{t('common.close')}</Button>
      <Button type="primary" onClick={() => void copy()}>
        {t('common.copy')}
      </Button>
    </div>
  );
}
