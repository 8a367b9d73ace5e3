import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { evaluateMethod } from '../../src/kernel/method/evaluate.ts';
import { nothingGiven } from '../../src/kernel/method/nothing-given.ts';
import { Refusal } from '../../src/kernel/refusal.ts';
import { readFrameworks } from '../../src/server/modules/library/frameworks/read-frameworks.ts';
import { findKernelCalculation } from '../../src/server/modules/library/index.ts';
import { loadMethodLibrary } from '../../src/server/modules/library/methods.ts';
import { readRuleBooks } from '../../src/server/modules/library/rule-books.ts';
import { expectRefusal, expectResult, type GoldenCase, goldenCases, readExpected, readInput } from '../support/golden.ts';

const here = dirname(fileURLToPath(import.meta.url));
const library = loadMethodLibrary(join(here, '../../data'));
const books = readRuleBooks(join(here, '../../data'));
const frameworks = { ...readFrameworks(join(here, '../../data')).frameworks, units: library.units };

/** Runs a headless calculation by its name. */
function run({ calculation, input }: GoldenCase) {
  const own = findKernelCalculation(calculation);
  if (own)
    return own.run(
      input,
      (id) => library.methods.get(id),
      (id) => books.byId.get(id),
      frameworks,
    );
  const method = library.methods.get(calculation);
  if (!method) throw new Error(`no calculation ${calculation}: ${JSON.stringify(library.findings.slice(0, 5))}`);
  const empty = nothingGiven(method, input);
  if (empty.length > 0) throw new Refusal('invalid_input', { findings: empty });
  return evaluateMethod(method, input);
}

/** What it refuses. */
function refusalOf(given: GoldenCase): Refusal {
  try {
    run(given);
  } catch (fault) {
    if (fault instanceof Refusal) return fault;
    throw fault;
  }
  throw new Error('not refused');
}

describe('golden cases', () => {
  for (const folder of goldenCases(here)) {
    it(relative(here, folder), () => {
      for (const name of ['case.md', 'input.yaml', 'expected.yaml']) expect(existsSync(join(folder, name)), name).toBe(true);
      const given = readInput(folder);
      const expected = readExpected(folder);
      if (expected.refusal) expectRefusal(refusalOf(given), expected);
      else expectResult(run(given), expected);
    });
  }
});
