import { buildFromTable } from '../../../../kernel/lca/build-system.ts';
import type { LcaSystem } from '../../../../kernel/lca/labelled-system.ts';
import { type PreparedSystem, prepareLabelled } from '../../../../kernel/lca/solve.ts';
import { labelledFrom } from '../../../../kernel/lca/stored-system.ts';
import type { BuildOptions, BuiltSystem } from '../../../../kernel/lca/system.ts';
import { openMemo } from '../../../work/memo.ts';
import { unpackTable } from './read/package.ts';

export interface ReadySystem {
  readonly system: BuiltSystem;
  readonly labelled: LcaSystem;
  readonly prepared: PreparedSystem;
}

/** The system of a database by rules: `hash` is its content's, `table` its packed exchanges. */
export type ReadySystems = (hash: string, table: Uint8Array, build: BuildOptions) => ReadySystem;

const bytesOfWord = 8;
const bytesOfObject = 24;

/**
 * Bytes that a value of arrays, objects, strings and typed arrays holds in memory, estimated: a buffer that several arrays look into counts once, a string two bytes
 * a character each time it stands somewhere.
 */
export function bytesHeld(value: unknown, seen: Set<object> = new Set()): number {
  if (typeof value === 'string') return bytesOfObject + 2 * value.length;
  if (typeof value !== 'object' || value === null || seen.has(value)) return 0;
  seen.add(value);
  if (ArrayBuffer.isView(value)) return bytesOfObject + bytesHeld(value.buffer, seen);
  if (value instanceof ArrayBuffer) return value.byteLength;
  let bytes = bytesOfObject;
  for (const one of Object.values(value)) bytes += bytesOfWord + bytesHeld(one, seen);
  return bytes;
}

interface Kept {
  readonly key: string;
  readonly ready: ReadySystem;
  /** Of the system and its labels: what they hold does not grow. */
  readonly bytes: number;
}

/**
 * Systems that were built and planned, by content of the database and rules: pages ask for one product after another of the same. Those not asked for longest go when
 * there are more than `limitBytes`; the last one asked for stays however large it is. What solving adds to a system (factors, lanes) is weighed when it is next asked for.
 */
export function openReadySystems(limitBytes: number): ReadySystems {
  const memo = openMemo<Kept>(limitBytes);
  let last: Kept | undefined;
  const found = (key: string): Kept | undefined => (last?.key === key ? last : memo.get(key));
  const weigh = ({ key, ready, bytes }: Kept) => bytes + bytesHeld(ready.prepared) + 2 * key.length;
  return (hash, table, build) => {
    const key = `${hash} ${JSON.stringify(build)}`;
    let kept = found(key);
    if (!kept) {
      const system = buildFromTable(unpackTable(table), build);
      const labelled = labelledFrom(system);
      const ready = { system, labelled, prepared: prepareLabelled(labelled) };
      kept = { key, ready, bytes: bytesHeld([system, ready.labelled]) };
    }
    if (last && last.key !== key) memo.keep(last.key, last, weigh(last));
    last = kept;
    memo.keep(key, kept, weigh(kept));
    return kept.ready;
  };
}
