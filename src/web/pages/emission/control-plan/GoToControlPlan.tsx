import { useEffect } from 'react';
import { paths } from '../../../paths.ts';
import { firstPlant, useWorkplace } from '../../../shell/workplace.ts';
import { useGo } from '../../../ui/GoLink.tsx';
import { PageHead, Section, Waiting } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { NoUnits } from '../../organization/NoUnits.tsx';

/** “Data quality control plan” without a plant: on to the chosen one, or the first. */
export function GoToControlPlan() {
  const { t } = useWords();
  const go = useGo();
  const { tree, year, at } = useWorkplace();
  const plant = tree.data ? firstPlant(tree.data, at) : undefined;
  useEffect(() => {
    if (plant && year !== null) go(paths.controlPlan(plant.id, year), { replace: true });
  }, [plant, year, go]);
  return (
    <>
      <PageHead title={t('controlPlan.title')} clause="A.7" />
      {plant === null ? (
        <Section>
          <NoUnits />
        </Section>
      ) : (
        <Waiting rows={8} />
      )}
    </>
  );
}
