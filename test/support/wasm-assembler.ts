import path from 'node:path';

/**
 * A small assembler of WebAssembly text. It knows what our sources use (one module; imported and own functions, one memory, folded expressions, loops,
 * conditions, SIMD) and refuses everything else. `tools/assemble-wasm.ts` writes with it; a check reads the bytes again.
 */

type Node = string | readonly Node[];

function parse(text: string): readonly Node[] {
  const tokens = text.replace(/;;[^\n]*/g, '').match(/"[^"]*"|[()]|[^\s()"]+/g) ?? [];
  const open: Node[][] = [[]];
  for (const token of tokens) {
    if (token === '(') open.push([]);
    else if (token === ')') {
      const done = open.pop() ?? [];
      open.at(-1)?.push(done);
    } else open.at(-1)?.push(token);
  }
  if (open.length !== 1) throw new Error('brackets do not match');
  return open[0] ?? [];
}

const isList = (node: Node | undefined): node is readonly Node[] => typeof node === 'object';
function listOf(node: Node | undefined): readonly Node[] {
  if (!isList(node)) throw new Error(`a list is expected, not ${String(node)}`);
  return node;
}
function wordOf(node: Node | undefined): string {
  if (typeof node !== 'string') throw new Error('a word is expected');
  return node;
}

function unsigned(value: number): number[] {
  const low = value & 0x7f;
  const rest = value >>> 7;
  return rest === 0 ? [low] : [low | 0x80, ...unsigned(rest)];
}
function signed(value: number): number[] {
  const low = value & 0x7f;
  const rest = value >> 7;
  const last = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
  return last ? [low] : [low | 0x80, ...signed(rest)];
}
const vector = (items: readonly (readonly number[])[]): number[] => [...unsigned(items.length), ...items.flat()];
const name = (quoted: string): number[] => {
  const bytes = [...new TextEncoder().encode(quoted.slice(1, -1))];
  return [...unsigned(bytes.length), ...bytes];
};
const section = (id: number, body: readonly number[]): number[] => [id, ...unsigned(body.length), ...body];

const types: Readonly<Record<string, number>> = { i32: 0x7f, i64: 0x7e, f32: 0x7d, f64: 0x7c, v128: 0x7b };
const typeOf = (node: Node | undefined): number => {
  const found = types[wordOf(node)];
  if (found === undefined) throw new Error(`unknown type ${String(node)}`);
  return found;
};

/** Instructions without immediates. */
const plain: Readonly<Record<string, readonly number[]>> = {
  'i32.eqz': [0x45],
  'i32.lt_s': [0x48],
  'i32.add': [0x6a],
  'i32.sub': [0x6b],
  'i32.and': [0x71],
  'i32.shl': [0x74],
  'f64.lt': [0x63],
  'f64.abs': [0x99],
};
const simd: Readonly<Record<string, number>> = {
  'v128.and': 78,
  'v128.or': 80,
  'v128.xor': 81,
  'v128.bitselect': 82,
  'f64x2.ne': 72,
  'f64x2.lt': 73,
  'i64x2.all_true': 195,
  'i64x2.shl': 203,
  'i64x2.shr_u': 205,
  'i64x2.add': 206,
  'f64x2.abs': 236,
  'f64x2.add': 240,
  'f64x2.sub': 241,
  'f64x2.mul': 242,
  'f64x2.div': 243,
  'f64x2.max': 245,
  'f64x2.pmax': 247,
};
const lanes: Readonly<Record<string, number>> = { 'i32x4.extract_lane': 27, 'f64x2.extract_lane': 33, 'f64x2.replace_lane': 34 };
/** Opcode, and the alignment that is promised (as a power of two). */
const memory: Readonly<Record<string, readonly [opcode: readonly number[], alignment: number]>> = {
  'i32.load': [[0x28], 2],
  'f64.store': [[0x39], 3],
  'v128.load': [[0xfd, 0], 0],
  'v128.load64_splat': [[0xfd, 10], 0],
  'v128.store': [[0xfd, 11], 0],
};
const locals: Readonly<Record<string, number>> = { 'local.get': 0x20, 'local.set': 0x21, 'local.tee': 0x22 };
const empty = 0x40;

interface Scope {
  readonly locals: readonly string[];
  readonly functions: readonly string[];
  /** Innermost last; null for a block that cannot be named. */
  readonly labels: readonly (string | null)[];
}

function indexIn(names: readonly (string | null)[], of: Node | undefined): number {
  const index = names.lastIndexOf(wordOf(of));
  if (index < 0) throw new Error(`unknown name ${String(of)}`);
  return index;
}

function eightBytes(text: string): number[] {
  const value = BigInt(text);
  return Array.from({ length: 8 }, (_, i) => Number((value >> BigInt(8 * i)) & 255n));
}

