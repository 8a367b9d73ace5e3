import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { emissionEndpoints } from '../../../contract/emission.ts';
import { useDeed } from '../../api/queries.ts';
import { Deed, useRefusalWords } from '../../parts/Deed.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { useWords } from '../../words/language.ts';
import styles from './emission.module.css';
import type { Month } from './grid-model.ts';
import { deedTargets, type MonthDeed, offeredDeeds } from './month-deeds.ts';
import { type GridPlace, useTakeGrid } from './useMonthSheet.ts';

/** What may be done next with a month, and why not where it may not; a month that is returned is given a reason. */
export function MonthDeeds({ facts, place, unsaved }: { facts: Month; place: GridPlace; unsaved: boolean }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const words = useRefusalWords();
  const take = useTakeGrid(place);
  const move = useDeed(emissionEndpoints.moveMonth, []);
  const [returning, setReturning] = useState(false);
  const [reason, setReason] = useState('');
  const run = (deed: MonthDeed, why = '') =>
    move.mutate(
      { params: { unitId: place.unitId, month: facts.month }, body: { to: deedTargets[deed], reason: why, version: facts.version } },
      {
        onSuccess: (grid) => {
          take(grid);
          setReturning(false);
          setReason('');
          void message.success(t(`emission.month.done.${deed}`));
        },
      },
    );
  const offered = offeredDeeds(facts.state);
  if (offered.length === 0) return null;
  return (
    <div className={styles.block}>
      <div className={styles.deeds}>
        {offered.map((deed) => {
          const { can, why } = facts.deeds[deed];
          const reasonNot = unsaved ? t('emission.month.unsaved') : can ? null : words(why ?? 'not_permitted');
          return (
            <div key={deed} className={styles.deed}>
              <Deed
                why={reasonNot}
                type={deed === 'return' ? 'default' : 'primary'}
                loading={move.isPending}
                onClick={() => (deed === 'return' ? setReturning(true) : run(deed))}
              >
                {t(`emission.month.deed.${deed}`)}
              </Deed>
              {reasonNot ? <span className={styles.deedWhy}>{reasonNot}</span> : null}
            </div>
          );
        })}
      </div>
      {returning ? (
        <ReturnReason
          reason={reason}
          onChange={setReason}
          busy={move.isPending}
          onReturn={() => run('return', reason.trim())}
          onCancel={() => setReturning(false)}
        />
      ) : null}
      {move.isError ? <RefusalNotice problem={move.error} /> : null}
    </div>
  );
}

interface ReturnReasonProps {
  readonly reason: string;
  readonly onChange: (reason: string) => void;
  readonly busy: boolean;
  readonly onReturn: () => void;
  readonly onCancel: () => void;
}

function ReturnReason({ reason, onChange, busy, onReturn, onCancel }: ReturnReasonProps) {
  const { t } = useWords();
  const words = useRefusalWords();
  return (
    <div className={styles.returning}>
      <Input.TextArea
        autoFocus
        aria-label={t('emission.month.returnReason')}
        placeholder={t('emission.month.returnPlaceholder')}
        autoSize={{ minRows: 2 }}
        maxLength={1000}
        value={reason}
        onChange={(event) => onChange(event.target.value)}
      />
      <div className="th-row">
        <Deed why={reason.trim() === '' ? words('reason_required') : null} size="small" danger loading={busy} onClick={onReturn}>
          {t('emission.month.confirmReturn')}
        </Deed>
        <Button size="small" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
      </div>
    </div>
  );
}
