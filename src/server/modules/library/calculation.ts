import { z } from 'zod';
import { type calculationListing, calculationResult, type methodDetail, type methodSummary } from '../../../contract/library.ts';
import { evaluateMethod } from '../../../kernel/method/evaluate.ts';
import { nearTo } from '../../../kernel/method/nearness.ts';
import { nothingGiven } from '../../../kernel/method/nothing-given.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { findKernelCalculation, functionInputSchema, kernelCalculations } from './functions.ts';
import type { KernelCalculation } from './kernel-calculation.ts';
import type { Shelf, ShelvedMethod } from './shelf.ts';

type Result = z.input<typeof calculationResult>;

/**
 * Runs a calculation by name without storing anything: what `POST /api/v1/calculations/<name>` and `tanheng calc` both do. Throws `unknown_calculation`
 * with the nearest names, or `invalid_input` with every fault of the input.
 */
export function runCalculation(shelf: Shelf, name: string, input: unknown): Result {
  const own = findKernelCalculation(name);
  if (own) return { calculation: own.id, ...own.run(input, (id) => shelf.method(id)?.method, shelf.ruleBook, shelf.frameworks) } as Result;
  const found = shelf.method(name);
  if (!found) throw unknownName(shelf, name);
  const empty = nothingGiven(found.method, input);
  if (empty.length > 0) throw new Refusal('invalid_input', { findings: empty });
  const evaluation = evaluateMethod(found.method, input);
  // The kernel's types are read-only; the wire's are the same shapes.
  return { calculation: found.id, ...evaluation } as Result;
}

function unknownName(shelf: Shelf, name: string): Refusal {
  const near = nearNames(
    name,
    [...shelf.methods, ...kernelCalculations].map((m) => m.id),
  );
  if (near.length === 0) return new Refusal('unknown_calculation', { values: { name } });
  return new Refusal('unknown_calculation', {
    values: { name, near: near.join(', ') },
    detail: {
      zh: `没有名为“${name.slice(0, 80)}”的计算。相近的有：${near.join('、')}。`,
      en: `There is no calculation “${name.slice(0, 80)}”. Near it: ${near.join(', ')}.`,
    },
  });
}

/** Up to three names that share most pairs of letters with the one asked for, best first. */
export function nearNames(name: string, known: readonly string[]): string[] {
  return nearTo(name, known);
}

/** The reply of every calculation as JSON Schema; what a method gives in particular stands in `x-outputs`. */
const outputSchema = inlined(plain(z.toJSONSchema(calculationResult, { io: 'output' })));

/** A named schema comes as a reference to itself; its definition is put in its place, the others stay in `$defs`. */
function inlined(schema: Record<string, unknown>): Record<string, unknown> {
  const name = typeof schema.$ref === 'string' ? (schema.$ref.split('/').at(-1) ?? '') : '';
  const own = isObject(schema.$defs) ? schema.$defs[name] : undefined;
  if (!isObject(own)) return schema;
  const { $ref: _, ...rest } = schema;
  return { ...rest, ...own };
}

export function calculationListings(shelf: Shelf): z.input<typeof calculationListing>[] {
  const methods = shelf.methods.map((one) => ({
    name: one.id,
    title: one.description.title,
    summary: one.description.summary,
    input: plain(inputWithFactors(one)),
    output: { ...outputSchema, 'x-outputs': outputsOf(one) },
    example: exampleOf(one),
  }));
  return [...methods, ...kernelCalculations.map(functionListing)];
}

function functionListing(one: KernelCalculation): z.input<typeof calculationListing> {
  const { id, title, summary, outputs, example } = one;
  return { name: id, title, summary, input: functionInputSchema(one), output: { ...outputSchema, 'x-outputs': outputs }, example };
}

/** What the method gives: symbol, title, unit, and the index sets of each value. */
export function outputsOf({
  description,
  method,
}: ShelvedMethod): { symbol: string; title: { zh: string; en: string }; unit: string; per: string[] }[] {
  return description.outputs.map((symbol) => {
    const step = description.steps.find((s) => s.symbol === symbol);
    const record = method.records.find((r) => r.name === step?.over);
    return { symbol, title: step?.title ?? { zh: symbol, en: symbol }, unit: step?.unit ?? '', per: [...(record?.per ?? [])] };
  });
}

export function exampleOf({ description }: ShelvedMethod): Record<string, unknown> {
  return isObject(description.example) ? description.example : {};
}

/** The input schema with the third way to write a value: a reference to a factor. */
export function inputWithFactors({ inputSchema }: ShelvedMethod): unknown {
  const reference = {
    type: 'object',
    additionalProperties: false,
    required: ['factorId'],
    properties: { factorId: { type: 'string', description: 'A factor of the library or an approved own factor.' } },
  };
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (!isObject(value)) return value;
    const entries = Object.entries(value).map(([key, inner]) => [key, walk(inner)]);
    const made: Record<string, unknown> = Object.fromEntries(entries);
    if ('x-unit' in made && Array.isArray(made.anyOf)) made.anyOf = [...made.anyOf, reference];
    return made;
  };
  return walk(inputSchema);
}

export function summaryOf(one: ShelvedMethod): z.input<typeof methodSummary> {
  const { id, version, title, summary, dataYears, source, records, steps } = one.description;
  return {
    id,
    version,
    title,
    summary,
    dataYears: dataYears && { ...dataYears },
    source: source.document,
    confidence: source.confidence,
    sha256: one.sha256,
    inputCount: records.reduce((sum, record) => sum + record.inputs.length, 0),
    stepCount: steps.length,
  };
}

/** The whole method in readable form. */
export function detailOf(shelf: Shelf, id: string): z.input<typeof methodDetail> {
  const one = shelf.method(id);
  if (!one) throw new Refusal('unknown_method', { values: { methodId: id } });
  return { ...summaryOf(one), description: plain(one.description), inputSchema: plain(one.inputSchema), example: exampleOf(one) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** As JSON gives it back: plain objects that the wire can carry. */
function plain(value: unknown): Record<string, unknown> {
  const copied: unknown = JSON.parse(JSON.stringify(value));
  return isObject(copied) ? copied : {};
}
