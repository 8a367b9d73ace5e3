import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useWords } from '../../words/language.ts';
import { ChoiceCell, Fault, type Faults, Field, TextCell } from './Cells.tsx';
import type { Quality, Study } from './footprint-model.ts';
import styles from './lca.module.css';

const distributions = ['none', 'lognormal', 'normal', 'triangular', 'uniform'] as const;
export type Spread = NonNullable<Quality['uncertainty']>;
const starts: Readonly<Record<(typeof distributions)[number], Spread | null>> = {
  none: null,
  lognormal: { distribution: 'lognormal', gsd2: '1.1' },
  normal: { distribution: 'normal', sd: '0' },
  triangular: { distribution: 'triangular', minimum: '0', maximum: '0' },
  uniform: { distribution: 'uniform', minimum: '0', maximum: '0' },
};

interface Props {
  readonly spread: Spread | null;
  readonly unit: string;
  readonly disabled: boolean;
  /** What “none” means: a line falls back on its pedigree, a parameter is certain. */
  readonly none?: 'none' | 'certain';
  readonly onChange: (spread: Spread | null) => void;
}

/** How far a number may lie from what is written: which distribution, and its figures. */
export function SpreadChoice({ spread, unit, disabled, none = 'none', onChange }: Props) {
  const { t } = useWords();
  const cell = (key: 'gsd2' | 'sd' | 'minimum' | 'maximum', value: string, change: (value: string) => void) => (
    <Field label={key === 'gsd2' ? 'GSD²' : `${t(`footprint.spread.${key}`)}, ${unit}`}>
      <TextCell label={key === 'gsd2' ? 'GSD²' : t(`footprint.spread.${key}`)} {...{ value, onChange: change, disabled }} />
    </Field>
  );
  return (
    <>
      <Field label={t(none === 'none' ? 'footprint.distribution' : 'footprint.distributionOfParameter')}>
        <ChoiceCell
          label={t(none === 'none' ? 'footprint.distribution' : 'footprint.distributionOfParameter')}
          value={spread?.distribution ?? 'none'}
          {...{ disabled, width: 160 }}
          options={distributions.map((value) => ({ value, label: t(`footprint.distributionOf.${value === 'none' ? none : value}`) }))}
          onChange={(next) => onChange(starts[next])}
        />
      </Field>
      {spread?.distribution === 'lognormal' && cell('gsd2', spread.gsd2, (gsd2) => onChange({ ...spread, gsd2 }))}
      {spread?.distribution === 'normal' && cell('sd', spread.sd, (sd) => onChange({ ...spread, sd }))}
      {(spread?.distribution === 'triangular' || spread?.distribution === 'uniform') && (
        <>
          {cell('minimum', spread.minimum, (minimum) => onChange({ ...spread, minimum }))}
          {cell('maximum', spread.maximum, (maximum) => onChange({ ...spread, maximum }))}
        </>
      )}
    </>
  );
}

type Parameter = Study['parameters'][number];
const isNumber = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** A distribution in a few characters: `±`, with its figures. */
function shortOf(spread: Spread): string {
  if (spread.distribution === 'lognormal') return `GSD² ${spread.gsd2}`;
  return spread.distribution === 'normal' ? `± ${spread.sd}` : `${spread.minimum} – ${spread.maximum}`;
}

/** The uncertainty of a parameter in its row, edited in a drawer; a formula has none of its own. */
export function ParameterSpread({
  parameter,
  disabled,
  onChange,
  faults,
  path,
}: Pick<Props, 'disabled' | 'onChange'> & { readonly parameter: Parameter; readonly faults: Faults; readonly path: string }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const spread = parameter.uncertainty ?? null;
  const follows = !isNumber.test(parameter.value.trim());
  if (follows && spread === null) return <span className="th-quiet">{t('footprint.followsFormula')}</span>;
  if (disabled && spread === null) return <span className="th-quiet">—</span>;
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {spread === null ? t('footprint.giveSpread') : shortOf(spread)}
      </Button>
      <Fault faults={faults} path={path} />
      {isOpen && (
        <Drawer open size={480} title={parameter.title || parameter.symbol} onClose={() => setOpen(false)} destroyOnHidden>
          <div className={styles.parts}>
            <p className="th-quiet">{t('footprint.parameterSpreadText')}</p>
            <div className={styles.fields}>
              <SpreadChoice {...{ spread, disabled, onChange }} none="certain" unit={parameter.unit} />
            </div>
            <Button type="primary" onClick={() => setOpen(false)}>
              {t('common.close')}
            </Button>
          </div>
        </Drawer>
      )}
    </>
  );
}
