import { footprintSources, type PaperContent, type PaperKind, paperContent } from '../../../contract/neutrality-papers.ts';
import { numberOut } from '../../parts/fields.tsx';
import type { zh } from '../../words/zh.ts';

type Words = (typeof zh)['neutrality'];
export type WordKey = { [Key in keyof Words]: Words[Key] extends string ? Key : never }[keyof Words];
type Type = 'line' | 'area' | 'number' | 'tonnes' | 'day' | 'year' | 'validation' | 'yes' | 'entity' | 'action';
export interface PaperField {
  readonly name: string;
  readonly word: WordKey;
  readonly type: Type;
  readonly required?: boolean;
  /** Rows of these fields. */
  readonly rows?: readonly PaperField[];
}

/** A field that goes by the name of its words. */
const field = (name: WordKey, type: Type, required = true): PaperField => ({ name, word: name, type, required });
const named = (name: string, word: WordKey, type: Type): PaperField => ({ name, word, type, required: true });
const target = [field('year', 'year'), field('tonnes', 'tonnes'), field('note', 'line', false)];
const rows = (name: WordKey, of: readonly PaperField[], required = false): PaperField => ({ ...field(name, 'line', required), rows: of });

/** What the form of each paper asks, in the order it is asked. */
export const paperFields: Readonly<Record<PaperKind, readonly PaperField[]>> = {
  commitment: [field('statement', 'area'), field('effectiveOn', 'day'), field('contact', 'line')],
  plan: [
    ...[
      field('from', 'day'),
      field('to', 'day'),
      field('neutralBy', 'year'),
      rows('shortTargets', target, true),
      rows('longTargets', target, true),
    ],
    ...[field('means', 'area'), field('assumptions', 'area'), field('residualEstimate', 'tonnes'), field('notAbatable', 'tonnes', false)],
    ...[field('offsetType', 'line'), field('offsetTonnes', 'tonnes')],
  ],
  footprint: [
    ...[field('method', 'line'), field('assumptions', 'area', false), field('exclusions', 'area', false)],
    ...[field('output', 'number', false), field('outputUnit', 'line', false), field('verified', 'yes', false)],
    ...[field('verifier', 'line', false), field('verifiedOn', 'day', false)],
  ],
  reduction: [
    ...[field('baseFrom', 'day'), field('baseTo', 'day'), field('baseTonnes', 'tonnes'), field('baseOutput', 'number', false)],
    rows('actions', [
      named('title', 'actionTitle', 'line'),
      field('saving', 'tonnes'),
      named('kind', 'actionKind', 'action'),
      field('cost', 'number', false),
    ]),
  ],
  validation: [
    named('type', 'validationType', 'validation'),
    field('validator', 'line'),
    named('statement', 'opinion', 'area'),
    field('on', 'day'),
  ],
};

/** What the plan of an event is asked beside. */
export const eventPlanFields: readonly PaperField[] = [field('publishedOn', 'day', false), field('publishedAt', 'line', false)];

/** What a footprint asks by where its figures come from; what is chosen from a list has a field of its own. */
export const sourceFields: Readonly<Record<FootprintSource, readonly PaperField[]>> = {
  stated: [rows('lines', [field('category', 'line'), field('tonnes', 'tonnes')]), field('removals', 'tonnes', false)],
  entity_year: [named('entityId', 'entity', 'entity'), field('ofYear', 'year')],
  inventory: [],
  footprint: [named('quantity', 'produced', 'number')],
};

export type FootprintSource = (typeof footprintSources)[number];

/** A product's figures come from its footprint, anybody else's from the year of an entity or an inventory; any may be stated. */
export const sourcesFor = (kind: string): readonly FootprintSource[] =>
  kind === 'product' ? ['stated', 'footprint'] : ['stated', 'entity_year', 'inventory'];

type Values = Readonly<Record<string, unknown>>;
const numeric: readonly Type[] = ['number', 'tonnes'];

function valueIn(one: PaperField, values: Values): unknown {
  const value = values[one.name];
  const all = one.rows;
  if (all) return (Array.isArray(value) ? value : []).map((row: Values) => Object.fromEntries(entries(all, row)));
  if (numeric.includes(one.type)) return typeof value === 'string' ? numberOut(value) : value;
  return one.type === 'year' && typeof value === 'string' ? Number(value) : value;
}

/** Fields left empty are left out: what is absent has its usual value. */
function entries(fields: readonly PaperField[], values: Values): [string, unknown][] {
  return fields
    .map((one): [string, unknown] => [one.name, valueIn(one, values)])
    .filter(([, value]) => value !== undefined && value !== null && value !== '');
}

/** What the form holds as the content of a paper; the server says what is wrong with it. */
export function contentOf(kind: PaperKind, values: Values): PaperContent {
  const asked = kind === 'plan' ? [...paperFields.plan, ...eventPlanFields] : paperFields[kind];
  const own = Object.fromEntries(entries(asked, values));
  return paperContent.parse({ ...own, ...(kind === 'footprint' ? { ...sourceOf(values), verified: own.verified === true } : {}), kind });
}

function sourceOf(values: Values): Values {
  const source = footprintSources.find((one) => one === values.source) ?? 'stated';
  const { entityId, ofYear, quantity, ...stated } = Object.fromEntries(entries(sourceFields[source], values));
  const [inventoryId, version] = String(values.inventory ?? '').split(' ');
  const reference = {
    stated: null,
    entity_year: { entityId, year: ofYear },
    inventory: { inventoryId, version: Number(version), scope2: values.scope2 },
    footprint: { versionId: values.productFootprint, quantity },
  }[source];
  return { ...stated, source, reference };
}

/** A version as the form of the next one holds it. */
export function valuesOf(content: PaperContent): Record<string, unknown> {
  if (content.kind !== 'footprint' || content.reference === null) return { ...content };
  const { reference, lines: _, removals: __, apart: ___, ...rest } = content;
  if ('entityId' in reference) return { ...rest, entityId: reference.entityId, ofYear: `${reference.year}` };
  return 'inventoryId' in reference
    ? { ...rest, inventory: `${reference.inventoryId} ${reference.version}`, scope2: reference.scope2 }
    : { ...rest, productFootprint: reference.versionId, quantity: reference.quantity };
}
