import type { Documentation, Exchange, Flow, FlowKind, LcaProcess, Location, Source, Uncertainty } from '../dataset.ts';
import { dayIn, given, numberIn, pedigreeIn, together } from './fields.ts';
import { attribute, child, children, type Markup, textAt } from './markup.ts';
import { type Findings, findingsList, kinds, type Reading, sayRead, sayUncertainty } from './reading.ts';
import { type UnitBook, unitBook } from './unit-book.ts';
import { type Shape, type Unread, unreadList } from './unread.ts';

/** Reads `dataset` elements one by one; `done` links them. */
export interface MarkupReader {
  readonly take: (path: string, element: Markup) => void;
  readonly done: (named: { readonly name: string }) => Reading;
}

interface Filled {
  readonly processes: LcaProcess[];
  /** Number of a data set → id of its process: how exchanges of ecoinvent 2 name their provider. */
  readonly numbers: Map<string, { readonly id: string; readonly name: string }>;
  readonly ids: Set<string>;
  readonly flows: Map<string, Flow>;
  readonly sources: Map<string, Source>;
  readonly places: Set<string>;
  readonly book: UnitBook;
  readonly findings: Findings;
  readonly unread: Unread;
}

/** Output groups: 0 the reference, 1 included avoided product, 2 allocated by-product, 3 waste to treatment, 4 to nature. Input groups: 4 from nature, else technosphere. */
const groupsOf = (line: Markup) => ({ into: textAt(line, 'inputGroup'), out: textAt(line, 'outputGroup') });

/** What is read of a data set. How to reach people stays in the file, for their sake. */
const ecoSpold1Shape: Shape = {
  ...{ '@number': true, '@timestamp': true, '@generator': true, '@validCompanyCodes': true, '@validRegionalCodes': true },
  ...{ '@validCategories': true, '@validUnits': true, '@internalSchemaVersion': true },
  metaInformation: {
    processInformation: {
      referenceFunction: {
        ...{ '@name': true, '@category': true, '@subCategory': true, '@generalComment': true, '@includedProcesses': true },
        // Said again by the reference exchange, or in another language by the same words.
        ...{ '@infrastructureProcess': true, '@unit': true, '@amount': true, '@datasetRelatesToProduct': true, '@formula': true },
        ...{ '@localName': true, '@localCategory': true, '@localSubCategory': true, '@CASNumber': true },
      },
      geography: { '@location': true, '@text': true },
      technology: { '@text': true },
      timePeriod: {
        ...{ '@text': true, '@dataValidForEntirePeriod': true, startDate: true, startYear: true, startYearMonth: true },
        ...{ endDate: true, endYear: true, endYearMonth: true },
      },
      dataSetInformation: {
        ...{ '@type': true, '@version': true, '@timestamp': true, '@internalVersion': true, '@energyValues': true },
        ...{ '@languageCode': true, '@localLanguageCode': true, '@impactAssessmentResult': true },
      },
    },
    modellingAndValidation: {
      representativeness: { '@samplingProcedure': true, '@extrapolations': true, '@uncertaintyAdjustments': true },
      source: {
        ...{ '@number': true, '@firstAuthor': true, '@year': true, '@title': true, '@placeOfPublications': true, '@publisher': true },
        ...{ '@additionalAuthors': true, '@titleOfAnthology': true, '@journal': true, '@volumeNo': true, '@issueNo': true },
        ...{ '@pageNumbers': true, '@nameOfEditors': true, '@text': true, '@sourceType': true },
      },
      validation: { '@proofReadingDetails': true, '@proofReadingValidator': true },
    },
    administrativeInformation: {
      dataEntryBy: { '@person': true },
      dataGeneratorAndPublication: { '@person': true, '@copyright': true, '@referenceToPublishedSource': true },
      person: { '@number': true, '@name': true },
    },
  },
  flowData: {
    exchange: {
      ...{ '@number': true, '@name': true, '@category': true, '@subCategory': true, '@location': true, '@unit': true, '@meanValue': true },
      ...{ '@uncertaintyType': true, '@standardDeviation95': true, '@minValue': true, '@maxValue': true, '@mostLikelyValue': true },
      ...{ '@generalComment': true, '@CASNumber': true, '@formula': true, inputGroup: true, outputGroup: true },
      ...{ '@localName': true, '@localCategory': true, '@localSubCategory': true, '@infrastructureProcess': true },
    },
    allocation: { '@referenceToCoProduct': true, '@fraction': true, referenceToInputOutput: true },
  },
};

