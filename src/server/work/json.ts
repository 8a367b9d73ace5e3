import { Refusal } from '../../kernel/refusal.ts';

/** Deepest nesting of a JSON body. */
export const deepestJson = 32;
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

function refuse(zh: string, en: string): never {
  throw new Refusal('invalid_input', { findings: [{ code: 'input.json', severity: 'error', place: { path: '' }, text: { zh, en } }] });
}

/** End of the string literal that starts at `from` (its opening quote): the index of the closing quote. */
function closingQuote(text: string, from: number): number {
  for (let i = from + 1; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (c === 0x5c) i += 1;
    else if (c === 0x22) return i;
  }
  return refuse('JSON 不完整：字符串没有结束。', 'The JSON is incomplete: a string does not end.');
}

function checkString(value: string): void {
  if (value.includes('\0')) refuse('文本中含有 NUL 字符，请去掉。', 'A text contains the NUL character; remove it.');
  if (/[\ud800-\udfff]/u.test(value)) refuse('文本中含有不成对的代理码点。', 'A text contains an unpaired surrogate.');
}

function decoded(text: string, from: number, to: number): string {
  const raw = text.slice(from, to + 1);
  if (!raw.includes('\\')) return raw.slice(1, -1);
  try {
    return JSON.parse(raw);
  } catch {
    return refuse('JSON 字符串中的转义不正确。', 'A string of the JSON has a wrong escape.');
  }
}

/** Whether a colon follows, after white space of any length. */
function isKey(text: string, from: number): boolean {
  for (let i = from; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (c !== 0x20 && c !== 0x09 && c !== 0x0a && c !== 0x0d) return c === 0x3a;
  }
  return false;
}

/** Walks the tokens once: depth, duplicate and forbidden keys, NUL and broken Unicode. Whether it is JSON at all, JSON.parse says. */
function inspect(text: string): void {
  const keys: (Set<string> | null)[] = []; // one for each open object; null for an array
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (c === 0x7b || c === 0x5b) {
      keys.push(c === 0x7b ? new Set() : null);
      if (keys.length > deepestJson) refuse(`JSON 嵌套超过 ${deepestJson} 层。`, `The JSON is nested deeper than ${deepestJson}.`);
    } else if (c === 0x7d || c === 0x5d) {
      keys.pop();
    } else if (c === 0x22) {
      const end = closingQuote(text, i);
      const value = decoded(text, i, end);
      checkString(value);
      i = end;
      const open = keys.at(-1);
      if (!open || !isKey(text, i + 1)) continue;
      if (forbidden.has(value)) refuse(`不允许的字段名：${value}`, `A field may not be called ${value}.`);
      if (open.has(value)) refuse(`字段重复：${value.slice(0, 60)}`, `A field is given twice: ${value.slice(0, 60)}`);
      open.add(value);
    }
  }
}

/** A request body as JSON, or a refusal that says what is wrong with it. `bytes` must be UTF-8. */
export function parseJson(bytes: Buffer): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return refuse('请求体不是 UTF-8。', 'The body is not UTF-8.');
  }
  inspect(text);
  try {
    return JSON.parse(text);
  } catch (error) {
    const place = error instanceof Error ? error.message : '';
    return refuse(`请求体不是 JSON：${place}`, `The body is not JSON: ${place}`);
  }
}
