import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { distributionCodes, type Spreads } from '../../src/kernel/lca/simulation/spreads.ts';
import type { SparseMatrix } from '../../src/kernel/lca/sparse.ts';

/** What bench/lca/generate.mjs wrote, as the engine takes it. */
export interface LcaArrays {
  readonly a: SparseMatrix;
  readonly b: SparseMatrix;
  readonly c: SparseMatrix;
  readonly ofA: Spreads;
  readonly ofB: Spreads;
  readonly demands: Int32Array;
  /** Values of A in five fixed samples. */
  readonly samples: readonly Float64Array[];
}

/** sha256 of arrays in docs of the law: another generator that gives other bytes is another matrix. */
const known: Readonly<Record<string, string>> = { 'A.data.f64': '4a2bad7692aa6084', 'A.indices.i32': '6f11d16307ce3d0e' };

export function generated(product: string, name: 'e21' | 'hard'): string {
  const folder = path.join(product, 'node_modules', '.cache', 'bench', 'lca', name);
  if (!fs.existsSync(path.join(folder, 'meta.json'))) {
    const words = name === 'hard' ? ['--feedback', '0.002'] : [];
    execFileSync(process.execPath, [path.join(product, 'bench', 'lca', 'generate.mjs'), folder, ...words]);
  }
  const { files }: { files: Record<string, string> } = JSON.parse(fs.readFileSync(path.join(folder, 'meta.json'), 'utf8'));
  for (const [file, start] of Object.entries(name === 'e21' ? known : {})) {
    if (!files[file]?.startsWith(start)) throw new Error(`${file} is not the array that is known as ${name}`);
  }
  return folder;
}

export function readArrays(folder: string): LcaArrays {
  const bytes = (name: string): ArrayBuffer => new Uint8Array(fs.readFileSync(path.join(folder, name))).buffer;
  const int = (name: string) => new Int32Array(bytes(name));
  const float = (name: string) => new Float64Array(bytes(name));
  const factors = float('C.f64');
  const matrix = (name: string, rows: number): SparseMatrix => {
    const columnStarts = int(`${name}.indptr.i32`);
    return {
      rows,
      columns: columnStarts.length - 1,
      columnStarts,
      rowIndices: int(`${name}.indices.i32`),
      values: float(`${name}.data.f64`),
    };
  };
  const spreads = (name: string): Spreads => {
    const first = float(`${name}.sigma.f64`);
    const kinds = Uint8Array.from(first, (sigma) => (sigma > 0 ? distributionCodes.lognormal : distributionCodes.none));
    return { kinds, first, second: new Float64Array(first.length), extra: new Float64Array(first.length) };
  };
  const size = int('A.indptr.i32').length - 1;
  const columnStarts = Int32Array.from({ length: factors.length + 1 }, (_, i) => i);
  return {
    ...{ a: matrix('A', size), b: matrix('B', factors.length), ofA: spreads('A'), ofB: spreads('B') },
    c: { rows: 1, columns: factors.length, columnStarts, rowIndices: new Int32Array(factors.length), values: factors },
    demands: int('demands.i32'),
    samples: [0, 1, 2, 3, 4].map((k) => float(`mc.sample${k}.f64`)),
  };
}
