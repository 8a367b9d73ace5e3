import type { Exchange, Flow, FlowKind, FlowProperty, LcaProcess, Parameter, UnitGroup } from '../dataset.ts';
import { unitOfItsOwn } from './ecospold-1.ts';
import { given, pedigreeIn, together } from './fields.ts';
import { type Findings, findingsList, kinds, type Reading, sayRead, sayUncertainty } from './reading.ts';
import { type Block, blocksOf, headerOf, type Row } from './simapro-blocks.ts';
import { daysOf, formulasOf, numbersOf, uncertaintyOf, withAmounts } from './simapro-values.ts';
import { unitBook } from './unit-book.ts';

interface Filled {
  readonly flows: Map<string, Flow>;
  readonly processes: LcaProcess[];
  /** Product flow → process that makes it: names are identities in SimaPro. */
  readonly makers: Map<string, string>;
  readonly substances: ReadonlyMap<string, Substance>;
  readonly propertyOf: (unit: string) => string;
  /** Text of a number in this file's way; undefined for a formula. */
  readonly number: (text: string | undefined) => number | undefined;
  /** A formula with decimal points. */
  readonly formula: (text: string) => string;
  readonly day: (text: string | undefined) => string | undefined;
  readonly ids: Set<string>;
  /** Sections of processes that are not read, and how often they say something. */
  readonly passed: Map<string, number>;
  readonly findings: Findings;
}

interface Substance {
  readonly cas?: string;
  readonly comment?: string;
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
    ...{ flows: new Map(), processes: [], makers: new Map(), substances: substancesOf(blocks), propertyOf: units.propertyOf, number },
    ...{ formula: formulasOf(header.decimal), day: daysOf(header.values.get('Short date format') ?? ''), ids: new Set(), findings },
    passed: new Map(),
  };
  const skipped = filled.passed;
  for (const block of blocks) {
    if (block.kind === 'Process') takeProcess(block, path, filled);
    else if (!understood.has(block.kind) && !block.kind.includes('parameters')) skipped.set(block.kind, (skipped.get(block.kind) ?? 0) + 1);
  }
  for (const [what, count] of skipped) findings.say(kinds.skipped, { file: path }, { what, count: String(count) });
  for (const unit of units.unknown()) findings.say(unitOfItsOwn, { at: { unit } }, { unit });
  const parameters = blocks
    .filter((one) => one.kind.includes('parameters'))
    .flatMap((one) => parametersFrom(one.rows, one.kind.includes('Calculated'), filled));
  const processes = filled.processes.map((one) => withProviders(withAmounts(one, parameters, findings), filled));
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
    ...{ flows: [...filled.flows.values()], processes, locations: [], parameters },
  };
  sayRead(findings, database);
  return { database, findings: findings.all() };
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

/** `name;unit;CAS;comment` by section and name. */
function substancesOf(blocks: readonly Block[]): Map<string, Substance> {
  const known = new Map<string, Substance>();
  for (const block of blocks) {
    const folder = substances[block.kind] ?? (block.kind in nature ? block.kind : undefined);
    if (folder === undefined) continue;
    for (const { cells } of block.rows)
      known.set(`${folder}|${cells[0] ?? ''}`, given({ cas: cells[2] || undefined, comment: cells[3] || undefined }));
  }
  return known;
}

/** Sections of a process that are read. */
const sectionsRead = new Set([
  ...['Category type', 'Process identifier', 'Type', 'Process name', 'Time period', 'Geography', 'Technology', 'Cut off rules'],
  ...['Multiple output allocation', 'Substitution allocation', 'Infrastructure', 'Date', 'Record', 'Generator', 'Comment', 'Products'],
  ...['Data treatment', 'Verification', 'Collection method', 'Allocation rules', 'System description', 'Representativeness', 'Status'],
  ...['Capital goods', 'Boundary with nature', 'Waste treatment', 'Avoided products', 'Waste to treatment', 'Input parameters'],
  ...['Calculated parameters', 'Literature references', 'External documents', ...technosphere, ...Object.keys(nature)],
]);

function sayPassed(block: Block, { passed }: Filled): void {
  for (const [section, rows] of block.sections) {
    if (sectionsRead.has(section)) continue;
    const speaking = rows.filter((row) => row.cells.some((cell) => cell !== '')).length;
    if (speaking > 0) passed.set(`Process / ${section}`, (passed.get(`Process / ${section}`) ?? 0) + speaking);
  }
}

const first = (block: Block, section: string): string | undefined => {
  const text = block.sections.get(section)?.[0]?.cells[0];
  return text === undefined || text === '' || text === 'Unspecified' ? undefined : text;
};

function takeProcess(block: Block, path: string, filled: Filled): void {
  const outputs = [...(block.sections.get('Products') ?? []), ...(block.sections.get('Waste treatment') ?? [])];
  const reference = outputs[0]?.cells;
  const name = first(block, 'Process name') ?? reference?.[0] ?? '';
  const id = ownId(first(block, 'Process identifier') ?? `simapro:${name}`, name, block, path, filled);
  sayPassed(block, filled);
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
      description: all(block, 'Comment'),
      parameters: [
        ...parametersFrom(block.sections.get('Input parameters') ?? [], false, filled),
        ...parametersFrom(block.sections.get('Calculated parameters') ?? [], true, filled),
      ],
      allocationFactors: sharesOf(block.sections.get('Products') ?? [], exchanges, { id, name }, filled),
      infrastructure: first(block, 'Infrastructure') === 'Yes' ? true : undefined,
      documentation: documentationOf(block, filled),
    }),
  );
}

