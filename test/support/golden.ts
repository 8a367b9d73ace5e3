import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { parse } from 'yaml';
import { Decimal } from '../../src/kernel/quantity/decimal.ts';

/**
 * Walks `test/golden/<subsystem>/<case>`: `case.md` tells the story and the source, `input.yaml` names the calculation and its input,
 * `expected.yaml` what must come out. Expected numbers are printed as a domain expert would write them; the tolerance is half a unit of
 * their last digit unless the file or the line says otherwise.
 */
export interface GoldenCase {
  readonly calculation: string;
  readonly input: unknown;
}
interface ExpectedOutput {
  readonly symbol: string;
  readonly at?: Readonly<Record<string, string>>;
  /** A decimal as text; null: the output must be there without a value; other texts are compared literally. */
  readonly value: string | null;
  readonly tolerance?: string;
}
export interface GoldenExpected {
  readonly tolerance?: string;
  readonly outputs?: readonly ExpectedOutput[];
  /** Codes that must be among the findings, in any order, as often as they stand here. Together with `exact_findings: true` no others. */
  readonly findings?: readonly string[];
  readonly exact_findings?: boolean;
  /** Conventions that the result must name. */
  readonly conventions?: readonly { readonly symbol: string; readonly value?: string; readonly confidence?: string }[];
  /** Code of the refusal, and a word that its faults name. */
  readonly refusal?: string;
  readonly refusal_names?: string;
}

/** What a calculation gives, in this process or over HTTP. */
interface GoldenResult {
  readonly outputs: readonly {
    readonly symbol: string;
    readonly at: Readonly<Record<string, string>>;
    readonly value: string | null;
    readonly rounded?: string | null | undefined;
    readonly unit: string;
  }[];
  readonly findings: readonly { readonly code: string }[];
  readonly conventions: readonly { readonly symbol: string; readonly value?: unknown; readonly confidence?: string | undefined }[];
}
/** Its refusal. */
interface GoldenRefusal {
  readonly code: string;
  readonly findings?: unknown;
}

export function goldenCases(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return existsSync(join(path, 'case.md')) || existsSync(join(path, 'input.yaml')) ? [path] : goldenCases(path);
    })
    .sort();
}

/** Expected figures stay the text that the expert wrote, so that their digits count. */
export function readExpected(folder: string): GoldenExpected {
  return parse(readFileSync(join(folder, 'expected.yaml'), 'utf8'), { schema: 'failsafe' });
}

export function readInput(folder: string): GoldenCase {
  return parse(readFileSync(join(folder, 'input.yaml'), 'utf8'), { schema: 'core' });
}

function halfOfLastDigit(text: string): Decimal {
  return new Decimal('0.5').times(new Decimal(10).pow(-(text.split('.')[1]?.length ?? 0)));
}

type Outputs = GoldenResult['outputs'];

function compare(outputs: Outputs, wanted: ExpectedOutput, tolerance: string | undefined): void {
  const at = Object.entries(wanted.at ?? {});
  const name = `${wanted.symbol} ${JSON.stringify(wanted.at ?? {})}`;
  const found = outputs.filter((one) => one.symbol === wanted.symbol && at.every(([set, key]) => one.at[set] === key));
  expect(found.length, `${name} must be one output`).toBe(1);
  const got = found[0]?.rounded ?? found[0]?.value ?? null;
  if (wanted.value === null || wanted.value === 'null') expect(got, name).toBe(null);
  else if (got === null || !/^-?\d+(\.\d+)?$/.test(wanted.value)) expect(got, name).toBe(wanted.value);
  else {
    const allowed = new Decimal(wanted.tolerance ?? tolerance ?? halfOfLastDigit(wanted.value));
    const off = new Decimal(got).minus(wanted.value).abs();
    const said = `${name}: expected ${wanted.value} ± ${allowed.toFixed()}, got ${got} ${found[0]?.unit}`;
    expect(off.lessThanOrEqualTo(allowed), said).toBe(true);
  }
}

function missing(wanted: readonly string[], got: readonly string[]): string[] {
  const left = [...got];
  return wanted.filter((code) => {
    const index = left.indexOf(code);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

/** Compares outputs, findings and conventions. */
export function expectResult(result: GoldenResult, expected: GoldenExpected): void {
  for (const output of expected.outputs ?? []) compare(result.outputs, output, expected.tolerance);
  const codes = result.findings.map((finding) => finding.code);
  if (expected.findings) expect(missing(expected.findings, codes), `findings of ${codes.join(', ')}`).toEqual([]);
  if (String(expected.exact_findings) === 'true') expect([...codes].sort()).toEqual([...(expected.findings ?? [])].sort());
  for (const wanted of expected.conventions ?? []) {
    const named = result.conventions.filter((one) => one.symbol === wanted.symbol);
    expect(named.length, `convention ${wanted.symbol}`).toBeGreaterThan(0);
    if (wanted.value !== undefined) expect(String(named[0]?.value), wanted.symbol).toBe(wanted.value);
    if (wanted.confidence !== undefined) expect(named[0]?.confidence, wanted.symbol).toBe(wanted.confidence);
  }
}

/** Compares the code and what the findings name. */
export function expectRefusal(refused: GoldenRefusal, expected: GoldenExpected): void {
  expect(refused.code).toBe(expected.refusal);
  if (expected.refusal_names) expect(JSON.stringify(refused.findings)).toContain(expected.refusal_names);
}
