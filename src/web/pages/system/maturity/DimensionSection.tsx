import { Button, Popover } from 'antd';
import type { Text } from '../../../../kernel/text.ts';
import { useWhyNot } from '../../../parts/Deed.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { GoLink } from '../../../ui/GoLink.tsx';
import { ClauseMark, Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import styles from './maturity.module.css';
import { type Dimension, type Item, points } from './model.ts';
import { Reasons } from './Reasons.tsx';

type Steps = readonly { readonly score: number; readonly name: Text }[];

/** The clauses of a dimension with their scores and what they rest on. */
export function DimensionSection({
  dimension,
  steps,
  deeds,
}: {
  dimension: Dimension;
  steps: Steps;
  deeds?: { readonly onScore: (item: Item) => void; readonly onAccept: (item: Item) => void; readonly busy: boolean };
}) {
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
          { key: 'proposal', title: t('maturity.proposed'), show: (one) => <Proposed item={one} /> },
          { key: 'evidence', title: t('maturity.restsOn'), show: (one) => <RestsOn item={one} /> },
          {
            key: 'deed',
            title: '',
            className: 'th-right',
            show: (one) =>
              deeds && mayScore ? (
                <span className="th-row th-end">
                  {one.score === null && one.proposal !== null && (
                    <Button
                      size="small"
                      type="primary"
                      loading={deeds.busy}
                      onClick={() => deeds.onAccept(one)}
                      aria-label={t('maturity.acceptClause', { clause: one.clause })}
                    >
                      {t('maturity.accept')}
                    </Button>
                  )}
                  <Button size="small" onClick={() => deeds.onScore(one)} aria-label={t('maturity.scoreClause', { clause: one.clause })}>
                    {t(one.score === null ? 'maturity.give' : 'maturity.change')}
                  </Button>
                </span>
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

/** What data propose, and on asking every rule of it. */
function Proposed({ item: { clause, proposal, overruled } }: { item: Item }) {
  const { t } = useWords();
  if (proposal === null) return null;
  const said = proposal.applies ? String(proposal.score) : t('maturity.notApplicable');
  return (
    <span className="th-row">
      <Popover trigger="click" title={t('maturity.reasonsOf', { clause, day: proposal.asOf })} content={<Reasons proposal={proposal} />}>
        <Button size="small" type="link" aria-label={t('maturity.reasonsOf', { clause, day: proposal.asOf })}>
          {said}
        </Button>
      </Popover>
      {overruled && <Tag tone="info">{t('maturity.overruled')}</Tag>}
    </span>
  );
}

function RestsOn({ item }: { item: Item }) {
  const { say } = useWords();
  if (item.evidence.length === 0) return item.reason === '' ? null : <span className="th-quiet">{item.reason}</span>;
  return (
    <span className={styles.rests}>
      {item.evidence.map((one) => (
        <GoLink key={`${one.type} ${one.id}`} to={one.path}>
          {say(one.label)}
        </GoLink>
      ))}
      {item.reason !== '' && <span className="th-small th-quiet">{item.reason}</span>}
    </span>
  );
}
