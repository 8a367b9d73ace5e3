import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const product = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Builds the server's part of dist/ when it is not up to date. */
export function buildServer(): void {
  execFileSync(process.execPath, [path.join(product, 'tools', 'build.mjs'), 'server'], { stdio: 'pipe' });
}

/** A folder the database's user can reach, removed by `remove`. */
export function dataPlace(): { folder: string; remove: () => void } {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'start-'));
  fs.chmodSync(root, 0o711);
  return { folder: path.join(root, 'data'), remove: () => fs.rmSync(root, { recursive: true, force: true }) };
}

export interface Started {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** Exit code, or the signal's name. */
  readonly ended: Promise<number | string>;
}

/** Runs the built `tanheng` without the web build, and without the demonstration unless asked. Only the variables given and PATH are set. */
export function tanheng(words: readonly string[], environment: Readonly<Record<string, string>>): Started {
  const main = pathToFileURL(path.join(product, 'dist', 'server', 'main.mjs')).href;
  // No `--input-type=module`: threads inherit it from their process and do not start with it.
  const script = `import(${JSON.stringify(main)}).then(({ run }) => run(process.argv.slice(1))).then((code) => { process.exitCode = code; });`;
  const child = spawn(process.execPath, ['-e', script, '--', ...words, '--lang', 'en'], {
    cwd: product,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      TANHENG_PORT: '0',
      TANHENG_LOG_LEVEL: 'warn',
      TANHENG_DEMO: 'off',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout?.on('data', (piece) => {
    output += piece;
  });
  child.stderr?.on('data', (piece) => {
    output += piece;
  });
  const ended = new Promise<number | string>((done) => child.on('close', (code, signal) => done(code ?? signal ?? 'gone')));
  return { child, output: () => output, ended };
}

/** Waits for the address of a started server. */
export const addressOf = (started: Started): Promise<string> => told(started, /Tanheng is running: (\S+)\s/);

/** The link of the first set-up, which is told after the address. */
export const setupLinkOf = (started: Started): Promise<string> => told(started, /First set-up[^:]*: (\S+)\s/);

async function told(started: Started, what: RegExp): Promise<string> {
  const patience = Date.now() + 30_000;
  while (Date.now() < patience) {
    const found = what.exec(started.output())?.[1];
    if (found !== undefined) return found;
    const over = await Promise.race([started.ended, new Promise<null>((done) => setTimeout(() => done(null), 20))]);
    if (over !== null) break;
  }
  throw new Error(`did not start: ${started.output()}`);
}

/** Processes whose command line names this folder; the database's, when it is a data folder. */
export function processesOn(folder: string): readonly number[] {
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`${folder}/postgres-`);
      } catch {
        return false;
      }
    })
    .map(Number);
}

export async function until(what: string, holds: () => boolean | Promise<boolean>, ms = 10_000): Promise<void> {
  const patience = Date.now() + ms;
  while (Date.now() < patience) {
    if (await holds()) return;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error(`not within ${ms} ms: ${what}`);
}

export const isReady = (address: string): Promise<boolean> =>
  fetch(`${address}/ready`).then(
    (reply) => reply.status === 200,
    () => false,
  );

/** The first start answers before its reference data is in; /ready says so until it is. */
export const becomesReady = (address: string): Promise<void> => until('it is ready', () => isReady(address), 40_000);
