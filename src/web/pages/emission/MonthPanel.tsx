import { Button, Input } from 'antd';
import { useState } from 'react';
import { emissionEndpoints } from '../../../contract/emission.ts';
import type { Finding } from '../../../kernel/finding.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { group } from '../../format/number.ts';
import { monthName } from '../../format/time.ts';
import { Answer } from '../../parts/Answer.tsx';
import { Discussion } from '../../parts/discussion/Discussion.tsx';
import { FindingList } from '../../parts/FindingList.tsx';
import { HardStop } from '../../parts/HardStop.tsx';
import { HashText, InstantLabel, PersonName } from '../../parts/Labels.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { StateMark, StateSteps } from '../../parts/StateSteps.tsx';
import { Unit } from '../../parts/Unit.tsx';
import { paths } from '../../paths.ts';
import { useWorkplace } from '../../shell/workplace.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { cellKey } from '../../ui/grid/drafts.ts';
import { useWords } from '../../words/language.ts';
import { MonthCorrections } from './correction/MonthCorrections.tsx';
import { EvidenceChecklist } from './EvidenceChecklist.tsx';
import styles from './emission.module.css';
import { type GridIndex, type Month, mayBeUnburnt, type Row, reasonOf } from './grid-model.ts';
import { MonthDeeds } from './MonthDeeds.tsx';
import { NoConsumption } from './NoConsumption.tsx';
import { MonthPenalties } from './penalty/MonthPenalties.tsx';
import { SidePanel } from './SidePanel.tsx';
import { type GridPlace, useTakeGrid } from './useMonthSheet.ts';

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
  const { unit } = useWorkplace();
  const facts = index.months.get(month);
  if (!facts) return null;
  const findings = index.allFindings.filter((finding) => finding.place.at?.month === month);
  const { given, required, evidenced } = facts.completeness;
  return (
    <SidePanel title={monthName(month, language)} onClose={onClose}>
      <StateSteps state={facts.state} changedAfterApproval={facts.changedAfterApproval} />
      <HardStop duty="monthly_deposit" entityId={unit?.entityId ?? null} period={month} />
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
      <MonthDeeds facts={facts} place={place} unsaved={unsaved} />
      {facts.deeds.record.can && !unsaved ? <Unburnt index={index} month={month} place={place} /> : null}
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
      <MonthPenalties unitId={place.unitId} year={place.year} month={month} onGo={onGo} />
      <MonthCorrections index={index} unitId={place.unitId} year={place.year} month={facts} />
      <EvidenceChecklist place={place} month={month} open={facts.deeds.record.can} />
      {facts.recordId ? <Discussion objectType="month_record" objectId={facts.recordId} /> : null}
      <MonthHistory place={place} month={month} />
    </SidePanel>
  );
}

/** Fuels whose consumption is still open, each to be told with one click that there was none. */
function Unburnt({ index, month, place }: { index: GridIndex; month: string; place: GridPlace }) {
  const cellOf = (row: Row) => index.cells.get(cellKey(row.key, month));
  const open = index.grid.rows.filter((row) => mayBeUnburnt(row, cellOf(row)));
  if (open.length === 0) return null;
  return (
    <div className={styles.block}>
      {open.map((row) => (
        <NoConsumption key={row.key} row={row} month={month} place={place} cell={cellOf(row)} />
      ))}
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
    // In a locked month a warning that a correction brought may still be explained.
    const late = month.state === 'locked' && month.deeds.record.why === 'month_not_open';
    return month.deeds.record.can || late ? (
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