/** One folded expression: what it takes first, then itself. */
function expression(node: Node, scope: Scope): number[] {
  const [head, ...rest] = listOf(node);
  const word = wordOf(head);
  const all = (nodes: readonly Node[], inner = scope): number[] => nodes.flatMap((one) => expression(one, inner));
  const own = plain[word];
  if (own) return [...all(rest), ...own];
  if (word in simd) return [...all(rest), 0xfd, ...unsigned(simd[word] ?? 0)];
  if (word in lanes) return [...all(rest.slice(1)), 0xfd, ...unsigned(lanes[word] ?? 0), Number(rest[0])];
  const access = memory[word];
  if (access) {
    const [offset, values] = typeof rest[0] === 'string' ? [Number(rest[0].replace('offset=', '')), rest.slice(1)] : [0, rest];
    return [...all(values), ...access[0], access[1], ...unsigned(offset)];
  }
  if (word in locals) return [...all(rest.slice(1)), locals[word] ?? 0, ...unsigned(indexIn(scope.locals, rest[0]))];
  switch (word) {
    case 'i32.const':
      return [0x41, ...signed(Number(rest[0]))];
    case 'v128.const':
      return [0xfd, 12, ...rest.slice(1).flatMap((one) => eightBytes(wordOf(one)))];
    case 'i8x16.shuffle':
      return [...all(rest.slice(16)), 0xfd, 13, ...rest.slice(0, 16).map(Number)];
    case 'call':
      return [...all(rest.slice(1)), 0x10, ...unsigned(indexIn(scope.functions, rest[0]))];
    case 'br_if':
      return [...all(rest.slice(1)), 0x0d, ...unsigned(scope.labels.length - 1 - indexIn(scope.labels, rest[0]))];
    case 'loop':
      return [0x03, empty, ...all(rest.slice(1), { ...scope, labels: [...scope.labels, wordOf(rest[0])] }), 0x0b];
    case 'if': {
      const [, ...then] = listOf(rest[1]);
      return [...all(rest.slice(0, 1)), 0x04, empty, ...all(then, { ...scope, labels: [...scope.labels, null] }), 0x0b];
    }
    default:
      throw new Error(`unknown instruction ${word}`);
  }
}

const partsNamed = (parts: readonly Node[], word: string): (readonly Node[])[] => parts.filter(isList).filter(([head]) => head === word);

function signature(parts: readonly Node[]): number[] {
  const of = (word: string) =>
    partsNamed(parts, word).flatMap(([, ...inner]) => inner.filter((one) => !wordOf(one).startsWith('$')).map((one) => [typeOf(one)]));
  return [0x60, ...vector(of('param')), ...vector(of('result'))];
}

function codeOf(parts: readonly Node[], functions: readonly string[]): number[] {
  const [params, own] = ['param', 'local'].map((word) => partsNamed(parts, word));
  const names = [...(params ?? []), ...(own ?? [])].map((one) => wordOf(one[1]));
  const declared = vector((own ?? []).map((one) => [1, typeOf(one[2])]));
  const heads = new Set(['param', 'local', 'result', 'export']);
  const body = parts.filter(isList).filter(([head]) => !heads.has(wordOf(head)));
  const bytes = [...declared, ...body.flatMap((one) => expression(one, { locals: names, functions, labels: [null] })), 0x0b];
  return [...unsigned(bytes.length), ...bytes];
}

/** The bytes of a module's text. */
export function assemble(text: string): Uint8Array {
  const [module] = parse(text);
  const [, ...fields] = listOf(module);
  const imports = partsNamed(fields, 'import');
  const own = partsNamed(fields, 'func');
  const imported = imports.map((one) => listOf(one[3]));
  const functions = [...imported.map(([, called]) => wordOf(called)), ...own.map((_, i) => `own ${i}`)];
  const [pages] = partsNamed(fields, 'memory');
  if (!pages) throw new Error('a memory is expected');
  const exported = (parts: readonly Node[]) => partsNamed(parts, 'export').map((one) => name(wordOf(one[1])));
  const exports = [
    ...exported(pages).map((one) => [...one, 2, 0]),
    ...own.flatMap((parts, i) => exported(parts).map((one) => [...one, 0, ...unsigned(imports.length + i)])),
  ];
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector([...imported, ...own].map(signature))),
    ...section(2, vector(imports.map((one, i) => [...name(wordOf(one[1])), ...name(wordOf(one[2])), 0, ...unsigned(i)]))),
    ...section(3, vector(own.map((_, i) => unsigned(imports.length + i)))),
    ...section(5, vector([[0, ...unsigned(Number(pages.at(-1)))]])),
    ...section(7, vector(exports)),
    ...section(10, vector(own.map((parts) => codeOf(parts, functions)))),
  ]);
}

/** The bytes as the TypeScript file that the kernel imports. */
export function bytesFile(source: string, bytes: Uint8Array): string {
  const hex = [...bytes].map((one) => one.toString(16).padStart(2, '0')).join('');
  const lines = hex.match(/.{1,128}/g) ?? [];
  return [
    `/** ${path.posix.basename(source)}, assembled by tools/assemble-wasm.ts; change that file, not this one. */`,
    `export const ${path.posix.basename(source, '.wat')}Bytes = [`,
    ...lines.map((line) => `  '${line}',`),
    "].join('');",
    '',
  ].join('\n');
}
