import { useRouter, useRouterState } from '@tanstack/react-router';

/** What stands beside the grid, kept in the address: a cell (row and month) or a month. */
export interface Beside {
  readonly row: string | null;
  readonly month: string | null;
  /** A cell named by its id, as links from evidence do. */
  readonly cellId: string | null;
}

export function useBeside(): { readonly beside: Beside; readonly show: (next: Partial<Beside>) => void } {
  const router = useRouter();
  const search = useRouterState({ select: (state) => state.location.searchStr });
  const given = new URLSearchParams(search);
  const text = (name: string) => unquoted(given.get(name));
  const show = ({ row = null, month = null }: Partial<Beside>) => {
    const next = new URLSearchParams(router.state.location.searchStr);
    for (const [name, value] of [
      ['row', row],
      ['month', month],
      ['cell', null],
    ] as const) {
      if (value === null) next.delete(name);
      else next.set(name, value);
    }
    const tail = next.toString();
    router.history.replace(tail === '' ? router.state.location.pathname : `${router.state.location.pathname}?${tail}`);
  };
  return { beside: { row: text('row'), month: text('month'), cellId: text('cell') }, show };
}

// The router writes a text that looks like a number in quotes.
function unquoted(value: string | null): string | null {
  return value === null ? null : value.replace(/^"(.*)"$/, '$1');
}
