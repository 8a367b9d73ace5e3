import { present } from '../assert.ts';

/** Units of one class that came to the own accounts or left them. */
export interface StatementChange {
  readonly day: string;
  /** Kind of the ledger's transaction. */
  readonly kind: string;
  readonly direction: 'in' | 'out';
  readonly classId: string;
  readonly quantity: bigint;
}

/** Rows of the movement of a carbon-asset statement in its order (Annex G): between opening and closing first what came in, then what went out. */
export const movementRowCodes = [
  ...(['opening', 'free', 'purchased', 'project', 'carried_in', 'other_in'] as const),
  ...(['surrendered', 'sold', 'cancelled', 'carried_out', 'other_out', 'closing'] as const),
] as const;
export type MovementRow = (typeof movementRowCodes)[number];

export interface ClassMovement {
  readonly classId: string;
  readonly rows: Readonly<Record<MovementRow, bigint>>;
}

const came: Readonly<Record<string, MovementRow>> = { buy: 'purchased', carry_over: 'carried_in' };
const went: Readonly<Record<string, MovementRow>> = {
  ...{ surrender: 'surrendered', sell: 'sold', cancel: 'cancelled', retire: 'cancelled' },
  ...{ carry_over: 'carried_out', write_off: 'carried_out' },
};

function rowOf({ kind, direction }: StatementChange, isAllowance: boolean): MovementRow {
  if (direction === 'out') return went[kind] ?? 'other_out';
  if (kind === 'issue') return isAllowance ? 'free' : 'project';
  return came[kind] ?? 'other_in';
}

/**
 * By class: what stood before `from`, what came and went up to `to` (both days included), what stands then; whole units, all positive. Classes that neither
 * stood nor moved are left out.
 */
export function movementOfClasses(
  changes: readonly StatementChange[],
  { from, to, isAllowance }: { readonly from: string; readonly to: string; readonly isAllowance: (classId: string) => boolean },
): ClassMovement[] {
  const by = new Map<string, Record<MovementRow, bigint>>();
  for (const change of changes) {
    if (change.day > to) continue;
    if (!by.has(change.classId)) by.set(change.classId, emptyRows());
    const rows = present(by.get(change.classId), 'the rows just made');
    const signed = change.direction === 'in' ? change.quantity : -change.quantity;
    if (change.day < from) rows.opening += signed;
    else rows[rowOf(change, isAllowance(change.classId))] += change.quantity;
    rows.closing += signed;
  }
  return [...by].filter(([, rows]) => movementRowCodes.some((row) => rows[row] !== 0n)).map(([classId, rows]) => ({ classId, rows }));
}

function emptyRows(): Record<MovementRow, bigint> {
  return {
    ...{ opening: 0n, free: 0n, purchased: 0n, project: 0n, carried_in: 0n, other_in: 0n },
    ...{ surrendered: 0n, sold: 0n, cancelled: 0n, carried_out: 0n, other_out: 0n, closing: 0n },
  };
}
