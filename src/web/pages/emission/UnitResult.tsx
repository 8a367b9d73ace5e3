import { Segmented } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { group } from '../../format/number.ts';
import { MonthLabel } from '../../parts/Labels.tsx';
import { Quantity } from '../../parts/Quantity.tsx';
import { StateMark } from '../../parts/StateSteps.tsx';
import { Unit } from '../../parts/Unit.tsx';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { Section, Waiting } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { Compare } from './ResultHeadline.tsx';
import styles from './result.module.css';
import { type NumberWithPlace, shareOf, type UnitYear } from './result-model.ts';

const MonthlyChart = lazy(async () => ({ default: (await import('./MonthlyChart.tsx')).MonthlyChart }));

/** One unit's year: its total, its months with last year and intensity, its sources, its intensities by denominator. */
export function UnitResult({ unit, year }: { unit: UnitYear; year: number }) {
  const { t, say } = useWords();
  const address = (number: NumberWithPlace) => (number.nodeId ? paths.derivation(unit.unitId, year, number.nodeId) : null);
  return (
    <Section
      id={`unit-${unit.unitId}`}
      title={say(unit.unitName)}
      extra={
        <span className="th-row">
          <GoLink to={paths.whatIf(unit.unitId, year)}>{t('whatIf.open')}</GoLink>
          <GoLink to={paths.monthGrid(unit.unitId, year)}>{t('emission.result.toGrid')}</GoLink>
        </span>
      }
    >
      <div className={styles.unit}>
        <div className={styles.side}>
          <div>
            <h3>{t('emission.result.unitTotal')}</h3>
            <Quantity value={unit.total.value} shown={unit.total.shown} unit={unit.total.unit} to={address(unit.total)} large />
            <Compare now={unit.total} before={unit.previousTotal} />
          </div>
          <Numbers
            title={t('emission.result.intensities')}
            hint={t('emission.result.intensityHint')}
            numbers={unit.intensities}
            address={address}
          />
          <Numbers title={t('emission.result.facts')} numbers={unit.facts} address={address} />
        </div>
        <div className={styles.main}>
          <Monthly unit={unit} year={year} address={address} />
          <Sources unit={unit} address={address} />
        </div>
      </div>
    </Section>
  );
}

interface Addressed {
  readonly address: (number: NumberWithPlace) => string | null;
}

function Numbers({ title, hint, numbers, address }: Addressed & { title: string; hint?: string; numbers: readonly NumberWithPlace[] }) {
  const { say } = useWords();
  if (numbers.length === 0) return null;
  return (
    <div>
      <h3 title={hint}>{title}</h3>
      <dl className={styles.numbers}>
        {numbers.map((number) => (
          <div key={number.nodeId ?? say(number.title)}>
            <dt>{say(number.title)}</dt>
            <dd>
              <Quantity value={number.value} shown={number.shown} unit={number.unit} to={address(number)} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Monthly({ unit, year, address }: Addressed & { unit: UnitYear; year: number }) {
  const { t, say } = useWords();
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const name = t('emission.result.monthlyOf', { unit: say(unit.unitName) });
  return (
    <figure className={styles.figure} aria-label={name}>
      <figcaption className={styles.figureHead}>
        <h3>{t('emission.result.monthly')}</h3>
        <Segmented
          size="small"
          aria-label={name}
          value={view}
          onChange={setView}
          options={[
            { value: 'chart', label: t('emission.result.chart') },
            { value: 'table', label: t('emission.result.table') },
          ]}
        />
      </figcaption>
      {view === 'chart' ? (
        <Suspense fallback={<Waiting rows={6} />}>
          <MonthlyChart unit={unit} year={year} name={name} />
        </Suspense>
      ) : (
        <MonthlyTable unit={unit} address={address} />
      )}
    </figure>
  );
}

function MonthlyTable({ unit, address }: Addressed & { unit: UnitYear }) {
  const { t } = useWords();
  const emissionUnit = unit.total.unit;
  const intensityUnit = unit.monthly.find((month) => month.intensity)?.intensity?.unit ?? '';
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('emission.result.month')}</th>
          <th scope="col" className="th-right">
            {t('emission.result.emission')} <Unit symbol={emissionUnit} />
          </th>
          <th scope="col" className="th-right">
            {t('emission.result.lastYear')}
          </th>
          <th scope="col" className="th-right">
            {t('emission.result.intensity')} <Unit symbol={intensityUnit} />
          </th>
          <th scope="col">{t('emission.result.state')}</th>
        </tr>
      </thead>
      <tbody>
        {unit.monthly.map((month) => (
          <tr key={month.month}>
            <th scope="row">
              <MonthLabel month={month.month} />
            </th>
            <td className="th-num th-right">
              <Quantity value={month.emission.value} shown={month.emission.shown} unit="" to={address(month.emission)} />
            </td>
            <td className="th-num th-right">
              {month.previous === null ? (
                <span className="th-quiet">{t('emission.result.noPrevious')}</span>
              ) : (
                <Quantity value={month.previous} unit="" digits={2} />
              )}
            </td>
            <td className="th-num th-right">
              {month.intensity ? (
                <Quantity value={month.intensity.value} shown={month.intensity.shown} unit="" to={address(month.intensity)} />
              ) : null}
            </td>
            <td>
              <StateMark state={month.state} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Shares as bars with their numbers; the table is the picture, so nothing is told by colour or length alone. */
function Sources({ unit, address }: Addressed & { unit: UnitYear }) {
  const { t, say } = useWords();
  if (unit.sources.length === 0) return null;
  return (
    <figure className={styles.figure} aria-label={t('emission.result.shareOf', { unit: say(unit.unitName) })}>
      <h3>{t('emission.result.share')}</h3>
      <table className={styles.table}>
        <tbody>
          {unit.sources.map((source) => {
            const share = shareOf(source.emission.value, unit.total.value);
            return (
              <tr key={say(source.name)}>
                <th scope="row">{say(source.name)}</th>
                <td className="th-num th-right">
                  <Quantity
                    value={source.emission.value}
                    shown={source.emission.shown}
                    unit={source.emission.unit}
                    to={address(source.emission)}
                  />
                </td>
                <td className="th-num th-right">{share === null ? '' : `${group(share)}%`}</td>
                <td className={styles.barCell}>
                  <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                    <rect width={share === null ? 0 : Math.max(0, Number(share))} height="8" />
                  </svg>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </figure>
  );
}
