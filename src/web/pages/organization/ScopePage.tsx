import { useState } from 'react';
import { organizationEndpoints } from '../../../contract/organization.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { RightDeed } from '../../parts/Deed.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { PageHead, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { ScopeEdition } from './ScopeEdition.tsx';
import { ScopeForm } from './ScopeForm.tsx';

/** Editions of the scope statement, the newest first (clause 4.3). */
export function ScopePage() {
  const { t } = useWords();
  const editions = useAsk(organizationEndpoints.listScopeStatements, {});
  const [drafting, setDrafting] = useState(false);
  const newest = [...(editions.data?.items ?? [])].sort((a, b) => b.number - a.number);
  const draft = (
    <RightDeed
      type="primary"
      action="organization.maintain"
      lineage={[]}
      icon={<Icon name="plus" size={15} />}
      onClick={() => setDrafting(true)}
    >
      {t('organization.draftScope')}
    </RightDeed>
  );
  return (
    <>
      <PageHead title={t('shell.page.scope')} clause="4.3" summary={t('organization.scopeSummary')} extra={draft} />
      <Answer of={editions} rows={8}>
        {() =>
          newest.length === 0 ? (
            <Section>
              <EmptyState title={t('organization.scopeEmptyTitle')} text={t('organization.scopeEmptyText')} clause="4.3" actions={draft} />
            </Section>
          ) : (
            newest.map((edition) => <ScopeEdition key={edition.id} edition={edition} />)
          )
        }
      </Answer>
      <ScopeForm open={drafting} onClose={() => setDrafting(false)} last={newest[0] ?? null} />
    </>
  );
}
