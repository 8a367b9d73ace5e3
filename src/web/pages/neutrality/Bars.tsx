import { Quantity } from '../../parts/Quantity.tsx';
import { useWords } from '../../words/language.ts';
import type { Figures } from './model.ts';
import styles from './neutrality.module.css';

/** Gross emission, removals and units as bars of their own, to one scale: nothing is netted. */
export function Bars({ figures }: { figures: Pick<Figures, 'gross' | 'removals' | 'retired'> }) {
  const { t } = useWords();
  const rows = [
    { id: 'gross', label: t('neutrality.gross'), value: figures.gross, unit: 'tCO2e', style: styles.gross },
    { id: 'removals', label: t('neutrality.removals'), value: figures.removals, unit: 'tCO2e', style: styles.removals },
    { id: 'units', label: t('neutrality.units'), value: figures.retired, unit: 't', style: styles.units },
  ];
  const most = Math.max(...rows.map((one) => Number(one.value)), 1e-9);
  return (
    <div className={styles.bars}>
      {rows.map((one) => (
        <Bar key={one.id} label={one.label} value={one.value} unit={one.unit} style={one.style} share={(Number(one.value) / most) * 100} />
      ))}
    </div>
  );
}

function Bar({
  label,
  value,
  unit,
  style,
  share,
}: {
  label: string;
  value: string;
  unit: string;
  style: string | undefined;
  share: number;
}) {
  return (
    <>
      <span>{label}</span>
      <span className={styles.bar}>
        <span className={style} style={{ width: `${share}%` }} />
      </span>
      <Quantity value={value} unit={unit} />
    </>
  );
}
