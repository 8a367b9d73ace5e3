import type {
  Exchange,
  Flow,
  FlowKind,
  FlowProperty,
  ImpactFactor,
  ImpactMethod,
  LcaProcess,
  Location,
  Parameter,
  Source,
  Uncertainty,
  UnitGroup,
} from '../dataset.ts';
import type { MarkupReader } from './ecospold-1.ts';
import { given, numberIn, together } from './fields.ts';
import { documentationOf, folderOf, namesOf, referenceOf, uuidOf } from './ilcd-parts.ts';
import { ilcdShapes } from './ilcd-shapes.ts';
import { attribute, child, children, type Markup, textAt } from './markup.ts';
import { type Findings, findingsList, kinds, type Reading, sayRead, sayUncertainty } from './reading.ts';
import { type Unread, unreadList } from './unread.ts';

interface Filled {
  readonly units: Map<string, UnitGroup>;
  readonly properties: Map<string, FlowProperty>;
  readonly flows: Map<string, Flow>;
  readonly sources: Map<string, Source>;
  readonly processes: Markup[];
  readonly methods: ImpactMethod[];
  readonly skipped: Map<string, number>;
  readonly findings: Findings;
  readonly unread: Unread;
}

/** ILCD 1.1 (ELCD, and exports of many tools): an archive of folders with one data set a file, told by its root element. */
export function ilcdReader(): MarkupReader {
  const filled: Filled = {
    units: new Map(),
    properties: new Map(),
    flows: new Map(),
    sources: new Map(),
    processes: [],
    methods: [],
    skipped: new Map(),
    findings: findingsList(),
    unread: unreadList(),
  };
  return { take: (path, element) => takeDataSet(path, element, filled), done: ({ name }) => assemble(name, filled) };
}

function takeDataSet(path: string, element: Markup, filled: Filled): void {
  const shape = ilcdShapes[element.name];
  if (!shape) {
    filled.skipped.set(element.name, (filled.skipped.get(element.name) ?? 0) + 1);
    return;
  }
  const id = uuidOf(element);
  if (id === undefined) {
    filled.findings.say(kinds.broken, { file: path }, { why: 'UUID' });
    return;
  }
  filled.unread.markup(element.name, element, shape);
  if (element.name === 'processDataSet') {
    filled.processes.push(element);
    return;
  }
  const put = <T extends { readonly name: string }>(all: Map<string, T>, one: T): void => {
    if (all.has(id)) filled.findings.say(kinds.twin, { file: path }, { id, name: one.name });
    all.set(id, one);
  };
  switch (element.name) {
    case 'unitGroupDataSet':
      put(filled.units, unitGroupFrom(id, element, filled.findings));
      return;
    case 'flowPropertyDataSet':
      put(filled.properties, flowPropertyFrom(id, element));
      return;
    case 'flowDataSet':
      put(filled.flows, flowFrom(id, element, filled.findings));
      return;
    case 'sourceDataSet':
      put(filled.sources, sourceFrom(id, element));
      return;
    case 'LCIAMethodDataSet':
      filled.methods.push(methodFrom(id, element, filled.findings));
      return;
  }
}

function flowPropertyFrom(id: string, element: Markup): FlowProperty {
  const group = child(element, 'flowPropertiesInformation', 'quantitativeReference', 'referenceToReferenceUnitGroup');
  const description = textAt(element, 'flowPropertiesInformation', 'dataSetInformation', 'generalComment');
  return given({ id, ...namesOf(element), ...folderOf(element), unitGroupId: referenceOf(group) ?? '', description });
}

/** A number that must be there: what is missing is taken as one, and said. */
function factorAt(of: Markup, name: string, field: string, findings: Findings): number {
  const factor = numberIn(textAt(of, field));
  if (factor === undefined) findings.say(kinds.assumed, { at: { of: name, field } }, { of: name, field, value: '1' });
  return factor ?? 1;
}

