import { useState } from 'react';
import { assetBudgetEndpoints as e } from '../../../../contract/asset-budget.ts';
import { useDeed } from '../../../api/queries.ts';
import { useSession } from '../../../api/session.ts';
import { Deed, useRefusalWords, useWhyNot } from '../../../parts/Deed.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { useWords } from '../../../words/language.ts';
import { WordForm } from '../WordForm.tsx';
import type { BudgetVersion } from './BudgetPage.tsx';

/** Approves or rejects a version of the budget; says why somebody may not. */
export function BudgetDeeds({ version }: { version: BudgetVersion }) {
  const { t } = useWords();
  const words = useRefusalWords();
  const session = useSession();
  const mayNot = useWhyNot('asset.approve_budget');
  const [asked, setAsked] = useState<'approve' | 'reject' | null>(null);
  const decide = useDeed(e.decideAssetBudget, [e.readAssetBudget]);
  const done = useDone(() => setAsked(null), t('assetBudget.decided'));
  const why = mayNot ?? (session?.person.id === version.draftedBy.id ? words('same_person_proposes_and_approves') : null);
  return (
    <>
      <Deed type="primary" why={why} onClick={() => setAsked('approve')}>
        {t('assetBudget.approve')}
      </Deed>
      <Deed why={why} onClick={() => setAsked('reject')}>
        {t('assetBudget.reject')}
      </Deed>
      {asked !== null && (
        <WordForm
          title={t(`assetBudget.${asked}`)}
          required={asked === 'reject'}
          busy={decide.isPending}
          problem={decide.error}
          submitLabel={t(`assetBudget.${asked}`)}
          onSubmit={(reason) => decide.mutate({ params: { budgetId: version.id }, body: { decision: asked, reason } }, done)}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}
