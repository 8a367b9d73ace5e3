import { treeOf, usersOf, type Worths, worthsOf } from '../../../../kernel/lca/analysis/products.ts';
import type { PreparedSystem } from '../../../../kernel/lca/solve.ts';
import type { BuiltSystem, SystemProcess } from '../../../../kernel/lca/system.ts';
import { Refusal } from '../../../../kernel/refusal.ts';

/** What the thread answers about the products of a stored system, all of them at once or one of them with what stands above and below it. */

type Indicator = Worths['indicator'];

interface Seen {
  readonly indicator: Indicator;
  readonly indicators: readonly Indicator[];
  readonly residual: number;
  readonly path: string;
}

/** One entry a column of the system: a process, or the part of it that belongs to one of its products. Values are per reference unit of the product. */
export interface RankedProducts extends Seen {
  readonly processIds: readonly string[];
  readonly flowIds: readonly string[];
  readonly products: readonly string[];
  readonly units: readonly string[];
  readonly worth: Float64Array;
}

export interface TraceOrder {
  readonly processId: string;
  readonly flowId?: string;
  readonly cutOff: number;
  readonly depth: number;
  readonly nodes: number;
}

interface Named {
  readonly processId: string;
  readonly name: string;
  readonly location: string;
  readonly product: string;
  readonly unit: string;
}

export interface TracedProduct extends Seen {
  readonly unit: string;
  readonly value: number;
  readonly nodes: readonly (Named & {
    readonly parent: number | null;
    readonly amount: number;
    readonly total: number;
    readonly direct: number;
    readonly hidden: number;
    readonly loop: boolean;
  })[];
  /** The largest users by what they take times what it is worth; how many there are in all. */
  readonly users: readonly (Named & { readonly amount: number })[];
  readonly usersTotal: number;
}

const shownUsers = 200;

function seen(system: BuiltSystem, prepared: PreparedSystem, indicator: string): Worths {
  const worths = worthsOf(system, prepared, indicator);
  if (!worths) throw new Refusal('not_found', { values: { what: 'lca_indicator', id: indicator } });
  return worths;
}

export function rankProducts(system: BuiltSystem, prepared: PreparedSystem, wanted: string): RankedProducts {
  const { indicator, indicators, residual, path, worth } = seen(system, prepared, wanted);
  const of = (field: 'processId' | 'flowId' | 'flowName' | 'unit') => system.processIndex.map((one) => one[field]);
  return {
    indicator,
    indicators,
    residual,
    path,
    worth,
    processIds: of('processId'),
    flowIds: of('flowId'),
    products: of('flowName'),
    units: of('unit'),
  };
}

const named = (one: SystemProcess | undefined): Named => ({
  ...{ processId: one?.processId ?? '', name: one?.name ?? '', location: one?.location ?? '' },
  ...{ product: one?.flowName ?? '', unit: one?.unit ?? '' },
});

export function traceProduct(system: BuiltSystem, prepared: PreparedSystem, wanted: string, order: TraceOrder): TracedProduct {
  const { indicator, indicators, residual, path, worth, direct } = seen(system, prepared, wanted);
  const { processId, flowId, ...limits } = order;
  const column = system.processIndex.findIndex((one) => one.processId === processId && (flowId === undefined || one.flowId === flowId));
  if (column < 0) throw new Refusal('not_found', { values: { what: 'lca_process', id: processId } });
  const users = usersOf(system, column).sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount) || a.column - b.column);
  return {
    ...{ indicator, indicators, residual, path, unit: system.processIndex[column]?.unit ?? '', value: worth[column] ?? 0 },
    nodes: treeOf(system, { worth, direct }, { column, amount: 1 }, limits).map(({ column: at, ...line }) => ({
      ...named(system.processIndex[at]),
      ...line,
    })),
    users: users.slice(0, shownUsers).map(({ column: at, amount }) => ({ ...named(system.processIndex[at]), amount })),
    usersTotal: users.length,
  };
}
