import type { Exchange, Flow, FlowKind, FlowProperty, LcaProcess, Parameter, Uncertainty, UnitGroup } from '../dataset.ts';
import { unitOfItsOwn } from './ecospold-1.ts';
import { dayIn, given, pedigreeIn } from './fields.ts';
import { type Findings, findingsList, kinds, type Reading, sayRead, sayUncertainty } from './reading.ts';
import { type Block, blocksOf, headerOf, type Row } from './simapro-blocks.ts';
import { unitBook } from './unit-book.ts';

interface Filled {
  readonly flows: Map<string, Flow>;
  readonly processes: LcaProcess[];
  /** Product flow → process that makes it: names are identities in SimaPro. */
  readonly makers: Map<string, string>;
  readonly cas: ReadonlyMap<string, string>;
  readonly propertyOf: (unit: string) => string;
  /** Text of a number in this file's way; undefined for a formula. */
  readonly number: (text: string | undefined) => number | undefined;
  readonly findings: Findings;
}

/** Sections of elementary flows, with the folder their flows stand in. */
const nature: Readonly<Record<string, { readonly folder: string; readonly input: boolean }>> = {
  Resources: { folder: 'Resources', input: true },
  'Emissions to air': { folder: 'Emissions to air', input: false },
  'Emissions to water': { folder: 'Emissions to water', input: false },
  'Emissions to soil': { folder: 'Emissions to soil', input: false },
  'Final waste flows': { folder: 'Final waste flows', input: false },
  'Non material emissions': { folder: 'Non material emissions', input: false },
  'Social issues': { folder: 'Social issues', input: false },
  'Economic issues': { folder: 'Economic issues', input: false },
};
const technosphere = ['Materials/fuels', 'Electricity/heat'] as const;
const substances: Readonly<Record<string, string>> = {
  'Raw materials': 'Resources',
  'Airborne emissions': 'Emissions to air',
  'Waterborne emissions': 'Emissions to water',
};
const understood = new Set(['Process', 'Quantities', 'Units', ...Object.keys(substances), ...Object.keys(nature)]);

/** SimaPro CSV (text already decoded from Windows-1252): header, processes, parameters, units and substances. */
export function readSimaPro(path: string, text: string): Reading {
  const findings = findingsList();
  const lines = text.split(/\r\n|\n|\r/);
  const header = headerOf(lines);
  const blocks = blocksOf(lines, header.separator);
  const number = numbersOf(header.decimal);
  const units = unitsOf(blocks, number);
  const filled: Filled = {
    ...{ flows: new Map(), processes: [], makers: new Map(), cas: casNumbers(blocks), propertyOf: units.propertyOf, number, findings },
  };
  const skipped = new Map<string, number>();
  for (const block of blocks) {
    if (block.kind === 'Process') takeProcess(block, path, filled);
    else if (!understood.has(block.kind) && !block.kind.includes('parameters')) skipped.set(block.kind, (skipped.get(block.kind) ?? 0) + 1);
  }
  for (const [what, count] of skipped) findings.say(kinds.skipped, { file: path }, { what, count: String(count) });
  for (const unit of units.unknown()) findings.say(unitOfItsOwn, { at: { unit } }, { unit });
  const database = {
    ...{
      name: header.values.get('Project') ?? path,
      version: '',
      publisher: '',
      licence: '',
      credit: '',
      ...units.used(),
      methods: [],
      sources: [],
    },
    ...{ flows: [...filled.flows.values()], processes: filled.processes.map((one) => withProviders(one, filled)), locations: [] },
    parameters: blocks
      .filter((one) => one.kind.includes('parameters'))
      .flatMap((one) => parametersFrom(one.rows, one.kind.includes('Calculated'), filled)),
  };
  sayRead(findings, database);
  return { database, findings: findings.all() };
}

function numbersOf(decimal: string): Filled['number'] {
  return (text) => {
    const plain = (decimal === '.' ? text : text?.replace(decimal, '.'))?.trim() ?? '';
    return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(plain) ? Number(plain) : undefined;
  };
}

