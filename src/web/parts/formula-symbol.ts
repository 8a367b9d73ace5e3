/**
 * How a symbol of a method stands in print: `C_ar` is C with a lowered ar, `E_unit_month` E with unit, month; a name made of words
 * (`generation_mwh`) is better read as its title.
 */
export interface SymbolPrint {
  readonly base: string;
  readonly lowered: string;
  readonly isWord: boolean;
}

const shortHead = 3;

export function symbolPrint(symbol: string): SymbolPrint {
  const [base = symbol, ...rest] = symbol.split('_');
  const isWord = base.length > shortHead && base !== base.toUpperCase();
  return isWord ? { base: symbol.replaceAll('_', ' '), lowered: '', isWord } : { base, lowered: rest.join(', '), isWord };
}

/** Binding strength of the language's operators, for the parentheses that the parse leaves out. */
export const bindings = { or: 1, and: 2, not: 3, compare: 4, '+': 5, '-': 5, '*': 6, negate: 7, '^': 8, atom: 9 } as const;
