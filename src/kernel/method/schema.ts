import { print } from '../quantity/decimal.ts';
import type { Unit } from '../quantity/unit.ts';
import { type KeySet, type Method, type MethodInput, type MethodRecord, methodLimits } from './method.ts';
import { fittingUnits } from './unit-cure.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
export type JsonSchema = { readonly [name: string]: Json };

/** A number of a caller: what `parseDecimal` reads. */
const decimalPattern = '^-?\\d+(\\.\\d+)?([eE][+-]?\\d{1,4})?$';

/**
 * The input of a method as JSON Schema 2020-12: closed objects, `title` in Chinese, `description` in English (both in `x-title`),
 * the declared unit in `x-unit`. Bounds are stated for plain numbers; the calculation checks every form of a value.
 */
export function describeInput(method: Method): JsonSchema {
  const [root, ...others] = method.records;
  const properties: Record<string, Json> = {};
  for (const input of inputsOf(method, root)) properties[input.name] = inputSchema(method, input);
  for (const record of others) properties[record.name] = recordSchema(method, record);
  const required = [
    ...inputsOf(method, root)
      .filter((input) => input.required)
      .map((input) => input.name),
    ...others.filter((record) => record.required).map((record) => record.name),
  ];
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: method.title.zh,
    description: method.title.en,
    'x-title': { zh: method.title.zh, en: method.title.en },
    type: 'object',
    additionalProperties: false,
    properties,
    ...(required.length > 0 && { required }),
  };
}

function inputsOf(method: Method, record: MethodRecord | undefined): MethodInput[] {
  return (record?.inputs ?? []).map((slot) => method.symbols[slot]).filter((symbol) => symbol?.is === 'input');
}

function recordSchema(method: Method, record: MethodRecord): JsonSchema {
  const properties: Record<string, Json> = {};
  const sets = method.sets.filter((set) => record.per.includes(set.name));
  for (const set of sets) properties[set.name] = keySchema(set);
  for (const input of inputsOf(method, record)) properties[input.name] = inputSchema(method, input);
  const required = [
    ...sets.filter((set) => set.default === null).map((set) => set.name),
    ...inputsOf(method, record)
      .filter((input) => input.required)
      .map((input) => input.name),
  ];
  return {
    ...titles(record),
    type: 'array',
    maxItems: methodLimits.tuples,
    ...(record.required && { minItems: 1 }),
    items: { type: 'object', additionalProperties: false, properties, ...(required.length > 0 && { required }) },
  };
}

function titles(of: { readonly title: { readonly zh: string; readonly en: string } }): JsonSchema {
  return { title: of.title.zh, description: of.title.en, 'x-title': { zh: of.title.zh, en: of.title.en } };
}

function keySchema(set: KeySet): JsonSchema {
  const month = set.kind === 'month' ? { pattern: '^(19|20|21)\\d{2}-(0[1-9]|1[0-2])$' } : {};
  return {
    ...titles(set),
    type: ['string', 'integer'],
    maxLength: methodLimits.keyLength,
    ...month,
    ...(set.default !== null && { default: set.default }),
  };
}

/** Any unit of the same kind is taken; the simple ones are named. */
function unitSchema(method: Method, unit: Unit): JsonSchema {
  const names = fittingUnits(method.units, unit);
  return { type: 'string', default: unit.symbol, ...(names.length > 0 && { examples: names }) };
}

function inputSchema(method: Method, input: MethodInput): JsonSchema {
  const plain = plainSchema(input);
  const properties = {
    value: plain,
    ...(input.unit !== null && { unit: unitSchema(method, input.unit) }),
    ref: { type: 'string', maxLength: methodLimits.keyLength },
  };
  return {
    ...titles(input),
    ...(input.unit !== null && { 'x-unit': input.unit.symbol }),
    ...(input.fallback !== null && { 'x-default': input.fallback.formula }),
    ...(input.clause !== null && { 'x-clause': input.clause }),
    ...(input.source !== null && { 'x-source': input.source }),
    anyOf: [
      plain,
      { type: 'object', additionalProperties: false, properties, required: ['value'] },
      ...(input.required ? [] : [{ type: 'null' }]),
    ],
  };
}

function plainSchema(input: MethodInput): JsonSchema {
  if (input.type === 'boolean') return { type: 'boolean' };
  if (input.type === 'choice') return { type: 'string', enum: input.values };
  if (input.type === 'text') return { type: 'string', maxLength: 1_000 };
  const bounds = { ...(input.min && { 'x-minimum': print(input.min) }), ...(input.max && { 'x-maximum': print(input.max) }) };
  return { type: ['number', 'string'], pattern: decimalPattern, ...bounds };
}
