import type {
  Exchange,
  Flow,
  FlowKind,
  ImpactIndicator,
  LcaDatabase,
  LcaProcess,
  Named,
  Parameter,
  StoredAllocationKind,
  Uncertainty,
  UnitGroup,
} from '../dataset.ts';
import { given } from './fields.ts';
import { pathIn, synonymsIn } from './json-ld-parts.ts';

/** One file of an archive, and its content before it is written as JSON. */
export interface ArchiveFile {
  readonly path: string;
  readonly content: Readonly<Record<string, unknown>>;
}

interface Book {
  readonly database: LcaDatabase;
  readonly flows: ReadonlyMap<string, Flow>;
  readonly groups: ReadonlyMap<string, UnitGroup>;
  readonly groupOf: ReadonlyMap<string, string>;
  readonly processes: ReadonlyMap<string, LcaProcess>;
}

const byId = <T extends { readonly id: string }>(all: readonly T[]): ReadonlyMap<string, T> => new Map(all.map((one) => [one.id, one]));

/**
 * A database, or the processes named, as openLCA JSON-LD of schema 2: with all flows, units, sources and places they refer to. What is written is read back as the
 * same, to the hash of its content (test/property/lca-json-ld.test.ts). Providers that are not among the processes written stay as references.
 */
export function writeJsonLd(database: LcaDatabase, only?: ReadonlySet<string>): ArchiveFile[] {
  const processes = only ? database.processes.filter((one) => only.has(one.id)) : database.processes;
  const flowIds = new Set(processes.flatMap((one) => one.exchanges.map((line) => line.flowId)));
  const sourceIds = new Set(processes.flatMap((one) => one.documentation?.sourceIds ?? []));
  const book: Book = {
    database,
    flows: byId(database.flows),
    groups: byId(database.unitGroups),
    groupOf: new Map(database.flowProperties.map((one) => [one.id, one.unitGroupId])),
    processes: byId(database.processes),
  };
  const file = (folder: string, type: string, one: Named, more: object): ArchiveFile => ({
    path: `${folder}/${fileName(one.id)}.json`,
    content: { '@type': type, ...named(one), ...more },
  });
  return apart([
    { path: 'openlca.json', content: { schemaVersion: 2 } },
    ...database.unitGroups.map((one) => file('unit_groups', 'UnitGroup', one, unitGroup(one))),
    ...database.flowProperties.map((one) =>
      file(
        'flow_properties',
        'FlowProperty',
        one,
        given({ unitGroup: reference('UnitGroup', one.unitGroupId), flowPropertyType: propertyKinds[one.kind ?? 'none'] }),
      ),
    ),
    ...database.flows.filter((one) => !only || flowIds.has(one.id)).map((one) => file('flows', 'Flow', one, flow(one, book))),
    ...processes.map((one) => file('processes', 'Process', one, process(one, book))),
    ...database.parameters.map((one, index) => ({
      path: `parameters/${fileName(`${index + 1}`)}.json`,
      content: { '@type': 'Parameter', '@id': `parameter-${index + 1}`, ...parameter(one), parameterScope: 'GLOBAL_SCOPE' },
    })),
    ...database.sources
      .filter((one) => !only || sourceIds.has(one.id))
      .map((one) => file('sources', 'Source', one, given({ textReference: one.reference, year: one.year, url: one.url }))),
    ...database.locations.map((one) => file('locations', 'Location', one, { code: one.code })),
    ...(only ? [] : methodFiles(database, book, file)),
  ]);
}

const propertyKinds = { physical: 'PHYSICAL_QUANTITY', economic: 'ECONOMIC_QUANTITY', none: undefined } as const;
const flowKinds: Readonly<Record<FlowKind, string>> = { product: 'PRODUCT_FLOW', elementary: 'ELEMENTARY_FLOW', waste: 'WASTE_FLOW' };
const allocationKinds: Readonly<Record<StoredAllocationKind, string>> = {
  physical: 'PHYSICAL_ALLOCATION',
  economic: 'ECONOMIC_ALLOCATION',
  causal: 'CAUSAL_ALLOCATION',
};

/** Ids of other formats may hold signs that no file name can. */
function fileName(id: string): string {
  return id.replace(/[^\w.-]/g, (sign) => `~${sign.charCodeAt(0).toString(16)}`).slice(0, 200);
}

