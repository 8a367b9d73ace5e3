import { PlainTable } from '../../../parts/PlainTable.tsx';
import { useWords } from '../../../words/language.ts';
import type { Dimension } from './model.ts';
import { points, share } from './model.ts';

/** Dimensions with their weights: as the scheme has them, and as they are after what does not apply has left. */
export function Weights({ dimensions }: { dimensions: readonly Dimension[] }) {
  const { t, say } = useWords();
  const gone = dimensions.filter((one) => !one.applies);
  return (
    <>
      <PlainTable
        rows={dimensions}
        rowKey={(one) => one.id}
        columns={[
          { key: 'name', title: t('maturity.dimension'), show: (one) => say(one.name) },
          {
            key: 'scheme',
            title: t('maturity.schemeWeight'),
            className: 'th-right',
            show: (one) => one.schemeWeight && share(one.schemeWeight),
          },
          {
            key: 'weight',
            title: t('maturity.weight'),
            className: 'th-right',
            show: (one) => (one.weight === null ? t('maturity.notApplicable') : share(one.weight)),
          },
          { key: 'score', title: t('maturity.score'), className: 'th-right', show: (one) => one.score !== null && points(one.score) },
        ]}
      />
      {gone.length > 0 && (
        <p className="th-quiet">{t('maturity.redistributed', { names: gone.map((one) => say(one.name)).join(t('common.listComma')) })}</p>
      )}
    </>
  );
}
