import { convention, type Figure, figure, openSheet, type Sheet } from '../emission/uncertainty/sheet.ts';
import type { Finding } from '../finding.ts';
import type { Convention, Evaluation } from '../method/evaluation.ts';
import { shown } from '../quantity/decimal.ts';
import { Refusal } from '../refusal.ts';
import { estimated } from '../trading/risk/sheet-figures.ts';
import type { Label, LcaSystem } from './labelled-system.ts';
import type { SolvePlan } from './plan.ts';
import { type PreparedSystem, prepareLabelled, type Solution, solveMany } from './solve.ts';
import { type ByRows, byRowsOf, multiply, multiplyTransposed, rowOf } from './sparse.ts';

export const lcaSolveMethod = {
  id: 'lca-solve',
  version: 1,
  title: { zh: '产品系统求解', en: 'Solution of a product system' },
  source: 'Heijungs & Suh 2002, The Computational Structure of Life Cycle Assessment; docs/spec/lca-solve.md',
};

export const lcaSolveFigures = {
  demand: figure('f', '需求', 'Demand', '', 6),
  technosphere: figure('a', '技术矩阵元素', 'Entry of the technosphere', '', 6),
  elementary: figure('b', '基本流矩阵元素', 'Entry of the biosphere', '', 6),
  factor: figure('c', '特征化因子', 'Characterisation factor', '', 6),
  scaling: figure('s', '过程的活动水平', 'Activity of the process', '1', 6),
  inventory: figure('g', '清单：基本流', 'Inventory: elementary flow', '', 6),
  impact: figure('h', '影响', 'Impact', '', 6),
  contribution: figure('contribution', '过程的贡献', 'Contribution of the process', '', 6),
  share: figure('share', '贡献占比', 'Share of the impact', '%', 2),
  upstream: figure('per_unit', '单位产品的全上游影响', 'Impact of a unit of the product with all that is upstream', '', 6),
  residual: figure('residual', '相对残差 ‖f − A·s‖/‖f‖', 'Relative residual ‖f − A·s‖/‖f‖', '1', 20),
} as const;
const f = lcaSolveFigures;

export interface SolveRequest {
  readonly demands: readonly { readonly id: string; readonly amounts: Readonly<Record<string, number>> }[];
  /** Also the impact of a unit of every product. */
  readonly upstream: boolean;
  /** So many scaling factors, flows and contributions of each demand are told: the greatest by size. */
  readonly most: number;
}

const source = 'Heijungs & Suh 2002';
/** Systems of no more entries than this tell each of them in the derivation. */
const tellEntries = 400;
const tellTerms = 12;

interface Told {
  readonly sheet: Sheet;
  readonly system: LcaSystem;
  readonly plan: SolvePlan;
  readonly byProduct: ByRows;
  readonly byFlow: ByRows;
  readonly entry: (matrix: 'a' | 'b' | 'c', row: number, column: number) => string[];
}

const number = (value: number): string => {
  const told = estimated(value);
  return told === null ? '—' : shown(told, 6);
};
const unitOf = (label: Label | undefined): string => label?.unit ?? '';

/** The places of the greatest values by size, in their own order; zeros are left out. */
function greatest(values: Float64Array, most: number): number[] {
  const places = [...values.keys()].filter((i) => values[i] !== 0);
  if (places.length <= most) return places;
  return places
    .sort((i, j) => Math.abs(values[j] ?? 0) - Math.abs(values[i] ?? 0) || i - j)
    .slice(0, most)
    .sort((i, j) => i - j);
}