/** Ids that differ by case only, or behind what a file name can hold, get names of their own: unpacked, one file would take the other's place. */
function apart(files: readonly ArchiveFile[]): ArchiveFile[] {
  const taken = new Set<string>();
  return files.map(({ path, content }) => {
    let own = path;
    for (let n = 2; taken.has(own.toLowerCase()); n += 1) own = path.replace(/\.json$/, `~~${n}.json`);
    taken.add(own.toLowerCase());
    return { path: own, content };
  });
}

const reference = (type: string, id: string, name?: string) => given({ '@type': type, '@id': id, name });

function named(one: Named): object {
  return given({
    '@id': one.id,
    name: one.name,
    nameZh: one.nameZh,
    ...folders(one.category),
    description: one.description,
  });
}

/** Folders are one path in schema 2, where a slash inside a name would make a folder of its own: it is written as its look-alike, and the list beside it. */
function folders(category: readonly string[] | undefined): object {
  const path = category?.map((part) => part.replaceAll('/', '∕')).join('/');
  return given({ category: path, categoryPath: sameList(category, pathIn(path)) ? undefined : category });
}

/** Synonyms are one text with semicolons, which chemical names may hold themselves: then the list stands beside it. */
function otherNames(synonyms: readonly string[] | undefined): object {
  const text = synonyms?.join(';');
  return given({ synonyms: text, synonymList: sameList(synonyms, synonymsIn(text)) ? undefined : synonyms });
}

const sameList = (one: readonly string[] | undefined, other: readonly string[] | undefined): boolean =>
  one === other || (one?.length === other?.length && one?.every((text, i) => text === other?.[i]) === true);

function unitGroup({ units, referenceUnit }: UnitGroup): object {
  return {
    units: units.map(({ id, name, factor }) => ({
      '@type': 'Unit',
      '@id': id,
      name,
      conversionFactor: factor,
      ...(name === referenceUnit ? { isRefUnit: true } : {}),
    })),
  };
}

function flow(one: Flow, { database }: Book): object {
  const names = byId(database.flowProperties);
  const place = database.locations.find((each) => each.code === one.location);
  return given({
    flowType: flowKinds[one.kind],
    cas: one.cas,
    formula: one.formula,
    ...otherNames(one.synonyms),
    location:
      one.location === undefined
        ? undefined
        : given({ '@type': 'Location', '@id': place?.id, name: place?.name ?? one.location, code: one.location }),
    flowProperties: one.properties.map(({ flowPropertyId, factor }) => ({
      '@type': 'FlowPropertyFactor',
      isRefFlowProperty: flowPropertyId === one.referencePropertyId,
      flowProperty: reference('FlowProperty', flowPropertyId, names.get(flowPropertyId)?.name),
      conversionFactor: factor,
    })),
  });
}

function process(one: LcaProcess, book: Book): object {
  const place = book.database.locations.find((each) => each.code === one.location);
  return given({
    processType: one.kind === 'system' ? 'LCI_RESULT' : 'UNIT_PROCESS',
    version: one.version,
    isInfrastructureProcess: one.infrastructure,
    location:
      one.location === undefined
        ? undefined
        : given({ '@type': 'Location', '@id': place?.id, name: place?.name ?? one.location, code: one.location }),
    defaultAllocationMethod: one.defaultAllocation && allocationKinds[one.defaultAllocation],
    exchanges: one.exchanges.map((line) => exchange(line, book)),
    parameters:
      one.parameters.length > 0 ? one.parameters.map((each) => ({ ...parameter(each), parameterScope: 'PROCESS_SCOPE' })) : undefined,
    allocationFactors: one.allocationFactors?.map(({ kind, productId, exchangeId, value }) =>
      given({
        '@type': 'AllocationFactor',
        allocationType: allocationKinds[kind],
        product: reference('Flow', productId, book.flows.get(productId)?.name),
        exchange: exchangeId === undefined ? undefined : { internalId: exchangeId },
        value,
      }),
    ),
    processDocumentation: one.documentation && documentation(one.documentation),
  });
}

