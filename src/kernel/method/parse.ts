import { parseDecimal } from '../quantity/decimal.ts';
import {
  type Aggregate,
  aggregateNames,
  type Comparison,
  type Formula,
  FormulaFault,
  formulaLimits,
  functionNames,
  reservedWords,
  type Sign,
} from './formula.ts';
import { type Token, Tokens } from './syntax.ts';

/**
 * Reads one formula. Loosest to tightest: or · and · not · comparison (one only) · + − · * / · unary − · ^.
 * Throws FormulaFault and nothing else, whatever the text.
 */
export function parseFormula(text: string): Formula {
  if (text.length > formulaLimits.characters) {
    throw new FormulaFault(
      1,
      'formula_too_long',
      `公式超过 ${formulaLimits.characters} 个字符`,
      `formula longer than ${formulaLimits.characters} characters`,
    );
  }
  const parser = new Parser(text);
  return parser.whole();
}

const comparisons: readonly Comparison[] = ['<', '<=', '>', '>=', '=', '!='];

class Parser {
  private readonly tokens: Tokens;
  private depth = 0;

  constructor(text: string) {
    this.tokens = new Tokens(text);
  }

  whole(): Formula {
    const formula = this.either();
    if (this.tokens.next.kind !== 'end') this.tokens.fail('公式应在此结束', 'the formula should end here');
    return formula;
  }

  private either(): Formula {
    return this.chain(['or'], () => this.both());
  }

  private both(): Formula {
    return this.chain(['and'], () => this.negation());
  }

  private negation(): Formula {
    const { next } = this.tokens;
    if (next.kind !== 'name' || next.text !== 'not') return this.comparison();
    this.tokens.take();
    return this.deeper(() => ({ form: 'not', at: next.at, of: this.negation() }));
  }

  private comparison(): Formula {
    const left = this.sum();
    const { at } = this.tokens.next;
    const sign = this.signAhead(comparisons);
    if (sign === undefined) return left;
    this.tokens.take();
    const right = this.sum();
    if (this.signAhead(comparisons) !== undefined) {
      throw new FormulaFault(
        this.tokens.next.at,
        'syntax',
        '比较不能连写，请用 and 连接',
        'comparisons do not chain; join them with "and"',
      );
    }
    return { form: 'binary', at, sign, left, right };
  }

  private signAhead<S extends Sign>(signs: readonly S[]): S | undefined {
    const { next } = this.tokens;
    return next.kind === 'sign' || next.kind === 'name' ? signs.find((sign) => sign === next.text) : undefined;
  }

  private sum(): Formula {
    return this.chain(['+', '-'], () => this.product());
  }

  private product(): Formula {
    return this.chain(['*', '/'], () => this.signed());
  }

  private chain(signs: readonly Sign[], part: () => Formula): Formula {
    let left = part();
    for (;;) {
      const { at } = this.tokens.next;
      const sign = this.signAhead(signs);
      if (sign === undefined) return left;
      this.tokens.take();
      left = { form: 'binary', at, sign, left, right: part() };
    }
  }

  private signed(): Formula {
    const { next } = this.tokens;
    if (next.kind !== 'sign' || next.text !== '-') return this.power();
    this.tokens.take();
    return this.deeper(() => ({ form: 'negate', at: next.at, of: this.signed() }));
  }

  private power(): Formula {
    const of = this.atom();
    const sign = this.tokens.next;
    if (!this.tokens.accept('^')) return of;
    const minus = this.tokens.next;
    const negative = this.tokens.accept('-');
    const { next } = this.tokens;
    if (next.kind !== 'number' || /\./.test(next.text)) {
      const exponent = this.deeper(() => this.atom());
      this.noChain();
      return { form: 'raise', at: sign.at, of, exponent: negative ? { form: 'negate', at: minus.at, of: exponent } : exponent };
    }
    const exponent = Number(next.text);
    if (!/^\d{1,2}$/.test(next.text) || exponent > formulaLimits.exponent) {
      throw new FormulaFault(
        next.at,
        'syntax',
        `整数幂次不得超过 ${formulaLimits.exponent}`,
        `a whole exponent is at most ${formulaLimits.exponent}`,
      );
    }
    this.tokens.take();
    this.noChain();
    return { form: 'power', at: sign.at, of, exponent: negative ? -exponent : exponent };
  }

