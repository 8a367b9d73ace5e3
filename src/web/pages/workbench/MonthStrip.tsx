import { Tooltip } from 'antd';
import { monthName } from '../../format/time.ts';
import { MonthLabel } from '../../parts/Labels.tsx';
import { monthStates, StateMark } from '../../parts/StateSteps.tsx';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useWords } from '../../words/language.ts';
import type { Workbench } from './WorkbenchPage.tsx';

type UnitMonth = Workbench['months'][number];

/** Units × months: how full each month is, in which state, and whether something in it is wrong. */
export function MonthStrip({ months, year }: { months: readonly UnitMonth[]; year: number }) {
  const { t, say } = useWords();
  const units = [...new Map(months.map((month) => [month.unitId, month.unitName]))];
  const columns = Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`);
  return (
    <>
      <div className="th-strip-scroll">
        <table className="th-strip">
          <thead>
            <tr>
              <th scope="col">
                <span className="th-hidden">{t('workbench.stripUnit')}</span>
              </th>
              {columns.map((month) => (
                <th scope="col" key={month}>
                  <MonthLabel month={month} short />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {units.map(([unitId, name]) => (
              <tr key={unitId}>
                <th scope="row">{say(name)}</th>
                {columns.map((month) => (
                  <td key={month}>
                    <StripCell of={months.find((one) => one.unitId === unitId && one.month === month)} year={year} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="th-strip-legend th-small th-quiet">
        <span>{t('workbench.stripHint')}</span>
        <ul className="th-row" aria-label={t('workbench.legend')}>
          {monthStates.map((state) => (
            <li key={state}>
              <StateMark state={state} />
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

function StripCell({ of, year }: { of: UnitMonth | undefined; year: number }) {
  const { t, say, language } = useWords();
  if (!of) return <span className="th-strip-none" aria-hidden="true" />;
  const label = t('workbench.stripCell', {
    unit: say(of.unitName),
    month: monthName(of.month, language),
    state: t(`common.monthState.${of.state}`),
    given: of.given,
    required: of.required,
    errors: of.errors,
    warnings: of.warnings,
  });
  const filled = of.required === 0 ? 1 : of.given / of.required;
  const settled = of.state === 'approved' || of.state === 'locked';
  return (
    <Tooltip title={label}>
      <GoLink
        to={paths.monthGrid(of.unitId, year, of.month)}
        className={settled ? 'th-strip-cell th-strip-settled' : 'th-strip-cell'}
        aria-label={label}
      >
        <span className="th-strip-fill" style={{ height: `${Math.round(filled * 100)}%` }} />
        <span className="th-strip-sign">
          <StateMark state={of.state} short />
          {of.errors > 0 && <Icon name="error" size={13} className="th-icon th-sign-error" />}
          {of.errors === 0 && of.warnings > 0 && <Icon name="warning" size={13} className="th-icon th-sign-warning" />}
        </span>
      </GoLink>
    </Tooltip>
  );
}