/** The file's own units where it has them (`kg;Mass;1;kg`), the common ones where not. */
function unitsOf(blocks: readonly Block[], number: Filled['number']) {
  const groups = new Map<string, { readonly units: UnitGroup['units'][number][]; reference: string }>();
  const groupOf = new Map<string, string>();
  for (const row of blocks.filter((one) => one.kind === 'Units').flatMap((one) => one.rows)) {
    const [name = '', quantity = '', factor, reference = ''] = row.cells;
    const group = groups.get(quantity) ?? { units: [], reference };
    groups.set(quantity, group);
    group.units.push({ id: `unit:${name}`, name, factor: number(factor) ?? 1 });
    groupOf.set(name, quantity);
  }
  const common = unitBook();
  return {
    propertyOf: (unit: string): string => {
      const group = groupOf.get(unit);
      return group === undefined ? common.propertyOf(unit) : `simapro:${group}`;
    },
    unknown: common.unknown,
    used: () => {
      const more = common.used();
      const own = [...groups].map(([quantity, { units, reference }]): { group: UnitGroup; property: FlowProperty } => ({
        group: { id: `simapro:units:${quantity}`, name: `Units of ${quantity}`, units, referenceUnit: reference },
        property: { id: `simapro:${quantity}`, name: quantity, unitGroupId: `simapro:units:${quantity}` },
      }));
      return {
        unitGroups: [...own.map((one) => one.group), ...more.unitGroups],
        flowProperties: [...own.map((one) => one.property), ...more.flowProperties],
      };
    },
  };
}

function casNumbers(blocks: readonly Block[]): Map<string, string> {
  const numbers = new Map<string, string>();
  for (const block of blocks) {
    const folder = substances[block.kind] ?? (block.kind in nature ? block.kind : undefined);
    if (folder === undefined) continue;
    for (const { cells } of block.rows) if (cells[2]) numbers.set(`${folder}|${cells[0] ?? ''}`, cells[2]);
  }
  return numbers;
}

const first = (block: Block, section: string): string | undefined => {
  const text = block.sections.get(section)?.[0]?.cells[0];
  return text === undefined || text === '' || text === 'Unspecified' ? undefined : text;
};

function takeProcess(block: Block, path: string, filled: Filled): void {
  const outputs = [...(block.sections.get('Products') ?? []), ...(block.sections.get('Waste treatment') ?? [])];
  const reference = outputs[0]?.cells;
  const name = first(block, 'Process name') ?? reference?.[0] ?? '';
  const id = first(block, 'Process identifier') ?? `simapro:${name}`;
  if (!reference) filled.findings.say(kinds.noReference, { file: path, line: block.line }, { process: name === '' ? id : name });
  const exchanges: Exchange[] = [];
  const add = (made: Omit<Exchange, 'id'> | null) => void (made && exchanges.push({ id: exchanges.length + 1, ...made }));
  for (const row of block.sections.get('Products') ?? [])
    add(productFrom(row, { output: true, folder: 5 }, exchanges.length === 0, name, filled));
  for (const row of block.sections.get('Waste treatment') ?? [])
    add(productFrom(row, { output: false, folder: 4 }, exchanges.length === 0, name, filled));
  const lines = (section: string, make: (row: Row) => Omit<Exchange, 'id'> | null) => {
    for (const row of block.sections.get(section) ?? []) add(make(row));
  };
  lines('Avoided products', (row) => lineFrom(row, { kind: 'product', direction: 'output', at: 1, isAvoided: true }, name, filled));
  for (const section of technosphere) lines(section, (row) => lineFrom(row, { kind: 'product', direction: 'input', at: 1 }, name, filled));
  lines('Waste to treatment', (row) => lineFrom(row, { kind: 'waste', direction: 'output', at: 1 }, name, filled));
  for (const [section, { folder, input }] of Object.entries(nature))
    lines(section, (row) => lineFrom(row, { kind: 'elementary', direction: input ? 'input' : 'output', at: 2, folder }, name, filled));
  const location = first(block, 'Geography');
  const folder = (outputs[0]?.cells.at(block.sections.has('Waste treatment') ? 4 : 5) ?? '').split('\\').filter((part) => part !== '');
  for (const line of exchanges)
    if (line.isReference || (line.direction === 'output' && line.isAvoided !== true)) register(line, id, filled);
  filled.processes.push(
    given({
      ...{ id, name, kind: first(block, 'Type') === 'System' ? ('system' as const) : ('unit' as const), exchanges, location },
      category: [first(block, 'Category type') ?? '', ...folder].filter((part) => part !== ''),
      description: first(block, 'Comment'),
      parameters: [
        ...parametersFrom(block.sections.get('Input parameters') ?? [], false, filled),
        ...parametersFrom(block.sections.get('Calculated parameters') ?? [], true, filled),
      ],
      allocationFactors: sharesOf(block.sections.get('Products') ?? [], exchanges, filled),
      infrastructure: first(block, 'Infrastructure') === 'Yes' ? true : undefined,
      documentation: documentationOf(block),
    }),
  );
}

