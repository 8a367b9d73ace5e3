import type { Documentation, Exchange, Flow, FlowKind, LcaProcess, Location, Parameter, Source, Uncertainty } from '../dataset.ts';
import { scaled } from '../uncertainty.ts';
import { type MarkupReader, unitOfItsOwn } from './ecospold-1.ts';
import { dayIn, given, numberIn, together } from './fields.ts';
import { attribute, child, children, inLanguages, type Markup, textAt } from './markup.ts';
import { type Findings, findingsList, kinds, sayRead, sayUncertainty } from './reading.ts';
import { type UnitBook, unitBook } from './unit-book.ts';
import { type Shape, type Unread, unreadList } from './unread.ts';

interface Filled {
  readonly read: LcaProcess[];
  readonly flows: Map<string, Flow>;
  readonly sources: Map<string, Source>;
  readonly places: Map<string, Location>;
  readonly book: UnitBook;
  readonly findings: Findings;
  readonly unread: Unread;
  skippedProperties: number;
}

const exchangeShape: Shape = {
  ...{ '@id': true, '@intermediateExchangeId': true, '@elementaryExchangeId': true, '@unitId': true, '@amount': true },
  ...{ '@variableName': true, '@mathematicalRelation': true, '@isCalculatedAmount': true, '@casNumber': true, '@formula': true },
  ...{ '@activityLinkId': true, name: true, unitName: true, comment: true, synonym: true, inputGroup: true, outputGroup: true },
  // Properties other than prices are counted by themselves.
  ...{ property: true, compartment: { '@subcompartmentId': true, compartment: true, subcompartment: true } },
  uncertainty: { lognormal: true, normal: true, triangular: true, uniform: true, undefined: true, pedigreeMatrix: true },
  classification: true,
};
const comment: Shape = { comment: true };

/** What is read of a data set. How to reach people stays in the file, for their sake. */
const shape: Shape = {
  activityDescription: {
    activity: {
      ...{ '@id': true, '@activityNameId': true, '@type': true, activityName: true, generalComment: true, allocationComment: true },
      ...{ includedActivitiesStart: true, includedActivitiesEnd: true },
    },
    ...{ classification: true, geography: { '@geographyId': true, shortname: true, ...comment }, technology: comment },
    timePeriod: { '@startDate': true, '@endDate': true, '@isDataValidForEntirePeriod': true, ...comment },
  },
  flowData: {
    ...{ intermediateExchange: exchangeShape, elementaryExchange: exchangeShape },
    parameter: {
      ...{ '@parameterId': true, '@variableName': true, '@amount': true, '@mathematicalRelation': true, '@isCalculatedAmount': true },
      ...{ name: true, comment: true, unitName: true },
    },
  },
  modellingAndValidation: {
    representativeness: { samplingProcedure: true, extrapolations: true },
    review: { '@reviewerName': true, details: true },
  },
  administrativeInformation: {
    dataEntryBy: { '@personName': true },
    dataGeneratorAndPublication: {
      ...{ '@personName': true, '@publishedSourceId': true, '@publishedSourceFirstAuthor': true, '@publishedSourceYear': true },
      '@isCopyrightProtected': true,
    },
    fileAttributes: {
      '@creationTimestamp': true,
      '@majorRelease': true,
      '@minorRelease': true,
      '@majorRevision': true,
      '@minorRevision': true,
    },
  },
};

/** EcoSpold 2 (`.spold`, ecoinvent 3): one `activityDataset` or `childActivityDataset` a file. */
export function ecoSpold2Reader(): MarkupReader {
  const filled: Filled = {
    read: [],
    flows: new Map(),
    sources: new Map(),
    places: new Map(),
    book: unitBook(),
    findings: findingsList(),
    unread: unreadList(),
    skippedProperties: 0,
  };
  return {
    take: (path, element) => {
      if (element.name !== 'activityDataset' && element.name !== 'childActivityDataset') return;
      filled.unread.markup(element.name, element, shape);
      takeActivity(element, path, filled);
    },
    done: ({ name }) => {
      const { findings, book } = filled;
      for (const unit of book.unknown()) findings.say(unitOfItsOwn, { at: { unit } }, { unit });
      if (filled.skippedProperties > 0)
        findings.say(kinds.skipped, { at: { of: 'property' } }, { what: 'property (EcoSpold 2)', count: String(filled.skippedProperties) });
      filled.unread.say(findings);
      turnWastes(filled);
      const database = {
        ...{ name, version: '', publisher: '', licence: '', credit: '', ...book.used(), parameters: [], methods: [] },
        ...{ flows: [...filled.flows.values()], processes: linkedProcesses(filled) },
        ...{ sources: [...filled.sources.values()], locations: [...filled.places.values()] },
      };
      sayRead(findings, database);
      return { database, findings: findings.all() };
    },
  };
}

