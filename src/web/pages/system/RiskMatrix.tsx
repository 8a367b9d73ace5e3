import { Segmented } from 'antd';
import { useState } from 'react';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { systemEndpoints as e } from '../../../contract/system.ts';
import { scoreOf } from '../../../kernel/system/content.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { type RegisterField, type RegisterView, scoreArrows } from './model.ts';
import styles from './risk-matrix.module.css';

const kinds = ['risk', 'opportunity'] as const;
const times = ['before', 'after'] as const;
const fieldsOf = {
  before: { across: 'consequence', down: 'likelihood', score: 'score' },
  after: { across: 'residual_consequence', down: 'residual_likelihood', score: 'residual' },
} as const;

/** How many records a cell names. */
const shownAtMost = 3;

type ScoreAt = (place: { readonly across: string; readonly down: string }) => ReturnType<typeof scoreOf>;
type Cell = ReplyOf<typeof e.tallyRecords>['cells'][number];

/** The 5 × 5 matrix of risks or opportunities, before or after treatment (6.5); every cell names its records. */
export function RiskMatrix({ register }: { register: RegisterView }) {
  const { t } = useWords();
  const [kind, setKind] = useState<(typeof kinds)[number]>('risk');
  const [time, setTime] = useState<(typeof times)[number]>('before');
  const { across, down, score } = fieldsOf[time];
  const asked = useAsk(e.tallyRecords, { params: { register: register.id }, query: { across, down, only: 'kind', onlyIs: kind } });
  const field = (id: string) => register.fields.find((one) => one.id === id);
  const [x, y, product] = [field(across), field(down), field(score)];
  if (!x || !y || !product) return null;
  return (
    <Section
      title={t('system.matrix.title')}
      extra={
        <span className="th-row">
          <Segmented value={kind} onChange={setKind} options={kinds.map((value) => ({ value, label: t(`system.matrix.kind.${value}`) }))} />
          <Segmented value={time} onChange={setTime} options={times.map((value) => ({ value, label: t(`system.matrix.time.${value}`) }))} />
        </span>
      }
    >
      <Answer of={asked} rows={6}>
        {({ cells, unplaced }) => (
          <>
            <Grid x={x} y={y} product={product} cells={cells} />
            {cells.some((cell) => cell.first.slice(0, shownAtMost).some((one) => one.before !== null)) && (
              <p className="th-quiet th-small">{t('system.matrix.moved')}</p>
            )}
            {unplaced > 0 && <p className="th-quiet">{t('system.matrix.unplaced', { count: unplaced })}</p>}
          </>
        )}
      </Answer>
    </Section>
  );
}

function Grid({ x, y, product, cells }: { x: RegisterField; y: RegisterField; product: RegisterField; cells: readonly Cell[] }) {
  const { t, say } = useWords();
  const scoreAt: ScoreAt = ({ across, down }) => scoreOf({ ...product, type: 'score' }, { [x.id]: across, [y.id]: down });
  return (
    <table className={styles.matrix}>
      <thead>
        <tr>
          <th scope="col">{t('system.matrix.corner', { down: say(y.name), across: say(x.name) })}</th>
          {x.options.map((option) => (
            <th key={option.code} scope="col">
              {say(option.name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[...y.options].reverse().map((row) => (
          <tr key={row.code}>
            <th scope="row">{say(row.name)}</th>
            {x.options.map((column) => {
              const score = scoreAt({ across: column.code, down: row.code });
              const cell = cells.find((one) => one.across === column.code && one.down === row.code);
              return (
                <td key={column.code} className={styles[score?.band?.tone ?? 'plain']}>
                  <span className={styles.band}>
                    <span className="th-num">{score?.value}</span> {score?.band ? say(score.band.name) : ''}
                  </span>
                  {cell && <Records cell={cell} scoreAt={scoreAt} />}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Records({ cell, scoreAt }: { cell: Cell; scoreAt: ScoreAt }) {
  const { t } = useWords();
  const shown = cell.first.slice(0, shownAtMost);
  return (
    <span className={styles.records}>
      {shown.map((one) => (
        <span key={one.id}>
          <GoLink to={paths.systemRecord(one.id)} title={one.title}>
            {one.no}
          </GoLink>
          <Moved now={scoreAt(cell)?.value} before={one.before && scoreAt(one.before)?.value} />
        </span>
      ))}
      {cell.count > shown.length && <span className="th-quiet">{t('system.matrix.more', { count: cell.count - shown.length })}</span>}
    </span>
  );
}

/** Whether a score went up or down since the assessment before; nothing where it did not, or where there is none. */
function Moved({ now, before }: { now: number | undefined; before: number | null | undefined }) {
  const { t } = useWords();
  if (now === undefined || before === null || before === undefined || now === before) return null;
  const way = now > before ? 'up' : 'down';
  return (
    <span title={t('system.matrix.from', { before })}>
      <span aria-hidden="true">{scoreArrows[way]}</span>
      <span className="th-hidden">
        {t(`system.risk.moved.${way}`)} ({t('system.matrix.from', { before })})
      </span>
    </span>
  );
}
