import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

export interface LcaReference {
  readonly versions: {
    readonly numpy: string;
    readonly scipy: string;
    readonly python: string;
    readonly umfpack: boolean;
    readonly blas: string;
  };
  /** The answer of bench/lca/reference.py to a command, figure by figure; null where the machine has no UMFPACK. */
  readonly ask: (command: string) => Promise<Readonly<Record<string, number>> | null>;
  readonly close: () => void;
}

/** SciPy and UMFPACK as a process that reads commands; null where there is no python3 with SciPy. One BLAS thread, as one process of a user has when several run. */
export async function openLcaReference(product: string, folder: string): Promise<LcaReference | null> {
  const script = path.join(product, 'bench', 'lca', 'reference.py');
  const env = { ...process.env, OPENBLAS_NUM_THREADS: '1' };
  const child = spawn('python3', [script, folder], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  child.on('error', () => {});
  const first = await lines.next();
  if (first.done) return null;
  return {
    versions: JSON.parse(first.value),
    ask: async (command) => {
      child.stdin.write(`${command}\n`);
      const answer = JSON.parse((await lines.next()).value);
      return 'missing' in answer ? null : answer;
    },
    close: () => child.stdin.end(),
  };
}
