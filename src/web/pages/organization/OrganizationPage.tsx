import { useParams } from '@tanstack/react-router';
import { Tree } from 'antd';
import { useState } from 'react';
import { organizationEndpoints } from '../../../contract/organization.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { RightDeed } from '../../parts/Deed.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { paths } from '../../paths.ts';
import { treeNodes } from '../../shell/NodePicker.tsx';
import { entityAt, type OrganizationTree, unitAt } from '../../shell/workplace.ts';
import { useGo } from '../../ui/GoLink.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { PageHead, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { EntityDetail } from './EntityDetail.tsx';
import { EntityForm } from './EntityForm.tsx';
import { UnitDetail } from './UnitDetail.tsx';
import './organization.css';

/** The organization's tree on the left, the chosen entity or unit on the right (clause 4.3). */
export function OrganizationPage() {
  const { t } = useWords();
  const tree = useAsk(organizationEndpoints.readTree, {});
  const [adding, setAdding] = useState(false);
  return (
    <>
      <PageHead
        title={t('shell.page.organization')}
        clause="4.3"
        summary={t('organization.summary')}
        extra={
          <RightDeed action="organization.maintain" icon={<Icon name="plus" size={15} />} onClick={() => setAdding(true)}>
            {t('organization.addEntity')}
          </RightDeed>
        }
      />
      <Answer of={tree} rows={10}>
        {(data) => (data.entities.length === 0 ? <NothingYet onAdd={() => setAdding(true)} /> : <TreeAndDetail tree={data} />)}
      </Answer>
      {tree.data && <EntityForm tree={tree.data} open={adding} onClose={() => setAdding(false)} entity={null} parentId={null} />}
    </>
  );
}

function TreeAndDetail({ tree }: { tree: OrganizationTree }) {
  const { t, language } = useWords();
  const go = useGo();
  const params = useParams({ strict: false }) as { unitId?: string; entityId?: string };
  const top = tree.entities.find((entity) => entity.parentId === null) ?? tree.entities[0];
  const at = params.unitId ?? params.entityId ?? top?.id ?? null;
  const unit = unitAt(tree, at);
  const entity = entityAt(tree, at);
  return (
    <div className="th-organization">
      <Section title={t('organization.tree')}>
        <Tree
          blockNode
          defaultExpandAll
          showIcon
          aria-label={t('organization.tree')}
          icon={({ isLeaf }: { isLeaf?: boolean }) => <Icon name={isLeaf ? 'emission' : 'plant'} size={15} />}
          selectedKeys={at === null ? [] : [at]}
          treeData={treeNodes(tree, language).map(antNode)}
          onSelect={(keys) => {
            const id = String(keys[0] ?? '');
            if (id) go(unitAt(tree, id) ? paths.unit(id) : paths.entity(id));
          }}
        />
      </Section>
      <div>
        {unit && <UnitDetail key={unit.id} tree={tree} unit={unit} />}
        {entity && <EntityDetail key={entity.id} tree={tree} entity={entity} />}
      </div>
    </div>
  );
}

type Node = ReturnType<typeof treeNodes>[number];
interface AntNode {
  key: string;
  title: string;
  isLeaf: boolean;
  children: AntNode[];
}

function antNode(node: Node): AntNode {
  return { key: node.value, title: node.title, isLeaf: node.children === undefined, children: (node.children ?? []).map(antNode) };
}

function NothingYet({ onAdd }: { onAdd: () => void }) {
  const { t } = useWords();
  return (
    <Section>
      <EmptyState
        icon="plant"
        title={t('organization.emptyTitle')}
        text={t('organization.emptyText')}
        clause="4.3"
        actions={
          <RightDeed type="primary" action="organization.maintain" onClick={onAdd}>
            {t('organization.addEntity')}
          </RightDeed>
        }
      />
    </Section>
  );
}
