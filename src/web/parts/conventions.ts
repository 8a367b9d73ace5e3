import type { emissionEndpoints } from '../../contract/emission.ts';
import type { ReplyOf } from '../../contract/endpoint.ts';

export type Convention = ReplyOf<typeof emissionEndpoints.readDerivation>['conventions'][number];

/** The same convention for every month or unit stands once, with how often it was used. */
export function together(items: readonly Convention[]): { readonly item: Convention; readonly times: number }[] {
  const found = new Map<string, { item: Convention; times: number }>();
  for (const item of items) {
    const key = conventionKey(item);
    const before = found.get(key);
    if (before) before.times += 1;
    else found.set(key, { item, times: 1 });
  }
  return [...found.values()];
}

export function conventionKey({ symbol, value, unit, from, source }: Convention): string {
  return `${symbol} ${value} ${unit} ${from} ${source}`;
}