/**
 * A treatment states its waste as a product of negative amount, and system models hand wastes on as negative inputs: what is meant is a waste that is given away and
 * taken in. Such flows become waste flows with positive amounts in the direction that is meant; formulas and spreads turn with them.
 */
function turnWastes({ read, flows }: Filled): void {
  const wastes = new Set([...flows.values()].filter((flow) => flow.kind === 'waste').map((flow) => flow.id));
  for (const { exchanges } of read) for (const line of exchanges) if (line.isReference && line.amount < 0) wastes.add(line.flowId);
  for (const id of wastes) {
    const flow = flows.get(id);
    if (flow) flows.set(id, { ...flow, kind: 'waste' });
  }
  for (const [index, process] of read.entries()) {
    if (!process.exchanges.some((line) => line.amount < 0 && wastes.has(line.flowId))) continue;
    const exchanges = process.exchanges.map((line) => (line.amount < 0 && wastes.has(line.flowId) ? turned(line) : line));
    read[index] = { ...process, exchanges };
  }
}

function turned(line: Exchange): Exchange {
  return {
    ...line,
    direction: line.direction === 'input' ? 'output' : 'input',
    amount: -line.amount,
    ...(line.uncertainty ? { uncertainty: scaled(line.uncertainty, -1) } : {}),
    ...(line.formula === undefined ? {} : { formula: `-(${line.formula})` }),
  };
}

/** Allocated versions have one data set for each product of an activity: then the activity's id alone names none of them. */
function linkedProcesses({ read, findings }: Filled): LcaProcess[] {
  const byActivity = new Map<string, LcaProcess[]>();
  for (const process of read) byActivity.set(process.id, [...(byActivity.get(process.id) ?? []), process]);
  const product = (process: LcaProcess) => process.exchanges.find((line) => line.isReference)?.flowId ?? '';
  const idOf = (process: LcaProcess) => ((byActivity.get(process.id)?.length ?? 0) > 1 ? `${process.id}_${product(process)}` : process.id);
  const provider = (line: Exchange, process: LcaProcess): Partial<Exchange> => {
    const all = line.providerId === undefined ? [] : (byActivity.get(line.providerId) ?? []);
    const found = all.find((one) => product(one) === line.flowId) ?? all[0];
    if (found) return { providerId: idOf(found) };
    findings.say(kinds.providerUnknown, { path: process.id, line: line.id }, { process: process.name, provider: line.providerId ?? '' });
    return {};
  };
  return read.map((process) => ({
    ...process,
    id: idOf(process),
    exchanges: process.exchanges.map((line) => {
      const { providerId, ...rest } = line;
      return providerId === undefined ? line : { ...rest, ...(line.isReference ? {} : provider(line, process)) };
    }),
  }));
}

function takeActivity(element: Markup, path: string, filled: Filled): void {
  const description = child(element, 'activityDescription');
  const activity = child(description, 'activity');
  const id = attribute(activity, 'id');
  const title = inLanguages(activity, 'activityName');
  if (id === undefined || title.name === undefined) {
    filled.findings.say(kinds.broken, { file: path }, { why: 'activity' });
    return;
  }
  const name = title.name;
  const geography = child(description, 'geography');
  const location = textAt(geography, 'shortname');
  if (location !== undefined)
    filled.places.set(location, { id: attribute(geography, 'geographyId') ?? location, name: location, code: location });
  const data = child(element, 'flowData');
  const lines = [...children(data, 'intermediateExchange'), ...children(data, 'elementaryExchange')];
  const exchanges = lines.flatMap((line, index) => exchangeFrom(line, index + 1, { id, name }, filled) ?? []);
  if (!exchanges.some((line) => line.isReference)) filled.findings.say(kinds.noReference, { path: id }, { process: name });
  const classes = children(description, 'classification').map((one) => textAt(one, 'classificationValue') ?? '');
  filled.read.push(
    given({
      ...{ id, ...title, name, location, exchanges },
      category: classes[0] === undefined ? undefined : classes[0].split('/'),
      description: together(
        texts(child(activity, 'generalComment')),
        textAt(activity, 'includedActivitiesStart'),
        textAt(activity, 'includedActivitiesEnd'),
        ...classes.slice(1),
      ),
      version: editionOf(child(element, 'administrativeInformation', 'fileAttributes')),
      kind: attribute(activity, 'type') === '2' ? ('system' as const) : ('unit' as const),
      parameters: parametersOf(data, lines),
      documentation: documentationOf(element, filled),
    }),
  );
}