function assemble(name: string, filled: Filled): Reading {
  const { findings } = filled;
  for (const [what, count] of filled.skipped) findings.say(kinds.skipped, { at: { of: what } }, { what, count: String(count) });
  filled.unread.say(findings);
  const places = new Set<string>();
  const processes = filled.processes.map((element) => processFrom(element, filled, places));
  const locations = [...places].map((code): Location => ({ id: code, name: code, code }));
  const database = {
    ...{ name, version: '', publisher: '', licence: '', credit: '', parameters: [], locations },
    unitGroups: [...filled.units.values()],
    flowProperties: [...filled.properties.values()],
    flows: [...filled.flows.values()],
    processes,
    methods: filled.methods,
    sources: [...filled.sources.values()],
  };
  sayRead(findings, database);
  return { database, findings: findings.all() };
}

function unitGroupFrom(id: string, element: Markup, findings: Findings): UnitGroup {
  const reference = textAt(element, 'unitGroupInformation', 'quantitativeReference', 'referenceToReferenceUnit');
  const units = children(child(element, 'units'), 'unit').map((unit) => ({
    number: attribute(unit, 'dataSetInternalID'),
    unit: {
      id: attribute(unit, 'unitId') ?? `${id}:${attribute(unit, 'dataSetInternalID') ?? ''}`,
      name: textAt(unit, 'name') ?? '',
      factor: factorAt(unit, textAt(unit, 'name') ?? id, 'meanValue', findings),
    },
  }));
  const referenceUnit = units.find((one) => one.number === reference)?.unit.name ?? '';
  return { id, ...namesOf(element), ...folderOf(element), referenceUnit, units: units.map((one) => one.unit) };
}

function flowFrom(id: string, element: Markup, findings: Findings): Flow {
  const information = child(element, 'flowInformation');
  const type =
    textAt(element, 'modellingAndValidation', 'LCIMethod', 'typeOfDataSet') ??
    textAt(element, 'modellingAndValidation', 'LCIMethodAndAllocation', 'typeOfDataSet') ??
    '';
  const kind: FlowKind = type.startsWith('Elementary') ? 'elementary' : type.startsWith('Waste') ? 'waste' : 'product';
  const reference = textAt(information, 'quantitativeReference', 'referenceToReferenceFlowProperty');
  const properties = children(child(element, 'flowProperties'), 'flowProperty').map((one) => ({
    number: attribute(one, 'dataSetInternalID'),
    property: {
      flowPropertyId: referenceOf(child(one, 'referenceToFlowPropertyDataSet')) ?? '',
      factor: factorAt(one, namesOf(element).name, 'meanValue', findings),
    },
  }));
  const own = (properties.find((one) => one.number === reference) ?? properties[0])?.property.flowPropertyId ?? '';
  const set = child(information, 'dataSetInformation');
  return given({
    ...{ id, ...namesOf(element), ...folderOf(element), kind, referencePropertyId: own },
    properties: properties.map((one) => one.property),
    cas: textAt(set, 'CASNumber'),
    formula: textAt(set, 'sumFormula'),
    location: textAt(information, 'geography', 'locationOfSupply'),
    synonyms: textAt(set, 'synonyms')
      ?.split(';')
      .map((one) => one.trim()),
    description: together(textAt(set, 'generalComment'), textAt(information, 'technology', 'technologicalApplicability')),
  });
}

function sourceFrom(id: string, element: Markup): Source {
  const set = child(element, 'sourceInformation', 'dataSetInformation');
  const reference = textAt(set, 'sourceCitation');
  return { id, ...namesOf(element), ...folderOf(element), ...(reference === undefined ? {} : { reference }) };
}

