// `npm run bench [records]` and `npm run bench:pages`: builds a bench with esbuild and runs it, as the product itself is built and run.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const bench = path.dirname(fileURLToPath(import.meta.url));
const product = path.resolve(bench, '..');
const [name = 'inventory', ...words] = process.argv.slice(2);
const out = path.join(product, 'node_modules', '.cache', 'bench', `${name}.mjs`);
if (!fs.existsSync(path.join(bench, `${name}.bench.ts`))) {
  console.error(`there is no bench/${name}.bench.ts`);
  process.exit(1);
}
await build({
  absWorkingDir: product,
  entryPoints: [`bench/${name}.bench.ts`],
  outfile: out,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  logLevel: 'warning',
});
const child = spawn(process.execPath, ['--expose-gc', out, ...words], { cwd: product, stdio: 'inherit' });
child.on('close', (code) => process.exit(code ?? 1));
