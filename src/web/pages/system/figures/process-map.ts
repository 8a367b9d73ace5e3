/** A process as the map takes it. */
export interface MapProcess {
  readonly id: string;
  readonly kind: string;
  readonly next: readonly string[];
}
export interface Placed {
  readonly id: string;
  /** From the left, 0 first: one right of the latest process it follows. */
  readonly column: number;
  /** From the top, 0 first, through all lanes. */
  readonly row: number;
}
export interface ProcessMapLayout {
  readonly placed: readonly Placed[];
  readonly lanes: readonly { readonly kind: string; readonly from: number; readonly rows: number }[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
  readonly columns: number;
  readonly rows: number;
}

/** Columns by the longest way to a process; a way back, as a cycle of improvement has one, is drawn and moves nothing. */
function columnsOf(processes: readonly MapProcess[]): ReadonlyMap<string, number> {
  const byId = new Map(processes.map((one) => [one.id, one]));
  const columns = new Map<string, number>();
  const visit = (id: string, column: number, way: ReadonlySet<string>): void => {
    const process = byId.get(id);
    if (!process || way.has(id) || (columns.get(id) ?? -1) >= column) return;
    columns.set(id, column);
    const on = new Set(way).add(id);
    for (const next of process.next) visit(next, column + 1, on);
  };
  const followed = new Set(processes.flatMap((one) => one.next));
  for (const one of processes) if (!followed.has(one.id)) visit(one.id, 0, new Set());
  // Processes that only follow each other in a ring begin at the first of them.
  for (const one of processes) if (!columns.has(one.id)) visit(one.id, 0, new Set());
  return columns;
}

/** Lanes by kind in the order given; within a lane processes of one column stand below each other. */
export function layProcesses(processes: readonly MapProcess[], kinds: readonly string[]): ProcessMapLayout {
  const columns = columnsOf(processes);
  const placed: Placed[] = [];
  const lanes: { kind: string; from: number; rows: number }[] = [];
  let row = 0;
  for (const kind of kinds) {
    const own = processes.filter((one) => one.kind === kind);
    if (own.length === 0) continue;
    const height = new Map<number, number>();
    for (const { id } of own) {
      const column = columns.get(id) ?? 0;
      const below = height.get(column) ?? 0;
      placed.push({ id, column, row: row + below });
      height.set(column, below + 1);
    }
    const rows = Math.max(...height.values());
    lanes.push({ kind, from: row, rows });
    row += rows;
  }
  const there = new Set(placed.map((one) => one.id));
  const edges = processes.flatMap(({ id, next }) => next.filter((to) => there.has(id) && there.has(to)).map((to) => ({ from: id, to })));
  return { placed, lanes, edges, columns: Math.max(0, ...placed.map((one) => one.column + 1)), rows: row };
}
