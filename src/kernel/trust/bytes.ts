/** Bytes as text and text as bytes, without a platform: the same source runs in the server, in a browser and in the one-file verifier. */

const hexDigits = '0123456789abcdef';

export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += hexDigits.charAt(byte >> 4) + hexDigits.charAt(byte & 15);
  return text;
}

/** Lower-case hexadecimal only; null for anything else. */
export function fromHex(text: string): Uint8Array | null {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) return null;
  return Uint8Array.from({ length: text.length / 2 }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16));
}

const base64Digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const three = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    text += base64Digits.charAt(three >> 18) + base64Digits.charAt((three >> 12) & 63);
    text += i + 1 < bytes.length ? base64Digits.charAt((three >> 6) & 63) : '=';
    text += i + 2 < bytes.length ? base64Digits.charAt(three & 63) : '=';
  }
  return text;
}

/** RFC 4648 §4 with padding, and only in its one canonical form; null for anything else. */
export function fromBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  for (let i = 0, at = 0; i < text.length; i += 4) {
    let four = 0;
    for (let j = 0; j < 4; j += 1) four = (four << 6) | Math.max(0, base64Digits.indexOf(text.charAt(i + j)));
    for (const shift of [16, 8, 0]) {
      if (at < bytes.length) bytes[at] = (four >> shift) & 255;
      at += 1;
    }
  }
  // Left-over bits that are not zero would make two texts of one value.
  return toBase64(bytes) === text ? bytes : null;
}

/** UTF-8 of a text; null where it holds half of a surrogate pair. */
export function utf8(text: string): Uint8Array | null {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0xd800 && code <= 0xdfff) return null;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return Uint8Array.from(bytes);
}

/** Bytes of a text that is known to be well formed: ours, or read from bytes. @throws RangeError otherwise. */
export function bytesOf(text: string): Uint8Array {
  const bytes = utf8(text);
  if (bytes === null) throw new RangeError('half of a surrogate pair');
  return bytes;
}

/** The length of a UTF-8 sequence by its first byte, and the least code point it may stand for. */
function sequenceOf(first: number): { length: number; least: number; bits: number } | null {
  if (first < 0x80) return { length: 1, least: 0, bits: first };
  if (first >= 0xc2 && first < 0xe0) return { length: 2, least: 0x80, bits: first & 31 };
  if (first >= 0xe0 && first < 0xf0) return { length: 3, least: 0x800, bits: first & 15 };
  if (first >= 0xf0 && first < 0xf5) return { length: 4, least: 0x10000, bits: first & 7 };
  return null;
}

/** The text of UTF-8 bytes; null where they are not well formed (RFC 3629: overlong forms, surrogates, cut sequences). */
export function fromUtf8(bytes: Uint8Array): string | null {
  const parts: string[] = [];
  let codes: number[] = [];
  for (let i = 0; i < bytes.length; ) {
    const sequence = sequenceOf(bytes[i] ?? 0);
    if (sequence === null || i + sequence.length > bytes.length) return null;
    let code = sequence.bits;
    for (let j = 1; j < sequence.length; j += 1) {
      const next = bytes[i + j] ?? 0;
      if ((next & 0xc0) !== 0x80) return null;
      code = (code << 6) | (next & 63);
    }
    if (code < sequence.least || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return null;
    codes.push(code);
    if (codes.length === 4096) {
      parts.push(String.fromCodePoint(...codes));
      codes = [];
    }
    i += sequence.length;
  }
  return parts.join('') + String.fromCodePoint(...codes);
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** Eight bytes, the most significant first. */
export function bigEndian64(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 8 }, (_, i) => Number((value >> BigInt(8 * (7 - i))) & 255n));
}

export function fromBigEndian64(bytes: Uint8Array): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}
