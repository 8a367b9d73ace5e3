import type { Documentation, Exchange, Flow, FlowKind, LcaProcess, Location, Source, Uncertainty } from '../dataset.ts';
import { dayIn, given, numberIn, pedigreeIn } from './fields.ts';
import { attribute, child, children, type Markup, textAt } from './markup.ts';
import { type Findings, findingsList, kinds, type Reading, sayRead, sayUncertainty } from './reading.ts';
import { type UnitBook, unitBook } from './unit-book.ts';

/** Reads `dataset` elements one by one; `done` links them. */
export interface MarkupReader {
  readonly take: (path: string, element: Markup) => void;
  readonly done: (named: { readonly name: string }) => Reading;
}

interface Filled {
  readonly processes: LcaProcess[];
  /** Number of a data set → id of its process: how exchanges of ecoinvent 2 name their provider. */
  readonly numbers: Map<string, { readonly id: string; readonly name: string }>;
  readonly flows: Map<string, Flow>;
  readonly sources: Map<string, Source>;
  readonly places: Set<string>;
  readonly book: UnitBook;
  readonly findings: Findings;
}

/** Output groups: 0 the reference, 1 included avoided product, 2 allocated by-product, 3 waste to treatment, 4 to nature. Input groups: 4 from nature, else technosphere. */
const groupsOf = (line: Markup) => ({ into: textAt(line, 'inputGroup'), out: textAt(line, 'outputGroup') });

/** EcoSpold 1 (ecoinvent 1 and 2, written by openLCA and SimaPro too): one XML file with `dataset` elements, or an archive of such files. */
export function ecoSpold1Reader(): MarkupReader {
  const filled: Filled = {
    processes: [],
    numbers: new Map(),
    flows: new Map(),
    sources: new Map(),
    places: new Set(),
    book: unitBook(),
    findings: findingsList(),
  };
  return {
    take: (path, element) => {
      if (element.name !== 'dataset') return;
      if (child(element, 'metaInformation', 'processInformation')) takeProcess(element, path, filled);
      else filled.findings.say(kinds.skipped, { file: path }, { what: 'impact method (EcoSpold 1)', count: '1' });
    },
    done: ({ name }) => {
      const { findings, book, numbers } = filled;
      for (const unit of book.unknown()) findings.say(unitOfItsOwn, { at: { unit } }, { unit });
      const ids = new Map([...numbers].map(([number, one]) => [number, one]));
      const processes = filled.processes.map((process) => ({
        ...process,
        exchanges: process.exchanges.map((line) => linked(line, ids, filled.flows)),
      }));
      const locations = [...filled.places].map((code): Location => ({ id: code, name: code, code }));
      const database = {
        ...{ name, version: '', publisher: '', licence: '', credit: '', ...book.used(), parameters: [], methods: [] },
        ...{ flows: [...filled.flows.values()], processes, sources: [...filled.sources.values()], locations },
      };
      sayRead(findings, database);
      return { database, findings: findings.all() };
    },
  };
}

export const unitOfItsOwn = {
  code: 'lca_unit_of_its_own',
  severity: 'info',
  text: { zh: '单位 {unit} 不在已知单位中，不与其他单位换算', en: 'The unit {unit} is not known here; it is not converted into others' },
} as const;

function takeProcess(element: Markup, path: string, filled: Filled): void {
  const information = child(element, 'metaInformation', 'processInformation');
  const reference = child(information, 'referenceFunction');
  const number = attribute(element, 'number') ?? '';
  const name = attribute(reference, 'name') ?? number;
  if (number === '' || filled.numbers.has(number)) {
    filled.findings.say(kinds.broken, { file: path }, { why: number === '' ? 'number' : `number ${number} (2×)` });
    return;
  }
  const id = `ecospold1:${number}`;
  filled.numbers.set(number, { id, name });
  const location = attribute(child(information, 'geography'), 'location');
  if (location !== undefined) filled.places.add(location);
  const exchanges = children(child(element, 'flowData'), 'exchange').flatMap((line) => exchangeFrom(line, { id, name }, filled) ?? []);
  if (!exchanges.some((line) => line.isReference)) filled.findings.say(kinds.noReference, { path: id }, { process: name });
  const sources = children(child(element, 'metaInformation', 'modellingAndValidation'), 'source').map((one) =>
    takeSource(one, number, filled),
  );
  filled.processes.push(
    given({
      ...{ id, name, location, exchanges, parameters: [] },
      category: categoryOf(reference),
      description: attribute(reference, 'generalComment') ?? attribute(reference, 'includedProcesses'),
      kind: attribute(child(information, 'dataSetInformation'), 'type') === '2' ? ('system' as const) : ('unit' as const),
      version: attribute(child(information, 'dataSetInformation'), 'version'),
      infrastructure: attribute(reference, 'infrastructureProcess') === 'true' ? true : undefined,
      allocationFactors: allocationOf(element, exchanges),
      documentation: documentationOf(element, sources),
    }),
  );
}

