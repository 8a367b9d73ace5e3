import { z } from 'zod';
import type { lcaChanges } from '../../../../contract/lca-products.ts';
import { query } from '../../../work/command.ts';
import { databaseOf } from './database-view.ts';
import type { RankedProducts } from './product-answers.ts';
import { changedFlows, type ProcessPair, pairedProcesses } from './store-changes.ts';

/** Two editions by the ids of their processes: what one has and the other has not, and which data sets differ. */
export const editionsOf = query({
  name: 'lca.compare-databases',
  action: 'lca.read',
  input: z.strictObject({ before: z.uuid(), after: z.uuid() }),
  run: async (work, input) => {
    const [before, after] = [await databaseOf(work, input.before), await databaseOf(work, input.after)];
    const { organizationId } = work.actor;
    const named = ({ id, no, name, edition }: typeof before) => ({ id, no, name, edition });
    return {
      ...{ before: named(before), after: named(after) },
      pairs: await pairedProcesses(work.tx, organizationId, before.id, after.id),
      flows: await changedFlows(work.tx, organizationId, before.id, after.id),
    };
  },
});

type Change = (typeof lcaChanges)[number];

export interface ChangeRow {
  readonly change: Change;
  readonly processId: string;
  readonly name: string;
  readonly location: string;
  readonly unit: string;
  readonly before: number | null;
  readonly after: number | null;
  readonly valueBefore: number | null;
  readonly valueAfter: number | null;
  readonly relative: number | null;
}

/** Results that differ by less are the same: another order of sums. */
const sameResult = 1e-9;

/** By process: the value of its first product. */
function valuesOf({ processIds, worth, units }: RankedProducts): Map<string, { readonly value: number; readonly unit: string }> {
  const values = new Map<string, { value: number; unit: string }>();
  for (const [at, id] of processIds.entries()) if (!values.has(id)) values.set(id, { value: worth[at] ?? 0, unit: units[at] ?? '' });
  return values;
}

/** What differs, the greatest movement of a result first; data sets and results that are the same are counted only. */
export function rankedRows({ pairs }: { readonly pairs: readonly ProcessPair[] }, before: RankedProducts, after: RankedProducts) {
  const [was, is] = [valuesOf(before), valuesOf(after)];
  const counts = { added: 0, removed: 0, changed: 0, moved: 0, same: 0 };
  const rows = pairs.flatMap((pair): ChangeRow[] => {
    const [old, now] = [was.get(pair.process_id), is.get(pair.process_id)];
    const comparable = old !== undefined && now !== undefined && old.unit === now.unit && pair.before !== null && pair.after !== null;
    const relative = comparable ? relativeOf(old.value, now.value) : null;
    const change = kindOf(pair, relative);
    counts[change ?? 'same'] += 1;
    if (change === null) return [];
    return [
      {
        ...{ change, processId: pair.process_id, name: pair.name, location: pair.location, before: pair.before, after: pair.after },
        ...{ unit: (now ?? old)?.unit ?? '', relative },
        ...{
          valueBefore: pair.before === null ? null : (old?.value ?? null),
          valueAfter: pair.after === null ? null : (now?.value ?? null),
        },
      },
    ];
  });
  const size = (one: ChangeRow) => Math.abs(one.relative ?? 0);
  return { counts, rows: rows.sort((one, other) => size(other) - size(one) || (one.name < other.name ? -1 : 1)) };
}

const relativeOf = (old: number, now: number): number | null => (old === 0 ? (now === 0 ? 0 : null) : now / old - 1);

function kindOf({ before, after, differs }: ProcessPair, relative: number | null): Change | null {
  if (before === null) return 'added';
  if (after === null) return 'removed';
  if (differs) return 'changed';
  return relative === null || Math.abs(relative) > sameResult ? 'moved' : null;
}
