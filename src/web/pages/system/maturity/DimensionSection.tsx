import { Button } from 'antd';
import type { Text } from '../../../../kernel/text.ts';
import { useWhyNot } from '../../../parts/Deed.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { GoLink } from '../../../ui/GoLink.tsx';
import { ClauseMark, Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import styles from './maturity.module.css';
import { type Dimension, type Item, points } from './model.ts';

type Steps = readonly { readonly score: number; readonly name: Text }[];

/** The clauses of a dimension with their scores and what they rest on. */
export function DimensionSection({ dimension, steps, onScore }: { dimension: Dimension; steps: Steps; onScore?: (item: Item) => void }) {
  const { t, say } = useWords();
  const mayScore = useWhyNot('maturity.assess') === null;
  const head = dimension.score === null ? t('maturity.notApplicable') : t('maturity.scoreOf', { score: points(dimension.score) });
  return (
    <Section title={say(dimension.name)} extra={<span className="th-num">{head}</span>}>
      <PlainTable
        className={styles.items ?? ''}
        rows={dimension.items}
        rowKey={(one) => one.clause}
        columns={[
          {
            key: 'clause',
            title: t('maturity.clause'),
            show: (one) => (
              <span className="th-row">
                <ClauseMark clause={one.clause} />
                {say(one.title)}
              </span>
            ),
          },
          { key: 'score', title: t('maturity.score'), show: (one) => <ScoreWords item={one} steps={steps} /> },
          { key: 'evidence', title: t('maturity.restsOn'), show: (one) => <RestsOn item={one} /> },
          {
            key: 'deed',
            title: '',
            className: 'th-right',
            show: (one) =>
              onScore && mayScore ? (
                <Button size="small" onClick={() => onScore(one)} aria-label={t('maturity.scoreClause', { clause: one.clause })}>
                  {t(one.score === null ? 'maturity.give' : 'maturity.change')}
                </Button>
              ) : null,
          },
        ]}
      />
    </Section>
  );
}

function ScoreWords({ item, steps }: { item: Item; steps: Steps }) {
  const { t, say } = useWords();
  if (!item.applies) return <span className="th-quiet">{t('maturity.notApplicable')}</span>;
  if (item.score === null) return <span className="th-quiet">{t('maturity.unscoredOne')}</span>;
  const step = steps.find((one) => one.score === item.score);
  return (
    <span className="th-row">
      <Tag tone={item.score >= 3 ? 'good' : item.score === 2 ? 'info' : 'warn'}>{String(item.score)}</Tag>
      {step && <span>{say(step.name)}</span>}
    </span>
  );
}

function RestsOn({ item }: { item: Item }) {
  const { t, say } = useWords();
  if (item.evidence.length === 0) return <span className="th-quiet">{item.reason || t('maturity.nothing')}</span>;
  return (
    <span className={styles.rests}>
      {item.evidence.map((one) => (
        <GoLink key={one.id} to={one.path}>
          {say(one.label)}
        </GoLink>
      ))}
      {item.reason !== '' && <span className="th-small th-quiet">{item.reason}</span>}
    </span>
  );
}
