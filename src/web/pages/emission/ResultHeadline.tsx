import { group, roundText } from '../../format/number.ts';
import { Quantity } from '../../parts/Quantity.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { Prose } from '../../parts/Unit.tsx';
import { paths } from '../../paths.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useWords } from '../../words/language.ts';
import styles from './result.module.css';
import { type AnnualResult, changeOf, type NumberWithPlace, sumOf } from './result-model.ts';
import { UncertaintyMark } from './uncertainty/UncertaintyMark.tsx';

/** Total and obligation side by side, what they rest on beside them: a total never stands without its completeness. */
export function ResultHeadline({ result }: { result: AnnualResult }) {
  const { t } = useWords();
  const { given, required, evidenced, approvedMonths, allMonths } = result.completeness;
  const address = (number: NumberWithPlace) => (number.nodeId ? paths.entityDerivation(result.entityId, result.year, number.nodeId) : null);
  return (
    <div className={styles.headline}>
      <div className={styles.card}>
        <h2>{t('emission.result.total')}</h2>
        <Quantity value={result.total.value} shown={result.total.shown} unit={result.total.unit} to={address(result.total)} large />
        <UncertaintyMark entityId={result.entityId} year={result.year} />
        <Compare now={result.total} before={result.previousTotal} />
        {result.corrected.length > 0 ? (
          <p className="th-small th-row">
            <Tag tone="info">{t('correction.yearCorrected')}</Tag>
            {t('correction.yearCorrectedText', {
              count: new Set(result.corrected.map((one) => `${one.unitId} ${one.month}`)).size,
              change: group(sumOf(result.corrected.map((one) => one.changeT))),
            })}
          </p>
        ) : null}
      </div>
      <div className={styles.card}>
        <h2>{t('emission.result.obligation')}</h2>
        <Quantity
          value={result.obligation.value}
          shown={result.obligation.shown}
          unit={result.obligation.unit}
          to={address(result.obligation)}
          large
        />
        <PurchasedOutside result={result} />
      </div>
      <div className={styles.card}>
        <h2>{t('emission.completeness.title')}</h2>
        <dl className={styles.completeness}>
          <Progress part={given} whole={required} label={t('emission.completeness.given', { given, required })} />
          <Progress part={evidenced} whole={required} label={t('emission.completeness.evidenced', { evidenced })} />
          <Progress
            part={approvedMonths}
            whole={allMonths}
            label={t('emission.completeness.approved', { approved: approvedMonths, all: allMonths })}
          />
        </dl>
      </div>
    </div>
  );
}

/** Why the obligation is less than the total that is reported and verified; nothing where they are the same. */
function PurchasedOutside({ result }: { result: AnnualResult }) {
  const { t } = useWords();
  const { total, obligation } = result;
  if (total.value === null || obligation.value === null) return null;
  const tonnes = sumOf([total.value, obligation.value.startsWith('-') ? obligation.value.slice(1) : `-${obligation.value}`]);
  if (Number(tonnes) <= 0) return null;
  return (
    <p className="th-small th-quiet">
      <Prose text={t('emission.result.purchasedOutside', { tonnes: group(roundText(tonnes, 0)) })} />
    </p>
  );
}

export function Compare({ now, before }: { now: NumberWithPlace; before: NumberWithPlace | null }) {
  const { t } = useWords();
  const change = changeOf(now.value, before?.value);
  if (!before || before.value === null) return <p className="th-quiet th-small">{t('emission.result.noPrevious')}</p>;
  return (
    <p className="th-small th-row">
      <span className="th-quiet th-num">{t('emission.result.previous', { value: group(before.shown ?? before.value) })}</span>
      {change ? (
        <span className={styles.change}>
          <Icon name={change.way === 'up' ? 'arrowUp' : change.way === 'down' ? 'arrowDown' : 'arrowRight'} size={12} />
          {t(`emission.result.changeWord.${change.way}`)} {change.percent}%
        </span>
      ) : null}
    </p>
  );
}

function Progress({ part, whole, label }: { part: number; whole: number; label: string }) {
  return (
    <div className={styles.progress}>
      <dt>{label}</dt>
      <dd>
        <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
          <rect width={whole === 0 ? 0 : (100 * part) / whole} height="4" />
        </svg>
      </dd>
    </div>
  );
}
