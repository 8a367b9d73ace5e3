import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import { group } from '../../../format/number.ts';
import { useWords } from '../../../words/language.ts';

/** Below a list that goes on: how much is there, and the next part. */
export function MoreParts({
  parts,
  count,
}: {
  parts: Pick<UseInfiniteQueryResult, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>;
  count: number;
}) {
  const { t } = useWords();
  if (!parts.hasNextPage) return null;
  return (
    <p className="th-row">
      <span className="th-quiet">{t('ledger.more', { n: group(String(count)) })}</span>
      <Button size="small" loading={parts.isFetchingNextPage} onClick={() => void parts.fetchNextPage()}>
        {t('ledger.loadMore')}
      </Button>
    </p>
  );
}
