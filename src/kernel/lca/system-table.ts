import type { Finding } from '../finding.ts';
import type { Flow, FlowKind, FlowProperty, LcaDatabase, LcaProcess, StoredAllocationKind, Uncertainty, UnitGroup } from './dataset.ts';
import { type Findings, findingsList, kinds } from './formats/reading.ts';
import { amountsOf } from './formula.ts';
import { drawable, pedigreeSpread, recentred, scaled } from './uncertainty.ts';

export interface TableProcess {
  readonly id: string;
  readonly name: string;
  readonly location?: string;
}

/** `mass` (kg) and `energy` (MJ) of one reference unit, where the flow says so. */
export interface TableFlow {
  readonly id: string;
  readonly name: string;
  readonly kind: FlowKind;
  readonly unit: string;
  readonly category?: readonly string[];
  readonly cas?: string;
  readonly mass?: number;
  readonly energy?: number;
}

export interface TableShare {
  readonly process: number;
  readonly kind: StoredAllocationKind;
  readonly flow: number;
  readonly exchangeId?: number;
  readonly value: number;
}

export interface TableIndicator {
  readonly id: string;
  readonly name: string;
  readonly method: string;
  readonly unit: string;
  /** Flow number and factor per reference unit of the flow. */
  readonly flows: readonly number[];
  readonly factors: readonly number[];
}

/** What of an exchange its flags say. */
export const flag = { output: 1, reference: 2, avoided: 4 } as const;
export const spreadKinds = ['none', 'lognormal', 'normal', 'triangular', 'uniform'] as const;

/**
 * All exchanges of one or several databases as columns of typed arrays, process by process, amounts in the reference units of their flows: what matrices are
 * built from, and what is stored beside a database so that it need not be read again. `starts[p]` to `starts[p + 1]` are the lines of process p.
 */
export interface SystemTable {
  readonly processes: readonly TableProcess[];
  readonly flows: readonly TableFlow[];
  readonly starts: Int32Array;
  readonly flow: Int32Array;
  readonly amount: Float64Array;
  readonly flags: Uint8Array;
  /** Number of the process named as provider; −1 for none, −2 for one that is not there. */
  readonly provider: Int32Array;
  readonly exchange: Int32Array;
  /** Price of one reference unit; NaN where none is given. */
  readonly price: Float64Array;
  /** Index into `spreadKinds`, and its parameters in the order of `Uncertainty`'s fields. */
  readonly spread: Uint8Array;
  readonly spreadA: Float64Array;
  readonly spreadB: Float64Array;
  readonly spreadC: Float64Array;
  readonly shares: readonly TableShare[];
  readonly indicators: readonly TableIndicator[];
}

export interface Tabulated {
  readonly table: SystemTable;
  readonly findings: readonly Finding[];
}

interface Lines {
  readonly flow: number[];
  readonly amount: number[];
  readonly flags: number[];
  readonly provider: (string | undefined)[];
  readonly exchange: number[];
  readonly price: number[];
  readonly spread: (Uncertainty | undefined)[];
}

interface Book {
  readonly groups: ReadonlyMap<string, UnitGroup>;
  readonly properties: ReadonlyMap<string, FlowProperty>;
  readonly flows: ReadonlyMap<string, Flow>;
  readonly numbers: ReadonlyMap<string, number>;
}

/** By id; what several databases have is taken from the first. */
function byId<T extends { readonly id: string }>(lists: readonly (readonly T[])[]): Map<string, T> {
  const all = new Map<string, T>();
  for (const list of lists) for (const one of list) if (!all.has(one.id)) all.set(one.id, one);
  return all;
}

/** How many reference units of the flow one `unit` is; undefined where the flow cannot be counted so. */
function unitFactor(flow: Flow, unit: string, propertyId: string | undefined, { groups, properties }: Book): number | undefined {
  const property = properties.get(propertyId ?? flow.referencePropertyId);
  const per = flow.properties.find((one) => one.flowPropertyId === (propertyId ?? flow.referencePropertyId))?.factor;
  const factor = groups.get(property?.unitGroupId ?? '')?.units.find((one) => one.name === unit)?.factor;
  return factor === undefined || per === undefined || per === 0 ? undefined : factor / per;
}

