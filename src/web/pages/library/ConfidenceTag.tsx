import { Tag } from '../../parts/Tag.tsx';
import { useWords } from '../../words/language.ts';

/** How sure the source of a rule or value is. */
export function ConfidenceTag({ confidence }: { confidence: string }) {
  const { t } = useWords();
  if (confidence === 'high') return <Tag tone="good">{t('common.confidence.high')}</Tag>;
  if (confidence === 'medium') return <Tag tone="info">{t('common.confidence.medium')}</Tag>;
  if (confidence === 'low') return <Tag tone="warn">{t('common.confidence.low')}</Tag>;
  return confidence === '' ? null : <Tag>{confidence}</Tag>;
}