function processFrom(element: Markup, filled: Filled, places: Set<string>): LcaProcess {
  const information = child(element, 'processInformation');
  const id = uuidOf(element) ?? '';
  const names = namesOf(element);
  const location = attribute(child(information, 'geography', 'locationOfOperationSupplyOrProduction'), 'location');
  if (location !== undefined) places.add(location);
  const references = new Set(children(child(information, 'quantitativeReference'), 'referenceToReferenceFlow').map((one) => one.text));
  const lines = children(child(element, 'exchanges'), 'exchange');
  const exchanges = lines.flatMap((line) => exchangeFrom(line, { id, name: names.name }, references, filled) ?? []);
  if (!exchanges.some((line) => line.isReference)) filled.findings.say(kinds.noReference, { path: id }, { process: names.name });
  const type = textAt(element, 'modellingAndValidation', 'LCIMethodAndAllocation', 'typeOfDataSet') ?? '';
  const factors = lines.flatMap((line) => allocationOf(line, lines));
  const told = lines.reduce((sum, line) => sum + children(child(line, 'allocations'), 'allocation').length, 0);
  if (factors.length < told)
    filled.findings.say(kinds.allocationUnread, { path: id }, { process: names.name, count: String(told - factors.length) });
  return given({
    ...{ id, ...names, ...folderOf(element), location, exchanges },
    kind: type === 'LCI result' || type === 'Partly terminated system' ? ('system' as const) : ('unit' as const),
    description: together(
      textAt(information, 'dataSetInformation', 'generalComment'),
      textAt(information, 'dataSetInformation', 'synonyms'),
    ),
    version: textAt(element, 'administrativeInformation', 'publicationAndOwnership', 'dataSetVersion'),
    parameters: parametersOf(child(information, 'mathematicalRelations'), filled.findings),
    allocationFactors: factors.length > 0 ? factors : undefined,
    documentation: documentationOf(element),
  });
}

function parametersOf(relations: Markup | undefined, findings: Findings): Parameter[] {
  return children(relations, 'variableParameter').flatMap((one) => {
    const name = attribute(one, 'name');
    if (name === undefined) return [];
    const [value, formula] = [numberIn(textAt(one, 'meanValue')), textAt(one, 'formula')];
    if (value === undefined && formula === undefined)
      findings.say(kinds.assumed, { at: { parameter: name } }, { of: name, field: 'meanValue', value: '0' });
    const amount = value ?? 0;
    const uncertainty = uncertaintyOf(one, amount, textAt(one, 'uncertaintyDistributionType'), {
      minimum: 'minimumValue',
      maximum: 'maximumValue',
    });
    return [given({ name, value: amount, formula, description: textAt(one, 'comment'), uncertainty })];
  });
}

function exchangeFrom(
  line: Markup,
  process: { readonly id: string; readonly name: string },
  references: ReadonlySet<string>,
  filled: Filled,
): Exchange | null {
  const number = attribute(line, 'dataSetInternalID') ?? '';
  const id = numberIn(number) ?? 0;
  const place = { path: process.id, line: id };
  const told = textAt(line, 'resultingAmount') ?? textAt(line, 'meanAmount');
  const amount = numberIn(told);
  if (amount === undefined) {
    filled.findings.say(kinds.amountBroken, place, { process: process.name, line: number, value: told ?? '' });
    return null;
  }
  const flowId = referenceOf(child(line, 'referenceToFlowDataSet')) ?? '';
  const flow = filled.flows.get(flowId) ?? unknownFlow(line, flowId, process.name, filled);
  const distribution = textAt(line, 'uncertaintyDistributionType');
  const uncertainty = uncertaintyOf(line, amount, distribution);
  if (distribution !== 'undefined') sayUncertainty(uncertainty, distribution, { place, process: process.name }, filled.findings);
  return given({
    ...{ id, flowId, amount, isReference: references.has(number) },
    direction: textAt(line, 'exchangeDirection')?.toLowerCase() === 'input' ? ('input' as const) : ('output' as const),
    unit: referenceUnit(flow, filled),
    uncertainty,
    formula: variableFormula(line),
    comment: textAt(line, 'generalComment'),
    location: textAt(line, 'location'),
  });
}

/** The amount is its mean times the variable it refers to. */
function variableFormula(line: Markup): string | undefined {
  const variable = textAt(line, 'referenceToVariable');
  return variable === undefined ? undefined : `${textAt(line, 'meanAmount') ?? '1'}*${variable}`;
}

