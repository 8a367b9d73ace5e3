import { EmptyState } from '../../parts/EmptyState.tsx';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { useWords } from '../../words/language.ts';

/** Shown where a page needs a unit and the organization has none yet. */
export function NoUnits() {
  const { t } = useWords();
  return (
    <EmptyState
      title={t('organization.noUnits')}
      text={t('organization.noUnitsText')}
      clause="A.4"
      actions={
        <GoLink to={paths.organization()} className="th-button-link">
          {t('organization.noUnitsAction')}
        </GoLink>
      }
    />
  );
}
