import { Decimal } from '../quantity/decimal.ts';
import { Refusal } from '../refusal.ts';
import type { Text } from '../text.ts';
import { type AllocatableOutput, allocationShares, ruleWords } from './allocation.ts';
import type { Choices } from './choices.ts';
import type { BuildOptions, SystemAllocation } from './system.ts';
import { flag, type SystemTable } from './system-table.ts';

/** What of a process becomes one column: the product it is for, and the share of each line. */
export interface Part {
  readonly process: number;
  readonly flow: number;
  readonly share: number;
  /** Lines that are this column's own product. */
  readonly made: readonly number[];
  /** Lines of all products of the process. */
  readonly products: readonly number[];
  /** The other products displace production elsewhere. */
  readonly substituted: boolean;
  readonly shareOf: (line: number) => number;
}

/** Products of a process: outputs of products that are not avoided, and wastes it takes in to treat; with the line marked as reference in any case. */
function productLines(table: SystemTable, process: number): number[] {
  const found: number[] = [];
  for (let line = table.starts[process] ?? 0; line < (table.starts[process + 1] ?? 0); line += 1) {
    const flags = table.flags[line] ?? 0;
    const kind = table.flows[table.flow[line] ?? 0]?.kind;
    if (kind === 'elementary' || (table.amount[line] ?? 0) === 0) continue;
    const isProduct = kind === 'product' && (flags & flag.output) !== 0 && (flags & flag.avoided) === 0;
    const treats = kind === 'waste' && (flags & flag.output) === 0;
    if (isProduct || treats || (flags & flag.reference) !== 0) found.push(line);
  }
  return found;
}

/** The columns of one process under a rule; none where it cannot be divided so, which is listed. */
export function divideProcess(
  table: SystemTable,
  process: number,
  { rule, otherwise = 'reference' }: { readonly rule: SystemAllocation; readonly otherwise?: BuildOptions['otherwise'] },
  choices: Choices,
): Part[] {
  const lines = productLines(table, process);
  const flows = [...new Set(lines.map((line) => table.flow[line] ?? 0))];
  const whole = (flow: number): Part => ({
    ...{ process, flow, share: 1, products: lines, substituted: false },
    made: lines.filter((line) => table.flow[line] === flow),
    shareOf: () => 1,
  });
  const [only] = flows;
  if (only === undefined) return leftOut(table, process, noProduct, choices);
  const reference = lines.find((line) => ((table.flags[line] ?? 0) & flag.reference) !== 0);
  if (flows.length === 1) {
    if (reference === undefined)
      choices.say('reference_taken', { process: table.processes[process]?.name ?? '', flow: table.flows[only]?.name ?? '' });
    return [whole(only)];
  }
  const main = table.flow[reference ?? lines[0] ?? 0] ?? only;
  const toMain = flows.map((flow) => (flow === main ? 1 : 0));
  if (rule === 'none' || rule === 'substitution') {
    said(table, process, flows, toMain, ruleWords[rule], choices);
    return [{ ...whole(main), substituted: rule === 'substitution' }];
  }
  const stored = rule === 'stored' ? storedParts(table, process, flows, lines, choices) : null;
  const divided = stored ?? byWeights(table, process, { flows, lines, main }, rule === 'stored' ? 'mass' : rule, choices);
  if ('parts' in divided) return divided.parts;
  if (otherwise === 'leave_out') return leftOut(table, process, divided.why, choices);
  const { name = '', id = '' } = table.processes[process] ?? {};
  const values = { process: name, processId: id, count: String(flows.length), flow: table.flows[main]?.name ?? '' };
  choices.say('not_divisible', values, { why: divided.why });
  return [whole(main)];
}

/** The parts, or why there are none. */
type Divided = { readonly parts: Part[] } | { readonly why: Text };

const noProduct: Text = { zh: '没有产品', en: 'it has no product' };
const notPossible: Text = { zh: '缺少所需数据', en: 'what it needs is missing' };

function leftOut(table: SystemTable, process: number, why: Text, choices: Choices): Part[] {
  const { name = '', id = '' } = table.processes[process] ?? {};
  choices.say('left_out', { process: name, processId: id }, { why });
  return [];
}

function said(
  table: SystemTable,
  process: number,
  flows: readonly number[],
  shares: readonly number[],
  rule: Text,
  choices: Choices,
): void {
  const { name = '', id = '' } = table.processes[process] ?? {};
  const list = flows.map((flow, i) => `${table.flows[flow]?.name ?? ''} ${((shares[i] ?? 0) * 100).toPrecision(4)} %`).join(', ');
  choices.say('allocated', { process: name, processId: id, count: String(flows.length), shares: list }, { rule });
}

