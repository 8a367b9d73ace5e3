import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { emissionEndpoints } from '../../../contract/emission.ts';
import { acquisition } from '../../../contract/emission-grid.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { group } from '../../format/number.ts';
import { monthName } from '../../format/time.ts';
import { Answer } from '../../parts/Answer.tsx';
import { Discussion } from '../../parts/discussion/Discussion.tsx';
import { FindingList } from '../../parts/FindingList.tsx';
import { WhoWhen } from '../../parts/Labels.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { Unit } from '../../parts/Unit.tsx';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import type { Draft } from '../../ui/grid/drafts.ts';
import { cellKey } from '../../ui/grid/drafts.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useWords } from '../../words/language.ts';
import { CellEvidence } from './CellEvidence.tsx';
import { PlanLineNote } from './control-plan/PlanLineNote.tsx';
import styles from './emission.module.css';
import { type Cell, cellText, type GridIndex, mayBeUnburnt, type Row, reasonOf } from './grid-model.ts';
import { NoConsumption } from './NoConsumption.tsx';
import { SidePanel } from './SidePanel.tsx';
import { useFaceWords } from './useFaceWords.ts';
import { type GridPlace, useTakeGrid } from './useMonthSheet.ts';

interface Props {
  readonly index: GridIndex;
  readonly place: GridPlace;
  readonly rowKey: string;
  readonly month: string;
  readonly draft: Draft | undefined;
  readonly onChoose: (choice: 'mine' | 'theirs') => void;
  readonly onClose: () => void;
}

/** One value: what it is, where it came from, who changed it when, what proves it. */
export function CellPanel({ index, place, rowKey, month, draft, onChoose, onClose }: Props) {
  const { t, say, language } = useWords();
  const row = index.rows.get(rowKey);
  const monthFacts = index.months.get(month);
  const cell = index.cells.get(cellKey(rowKey, month));
  const locked = useFaceWords().locked;
  if (!row || !monthFacts) return null;
  const lockedWhy = locked(monthFacts);
  const findings = index.findings.get(cellKey(rowKey, month)) ?? [];
  return (
    <SidePanel
      title={say(row.title)}
      sub={
        <p className="th-quiet">
          {[row.fuelStreamName ? say(row.fuelStreamName) : '', monthName(month, language)].filter(Boolean).join(' \u00B7 ')}
        </p>
      }
      onClose={onClose}
    >
      {draft?.state === 'conflict' ? <Conflict draft={draft} cell={cell} row={row} onChoose={onChoose} /> : null}
      <ValueBlock cell={cell} row={row} />
      {lockedWhy === null && draft === undefined && mayBeUnburnt(row, cell) ? (
        <NoConsumption row={row} month={month} place={place} cell={cell} />
      ) : null}
      {lockedWhy ? (
        <p className={styles.lockedNote}>
          <Icon name="lock" size={14} />
          {lockedWhy}
        </p>
      ) : null}
      {monthFacts.emission?.value ? (
        <p>
          <GoLink to={paths.derivation(place.unitId, place.year, monthFacts.emission.nodeId)}>
            <Icon name="derivation" size={14} /> {t('emission.cell.derivation')}
          </GoLink>
        </p>
      ) : null}
      {findings.length > 0 ? (
        <FindingList
          findings={findings}
          actionOf={(finding) => {
            const reason = reasonOf(index, finding);
            return reason ? (
              <span className="th-quiet">{t('emission.month.reasonGiven', { reason: reason.reason, name: reason.byName })}</span>
            ) : null;
          }}
        />
      ) : null}
      <CellRemarks
        key={cell?.datumVersion ?? 0}
        cell={cell}
        row={row}
        month={month}
        place={place}
        disabled={lockedWhy !== null || !cell || cell.value === null}
      />
      <PlanLineNote
        {...place}
        rowKey={rowKey}
        month={month}
        differs={findings.some((finding) => finding.code === 'acquisition_differs_from_plan')}
      />
      <CellEvidence cell={cell} row={row} month={month} place={place} lockedWhy={lockedWhy} />
      {cell?.cellId ? <Versions cellId={cell.cellId} row={row} /> : null}
      {cell?.cellId ? <Discussion objectType="activity_cell" objectId={cell.cellId} /> : null}
    </SidePanel>
  );
}

function ValueBlock({ cell, row }: { cell: Cell | undefined; row: Row }) {
  const { t } = useWords();
  if (!cell || cell.value === null) return <p className="th-quiet">{t('emission.cell.empty')}</p>;
  const otherUnit = cell.givenUnit !== row.unit && cell.givenValue !== null;
  return (
    <div className={styles.valueBlock}>
      <p className={styles.bigFigure}>
        {group(cell.value)} <Unit symbol={row.unit} />
      </p>
      <p className="th-quiet th-small">
        {otherUnit
          ? t('emission.cell.conversion', {
              given: `${group(cell.givenValue ?? '')} ${cell.givenUnit}`,
              value: `${group(cell.value)} ${row.unit}`,
            })
          : t('emission.cell.sameUnit')}
      </p>
      <p className="th-small th-row">
        <WhoWhen name={cell.recordedByName} at={cell.recordedAt} />
        <span className="th-quiet">{t('emission.cell.version', { n: cell.datumVersion })}</span>
      </p>
    </div>
  );
}