/** EcoSpold 1 (ecoinvent 1 and 2, written by openLCA and SimaPro too): one XML file with `dataset` elements, or an archive of such files. */
export function ecoSpold1Reader(): MarkupReader {
  const filled: Filled = {
    processes: [],
    numbers: new Map(),
    ids: new Set(),
    flows: new Map(),
    sources: new Map(),
    places: new Set(),
    book: unitBook(),
    findings: findingsList(),
    unread: unreadList(),
  };
  return {
    take: (path, element) => {
      if (element.name !== 'dataset') return;
      if (child(element, 'metaInformation', 'processInformation')) {
        filled.unread.markup('dataset', element, ecoSpold1Shape);
        takeProcess(element, path, filled);
      } else filled.findings.say(kinds.skipped, { file: path }, { what: 'impact method (EcoSpold 1)', count: '1' });
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
      filled.unread.say(findings);
      sayRead(findings, database);
      return { database, findings: findings.all() };
    },
  };
}

export const unitOfItsOwn = {
  code: 'lca_unit_of_its_own',
  severity: 'info',
  text: { zh: '单位 {unit} 不在已知单位中，不与其他单位换算', en: 'The unit {unit} is not known here; it is not converted into others' },
  cure: {
    zh: '同一流的各处都用此单位时计算不受影响；否则在来源处换成通用单位',
    en: 'Calculations hold where a flow is counted in it everywhere; use a common unit at the source otherwise',
  },
} as const;

function takeProcess(element: Markup, path: string, filled: Filled): void {
  const information = child(element, 'metaInformation', 'processInformation');
  const reference = child(information, 'referenceFunction');
  const number = attribute(element, 'number') ?? '';
  const name = attribute(reference, 'name') ?? number;
  if (number === '' && name === '') {
    filled.findings.say(kinds.broken, { file: path }, { why: 'number' });
    return;
  }
  const id = ownId(number, name, path, filled);
  const location = attribute(child(information, 'geography'), 'location');
  if (location !== undefined) filled.places.add(location);
  const lines = children(child(element, 'flowData'), 'exchange');
  const exchanges = lines.flatMap((line, index) => exchangeFrom(line, index + 1, { id, name }, filled) ?? []);
  if (!exchanges.some((line) => line.isReference)) filled.findings.say(kinds.noReference, { path: id }, { process: name });
  const sources = children(child(element, 'metaInformation', 'modellingAndValidation'), 'source').map((one) =>
    takeSource(one, number, filled),
  );
  filled.processes.push(
    given({
      ...{ id, name, location, exchanges, parameters: [] },
      category: categoryOf(reference),
      description: together(attribute(reference, 'generalComment'), attribute(reference, 'includedProcesses')),
      kind: attribute(child(information, 'dataSetInformation'), 'type') === '2' ? ('system' as const) : ('unit' as const),
      version: attribute(child(information, 'dataSetInformation'), 'version'),
      infrastructure: attribute(reference, 'infrastructureProcess') === 'true' ? true : undefined,
      allocationFactors: allocationOf(element, { id, name }, exchanges, filled),
      documentation: documentationOf(element, sources),
    }),
  );
}

/** Numbers are unique in the databases they come from, and often not in files put together by hand. */
function ownId(number: string, name: string, path: string, { numbers, ids, findings }: Filled): string {
  const wished = `ecospold1:${number === '' ? name : number}`;
  let id = wished;
  for (let again = 2; ids.has(id); again += 1) id = `${wished}#${again}`;
  ids.add(id);
  if (id === wished) numbers.set(number, { id, name });
  else findings.say(kinds.twinKept, { file: path, at: { number } }, { id: wished, name, kept: id });
  return id;
}

