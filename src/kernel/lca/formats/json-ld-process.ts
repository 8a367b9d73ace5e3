import type { AllocationFactor, Documentation, Exchange, Flow, LcaProcess, StoredAllocationKind } from '../dataset.ts';
import { dayIn, type Fields, fieldsIn, flagIn, given, listIn, numberIn, pedigreeIn, textIn, together } from './fields.ts';
import { flowKindOf, idOf, parameterFrom, uncertaintyFrom, unitNameIn } from './json-ld-parts.ts';
import type { Findings } from './reading.ts';
import { kinds, sayUncertainty } from './reading.ts';

/** What a process needs to know of the rest of its archive. `known` grows by flows that are only referred to. */
export interface Surroundings {
  readonly place: (value: unknown) => string | undefined;
  readonly person: (value: unknown) => string | undefined;
  readonly known: Map<string, Flow>;
  /** Names of units by their id. */
  readonly unitNames: ReadonlyMap<string, string>;
  readonly findings: Findings;
}

type ProcessPart = Omit<LcaProcess, 'id' | 'name' | 'category' | 'description'>;

/** One process of either schema; what is odd in it is said, and the rest is read. */
export function processFrom(one: Fields, around: Surroundings): ProcessPart {
  const name = textIn(one.name) ?? idOf(one);
  const lines = listIn(one.exchanges);
  const exchanges = lines.flatMap((line, index) => exchangeFrom(line, index, name, idOf(one), around) ?? []);
  if (!exchanges.some((exchange) => exchange.isReference)) around.findings.say(kinds.noReference, { path: idOf(one) }, { process: name });
  const allocationFactors = allocationFrom(one, exchanges, name, around);
  return given({
    kind: textIn(one.processType) === 'LCI_RESULT' ? ('system' as const) : ('unit' as const),
    location: around.place(one.location),
    version: textIn(one.version),
    exchanges,
    parameters: listIn(one.parameters).map((each) => parameterFrom(each, around.findings)),
    allocationFactors: allocationFactors.length > 0 ? allocationFactors : undefined,
    defaultAllocation: allocationKind(one.defaultAllocationMethod),
    documentation: one.processDocumentation === undefined ? undefined : documentationFrom(fieldsIn(one.processDocumentation), around),
    infrastructure: flagIn(one.infrastructureProcess) || flagIn(one.isInfrastructureProcess) ? true : undefined,
  });
}

const numberOf = (line: Fields, index: number): number => numberIn(line.internalId) ?? index + 1;

function exchangeFrom(line: Fields, index: number, process: string, processId: string, around: Surroundings): Exchange | null {
  const amount = numberIn(line.amount);
  const id = numberOf(line, index);
  const place = { path: processId, line: id };
  if (amount === undefined) {
    around.findings.say(kinds.amountBroken, place, { process, line: String(id), value: String(line.amount) });
    return null;
  }
  const flow = fieldsIn(line.flow);
  const flowId = idOf(flow);
  if (!around.known.has(flowId)) {
    around.findings.say(kinds.flowMissing, place, { process, flow: textIn(flow.name) ?? flowId });
    around.known.set(flowId, flowFromReference(flow, line));
  }
  const uncertainty = uncertaintyFrom(line.uncertainty);
  sayUncertainty(uncertainty, textIn(fieldsIn(line.uncertainty).distributionType), { place, process }, around.findings);
  return given({
    id,
    flowId,
    direction: flagIn(line.input) || flagIn(line.isInput) ? ('input' as const) : ('output' as const),
    amount,
    unit: unitNameIn(line.unit, around.unitNames),
    flowPropertyId: textIn(fieldsIn(line.flowProperty)['@id']),
    isReference: flagIn(line.quantitativeReference) || flagIn(line.isQuantitativeReference),
    isAvoided: flagIn(line.avoidedProduct) || flagIn(line.isAvoidedProduct) ? true : undefined,
    providerId: textIn(fieldsIn(line.defaultProvider)['@id']),
    uncertainty,
    pedigree: pedigreeIn(line.pedigreeUncertainty) ?? pedigreeIn(line.dqEntry),
    baseUncertainty: numberIn(line.baseUncertainty),
    formula: textIn(line.amountFormula),
    price: priceFrom(line),
    comment: textIn(line.description),
    location: around.place(line.location),
  });
}

