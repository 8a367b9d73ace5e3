import { useSearchFields } from '../ui/useSearchFields.ts';

interface Window {
  readonly offset: number;
  readonly limit: number;
}

const pageSize = 50;
const exportPage = 500;

/** Pages of a long list by the address; `read` gets a part of it, so that an export gets everything of the present filter. */
export function usePages<Item>(read: (window: Window) => Promise<{ readonly items: readonly Item[]; readonly total: number }>) {
  const [fields, change] = useSearchFields();
  const window: Window = { offset: Number(fields.offset ?? 0) || 0, limit: Number(fields.limit ?? pageSize) || pageSize };
  async function everything(): Promise<readonly Item[]> {
    const all: Item[] = [];
    for (;;) {
      const part = await read({ offset: all.length, limit: exportPage });
      all.push(...part.items);
      if (part.items.length === 0 || all.length >= part.total) return all;
    }
  }
  const go = (to: number, size: number) => change({ offset: String(to), limit: String(size) });
  return { window, paging: (total: number) => ({ ...window, total, everything, go }) };
}
