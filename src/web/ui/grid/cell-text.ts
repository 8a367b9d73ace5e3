/**
 * What somebody typed or pasted into a cell, read strictly: a number is taken exactly as written, and what could be read in two ways is
 * refused with its reason instead of guessed. No domain and no arithmetic here; conversion is the server's.
 */
export type CellText =
  | { readonly kind: 'empty' }
  /** `value` is a plain decimal (`-?digits[.digits]`, digits kept as written); `unit` is null when the row's own unit is meant. */
  | { readonly kind: 'number'; readonly value: string; readonly unit: string | null }
  | { readonly kind: 'problem'; readonly problem: CellProblem; readonly detail: string };

export type CellProblem = 'not_a_number' | 'decimal_comma' | 'scientific' | 'unit_not_accepted' | 'too_long' | 'sheet_error';

export interface CellRules {
  /** The unit meant when none is written. */
  readonly unit: string;
  /** Units that may be written behind the number, the row's own among them. */
  readonly units: readonly string[];
  /** Other spellings of units (`吨` → `t`), looked up after the exact symbol. */
  readonly spellings?: Readonly<Record<string, string>>;
}

const digitLimit = 30;
const grouped = String.raw`\d{1,3}(?:,\d{3})+(?!\d)|\d{1,3}(?: \d{3})+(?!\d)|\d{1,3}(?:'\d{3})+(?!\d)`;
const number = new RegExp(String.raw`^([+-]?)\s*(${grouped}|\d+|(?=\.\d))(?:\.(\d*))?`);
const superscripts: Readonly<Record<string, string>> = { '²': '2', '³': '3', '⁴': '4', '⁶': '6' };

export function readCellText(raw: string, rules: CellRules): CellText {
  const text = normalize(raw);
  if (text === '') return { kind: 'empty' };
  if (/^#[A-Z/0!?]+/.test(text)) return problem('sheet_error', text);
  const found = number.exec(text);
  if (!found) return problem('not_a_number', text);
  const [whole, sign = '', integer = '', fraction = ''] = found;
  const rest = text.slice(whole.length);
  if (/^,\d|^,?\d*,\d/.test(rest) || isDecimalComma(integer)) return problem('decimal_comma', text);
  if (/^e[+-]?\d/i.test(rest)) return problem('scientific', text);
  if (/^[.\d']/.test(rest) || /^\s+\d(?!\d*\^)/.test(rest)) return problem('not_a_number', text);
  if (integer.length > digitLimit || fraction.length > digitLimit) return problem('too_long', text);
  const unit = readUnit(rest.trim(), rules);
  if (unit === undefined) return problem('unit_not_accepted', rest.trim());
  return { kind: 'number', value: plainDecimal(sign, integer, fraction), unit };
}

/** Full-width signs, exotic blanks and minus signs, and the full stop a Chinese keyboard puts between digits. */
export function normalize(raw: string): string {
  return raw
    .replace(/10⁴/g, '10^4')
    .replace(/[²³⁴⁶]/g, (sign) => superscripts[sign] ?? sign)
    .replace(/(\d|[０-９])。(?=\d|[０-９])/g, '$1.')
    .normalize('NFKC')
    .replace(/[\u2212\u2012-\u2014\uFE63]/g, '-')
    .replace(/[\u00A0\u2007\u2009\u202F\u200B\uFEFF\s]+/g, ' ')
    .replace(/[’‘]/g, "'")
    .trim();
}

// `0,531` can only be a decimal comma: nobody groups thousands behind a zero.
function isDecimalComma(integer: string): boolean {
  return integer.startsWith('0') && integer.includes(',');
}

function plainDecimal(sign: string, integer: string, fraction: string): string {
  const digits = integer.replace(/[, ']/g, '').replace(/^0+(?=\d)/, '') || '0';
  const value = fraction === '' ? digits : `${digits}.${fraction}`;
  return sign === '-' && /[1-9]/.test(value) ? `-${value}` : value;
}

/** null: the row's own; undefined: none that the row accepts. */
function readUnit(written: string, rules: CellRules): string | null | undefined {
  if (written === '') return null;
  const bare = written.replace(/^[([]\s*(.*?)\s*[)\]]$/, '$1');
  const known = [bare, rules.spellings?.[bare]].find((unit) => unit !== undefined && (unit === rules.unit || rules.units.includes(unit)));
  const unit = known ?? onlyOne(rules.units.filter((candidate) => candidate.toLowerCase() === bare.toLowerCase()));
  if (unit === undefined) return undefined;
  return unit === rules.unit ? null : unit;
}

function onlyOne(candidates: readonly string[]): string | undefined {
  return candidates.length === 1 ? candidates[0] : undefined;
}

function problem(code: CellProblem, detail: string): CellText {
  return { kind: 'problem', problem: code, detail: detail.slice(0, 60) };
}
