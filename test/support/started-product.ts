import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { addressOf, dataPlace, tanheng, until } from './start.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** A running product as another process sees it: plain values, so that it can be handed from the run to its test files. */
export interface StartedProduct {
  /** `http://127.0.0.1:41234` */
  readonly address: string;
  /** The link of the first start; works once. */
  readonly setupLink: string;
  /** Where database and evidence lie; a test may tamper with a file. */
  readonly dataFolder: string;
}

export interface OpenedProduct extends StartedProduct {
  readonly close: () => Promise<void>;
}

/** Builds the pages and the server where they changed. */
export function buildProduct(): void {
  execFileSync(process.execPath, [path.join(root, 'tools', 'build.mjs')], { stdio: 'pipe' });
}

/**
 * Starts the built product as its users do: a process of its own, embedded database, free port, the demonstration told to its end. Requests may name the
 * address they come from, so that many visitors of one machine are counted as many.
 */
export async function startProduct(): Promise<OpenedProduct> {
  const place = dataPlace();
  const started = tanheng(['start'], { TANHENG_DATA: place.folder, TANHENG_DEMO: 'on', TANHENG_TRUST_PROXY: '127.0.0.1' });
  const close = async () => {
    started.child.kill('SIGTERM');
    await started.ended;
    place.remove();
  };
  try {
    await until('it listens', () => started.output().includes('Tanheng is running') || started.child.exitCode !== null, 120_000);
    const address = await addressOf(started);
    await until('the demonstration is told', () => /demonstration (enterprise is|could not be) loaded/.test(started.output()), 120_000);
    if (!started.output().includes('demonstration enterprise is loaded')) throw new Error(started.output());
    const setupLink = /First set-up[^:]*: (\S+)/.exec(started.output())?.[1];
    if (setupLink === undefined) throw new Error(`no set-up link: ${started.output()}`);
    return { address, setupLink, dataFolder: place.folder, close };
  } catch (error) {
    await close();
    throw error;
  }
}