  private noChain(): void {
    if (this.tokens.next.text === '^') this.tokens.fail('幂不能连写，请加括号', 'powers do not chain; use parentheses');
  }

  private atom(): Formula {
    const { next } = this.tokens;
    if (next.kind === 'number') return this.number(this.tokens.take());
    if (next.kind === 'text') return this.text(this.tokens.take());
    if (next.kind === 'name') return this.named(this.tokens.take());
    if (!this.tokens.accept('(')) this.tokens.fail('此处应为数值、名称或“(”', 'a number, a name or "(" is expected here');
    return this.deeper(() => {
      const inner = this.either();
      this.tokens.expect(')');
      return inner;
    });
  }

  private number(token: Token): Formula {
    if (parseDecimal(token.text) === null)
      throw new FormulaFault(token.at, 'syntax', '数值超出范围或位数过多', 'number out of range or with too many digits');
    return { form: 'number', at: token.at, digits: token.text, unit: this.tokens.unit() };
  }

  private text(token: Token): Formula {
    if (token.text.length > formulaLimits.textLength) throw new FormulaFault(token.at, 'syntax', '文本过长', 'text too long');
    return { form: 'text', at: token.at, value: token.text };
  }

  private named(token: Token): Formula {
    const { text, at } = token;
    if (text === 'true' || text === 'false') return { form: 'boolean', at, value: text === 'true' };
    const sign = this.tokens.next.kind === 'sign' ? this.tokens.next.text : '';
    if (functionNames.some((name) => name === text) || aggregateNames.some((name) => name === text))
      return this.deeper(() => this.call(token));
    if (reservedWords.has(text))
      throw new FormulaFault(at, 'syntax', `“${text}”是保留字，不能在此使用`, `"${text}" is a reserved word and cannot stand here`);
    if (sign === '(')
      throw new FormulaFault(at, 'unknown_function', `未知函数 ${text}`, `unknown function ${text}`, {
        zh: `可用函数：${functionList}`,
        en: `Functions: ${functionList}`,
      });
    return sign === '.' ? this.deeper(() => this.lookup(token)) : { form: 'name', at, name: text };
  }

  private lookup(table: Token): Formula {
    this.tokens.expect('.');
    const column = this.tokens.name('列名', 'a column');
    this.tokens.expect('[');
    const keys = this.list();
    this.tokens.expect(']');
    return { form: 'lookup', at: table.at, table: table.text, column: column.text, keys, unit: this.tokens.unit() };
  }

  private call(token: Token): Formula {
    this.tokens.expect('(');
    const first = this.either();
    if (this.tokens.next.kind === 'name' && this.tokens.next.text === 'over') return this.aggregate(token, first);
    const name = functionNames.find((one) => one === token.text);
    if (name === undefined) this.tokens.fail('此处应为 over 和记录名', '"over" and a record are expected here');
    const of = this.tokens.accept(',') ? [first, ...this.list()] : [first];
    this.tokens.expect(')');
    return { form: 'call', at: token.at, name, of };
  }

  private aggregate(token: Token, of: Formula): { readonly at: number } & Aggregate {
    const name = aggregateNames.find((one) => one === token.text);
    if (name === undefined) this.tokens.fail(`${token.text} 不能与 over 连用`, `${token.text} does not take "over"`);
    this.tokens.take();
    const over = this.tokens.name('记录名', 'a record').text;
    const by: string[] = [];
    const grouped = this.tokens.accept('by');
    if (grouped) {
      do by.push(this.tokens.name('集合名', 'a set').text);
      while (this.tokens.accept(','));
    }
    const where = this.tokens.accept('where') ? this.either() : null;
    this.tokens.expect(')');
    return { form: 'aggregate', at: token.at, name, of, over, by: grouped ? by : null, where };
  }

  private list(): Formula[] {
    const items = [this.either()];
    while (this.tokens.accept(',')) items.push(this.either());
    return items;
  }

  private deeper(read: () => Formula): Formula {
    this.depth += 1;
    if (this.depth > formulaLimits.depth) {
      throw new FormulaFault(
        this.tokens.next.at,
        'formula_too_deep',
        `公式嵌套超过 ${formulaLimits.depth} 层`,
        `formula nested deeper than ${formulaLimits.depth}`,
      );
    }
    const formula = read();
    this.depth -= 1;
    return formula;
  }
}

const functionList = [...new Set([...functionNames, ...aggregateNames])].join(', ');