function priceFrom(line: Fields): Exchange['price'] {
  const amount = numberIn(line.costValue);
  if (amount === undefined) return undefined;
  const currency = textIn(fieldsIn(line.currency).name) ?? '';
  const formula = textIn(line.costFormula);
  return { amount, currency, ...(formula === undefined ? {} : { formula }) };
}

/** A flow nobody describes: what its reference says, counted in the property of the exchange. */
function flowFromReference(flow: Fields, line: Fields): Flow {
  const property = textIn(fieldsIn(line.flowProperty)['@id']) ?? '';
  return {
    id: idOf(flow),
    name: textIn(flow.name) ?? idOf(flow),
    kind: flowKindOf(flow.flowType),
    referencePropertyId: property,
    properties: [{ flowPropertyId: property, factor: 1 }],
  };
}

function allocationKind(value: unknown): StoredAllocationKind | undefined {
  const text = textIn(value) ?? '';
  return text.startsWith('PHYS') ? 'physical' : text.startsWith('ECON') ? 'economic' : text.startsWith('CAUS') ? 'causal' : undefined;
}

/** A causal factor names its exchange by number (schema 2), by its id or by its flow (schema 1). */
function allocationFrom(one: Fields, exchanges: readonly Exchange[], process: string, { findings }: Surroundings): AllocationFactor[] {
  let unread = 0;
  const byOwnId = new Map(listIn(one.exchanges).flatMap((line, index) => (idOf(line) === '' ? [] : [[idOf(line), numberOf(line, index)]])));
  const factors = listIn(one.allocationFactors).flatMap((factor): AllocationFactor[] => {
    const [kind, productId, value] = [allocationKind(factor.allocationType), idOf(fieldsIn(factor.product)), numberIn(factor.value)];
    const named = fieldsIn(factor.exchange);
    const flow = idOf(fieldsIn(named.flow));
    const exchangeId =
      numberIn(named.internalId) ?? byOwnId.get(idOf(named)) ?? exchanges.find((exchange) => exchange.flowId === flow && flow !== '')?.id;
    if (!kind || productId === '' || value === undefined || (kind === 'causal' && exchangeId === undefined)) {
      unread += 1;
      return [];
    }
    return [{ kind, productId, value, ...(kind === 'causal' && exchangeId !== undefined ? { exchangeId } : {}) }];
  });
  if (unread > 0) findings.say(kinds.allocationUnread, { path: idOf(one) }, { process, count: String(unread) });
  return factors;
}

function documentationFrom(one: Fields, { person }: Surroundings): Documentation {
  const sourceIds = listIn(one.sources).map(idOf);
  const reviews = listIn(one.reviews);
  const reviewers = [person(one.reviewer), ...reviews.flatMap((each) => listIn(each.reviewers).map(person))].flatMap((each) => each ?? []);
  return given({
    validFrom: dayIn(one.validFrom),
    validUntil: dayIn(one.validUntil),
    time: textIn(one.timeDescription),
    geography: textIn(one.geographyDescription),
    technology: textIn(one.technologyDescription),
    method: together(one.inventoryMethodDescription, one.modelingConstantsDescription),
    sampling: together(one.samplingDescription, one.dataCollectionDescription, one.dataSelectionDescription, one.dataTreatmentDescription),
    completeness: textIn(one.completenessDescription),
    intendedUse: together(one.intendedApplication, one.projectDescription),
    restrictions: together(one.restrictionsDescription, one.useAdvice),
    review: together(one.reviewDetails, ...reviews.map((each) => each.details)),
    reviewer: reviewers.length > 0 ? [...new Set(reviewers)].join(', ') : undefined,
    documentor: person(one.dataDocumentor),
    generator: person(one.dataGenerator),
    owner: person(one.dataSetOwner),
    publication: textIn(fieldsIn(one.publication).name),
    createdAt: dayIn(one.creationDate),
    copyright:
      typeof one.copyright === 'boolean'
        ? one.copyright
        : typeof one.isCopyrightProtected === 'boolean'
          ? one.isCopyrightProtected
          : undefined,
    sourceIds: sourceIds.length > 0 ? sourceIds : undefined,
  });
}
