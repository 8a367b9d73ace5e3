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
import { flowKindOf, idOf, parameterFrom } from './json-ld-parts.ts';
import { processFrom } from './json-ld-process.ts';
import { type Findings, findingsList, kinds, type Reading, sayRead } from './reading.ts';

/** Reads one file of an archive after another; `done` puts the database together, whatever the order was. */
export interface JsonLdReader {
  readonly take: (path: string, content: unknown) => void;
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
  const take = (path: string, content: unknown): void => {
    const parts = path.split('/');
    const folder = parts.at(-2) ?? '';
    const found = Object.entries(folders).find(([, names]) => names.some((name) => name === folder))?.[0];
    const id = isFields(content) ? textIn(content['@id']) : undefined;
    if (!isFolder(found)) {
      if (id !== undefined) other.set(folder, (other.get(folder) ?? 0) + 1);
      return;
    }
    if (!isFields(content) || id === undefined) {
      findings.say(kinds.broken, { file: path }, { why: '@id' });
      return;
    }
    const all = kept.get(found) ?? new Map<string, Fields>();
    kept.set(found, all);
    all.set(id, content);
  };
  const done = ({ name }: { readonly name: string }): Reading => {
    for (const [what, count] of other) findings.say(kinds.skipped, { file: what }, { what, count: String(count) });
    const database = assemble(name, (folder) => kept.get(folder) ?? new Map<string, Fields>(), findings);
    sayRead(findings, database);
    return { database, findings: findings.all() };
  };
  return { take, done };
}

function isFolder(name: string | undefined): name is Folder {
  return name !== undefined && name in folders;
}

type All = (folder: Folder) => Kept;
type Category = (value: unknown) => readonly string[] | undefined;

function assemble(name: string, all: All, findings: Findings): LcaDatabase {
  const category = categoriesOf(all('categories'));
  const base = (one: Fields) =>
    given({
      id: idOf(one),
      name: textIn(one.name) ?? idOf(one),
      nameZh: textIn(one.nameZh),
      category: category(one.category),
      description: textIn(one.description),
    });
  const list = <T>(folder: Folder, make: (one: Fields) => T): T[] => [...all(folder).values()].map(make);
  const unitGroups = list('unitGroups', (one) => unitGroupFrom(one, base(one)));
  const flowProperties = list('flowProperties', (one) => flowPropertyFrom(one, base(one)));
  const locations = list('locations', (one): Location => ({ ...base(one), code: textIn(one.code) ?? textIn(one.name) ?? '' }));
  const codes = new Map(locations.map((one) => [one.id, one.code]));
  const place = (value: unknown): string | undefined =>
    codes.get(idOf(fieldsIn(value))) ?? textIn(fieldsIn(value).code) ?? textIn(fieldsIn(value).name) ?? textIn(value);
  const flows = list('flows', (one) => flowFrom(one, base(one), place(one.location)));
  const known = new Map(flows.map((flow) => [flow.id, flow]));
  const people = new Map(list('actors', (one) => [idOf(one), textIn(one.name) ?? '']));
  const processes = list(
    'processes',
    (one): LcaProcess => ({
      ...base(one),
      ...processFrom(one, { place, person: (value) => people.get(idOf(fieldsIn(value))) ?? textIn(fieldsIn(value).name), known, findings }),
    }),
  );
  return {
    name,
    version: '',
    publisher: '',
    licence: '',
    credit: '',
    unitGroups,
    flowProperties,
    flows: [...known.values()],
    processes,
    parameters: list('parameters', parameterFrom),
    methods: methodsFrom(all, base),
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
    const text = textIn(value);
    if (text !== undefined) return text.split('/');
    if (!isFields(value)) return undefined;
    const path = pathOf(idOf(value), 0);
    if (path.length > 0) return path;
    const short = textIn(value.name);
    return short === undefined ? undefined : [short];
  };
}

function unitGroupFrom(one: Fields, base: Base): UnitGroup {
  const units = listIn(one.units).map((unit) => ({
    id: idOf(unit),
    name: textIn(unit.name) ?? idOf(unit),
    factor: numberIn(unit.conversionFactor) ?? 1,
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

function flowFrom(one: Fields, base: Base, location: string | undefined): Flow {
  const properties = listIn(one.flowProperties).map((each) => ({
    flowPropertyId: idOf(fieldsIn(each.flowProperty)),
    factor: numberIn(each.conversionFactor) ?? 1,
    reference: flagIn(each.referenceFlowProperty) || flagIn(each.isRefFlowProperty),
  }));
  const synonyms = textIn(one.synonyms)
    ?.split(';')
    .map((text) => text.trim());
  return given({
    ...base,
    kind: flowKindOf(one.flowType),
    referencePropertyId: (properties.find((each) => each.reference) ?? properties[0])?.flowPropertyId ?? '',
    properties: properties.map(({ flowPropertyId, factor }) => ({ flowPropertyId, factor })),
    cas: textIn(one.cas),
    formula: textIn(one.formula),
    location,
    synonyms,
  });
}

function sourceFrom(one: Fields, base: Base): Source {
  return { ...base, ...given({ reference: textIn(one.textReference), year: numberIn(one.year), url: textIn(one.url) }) };
}

function methodsFrom(all: All, base: (one: Fields) => Base): ImpactMethod[] {
  const indicators = all('indicators');
  return [...all('methods').values()].map((one) => ({
    ...base(one),
    indicators: listIn(one.impactCategories).flatMap((reference): ImpactIndicator[] => {
      const indicator = indicators.get(idOf(reference));
      if (!indicator) return [];
      const unit = textIn(indicator.refUnit) ?? textIn(indicator.referenceUnitName) ?? textIn(indicator.referenceUnit) ?? '';
      return [{ ...base(indicator), unit, factors: listIn(indicator.impactFactors).map(factorFrom) }];
    }),
  }));
}

function factorFrom(one: Fields): ImpactFactor {
  return given({
    flowId: idOf(fieldsIn(one.flow)),
    value: numberIn(one.value) ?? 0,
    unit: textIn(fieldsIn(one.unit).name) ?? '',
    flowPropertyId: textIn(fieldsIn(one.flowProperty)['@id']),
    location: textIn(fieldsIn(one.location).code) ?? textIn(fieldsIn(one.location).name),
  });
}
