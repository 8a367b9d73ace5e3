import { Checkbox, Modal, Segmented } from 'antd';
import { useState } from 'react';
import { emissionEndpoints } from '../../../contract/emission.ts';
import { call } from '../../api/call.ts';
import { monthName } from '../../format/time.ts';
import { useRefusalWords } from '../../parts/Deed.tsx';
import { useProblemWords } from '../../parts/RefusalNotice.tsx';
import { StateMark } from '../../parts/StateSteps.tsx';
import { useWords } from '../../words/language.ts';
import styles from './emission.module.css';
import type { MonthGrid } from './grid-model.ts';
import { deedTargets } from './MonthPanel.tsx';
import { type GridPlace, useTakeGrid } from './useMonthSheet.ts';

const deeds = ['submit', 'review', 'approve', 'lock'] as const;
type BulkDeed = (typeof deeds)[number];

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly grid: MonthGrid;
  readonly place: GridPlace;
  readonly unsaved: boolean;
}

/** The same step on several months in one go, each month on its own: one refusal does not hold the others back. */
export function BulkMove({ open, onClose, grid, place, unsaved }: Props) {
  const { t, language } = useWords();
  const refusalWords = useRefusalWords();
  const problemWords = useProblemWords();
  const take = useTakeGrid(place);
  const first = deeds.find((deed) => grid.months.some((month) => month.deeds[deed].can)) ?? 'submit';
  const [chosenDeed, setDeed] = useState<BulkDeed | null>(null);
  const deed = chosenDeed ?? first;
  const ready = grid.months.filter((month) => month.deeds[deed].can).map((month) => month.month);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const [results, setResults] = useState<ReadonlyMap<string, string | null>>(new Map());
  const wanted = ready.filter((month) => !left.has(month));

  async function run() {
    setBusy(true);
    const outcome = new Map<string, string | null>();
    for (const name of wanted) {
      const month = grid.months.find((one) => one.month === name);
      if (!month) continue;
      try {
        const next = await call(emissionEndpoints.moveMonth, {
          params: { unitId: place.unitId, month: name },
          body: { to: deedTargets[deed], reason: '', version: month.version },
        });
        take(next);
        outcome.set(name, null);
      } catch (fault) {
        const words = problemWords(fault);
        outcome.set(name, `${words.title} ${words.detail}`);
      }
      setResults(new Map(outcome));
    }
    setBusy(false);
  }

  const failed = [...results.values()].filter((why) => why !== null).length;
  return (
    <Modal
      open={open}
      title={t('emission.bulk.title')}
      onCancel={onClose}
      afterClose={() => {
        setResults(new Map());
        setDeed(null);
        setLeft(new Set());
      }}
      okText={t('emission.bulk.run', { n: wanted.length })}
      okButtonProps={{ disabled: wanted.length === 0 || unsaved, loading: busy }}
      cancelText={t('common.close')}
      onOk={() => void run()}
      width={640}
    >
      <Segmented
        aria-label={t('emission.bulk.deed')}
        value={deed}
        options={deeds.map((value) => ({ value, label: t(`emission.month.deed.${value}`) }))}
        onChange={(value) => {
          setDeed(value);
          setResults(new Map());
          setLeft(new Set());
        }}
      />
      {unsaved ? <p className="th-quiet">{t('emission.month.unsaved')}</p> : null}
      {ready.length === 0 && results.size === 0 ? <p className="th-quiet">{t('emission.bulk.none')}</p> : null}
      {results.size > 0 && !busy ? (
        <p role="status">
          <strong>{t('emission.bulk.result', { done: results.size - failed, failed })}</strong>
        </p>
      ) : null}
      <ul className={styles.bulkList}>
        {grid.months.map((month) => {
          const { can, why } = month.deeds[deed];
          const result = results.get(month.month);
          return (
            <li key={month.month}>
              <Checkbox
                disabled={!can || busy}
                checked={can && !left.has(month.month)}
                onChange={() => setLeft((now) => toggled(now, month.month))}
              >
                {monthName(month.month, language)}
              </Checkbox>
              <StateMark state={month.state} />
              <span className={result ? styles.bad : 'th-quiet'}>
                {result === null
                  ? t(`emission.month.done.${deed}`)
                  : (result ?? (can ? t('emission.bulk.ready') : why === 'wrong_state' ? '' : refusalWords(why ?? 'not_permitted')))}
              </span>
            </li>
          );
        })}
      </ul>
    </Modal>
  );
}

function toggled(set: ReadonlySet<string>, item: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
}
