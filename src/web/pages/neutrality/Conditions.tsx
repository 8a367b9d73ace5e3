import { PlainTable } from '../../parts/PlainTable.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { useWords } from '../../words/language.ts';
import { type Condition, verdictTones } from './model.ts';

/** Every condition of a claim with its verdict and what it rests on. */
export function Conditions({ conditions }: { conditions: readonly Condition[] }) {
  const { t, say } = useWords();
  return (
    <PlainTable
      rows={conditions}
      rowKey={(row) => row.id}
      columns={[
        { key: 'condition', title: t('neutrality.condition'), show: (row) => say(row.title) },
        {
          key: 'verdict',
          title: t('neutrality.verdict'),
          show: (row) => <Tag tone={verdictTones[row.verdict]}>{t(`neutrality.verdicts.${row.verdict}`)}</Tag>,
        },
        { key: 'reason', title: t('neutrality.reason'), show: (row) => say(row.reason) },
      ]}
    />
  );
}
