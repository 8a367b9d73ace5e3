import { Tooltip } from 'antd';
import { uncertaintyEndpoints } from '../../../../contract/uncertainty.ts';
import { useAsk } from '../../../api/queries.ts';
import { group, roundText } from '../../../format/number.ts';
import { useWords } from '../../../words/language.ts';

/** ± % beside a total, from the latest analysis of the whole entity; nothing while there is none. */
export function UncertaintyMark({ entityId, year }: { entityId: string; year: number }) {
  const { t } = useWords();
  const list = useAsk(uncertaintyEndpoints.listUncertaintyAnalyses, { params: { entityId, year } });
  const latest = list.data?.items.find((one) => one.unitId === null);
  if (!latest) return null;
  const { percent, low, high, approach, number, current } = latest;
  const hint = t('uncertainty.plusMinusHint', {
    low: group(roundText(low, 0)),
    high: group(roundText(high, 0)),
    approach: t(`uncertainty.approach.${approach}`),
    number,
  });
  return (
    <Tooltip title={current ? hint : `${hint} — ${t('uncertainty.outdated')}`}>
      <a href="#uncertainty" className="th-num">
        {t('uncertainty.plusMinus', { percent: roundText(percent, 2) })}
        {current ? '' : ` (${t('uncertainty.outdated')})`}
      </a>
    </Tooltip>
  );
}
