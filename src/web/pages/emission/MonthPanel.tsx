import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { emissionEndpoints } from '../../../contract/emission.ts';
import type { Finding } from '../../../kernel/finding.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { group } from '../../format/number.ts';
import { monthName } from '../../format/time.ts';
import { Answer } from '../../parts/Answer.tsx';
import { Deed, useRefusalWords } from '../../parts/Deed.tsx';
import { FindingList } from '../../parts/FindingList.tsx';
import { HashText, InstantLabel, PersonName } from '../../parts/Labels.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { StateMark, StateSteps } from '../../parts/StateSteps.tsx';
import { Unit } from '../../parts/Unit.tsx';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { useWords } from '../../words/language.ts';
import styles from './emission.module.css';
import { type GridIndex, type Month, reasonOf } from './grid-model.ts';
import { SidePanel } from './SidePanel.tsx';
import { type GridPlace, useTakeGrid } from './useMonthSheet.ts';

export const deedTargets = { submit: 'in_review', review: 'reviewed', approve: 'approved', lock: 'locked', return: 'draft' } as const;
export type MonthDeed = keyof typeof deedTargets;

interface Props {
  readonly index: GridIndex;
  readonly place: GridPlace;
  readonly month: string;
  readonly unsaved: boolean;
  readonly onGo: (rowKey: string, month: string) => void;
  readonly onClose: () => void;
}

/** A month on its way from draft to locked: where it stands, what is wrong, what this person may do next and why not the rest. */
export function MonthPanel({ index, place, month, unsaved, onGo, onClose }: Props) {
  const { t, language } = useWords();
  const facts = index.months.get(month);
  if (!facts) return null;
  const findings = index.allFindings.filter((finding) => finding.place.at?.month === month);
  const { given, required, evidenced } = facts.completeness;
  return (
    <SidePanel title={monthName(month, language)} onClose={onClose}>
      <StateSteps state={facts.state} changedAfterApproval={facts.changedAfterApproval} />
      <div className={styles.valueBlock}>
        <span className="th-quiet th-small">{t('emission.month.emission')}</span>
        {facts.emission?.value ? (
          <GoLink
            className={styles.bigFigure}
            to={paths.derivation(place.unitId, place.year, facts.emission.nodeId)}
            title={t('common.derivation')}
          >
            {group(facts.emission.shown ?? facts.emission.value)} <Unit symbol={facts.emission.unit} />
          </GoLink>
        ) : (
          <span className="th-quiet">{t('emission.month.none')}</span>
        )}
        <p className="th-small th-quiet">{t('emission.completeness.long', { given, required, evidenced })}</p>
      </div>
      <Deeds facts={facts} place={place} unsaved={unsaved} />
      <div className={styles.block}>
        <h3>{t('emission.month.findings')}</h3>
        <FindingList
          findings={findings}
          onGo={(finding) => {
            const row = finding.place.at?.row;
            if (row) onGo(row, month);
          }}
          actionOf={(finding) => (
            <Reason key={`${finding.code} ${finding.place.path ?? ''}`} index={index} finding={finding} place={place} month={facts} />
          )}
        />
      </div>
      <MonthHistory place={place} month={month} />
    </SidePanel>
  );
}

const order: readonly MonthDeed[] = ['submit', 'review', 'approve', 'lock', 'return'];
const nextDeed: Readonly<Record<Month['state'], MonthDeed | null>> = {
  draft: 'submit',
  in_review: 'review',
  reviewed: 'approve',
  approved: 'lock',
  locked: null,
};

function Deeds({ facts, place, unsaved }: { facts: Month; place: GridPlace; unsaved: boolean }) {
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
  // A step that lies behind or far ahead would only be noise; returning is offered while there is something to return.
  const offered = order.filter(
    (deed) => deed === nextDeed[facts.state] || (deed === 'return' && facts.state !== 'draft' && facts.state !== 'locked'),
  );
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
        <div className={styles.returning}>
          <Input.TextArea
            autoFocus
            aria-label={t('emission.month.returnReason')}
            placeholder={t('emission.month.returnPlaceholder')}
            autoSize={{ minRows: 2 }}
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <div className="th-row">
            <Deed
              why={reason.trim() === '' ? words('reason_required') : null}
              size="small"
              danger
              loading={move.isPending}
              onClick={() => run('return', reason.trim())}
            >
              {t('emission.month.confirmReturn')}
            </Deed>
            <Button size="small" onClick={() => setReturning(false)}>
              {t('common.cancel')}
            </Button>
          </div>
        </div>
      ) : null}
      {move.isError ? <RefusalNotice problem={move.error} /> : null}
    </div>
  );
}

/** A warning stays on record with its reason; while the month is open the reason can be given here. */
function Reason({ index, finding, place, month }: { index: GridIndex; finding: Finding; place: GridPlace; month: Month }) {
  const { t } = useWords();
  const take = useTakeGrid(place);
  const explain = useDeed(emissionEndpoints.explainWarning, []);
  const [text, setText] = useState<string | null>(null);
  const given = reasonOf(index, finding);
  if (finding.severity !== 'warning') return null;
  if (given && text === null)
    return <span className="th-small">{t('emission.month.reasonGiven', { reason: given.reason, name: given.byName })}</span>;
  if (text === null) {
    return month.deeds.record.can ? (
      <button type="button" className="th-linkbutton" onClick={() => setText('')}>
        {t('emission.month.reason')}
      </button>
    ) : null;
  }
  const save = () =>
    explain.mutate(
      {
        params: { unitId: place.unitId, month: month.month },
        body: { code: finding.code, place: finding.place.path ?? '', reason: text.trim() },
      },
      {
        onSuccess: (grid) => {
          take(grid);
          setText(null);
        },
      },
    );
  return (
    <div className={styles.reason}>
      <Input
        size="small"
        autoFocus
        aria-label={t('emission.month.reason')}
        placeholder={t('emission.month.reasonPlaceholder')}
        maxLength={1000}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={() => text.trim() !== '' && save()}
      />
      <div className="th-row">
        <Button size="small" type="primary" disabled={text.trim() === ''} loading={explain.isPending} onClick={save}>
          {t('emission.month.saveReason')}
        </Button>
        <Button size="small" onClick={() => setText(null)}>
          {t('common.cancel')}
        </Button>
      </div>
      {explain.isError ? <RefusalNotice problem={explain.error} /> : null}
    </div>
  );
}

function MonthHistory({ place, month }: { place: GridPlace; month: string }) {
  const { t } = useWords();
  const history = useAsk(emissionEndpoints.readMonthHistory, { params: { unitId: place.unitId, month } });
  return (
    <div className={styles.block}>
      <h3>{t('emission.month.history')}</h3>
      <Answer of={history} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="th-quiet">{t('emission.month.noHistory')}</p>
          ) : (
            <ol className={styles.versions}>
              {[...items].reverse().map((item) => (
                <li key={`${item.at} ${item.toState}`}>
                  <div className="th-row">
                    <StateMark state={item.toState} />
                    <PersonName name={item.byName} />
                    <span className="th-quiet th-small">
                      <InstantLabel at={item.at} />
                    </span>
                  </div>
                  {item.reason ? <p className="th-small">{item.reason}</p> : null}
                  {item.snapshotSha256 ? (
                    <p className="th-small th-quiet th-row">
                      {t('emission.month.frozen')} <HashText sha256={item.snapshotSha256} />
                    </p>
                  ) : null}
                </li>
              ))}
            </ol>
          )
        }
      </Answer>
    </div>
  );
}
