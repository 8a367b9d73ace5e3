import { assetEndpoints } from '../../../contract/asset.ts';
import { useAsk } from '../../api/queries.ts';
import { group, roundText } from '../../format/number.ts';
import { Quantity } from '../../parts/Quantity.tsx';
import { paths } from '../../paths.ts';
import { usePreferences } from '../../shell/preferences.tsx';
import { firstEntity, useWorkplace } from '../../shell/workplace.ts';
import { Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { isSurplus, unsigned } from '../asset/figures.ts';

/** The gap against the allowances of the year, with its range; nothing where there is none to tell. */
export function GapCard({ year }: { year: number }) {
  const { t } = useWords();
  const { preferences } = usePreferences();
  const { tree } = useWorkplace();
  const entity = tree.data ? firstEntity(tree.data, null) : null;
  const gap = useAsk(assetEndpoints.readGap, { params: { entityId: entity?.id ?? '', year } }, { enabled: entity !== null });
  if (!entity || !gap.data) return null;
  const { value, p10, p90 } = gap.data.gap;
  const text = (tonnes: string) => group(roundText(tonnes, 0));
  return (
    <Section title={t(isSurplus(value) ? 'asset.card.surplus' : 'asset.card.gap')}>
      <Quantity value={unsigned(value)} unit="tCO2" to={paths.gap(entity.id, year)} tenThousands={preferences.bigUnit} large />
      <p className="th-small th-quiet">
        {p10 === p90 ? t('asset.gapPage.noRange') : t('asset.card.range', { low: text(p10), high: text(p90) })}
      </p>
    </Section>
  );
}
