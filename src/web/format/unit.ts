/** A piece of a unit or sentence: plain, lowered (CO₂) or raised (m³). */
export interface Piece {
  readonly text: string;
  readonly form: 'plain' | 'sub' | 'sup';
}

const gases = /(CO2|CH4|N2O|SF6|NF3|CF4|C2F6|CaCO3|MgCO3|H2O|O2|H2)(?=e\b|e$|[^A-Za-z0-9]|$)/;

function push(pieces: Piece[], text: string, form: Piece['form']): void {
  if (text !== '') pieces.push({ text, form });
}

function pushGas(pieces: Piece[], formula: string): void {
  for (const part of formula.split(/(\d+)/)) push(pieces, part, /^\d+$/.test(part) ? 'sub' : 'plain');
}

/**
 * A unit symbol as the units file writes it, taken apart for print: `tCO2e/10^4Nm3` → tCO₂e/10⁴ Nm³. The dimensionless `1` and `` become nothing.
 * Lowered and raised digits are pieces, not Unicode characters: U+2082 is missing from common Chinese fonts.
 */
export function unitPieces(symbol: string): Piece[] {
  if (symbol === '' || symbol === '1') return [];
  const pieces: Piece[] = [];
  let rest = symbol
    .replaceAll('*', '·')
    .replaceAll('₂', '2')
    .replaceAll('₄', '4')
    .replaceAll('²', '2')
    .replaceAll('³', '3')
    .replaceAll('10⁴', '10^4');
  while (rest !== '') {
    const power = /^10\^(-?\d+)/.exec(rest);
    const gas = /^(kg|Mt|kt|[tgMk]?)(CO2|CH4|N2O|SF6|NF3)(e?)/.exec(rest);
    const raised = /^([A-Za-zµ]*?(?:Nm|Sm|km|cm|mm|m))\^?([23])(?![0-9])/.exec(rest);
    const exponent = /^([A-Za-z%°]+)\^(-?\d+)/.exec(rest);
    const next = /^([A-Za-zµ%°¥$€\u4e00-\u9fff]+|.)/u.exec(rest);
    if (power) {
      push(pieces, '10', 'plain');
      push(pieces, power[1] ?? '', 'sup');
      rest = rest.slice(power[0].length);
      if (/^[A-Za-z]/.test(rest)) push(pieces, '\u00a0', 'plain');
    } else if (gas) {
      push(pieces, gas[1] ?? '', 'plain');
      pushGas(pieces, gas[2] ?? '');
      push(pieces, gas[3] ?? '', 'plain');
      rest = rest.slice(gas[0].length);
    } else if (raised) {
      push(pieces, raised[1] ?? '', 'plain');
      push(pieces, raised[2] ?? '', 'sup');
      rest = rest.slice(raised[0].length);
    } else if (exponent) {
      push(pieces, exponent[1] ?? '', 'plain');
      push(pieces, exponent[2] ?? '', 'sup');
      rest = rest.slice(exponent[0].length);
    } else {
      const text = next?.[0] ?? rest;
      push(pieces, text, 'plain');
      rest = rest.slice(text.length);
    }
  }
  return joined(pieces);
}

/** A sentence whose gas formulas are lowered where they stand alone or after t, kg: “每 tCO2e” → 每 tCO₂e. */
export function prosePieces(sentence: string): Piece[] {
  const pieces: Piece[] = [];
  let rest = sentence.replaceAll('₂', '2').replaceAll('₄', '4');
  for (let match = gases.exec(rest); match; match = gases.exec(rest)) {
    push(pieces, rest.slice(0, match.index), 'plain');
    pushGas(pieces, match[1] ?? '');
    rest = rest.slice(match.index + match[0].length);
  }
  push(pieces, rest, 'plain');
  return joined(pieces);
}

/** Neighbouring pieces of the same form as one. */
function joined(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (last && last.form === piece.form) result[result.length - 1] = { text: last.text + piece.text, form: piece.form };
    else result.push(piece);
  }
  return result;
}

/** For places that take no markup (file names, options, CSV): as the units file writes it. */
export function unitPlain(symbol: string): string {
  return symbol === '1' ? '' : symbol;
}
