import { useState } from 'react';
import { assetInventoryEndpoints as e } from '../../../../contract/asset-inventory.ts';
import { assetStatementEndpoints } from '../../../../contract/asset-statement.ts';
import { useDeed } from '../../../api/queries.ts';
import { useSession } from '../../../api/session.ts';
import { Deed, useRefusalWords, useWhyNot } from '../../../parts/Deed.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { useWords } from '../../../words/language.ts';
import { WordForm } from '../WordForm.tsx';
import type { Version } from './InventoryPage.tsx';

/** Approves or rejects the inventory; says why somebody may not. */
export function DecisionDeeds({ version, missing }: { version: Version; missing: number }) {
  const { t } = useWords();
  const words = useRefusalWords();
  const session = useSession();
  const mayNot = useWhyNot('asset.approve_inventory');
  const [asked, setAsked] = useState<'approve' | 'reject' | null>(null);
  const decide = useDeed(e.decideIdentification, [e.readAssetInventory, assetStatementEndpoints.readAssetStatement]);
  const done = useDone(() => setAsked(null), t('assetInventory.decided'));
  const own = session?.person.id === version.openedBy.id ? words('same_person_proposes_and_approves') : null;
  const why = mayNot ?? own;
  return (
    <>
      <Deed
        type="primary"
        why={why ?? (missing > 0 ? t('assetInventory.notYet', { n: missing }) : null)}
        onClick={() => setAsked('approve')}
      >
        {t('assetInventory.approve')}
      </Deed>
      <Deed why={why} onClick={() => setAsked('reject')}>
        {t('assetInventory.reject')}
      </Deed>
      {asked !== null && (
        <WordForm
          title={t(`assetInventory.${asked}`)}
          required={asked === 'reject'}
          busy={decide.isPending}
          problem={decide.error}
          submitLabel={t(`assetInventory.${asked}`)}
          onSubmit={(reason) => decide.mutate({ params: { identificationId: version.id }, body: { decision: asked, reason } }, done)}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}
