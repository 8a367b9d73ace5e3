import { useParams } from '@tanstack/react-router';

/** The parts of the shown page's address that its route names; the route matched, so they are there. */
export function useAddress<Name extends string>(...names: readonly Name[]): Readonly<Record<Name, string>> {
  const all: Readonly<Record<string, string | undefined>> = useParams({ strict: false });
  return Object.fromEntries(names.map((name) => [name, all[name] ?? ''])) as Record<Name, string>;
}