function register(line: Exchange, id: string, { makers, flows }: Filled): void {
  if (flows.get(line.flowId)?.kind !== 'elementary' && !makers.has(line.flowId)) makers.set(line.flowId, id);
}

function documentationOf(block: Block): LcaProcess['documentation'] {
  const date = /^(\d{2})[./](\d{2})[./](\d{4})$/.exec(first(block, 'Date') ?? '');
  return given({
    createdAt: date ? `${date[3]}-${date[2]}-${date[1]}` : dayIn(first(block, 'Date')),
    time: first(block, 'Time period'),
    geography: first(block, 'Geography'),
    technology: first(block, 'Technology'),
    completeness: first(block, 'Cut off rules'),
    method: first(block, 'Multiple output allocation'),
    generator: first(block, 'Generator'),
    documentor: first(block, 'Record'),
    review: first(block, 'Data treatment'),
  });
}

/** `name;unit;amount;allocation %;waste type;category;comment` (waste treatment without the share): the first line is the reference. */
function productFrom(
  row: Row,
  of: { readonly output: boolean; readonly folder: number },
  isReference: boolean,
  process: string,
  filled: Filled,
): Omit<Exchange, 'id'> | null {
  const [name = '', unit = '', told = ''] = row.cells;
  const category = (row.cells[of.folder] ?? '').split('\\').filter((part) => part !== '');
  const flowId = flowFor(name, unit, of.output ? 'product' : 'waste', category, filled);
  const amount = amountOf(told, row, process, filled);
  if (!amount) return null;
  return { flowId, unit, direction: of.output ? 'output' : 'input', isReference, ...amount };
}

interface LineKind {
  readonly kind: FlowKind;
  readonly direction: Exchange['direction'];
  /** Cell of the unit. */
  readonly at: 1 | 2;
  readonly isAvoided?: true;
  readonly folder?: string;
}

/** `name;[subcompartment;]unit;amount;distribution;spread;minimum;maximum;comment`. */
function lineFrom(
  row: Row,
  { kind, direction, at, isAvoided, folder }: LineKind,
  process: string,
  filled: Filled,
): Omit<Exchange, 'id'> | null {
  const [name = '', subfolder = ''] = row.cells;
  const [unit = '', told = '', distribution = '', ...spread] = row.cells.slice(at);
  const category = folder === undefined ? [] : [folder, ...(subfolder === '' ? [] : [subfolder])];
  const flowId = flowFor(name, unit, kind, category, filled, folder);
  const amount = amountOf(told, row, process, filled);
  if (!amount) return null;
  const uncertainty = uncertaintyOf(distribution, spread.slice(0, 3).map(filled.number), amount.amount);
  if (distribution !== '' && distribution !== 'Undefined')
    sayUncertainty(uncertainty, distribution, { place: { line: row.line }, process }, filled.findings);
  const comment = spread[3] === '' ? undefined : spread[3];
  const rest = given({ isAvoided, uncertainty, pedigree: pedigreeIn(comment), comment });
  return { flowId, unit, direction, isReference: false, ...amount, ...rest };
}

