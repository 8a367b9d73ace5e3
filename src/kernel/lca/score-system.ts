import type { Finding } from '../finding.ts';
import { Refusal } from '../refusal.ts';
import type { Text } from '../text.ts';
import type { Choice } from './choices.ts';
import { type PreparedSystem, type SolvePath, solveMany } from './solve.ts';
import { multiply, multiplyTransposed, rowOf } from './sparse.ts';
import type { BuiltSystem } from './system.ts';

/** What is wanted of a system: amounts of products by the id of their process (and of their flow, where a process has several). */
export interface ScoreOrder {
  readonly demand: readonly { readonly processId: string; readonly flowId?: string; readonly amount: number }[];
  /** So many of each list, the greatest first. */
  readonly most: number;
}

export interface Share {
  readonly value: number;
  /** Of the impact; 0 where that is 0. */
  readonly share: number;
}

export interface Impact {
  readonly id: string;
  readonly name: Text;
  readonly unit: string;
  readonly value: number;
  readonly processes: readonly (Share & { readonly processId: string; readonly name: string; readonly location: string })[];
  readonly flows: readonly (Share & { readonly flowId: string; readonly name: string; readonly category: string })[];
}

export interface Score {
  /** Units of what was asked for, in its order: the reference units of the products. */
  readonly units: readonly string[];
  readonly size: { readonly processes: number; readonly flows: number; readonly active: number };
  readonly residual: number;
  readonly path: SolvePath;
  readonly impacts: readonly Impact[];
  readonly scaling: readonly {
    readonly processId: string;
    readonly name: string;
    readonly location: string;
    readonly product: string;
    readonly activity: number;
    /** Of the product, made under this demand. */
    readonly amount: number;
    readonly unit: string;
  }[];
  readonly inventory: readonly {
    readonly flowId: string;
    readonly name: string;
    readonly category: string;
    readonly amount: number;
    readonly unit: string;
    readonly resource: boolean;
  }[];
  readonly choices: readonly Choice[];
  readonly choiceCounts: Readonly<Record<string, number>>;
  readonly findings: readonly Finding[];
}

/** Places of the greatest values by size; equal ones in their own order. */
function greatest(values: Float64Array, most: number): number[] {
  const places = [...values.keys()].filter((i) => values[i] !== 0);
  return places.sort((i, j) => Math.abs(values[j] ?? 0) - Math.abs(values[i] ?? 0) || i - j).slice(0, most);
}

/** A·s = f, g = B·s, h = C·g (Heijungs & Suh 2002), with what contributes most and every choice the system rests on. */
export function scoreSystem(system: BuiltSystem, prepared: PreparedSystem, { demand, most }: ScoreOrder): Score {
  const { wanted, units } = demandOf(system, demand);
  const [solution] = solveMany(prepared, [wanted]);
  if (!solution) throw new TypeError('one demand, one solution');
  const { x, residual, path, findings } = solution;
  const inventory = multiply(system.b, x);
  const scaling = greatest(x, most).map((column) => {
    const { processId = '', name = '', location = '', flowName: product = '', unit = '' } = system.processIndex[column] ?? {};
    const activity = x[column] ?? 0;
    return { processId, name, location, product, activity, amount: activity * diagonal(system, column), unit };
  });
  return {
    size: { processes: system.a.columns, flows: system.b.rows, active: x.reduce((count, one) => count + (one === 0 ? 0 : 1), 0) },
    ...{ units, residual, path, scaling },
    impacts: system.indicatorIndex.map((_, row) => impactOf(system, row, { x, inventory, most })),
    inventory: greatest(inventory, most).map((row) => {
      const { id: flowId = '', name = '', category = '', unit = '', resource = false } = system.flowIndex[row] ?? {};
      return { flowId, name, category, amount: inventory[row] ?? 0, unit, resource };
    }),
    ...{ choices: system.choices.slice(0, most), choiceCounts: countsOf(system.choices), findings: [...findings, ...system.findings] },
  };
}

function countsOf(choices: readonly Choice[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind, count } of choices) counts[kind] = (counts[kind] ?? 0) + count;
  return counts;
}

function diagonal({ a }: BuiltSystem, column: number): number {
  for (let k = a.columnStarts[column] ?? 0; k < (a.columnStarts[column + 1] ?? 0); k += 1)
    if (a.rowIndices[k] === column) return a.values[k] ?? 0;
  return 0;
}

interface Demand {
  readonly wanted: Float64Array;
  readonly units: readonly string[];
}

function demandOf({ processIndex }: BuiltSystem, demand: ScoreOrder['demand']): Demand {
  const wanted = new Float64Array(processIndex.length);
  const [findings, units]: [Finding[], string[]] = [[], []];
  for (const [index, { processId, flowId, amount }] of demand.entries()) {
    const column = processIndex.findIndex((one) => one.processId === processId && (flowId === undefined || one.flowId === flowId));
    if (column < 0) findings.push(notThere(index, processId));
    else wanted[column] = (wanted[column] ?? 0) + amount;
    units.push(processIndex[column]?.unit ?? '');
  }
  if (findings.length > 0) throw new Refusal('invalid_input', { findings });
  return { wanted, units };
}

function notThere(index: number, processId: string): Finding {
  return {
    code: 'lca_process_not_in_system',
    severity: 'error',
    place: { path: `/demand/${index}`, at: { process: processId } },
    text: { zh: `过程 ${processId} 或其产品不在此系统中`, en: `The process ${processId}, or its product, is no part of this system` },
    cure: { zh: '该过程没有参考产品，或按所选分配规则被排除', en: 'It has no reference product, or the allocation rule left it out' },
  };
}

interface Solved {
  readonly x: Float64Array;
  readonly inventory: Float64Array;
  readonly most: number;
}

function impactOf(system: BuiltSystem, row: number, { x, inventory, most }: Solved): Impact {
  const { id, name, unit } = system.indicatorIndex[row] ?? { id: '', name: { zh: '', en: '' }, unit: '' };
  const factors = rowOf(system.c, row);
  const byFlow = inventory.map((amount, flow) => amount * (factors[flow] ?? 0));
  const byProcess = multiplyTransposed(system.b, factors).map((direct, column) => direct * (x[column] ?? 0));
  const value = byFlow.reduce((sum, one) => sum + one, 0);
  const share = (part: number): Share => ({ value: part, share: value === 0 ? 0 : part / value });
  return {
    ...{ id, name, unit, value },
    processes: greatest(byProcess, most).map((column) => {
      const { processId = '', name: process = '', location = '' } = system.processIndex[column] ?? {};
      return { ...share(byProcess[column] ?? 0), processId, name: process, location };
    }),
    flows: greatest(byFlow, most).map((flow) => {
      const { id: flowId = '', name: flowName = '', category = '' } = system.flowIndex[flow] ?? {};
      return { ...share(byFlow[flow] ?? 0), flowId, name: flowName, category };
    }),
  };
}
