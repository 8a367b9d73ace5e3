import type { Derivation, DerivationNode } from '../derivation.ts';

/** The part of a derivation that some nodes rest on, in its order; without nodes when there are no such nodes. */
export function subDerivation(derivation: Derivation, ...rootIds: readonly string[]): Derivation {
  const byId = new Map(derivation.nodes.map((node) => [node.id, node] as const));
  const wanted = new Set<string>();
  const open = [...rootIds];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node: DerivationNode | undefined = byId.get(id);
    if (node === undefined || wanted.has(id)) continue;
    wanted.add(id);
    if (node.kind === 'step') open.push(...node.uses);
  }
  return { ...derivation, nodes: derivation.nodes.filter((node) => wanted.has(node.id)) };
}
