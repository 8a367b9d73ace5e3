import { useState } from 'react';
import { assetInventoryEndpoints as e } from '../../../../contract/asset-inventory.ts';
import { identificationSteps } from '../../../../contract/asset-inventory-kinds.ts';
import { useDeed } from '../../../api/queries.ts';
import { RightDeed } from '../../../parts/Deed.tsx';
import { WhoWhen } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { WordForm } from '../WordForm.tsx';
import type { Shown } from './InventoryPage.tsx';

type Step = Shown['steps'][number];

/** The steps of the identification: what each asks, what was found, who took it. */
export function StepList({ shown, isOpen }: { shown: Shown; isOpen: boolean }) {
  const { t, say } = useWords();
  const [taking, setTaking] = useState<Step['step'] | null>(null);
  const take = useDeed(e.takeIdentificationStep, [e.readAssetInventory]);
  const done = useDone(() => setTaking(null), t('assetInventory.stepTaken'));
  return (
    <Section title={t('assetInventory.steps')}>
      <PlainTable
        rows={shown.steps}
        rowKey={(row) => row.step}
        columns={[
          { key: 'step', title: t('assetInventory.step'), show: (row) => say(identificationSteps[row.step].title) },
          {
            key: 'asks',
            title: t('assetInventory.asks'),
            show: (row) => <span className="th-quiet">{say(identificationSteps[row.step].asks)}</span>,
          },
          { key: 'note', title: t('assetInventory.found'), show: (row) => row.note },
          {
            key: 'done',
            title: t('assetInventory.doneBy'),
            show: (row) =>
              row.doneAt === null ? (
                <Tag tone="warn">{t('assetInventory.notTaken')}</Tag>
              ) : (
                <WhoWhen name={row.doneByName} at={row.doneAt} />
              ),
          },
          {
            key: 'do',
            title: '',
            show: (row) =>
              row.doneAt === null &&
              isOpen && (
                <RightDeed action="asset.identify" size="small" onClick={() => setTaking(row.step)}>
                  {t('assetInventory.take')}
                </RightDeed>
              ),
          },
        ]}
      />
      {taking !== null && (
        <WordForm
          title={say(identificationSteps[taking].title)}
          intro={say(identificationSteps[taking].asks)}
          label={t('assetInventory.found')}
          required
          busy={take.isPending}
          problem={take.error}
          onSubmit={(note) => take.mutate({ params: { identificationId: shown.id }, body: { step: taking, note } }, done)}
          onClose={() => setTaking(null)}
        />
      )}
    </Section>
  );
}
