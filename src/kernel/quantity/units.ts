import type { Text } from '../text.ts';
import { dimension } from './dimension.ts';
import type { Factor } from './rational.ts';
import { parseRational, type Rational, unity } from './rational.ts';
import { conversionFactor, convertible, multiplyUnits, named, noUnit, raiseUnit, type Unit } from './unit.ts';

/** One row of `data/units/units.yaml`. `factor_to_base` is a decimal or a fraction such as `2000/3`. */
export interface UnitRow {
  readonly unit: string;
  readonly factor_to_base: string;
  readonly dimension: Readonly<Record<string, number>>;
  readonly title: Text;
  readonly source: string;
  readonly confidence?: string;
  readonly ucum?: string;
}

export interface UnitError {
  /** 1-based column in the unit's text. */
  readonly column: number;
  readonly text: Text;
}

export type UnitResult = { readonly unit: Unit } | { readonly error: UnitError };

/** The registry of units: reads symbols such as `tCO2/MWh`, `GJ/10^4Nm3`, `t*km`, `kgCO2e/(t*km)`, `%`, `1`. */
export interface Units {
  readonly rows: readonly UnitRow[];
  readonly parse: (symbol: string) => UnitResult;
  /** Null when the symbol cannot be read. */
  readonly find: (symbol: string) => Unit | null;
  /** False also when one of the two cannot be read. */
  readonly convertible: (a: string, b: string) => boolean;
  /** What a number in `from` is multiplied with; null when not convertible or unknown. */
  readonly conversionFactor: (from: string, to: string) => Factor | null;
}

const symbolLimit = 80;
const cacheLimit = 10_000;

/** Builds the registry. A row with a bad factor, a bad name or a second row of the same name is our own file's mistake: TypeError. */
export function makeUnits(rows: readonly UnitRow[]): Units {
  const atoms = new Map<string, Unit>();
  for (const row of rows) {
    const factor = parseRational(row.factor_to_base);
    if (factor === null || factor.num <= 0n) throw new TypeError(`units: ${row.unit}: bad factor ${row.factor_to_base}`);
    if (!(row.unit === '%' || row.unit === '1' || nameAt(row.unit, 0) === row.unit)) throw new TypeError(`units: bad name ${row.unit}`);
    if (atoms.has(row.unit)) throw new TypeError(`units: ${row.unit} stands twice`);
    const dimensions = dimension(Object.entries(row.dimension));
    atoms.set(row.unit, row.unit === '1' ? noUnit : { symbol: row.unit, dimension: dimensions, factor, terms: new Map([[row.unit, 1]]) });
  }
  atoms.set('1', noUnit);
  const known = new Map<string, UnitResult>();
  const parse = (symbol: string): UnitResult => {
    const before = known.get(symbol);
    if (before) return before;
    const result = parseUnit(symbol, atoms);
    if (known.size < cacheLimit) known.set(symbol, result);
    return result;
  };
  const find = (symbol: string): Unit | null => {
    const result = parse(symbol);
    return 'unit' in result ? result.unit : null;
  };
  return {
    rows,
    parse,
    find,
    convertible: (a, b) => {
      const [first, second] = [find(a), find(b)];
      return first !== null && second !== null && convertible(first, second);
    },
    conversionFactor: (from, to) => {
      const [first, second] = [find(from), find(to)];
      return first === null || second === null ? null : conversionFactor(first, second);
    },
  };
}

class Unreadable extends Error {
  readonly error: UnitError;
  constructor(column: number, zh: string, en: string) {
    super(en);
    this.error = { column, text: { zh, en } };
  }
}

function parseUnit(symbol: string, atoms: ReadonlyMap<string, Unit>): UnitResult {
  try {
    if (symbol.length > symbolLimit)
      throw new Unreadable(1, `单位过长（最多 ${symbolLimit} 个字符）`, `unit too long (at most ${symbolLimit} characters)`);
    const reader = new Reader(symbol, atoms);
    const unit = reader.whole();
    return { unit: unit === noUnit || unit.symbol === symbol ? unit : named(unit, symbol) };
  } catch (fault) {
    if (fault instanceof Unreadable) return { error: fault.error };
    if (fault instanceof RangeError)
      return { error: { column: 1, text: { zh: '单位的幂次过大', en: 'a power in this unit is too large' } } };
    throw fault;
  }
}

