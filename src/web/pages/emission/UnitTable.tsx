import { Quantity } from '../../parts/Quantity.tsx';
import { StateMark } from '../../parts/StateSteps.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { type AnnualResult, changeOf, type NumberWithPlace, shareOf, type UnitYear } from './result-model.ts';

/** The units of the entity in one table, as it can be exported: exact values in the file, shown ones on the page. */
export function UnitTable({ result }: { result: AnnualResult }) {
  const { t, say } = useWords();
  const address = (unit: UnitYear, number: NumberWithPlace) =>
    number.nodeId ? paths.derivation(unit.unitId, result.year, number.nodeId) : null;
  const titles = [...new Map(result.units.flatMap((unit) => [...unit.intensities, ...unit.facts]).map((n) => [say(n.title), n])).values()];
  const numberOf = (unit: UnitYear, of: NumberWithPlace) =>
    [...unit.intensities, ...unit.facts].find((n) => say(n.title) === say(of.title));
  const columns: Column<UnitYear>[] = [
    {
      key: 'unit',
      title: t('emission.result.units'),
      text: (unit) => say(unit.unitName),
      show: (unit) => <GoLink to={paths.monthGrid(unit.unitId, result.year)}>{say(unit.unitName)}</GoLink>,
      fixed: 'left',
    },
    {
      key: 'total',
      title: t('emission.result.unitTotal'),
      text: (unit) => unit.total.value ?? '',
      show: (unit) => <Quantity value={unit.total.value} shown={unit.total.shown} unit={unit.total.unit} to={address(unit, unit.total)} />,
      align: 'right',
      sort: 'number',
    },
    {
      key: 'share',
      title: t('emission.result.shareColumn'),
      text: (unit) => `${shareOf(unit.total.value, result.total.value) ?? ''}%`,
      align: 'right',
    },
    {
      key: 'change',
      title: t('emission.result.lastYearShort'),
      text: (unit) => {
        const change = changeOf(unit.total.value, unit.previousTotal?.value);
        return change
          ? `${change.way === 'down' ? '\u2212' : change.way === 'up' ? '+' : ''}${change.percent}%`
          : t('emission.result.noPrevious');
      },
      align: 'right',
    },
    ...titles.map(
      (of): Column<UnitYear> => ({
        key: say(of.title),
        title: `${say(of.title)}${of.unit && of.unit !== '1' ? ` (${of.unit})` : ''}`,
        text: (unit) => numberOf(unit, of)?.value ?? '',
        exportOnly: true,
      }),
    ),
    {
      key: 'state',
      title: t('emission.result.state'),
      text: (unit) => unit.monthly.map((month) => `${month.month} ${t(`common.monthState.${month.state}`)}`).join('; '),
      show: (unit) => <MonthStates unit={unit} />,
    },
  ];
  return (
    <Section title={t('emission.result.unitTable')}>
      <TableView name={`${result.year}-${say(result.entityName)}`} rows={result.units} columns={columns} rowKey={(unit) => unit.unitId} />
    </Section>
  );
}

function MonthStates({ unit }: { unit: UnitYear }) {
  const { t } = useWords();
  const counts = (['locked', 'approved', 'reviewed', 'in_review', 'draft'] as const)
    .map((state) => ({ state, n: unit.monthly.filter((month) => month.state === state).length }))
    .filter(({ n }) => n > 0);
  return (
    <span className="th-row">
      {counts.map(({ state, n }) => (
        <span key={state} className="th-nowrap" title={t(`common.monthState.${state}`)}>
          <StateMark state={state} /> {n}
        </span>
      ))}
    </span>
  );
}
