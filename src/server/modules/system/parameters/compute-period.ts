import { createHash } from 'node:crypto';
import { present } from '../../../../kernel/assert.ts';
import { evaluateMethod } from '../../../../kernel/method/evaluate.ts';
import type { Evaluation } from '../../../../kernel/method/evaluation.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { textIn } from '../../../../kernel/system/content.ts';
import {
  definitionOf,
  loadParameter,
  type ParameterDefinition,
  parameterSources,
  parameterValue,
} from '../../../../kernel/system/parameter.ts';
import type { Content, Register } from '../../../../kernel/system/register.ts';
import type { Text } from '../../../../kernel/text.ts';
import type { Work } from '../../../work/command.ts';
import { canonical } from '../../../work/leaf.ts';
import type { Shelf } from '../../library/index.ts';
import type { RecordHead } from '../registers/store.ts';
import { versionsOf } from '../registers/store.ts';
import { type LiveValue, liveValues } from './live-values.ts';
import { type Reading, readingsOf } from './store.ts';

export interface UsedValue {
  readonly symbol: string;
  readonly meaning: string;
  readonly unit: string;
  readonly source: ParameterDefinition['symbols'][number]['source'];
  readonly value: string | null;
  /** Of what the value was given in. */
  readonly givenUnit: string;
  readonly path: string | null;
  readonly readingId: string | null;
}

export interface ComputedPeriod {
  readonly period: string;
  readonly value: string | null;
  readonly shown: string | null;
  readonly unit: string;
  readonly inputs: readonly UsedValue[];
  readonly calculation: Evaluation & { readonly calculation: string };
}

/** The version that counts: what is in force, or the draft where nothing is yet. */
export async function countingVersion(work: Work, head: RecordHead): Promise<{ version: number; content: Content }> {
  if (head.in_force_version === null || head.in_force_version === head.version) return { version: head.version, content: head.content };
  const versions = await versionsOf(work.tx, work.actor.organizationId, head.id);
  return present(
    versions.find((one) => one.version === head.in_force_version),
    'the version in force',
  );
}

/** @throws Refusal `invalid_input` where the record has no formula that can be computed. */
export function definitionIn(register: Register, shelf: Shelf, content: Content) {
  const definition = definitionOf(register, content);
  if (definition === null) throw nothing({ zh: '请先填写公式与单位', en: 'Fill formula and unit first' });
  const { method, findings } = loadParameter(definition, shelf.units);
  if (method === null) throw new Refusal('invalid_input', { findings });
  return { definition, method };
}

const nothing = (text: Text) =>
  new Refusal('invalid_input', { findings: [{ code: 'record_content', severity: 'error', place: { path: '/content/formula' }, text }] });

const monthly = ['continuous', 'daily', 'weekly', 'monthly'];

/** A year, and its months where the parameter is kept at least monthly and every source knows months. */
export function periodsOf(year: number, content: Content, definition: ParameterDefinition): string[] {
  const byMonth =
    monthly.includes(textIn(content.frequency) ?? '') && definition.symbols.every((one) => parameterSources[one.source].months);
  const months = Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`);
  return [String(year), ...(byMonth ? months : [])];
}

type Loaded = ReturnType<typeof definitionIn>;

async function used(
  definition: ParameterDefinition,
  period: string,
  live: ReturnType<typeof liveValues>,
  readings: readonly Reading[],
): Promise<UsedValue[]> {
  const all: UsedValue[] = [];
  for (const { symbol, meaning, unit, source, ofUnit } of definition.symbols) {
    const reading = readings.findLast((one) => one.symbol === symbol && one.period === period);
    const found: LiveValue | null = await live(source, ofUnit, period);
    all.push({
      ...{ symbol, meaning, unit, source, value: found ? found.value : (reading?.value ?? null), path: found?.path ?? null },
      ...{ givenUnit: parameterSources[source].unit ?? unit, readingId: found ? null : (reading?.id ?? null) },
    });
  }
  return all;
}

function evaluate({ method }: Loaded, period: string, inputs: readonly UsedValue[]): ComputedPeriod | null {
  const given = inputs.filter((one) => one.value !== null);
  if (inputs.length > 0 && given.length === 0) return null;
  const ref = (one: UsedValue) => ((one.readingId ?? one.path === null) ? {} : { ref: one.path ?? '' });
  const evaluation = evaluateMethod(
    method,
    Object.fromEntries(given.map((one) => [one.symbol, { value: one.value, unit: one.givenUnit, ...ref(one) }])),
  );
  const output = evaluation.outputs.find((one) => one.symbol === parameterValue);
  return {
    ...{ period, value: output?.value ?? null, shown: output?.shown ?? null, unit: output?.unit ?? '', inputs },
    calculation: { calculation: evaluation.method.id, ...evaluation },
  };
}

/** Values of the parameter in these periods, from what is known now; periods of which nothing is known at all are left out. */
export async function computePeriods(
  work: Work,
  shelf: Shelf,
  head: RecordHead,
  loaded: Loaded,
  periods: readonly string[],
): Promise<ComputedPeriod[]> {
  const live = liveValues(work, shelf, head.entity_id);
  const readings = await readingsOf(work.tx, work.actor.organizationId, head.id);
  const computed: ComputedPeriod[] = [];
  for (const period of periods) {
    const found = evaluate(loaded, period, await used(loaded.definition, period, live, readings));
    if (found && found.value !== null) computed.push(found);
  }
  return computed;
}

export function hashOf(result: ComputedPeriod): { readonly text: string; readonly sha: Buffer } {
  const text = canonical(JSON.parse(JSON.stringify(result)));
  return { text, sha: createHash('sha256').update(text).digest() };
}
