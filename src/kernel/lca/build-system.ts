import type { Finding } from '../finding.ts';
import { Refusal } from '../refusal.ts';
import { characterisation } from './characterise.ts';
import { type Choices, choiceList } from './choices.ts';
import type { LcaDatabase } from './dataset.ts';
import { divideProcess, type Part } from './divide-process.ts';
import { sparseOf } from './sparse.ts';
import type { BuildOptions, BuiltSystem, Placed, SystemFlow, SystemProcess } from './system.ts';
import { flag, type SystemTable, tabulate } from './system-table.ts';

/** Joins the databases (an id that several have is taken from the first) and builds the matrices. Throws `Refusal('invalid_input')` where nothing can be built. */
export function buildSystem(datasets: readonly LcaDatabase[], options: BuildOptions): BuiltSystem {
  const { table, findings } = tabulate(datasets, options.parameters);
  const built = buildFromTable(table, options);
  return { ...built, findings: [...findings, ...built.findings] };
}

/** Columns that make a flow, by process number and flow number. */
interface Makers {
  readonly byFlow: ReadonlyMap<number, readonly number[]>;
  readonly byProcess: ReadonlyMap<string, number>;
  /** Process number of a column. */
  readonly processOf: Int32Array;
}

/** The same from the stored table of a database. */
export function buildFromTable(table: SystemTable, options: BuildOptions): BuiltSystem {
  const choices = choiceList();
  const parts = table.processes.flatMap((_, process) => divideProcess(table, process, ruleOf(table, process, options), choices));
  if (parts.length === 0) throw new Refusal('invalid_input', { findings: [nothingToBuild] });
  const makers = makersOf(parts, table);
  const resources = resourcesOf(table);
  const { flowIndex, flowRow } = elementaryRows(table, resources);
  const places: Placed[] = [];
  for (const [column, part] of parts.entries()) placePart(part, column, { table, makers, choices, places, flowRow, resources, options });
  const entries = (matrix: 'a' | 'b') =>
    places.filter((one) => one.matrix === matrix).map((one) => [one.row, one.column, one.factor * (table.amount[one.line] ?? 0)] as const);
  const { c, indicatorIndex, findings } = characterisation(table, flowRow, resources, options);
  const processIndex = parts.map((part): SystemProcess => {
    const { id, name, location = '' } = table.processes[part.process] ?? { id: '', name: '' };
    const flow = table.flows[part.flow];
    return { processId: id, name, location, flowId: flow?.id ?? '', flowName: flow?.name ?? '', unit: flow?.unit ?? '', share: part.share };
  });
  return {
    a: sparseOf(parts.length, parts.length, entries('a')),
    b: sparseOf(flowIndex.length, parts.length, entries('b')),
    c,
    processIndex,
    productIndex: processIndex.map(({ processId, flowId, unit }) => ({ processId, flowId, unit })),
    ...{ flowIndex, indicatorIndex, choices: choices.all(), findings, places },
  };
}

const nothingToBuild: Finding = {
  code: 'lca_nothing_to_build',
  severity: 'error',
  place: {},
  text: { zh: '没有一个过程有可用的参考产品', en: 'No process has a reference product to build on' },
  cure: { zh: '检查导入结果，或换一种分配规则', en: 'Look at the findings of the import, or choose another allocation rule' },
};

function ruleOf({ processes }: SystemTable, process: number, { allocation, allocationOf, otherwise }: BuildOptions) {
  return { rule: allocationOf?.[processes[process]?.id ?? ''] ?? allocation, otherwise };
}

function makersOf(parts: readonly Part[], table: SystemTable): Makers {
  const byFlow = new Map<number, number[]>();
  const byProcess = new Map<string, number>();
  for (const [column, part] of parts.entries()) {
    byProcess.set(`${part.process} ${part.flow}`, column);
    byFlow.set(part.flow, [...(byFlow.get(part.flow) ?? []), column]);
  }
  const id = (column: number) => table.processes[parts[column]?.process ?? 0]?.id ?? '';
  for (const columns of byFlow.values()) columns.sort((one, other) => (id(one) < id(other) ? -1 : 1));
  return { byFlow, byProcess, processOf: Int32Array.from(parts, (part) => part.process) };
}

/** An elementary flow is a resource when it is an input more often than an output: its inputs are then what is counted. */
function resourcesOf(table: SystemTable): Uint8Array {
  const balance = new Int32Array(table.flows.length);
  for (let line = 0; line < table.flow.length; line += 1) {
    const flow = table.flow[line] ?? 0;
    balance[flow] = (balance[flow] ?? 0) + ((table.flags[line] ?? 0) & flag.output ? -1 : 1);
  }
  return Uint8Array.from(balance, (one) => (one > 0 ? 1 : 0));
}

