import { group, roundText } from '../../format/number.ts';
import { MonthLabel } from '../../parts/Labels.tsx';
import { Quantity } from '../../parts/Quantity.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { Unit } from '../../parts/Unit.tsx';
import { useWords } from '../../words/language.ts';
import styles from './asset.module.css';
import type { Gap } from './figures.ts';

type GapUnit = Gap['units'][number];

export function GapUnits({ gap }: { gap: Gap }) {
  const { t, say } = useWords();
  const tonnes = (key: 'emission' | 'allocation' | 'gap' | 'borderChange', title: string): Column<GapUnit> => ({
    key,
    title: `${title} (tCO2)`,
    align: 'right',
    text: (row) => row[key] ?? '',
    show: (row) => <Quantity value={row[key]} unit="" digits={0} />,
  });
  const columns: Column<GapUnit>[] = [
    { key: 'unit', title: t('asset.gapPage.unit'), text: (row) => say(row.unitName), nowrap: true },
    tonnes('emission', t('asset.gapPage.emission')),
    tonnes('allocation', t('asset.gapPage.allocation')),
    tonnes('gap', t('asset.gapPage.gap')),
    {
      key: 'loadFactor',
      title: t('asset.gapPage.loadFactor'),
      align: 'right',
      text: (row) => row.loadFactor ?? '',
      show: (row) => <Quantity value={row.loadFactor} unit="%" />,
    },
    tonnes('borderChange', t('asset.gapPage.crossing')),
  ];
  return <TableView bare name={t('asset.gapPage.byUnit')} rows={gap.units} columns={columns} rowKey={(row) => row.unitId} />;
}

/** How many months of each unit are measured, and how much of its figures is forecast. */
export function UnitShares({ gap }: { gap: Gap }) {
  const { t, say } = useWords();
  const share = (key: keyof GapUnit['shares']): Column<GapUnit> => ({
    key,
    title: t(`asset.gapPage.shareOf.${key}`),
    align: 'right',
    text: (row) => row.shares[key] ?? '',
    show: (row) => <Quantity value={row.shares[key]} unit="%" />,
  });
  const columns: Column<GapUnit>[] = [
    { key: 'unit', title: t('asset.gapPage.unit'), text: (row) => say(row.unitName), nowrap: true },
    { key: 'measured', title: t('asset.gapPage.measuredMonths'), align: 'right', text: (row) => String(row.measuredMonths) },
    { key: 'forecast', title: t('asset.gapPage.forecastMonths'), align: 'right', text: (row) => String(row.forecastMonths) },
    ...(['emission', 'electricity', 'heat'] as const).map(share),
  ];
  return <TableView bare name={t('asset.gapPage.parts')} rows={gap.units} columns={columns} rowKey={(row) => row.unitId} />;
}

/** What is measured as full bars, what is forecast as dashed outlines, with the word beside them. */
export function GapMonths({ gap }: { gap: Gap }) {
  const { t } = useWords();
  const most = Math.max(1, ...gap.months.map((m) => Number(m.emission)));
  return (
    <table className={styles.bars}>
      <thead>
        <tr>
          <th scope="col">{t('emission.result.month')}</th>
          <th scope="col">
            {t('asset.gapPage.emission')} {'('}
            <Unit symbol="tCO2" />
            {')'}
          </th>
          <td />
          <th scope="col">{t('common.state')}</th>
          <th scope="col">{t('asset.gapPage.basis')}</th>
          <th scope="col">{t('asset.gapPage.lastYear')}</th>
        </tr>
      </thead>
      <tbody>
        {gap.months.map((m) => (
          <tr key={m.month}>
            <th scope="row">
              <MonthLabel month={m.month} />
            </th>
            <td className={styles.number}>
              <Quantity value={m.emission} unit="" digits={0} />
            </td>
            <td>
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                {m.from === 'actual' ? null : (
                  <rect className={styles.barForecast} x="0.5" y="1" height="8" width={(98 * Number(m.emission)) / most} />
                )}
                <rect className={styles.barActual} x="0.5" y="1" height="8" width={(98 * Number(m.measured)) / most} />
              </svg>
            </td>
            <td>
              {t(`asset.gapPage.${m.from}`)}
              {m.from === 'mixed' ? (
                <p className="th-small th-quiet">{t('asset.gapPage.ofMeasured', { tonnes: group(roundText(m.measured, 0)) })}</p>
              ) : null}
            </td>
            <td className="th-quiet">{m.basis.map((one) => t(`asset.gapPage.basisOf.${one}`)).join(t('common.listComma'))}</td>
            <td className={styles.number}>
              <Quantity value={m.lastYear} unit="" digits={0} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
