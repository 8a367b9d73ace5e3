import { Tooltip } from 'antd';
import { group, roundText, shiftLeft } from '../format/number.ts';
import { GoLink } from '../ui/GoLink.tsx';
import { useWords } from '../words/language.ts';
import { Unit } from './Unit.tsx';

/**
 * A figure with its unit. With `to` it is a link to its derivation. `shown` is what the server rounded for display; the exact value stands in the tooltip.
 * `tenThousands` shows mass units in 10⁴ (万吨), for headlines only.
 */
export function Quantity({
  value,
  shown,
  unit,
  to,
  tenThousands,
  digits,
  large,
}: {
  value: string | null;
  shown?: string | null;
  unit: string;
  to?: string | null;
  tenThousands?: boolean;
  digits?: number;
  large?: boolean;
}) {
  const { t, language } = useWords();
  if (value === null) return <span className="th-quiet">{t('common.notGiven')}</span>;
  const big = tenThousands === true && /^t(CO2e?)?$/.test(unit);
  // A headline is read at a glance: where the whole part is long, its decimals go to the tooltip with the exact value.
  const short = large === true && /\d{5,}\.\d/.test(shown ?? value);
  const text = big
    ? roundText(shiftLeft(value, 4), 2)
    : short
      ? roundText(shown ?? value, 0)
      : digits === undefined
        ? (shown ?? value)
        : roundText(value, digits);
  const figure = (
    <span className={large ? 'th-quantity th-quantity-large' : 'th-quantity'}>
      <span className="th-figure">{group(text)}</span>
      {unit !== '' && unit !== '1' && (
        <span className="th-quantity-unit">
          {big && (language === 'zh' ? '\u4e07' : <Unit symbol="10^4" />)}
          {big && language === 'en' && '\u00a0'}
          <Unit symbol={unit} />
        </span>
      )}
    </span>
  );
  const exact = text !== value ? `${group(value)} ${unit === '1' ? '' : unit}` : null;
  const linked = to ? (
    <GoLink to={to} className="th-figure-link" title={t('common.derivation')}>
      {figure}
    </GoLink>
  ) : (
    figure
  );
  return exact ? <Tooltip title={exact}>{linked}</Tooltip> : linked;
}
