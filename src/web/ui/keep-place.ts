/** Search fields that stay while one walks through the product: the data year and the chosen node of the organization tree. */
export const keptSearch = ['year', 'at'] as const;

/** The target address with the chosen year and node of the present one, unless the target says its own. */
export function keepPlace(target: string, presentSearch: string): string {
  const [path = '', tail = ''] = target.split('?', 2);
  const next = new URLSearchParams(tail);
  const present = new URLSearchParams(presentSearch);
  for (const name of keptSearch) {
    const value = present.get(name);
    const namedByPath = name === 'year' && /^\/(emission\/(units|entities)|asset\/(allocation|gap|industry))\/[^/]+\/\d{4}/.test(path);
    if (value !== null && !next.has(name) && !namedByPath) next.set(name, value);
  }
  const search = next.toString();
  return search === '' ? path : `${path}?${search}`;
}
