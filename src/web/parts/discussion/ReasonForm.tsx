import { Button, Input } from 'antd';
import { useState } from 'react';
import { useWords } from '../../words/language.ts';
import { RefusalNotice } from '../RefusalNotice.tsx';
import styles from './discussion.module.css';

/** A reason in one line, where something said or ended is changed. */
export function ReasonForm(props: {
  label: string;
  /** May be left out. */
  optional?: boolean;
  busy: boolean;
  problem: unknown;
  onGive: (reason: string) => void;
  onCancel: () => void;
}) {
  const { label, optional = false, busy, problem, onGive, onCancel } = props;
  const { t } = useWords();
  const [reason, setReason] = useState('');
  return (
    <div className={styles.form}>
      {problem !== null && problem !== undefined && <RefusalNotice problem={problem} />}
      <Input.TextArea
        aria-label={t('common.reason')}
        placeholder={t(optional ? 'discussion.reasonOptional' : 'common.reasonKept')}
        autoSize={{ minRows: 1, maxRows: 4 }}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="th-row">
        <Button type="primary" loading={busy} disabled={!optional && reason.trim() === ''} onClick={() => onGive(reason.trim())}>
          {label}
        </Button>
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
      </div>
    </div>
  );
}