function elementaryRows(table: SystemTable, resources: Uint8Array): { flowIndex: SystemFlow[]; flowRow: Int32Array } {
  const used = new Uint8Array(table.flows.length);
  for (const flow of table.flow) used[flow] = 1;
  const flowRow = new Int32Array(table.flows.length).fill(-1);
  const flowIndex: SystemFlow[] = [];
  for (const [number, flow] of table.flows.entries()) {
    if (flow.kind !== 'elementary' || used[number] === 0) continue;
    flowRow[number] = flowIndex.length;
    const { id, name, category = [], unit } = flow;
    flowIndex.push({ id, name, category: category.join('/'), unit, resource: resources[number] === 1 });
  }
  return { flowIndex, flowRow };
}

interface Placing {
  readonly table: SystemTable;
  readonly makers: Makers;
  readonly choices: Choices;
  readonly places: Placed[];
  readonly flowRow: Int32Array;
  readonly resources: Uint8Array;
  readonly options: BuildOptions;
}

function placePart(part: Part, column: number, placing: Placing): void {
  const { table, places, flowRow, resources } = placing;
  for (let line = table.starts[part.process] ?? 0; line < (table.starts[part.process + 1] ?? 0); line += 1) {
    const flow = table.flow[line] ?? 0;
    const flags = table.flags[line] ?? 0;
    const isOutput = (flags & flag.output) !== 0;
    const row = flowRow[flow] ?? -1;
    const share = part.shareOf(line);
    if (row >= 0) {
      const sign = isOutput === (resources[flow] === 1) ? -1 : 1;
      if (share !== 0) places.push({ matrix: 'b', row, column, factor: sign * share, line });
      continue;
    }
    if (part.made.includes(line)) {
      places.push({ matrix: 'a', row: column, column, factor: 1, line });
      continue;
    }
    if (part.products.includes(line)) {
      if (part.substituted) placeDemand(line, part, column, share, placing);
      continue;
    }
    if (share !== 0) placeDemand(line, part, column, share, placing);
  }
}

/** An input, a waste that is given away, or (with the opposite sign) an avoided product: taken from its provider's row, or left unlinked and listed. */
function placeDemand(line: number, part: Part, column: number, share: number, placing: Placing): void {
  const { table, places } = placing;
  const flow = table.flow[line] ?? 0;
  const row = providerOf(line, part, column, placing);
  if (row === null) return;
  const isOutput = ((table.flags[line] ?? 0) & flag.output) !== 0;
  // A waste given away asks for its treatment; an output of a product that this column does not make stands in for production elsewhere.
  const asksFor = table.flows[flow]?.kind === 'waste' ? isOutput : !isOutput;
  places.push({ matrix: 'a', row, column, factor: asksFor ? -share : share, line });
}

/** Amounts closer than this, relative to their size, are the same. */
const sameAmount = 1e-12;

/**
 * Whether a process takes in all of the product it makes, as data sets of collection and handling do that give input and output one name. Linked to itself it
 * would yield nothing, and no system that holds it could be solved.
 */
function takesWholeOutput(flow: number, part: Part, table: SystemTable): boolean {
  const made = part.made.reduce((sum, line) => sum + (table.amount[line] ?? 0), 0);
  let taken = 0;
  for (let line = table.starts[part.process] ?? 0; line < (table.starts[part.process + 1] ?? 0); line += 1)
    if (table.flow[line] === flow && !part.made.includes(line)) taken += (table.amount[line] ?? 0) * part.shareOf(line);
  return Math.abs(made - taken) <= sameAmount * Math.abs(made);
}

/** The one given → else the producers of the flow, lowest process id → else nothing (conventions §3). */
function providerOf(line: number, part: Part, column: number, { table, makers, choices, options }: Placing): number | null {
  const flow = table.flow[line] ?? 0;
  const given = table.provider[line] ?? -1;
  const facts = { flow: table.flows[flow]?.name ?? '', flowId: table.flows[flow]?.id ?? '' };
  const all = makers.byFlow.get(flow) ?? [];
  // What a joint process displaces is made elsewhere, not by itself.
  const apart = part.substituted && part.products.includes(line);
  const isWhole = flow === part.flow && !apart && takesWholeOutput(flow, part, table);
  if (isWhole) choices.say('own_output_taken', { ...facts, process: table.processes[part.process]?.name ?? '' });
  const others = all.filter((one) => (apart ? makers.processOf[one] !== part.process : !(isWhole && one === column)));
  if (given >= 0) {
    const named = makers.byProcess.get(`${given} ${flow}`);
    if (named !== undefined && !(isWhole && named === column)) {
      choices.say('provider_given', {});
      return named;
    }
    if (named === undefined) choices.say('provider_given_makes_not', { ...facts, provider: table.processes[given]?.name ?? '' });
  }
  if (given === -2) choices.say('provider_absent', facts);
  const [first] = options.providers === 'given_only' ? [] : others;
  if (first === undefined) {
    choices.say('cut_off', { ...facts, unit: table.flows[flow]?.unit ?? '' });
    return null;
  }
  if (others.length === 1) choices.say('provider_only', {});
  else
    choices.say('provider_lowest_id', {
      ...facts,
      count: String(others.length),
      provider: table.processes[makers.processOf[first] ?? 0]?.id ?? '',
    });
  return first;
}
