import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

export interface NumpyAnswer {
  readonly ms: number;
  readonly var: number;
  readonly shortfall: number;
}

export interface Numpy {
  readonly versions: { readonly numpy: string; readonly python: string };
  readonly run: (seed: number) => Promise<NumpyAnswer>;
  readonly close: () => void;
}

/** The NumPy reference as a process that waits for seeds; null where there is no python3 with NumPy. One BLAS thread: its matrices are small, and more threads wait for each other on a busy machine. */
export async function openNumpy(product: string, paths: number, days: number): Promise<Numpy | null> {
  const script = path.join(product, 'bench', 'engines', 'risk-numpy.py');
  const env = { ...process.env, OPENBLAS_NUM_THREADS: '1' };
  const child = spawn('python3', [script, String(paths), String(days)], { env, stdio: ['pipe', 'pipe', 'ignore'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  child.on('error', () => {});
  const first = await lines.next();
  if (first.done) return null;
  return {
    versions: JSON.parse(first.value),
    run: async (seed) => {
      child.stdin.write(`${seed}\n`);
      return JSON.parse((await lines.next()).value);
    },
    close: () => child.stdin.end(),
  };
}