function categoryOf(of: Markup | undefined): readonly string[] | undefined {
  const parts = [attribute(of, 'category'), attribute(of, 'subCategory')].flatMap((part) => part ?? []);
  return parts.length > 0 ? parts : undefined;
}

/** `allocation`: a fraction in percent of exchanges for one co-product, all by their numbers, which several lines of one flow may share. */
function allocationOf(
  element: Markup,
  process: { readonly id: string; readonly name: string },
  exchanges: readonly Exchange[],
  { findings }: Filled,
): LcaProcess['allocationFactors'] {
  const data = child(element, 'flowData');
  const numbers = children(data, 'exchange').map((line) => attribute(line, 'number'));
  const numbered = (number: string | undefined) => exchanges.filter((line) => numbers[line.id - 1] === number);
  let unread = 0;
  const factors = children(data, 'allocation').flatMap((one) => {
    const value = numberIn(attribute(one, 'fraction'));
    const productId = numbered(attribute(one, 'referenceToCoProduct'))[0]?.flowId;
    const shared = children(one, 'referenceToInputOutput').flatMap((line) => numbered(line.text));
    if (productId === undefined || value === undefined || shared.length === 0) {
      unread += 1;
      return [];
    }
    return shared.map((line) => ({ kind: 'causal' as const, productId, exchangeId: line.id, value: value / 100 }));
  });
  if (unread > 0) findings.say(kinds.allocationUnread, { path: process.id }, { process: process.name, count: String(unread) });
  return factors.length > 0 ? factors : undefined;
}

/** `id`: its place among the lines of the data set. */
function exchangeFrom(line: Markup, id: number, process: { readonly id: string; readonly name: string }, filled: Filled): Exchange | null {
  const { into, out } = groupsOf(line);
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

/** Sources are numbered in the database, or anew in each data set: the same number with another text is another source. */
function takeSource(one: Markup, process: string, { sources }: Filled): string {
  const [author, title, year] = [attribute(one, 'firstAuthor'), attribute(one, 'title'), attribute(one, 'year')];
  const parts = ['additionalAuthors', 'titleOfAnthology', 'journal', 'volumeNo', 'issueNo', 'pageNumbers', 'nameOfEditors', 'publisher'];
  const rest = [attribute(one, 'placeOfPublications'), ...parts.map((part) => attribute(one, part))];
  const reference = [author, year, title, ...rest].flatMap((part) => part ?? []).join(', ');
  const wished = `ecospold1:source:${attribute(one, 'number') ?? process}`;
  const told = given({ name: title ?? author ?? wished, reference, year: numberIn(year), description: attribute(one, 'text') });
  let id = wished;
  for (let again = 2; !sameSource(sources.get(id), told); again += 1) id = `${wished}#${again}`;
  sources.set(id, { id, ...told });
  return id;
}

const sameSource = (known: Source | undefined, told: Omit<Source, 'id'>): boolean =>
  known === undefined || (known.name === told.name && known.reference === told.reference && known.description === told.description);

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
    time: together(
      attribute(time, 'text'),
      attribute(time, 'dataValidForEntirePeriod') === 'false' ? 'dataValidForEntirePeriod: false' : undefined,
    ),
    geography: attribute(child(information, 'geography'), 'text'),
    technology: attribute(child(information, 'technology'), 'text'),
    sampling: attribute(child(validation, 'representativeness'), 'samplingProcedure'),
    completeness: together(
      attribute(child(validation, 'representativeness'), 'extrapolations'),
      attribute(child(validation, 'representativeness'), 'uncertaintyAdjustments'),
    ),
    review: attribute(child(validation, 'validation'), 'proofReadingDetails'),
    reviewer: people.get(attribute(child(validation, 'validation'), 'proofReadingValidator')),
    documentor: people.get(attribute(child(administration, 'dataEntryBy'), 'person')),
    generator: people.get(attribute(publication, 'person')),
    createdAt: dayIn(attribute(element, 'timestamp')),
    copyright: attribute(publication, 'copyright') === undefined ? undefined : attribute(publication, 'copyright') === 'true',
    sourceIds: sources.length > 0 ? sources : undefined,
  });
}
