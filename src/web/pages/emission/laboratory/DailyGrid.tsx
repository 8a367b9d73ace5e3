import { Select } from 'antd';
import { useMemo, useState } from 'react';
import { weekDay } from '../../../format/day.ts';
import { group, roundText } from '../../../format/number.ts';
import { monthName } from '../../../format/time.ts';
import { useRefusalWords } from '../../../parts/Deed.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { Unit } from '../../../parts/Unit.tsx';
import { paths } from '../../../paths.ts';
import { GoLink, useGo } from '../../../ui/GoLink.tsx';
import { DataGrid } from '../../../ui/grid/DataGrid.tsx';
import { cellKey, type Drafts } from '../../../ui/grid/drafts.ts';
import type { CellFace, GridColumn, GridLine } from '../../../ui/grid/grid-types.ts';
import { at } from '../../../ui/grid/selection.ts';
import { useWords } from '../../../words/language.ts';
import { useGridWords } from '../grid-parts.tsx';
import { UndoButtons } from '../UndoButtons.tsx';
import { useGridEditing } from '../useGridEditing.ts';
import {
  basisOf,
  type CoalMonth,
  type DailyBasis,
  type DayIndex,
  dailyBases,
  dailyColumns,
  indexDays,
  isReported,
  standingTones,
  textAt,
} from './model.ts';
import { type CoalPlace, useDailySheet } from './useDailySheet.ts';

const weekdays = ['d0', 'd1', 'd2', 'd3', 'd4', 'd5', 'd6'] as const;

/** Coal burned and the daily samples of a month, a line for each day, worked in like a spreadsheet. */
export function DailyGrid({ month, place }: { month: CoalMonth; place: CoalPlace }) {
  const { t, say, language } = useWords();
  const go = useGo();
  const index = useMemo(() => indexDays(month), [month]);
  const [basis, setBasis] = useState<DailyBasis>(() => basisOf(index));
  const sheet = useDailySheet(place, index, basis);
  const locked = useLocked(month);
  const faces = useMemo(() => facesOf(index, sheet.drafts, locked), [index, sheet.drafts, locked]);
  const [selection, select] = useState(() => at(0, 0));
  const words = useGridWords(say(month.streamName), Number(month.month.slice(0, 4)));
  const lines = useLines(index);
  const columns = useDailyColumns();
  const editing = useGridEditing(sheet, { lines, columns, faces });
  const gridWords = {
    ...words,
    label: t('laboratory.gridLabel', { stream: say(month.streamName), month: monthName(month.month, language) }),
    firstColumn: t('laboratory.day'),
    headNote: null,
    unitColumn: t('laboratory.weekday'),
    totalColumn: t('laboratory.verdict'),
  };
  return (
    <>
      <div className="th-row">
        <UndoButtons sheet={sheet} editing={editing} />
        <span role="status" className="th-small th-quiet">
          {sheet.state === 'attention' ? t('emission.save.attention', { n: sheet.drafts.size }) : t(`emission.save.${sheet.state}`)}
        </span>
        <label htmlFor="daily-basis" className="th-small th-quiet">
          {t('laboratory.gridBasis')}
        </label>
        <Select
          id="daily-basis"
          size="small"
          popupMatchSelectWidth={false}
          value={basis}
          onChange={setBasis}
          options={dailyBases.map((value) => ({ value, label: t(`laboratory.basisOf.${value}`) }))}
        />
        <span className="th-small th-quiet">{t('laboratory.gridNote')}</span>
      </div>
      <div className="th-lab-days">
        <DataGrid
          lines={lines}
          columns={columns}
          faces={faces}
          selection={selection}
          onSelect={select}
          onOpen={(day) => {
            const sample = index.samples.get(day);
            if (sample) go(paths.coalSample(sample.sampleId));
          }}
          {...editing}
          words={gridWords}
        />
      </div>
    </>
  );
}

/** Why a cell of a day cannot be changed; null where it can. */
function useLocked(month: CoalMonth): (index: DayIndex, day: string, of: 'day' | 'sample') => string | null {
  const { t, language } = useWords();
  const refusalWords = useRefusalWords();
  // biome-ignore lint/correctness/useExhaustiveDependencies: all wording follows the language
  return useMemo(
    () => (index, day, of) => {
      const { can, why } = month.record;
      if (!can)
        return why === 'month_not_open'
          ? t('emission.grid.lockedState', { month: monthName(month.month, language), state: t(`common.monthState.${month.monthState}`) })
          : refusalWords(why ?? 'not_permitted');
      return of === 'sample' && isReported(index.samples.get(day)) ? t('laboratory.reportedLocked') : null;
    },
    [month.record.can, month.record.why, month.monthState, language],
  );
}

function facesOf(index: DayIndex, drafts: Drafts, locked: ReturnType<typeof useLocked>): Map<string, CellFace> {
  const faces = new Map<string, CellFace>();
  for (const { day } of index.month.days) {
    for (const { key: field, digits, of } of dailyColumns) {
      const key = cellKey(day, field);
      const draft = drafts.get(key);
      const text = draft?.text ?? textAt(index, day, field);
      const lockedWhy = locked(index, day, of);
      if (text === '' && !draft && lockedWhy === null) continue;
      const shown = draft || text === '' ? text : group(roundText(text, digits));
      const messages = draft?.why ? [draft.why] : [];
      faces.set(key, { text, shown, tag: null, mark: null, status: draft?.state ?? null, severity: null, messages, lockedWhy });
    }
  }
  return faces;
}

function useLines(index: DayIndex): GridLine[] {
  const { t } = useWords();
  return useMemo(
    () =>
      index.month.days.map(({ day }) => {
        const sample = index.samples.get(day);
        return {
          key: day,
          title: day,
          unitNode: t(`laboratory.weekdayOf.${weekdays[weekDay(day)] ?? 'd0'}`),
          total: sample ? (
            <GoLink to={paths.coalSample(sample.sampleId)}>
              <Tag tone={standingTones[sample.standing]}>{t(`laboratory.standing.${sample.standing}`)}</Tag>
            </GoLink>
          ) : null,
          group: null,
        };
      }),
    [index, t],
  );
}

function useDailyColumns(): GridColumn[] {
  const { t } = useWords();
  return useMemo(
    () =>
      dailyColumns.map(({ key, unit }) => ({
        key,
        title: t(`laboratory.field.${key}`),
        header: (
          <div className="th-lab-head">
            <strong>{t(`laboratory.field.${key}`)}</strong>
            <span className="th-small th-quiet">
              <Unit symbol={unit} />
            </span>
          </div>
        ),
      })),
    [t],
  );
}
