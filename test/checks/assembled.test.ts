import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/sources.ts';
import { assemble, bytesFile } from '../support/wasm-assembler.ts';

test.each([
  ['src/kernel/trading/risk', 'draw'],
  ['src/kernel/lca/simulation', 'loop'],
  ['src/kernel/lca', 'lanes'],
])('the bytes of %s/%s are those of its source', (place, name) => {
  const folder = join(root, place);
  const bytes = assemble(readFileSync(join(folder, `${name}.wat`), 'utf8'));
  expect(readFileSync(join(folder, `${name}-bytes.ts`), 'utf8')).toBe(bytesFile(`${name}.wat`, bytes));
});