function exchange(line: Exchange, { flows, groups, groupOf, processes }: Book): object {
  const flow = flows.get(line.flowId);
  const unit = groups
    .get(groupOf.get(line.flowPropertyId ?? flow?.referencePropertyId ?? '') ?? '')
    ?.units.find((one) => one.name === line.unit);
  return given({
    '@type': 'Exchange',
    internalId: line.id,
    isInput: line.direction === 'input',
    isQuantitativeReference: line.isReference,
    isAvoidedProduct: line.isAvoided,
    amount: line.amount,
    amountFormula: line.formula,
    flow: given({ '@type': 'Flow', '@id': line.flowId, name: flow?.name, flowType: flow && flowKinds[flow.kind] }),
    unit: given({ '@type': 'Unit', '@id': unit?.id, name: line.unit }),
    flowProperty: line.flowPropertyId === undefined ? undefined : reference('FlowProperty', line.flowPropertyId),
    defaultProvider:
      line.providerId === undefined ? undefined : reference('Process', line.providerId, processes.get(line.providerId)?.name),
    uncertainty: line.uncertainty && uncertainty(line.uncertainty),
    dqEntry: line.pedigree && `(${line.pedigree.map((score) => (score === 0 ? 'n.a.' : score)).join(';')})`,
    baseUncertainty: line.baseUncertainty,
    costValue: line.price?.amount,
    costFormula: line.price?.formula,
    currency: line.price && { '@type': 'Currency', name: line.price.currency },
    description: line.comment,
    location: line.location === undefined ? undefined : { '@type': 'Location', code: line.location, name: line.location },
  });
}

function uncertainty(one: Uncertainty): object {
  switch (one.kind) {
    case 'lognormal':
      return { distributionType: 'LOG_NORMAL_DISTRIBUTION', geomMean: one.geometricMean, geomSd: one.geometricSd };
    case 'normal':
      return { distributionType: 'NORMAL_DISTRIBUTION', mean: one.mean, sd: one.sd };
    case 'triangular':
      return { distributionType: 'TRIANGLE_DISTRIBUTION', minimum: one.minimum, mode: one.mode, maximum: one.maximum };
    case 'uniform':
      return { distributionType: 'UNIFORM_DISTRIBUTION', minimum: one.minimum, maximum: one.maximum };
  }
}

function parameter(one: Parameter): object {
  return given({
    name: one.name,
    isInputParameter: one.formula === undefined,
    value: one.value,
    formula: one.formula,
    description: one.description,
    uncertainty: one.uncertainty && uncertainty(one.uncertainty),
  });
}

function documentation(one: NonNullable<LcaProcess['documentation']>): object {
  const person = (name: string | undefined) => (name === undefined ? undefined : { '@type': 'Actor', name });
  return given({
    validFrom: one.validFrom,
    validUntil: one.validUntil,
    timeDescription: one.time,
    geographyDescription: one.geography,
    technologyDescription: one.technology,
    inventoryMethodDescription: one.method,
    samplingDescription: one.sampling,
    completenessDescription: one.completeness,
    intendedApplication: one.intendedUse,
    useAdvice: one.restrictions,
    reviewDetails: one.review,
    reviewer: person(one.reviewer),
    dataDocumentor: person(one.documentor),
    dataGenerator: person(one.generator),
    dataSetOwner: person(one.owner),
    publication: one.publication === undefined ? undefined : { '@type': 'Source', name: one.publication },
    creationDate: one.createdAt,
    isCopyrightProtected: one.copyright,
    sources: one.sourceIds?.map((id) => ({ '@type': 'Source', '@id': id })),
  });
}

type MakeFile = (folder: string, type: string, one: Named, more: object) => ArchiveFile;

function methodFiles({ methods }: LcaDatabase, book: Book, file: MakeFile): ArchiveFile[] {
  // An indicator of several methods is one data set.
  const indicators = new Map(methods.flatMap((method) => method.indicators.map((one) => [one.id, one])));
  return [
    ...methods.map((method) =>
      file('lcia_methods', 'ImpactMethod', method, {
        impactCategories: method.indicators.map((one) => reference('ImpactCategory', one.id, one.name)),
      }),
    ),
    ...[...indicators.values()].map((one) =>
      file('lcia_categories', 'ImpactCategory', one, { refUnit: one.unit, impactFactors: factors(one, book) }),
    ),
  ];
}

function factors({ factors: all }: ImpactIndicator, { flows }: Book): object[] {
  return all.map((one) =>
    given({
      '@type': 'ImpactFactor',
      flow: reference('Flow', one.flowId, flows.get(one.flowId)?.name),
      value: one.value,
      unit: { '@type': 'Unit', name: one.unit },
      flowProperty: one.flowPropertyId === undefined ? undefined : reference('FlowProperty', one.flowPropertyId),
      location: one.location === undefined ? undefined : { '@type': 'Location', code: one.location, name: one.location },
    }),
  );
}
