import type { ReactNode } from 'react';
import { firstEntity, useWorkplace } from '../../shell/workplace.ts';
import { PageHead, Waiting } from '../../ui/Page.tsx';
import { NoUnits } from '../organization/NoUnits.tsx';

/** A page about one entity with units: the one chosen above, or the first below it; without any it says what to do. */
export function OfEntity({ title, clause, children }: { title: string; clause: string; children: (entityId: string) => ReactNode }) {
  const { tree, at } = useWorkplace();
  if (tree.data === undefined) return <Waiting rows={8} />;
  const entity = tree.data.units.length > 0 ? firstEntity(tree.data, at) : null;
  if (entity !== null) return children(entity.id);
  return (
    <>
      <PageHead title={title} clause={clause} />
      <NoUnits />
    </>
  );
}