/** unit = item { '*' item } [ '/' item { '/' item } ]; item = [number] name ['^' int] | '(' unit ')' ['^' int] | '1' | '%'. */
class Reader {
  private position = 0;
  private depth = 0;
  private readonly text: string;
  private readonly atoms: ReadonlyMap<string, Unit>;

  constructor(text: string, atoms: ReadonlyMap<string, Unit>) {
    this.text = text;
    this.atoms = atoms;
  }

  whole(): Unit {
    const unit = this.product();
    if (this.position < this.text.length)
      this.fail(`此处多余：${this.text.slice(this.position)}`, `unexpected here: ${this.text.slice(this.position)}`);
    return unit;
  }

  private product(): Unit {
    let unit = this.item();
    let divided = false;
    for (;;) {
      const sign = this.text[this.position];
      if (sign !== '*' && sign !== '/') return unit;
      // `kg/t*km` is read differently by different people; it has to be written with parentheses.
      if (sign === '*' && divided)
        this.fail('“/”之后的“*”有歧义，请加括号，如 kgCO2e/(t*km)', '"*" after "/" is ambiguous: use parentheses, as in kgCO2e/(t*km)');
      divided = divided || sign === '/';
      this.position += 1;
      unit = multiplyUnits(unit, this.item(), sign === '*' ? 1 : -1);
    }
  }

  private item(): Unit {
    this.skipBlanks();
    let unit: Unit;
    if (this.text[this.position] === '(') {
      this.depth += 1;
      if (this.depth > 8) this.fail('括号层数过多', 'parentheses nested too deep');
      this.position += 1;
      unit = this.product();
      if (this.text[this.position] !== ')') this.fail('缺少右括号', 'closing parenthesis missing');
      this.position += 1;
      this.depth -= 1;
    } else {
      unit = this.named();
    }
    const power = /^\^(-?\d{1,2})/.exec(this.text.slice(this.position));
    if (power) {
      this.position += power[0].length;
      unit = raiseUnit(unit, Number(power[1]));
    }
    this.skipBlanks();
    return unit;
  }

  private named(): Unit {
    const start = this.position;
    const prefix = this.prefix();
    const name = this.text[this.position] === '%' ? '%' : nameAt(this.text, this.position);
    if (name === '') {
      if (prefix === null) this.fail('此处应为单位', 'a unit is expected here');
      const plain = this.text.slice(start, this.position).trim();
      if (plain === '1') return noUnit;
      this.fail(`数字 ${plain} 后应为单位`, `a unit is expected after the number ${plain}`);
    }
    const atom = this.atoms.get(name);
    if (!atom) this.fail(`未知单位：${name}`, `unknown unit: ${name}`);
    this.position += name.length;
    if (prefix === null) return atom;
    const symbol = this.text.slice(start, this.position).replaceAll(' ', '');
    return { ...multiplyUnits(atom, { ...noUnit, factor: prefix, terms: new Map() }), symbol, terms: new Map([[symbol, 1]]) };
  }

  /** `10^4`, `1000`, `100` before a name. */
  private prefix(): Rational | null {
    const found = /^(\d{1,12})(?:\^(\d{1,2}))?/.exec(this.text.slice(this.position));
    if (!found) return null;
    this.position += found[0].length;
    this.skipBlanks();
    const base = BigInt(found[1] ?? '1');
    if (base === 0n) this.fail('单位前的数字不能为零', 'the number before a unit cannot be zero');
    const value = base ** BigInt(found[2] ?? '1');
    return value === 1n ? unity : { num: value, den: 1n };
  }

  private skipBlanks(): void {
    while (this.text[this.position] === ' ') this.position += 1;
  }

  private fail(zh: string, en: string): never {
    throw new Unreadable(this.position + 1, zh, en);
  }
}

function nameAt(text: string, position: number): string {
  return /^[A-Za-z][A-Za-z0-9_]*/.exec(text.slice(position))?.[0] ?? '';
}