/** A number, or a formula whose value is not stated: 0 until it is evaluated. */
function amountOf(told: string, row: Row, process: string, { number, findings }: Filled): { amount: number; formula?: string } | null {
  const amount = number(told);
  if (amount !== undefined) return { amount };
  if (told !== '') return { amount: 0, formula: told };
  findings.say(kinds.amountBroken, { line: row.line }, { process, line: String(row.line), value: told });
  return null;
}

/** Lognormal: the square of the geometric standard deviation; normal: twice the standard deviation. */
function uncertaintyOf(
  distribution: string,
  [spread, minimum, maximum]: readonly (number | undefined)[],
  amount: number,
): Uncertainty | undefined {
  if (distribution === 'Lognormal' && spread !== undefined && spread >= 0)
    return { kind: 'lognormal', geometricMean: amount, geometricSd: Math.sqrt(spread) };
  if (distribution === 'Normal' && spread !== undefined) return { kind: 'normal', mean: amount, sd: spread / 2 };
  if (minimum === undefined || maximum === undefined) return undefined;
  if (distribution === 'Triangle') return { kind: 'triangular', minimum, mode: amount, maximum };
  return distribution === 'Uniform' ? { kind: 'uniform', minimum, maximum } : undefined;
}

function flowFor(name: string, unit: string, kind: FlowKind, category: readonly string[], filled: Filled, folder?: string): string {
  const id = kind === 'elementary' ? `elementary|${category.join('/')}|${name}` : `product|${name}`;
  const known = filled.flows.get(id);
  if (known) return id;
  const propertyId = filled.propertyOf(unit);
  const flow: Flow = { id, name, kind, referencePropertyId: propertyId, properties: [{ flowPropertyId: propertyId, factor: 1 }] };
  filled.flows.set(id, {
    ...flow,
    ...given({
      category: category.length > 0 ? category : undefined,
      cas: folder === undefined ? undefined : filled.cas.get(`${folder}|${name}`),
    }),
  });
  return id;
}

function withProviders(process: LcaProcess, { makers }: Filled): LcaProcess {
  const exchanges = process.exchanges.map((line) => {
    const maker = line.isReference || line.providerId !== undefined ? undefined : makers.get(line.flowId);
    return maker === undefined || maker === process.id ? line : { ...line, providerId: maker };
  });
  return { ...process, exchanges };
}

/** The shares of a process's products in percent. */
function sharesOf(rows: readonly Row[], exchanges: readonly Exchange[], { number }: Filled): LcaProcess['allocationFactors'] {
  if (rows.length < 2) return undefined;
  return rows.flatMap((row, index) => {
    const value = number(row.cells[3]);
    const productId = exchanges[index]?.flowId;
    return value === undefined || productId === undefined ? [] : [{ kind: 'physical' as const, productId, value: value / 100 }];
  });
}

/** Input: `name;value;distribution;spread;minimum;maximum;hidden;comment`. Calculated: `name;formula;comment`. */
function parametersFrom(rows: readonly Row[], calculated: boolean, { number }: Filled): Parameter[] {
  return rows.flatMap(({ cells }): Parameter[] => {
    const [name = '', told = ''] = cells;
    if (name === '') return [];
    if (calculated) return [given({ name, value: number(told) ?? 0, formula: told, description: cells[2] || undefined })];
    const value = number(told) ?? 0;
    const uncertainty = uncertaintyOf(cells[2] ?? '', cells.slice(3, 6).map(number), value);
    return [given({ name, value, uncertainty, description: cells[7] || undefined })];
  });
}