/** Release and revision of the data set, as one text. */
function editionOf(attributes: Markup | undefined): string | undefined {
  const parts = ['majorRelease', 'minorRelease', 'majorRevision', 'minorRevision'].flatMap((name) => attribute(attributes, name) ?? []);
  return parts.length > 0 ? parts.join('.') : undefined;
}

/** Numbered paragraphs of a comment. */
function texts(of: Markup | undefined): string | undefined {
  const all = children(of, 'text').map((one) => one.text);
  return all.length > 0 ? all.join('\n') : undefined;
}

/** Own parameters, and the exchanges that formulas name by a variable. */
function parametersOf(data: Markup | undefined, lines: readonly Markup[]): Parameter[] {
  const of = (one: Markup): Parameter[] => {
    const [name, value] = [attribute(one, 'variableName'), numberIn(attribute(one, 'amount'))];
    if (name === undefined || value === undefined) return [];
    return [given({ name, value, formula: attribute(one, 'mathematicalRelation'), description: textAt(one, 'name') })];
  };
  return [...children(data, 'parameter'), ...lines].flatMap(of);
}

function exchangeFrom(line: Markup, id: number, process: { readonly id: string; readonly name: string }, filled: Filled): Exchange | null {
  const amount = numberIn(attribute(line, 'amount'));
  const [into, out] = [textAt(line, 'inputGroup'), textAt(line, 'outputGroup')];
  const place = { path: process.id, line: id };
  if (amount === undefined || (into === undefined && out === undefined)) {
    const value = amount === undefined ? (attribute(line, 'amount') ?? '') : 'inputGroup/outputGroup';
    filled.findings.say(kinds.amountBroken, place, { process: process.name, line: String(id), value });
    return null;
  }
  const unit = textAt(line, 'unitName') ?? '';
  const distribution = children(child(line, 'uncertainty'), 'lognormal')[0] ?? child(line, 'uncertainty')?.children[0];
  const uncertainty = uncertaintyOf(distribution, amount);
  if (distribution && !['comment', 'pedigreeMatrix'].includes(distribution.name))
    sayUncertainty(uncertainty, distribution.name, { place, process: process.name }, filled.findings);
  const base = distribution?.name === 'lognormal' ? numberIn(attribute(distribution, 'variance')) : undefined;
  return given({
    id,
    flowId: flowFor(line, unit, filled),
    direction: out === undefined ? ('input' as const) : ('output' as const),
    amount,
    unit,
    isReference: out === '0',
    providerId: attribute(line, 'activityLinkId'),
    uncertainty,
    pedigree: pedigreeOf(line),
    baseUncertainty: base === undefined ? undefined : Math.exp(Math.sqrt(base)),
    formula: attribute(line, 'mathematicalRelation'),
    price: priceOf(line),
    comment: textAt(line, 'comment'),
  });
}

function priceOf(line: Markup): Exchange['price'] {
  const property = children(line, 'property').find((one) => textAt(one, 'name') === 'price');
  const amount = numberIn(attribute(property, 'amount'));
  return amount === undefined ? undefined : { amount, currency: textAt(property, 'unitName') ?? '' };
}

const pedigreeNames = ['reliability', 'completeness', 'temporalCorrelation', 'geographicalCorrelation', 'furtherTechnologyCorrelation'];

function pedigreeOf(line: Markup): readonly number[] | undefined {
  const matrix = child(line, 'uncertainty', 'pedigreeMatrix');
  return matrix ? pedigreeNames.map((name) => numberIn(attribute(matrix, name)) ?? 0) : undefined;
}

