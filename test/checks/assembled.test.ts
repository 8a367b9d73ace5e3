import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/sources.ts';
import { assemble, bytesFile } from '../support/wasm-assembler.ts';

test('the bytes of the drawing loop are those of its source', () => {
  const folder = join(root, 'src/kernel/trading/risk');
  const bytes = assemble(readFileSync(join(folder, 'draw.wat'), 'utf8'));
  expect(readFileSync(join(folder, 'draw-bytes.ts'), 'utf8')).toBe(bytesFile('draw.wat', bytes));
});