function tellSystem(sheet: Sheet, system: LcaSystem): Told['entry'] {
  const { a, b, c, products, processes, flows, indicators } = system;
  const nodes = new Map<string, string>();
  if (a.values.length + b.values.length + c.values.length <= tellEntries) {
    const axes = {
      a: [a, f.technosphere, products, 'product', processes, 'process'],
      b: [b, f.elementary, flows, 'flow', processes, 'process'],
      c: [c, f.factor, indicators, 'indicator', flows, 'flow'],
    } as const;
    for (const [name, [matrix, told, rows, row, columns, column]] of Object.entries(axes)) {
      for (let j = 0; j < matrix.columns; j += 1) {
        for (let k = matrix.columnStarts[j] ?? 0; k < (matrix.columnStarts[j + 1] ?? 0); k += 1) {
          const i = matrix.rowIndices[k] ?? 0;
          const at = { [row]: rows[i]?.id ?? '', [column]: columns[j]?.id ?? '' };
          nodes.set(
            `${name} ${i} ${j}`,
            sheet.input({ ...told, unit: name === 'c' ? '' : unitOf(rows[i]) }, at, estimated(matrix.values[k] ?? 0)),
          );
        }
      }
    }
  }
  return (matrix, row, column) => {
    const node = nodes.get(`${matrix} ${row} ${column}`);
    return node === undefined ? [] : [node];
  };
}

/** "a × x + …" over a few terms; nothing where there are too many to read. */
function terms(of: readonly (readonly [number, number])[]): string {
  const told = of.filter(([, x]) => x !== 0);
  return told.length > tellTerms ? '' : told.map(([value, x]) => `${number(value)} × ${number(x)}`).join(' + ') || '0';
}

const placesOf = (labels: readonly Label[]): Map<string, number> => new Map(labels.map(({ id }, i) => [id, i]));

/** @throws Refusal `invalid_input` for a product that nobody makes */
export function demandOf(
  { products }: Pick<LcaSystem, 'products'>,
  amounts: Readonly<Record<string, number>>,
  path: string,
  places: ReadonlyMap<string, number> = placesOf(products),
): Float64Array {
  const demand = new Float64Array(products.length);
  for (const [id, amount] of Object.entries(amounts)) {
    const at = places.get(id);
    if (at === undefined) {
      const text = { zh: `没有名为“${id}”的产品`, en: `There is no product “${id}”` };
      const cure = {
        zh: '需求按产品（矩阵的行）给出，而不是按过程',
        en: 'State the demand by product, a row of the matrix, not by process',
      };
      throw new Refusal('invalid_input', {
        findings: [{ code: 'label_unknown', severity: 'error', place: { path: `${path}/${id}` }, text, cure }],
      });
    }
    demand[at] = amount;
  }
  return demand;
}

/** The equation that a process has to fulfil: the row of its product. */
function tellScaling(
  told: Told,
  demand: string,
  wanted: Float64Array,
  solution: Solution,
  inputs: readonly string[],
  most: number,
): Map<number, string> {
  const { sheet, system, plan, entry } = told;
  const { byProduct: byRows } = told;
  const nodes = new Map<number, string>();
  for (const j of greatest(solution.x, most)) {
    const row = plan.rowOfColumn[j] ?? 0;
    const places = Array.from(
      { length: (byRows.rowStarts[row + 1] ?? 0) - (byRows.rowStarts[row] ?? 0) },
      (_, k) => (byRows.rowStarts[row] ?? 0) + k,
    );
    const columns = places.map((k) => byRows.columnIndices[k] ?? 0);
    const sum = terms(places.map((k) => [system.a.values[byRows.places[k] ?? 0] ?? 0, solution.x[byRows.columnIndices[k] ?? 0] ?? 0]));
    const node = sheet.step(f.scaling, { demand, process: system.processes[j]?.id ?? '' }, estimated(solution.x[j] ?? 0), {
      formula: 'A·s = f',
      substituted: sum === '' ? '' : `${sum} = ${number(wanted[row] ?? 0)}`,
      uses: [...columns.flatMap((column) => entry('a', row, column)), ...inputs],
      clause: '2.2',
      source,
    });
    nodes.set(j, node);
  }
  return nodes;
}

