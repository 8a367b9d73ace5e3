import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { SystemTable } from '../../../../../kernel/lca/system-table.ts';

/**
 * The table of a database as bytes: a length, a head in JSON, then the arrays one behind the other, 8 bytes aligned, little-endian; all of it deflated. Reading it
 * back is a copy and no parsing, whatever its size.
 */
const arrays = ['amount', 'price', 'spreadA', 'spreadB', 'spreadC', 'starts', 'flow', 'provider', 'exchange', 'flags', 'spread'] as const;
const mostBytes = 2 * 1024 ** 3 - 1;

export function packTable(table: SystemTable): Buffer {
  const { processes, flows, shares, indicators } = table;
  const lengths = arrays.map((name) => table[name].length);
  const head = Buffer.from(JSON.stringify({ processes, flows, shares, indicators, lengths }), 'utf8');
  const mark = Buffer.alloc(8);
  mark.writeUInt32LE(head.length);
  const bodies = arrays.map((name) => {
    const { buffer, byteOffset, byteLength } = table[name];
    return padded(Buffer.from(buffer, byteOffset, byteLength));
  });
  return deflateRawSync(Buffer.concat([mark, padded(head), ...bodies]), { level: 6 });
}

function padded(bytes: Buffer): Buffer {
  const rest = bytes.length % 8;
  return rest === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(8 - rest)]);
}

type Head = Pick<SystemTable, 'processes' | 'flows' | 'shares' | 'indicators'> & { readonly lengths: readonly number[] };

/** Written by `packTable` and kept since: its shape is our own. */
export function unpackTable(packed: Uint8Array): SystemTable {
  const bytes = inflateRawSync(packed, { maxOutputLength: mostBytes });
  const headLength = bytes.readUInt32LE(0);
  const { lengths, ...head }: Head = JSON.parse(bytes.toString('utf8', 8, 8 + headLength));
  // A copy of its own, so that arrays of 8 bytes stand where they may.
  const { buffer } = new Uint8Array(bytes);
  let at = 8 + headLength + ((8 - (headLength % 8)) % 8);
  const next = (index: number, size: number): [ArrayBuffer, number, number] => {
    const length = lengths[index] ?? 0;
    const place = at;
    at += Math.ceil((length * size) / 8) * 8;
    return [buffer, place, length];
  };
  return {
    ...head,
    amount: new Float64Array(...next(0, 8)),
    price: new Float64Array(...next(1, 8)),
    spreadA: new Float64Array(...next(2, 8)),
    spreadB: new Float64Array(...next(3, 8)),
    spreadC: new Float64Array(...next(4, 8)),
    starts: new Int32Array(...next(5, 4)),
    flow: new Int32Array(...next(6, 4)),
    provider: new Int32Array(...next(7, 4)),
    exchange: new Int32Array(...next(8, 4)),
    flags: new Uint8Array(...next(9, 1)),
    spread: new Uint8Array(...next(10, 1)),
  };
}

/** Any of our own JSON, deflated. */
export const packJson = (value: unknown): Buffer => deflateRawSync(Buffer.from(JSON.stringify(value), 'utf8'));
export function unpackJson<T>(packed: Uint8Array): T {
  return JSON.parse(inflateRawSync(packed, { maxOutputLength: mostBytes }).toString('utf8'));
}
