import { describe, expect, test } from 'vitest';
import { bytesOf, fromHex, toHex } from './bytes.ts';
import {
  consistencyRanges,
  emptyRoot,
  grown,
  type Hash,
  inclusionRanges,
  isConsistent,
  isIncluded,
  leafHashOf,
  nodeHashOf,
  noEdge,
  type Range,
  rootOf,
  rootOfEdge,
} from './merkle.ts';
import { sha256 } from './sha256.ts';

const hash: Hash = sha256;
const bytes = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array();

describe('fixed values of RFC 6962 trees (transparency-dev/merkle, testonly)', () => {
  test('empty root, leaf and node', () => {
    expect(toHex(emptyRoot(hash))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(toHex(leafHashOf(hash, new Uint8Array()))).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
    expect(toHex(leafHashOf(hash, bytesOf('L123456')))).toBe('395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56');
    expect(toHex(nodeHashOf(hash, bytesOf('N123'), bytesOf('N456')))).toBe(
      'aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb',
    );
  });

  const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(bytes);
  const roots = [
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ];
  test.each(roots.map((root, i) => [i + 1, root] as const))('%i leaves', (n, root) => {
    expect(
      toHex(
        rootOf(
          hash,
          leaves.slice(0, n).map((leaf) => leafHashOf(hash, leaf)),
        ),
      ),
    ).toBe(root);
  });
});

/** MTH of RFC 6962 §2.1 as it is written there: split at the largest power of two. */
function naiveRoot(hashes: readonly Uint8Array[]): Uint8Array {
  const [only] = hashes;
  if (only === undefined) return emptyRoot(hash);
  if (hashes.length === 1) return only;
  const k = 2 ** Math.ceil(Math.log2(hashes.length) - 1);
  return nodeHashOf(hash, naiveRoot(hashes.slice(0, k)), naiveRoot(hashes.slice(k)));
}

describe('every tree up to 40 leaves', () => {
  const hashes = Array.from({ length: 40 }, (_, i) => leafHashOf(hash, bytesOf(`leaf ${i}`)));
  const of = ({ from, to }: Range) => naiveRoot(hashes.slice(from, to));
  const sizes = Array.from({ length: 40 }, (_, i) => i + 1);

  test('its edge has the root of the definition', () => {
    let edge = noEdge;
    for (const size of sizes) {
      edge = grown(hash, edge, hashes[size - 1] ?? new Uint8Array());
      expect(rootOfEdge(hash, edge)).toEqual(naiveRoot(hashes.slice(0, size)));
    }
  });

  test('proves each leaf, and no other place or size', () => {
    for (const size of sizes) {
      const root = naiveRoot(hashes.slice(0, size));
      for (let index = 0; index < size; index += 1) {
        const leafHash = hashes[index] ?? new Uint8Array();
        const told = { index, size, leafHash, root, proof: inclusionRanges(index, size).map(of) };
        expect(isIncluded(hash, told)).toBe(true);
        expect(isIncluded(hash, { ...told, index: (index + 1) % size })).toBe(size === 1);
        expect(isIncluded(hash, { ...told, proof: [...told.proof, leafHash] })).toBe(false);
        if (told.proof.length > 0) expect(isIncluded(hash, { ...told, proof: told.proof.slice(1) })).toBe(false);
      }
    }
  });

  test('is consistent with each that it grew from, and with no other', () => {
    for (const size of sizes) {
      const root = naiveRoot(hashes.slice(0, size));
      for (let old = 1; old <= size; old += 1) {
        const oldRoot = naiveRoot(hashes.slice(0, old));
        const told = { old, size, oldRoot, root, proof: consistencyRanges(old, size).map(of) };
        expect(isConsistent(hash, told)).toBe(true);
        expect(isConsistent(hash, { ...told, oldRoot: hash(oldRoot) })).toBe(false);
        expect(isConsistent(hash, { ...told, root: hash(root) })).toBe(false);
        expect(isConsistent(hash, { ...told, proof: [...told.proof, root] })).toBe(false);
      }
    }
  });

  test('of size 0 includes nothing and proves no growth', () => {
    expect(isIncluded(hash, { index: 0, size: 0, leafHash: of({ from: 0, to: 1 }), proof: [], root: emptyRoot(hash) })).toBe(false);
    expect(isConsistent(hash, { old: 0, size: 1, oldRoot: emptyRoot(hash), root: of({ from: 0, to: 1 }), proof: [] })).toBe(false);
    expect(isConsistent(hash, { old: 0, size: 0, oldRoot: emptyRoot(hash), root: emptyRoot(hash), proof: [] })).toBe(false);
  });
});
