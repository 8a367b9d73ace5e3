import { assert } from '../../../../kernel/assert.ts';
import { proofText } from '../../../../kernel/trust/checkpoint.ts';
import { inclusionRanges, isIncluded, leafHashOf, rootOfEdge } from '../../../../kernel/trust/merkle.ts';
import { sha256 } from './hash.ts';
import type { SignedHead } from './signer-folder.ts';
import type { TileFolder } from './tile-folder.ts';

/**
 * The proof that a leaf stands at its index under a signed head, as a text that can be checked without us (C2SP tlog-proof).
 * `note`: the head's signed note, with the cosignatures that have come meanwhile.
 */
export async function proveLeaf(
  tiles: TileFolder,
  head: SignedHead,
  { index, leaf, note }: { readonly index: number; readonly leaf: string; readonly note: string },
): Promise<string> {
  const { size } = head.edge;
  const hashes = await Promise.all(inclusionRanges(index, size).map((range) => tiles.rootOfRange(range, size)));
  const leafHash = leafHashOf(sha256, Buffer.from(leaf, 'utf8'));
  const holds = isIncluded(sha256, { index, size, leafHash, proof: hashes, root: rootOfEdge(sha256, head.edge) });
  assert(holds, `leaf ${index} is not under the head of ${size}`);
  return proofText({ index, hashes, checkpoint: note });
}