function partOf(
  process: number,
  flow: number,
  share: number,
  lines: readonly number[],
  table: SystemTable,
  shareOf?: Part['shareOf'],
): Part {
  return {
    ...{ process, flow, share, products: lines, substituted: false },
    made: lines.filter((line) => table.flow[line] === flow),
    shareOf: shareOf ?? (() => share),
  };
}

/** By the arithmetic of `allocation.ts`, with what the flows say of mass and energy and the exchanges of prices. */
function byWeights(
  table: SystemTable,
  process: number,
  { flows, lines, main }: { readonly flows: readonly number[]; readonly lines: readonly number[]; readonly main: number },
  rule: Exclude<SystemAllocation, 'stored' | 'substitution' | 'none'>,
  choices: Choices,
): Divided {
  const outputs = flows.map((flow): AllocatableOutput => {
    const own = lines.filter((line) => table.flow[line] === flow);
    const amount = own.reduce((sum, line) => sum + Math.abs(table.amount[line] ?? 0), 0);
    const { id = '', mass, energy } = table.flows[flow] ?? {};
    const price = own.map((line) => table.price[line] ?? Number.NaN).find((one) => Number.isFinite(one));
    return {
      ...{ id, amount: new Decimal(amount), main: flow === main },
      mass: mass === undefined ? null : new Decimal(amount * mass),
      energy: energy === undefined ? null : new Decimal(amount * energy),
      ...(price === undefined ? {} : { prices: [new Decimal(Math.abs(price))] }),
    };
  });
  try {
    const shares = allocationShares(outputs, rule).map(Number);
    said(table, process, flows, shares, ruleWords[rule], choices);
    return { parts: flows.map((flow, i) => partOf(process, flow, shares[i] ?? 0, lines, table)).filter((part) => part.share > 0) };
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    return { why: refusal.findings[0]?.text ?? notPossible };
  }
}

const storedWords: Text = { zh: '按数据集自带的系数', en: 'by the factors of the data set' };

/** Shares of the data set: those of whole processes where they add to one, else those of single lines. Null where it has none that can be used. */
function storedParts(
  table: SystemTable,
  process: number,
  flows: readonly number[],
  lines: readonly number[],
  choices: Choices,
): { readonly parts: Part[] } | null {
  const all = sharesBy(table).get(process) ?? [];
  for (const kind of ['physical', 'economic'] as const) {
    const shares = flows.map((flow) => all.find((one) => one.kind === kind && one.flow === flow)?.value ?? 0);
    if (Math.abs(shares.reduce((sum, one) => sum + one, 0) - 1) > 1e-6) continue;
    said(table, process, flows, shares, storedWords, choices);
    return { parts: flows.map((flow, i) => partOf(process, flow, shares[i] ?? 0, lines, table)).filter((part) => part.share > 0) };
  }
  const causal = all.filter((one) => one.kind === 'causal' && one.value !== 0);
  if (causal.length === 0) return null;
  const of = new Map(causal.map((one) => [`${one.flow} ${one.exchangeId ?? 0}`, one.value]));
  // Every line that is shared at all must be shared out fully; otherwise burdens would be lost or counted twice.
  for (let line = table.starts[process] ?? 0; line < (table.starts[process + 1] ?? 0); line += 1) {
    if (lines.includes(line)) continue;
    const sum = flows.reduce((total, flow) => total + (of.get(`${flow} ${table.exchange[line] ?? 0}`) ?? 0), 0);
    if (Math.abs(sum - 1) > 1e-6) return null;
  }
  said(
    table,
    process,
    flows,
    flows.map(() => Number.NaN),
    storedWords,
    choices,
  );
  const shareFor = (flow: number) => (line: number) => of.get(`${flow} ${table.exchange[line] ?? 0}`) ?? 0;
  return { parts: flows.map((flow) => partOf(process, flow, Number.NaN, lines, table, shareFor(flow))) };
}

const sharesByTable = new WeakMap<SystemTable, Map<number, SystemTable['shares'][number][]>>();

function sharesBy(table: SystemTable): Map<number, SystemTable['shares'][number][]> {
  const known = sharesByTable.get(table);
  if (known) return known;
  const all = new Map<number, SystemTable['shares'][number][]>();
  for (const share of table.shares) all.set(share.process, [...(all.get(share.process) ?? []), share]);
  sharesByTable.set(table, all);
  return all;
}
