import { useMemo } from 'react';
import { present } from '../../../../kernel/assert.ts';
import { DerivationDrawer } from '../../../parts/DerivationDrawer.tsx';
import type { WireDerivation } from '../../../parts/derivation-record.ts';
import type { CoalMonth } from './model.ts';

const noNames: ReadonlyMap<string, string> = new Map();

/** How the month's carbon came about from its days, batches or composite. */
export function WeightingDrawer({ month, onClose }: { month: CoalMonth; onClose: () => void }) {
  const year = Number(month.month.slice(0, 4));
  const view = useMemo<WireDerivation>(() => {
    const derivation = present(month.derivation, 'a month with a result');
    const nodeId = ['C_month', 'NCV_month'].find((symbol) => derivation.nodes.some((node) => node.id === symbol && node.value !== null));
    return {
      year,
      nodeId: nodeId ?? derivation.nodes.at(-1)?.id ?? '',
      derivation,
      frozen: null,
      data: [],
      approvals: [],
      conventions: [],
      findings: [],
    };
  }, [month, year]);
  return <DerivationDrawer view={view} place={{ unitId: month.unitId, year, names: noNames }} waiting={null} onClose={onClose} />;
}
