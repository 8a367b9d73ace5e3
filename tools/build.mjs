// Builds dist/: the server with the command line (esbuild) and the web pages (vite), each only when its sources changed.
// Run by itself: `npm run build`, or one part: `node tools/build.mjs server`. The `tanheng` command uses the functions.
import { spawn } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const product = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const dist = path.join(product, 'dist');

const parts = {
  server: { sources: ['src/kernel', 'src/contract', 'src/server', 'src/cli', 'data'], build: buildServer },
  web: { sources: ['src/kernel', 'src/contract', 'src/web'], build: buildWeb },
};

/** SHA-256 over names and contents of all sources of a part, and over what builds them. */
function fingerprint(sources) {
  const hash = crypto.createHash('sha256');
  const add = (relative) => {
    const at = path.join(product, relative);
    if (!fs.existsSync(at)) return;
    if (fs.statSync(at).isDirectory()) {
      for (const name of fs.readdirSync(at).sort()) add(path.posix.join(relative, name));
    } else if (!/\.test\.tsx?$/.test(relative) && (!relative.startsWith('data/') || relative.endsWith('.yaml'))) {
      hash.update(`${relative}\0`).update(fs.readFileSync(at)).update('\0');
    }
  };
  for (const source of [...sources, 'package-lock.json', 'tools/build.mjs', 'tsconfig.base.json']) add(source);
  return hash.digest('hex');
}

const stampOf = (name) => path.join(dist, name, '.stamp');

function isFresh(name, print) {
  try {
    return fs.readFileSync(stampOf(name), 'utf8') === print;
  } catch {
    return false;
  }
}

/** Puts a finished folder in place of the old one; two builders at once leave one whole result. */
function install(part, name, print) {
  const place = path.join(dist, name);
  fs.writeFileSync(path.join(part, '.stamp'), print);
  const old = `${part}.old`;
  try {
    if (fs.existsSync(place)) fs.renameSync(place, old);
    fs.renameSync(part, place);
  } catch (error) {
    if (!isFresh(name, print)) throw error;
  }
  fs.rmSync(old, { recursive: true, force: true });
  fs.rmSync(part, { recursive: true, force: true });
}

async function buildServer(part) {
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: product,
    entryPoints: {
      main: 'src/cli/main.ts',
      'calculation-thread': 'src/server/calculation-thread.ts',
      'intake-thread': 'src/server/intake-thread.ts',
      'drawing-thread': 'src/server/drawing-thread.ts',
      'report-thread': 'src/server/report-thread.ts',
      'lca-thread': 'src/server/lca-thread.ts',
      'read-ahead': 'src/server/modules/library/read-ahead.ts',
    },
    outdir: part,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    outExtension: { '.js': '.mjs' },
    sourcemap: 'linked',
    logLevel: 'warning',
  });
  fs.cpSync(path.join(product, 'src/server/db/migrations'), path.join(part, 'migrations'), { recursive: true });
  // The YAML files of data/ are parsed here, once, and not at every start and in every thread.
  const { readAhead } = await import(pathToFileURL(path.join(part, 'read-ahead.mjs')).href);
  fs.writeFileSync(path.join(part, 'yaml.json'), JSON.stringify(readAhead(path.join(product, 'data'))));
}

/** In a process of its own: the bundler's memory goes when it is done. `runner`: the configuration is read without writing into node_modules. */
async function buildWeb(part) {
  const vite = path.join(path.dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js');
  const words = [vite, 'build', 'src/web', '--outDir', part, '--emptyOutDir', '--logLevel', 'warn', '--configLoader', 'runner'];
  // Whoever builds, a test run too: the pages are those people use. Libraries are slower, and give every part the same id, when they believe to be tested.
  const env = { ...process.env, NODE_ENV: 'production' };
  const child = spawn(process.execPath, words, { cwd: product, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (piece) => (said += piece));
  child.stderr.on('data', (piece) => (said += piece));
  const stop = () => child.kill();
  process.once('exit', stop);
  const code = await new Promise((done) => child.on('close', done));
  process.removeListener('exit', stop);
  if (code !== 0) throw new Error(`the web pages do not build:\n${said}`);
}

/** A folder left by a build that was killed. */
function removeLeftovers() {
  if (!fs.existsSync(dist)) return;
  for (const name of fs.readdirSync(dist)) {
    const pid = /\.part-(\d+)/.exec(name)?.[1];
    if (pid === undefined) continue;
    try {
      process.kill(Number(pid), 0);
    } catch {
      fs.rmSync(path.join(dist, name), { recursive: true, force: true });
    }
  }
}

/** @param {'server' | 'web'} name @returns {Promise<boolean>} true when something was built */
export async function ensure(name) {
  const { sources, build } = parts[name];
  const print = fingerprint(sources);
  if (isFresh(name, print)) return false;
  fs.mkdirSync(dist, { recursive: true });
  removeLeftovers();
  const part = path.join(dist, `${name}.part-${process.pid}`);
  try {
    await build(part);
    install(part, name, print);
  } finally {
    fs.rmSync(part, { recursive: true, force: true });
  }
  return true;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const began = performance.now();
  const wanted = process.argv.length > 2 ? process.argv.slice(2) : ['web', 'server'];
  const built = await Promise.all(wanted.map(ensure)).catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
  console.log(built.some(Boolean) ? `built dist/ in ${((performance.now() - began) / 1000).toFixed(1)} s` : 'dist/ is up to date');
}
