import { organizationEndpoints } from '../../../../contract/organization.ts';
import { useAsk } from '../../../api/queries.ts';
import { unitAt } from '../../../shell/workplace.ts';
import { useWords } from '../../../words/language.ts';

/** What an analysis is of: a unit's name, or the whole entity. */
export function useUnitName(): (unitId: string | null) => string {
  const { t, say } = useWords();
  const tree = useAsk(organizationEndpoints.readTree, {});
  return (unitId) => {
    const unit = unitAt(tree.data, unitId);
    return unit ? say({ zh: unit.name, en: unit.nameEn }) : unitId === null ? t('uncertainty.form.wholeEntity') : '';
  };
}
