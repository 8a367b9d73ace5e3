import { Popconfirm } from 'antd';
import { useState } from 'react';
import { Deed } from '../../parts/Deed.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { useWords } from '../../words/language.ts';
import { ReasonForm } from './ReasonForm.tsx';

export type SendDecision = (decision: 'approved' | 'rejected', reason: string, done: { readonly onSuccess: () => void }) => void;

interface Props {
  /** Why this person may not decide; null where they may. */
  readonly why: string | null;
  readonly approve: string;
  /** Asked again before it is done. */
  readonly sure?: string;
  readonly busy: boolean;
  readonly problem: unknown;
  readonly send: SendDecision;
}

/** Approve, asked again, or return with a reason: the decision about what somebody else drafted. */
export function DecisionDeeds({ why, approve, sure, busy, problem, send }: Props) {
  const { t } = useWords();
  const [rejecting, setRejecting] = useState(false);
  const close = { onSuccess: () => setRejecting(false) };
  return (
    <>
      <div className="th-row">
        {why === null ? (
          <Popconfirm title={sure ?? approve} onConfirm={() => send('approved', '', close)}>
            <Deed why={null} type="primary" size="small" loading={busy}>
              {approve}
            </Deed>
          </Popconfirm>
        ) : (
          <Deed why={why} size="small">
            {approve}
          </Deed>
        )}
        <Deed why={why} size="small" onClick={() => setRejecting(true)}>
          {t('neutrality.reject')}
        </Deed>
      </div>
      {problem !== null && problem !== undefined && !rejecting && <RefusalNotice problem={problem} />}
      {rejecting && (
        <ReasonForm
          title={t('neutrality.reject')}
          busy={busy}
          problem={problem}
          onSubmit={(reason) => send('rejected', reason, close)}
          onClose={() => setRejecting(false)}
        />
      )}
    </>
  );
}
