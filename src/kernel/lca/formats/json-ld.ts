import type {
  Flow,
  FlowProperty,
  ImpactFactor,
  ImpactIndicator,
  ImpactMethod,
  LcaDatabase,
  LcaProcess,
  Location,
  Source,
  UnitGroup,
} from '../dataset.ts';
import { type Fields, fieldsIn, flagIn, given, isFields, listIn, numberIn, textIn } from './fields.ts';
import { flowKindOf, idOf, isFlowKind, parameterFrom, pathIn, synonymsIn, textsIn, unitNameIn } from './json-ld-parts.ts';
import { processFrom } from './json-ld-process.ts';
import { jsonLdShapes } from './json-ld-shapes.ts';
import { type Findings, findingsList, kinds, type Reading, sayRead } from './reading.ts';
import { type Unread, unreadList } from './unread.ts';

/**
 * Reads one file of an archive after another; `done` puts the database together, whatever the order was. A file is asked for when it is needed: processes, which
 * are most of an archive, one at a time in the end, so that they never stand in memory as they were written. A file that is no JSON reads as null.
 */
export interface JsonLdReader {
  readonly take: (path: string, content: () => unknown) => void;
  readonly done: (named: { readonly name: string }) => Reading;
}

type Kept = Map<string, Fields>;

/** What is kept of an archive, by folder. Schema 1.x and 2.x name some folders and fields differently; both are looked for. */
const folders = {
  categories: ['categories'],
  unitGroups: ['unit_groups'],
  flowProperties: ['flow_properties'],
  flows: ['flows'],
  processes: ['processes'],
  methods: ['lcia_methods'],
  indicators: ['lcia_categories'],
  parameters: ['parameters'],
  sources: ['sources'],
  locations: ['locations'],
  actors: ['actors'],
} as const;
type Folder = keyof typeof folders;

/** openLCA JSON-LD (schema 1.x and 2.x): an archive of folders, one JSON file for each data set. */
export function jsonLdReader(): JsonLdReader {
  const findings = findingsList();
  const kept = new Map<Folder, Kept>();
  const other = new Map<string, number>();
  const late: { readonly path: string; readonly content: () => unknown }[] = [];
  const unread = unreadList();
  const dataSet = (path: string, content: unknown): Fields | undefined => {
    if (isFields(content) && textIn(content['@id']) !== undefined) return content;
    findings.say(kinds.broken, { file: path }, { why: content === null ? 'JSON, UTF-8' : '@id' });
    return undefined;
  };
  const take = (path: string, content: () => unknown): void => {
    const folder = path.split('/').at(-2) ?? '';
    const found = Object.entries(folders).find(([, names]) => names.some((name) => name === folder))?.[0];
    if (found === 'processes') {
      late.push({ path, content });
      return;
    }
    if (!isFolder(found)) {
      const one = content();
      if (isFields(one) && textIn(one['@id']) !== undefined) other.set(folder, (other.get(folder) ?? 0) + 1);
      return;
    }
    const one = dataSet(path, content());
    if (!one) return;
    unread.fields(found, one, jsonLdShapes[found]);
    const all = kept.get(found) ?? new Map<string, Fields>();
    kept.set(found, all);
    if (all.has(idOf(one))) findings.say(kinds.twin, { file: path }, { id: idOf(one), name: textIn(one.name) ?? '' });
    all.set(idOf(one), one);
  };
  const done = ({ name }: { readonly name: string }): Reading => {
    for (const [what, count] of other) findings.say(kinds.skipped, { file: what }, { what, count: String(count) });
    const processes = function* () {
      for (const { path, content } of late) {
        const one = dataSet(path, content());
        if (one) yield { path, one };
      }
    };
    const database = assemble(name, (folder) => kept.get(folder) ?? new Map<string, Fields>(), processes(), { findings, unread });
    unread.say(findings);
    sayRead(findings, database);
    return { database, findings: findings.all() };
  };
  return { take, done };
}

function isFolder(name: string | undefined): name is Folder {
  return name !== undefined && name in folders;
}

type All = (folder: Folder) => Kept;

interface Saying {
  readonly findings: Findings;
  readonly unread: Unread;
}
type Category = (value: unknown) => readonly string[] | undefined;