/** Variances are those of the logarithm for a lognormal; with the pedigree where it is given, since that is what the data set says of the amount. */
function uncertaintyOf(one: Markup | undefined, amount: number): Uncertainty | undefined {
  const variance = numberIn(attribute(one, 'varianceWithPedigreeUncertainty')) ?? numberIn(attribute(one, 'variance'));
  const mean = numberIn(attribute(one, 'meanValue')) ?? amount;
  const [minimum, maximum] = [numberIn(attribute(one, 'minValue')), numberIn(attribute(one, 'maxValue'))];
  if (one?.name === 'lognormal' && variance !== undefined && variance >= 0)
    return { kind: 'lognormal', geometricMean: mean, geometricSd: Math.exp(Math.sqrt(variance)) };
  if (one?.name === 'normal' && variance !== undefined && variance >= 0) return { kind: 'normal', mean, sd: Math.sqrt(variance) };
  if (minimum === undefined || maximum === undefined) return undefined;
  if (one?.name === 'triangular')
    return { kind: 'triangular', minimum, mode: numberIn(attribute(one, 'mostLikelyValue')) ?? amount, maximum };
  return one?.name === 'uniform' ? { kind: 'uniform', minimum, maximum } : undefined;
}

function flowFor(line: Markup, unit: string, filled: Filled): string {
  const elementary = line.name === 'elementaryExchange';
  const id =
    attribute(line, elementary ? 'elementaryExchangeId' : 'intermediateExchangeId') ?? `${line.name}|${textAt(line, 'name') ?? ''}|${unit}`;
  filled.skippedProperties += children(line, 'property').filter((one) => textAt(one, 'name') !== 'price').length;
  if (filled.flows.has(id)) return id;
  const propertyId = filled.book.propertyOf(unit);
  const place = child(line, 'compartment');
  const folder = [textAt(place, 'compartment'), textAt(place, 'subcompartment')].flatMap((one) => one ?? []);
  const title = inLanguages(line, 'name');
  const synonyms = children(line, 'synonym').flatMap((one) => (one.text === '' ? [] : [one.text]));
  const kind: FlowKind = elementary ? 'elementary' : textAt(line, 'outputGroup') === '3' ? 'waste' : 'product';
  filled.flows.set(
    id,
    given({
      ...{ id, ...title, name: title.name ?? id, kind, referencePropertyId: propertyId },
      properties: [{ flowPropertyId: propertyId, factor: 1 }],
      category: folder.length > 0 ? folder : undefined,
      cas: attribute(line, 'casNumber'),
      formula: attribute(line, 'formula'),
      synonyms: synonyms.length > 0 ? synonyms : undefined,
    }),
  );
  return id;
}

function documentationOf(element: Markup, filled: Filled): Documentation {
  const description = child(element, 'activityDescription');
  const time = child(description, 'timePeriod');
  const representative = child(element, 'modellingAndValidation', 'representativeness');
  const administration = child(element, 'administrativeInformation');
  const reviews = children(child(element, 'modellingAndValidation'), 'review');
  const reviewers = reviews.flatMap((one) => attribute(one, 'reviewerName') ?? []);
  const publication = child(administration, 'dataGeneratorAndPublication');
  const sourceId = attribute(publication, 'publishedSourceId');
  if (sourceId !== undefined && !filled.sources.has(sourceId)) {
    const [author, year] = [attribute(publication, 'publishedSourceFirstAuthor'), attribute(publication, 'publishedSourceYear')];
    const reference = [author, year].flatMap((part) => part ?? []).join(', ');
    filled.sources.set(sourceId, given({ id: sourceId, name: reference === '' ? sourceId : reference, reference, year: numberIn(year) }));
  }
  const copyright = attribute(publication, 'isCopyrightProtected');
  return given({
    validFrom: dayIn(attribute(time, 'startDate')),
    validUntil: dayIn(attribute(time, 'endDate')),
    time: texts(child(time, 'comment')),
    geography: texts(child(description, 'geography', 'comment')),
    technology: texts(child(description, 'technology', 'comment')),
    method: texts(child(description, 'activity', 'allocationComment')),
    review: together(...reviews.flatMap((one) => children(child(one, 'details'), 'text').map((text) => text.text))),
    reviewer: reviewers.length > 0 ? [...new Set(reviewers)].join(', ') : undefined,
    sampling: textAt(representative, 'samplingProcedure'),
    completeness: textAt(representative, 'extrapolations'),
    documentor: attribute(child(administration, 'dataEntryBy'), 'personName'),
    generator: attribute(publication, 'personName'),
    createdAt: dayIn(attribute(child(administration, 'fileAttributes'), 'creationTimestamp')),
    copyright: copyright === undefined ? undefined : copyright === 'true',
    sourceIds: sourceId === undefined ? undefined : [sourceId],
  });
}
