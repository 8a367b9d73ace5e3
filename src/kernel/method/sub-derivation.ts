import type { Derivation, DerivationNode } from '../derivation.ts';

/** The part of a derivation that one node rests on, the node last; without nodes when there is no such node. */
export function subDerivation(derivation: Derivation, rootId: string): Derivation {
  const byId = new Map(derivation.nodes.map((node) => [node.id, node] as const));
  const wanted = new Set<string>();
  const open = [rootId];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node: DerivationNode | undefined = byId.get(id);
    if (node === undefined || wanted.has(id)) continue;
    wanted.add(id);
    if (node.kind === 'step') open.push(...node.uses);
  }
  return { ...derivation, nodes: derivation.nodes.filter((node) => wanted.has(node.id)) };
}
