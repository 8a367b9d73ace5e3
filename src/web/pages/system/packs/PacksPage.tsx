import { packEndpoints as e } from '../../../../contract/packs.ts';
import { useAsk } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { PageHead, Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { PackTable } from './Packs.tsx';

/** 审核包与评审包: every pack that was made, latest first. */
export function PacksPage() {
  const { t } = useWords();
  const packs = useAsk(e.listPacks, { query: { limit: 200 } });
  return (
    <>
      <PageHead title={t('shell.page.packs')} summary={t('packs.summary')} />
      <Answer of={packs} rows={8}>
        {({ items }) => (
          <Section flush={items.length > 0}>
            {items.length === 0 ? (
              <EmptyState icon="file" title={t('packs.none')} text={t('packs.noneText')} clause="9.3" />
            ) : (
              <PackTable packs={items} named />
            )}
          </Section>
        )}
      </Answer>
    </>
  );
}
