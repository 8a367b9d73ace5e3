import { Checkbox, Modal, Segmented } from 'antd';
import { useState } from 'react';
import { monthName } from '../../format/time.ts';
import { useRefusalWords } from '../../parts/Deed.tsx';
import { StateMark } from '../../parts/StateSteps.tsx';
import { useWords } from '../../words/language.ts';
import styles from './emission.module.css';
import type { Month, MonthGrid } from './grid-model.ts';
import { type ForwardDeed, forwardDeeds } from './month-deeds.ts';
import { useBulkMove } from './useBulkMove.ts';
import type { GridPlace } from './useMonthSheet.ts';

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly grid: MonthGrid;
  readonly place: GridPlace;
  readonly unsaved: boolean;
}

/** The same step on several months in one go; every month that is ready is taken unless somebody leaves it out. */
export function BulkMove({ open, onClose, grid, place, unsaved }: Props) {
  const { t } = useWords();
  const { busy, outcome, run, forget } = useBulkMove(grid, place);
  const first = forwardDeeds.find((deed) => grid.months.some((month) => month.deeds[deed].can)) ?? 'submit';
  const [chosenDeed, setDeed] = useState<ForwardDeed | null>(null);
  const deed = chosenDeed ?? first;
  const ready = grid.months.filter((month) => month.deeds[deed].can).map((month) => month.month);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const wanted = ready.filter((month) => !left.has(month));
  const startAgain = (next: ForwardDeed | null) => {
    setDeed(next);
    forget();
    setLeft(new Set());
  };
  return (
    <Modal
      open={open}
      title={t('emission.bulk.title')}
      onCancel={onClose}
      afterClose={() => startAgain(null)}
      okText={t('emission.bulk.run', { n: wanted.length })}
      okButtonProps={{ disabled: wanted.length === 0 || unsaved, loading: busy }}
      cancelText={t('common.close')}
      onOk={() => void run(deed, wanted)}
      width={640}
    >
      <Segmented
        aria-label={t('emission.bulk.deed')}
        value={deed}
        options={forwardDeeds.map((value) => ({ value, label: t(`emission.month.deed.${value}`) }))}
        onChange={startAgain}
      />
      {unsaved ? <p className="th-quiet">{t('emission.month.unsaved')}</p> : null}
      {ready.length === 0 && outcome.size === 0 ? <p className="th-quiet">{t('emission.bulk.none')}</p> : null}
      {outcome.size > 0 && !busy ? <Told outcome={outcome} /> : null}
      <ul className={styles.bulkList}>
        {grid.months.map((month) => (
          <MonthChoice
            key={month.month}
            month={month}
            deed={deed}
            taken={!left.has(month.month)}
            onToggle={() => setLeft((now) => toggled(now, month.month))}
            busy={busy}
            result={outcome.get(month.month)}
          />
        ))}
      </ul>
    </Modal>
  );
}

function Told({ outcome }: { outcome: ReadonlyMap<string, string | null> }) {
  const { t } = useWords();
  const failed = [...outcome.values()].filter((why) => why !== null).length;
  return (
    <p role="status">
      <strong>{t('emission.bulk.result', { done: outcome.size - failed, failed })}</strong>
    </p>
  );
}

interface MonthChoiceProps {
  readonly month: Month;
  readonly deed: ForwardDeed;
  readonly taken: boolean;
  readonly onToggle: () => void;
  readonly busy: boolean;
  /** Null when done, why when refused, undefined while untried. */
  readonly result: string | null | undefined;
}

function MonthChoice({ month, deed, taken, onToggle, busy, result }: MonthChoiceProps) {
  const { t, language } = useWords();
  const refusalWords = useRefusalWords();
  const { can, why } = month.deeds[deed];
  // That a month stands elsewhere is told by its state already.
  const outlook = can ? t('emission.bulk.ready') : why === 'wrong_state' ? '' : refusalWords(why ?? 'not_permitted');
  return (
    <li>
      <Checkbox disabled={!can || busy} checked={can && taken} onChange={onToggle}>
        {monthName(month.month, language)}
      </Checkbox>
      <StateMark state={month.state} />
      <span className={result ? styles.bad : 'th-quiet'}>{result === null ? t(`emission.month.done.${deed}`) : (result ?? outlook)}</span>
    </li>
  );
}

function toggled(set: ReadonlySet<string>, item: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
}