/** Puts databases together. `replaced`: values of input parameters by process id. Exchanges whose unit is unknown are left out, and said. */
export function tabulate(
  datasets: readonly LcaDatabase[],
  replaced: Readonly<Record<string, Readonly<Record<string, number>>>> = {},
): Tabulated {
  const findings = findingsList();
  const flows = byId(datasets.map((one) => one.flows));
  const book: Book = {
    groups: byId(datasets.map((one) => one.unitGroups)),
    properties: byId(datasets.map((one) => one.flowProperties)),
    flows,
    numbers: new Map([...flows.keys()].map((id, index) => [id, index])),
  };
  const processes = [...byId(datasets.map((one) => one.processes)).values()];
  const commonOf = new Map(datasets.flatMap((one) => one.processes.map((process) => [process.id, one.parameters])));
  const lines: Lines = { flow: [], amount: [], flags: [], provider: [], exchange: [], price: [], spread: [] };
  const starts = new Int32Array(processes.length + 1);
  for (const [index, process] of processes.entries()) {
    takeLines(process, amountsOf(process, commonOf.get(process.id) ?? [], findings, replaced[process.id]), lines, book, findings);
    starts[index + 1] = lines.flow.length;
  }
  const numbers = new Map(processes.map((process, index) => [process.id, index]));
  const table: SystemTable = {
    processes: processes.map(({ id, name, location }) => ({ id, name, ...(location === undefined ? {} : { location }) })),
    flows: [...flows.values()].map((flow) => tableFlow(flow, book)),
    starts,
    ...columnsOf(lines, numbers),
    shares: processes.flatMap((process, index) => sharesOf(process, index, book)),
    indicators: datasets.flatMap((one) => indicatorsOf(one, book, findings)),
  };
  return { table, findings: findings.all() };
}

function takeLines(process: LcaProcess, amounts: readonly number[], lines: Lines, book: Book, findings: Findings): void {
  for (const [index, line] of process.exchanges.entries()) {
    const flow = book.flows.get(line.flowId);
    const factor = flow && unitFactor(flow, line.unit, line.flowPropertyId, book);
    if (!flow || factor === undefined) {
      const place = { path: process.id, line: line.id };
      findings.say(kinds.unitUnknown, place, { process: process.name, unit: line.unit, flow: flow?.name ?? line.flowId });
      continue;
    }
    const amount = (amounts[index] ?? 0) * factor;
    const spread =
      drawable(line.uncertainty && recentred(line.uncertainty, line.amount, amounts[index] ?? 0)) ??
      drawable(pedigreeSpread(line, amounts[index] ?? 0));
    lines.flow.push(book.numbers.get(line.flowId) ?? 0);
    lines.amount.push(amount);
    lines.flags.push(
      (line.direction === 'output' ? flag.output : 0) |
        (line.isReference ? flag.reference : 0) |
        (line.isAvoided === true ? flag.avoided : 0),
    );
    lines.provider.push(line.providerId);
    lines.exchange.push(line.id);
    lines.price.push(line.price && amount !== 0 ? line.price.amount / (line.amount * factor) : Number.NaN);
    lines.spread.push(spread && scaled(spread, factor));
  }
}

type Columns = Omit<SystemTable, 'processes' | 'flows' | 'starts' | 'shares' | 'indicators'>;

function columnsOf(lines: Lines, processes: ReadonlyMap<string, number>): Columns {
  const parts = lines.spread.map(spreadParts);
  return {
    flow: Int32Array.from(lines.flow),
    amount: Float64Array.from(lines.amount),
    flags: Uint8Array.from(lines.flags),
    provider: Int32Array.from(lines.provider, (id) => (id === undefined ? -1 : (processes.get(id) ?? -2))),
    exchange: Int32Array.from(lines.exchange),
    price: Float64Array.from(lines.price),
    spread: Uint8Array.from(parts, (one) => one[0]),
    spreadA: Float64Array.from(parts, (one) => one[1]),
    spreadB: Float64Array.from(parts, (one) => one[2]),
    spreadC: Float64Array.from(parts, (one) => one[3]),
  };
}

function spreadParts(one: Uncertainty | undefined): readonly [number, number, number, number] {
  switch (one?.kind) {
    case undefined:
      return [0, 0, 0, 0];
    case 'lognormal':
      return [1, one.geometricMean, one.geometricSd, 0];
    case 'normal':
      return [2, one.mean, one.sd, 0];
    case 'triangular':
      return [3, one.minimum, one.mode, one.maximum];
    case 'uniform':
      return [4, one.minimum, one.maximum, 0];
  }
}

