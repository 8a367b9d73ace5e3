/**
 * Assembles a small WebAssembly text file: `assemble-wasm <source.wat> <target.ts>`. The target is a TypeScript file with the bytes as hexadecimal text.
 *   npx esbuild tools/assemble-wasm.ts --bundle --platform=node --format=esm --outfile=node_modules/.cache/assemble-wasm.mjs
 *   node node_modules/.cache/assemble-wasm.mjs src/kernel/trading/risk/draw.wat src/kernel/trading/risk/draw-bytes.ts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { assemble, bytesFile } from '../test/support/wasm-assembler.ts';

const [, , source, target] = process.argv;
if (!source || !target) {
  console.error('usage: assemble-wasm <source.wat> <target.ts>');
  process.exit(2);
}
writeFileSync(target, bytesFile(source, assemble(readFileSync(source, 'utf8'))));