function categoryOf(of: Markup | undefined): readonly string[] | undefined {
  const parts = [attribute(of, 'category'), attribute(of, 'subCategory')].flatMap((part) => part ?? []);
  return parts.length > 0 ? parts : undefined;
}

/** `allocation`: a fraction in percent of one exchange for one co-product, both by the number of their exchange. */
function allocationOf(element: Markup, exchanges: readonly Exchange[]): LcaProcess['allocationFactors'] {
  const factors = children(child(element, 'flowData'), 'allocation').flatMap((one) => {
    const product = numberIn(attribute(one, 'referenceToCoProduct'));
    const value = numberIn(attribute(one, 'fraction'));
    const productId = exchanges.find((line) => line.id === product)?.flowId;
    if (productId === undefined || value === undefined) return [];
    return children(one, 'referenceToInputOutput').flatMap((line) => {
      const exchangeId = numberIn(line.text);
      return exchangeId === undefined ? [] : [{ kind: 'causal' as const, productId, exchangeId, value: value / 100 }];
    });
  });
  return factors.length > 0 ? factors : undefined;
}

function exchangeFrom(line: Markup, process: { readonly id: string; readonly name: string }, filled: Filled): Exchange | null {
  const { into, out } = groupsOf(line);
  const id = numberIn(attribute(line, 'number')) ?? 0;
  const amount = numberIn(attribute(line, 'meanValue'));
  const place = { path: process.id, line: id };
  if (amount === undefined || (into === undefined && out === undefined)) {
    const value = amount === undefined ? (attribute(line, 'meanValue') ?? '') : 'inputGroup/outputGroup';
    filled.findings.say(kinds.amountBroken, place, { process: process.name, line: String(id), value });
    return null;
  }
  const kind: FlowKind = into === '4' || out === '4' ? 'elementary' : out === '3' ? 'waste' : 'product';
  const unit = attribute(line, 'unit') ?? '';
  const uncertainty = uncertaintyOf(line, amount);
  const told = attribute(line, 'uncertaintyType');
  if (told !== '0') sayUncertainty(uncertainty, told, { place, process: process.name }, filled.findings);
  const comment = attribute(line, 'generalComment');
  return given({
    id,
    flowId: flowFor(line, kind, unit, filled),
    direction: out === undefined ? ('input' as const) : ('output' as const),
    amount,
    unit,
    isReference: out === '0',
    isAvoided: out === '1' ? true : undefined,
    // Resolved in the end: the number is a provider's only where a data set of that number makes this product.
    providerId: kind === 'product' && out === undefined ? attribute(line, 'number') : undefined,
    uncertainty,
    pedigree: pedigreeIn(comment),
    comment,
    location: attribute(line, 'location'),
  });
}

/** Numbers are one name space in ecoinvent, but not elsewhere: a provider is believed only where its name is the product's. */
function linked(line: Exchange, numbers: Filled['numbers'], flows: Filled['flows']): Exchange {
  if (line.providerId === undefined) return line;
  const { providerId, ...rest } = line;
  const provider = numbers.get(providerId);
  return provider && provider.name === flows.get(line.flowId)?.name ? { ...rest, providerId: provider.id } : rest;
}

