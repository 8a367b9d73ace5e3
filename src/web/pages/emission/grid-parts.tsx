import { Tooltip } from 'antd';
import { useMemo } from 'react';
import { group, roundText } from '../../format/number.ts';
import { monthName } from '../../format/time.ts';
import { StateMark } from '../../parts/StateSteps.tsx';
import { Unit } from '../../parts/Unit.tsx';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import type { GridColumn, GridLine, GridWords } from '../../ui/grid/grid-types.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useWords } from '../../words/language.ts';
import styles from './emission.module.css';
import { groupOfUnitRow, type Month, type MonthGrid, type Row } from './grid-model.ts';
import type { GridPlace } from './useMonthSheet.ts';

type Words = Pick<ReturnType<typeof useWords>, 't' | 'say' | 'language'>;

export function linesOf(rows: readonly Row[], words: Words): GridLine[] {
  const { t, say } = words;
  return rows.map((row) => {
    const unitRow = row.fuelStreamId === null;
    const groupKey = unitRow ? groupOfUnitRow(row) : row.fuelStreamId;
    return {
      key: row.key,
      title: say(row.title),
      note: row.note ? `${say(row.title)}: ${say(row.note)}` : undefined,
      required: row.required,
      unitNode: (
        <Tooltip title={t('emission.grid.acceptedUnits', { units: row.acceptedUnits.join(t('common.listComma')) })}>
          <span>
            <Unit symbol={row.unit} />
          </span>
        </Tooltip>
      ),
      total: <RowTotal row={row} />,
      group: {
        key: groupKey ?? '',
        title: unitRow ? t(`emission.grid.${groupOfUnitRow(row)}`) : row.fuelStreamName ? say(row.fuelStreamName) : '',
      },
    };
  });
}

function RowTotal({ row }: { row: Row }) {
  const { t } = useWords();
  if (!row.total || row.total.value === null) return null;
  const kind = row.total.kind === 'sum' ? t('emission.grid.sum') : t('emission.grid.weightedMean');
  return (
    <Tooltip title={`${kind}: ${group(row.total.value)} ${row.unit}`}>
      <span>
        <span className={styles.totalKind} aria-hidden="true">
          {row.total.kind === 'sum' ? '\u03A3' : '\u2300'}
        </span>
        {group(roundText(row.total.value, row.shownDigits))}
      </span>
    </Tooltip>
  );
}

/** The head of a month: state, emission with the way to its derivation, what is wrong, how complete. */
export function useColumns(grid: MonthGrid, place: GridPlace, current: string | null, open: (month: string) => void): GridColumn[] {
  const { t, language } = useWords();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `open` is made anew with every drawing and does the same
  return useMemo(
    () =>
      grid.months.map((month) => ({
        key: month.month,
        title: monthName(month.month, language),
        header: <MonthHead month={month} place={place} onOpen={() => open(month.month)} />,
        tone: month.month === current ? ('current' as const) : undefined,
      })),
    [grid.months, place.unitId, place.year, current, language, t],
  );
}

function MonthHead({ month, place, onOpen }: { month: Month; place: GridPlace; onOpen: () => void }) {
  const { t, language } = useWords();
  const { given, required, evidenced } = month.completeness;
  return (
    <div className={styles.monthHead}>
      <button
        type="button"
        className={styles.monthButton}
        onClick={onOpen}
        aria-label={`${t('emission.month.open', { month: monthName(month.month, language) })} · ${monthName(month.month, language, true)} ${t(`common.monthState.${month.state}`)}`}
      >
        <strong>{monthName(month.month, language, true)}</strong> <StateMark state={month.state} />
      </button>
      <div className={styles.monthEmission}>
        {month.emission && month.emission.value !== null ? (
          <GoLink
            to={paths.derivation(place.unitId, place.year, month.emission.nodeId)}
            className="th-figure"
            title={`${t('common.derivation')}: ${group(month.emission.value)} ${month.emission.unit}`}
          >
            {group(month.emission.shown ?? month.emission.value)}
          </GoLink>
        ) : (
          <span className="th-quiet">{t('emission.month.none')}</span>
        )}
      </div>
      <div className={styles.monthFoot}>
        <Tooltip title={t('emission.completeness.long', { given, required, evidenced })}>
          <span className={styles.bar} role="img" aria-label={t('emission.completeness.long', { given, required, evidenced })}>
            <svg viewBox="0 0 40 4" preserveAspectRatio="none" aria-hidden="true">
              <rect className={styles.barGiven} width={share(given, required)} height="4" />
              <rect className={styles.barEvidenced} width={share(evidenced, required)} height="4" />
            </svg>
          </span>
        </Tooltip>
        <Counts month={month} />
      </div>
    </div>
  );
}

// A picture beside the counts in words; a float is exact enough for its length.
function share(part: number, whole: number): number {
  return whole === 0 ? 0 : (40 * Math.min(part, whole)) / whole;
}

function Counts({ month }: { month: Month }) {
  const { t } = useWords();
  if (month.changedAfterApproval)
    return (
      <span className={styles.warn} title={t('common.changedAfterApproval')}>
        <Icon name="warning" size={12} />
        {t('emission.month.changed')}
      </span>
    );
  if (month.errors === 0 && month.warnings === 0)
    return month.completeness.given > 0 ? <Icon name="check" size={12} className={styles.good} /> : <span />;
  return (
    <span className={styles.counts}>
      {month.errors > 0 ? (
        <span className={styles.bad} title={t('emission.month.errors', { n: month.errors })}>
          <Icon name="error" size={12} />
          <span className="th-hidden">{t('common.severity.error')}</span>
          {month.errors}
        </span>
      ) : null}
      {month.warnings > 0 ? (
        <span
          className={month.unexplainedWarnings > 0 ? styles.warn : styles.quiet}
          title={t('emission.month.warnings', { n: month.warnings })}
        >
          <Icon name="warning" size={12} />
          <span className="th-hidden">{t('common.severity.warning')}</span>
          {month.warnings}
        </span>
      ) : null}
    </span>
  );
}

export function useGridWords(unit: string, year: number): GridWords {
  const { t } = useWords();
  return useMemo(
    () => ({
      label: t('emission.grid.label', { unit, year }),
      firstColumn: t('emission.grid.parameter'),
      headNote: (
        <>
          {t('emission.month.emission')} <Unit symbol="tCO2" />
        </>
      ),
      unitColumn: t('emission.grid.unit'),
      totalColumn: t('emission.grid.total'),
      required: t('emission.grid.required'),
      openDetails: (row) => t('emission.grid.openDetails', { row }),
      empty: t('emission.cell.emptyText'),
      locked: t('emission.grid.locked'),
      status: {
        waiting: t('emission.grid.status.waiting'),
        saving: t('emission.grid.status.saving'),
        invalid: t('emission.grid.status.invalid'),
        refused: t('emission.grid.status.refused'),
        conflict: t('emission.grid.status.conflict'),
      },
      severity: { error: t('common.severity.error'), warning: t('common.severity.warning') },
    }),
    [t, unit, year],
  );
}
