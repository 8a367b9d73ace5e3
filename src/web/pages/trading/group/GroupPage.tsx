import { Alert } from 'antd';
import { useState } from 'react';
import { groupEndpoints } from '../../../../contract/group.ts';
import { useAsk } from '../../../api/queries.ts';
import { group as digits } from '../../../format/number.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { RightDeed } from '../../../parts/Deed.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { type Entity, type OrganizationTree, useWorkplace } from '../../../shell/workplace.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { PageHead, Section, Waiting } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { ResultDerivation } from '../ResultDerivation.tsx';
import type { Group } from './group-model.ts';
import { Positions } from './Positions.tsx';
import { PriceRules } from './PriceRules.tsx';
import { StatementSection } from './StatementSection.tsx';
import { TransferForm } from './TransferForm.tsx';
import { Transfers } from './Transfers.tsx';

/** The chosen entity, or the top one: a group is looked at from above. */
function topOf(tree: OrganizationTree, chosen: Entity | null): Entity | null {
  return chosen ?? tree.entities.find((one) => one.parentId === null) ?? tree.entities[0] ?? null;
}

/** 集团视图 (B.7, B.8, C.8): positions by entity and in sum, internal transfers at a set price, the consolidated statement of the year. */
export function GroupPage() {
  const { t } = useWords();
  const { tree, year, entity } = useWorkplace();
  const top = tree.data ? topOf(tree.data, entity) : null;
  if (tree.data === undefined || year === null) return <Waiting rows={8} />;
  if (top === null)
    return (
      <>
        <PageHead title={t('shell.page.group')} clause="B.7" />
        <EmptyState icon="trading" title={t('group.none')} text={t('group.noneText')} clause="B.7" />
      </>
    );
  return <OfGroup entityId={top.id} year={year} />;
}

function OfGroup({ entityId, year }: { entityId: string; year: number }) {
  const { t, say } = useWords();
  const [proposing, setProposing] = useState(false);
  const group = useAsk(groupEndpoints.readGroup, { params: { entityId } });
  return (
    <>
      <PageHead
        title={group.data ? `${say(group.data.entityName)} · ${t('shell.page.group')}` : t('shell.page.group')}
        clause="B.7"
        summary={t('group.summary')}
        extra={
          <RightDeed
            action="trading.propose_transfer"
            type="primary"
            icon={<Icon name="plus" size={15} />}
            onClick={() => setProposing(true)}
          >
            {t('group.propose')}
          </RightDeed>
        }
      />
      <Answer of={group} rows={8}>
        {(data) => <View group={data} />}
      </Answer>
      <StatementSection entityId={entityId} year={year} />
      {proposing && group.data ? <TransferForm group={group.data} onClose={() => setProposing(false)} /> : null}
    </>
  );
}

function View({ group }: { group: Group }) {
  const { t, say } = useWords();
  return (
    <>
      {group.partial && <Alert type="info" showIcon title={t('group.partial')} />}
      <Section title={t('group.positions')}>
        {group.years.length === 0 ? (
          <EmptyState icon="trading" title={t('group.none')} text={t('group.noneText')} clause="B.7" />
        ) : (
          <Positions group={group} />
        )}
        {group.suggestions.length > 0 && (
          <ul className="th-lines">
            {group.suggestions.map((one) => (
              <li key={`${one.year}${one.from.id}${one.to.id}`}>
                {t('group.suggestion', { year: one.year, from: say(one.from.name), to: say(one.to.name), quantity: digits(one.quantity) })}
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={t('group.transfers')}>
        <Transfers transfers={group.transfers} />
      </Section>
      <PriceRules group={group} />
      <ResultDerivation result={group.result} year={group.years[0]?.year ?? Number(group.today.slice(0, 4))} />
    </>
  );
}
