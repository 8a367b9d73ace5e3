import { App, Button, Modal } from 'antd';
import { paths } from '../../../paths.ts';
import { useGo } from '../../../ui/GoLink.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { useWords } from '../../../words/language.ts';
import styles from './ledger.module.css';

/** The one-time code of a proposal, large and once; it closes by its own button only, because nobody can show it again. */
export function CodeShown({ code, onClose }: { code: string; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const go = useGo();
  async function copy() {
    await navigator.clipboard.writeText(code);
    void message.success(t('common.copied'));
  }
  function toInstructions() {
    onClose();
    go(paths.instructions());
  }
  return (
    <Modal
      open
      title={t('ledger.code.title')}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      footer={
        <div className="th-row th-end">
          <Button icon={<Icon name="copy" size={14} />} onClick={() => void copy()}>
            {t('ledger.code.copy')}
          </Button>
          <Button onClick={toInstructions}>{t('ledger.code.toInstructions')}</Button>
          <Button type="primary" onClick={onClose}>
            {t('ledger.code.done')}
          </Button>
        </div>
      }
    >
      <output className={styles.code} aria-label={t('ledger.code.label')} style={{ display: 'block' }}>
        {code}
      </output>
      <strong className={styles.codeLabel}>{t('ledger.code.once')}</strong>
      <ol className={styles.steps}>
        <li>{t('ledger.code.step1')}</li>
        <li>{t('ledger.code.step2')}</li>
        <li>{t('ledger.code.step3')}</li>
      </ol>
      <p className="th-quiet th-small">{t('ledger.code.lost')}</p>
    </Modal>
  );
}