function Conflict({
  draft,
  cell,
  row,
  onChoose,
}: {
  draft: Draft;
  cell: Cell | undefined;
  row: Row;
  onChoose: (choice: 'mine' | 'theirs') => void;
}) {
  const { t } = useWords();
  const theirs = cellText(cell, row.unit) || t('emission.cell.emptyText');
  return (
    <div className={styles.conflict} role="alert">
      <strong>{t('emission.cell.conflictTitle')}</strong>
      <p>{t('emission.cell.mine', { text: draft.text || t('emission.cell.emptyText') })}</p>
      <p>{t('emission.cell.theirs', { text: theirs, name: cell?.recordedByName ?? '' })}</p>
      <div className="th-row">
        <Button size="small" onClick={() => onChoose('mine')}>
          {t('emission.cell.keepMine')}
        </Button>
        <Button size="small" type="primary" onClick={() => onChoose('theirs')}>
          {t('emission.cell.takeTheirs')}
        </Button>
      </div>
    </div>
  );
}

/** Acquisition and comment belong to the datum: changing one makes a new version of it. */
function CellRemarks({
  cell,
  row,
  month,
  place,
  disabled,
}: {
  cell: Cell | undefined;
  row: Row;
  month: string;
  place: GridPlace;
  disabled: boolean;
}) {
  const { t } = useWords();
  const take = useTakeGrid(place);
  const record = useDeed(emissionEndpoints.recordActivityData, []);
  const [comment, setComment] = useState(cell?.comment ?? '');
  const save = (change: { acquisition?: NonNullable<Cell['acquisition']>; comment?: string }) =>
    record.mutate(
      {
        params: place,
        body: {
          cells: [
            {
              month,
              parameter: row.parameter,
              fuelStreamId: row.fuelStreamId,
              value: cell?.givenValue ?? null,
              unit: cell?.givenUnit ?? row.unit,
              acquisition: change.acquisition ?? cell?.acquisition ?? 'measured',
              comment: change.comment ?? cell?.comment ?? '',
              seenVersion: cell?.datumVersion ?? 0,
            },
          ],
        },
      },
      { onSuccess: take },
    );
  const id = `comment-${row.key}-${month}`;
  return (
    <div className={styles.block}>
      <div className={styles.fieldRow}>
        <span>{t('emission.cell.acquisition')}</span>
        <Select
          size="small"
          aria-label={t('emission.cell.acquisition')}
          value={cell?.acquisition ?? 'measured'}
          disabled={disabled}
          options={acquisition.options.map((value) => ({ value, label: t(`common.acquisition.${value}`) }))}
          onChange={(value) => save({ acquisition: value })}
        />
      </div>
      <label htmlFor={id}>{t('emission.cell.comment')}</label>
      <Input.TextArea
        id={id}
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={1000}
        value={comment}
        disabled={disabled}
        placeholder={disabled ? '' : t('emission.cell.commentPlaceholder')}
        onChange={(event) => setComment(event.target.value)}
      />
      {comment.trim() !== (cell?.comment ?? '') ? (
        <Button size="small" type="primary" loading={record.isPending} onClick={() => save({ comment: comment.trim() })}>
          {t('emission.cell.saveComment')}
        </Button>
      ) : null}
      {record.isError ? <RefusalNotice problem={record.error} /> : null}
    </div>
  );
}

function Versions({ cellId, row }: { cellId: string; row: Row }) {
  const { t } = useWords();
  const cell = useAsk(emissionEndpoints.readCell, { params: { cellId } });
  return (
    <div className={styles.block}>
      <h3>{t('emission.cell.versions')}</h3>
      <Answer of={cell} rows={2}>
        {(data) => (
          <ol className={styles.versions}>
            {[...data.versions]
              .sort((a, b) => b.version - a.version)
              .map((version) => (
                <li key={version.datumId}>
                  <div className={styles.versionValue}>
                    <span className="th-num">
                      {version.value === null ? (
                        t('emission.cell.withdrawn')
                      ) : (
                        <>
                          {group(version.givenValue ?? version.value)} <Unit symbol={version.givenUnit} />
                        </>
                      )}
                    </span>
                    <span className="th-quiet">{t(`common.acquisition.${version.acquisition}`)}</span>
                  </div>
                  {version.value !== null && version.givenUnit !== row.unit ? (
                    <div className="th-small th-quiet th-num">
                      = {group(version.value)} <Unit symbol={row.unit} />
                    </div>
                  ) : null}
                  <div className="th-small th-quiet th-row">
                    <span>{t('emission.cell.version', { n: version.version })}</span>
                    <WhoWhen name={version.recordedByName} at={version.recordedAt} />
                  </div>
                  {version.comment ? <div className="th-small">{version.comment}</div> : null}
                </li>
              ))}
          </ol>
        )}
      </Answer>
    </div>
  );
}