/** EcoSpold 1 has no identity of flows beyond what is written: name, folder, place and unit. */
function flowFor(line: Markup, kind: FlowKind, unit: string, filled: Filled): string {
  const name = attribute(line, 'name') ?? '';
  const category = categoryOf(line);
  const location = kind === 'elementary' ? undefined : attribute(line, 'location');
  const folder = kind === 'elementary' ? (category ?? []).join('/') : '';
  const id = [kind, name, folder, location ?? '', unit].join('|');
  if (!filled.flows.has(id)) {
    const propertyId = filled.book.propertyOf(unit);
    const cas = attribute(line, 'CASNumber');
    const formula = attribute(line, 'formula');
    const flow = given({
      ...{ id, name, kind, category, location, referencePropertyId: propertyId, properties: [{ flowPropertyId: propertyId, factor: 1 }] },
      cas: cas === 'NaN' ? undefined : cas,
      formula: formula === 'NaN' ? undefined : formula,
    });
    filled.flows.set(id, flow);
  }
  return id;
}

/** `standardDeviation95`: the square of the geometric standard deviation (lognormal), or twice the standard deviation (normal). */
function uncertaintyOf(line: Markup, amount: number): Uncertainty | undefined {
  const type = attribute(line, 'uncertaintyType');
  const spread = numberIn(attribute(line, 'standardDeviation95'));
  const [minimum, maximum] = [numberIn(attribute(line, 'minValue')), numberIn(attribute(line, 'maxValue'))];
  if (type === '1' && spread !== undefined && spread >= 0)
    return { kind: 'lognormal', geometricMean: amount, geometricSd: Math.sqrt(spread) };
  if (type === '2' && spread !== undefined) return { kind: 'normal', mean: amount, sd: spread / 2 };
  if (minimum === undefined || maximum === undefined) return undefined;
  if (type === '3') return { kind: 'triangular', minimum, mode: numberIn(attribute(line, 'mostLikelyValue')) ?? amount, maximum };
  return type === '4' ? { kind: 'uniform', minimum, maximum } : undefined;
}

function takeSource(one: Markup, process: string, filled: Filled): string {
  const id = `ecospold1:source:${attribute(one, 'number') ?? process}`;
  if (!filled.sources.has(id)) {
    const [author, title, year] = [attribute(one, 'firstAuthor'), attribute(one, 'title'), attribute(one, 'year')];
    const reference = [author, year, title, attribute(one, 'placeOfPublications'), attribute(one, 'publisher')]
      .flatMap((part) => part ?? [])
      .join(', ');
    filled.sources.set(id, given({ id, name: title ?? author ?? id, reference, year: numberIn(year) }));
  }
  return id;
}

function documentationOf(element: Markup, sources: readonly string[]): Documentation {
  const information = child(element, 'metaInformation', 'processInformation');
  const validation = child(element, 'metaInformation', 'modellingAndValidation');
  const administration = child(element, 'metaInformation', 'administrativeInformation');
  const time = child(information, 'timePeriod');
  const people = new Map(children(administration, 'person').map((one) => [attribute(one, 'number'), attribute(one, 'name')]));
  const from = (name: 'start' | 'end') =>
    dayIn(textAt(time, `${name}Date`)) ?? dayIn(textAt(time, `${name}YearMonth`)) ?? dayIn(textAt(time, `${name}Year`));
  const publication = child(administration, 'dataGeneratorAndPublication');
  return given({
    validFrom: from('start'),
    validUntil: from('end'),
    time: attribute(time, 'text'),
    geography: attribute(child(information, 'geography'), 'text'),
    technology: attribute(child(information, 'technology'), 'text'),
    sampling: attribute(child(validation, 'representativeness'), 'samplingProcedure'),
    completeness: attribute(child(validation, 'representativeness'), 'extrapolations'),
    review: attribute(child(validation, 'validation'), 'proofReadingDetails'),
    reviewer: people.get(attribute(child(validation, 'validation'), 'proofReadingValidator')),
    documentor: people.get(attribute(child(administration, 'dataEntryBy'), 'person')),
    generator: people.get(attribute(publication, 'person')),
    createdAt: dayIn(attribute(element, 'timestamp')),
    copyright: attribute(publication, 'copyright') === undefined ? undefined : attribute(publication, 'copyright') === 'true',
    sourceIds: sources.length > 0 ? sources : undefined,
  });
}
