import type { Finding } from '../finding.ts';
import { loadMethod } from '../method/load.ts';
import type { Method } from '../method/method.ts';
import type { Path } from '../method/reading.ts';
import { type Decimal, decimal } from '../quantity/decimal.ts';
import { convertible } from '../quantity/unit.ts';
import type { Units } from '../quantity/units.ts';
import type { Text } from '../text.ts';
import { rowsIn, textIn } from './content.ts';
import type { Content, Register } from './register.ts';

/** Where a symbol of a performance parameter gets its value: by hand, or from what the other subsystems know of the entity in the period (6.2). */
export const parameterSources = {
  by_hand: { unit: null, months: true },
  emission: { unit: 'tCO2', months: true },
  obligation_emission: { unit: 'tCO2', months: false },
  generation: { unit: 'MWh', months: false },
  supply: { unit: 'MWh', months: false },
  electricity: { unit: 'MWh', months: true },
  heat: { unit: 'GJ', months: true },
  allowances_available: { unit: 't', months: true },
  purchases: { unit: 'CNY', months: true },
  purchased: { unit: 't', months: true },
} as const satisfies Record<string, { readonly unit: string | null; readonly months: boolean }>;
export type ParameterSource = keyof typeof parameterSources;
const isSource = (code: string | null): code is ParameterSource => code !== null && Object.hasOwn(parameterSources, code);
export const parameterSourceOf = (code: string | null): ParameterSource => (isSource(code) ? code : 'by_hand');

export interface ParameterSymbol {
  readonly symbol: string;
  readonly meaning: string;
  readonly unit: string;
  readonly source: ParameterSource;
  /** Code of one unit of the plant; null: all of them. */
  readonly ofUnit: string | null;
}

export interface ParameterDefinition {
  readonly name: string;
  readonly formula: string;
  readonly unit: string;
  readonly symbols: readonly ParameterSymbol[];
}

/** The symbol of the value itself. */
export const parameterValue = 'parameter_value';

/** What a record of the register defines; null while formula or unit are not there. */
export function definitionOf(register: Register, content: Content): ParameterDefinition | null {
  const [formula, unit] = [textIn(content[register.roles.formula ?? '']), textIn(content.unit)];
  if (formula === null || unit === null) return null;
  const symbols = rowsIn(content.symbols).map((row) => ({
    ...{ symbol: textIn(row.symbol) ?? '', meaning: textIn(row.meaning) ?? '', unit: textIn(row.unit) ?? '1' },
    ...{ source: parameterSourceOf(textIn(row.source)), ofUnit: textIn(row.of_unit) },
  }));
  return { name: textIn(content[register.roles.title]) ?? '', formula, unit, symbols };
}

/** The definition as a method of the method language. */
function documentOf({ name, formula, unit, symbols }: ParameterDefinition): object {
  const both = (text: string): Text => ({ zh: text || '—', en: text || '—' });
  return {
    ...{ method: 'performance-parameter', version: 1, title: both(name), summary: both(name) },
    source: { document: 'T/CIECCPA 002-2021', confidence: 'high' },
    records: {
      root: {
        inputs: symbols.map((one) => ({ symbol: one.symbol, title: both(one.meaning), unit: one.unit, optional: true, shown: 4 })),
      },
    },
    steps: [{ symbol: parameterValue, title: both(name), over: 'root', unit, formula, clause: '6.2', shown: 4, optional: true }],
    outputs: [parameterValue],
    example: Object.fromEntries(symbols.map((one) => [one.symbol, '1'])),
  };
}

/** Where in the record's content a fault of the method stands. */
function placeIn(path: string): string {
  const input = /^\/records\/root\/inputs\/(\d+)(\/(symbol|unit))?/.exec(path);
  if (input) return `/content/symbols/${input[1]}/${input[3] ?? 'symbol'}`;
  return path === '/steps/0/unit' ? '/content/unit' : '/content/formula';
}

const nowhere = (_: Path) => ({ file: '', line: 0 });

/** Reads a definition: names bound, units settled. Faults stand at the fields of the record they come from. */
export function loadParameter(definition: ParameterDefinition, units: Units): { method: Method | null; findings: Finding[] } {
  const findings: Finding[] = definition.symbols.flatMap((one, index) => sourceFault(one, index, units));
  const { method, findings: faults } = loadMethod(documentOf(definition), nowhere, { units, table: () => null });
  findings.push(...faults.map((one) => ({ ...one, place: { path: placeIn(one.place.path ?? '') } })));
  return { method: findings.length === 0 ? method : null, findings };
}

/** A symbol whose source gives another kind of quantity than its unit says. */
function sourceFault({ source, unit }: ParameterSymbol, index: number, units: Units): Finding[] {
  const gives = parameterSources[source].unit;
  const [own, given] = [units.find(unit), gives === null ? null : units.find(gives)];
  if (gives === null || own === null || (given !== null && convertible(own, given))) return [];
  return [
    {
      ...{ code: 'unit_mismatch', severity: 'error', place: { path: `/content/symbols/${index}/unit` } },
      text: { zh: `该数据来源给出 ${gives}，不能换算为 ${unit}`, en: `this source gives ${gives}, which is not ${unit}` },
      cure: { zh: `单位改为 ${gives} 或可换算的单位`, en: `Give ${gives} or a unit that it converts to` },
    },
  ];
}

/** Everything wrong with the formula of a record, for a register that has one; a draft without formula or unit has none yet. */
export function formulaFaults(register: Register, content: Content, units: Units): Finding[] {
  if (register.roles.formula === null) return [];
  const definition = definitionOf(register, content);
  return definition === null ? [] : loadParameter(definition, units).findings;
}

export type Better = 'lower' | 'higher' | 'within';
const hundred = decimal('100');

/** A value against its baseline (6.3): change in percent of the base's size, and whether that is an improvement; `within` has no direction. */
export function againstBaseline(
  value: Decimal,
  base: Decimal,
  better: Better,
): { readonly change: Decimal | null; readonly verdict: 'better' | 'worse' | 'same' | null } {
  const moved = value.minus(base);
  const change = base.isZero() ? null : moved.dividedBy(base.abs()).times(hundred);
  if (better === 'within') return { change, verdict: null };
  if (moved.isZero()) return { change, verdict: 'same' };
  return { change, verdict: moved.isNegative() === (better === 'lower') ? 'better' : 'worse' };
}
