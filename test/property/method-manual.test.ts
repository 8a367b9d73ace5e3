import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { evaluateMethod } from '../../src/kernel/method/evaluate.ts';
import { loadMethod } from '../../src/kernel/method/load.ts';
import { loadMethodLibrary } from '../../src/server/modules/library/methods.ts';

test('the complete example of the manual loads and gives what a calculator gives', () => {
  const manual = readFileSync(new URL('../../docs/spec/method-language.md', import.meta.url), 'utf8');
  const example = /```yaml\n(method:[\s\S]*?)```/.exec(manual)?.[1] ?? '';
  const library = loadMethodLibrary(fileURLToPath(new URL('../../data', import.meta.url)));
  const table = (ref: object) => ('factors' in ref ? (library.tables.get(String(ref.factors)) ?? null) : null);
  const { method, findings } = loadMethod(parse(example), () => ({ file: 'method-language.md', line: 1 }), { units: library.units, table });
  expect(findings).toEqual([]);
  if (method === null) return;
  // 1200.5 × 0.53 × 0.99 × 44/12
  expect(evaluateMethod(method, method.example).outputs[0]).toMatchObject({ symbol: 'E_total', value: '2309.64195', rounded: '2310' });
  // 1000 × 23.736 × 0.02618 × 0.99 × 44/12, bituminous coal of the ETS house table
  const unmeasured = evaluateMethod(method, { data_year: 2024, months: [{ month: '2024-05', FC: 1000 }] });
  expect(unmeasured.outputs[0]).toMatchObject({ value: '2255.7127824' });
  expect(unmeasured.findings.map((one) => one.code)).toEqual(['carbon_default_used', 'months_missing']);
});
