import { columnOf, makersOf, type SolvedSystem, scoreOf } from './system.ts';

export interface SankeyNode {
  readonly process: number;
  /** What passes through: its reference output under the demand, worth per unit. */
  readonly total: number;
  readonly direct: number;
}

export interface SankeyLink {
  /** The supplier. */
  readonly from: number;
  /** The user. */
  readonly to: number;
  readonly product: number;
  readonly value: number;
  /** The link closes a loop: it is told, but a Sankey diagram cannot draw it. */
  readonly cut: boolean;
}

export interface Sankey {
  readonly nodes: readonly SankeyNode[];
  readonly links: readonly SankeyLink[];
  /** Sum of the links that are below the threshold and not shown. */
  readonly hidden: number;
}

/**
 * Processes and the flows between them, each worth its emission with all that lies above it. Links below `threshold` of the score are left out and summed; links that
 * close a loop on the way from the demand are marked `cut`.
 */
export function sankeyOf(system: SolvedSystem, threshold = 0.005): Sankey {
  const makers = makersOf(system);
  const least = Math.abs(scoreOf(system)) * threshold;
  const links: SankeyLink[] = [];
  let hidden = 0;
  for (const [to, activity] of system.x.entries()) {
    if (activity === 0) continue;
    for (const { product, amount } of columnOf(system, to).links) {
      const value = amount * activity * (system.worth[product] ?? 0);
      const from = makers[product] ?? -1;
      if (value === 0) continue;
      if (from < 0 || Math.abs(value) < least) hidden += Math.abs(value);
      else links.push({ from, to, product, value, cut: false });
    }
  }
  links.sort((a, b) => Math.abs(b.value) - Math.abs(a.value) || a.to - b.to || a.from - b.from);
  const roots = [...system.demand].flatMap((amount, product) => (amount === 0 ? [] : [makers[product] ?? -1])).filter((one) => one >= 0);
  const marked = withLoopsCut(links, roots);
  const shown = new Set([...roots, ...marked.flatMap((link) => [link.from, link.to])]);
  const nodes = [...shown]
    .sort((a, b) => a - b)
    .map((process) => {
      const activity = system.x[process] ?? 0;
      const total = activity * columnOf(system, process).output * (system.worth[system.productOf[process] ?? 0] ?? 0);
      return { process, total, direct: activity * (system.direct[process] ?? 0) };
    });
  return { nodes, links: marked, hidden };
}

/** Walks from the demand to the suppliers; a link to a process that is still being walked closes a loop. */
function withLoopsCut(links: readonly SankeyLink[], roots: readonly number[]): SankeyLink[] {
  const inputs = new Map<number, SankeyLink[]>();
  for (const link of links) inputs.set(link.to, [...(inputs.get(link.to) ?? []), link]);
  const state = new Map<number, 'open' | 'done'>();
  const cut = new Set<SankeyLink>();
  const walk = (start: number): void => {
    const stack: { readonly node: number; next: number }[] = [{ node: start, next: 0 }];
    state.set(start, 'open');
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const link = inputs.get(top.node)?.[top.next];
      top.next += 1;
      if (link === undefined) {
        state.set(top.node, 'done');
        stack.pop();
      } else if (state.get(link.from) === 'open') cut.add(link);
      else if (state.get(link.from) === undefined) {
        state.set(link.from, 'open');
        stack.push({ node: link.from, next: 0 });
      }
    }
  };
  for (const root of [...roots, ...inputs.keys()]) if (state.get(root) === undefined) walk(root);
  return links.map((link) => ({ ...link, cut: cut.has(link) }));
}