function tellInventory(
  told: Told,
  demand: string,
  solution: Solution,
  scaling: ReadonlyMap<number, string>,
  inventory: Float64Array,
  most: number,
): Map<number, string> {
  const { sheet, system, byFlow, entry } = told;
  const nodes = new Map<number, string>();
  for (const i of greatest(inventory, most)) {
    const places: number[] = [];
    for (let k = byFlow.rowStarts[i] ?? 0; k < (byFlow.rowStarts[i + 1] ?? 0); k += 1) places.push(k);
    const columns = places.map((k) => byFlow.columnIndices[k] ?? 0);
    const flow = system.flows[i];
    const node = sheet.step({ ...f.inventory, unit: unitOf(flow) }, { demand, flow: flow?.id ?? '' }, estimated(inventory[i] ?? 0), {
      formula: 'g = B·s',
      substituted: terms(places.map((k) => [system.b.values[byFlow.places[k] ?? 0] ?? 0, solution.x[byFlow.columnIndices[k] ?? 0] ?? 0])),
      uses: columns.flatMap((j) => [...entry('b', i, j), ...[scaling.get(j) ?? []].flat()]),
      clause: '2.2',
      source,
    });
    nodes.set(i, node);
  }
  return nodes;
}

interface Impact {
  readonly label: Label;
  /** Characterisation factors by flow, and what a unit of each process's activity is worth. */
  readonly factors: Float64Array;
  readonly perProcess: Float64Array;
}

function tellImpact(
  told: Told,
  demand: string,
  solution: Solution,
  inventory: Float64Array,
  nodes: { flows: ReadonlyMap<number, string>; scaling: ReadonlyMap<number, string> },
  impacts: readonly Impact[],
  most: number,
): void {
  const { sheet, system, entry } = told;
  impacts.forEach(({ label, factors, perProcess }, n) => {
    const at = { demand, indicator: label.id };
    const flows = [...factors.keys()].filter((i) => factors[i] !== 0 && inventory[i] !== 0);
    const total = flows.reduce((sum, i) => sum + (factors[i] ?? 0) * (inventory[i] ?? 0), 0);
    const whole = sheet.step({ ...f.impact, unit: unitOf(label) }, at, estimated(total), {
      formula: 'h = C·g',
      substituted: terms(flows.map((i) => [factors[i] ?? 0, inventory[i] ?? 0])),
      uses: flows.flatMap((i) => [...entry('c', n, i), ...[nodes.flows.get(i) ?? []].flat()]),
      clause: '8.2',
      source,
    });
    const parts = perProcess.map((one, j) => one * (solution.x[j] ?? 0));
    for (const j of greatest(parts, most)) {
      const own = { ...at, process: system.processes[j]?.id ?? '' };
      const part = sheet.step({ ...f.contribution, unit: unitOf(label) }, own, estimated(parts[j] ?? 0), {
        formula: '(C·B)_process × s_process',
        substituted: `${number(perProcess[j] ?? 0)} × ${number(solution.x[j] ?? 0)}`,
        uses: [nodes.scaling.get(j) ?? []].flat(),
        source,
      });
      if (total !== 0)
        sheet.step(f.share, own, estimated((100 * (parts[j] ?? 0)) / total), { formula: 'contribution / h', uses: [part, whole], source });
    }
  });
}

function tellUpstream({ sheet, system }: Told, prepared: PreparedSystem, impacts: readonly Impact[], most: number): void {
  const solutions = solveMany(
    prepared,
    impacts.map((one) => one.perProcess),
    true,
  );
  solutions.forEach(({ x }, n) => {
    const label = impacts[n]?.label;
    for (const i of greatest(x, most)) {
      const product = system.products[i];
      const unit = product?.unit ? `${unitOf(label)}/${product.unit}` : unitOf(label);
      sheet.step({ ...f.upstream, unit }, { product: product?.id ?? '', indicator: label?.id ?? '' }, estimated(x[i] ?? 0), {
        formula: 'Aᵀ·y = (C·B)ᵀ',
        substituted: '',
        uses: [],
        source,
      });
    }
  });
}

const shortened = (what: Figure, most: number, all: number): Finding => ({
  ...{ code: 'list_shortened', severity: 'info' as const, place: { symbol: what.symbol } },
  text: {
    zh: `“${what.title.zh}”共 ${all} 个，只列出绝对值最大的 ${most} 个`,
    en: `Of ${all} values of “${what.title.en}” the ${most} greatest by size are told`,
  },
  cure: { zh: '用 most 给出更大的个数', en: 'Ask for more with “most”' },
});