function assemble(
  name: string,
  all: All,
  written: Iterable<{ readonly path: string; readonly one: Fields }>,
  { findings, unread }: Saying,
): LcaDatabase {
  const category = categoriesOf(all('categories'));
  const base = (one: Fields) =>
    given({
      id: idOf(one),
      name: textIn(one.name) ?? idOf(one),
      nameZh: textIn(one.nameZh),
      category: textsIn(one.categoryPath) ?? category(one.category),
      description: textIn(one.description),
    });
  const list = <T>(folder: Folder, make: (one: Fields) => T): T[] => [...all(folder).values()].map(make);
  const unitGroups = list('unitGroups', (one) => unitGroupFrom(one, base(one), findings));
  const unitNames = new Map(unitGroups.flatMap((group) => group.units.map((unit) => [unit.id, unit.name])));
  const flowProperties = list('flowProperties', (one) => flowPropertyFrom(one, base(one)));
  const locations = list('locations', (one): Location => ({ ...base(one), code: textIn(one.code) ?? textIn(one.name) ?? '' }));
  const codes = new Map(locations.map((one) => [one.id, one.code]));
  const place = (value: unknown): string | undefined =>
    codes.get(idOf(fieldsIn(value))) ?? textIn(fieldsIn(value).code) ?? textIn(fieldsIn(value).name) ?? textIn(value);
  const flows = list('flows', (one) => flowFrom(one, base(one), place(one.location), findings));
  const known = new Map(flows.map((flow) => [flow.id, flow]));
  const people = new Map(list('actors', (one) => [idOf(one), textIn(one.name) ?? '']));
  const person = (value: unknown) => people.get(idOf(fieldsIn(value))) ?? textIn(fieldsIn(value).name);
  const processes = new Map<string, LcaProcess>();
  for (const { path, one } of written) {
    unread.fields('processes', one, jsonLdShapes.processes);
    if (processes.has(idOf(one))) findings.say(kinds.twin, { file: path }, { id: idOf(one), name: textIn(one.name) ?? '' });
    processes.set(idOf(one), { ...base(one), ...processFrom(one, { place, person, known, unitNames, findings }) });
  }
  sayAbsentProviders(processes, findings);
  return {
    name,
    version: '',
    publisher: '',
    licence: '',
    credit: '',
    unitGroups,
    flowProperties,
    flows: [...known.values()],
    processes: [...processes.values()],
    parameters: list('parameters', (one) => parameterFrom(one, findings)),
    methods: methodsFrom(all, base, unitNames, findings),
    sources: list('sources', (one): Source => sourceFrom(one, base(one))),
    locations,
  };
}

type Base = Pick<LcaProcess, 'id' | 'name' | 'nameZh' | 'category' | 'description'>;

/** Schema 2: a path in one text. Schema 1: a reference to a category, which refers to the one above it. */
function categoriesOf(categories: Kept): Category {
  const paths = new Map<string, readonly string[]>();
  const pathOf = (id: string, depth: number): readonly string[] => {
    const known = paths.get(id);
    if (known) return known;
    const one = categories.get(id);
    if (!one || depth > 30) return [];
    const path = [...pathOf(idOf(fieldsIn(one.category)), depth + 1), textIn(one.name) ?? id];
    paths.set(id, path);
    return path;
  };
  return (value) => {
    const text = pathIn(value);
    if (text) return text;
    if (!isFields(value)) return undefined;
    const path = pathOf(idOf(value), 0);
    if (path.length > 0) return path;
    const short = textIn(value.name);
    return short === undefined ? undefined : [short];
  };
}

/** A provider that is not in the file is kept as it was named, and said. */
function sayAbsentProviders(processes: ReadonlyMap<string, LcaProcess>, findings: Findings): void {
  for (const process of processes.values())
    for (const { id: line, providerId } of process.exchanges)
      if (providerId !== undefined && !processes.has(providerId))
        findings.say(kinds.providerUnknown, { path: process.id, line }, { process: process.name, provider: providerId });
}

/** A number that must be there: what is missing is taken as `otherwise`, and said. */
function factorOr(value: unknown, otherwise: number, of: string, field: string, findings: Findings): number {
  const number = numberIn(value);
  if (number === undefined) findings.say(kinds.assumed, { at: { of, field } }, { of, field, value: String(otherwise) });
  return number ?? otherwise;
}

