/** Values kept by their key until there are too many bytes of them: what was not asked for longest goes first. */
export interface Memo<Value> {
  readonly get: (key: string) => Value | undefined;
  /** `bytes`: what the value holds in memory, estimated. One larger than the whole memo is not kept. */
  readonly keep: (key: string, value: Value, bytes: number) => void;
  readonly held: () => { readonly values: number; readonly bytes: number };
}

export function openMemo<Value>(limitBytes: number): Memo<Value> {
  // A Map gives its keys in the order in which they came: one that is asked for is put at the end again.
  const kept = new Map<string, { readonly value: Value; readonly bytes: number }>();
  let held = 0;
  const drop = (key: string): void => {
    held -= kept.get(key)?.bytes ?? 0;
    kept.delete(key);
  };
  return {
    get: (key) => {
      const found = kept.get(key);
      if (!found) return undefined;
      kept.delete(key);
      kept.set(key, found);
      return found.value;
    },
    keep: (key, value, bytes) => {
      drop(key);
      if (bytes > limitBytes) return;
      kept.set(key, { value, bytes });
      held += bytes;
      for (const oldest of kept.keys()) {
        if (held <= limitBytes) break;
        drop(oldest);
      }
    },
    held: () => ({ values: kept.size, bytes: held }),
  };
}
