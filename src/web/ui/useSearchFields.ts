import { useRouter, useRouterState } from '@tanstack/react-router';

/** A page's filters live in its address: they survive a reload and can be sent to somebody. Empty values leave the address. */
export function useSearchFields(): [Readonly<Record<string, string>>, (change: Readonly<Record<string, string | null>>) => void] {
  const router = useRouter();
  const searchText = useRouterState({ select: (state) => state.location.searchStr });
  const fields = Object.fromEntries(new URLSearchParams(searchText));
  function change(parts: Readonly<Record<string, string | null>>) {
    const next = new URLSearchParams(router.state.location.searchStr);
    for (const [name, value] of Object.entries(parts)) {
      if (value === null || value === '') next.delete(name);
      else next.set(name, value);
    }
    const tail = next.toString();
    const path = router.state.location.pathname;
    router.history.replace(tail === '' ? path : `${path}?${tail}`);
  }
  return [fields, change];
}