/** More figures than these are no answer to one request. */
const mostFigures = 200_000;

/** @throws Refusal `invalid_input` when the lists asked for are too long together */
function bounded({ processes, products, flows, indicators }: LcaSystem, { demands, upstream, most }: SolveRequest): void {
  const shown = (all: number): number => Math.min(most, all);
  const each = shown(processes.length) * (1 + 2 * indicators.length) + shown(flows.length);
  const figures = demands.length * each + (upstream ? indicators.length * shown(products.length) : 0);
  if (figures <= mostFigures) return;
  const text = {
    zh: `结果将有 ${figures} 个数，最多 ${mostFigures} 个`,
    en: `The result would have ${figures} figures; ${mostFigures} is the most`,
  };
  const cure = { zh: '减小 most，或分几次给出需求', en: 'Ask for a smaller “most”, or for fewer demands at once' };
  throw new Refusal('invalid_input', { findings: [{ code: 'too_many_figures', severity: 'error', place: { path: '/most' }, text, cure }] });
}

/** What is known of a system that was solved before, and what else its result must say. */
export interface KnownSystem {
  readonly prepared?: PreparedSystem;
  readonly findings?: readonly Finding[];
  readonly conventions?: readonly Convention[];
}

/** Scaling, inventory, impacts and contributions of each demand; with `upstream` the impact of a unit of every product. */
export function evaluateLcaSolve(system: LcaSystem, request: SolveRequest, known: KnownSystem = {}): Evaluation {
  const { demands, upstream, most } = request;
  bounded(system, request);
  const sheet = openSheet();
  const productAt = placesOf(system.products);
  const wanted = demands.map(({ amounts }, d) => demandOf(system, amounts, `/demands/${d}/amounts`, productAt));
  const prepared = known.prepared ?? prepareLabelled(system);
  const { plan } = prepared;
  const told: Told = { sheet, system, plan, byProduct: byRowsOf(system.a), byFlow: byRowsOf(system.b), entry: tellSystem(sheet, system) };
  const impacts = system.indicators.map((label, i): Impact => {
    const factors = rowOf(system.c, i);
    return { label, factors, perProcess: multiplyTransposed(system.b, factors) };
  });
  const findings: Finding[] = [];
  const solutions = solveMany(prepared, wanted);
  const paths = new Set<string>();
  demands.forEach(({ id, amounts }, d) => {
    const [solution, demand] = [solutions[d], wanted[d]];
    if (!solution || !demand) return;
    paths.add(solution.path);
    const inputs = Object.entries(amounts).map(([product, amount]) => {
      const label = system.products[productAt.get(product) ?? -1];
      return sheet.input({ ...f.demand, unit: unitOf(label) }, { demand: id, product }, estimated(amount));
    });
    const scaling = tellScaling(told, id, demand, solution, inputs, most);
    const inventory = multiply(system.b, solution.x);
    const flows = tellInventory(told, id, solution, scaling, inventory, most);
    tellImpact(told, id, solution, inventory, { flows, scaling }, impacts, most);
    sheet.step(f.residual, { demand: id }, estimated(solution.residual), {
      formula: '‖f − A·s‖ / ‖f‖',
      substituted: '',
      uses: inputs,
      source,
    });
    findings.push(...solution.findings.map((one) => ({ ...one, place: { ...one.place, at: { ...one.place.at, demand: id } } })));
    const active = solution.x.reduce((sum, x) => sum + (x === 0 ? 0 : 1), 0);
    if (active > most) findings.push(shortened(f.scaling, most, active));
  });
  if (upstream) tellUpstream(told, prepared, impacts, most);
  return sheet.result(
    lcaSolveMethod,
    [...findings, ...(known.findings ?? [])],
    [
      ...(known.conventions ?? []),
      convention('path', { zh: '求解途径', en: 'Way of solving' }, [...paths].join(', '), 'default', 'docs/spec/lca-solve.md'),
    ],
  );
}