/** ILCD states amounts in the reference unit of the flow's reference property, always. */
function referenceUnit(flow: Flow, { properties, units }: Filled): string {
  return units.get(properties.get(flow.referencePropertyId)?.unitGroupId ?? '')?.referenceUnit ?? '';
}

function unknownFlow(line: Markup, flowId: string, process: string, filled: Filled): Flow {
  const name = textAt(line, 'referenceToFlowDataSet', 'shortDescription') ?? flowId;
  filled.findings.say(kinds.flowMissing, { path: flowId }, { process, flow: name });
  const flow: Flow = { id: flowId, name, kind: 'product', referencePropertyId: '', properties: [{ flowPropertyId: '', factor: 1 }] };
  filled.flows.set(flowId, flow);
  return flow;
}

/** `relativeStandardDeviation95In`: the squared geometric standard deviation (log-normal), or twice the relative standard deviation in percent (normal). */
function uncertaintyOf(
  line: Markup,
  amount: number,
  distribution: string | undefined,
  limits = { minimum: 'minimumAmount', maximum: 'maximumAmount' },
): Uncertainty | undefined {
  const spread = numberIn(textAt(line, 'relativeStandardDeviation95In'));
  const [minimum, maximum] = [numberIn(textAt(line, limits.minimum)), numberIn(textAt(line, limits.maximum))];
  if (distribution === 'log-normal' && spread !== undefined && spread >= 0)
    return { kind: 'lognormal', geometricMean: amount, geometricSd: Math.sqrt(spread) };
  if (distribution === 'normal' && spread !== undefined) return { kind: 'normal', mean: amount, sd: (Math.abs(amount) * spread) / 200 };
  if (minimum === undefined || maximum === undefined) return undefined;
  if (distribution === 'triangular') return { kind: 'triangular', minimum, mode: amount, maximum };
  return distribution === 'uniform' ? { kind: 'uniform', minimum, maximum } : undefined;
}

/** A line's fractions (percent) for the co-products named by the numbers of their lines. */
function allocationOf(line: Markup, lines: readonly Markup[]): NonNullable<LcaProcess['allocationFactors']> {
  return children(child(line, 'allocations'), 'allocation').flatMap((one) => {
    const number = attribute(one, 'internalReferenceToCoProduct');
    const product = lines.find((other) => attribute(other, 'dataSetInternalID') === number);
    const productId = referenceOf(child(product, 'referenceToFlowDataSet'));
    const value = numberIn(attribute(one, 'allocatedFraction'));
    const exchangeId = numberIn(attribute(line, 'dataSetInternalID'));
    if (productId === undefined || value === undefined || exchangeId === undefined) return [];
    return [{ kind: 'causal' as const, productId, exchangeId, value: value / 100 }];
  });
}

/** An ILCD method is one indicator; its factors are per reference unit of the flow. */
function methodFrom(id: string, element: Markup, findings: Findings): ImpactMethod {
  const names = namesOf(element);
  const unit = textAt(element, 'LCIAMethodInformation', 'quantitativeReference', 'referenceQuantity', 'shortDescription') ?? '';
  const factors = children(child(element, 'characterisationFactors'), 'factor').flatMap((one): ImpactFactor[] => {
    const flowId = referenceOf(child(one, 'referenceToFlowDataSet'));
    const value = numberIn(textAt(one, 'resultingValue') ?? textAt(one, 'meanValue'));
    if (flowId === undefined || value === undefined) {
      const of = `${names.name}: ${textAt(one, 'referenceToFlowDataSet', 'shortDescription') ?? flowId ?? ''}`;
      findings.say(kinds.assumed, { path: id }, { of, field: 'meanValue', value: '0' });
      return [];
    }
    return [given({ flowId, value, unit: '', location: textAt(one, 'location') })];
  });
  return { id, ...names, indicators: [{ id, ...names, unit, factors }] };
}