function unitGroupFrom(one: Fields, base: Base, findings: Findings): UnitGroup {
  const units = listIn(one.units).map((unit) => ({
    id: idOf(unit),
    name: typeof unit.name === 'string' ? unit.name : idOf(unit),
    factor: factorOr(unit.conversionFactor, 1, `${base.name}: ${textIn(unit.name) ?? ''}`, 'conversionFactor', findings),
    reference: flagIn(unit.referenceUnit) || flagIn(unit.isRefUnit),
  }));
  const referenceUnit = (units.find((unit) => unit.reference) ?? units.find((unit) => unit.factor === 1))?.name ?? '';
  return { ...base, referenceUnit, units: units.map(({ id, name, factor }) => ({ id, name, factor })) };
}

function flowPropertyFrom(one: Fields, base: Base): FlowProperty {
  const kind = textIn(one.flowPropertyType);
  return {
    ...base,
    unitGroupId: idOf(fieldsIn(one.unitGroup)),
    ...(kind === 'ECONOMIC_QUANTITY' ? { kind: 'economic' } : kind === 'PHYSICAL_QUANTITY' ? { kind: 'physical' } : {}),
  };
}

function flowFrom(one: Fields, base: Base, location: string | undefined, findings: Findings): Flow {
  if (!isFlowKind(one.flowType))
    findings.say(kinds.assumed, { path: base.id }, { of: base.name, field: 'flowType', value: 'ELEMENTARY_FLOW' });
  const properties = listIn(one.flowProperties).map((each) => ({
    flowPropertyId: idOf(fieldsIn(each.flowProperty)),
    factor: factorOr(each.conversionFactor, 1, base.name, 'conversionFactor', findings),
    reference: flagIn(each.referenceFlowProperty) || flagIn(each.isRefFlowProperty),
  }));
  return given({
    ...base,
    kind: flowKindOf(one.flowType),
    referencePropertyId: (properties.find((each) => each.reference) ?? properties[0])?.flowPropertyId ?? '',
    properties: properties.map(({ flowPropertyId, factor }) => ({ flowPropertyId, factor })),
    cas: textIn(one.cas),
    formula: textIn(one.formula),
    location,
    synonyms: textsIn(one.synonymList) ?? synonymsIn(one.synonyms),
  });
}

function sourceFrom(one: Fields, base: Base): Source {
  return { ...base, ...given({ reference: textIn(one.textReference), year: numberIn(one.year), url: textIn(one.url) }) };
}

/** Indicators by their methods; those no method names stand in one of their own, so that none is lost. */
function methodsFrom(all: All, base: (one: Fields) => Base, units: ReadonlyMap<string, string>, findings: Findings): ImpactMethod[] {
  const indicators = all('indicators');
  const left = new Set(indicators.keys());
  const indicatorOf = (one: Fields): ImpactIndicator => {
    const unit = textIn(one.refUnit) ?? textIn(one.referenceUnitName) ?? textIn(one.referenceUnit) ?? '';
    const own = base(one);
    return { ...own, unit, factors: listIn(one.impactFactors).map((factor) => factorFrom(factor, own.name, units, findings)) };
  };
  const methods = [...all('methods').values()].map((one): ImpactMethod => {
    const method = base(one);
    const found = listIn(one.impactCategories).flatMap((reference): ImpactIndicator[] => {
      const indicator = indicators.get(idOf(reference));
      left.delete(idOf(reference));
      if (indicator) return [indicatorOf(indicator)];
      const missing = textIn(reference.name) ?? idOf(reference);
      findings.say(kinds.indicatorMissing, { path: method.id }, { method: method.name, indicator: missing });
      return [];
    });
    return { ...method, indicators: found };
  });
  const alone = [...indicators].filter(([id]) => left.has(id)).map(([, one]) => indicatorOf(one));
  return alone.length === 0 ? methods : [...methods, { id: 'indicators', name: 'Indicators without a method', indicators: alone }];
}

function factorFrom(one: Fields, indicator: string, units: ReadonlyMap<string, string>, findings: Findings): ImpactFactor {
  const flow = fieldsIn(one.flow);
  return given({
    flowId: idOf(flow),
    value: factorOr(one.value, 0, `${indicator}: ${textIn(flow.name) ?? idOf(flow)}`, 'value', findings),
    unit: unitNameIn(one.unit, units),
    flowPropertyId: textIn(fieldsIn(one.flowProperty)['@id']),
    location: textIn(fieldsIn(one.location).code) ?? textIn(fieldsIn(one.location).name),
  });
}
