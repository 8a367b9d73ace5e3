import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import type { Finding } from '../../kernel/finding.ts';
import { Problem } from '../api/call.ts';
import { useWords } from '../words/language.ts';
import { FindingList } from './FindingList.tsx';

/** What a problem is called and how it is explained, in the language shown. */
export function useProblemWords(): (fault: unknown) => { title: string; detail: string } {
  const { t, say } = useWords();
  return (fault) => {
    if (fault instanceof Problem) {
      if (fault.code === 'unreachable') return { title: t('common.problem.unreachable'), detail: t('common.problem.unreachableDetail') };
      if (fault.title) return { title: say(fault.title), detail: fault.detail ? say(fault.detail) : '' };
      if (fault.code === 'unreadable') return { title: t('common.problem.unreadable'), detail: t('common.problem.unreadableDetail') };
    }
    return { title: t('common.problem.internal'), detail: t('common.problem.internalDetail') };
  };
}

/** A "no" from the server: what happened, why and what to do, with every place it names. The form beside it keeps its content. */
export function RefusalNotice({
  problem,
  onRetry,
  extra,
  findings = problem instanceof Problem ? problem.findings : [],
}: {
  problem: unknown;
  onRetry?: () => void;
  extra?: ReactNode;
  /** Those to be listed, when others are shown at their fields. */
  findings?: readonly Finding[];
}) {
  const { t } = useWords();
  const words = useProblemWords()(problem);
  // What a finding says with its cure is not said twice.
  const isListed = problem instanceof Problem && findings.some((one) => one.text.en === problem.detail?.en);
  const requestId = problem instanceof Problem ? problem.requestId : null;
  const expected = problem instanceof Problem && problem.status > 0 && problem.status < 500;
  return (
    <Alert
      className="th-refusal"
      type={expected ? 'warning' : 'error'}
      showIcon
      role="alert"
      title={words.title}
      description={
        <div>
          {words.detail && !isListed && <p>{words.detail}</p>}
          {findings.length > 0 && <FindingList findings={findings} />}
          {requestId && !expected && <p className="th-quiet th-small">{t('common.problem.requestId', { id: requestId })}</p>}
          {(onRetry || extra) && (
            <div className="th-row">
              {onRetry && (
                <Button size="small" onClick={onRetry}>
                  {t('common.retry')}
                </Button>
              )}
              {extra}
            </div>
          )}
        </div>
      }
    />
  );
}