function ownId(wished: string, name: string, block: Block, path: string, { ids, findings }: Filled): string {
  let id = wished;
  for (let again = 2; ids.has(id); again += 1) id = `${wished}#${again}`;
  if (id !== wished) findings.say(kinds.twinKept, { file: path, line: block.line }, { id: wished, name, kept: id });
  ids.add(id);
  return id;
}

function register(line: Exchange, id: string, { makers, flows }: Filled): void {
  if (flows.get(line.flowId)?.kind !== 'elementary' && !makers.has(line.flowId)) makers.set(line.flowId, id);
}

/** All lines of a section, several below each other. */
const all = (block: Block, ...sections: readonly string[]): string | undefined =>
  together(
    ...sections.flatMap((section) =>
      (block.sections.get(section) ?? []).map((row) => {
        const text = row.cells.filter((cell) => cell !== '').join(' ');
        return text === 'Unspecified' || text === '' ? undefined : sections.length > 1 ? `${section}: ${text}` : text;
      }),
    ),
  );

function documentationOf(block: Block, { day }: Filled): LcaProcess['documentation'] {
  return given({
    createdAt: day(first(block, 'Date')),
    time: first(block, 'Time period'),
    geography: first(block, 'Geography'),
    technology: first(block, 'Technology'),
    completeness: all(block, 'Cut off rules', 'Capital goods', 'Boundary with nature', 'Representativeness'),
    method: all(block, 'Multiple output allocation', 'Substitution allocation', 'Allocation rules'),
    generator: first(block, 'Generator'),
    documentor: first(block, 'Record'),
    sampling: all(block, 'Collection method', 'Data treatment'),
    review: all(block, 'Verification', 'Status'),
    intendedUse: first(block, 'System description'),
    publication: all(block, 'Literature references', 'External documents'),
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
  const comment = row.cells[of.folder + 1] || undefined;
  return given({ flowId, unit, direction: of.output ? ('output' as const) : ('input' as const), isReference, ...amount, comment });
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
  if (distribution !== '' && distribution.toLowerCase() !== 'undefined' && amount.formula === undefined)
    sayUncertainty(uncertainty, distribution, { place: { line: row.line }, process }, filled.findings);
  const comment = spread[3] === '' ? undefined : spread[3];
  const rest = given({ isAvoided, uncertainty, pedigree: pedigreeIn(comment), comment });
  return { flowId, unit, direction, isReference: false, ...amount, ...rest };
}

/** A number, or a formula whose value is not stated: 0 until it is evaluated. */
function amountOf(
  told: string,
  row: Row,
  process: string,
  { number, formula, findings }: Filled,
): { amount: number; formula?: string } | null {
  const amount = number(told);
  if (amount !== undefined) return { amount };
  if (told !== '') return { amount: 0, formula: formula(told) };
  findings.say(kinds.amountBroken, { line: row.line }, { process, line: String(row.line), value: told });
  return null;
}

function flowFor(name: string, unit: string, kind: FlowKind, category: readonly string[], filled: Filled, folder?: string): string {
  const id = kind === 'elementary' ? `elementary|${category.join('/')}|${name}` : `product|${name}`;
  if (filled.flows.has(id)) return id;
  const known = folder === undefined ? undefined : filled.substances.get(`${folder}|${name}`);
  const propertyId = filled.propertyOf(unit);
  const flow: Flow = { id, name, kind, referencePropertyId: propertyId, properties: [{ flowPropertyId: propertyId, factor: 1 }] };
  filled.flows.set(id, {
    ...flow,
    ...given({
      category: category.length > 0 ? category : undefined,
      cas: known?.cas,
      description: known?.comment,
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
function sharesOf(
  rows: readonly Row[],
  exchanges: readonly Exchange[],
  process: { readonly id: string; readonly name: string },
  { number, findings }: Filled,
): LcaProcess['allocationFactors'] {
  if (rows.length < 2) return undefined;
  const shares = rows.flatMap((row, index) => {
    const value = number(row.cells[3]);
    const productId = exchanges[index]?.flowId;
    return value === undefined || productId === undefined ? [] : [{ kind: 'physical' as const, productId, value: value / 100 }];
  });
  if (shares.length < rows.length)
    findings.say(kinds.allocationUnread, { path: process.id }, { process: process.name, count: String(rows.length - shares.length) });
  return shares;
}

/** Input: `name;value;distribution;spread;minimum;maximum;hidden;comment`. Calculated: `name;formula;comment`. */
function parametersFrom(rows: readonly Row[], calculated: boolean, { number, formula, findings }: Filled): Parameter[] {
  return rows.flatMap(({ cells, line }): Parameter[] => {
    const [name = '', told = ''] = cells;
    if (name === '') return [];
    if (calculated) return [given({ name, value: number(told) ?? 0, formula: formula(told), description: cells[2] || undefined })];
    if (number(told) === undefined) findings.say(kinds.assumed, { line }, { of: name, field: told, value: '0' });
    const value = number(told) ?? 0;
    const uncertainty = uncertaintyOf(cells[2] ?? '', cells.slice(3, 6).map(number), value);
    return [given({ name, value, uncertainty, description: cells[7] || undefined })];
  });
}
