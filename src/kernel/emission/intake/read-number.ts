import { parseDecimal, print } from '../../quantity/decimal.ts';

export type DecimalMark = '.' | ',';

/** A number as exact decimal text with what stood behind it, or why it is none. */
export type ReadNumber =
  | { readonly value: string; readonly percent: boolean }
  | { readonly fault: 'not_a_number' | 'unclear_separator' | 'unit_in_number'; readonly rest?: string };

const grouped = { '.': /^-?\d{1,3}(,\d{3})+(\.\d+)?$/, ',': /^-?\d{1,3}([. ']\d{3})+(,\d+)?$/ } as const;
const spaced = /^-?\d{1,3}([ '’]\d{3})+([.,]\d+)?$/;

/** Full-width digits, typographic minus and no-break blanks as everybody means them. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\u2212\u2013\u2012]/g, '-')
    .replaceAll(/[\u00a0\u202f\u2009]/g, ' ')
    .trim();
}

/**
 * Reads a number as a person wrote it, with the decimal mark that holds for its file: thousands separators are taken away only where they stand after every
 * third digit. `12,5` in a file with decimal points is refused instead of becoming 125.
 */
export function readNumber(text: string, mark: DecimalMark): ReadNumber {
  let rest = plain(text);
  const percent = rest.endsWith('%');
  if (percent) rest = rest.slice(0, -1).trim();
  if (/^\+\d/.test(rest)) rest = rest.slice(1);
  const tail = /^(-?[\d.,' ]*\d)\s*([A-Za-z\u4e00-\u9fff][^\d]*)$/.exec(rest);
  if (tail && !/^e/i.test(tail[2] ?? '')) return { fault: 'unit_in_number', rest: tail[2] ?? '' };
  const exact = parseDecimal(normal(rest, mark) ?? '');
  if (exact) return { value: print(exact), percent };
  return { fault: /^-?[\d.,' ]+$/.test(rest) && /\d/.test(rest) ? 'unclear_separator' : 'not_a_number' };
}

function normal(text: string, mark: DecimalMark): string | null {
  if (spaced.test(text)) {
    const other = mark === '.' ? ',' : '.';
    return text.includes(other) ? null : text.replaceAll(/[ '’]/g, '').replace(',', '.');
  }
  if (mark === '.') return grouped['.'].test(text) ? text.replaceAll(',', '') : text;
  if (grouped[','].test(text)) return text.replaceAll(/[. ']/g, '').replace(',', '.');
  if (/^-?\d+\.\d+$/.test(text)) return null;
  return text.replace(',', '.');
}

/** Which decimal mark the texts of a file use: a comma only where at least one number can be read with it alone and none speaks against it. */
export function decimalMarkOf(texts: Iterable<string>): DecimalMark {
  let comma = 0;
  let point = 0;
  for (const text of texts) {
    const one = plain(text).replace(/%$/, '');
    if (/^-?\d+,\d+$/.test(one) && !/^-?\d{1,3},\d{3}$/.test(one)) comma += 1;
    else if (/^-?\d{1,3}(\.\d{3})+,\d+$/.test(one)) comma += 1;
    else if (/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(one) || /^-?\d+\.\d+$/.test(one)) point += 1;
  }
  return comma > point ? ',' : '.';
}