/** The uncertainty of a line, as it was tabulated. */
export function spreadOf(table: SystemTable, line: number): Uncertainty | undefined {
  const [a, b, c] = [table.spreadA[line] ?? 0, table.spreadB[line] ?? 0, table.spreadC[line] ?? 0];
  switch (spreadKinds[table.spread[line] ?? 0]) {
    case 'lognormal':
      return { kind: 'lognormal', geometricMean: a, geometricSd: b };
    case 'normal':
      return { kind: 'normal', mean: a, sd: b };
    case 'triangular':
      return { kind: 'triangular', minimum: a, mode: b, maximum: c };
    case 'uniform':
      return { kind: 'uniform', minimum: a, maximum: b };
    default:
      return undefined;
  }
}

const massNames = /^(mass|质量)$/i;
const energyNames = /energy|calorific|heating value|热值|能量/i;

/** Content by one reference unit: through a property of that name, in kg or MJ by the factor of that unit in its group. */
function contentOf(flow: Flow, names: RegExp, unit: string, { properties, groups }: Book): number | undefined {
  for (const { flowPropertyId, factor } of flow.properties) {
    const property = properties.get(flowPropertyId);
    if (!property || !names.test(property.name.trim())) continue;
    const one = groups.get(property.unitGroupId)?.units.find((each) => each.name === unit)?.factor;
    if (one !== undefined && one > 0 && factor > 0) return factor / one;
  }
  return undefined;
}

function tableFlow(flow: Flow, book: Book): TableFlow {
  const unit = book.groups.get(book.properties.get(flow.referencePropertyId)?.unitGroupId ?? '')?.referenceUnit ?? '';
  const mass = contentOf(flow, massNames, 'kg', book);
  const energy = contentOf(flow, energyNames, 'MJ', book);
  const { id, name, kind, category, cas } = flow;
  return {
    ...{ id, name, kind, unit },
    ...(category ? { category } : {}),
    ...(cas === undefined ? {} : { cas }),
    ...(mass === undefined ? {} : { mass }),
    ...(energy === undefined ? {} : { energy }),
  };
}

function sharesOf(process: LcaProcess, index: number, { numbers }: Book): TableShare[] {
  return (process.allocationFactors ?? []).flatMap(({ kind, productId, exchangeId, value }) => {
    const flow = numbers.get(productId);
    return flow === undefined ? [] : [{ process: index, kind, flow, value, ...(exchangeId === undefined ? {} : { exchangeId }) }];
  });
}

/** Factors are per unit stated; where none is stated, per reference unit of the flow (ILCD). Regional ones stay with their place; the system knows none. */
function indicatorsOf(database: LcaDatabase, book: Book, findings: Findings): TableIndicator[] {
  return database.methods.flatMap((method) =>
    method.indicators.map(({ id, name, unit, factors }) => {
      const values = new Map<number, number>();
      const [twins, regional] = [new Map<number, number>(), factors.filter((one) => one.location !== undefined).length];
      for (const one of factors) {
        if (one.location !== undefined) continue;
        const flow = book.flows.get(one.flowId);
        const per = flow && (one.unit === '' ? 1 : unitFactor(flow, one.unit, one.flowPropertyId, book));
        if (!flow || per === undefined) {
          findings.say(kinds.unitUnknown, { path: id }, { process: name, unit: one.unit, flow: flow?.name ?? one.flowId });
          continue;
        }
        const number = book.numbers.get(one.flowId) ?? 0;
        if (values.has(number)) twins.set(number, (twins.get(number) ?? 1) + 1);
        else values.set(number, one.value / per);
      }
      if (regional > 0) findings.say(kinds.regional, { path: id }, { indicator: name, count: String(regional) });
      for (const [number, count] of twins) {
        const flow = [...book.flows.values()][number];
        const told = { indicator: name, flow: flow?.name ?? '', count: String(count), value: String(values.get(number) ?? 0) };
        findings.say(kinds.twinFactors, { path: id, at: { flow: flow?.id ?? '' } }, told);
      }
      return { id, name, unit, method: method.name, flows: [...values.keys()], factors: [...values.values()] };
    }),
  );
}
