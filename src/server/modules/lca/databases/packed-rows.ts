import type { LcaDatabase } from '../../../../kernel/lca/dataset.ts';
import type { SystemTable } from '../../../../kernel/lca/system-table.ts';
import { packJson } from './read/package.ts';

/** Rows of processes and flows as they go into their tables, as JSON: the thread writes them, PostgreSQL reads them, and the server only hands them on. */

const pieceBytes = 1024 * 1024;
const folder = (category: readonly string[] | undefined): string => (category ?? []).join(' / ');
const wordsOf = (...parts: readonly (string | undefined)[]): string =>
  parts
    .flatMap((part) => part ?? [])
    .join(' ')
    .toLowerCase();

export function* processRows({ processes, flows }: LcaDatabase): Generator<object> {
  const byId = new Map(flows.map((one) => [one.id, one]));
  for (const [number, one] of processes.entries()) {
    const reference = one.exchanges.find((line) => line.isReference);
    const [category, product] = [folder(one.category), byId.get(reference?.flowId ?? '')?.name ?? ''];
    yield {
      ...{ number, process_id: one.id, name: one.name, name_zh: one.nameZh ?? null, category, location: one.location ?? '' },
      ...{ kind: one.kind, product, unit: reference?.unit ?? '', exchanges: one.exchanges.length },
      words: wordsOf(one.name, one.nameZh, product, category, one.location),
      document: packJson(one).toString('base64'),
    };
  }
}

/** Numbers of the processes that make a flow (treat it, for a waste). */
function makersOf({ processes, flows }: LcaDatabase): Map<string, Set<number>> {
  const kinds = new Map(flows.map((one) => [one.id, one.kind]));
  const makers = new Map<string, Set<number>>();
  for (const [number, one] of processes.entries()) {
    for (const line of one.exchanges) {
      const kind = kinds.get(line.flowId);
      const makes =
        kind === 'product' ? line.direction === 'output' && line.isAvoided !== true : kind === 'waste' && line.direction === 'input';
      if (!makes && !line.isReference) continue;
      const known = makers.get(line.flowId);
      if (known) known.add(number);
      else makers.set(line.flowId, new Set([number]));
    }
  }
  return makers;
}

export function* flowRows(database: LcaDatabase, table: SystemTable): Generator<object> {
  const makers = makersOf(database);
  const units = new Map(table.flows.map((one) => [one.id, one.unit]));
  for (const [number, one] of database.flows.entries()) {
    const category = folder(one.category);
    yield {
      ...{ number, flow_id: one.id, name: one.name, name_zh: one.nameZh ?? null, kind: one.kind, category, location: one.location ?? '' },
      ...{ cas: one.cas ?? '', unit: units.get(one.id) ?? '', producers: [...(makers.get(one.id) ?? [])] },
      words: wordsOf(one.name, one.nameZh, category, one.cas, one.location),
      document: packJson(one).toString('base64'),
    };
  }
}

/** Lists of a megabyte or so; `told` hears how many rows are in. */
export function inPieces(rows: Iterable<object>, told: (done: number) => void): Uint8Array<ArrayBuffer>[] {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const encoder = new TextEncoder();
  let [open, size, done]: [string[], number, number] = [[], 0, 0];
  const close = () => {
    if (open.length > 0) pieces.push(encoder.encode(`[${open.join(',')}]`));
    [open, size] = [[], 0];
  };
  for (const row of rows) {
    const written = JSON.stringify(row);
    const text = odd.test(written) ? JSON.stringify(plainText(row)) : written;
    open.push(text);
    size += text.length;
    done += 1;
    told(done);
    if (size >= pieceBytes) close();
  }
  close();
  return pieces;
}

/** A copy whose buffer is its own. */
export const owned = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

/** How JSON writes what a text of a database cannot hold: U+0000, and halves of a pair (a backslash before `u0000` is looked at once more, and is no harm). */
const odd = /\\u(?:0000|d[89a-f])/i;

/** The same without those signs. */
export function plainText<T>(value: T): T {
  const text = JSON.stringify(value);
  return odd.test(text) ? JSON.parse(text, (_, each: unknown) => (typeof each === 'string' ? plainly(each) : each)) : value;
}

const plainly = (text: string): string => text.replaceAll('\u0000', '').replace(/\p{Surrogate}/gu, '\uFFFD');
