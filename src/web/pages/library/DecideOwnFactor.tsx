import { Input, Modal } from 'antd';
import { useState } from 'react';
import { libraryEndpoints } from '../../../contract/library.ts';
import { useDeed } from '../../api/queries.ts';
import { Quantity } from '../../parts/Quantity.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { useDone } from '../../parts/use-done.ts';
import { useWords } from '../../words/language.ts';
import type { OwnFactor } from './OwnFactorsPage.tsx';

/** Approves or rejects; the reason is kept. */
export function DecideOwnFactor({ factor, decision, onClose }: { factor: OwnFactor; decision: 'approve' | 'reject'; onClose: () => void }) {
  const { t, nameOf } = useWords();
  const done = useDone(onClose);
  const [reason, setReason] = useState('');
  const decide = useDeed(libraryEndpoints.decideOwnFactor, [libraryEndpoints.listOwnFactors]);
  return (
    <Modal
      open
      title={t(decision === 'approve' ? 'library.decideApprove' : 'library.decideReject')}
      okText={t(decision === 'approve' ? 'library.approve' : 'library.reject')}
      confirmLoading={decide.isPending}
      onCancel={onClose}
      onOk={() => decide.mutate({ params: { ownFactorId: factor.id }, body: { decision, reason, version: factor.version } }, done)}
    >
      <p>
        {nameOf(factor)}: <Quantity value={factor.value} unit={factor.unit} />
      </p>
      <Input.TextArea
        className="th-reason"
        rows={3}
        maxLength={1000}
        value={reason}
        placeholder={t('library.decideReason')}
        aria-label={t('library.decideReason')}
        onChange={(event) => setReason(event.target.value)}
      />
      {decide.isError && <RefusalNotice problem={decide.error} />}
    </Modal>
  );
}
