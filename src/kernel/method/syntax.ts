import { FormulaFault, formulaLimits } from './formula.ts';

export type TokenKind = 'number' | 'name' | 'text' | 'sign' | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** 1-based column. */
  readonly at: number;
}

const shapes: readonly [TokenKind, RegExp][] = [
  ['number', /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y],
  ['name', /[A-Za-z][A-Za-z0-9_]*/y],
  ['text', /'[^'\n]*'/y],
  ['sign', /<=|>=|!=|[-+*/^()[\],.<>=]/y],
];

/** Reads tokens one after another; a unit in brackets is read as raw text, because units have a grammar of their own. */
export class Tokens {
  private readonly source: string;
  private position = 0;
  private ahead: Token;

  constructor(source: string) {
    this.source = source;
    this.ahead = this.read();
  }

  get next(): Token {
    return this.ahead;
  }

  take(): Token {
    const token = this.ahead;
    this.ahead = this.read();
    return token;
  }

  /** Takes the token when it is this sign or word. */
  accept(text: string): boolean {
    const found = this.ahead.kind !== 'text' && this.ahead.text === text;
    if (found) this.take();
    return found;
  }

  expect(text: string): void {
    if (!this.accept(text)) this.fail(`此处应为“${text}”`, `"${text}" is expected here`);
  }

  name(zh: string, en: string): Token {
    if (this.ahead.kind !== 'name') this.fail(`此处应为${zh}`, `${en} is expected here`);
    return this.take();
  }

  /** `[unit]` when one follows. */
  unit(): string | null {
    if (this.ahead.kind !== 'sign' || this.ahead.text !== '[') return null;
    const close = this.source.indexOf(']', this.position);
    if (close < 0) this.fail('缺少“]”', '"]" is missing');
    const unit = this.source.slice(this.position, close).trim();
    this.position = close + 1;
    this.ahead = this.read();
    return unit;
  }

  fail(zh: string, en: string): never {
    const found =
      this.ahead.kind === 'end' ? { zh: '公式结束', en: 'the end' } : { zh: `“${this.ahead.text}”`, en: `"${this.ahead.text}"` };
    throw new FormulaFault(this.ahead.at, 'syntax', `${zh}，实际为${found.zh}`, `${en}, found ${found.en}`);
  }

  private read(): Token {
    while (this.position < this.source.length && /[ \t\r\n]/.test(this.source[this.position] ?? '')) this.position += 1;
    const at = this.position + 1;
    if (this.position >= this.source.length) return { kind: 'end', text: '', at };
    for (const [kind, shape] of shapes) {
      shape.lastIndex = this.position;
      const found = shape.exec(this.source);
      if (!found) continue;
      this.position += found[0].length;
      return { kind, text: kind === 'text' ? found[0].slice(1, -1) : checked(kind, found[0], at), at };
    }
    const odd = String.fromCodePoint(this.source.codePointAt(this.position) ?? 0);
    const code = `U+${(odd.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
    throw new FormulaFault(
      at,
      'syntax',
      `公式中不允许的字符“${odd}”（${code}）`,
      `character "${odd}" (${code}) is not allowed in a formula`,
    );
  }
}

function checked(kind: TokenKind, text: string, at: number): string {
  if (kind === 'name' && text.length > formulaLimits.nameLength) throw new FormulaFault(at, 'syntax', '名称过长', 'name too long');
  return text;
}
