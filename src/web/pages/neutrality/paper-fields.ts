import { type PaperContent, type PaperKind, paperContent } from '../../../contract/neutrality-papers.ts';
import { numberOut } from '../../parts/fields.tsx';
import type { zh } from '../../words/zh.ts';

type Words = (typeof zh)['neutrality'];
export type WordKey = { [Key in keyof Words]: Words[Key] extends string ? Key : never }[keyof Words];
type Type = 'line' | 'area' | 'number' | 'tonnes' | 'day' | 'year' | 'source' | 'validation' | 'yes' | 'entity' | 'action';
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
    ...[
      field('source', 'source'),
      rows('lines', [field('category', 'line'), field('tonnes', 'tonnes')]),
      { ...named('entityId', 'entity', 'entity'), required: false },
    ],
    ...[field('ofYear', 'year', false), field('removals', 'tonnes', false), field('method', 'line'), field('assumptions', 'area', false)],
    ...[
      field('exclusions', 'area', false),
      field('output', 'number', false),
      field('outputUnit', 'line', false),
      field('verified', 'yes', false),
    ],
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
  const { entityId, ofYear, ...rest } = Object.fromEntries(entries(paperFields[kind], values));
  const more =
    kind === 'footprint'
      ? { verified: rest.verified === true, ...(rest.source === 'entity_year' ? { lines: [], reference: { entityId, year: ofYear } } : {}) }
      : {};
  return paperContent.parse({ ...rest, ...more, kind });
}
