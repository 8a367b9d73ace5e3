import { monthName } from '../../../format/time.ts';
import { StateMark } from '../../../parts/StateSteps.tsx';
import { paths } from '../../../paths.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import type { CompletenessMap } from './CompletenessPage.tsx';
import styles from './completeness.module.css';

type Unit = CompletenessMap['units'][number];
type Row = Unit['rows'][number];

const faces = ['e', 'v', 'm'] as const;
const states = ['d', 'i', 'r', 'a', 'l'] as const;
const stateOf = { d: 'draft', i: 'in_review', r: 'reviewed', a: 'approved', l: 'locked' } as const;
const penalties = ['c', 'u'] as const;

function known<T extends string>(all: readonly T[], letter: string | undefined): T | null {
  return all.find((one) => one === letter) ?? null;
}

/** The heat map of one unit: a row for each parameter, a column for each month; every cell says itself in words and leads to its value. */
export function UnitMap({ unit, from }: { unit: Unit; from: number }) {
  const { t, say, language } = useWords();
  const months = Array.from(
    { length: unit.states.length },
    (_, i) => `${from + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`,
  );
  const years = [...new Set(months.map((month) => month.slice(0, 4)))];
  return (
    <Section title={say(unit.unitName)}>
      <div className={styles.scroll}>
        <table className={styles.map} aria-label={`${t('completeness.title')} \u00b7 ${say(unit.unitName)}`}>
          <thead>
            {years.length > 1 ? (
              <tr>
                <td />
                {years.map((year) => (
                  <th key={year} scope="colgroup" colSpan={12}>
                    {year}
                  </th>
                ))}
              </tr>
            ) : null}
            <tr>
              <th scope="col" className={styles.name}>
                {t('completeness.parameter')}
              </th>
              {months.map((month) => (
                <th key={month} scope="col" abbr={monthName(month, language)}>
                  {Number(month.slice(5))}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row" className={styles.name}>
                {t('completeness.state')}
              </th>
              {months.map((month, i) => (
                <td key={month}>
                  <State unitId={unit.unitId} month={month} letter={unit.states[i]} />
                </td>
              ))}
            </tr>
            {unit.rows.map((row) => (
              <MapRow key={row.key} unitId={unit.unitId} row={row} months={months} />
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function State({ unitId, month, letter }: { unitId: string; month: string; letter: string | undefined }) {
  const { t, language } = useWords();
  const state = known(states, letter);
  const word = t(`completeness.stateOf.${state ?? 'none'}`);
  return (
    <GoLink
      className={styles.state}
      to={paths.monthGrid(unitId, Number(month.slice(0, 4)), month)}
      title={`${monthName(month, language)} ${word}`}
      aria-label={`${monthName(month, language)} ${word}`}
      data-state={state ?? 'none'}
    >
      {state && <StateMark state={stateOf[state]} short />}
    </GoLink>
  );
}

function MapRow({ unitId, row, months }: { unitId: string; row: Row; months: readonly string[] }) {
  const { t, say, language } = useWords();
  return (
    <tr>
      <th scope="row" className={styles.name}>
        {say(row.title)}
      </th>
      {months.map((month, i) => {
        const face = known(faces, row.cells[i]);
        const penalty = known(penalties, row.penalties[i]);
        const words = [
          monthName(month, language),
          t(`completeness.face.${face ?? 'none'}`),
          ...(penalty ? [t(`completeness.penalty.${penalty}`)] : []),
        ].join(' \u00b7 ');
        return (
          <td key={month}>
            <GoLink
              className={styles.cell}
              to={paths.monthCell(unitId, row.key, month)}
              title={words}
              aria-label={`${say(row.title)} ${words}`}
              data-face={face ?? 'none'}
              {...(penalty ? { 'data-penalty': penalty } : {})}
            >
              {null}
            </GoLink>
          </td>
        );
      })}
    </tr>
  );
}
